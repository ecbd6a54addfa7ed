"""What owners pause or sample at run time."""

from __future__ import annotations

import json
import time
from typing import Callable, Dict, Optional

from .transport import Reply

_INTERVAL = 60.0


class Switches:
    """Until they are known, and wherever they cannot be had, everything is sent."""

    def __init__(self, ask: Callable[[], Reply]) -> None:
        self._ask = ask
        self._rates: Dict[str, float] = {}
        self._due = 0.0

    def rate_of(self, event: str) -> float:
        """The share of an event that is sent: 0 where it is paused, else 1 unless it is sampled."""
        return self._rates.get(event, 1)

    def refresh_when_due(self) -> None:
        """Asks once a minute. What cannot be understood changes nothing."""
        if time.monotonic() < self._due:
            return
        self._due = time.monotonic() + _INTERVAL
        reply = self._ask()
        rates = _rates_in(reply.body) if reply.status == 200 else None
        if rates is not None:
            self._rates = rates


def _rates_in(body: str) -> Optional[Dict[str, float]]:
    try:
        events = json.loads(body)["events"]
        return {name: 0 if said.get("pause") is True else _share(said.get("sample")) for name, said in events.items()}
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
        return None


def _share(sample: object) -> float:
    is_share = isinstance(sample, (int, float)) and not isinstance(sample, bool) and 0 < sample < 1
    return float(sample) if is_share else 1  # type: ignore[arg-type]
