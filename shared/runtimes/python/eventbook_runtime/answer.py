"""What a sender has to do about a reply."""

from __future__ import annotations

import json
from typing import Any, Dict, List, Optional, Sequence

from .errors import Problem
from .pending import Pending
from .transport import Reply

_OUTCOMES = ("flagged", "quarantined", "rejected")


def consequence_of(reply: Reply) -> str:
    """`done`, `retry`, `split` or `drop`."""
    status = reply.status
    if status == 202:
        return "retry" if _answer(reply.body) is None else "done"
    if status == 413:
        return "split"
    # A key may be so new that the collector has not heard of it; a proxy's 408 and 429 pass.
    if status in (401, 403, 408, 429):
        return "retry"
    if 400 <= status < 500 and refusal_in(reply.body) is not None:
        return "drop"
    # No collector answers anything else, so this is none: a proxy, a portal, an address that is wrong.
    return "retry"


def problems_in(body: str, batch: Sequence[Pending]) -> List[Problem]:
    """What a collector said of single events of a batch that it took."""
    answer = _answer(body) or {"errors": []}
    problems = []
    for error in answer["errors"]:
        index, code = error.get("index"), str(error.get("code"))
        if not isinstance(index, int) or not 0 <= index < len(batch):
            continue
        outcome = error.get("outcome")
        if outcome not in _OUTCOMES:
            outcome = "not accepted"
        pointer, message = str(error.get("pointer")), str(error.get("message"))
        problems.append(Problem(batch[index].event, batch[index].id, outcome, code, pointer, message))
    return problems


def refusal_in(body: str) -> Optional[str]:
    """The message of a refusal, as only a collector writes it."""
    value = _object(body)
    return (
        value["message"]
        if value and isinstance(value.get("code"), str) and isinstance(value.get("message"), str)
        else None
    )


def _answer(body: str) -> Optional[Dict[str, Any]]:
    value = _object(body)
    if value is None or not isinstance(value.get("accepted"), int) or not isinstance(value.get("errors"), list):
        return None
    return value if all(isinstance(error, dict) for error in value["errors"]) else None


def _object(body: str) -> Optional[Dict[str, Any]]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
