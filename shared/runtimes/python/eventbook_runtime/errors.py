"""Why an event cannot be built, or was not sent."""

from __future__ import annotations

from dataclasses import dataclass


class InvalidEventError(ValueError):
    """An event would not fit its contract.

    `code` is the one by which a collector would refuse it; `field` is the field by its name in the
    catalog, with the steps into it: `items[2].price`.
    """

    def __init__(self, code: str, field: str, reason: str) -> None:
        super().__init__(f"{field} {reason}")
        self.code = code
        self.field = field


@dataclass(frozen=True)
class Problem:
    """What became of an event that was not simply accepted.

    `outcome` is `flagged`, `quarantined` or `rejected` by the collector (`not accepted` where it does not tell
    which), or `dropped` here. `pointer` is a JSON pointer into the envelope.
    """

    event: str
    id: str
    outcome: str
    code: str
    pointer: str
    message: str


@dataclass(frozen=True)
class Trouble:
    """A try that failed; what it was to send is tried again. A status of 0 means that nothing was answered."""

    collector: str
    status: int
    message: str


class NotSentError(RuntimeError):
    """Raised by a strict client for what others only tell `on_problem`."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.event}: {problem.message}")
        self.problem = problem


def shown(value: object) -> str:
    """A value as an error shows it: short, whatever it is."""
    if isinstance(value, (list, tuple)):
        return f"a list of {len(value)}"
    try:
        text = repr(value)
    except Exception:  # A repr of others may do anything.
        text = f"a {type(value).__name__}"
    return text if len(text) <= 80 else f"{text[:80]}…"
