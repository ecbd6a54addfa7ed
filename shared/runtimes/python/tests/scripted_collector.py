"""Answers what it is told to, and remembers what it was sent."""

from __future__ import annotations

import gzip
import http.server
import json
import threading
from typing import Any, Callable, Dict, List, Optional, Tuple

Reply = Tuple[int, str, Dict[str, str]]


class ScriptedCollector:
    def __init__(
        self,
        reply: Callable[[List[Dict[str, Any]], int], Optional[Reply]] = lambda envelopes, count: None,
        configuration: Reply = (404, "", {}),
    ) -> None:
        self.batches: List[List[Dict[str, Any]]] = []
        self.headers: List[Dict[str, str]] = []
        lock = threading.Lock()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                text = gzip.decompress(body).decode()
                envelopes = [json.loads(line) for line in text.split("\n")]
                with lock:
                    outer.batches.append(envelopes)
                    outer.headers.append({name.lower(): value for name, value in self.headers.items()})
                    count = len(outer.batches)
                self.answer(reply(envelopes, count) or taken(envelopes))

            def do_GET(self) -> None:
                self.answer(configuration)

            def answer(self, said: Reply) -> None:
                status, text, headers = said
                body = text.encode()
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def envelopes(self) -> List[Dict[str, Any]]:
        return [envelope for batch in self.batches for envelope in batch]

    def __enter__(self) -> ScriptedCollector:
        return self

    def __exit__(self, *arguments: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def taken(envelopes: List[Dict[str, Any]], errors: Tuple[Dict[str, Any], ...] = (), flagged: int = 0) -> Reply:
    counts = {"accepted": len(envelopes) - flagged, "flagged": flagged, "quarantined": 0, "rejected": 0}
    return 202, json.dumps({**counts, "errors": list(errors)}), {}
