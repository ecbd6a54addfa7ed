"""An event that waits to be sent."""

from __future__ import annotations

from dataclasses import dataclass

from .errors import Problem


@dataclass(frozen=True)
class Pending:
    event: str
    id: str
    #: Its envelope as JSON, in ASCII: as many bytes as characters.
    line: str

    def dropped(self, code: str, message: str) -> Problem:
        return Problem(self.event, self.id, "dropped", code, "", message)
