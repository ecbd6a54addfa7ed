"""How batches get to a collector."""

from __future__ import annotations

import gzip
import json
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from typing import Any, Dict, List, Optional, Sequence


@dataclass(frozen=True)
class Reply:
    """What a request came to. A status of 0 means that nothing was answered; `retry_after` is in seconds."""

    status: int
    body: str = ""
    retry_after: Optional[float] = None


class Transport:
    """Never raises."""

    def send(self, collector: str, lines: Sequence[str], write_key: str) -> Reply:
        """Posts one envelope a line."""
        raise NotImplementedError

    def configuration(self, collector: str, environment: str, write_key: str) -> Reply:
        """`GET /v1/config/<environment>`."""
        raise NotImplementedError


class NullTransport(Transport):
    """Takes everything and sends nothing: for programs that are not to send."""

    def send(self, collector: str, lines: Sequence[str], write_key: str) -> Reply:
        answer = {"accepted": len(lines), "flagged": 0, "quarantined": 0, "rejected": 0, "errors": []}
        return Reply(202, json.dumps(answer))

    def configuration(self, collector: str, environment: str, write_key: str) -> Reply:
        return Reply(404)


class RecordingTransport(NullTransport):
    """Keeps what would have been sent, in `envelopes`: for tests."""

    def __init__(self) -> None:
        self.envelopes: List[Dict[str, Any]] = []

    def send(self, collector: str, lines: Sequence[str], write_key: str) -> Reply:
        self.envelopes.extend(json.loads(line) for line in lines)
        return super().send(collector, lines, write_key)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """No collector redirects; who does would get the write key."""

    def redirect_request(self, *arguments: Any, **named: Any) -> None:
        return None


class HttpTransport(Transport):
    """By HTTP, compressed. Proxies are those of the environment."""

    def __init__(self, timeout: float = 10) -> None:
        """`timeout` is in seconds, for each wait of a request."""
        self._timeout = timeout
        self._opener = urllib.request.build_opener(_NoRedirect)

    def send(self, collector: str, lines: Sequence[str], write_key: str) -> Reply:
        headers = {"Content-Type": "application/x-ndjson", "Content-Encoding": "gzip"}
        body = gzip.compress("\n".join(lines).encode(), 6)
        return self._ask(f"{collector}/v1/events", write_key, headers, body)

    def configuration(self, collector: str, environment: str, write_key: str) -> Reply:
        return self._ask(f"{collector}/v1/config/{urllib.parse.quote(environment, safe='')}", write_key, {}, None)

    def _ask(self, url: str, write_key: str, headers: Dict[str, str], body: Optional[bytes]) -> Reply:
        try:
            request = urllib.request.Request(url, body, {**headers, "Authorization": f"Bearer {write_key}"})
            with self._opener.open(request, timeout=self._timeout) as response:
                return Reply(response.status, _text(response.read(_MOST_ANSWERED)))
        except urllib.error.HTTPError as error:
            with error:
                return Reply(error.code, _body(error), _seconds(error.headers.get("Retry-After")))
        except Exception:  # What a network, a proxy or an address can do wrong has no common class.
            return Reply(0)


_MOST_ANSWERED = 1024 * 1024


def _body(error: urllib.error.HTTPError) -> str:
    try:
        return _text(error.read(_MOST_ANSWERED))
    except Exception:
        return ""


def _text(body: bytes) -> str:
    return body.decode("utf-8", "replace")


def _seconds(header: Optional[str]) -> Optional[float]:
    return float(header) if header is not None and header.isascii() and header.isdigit() else None
