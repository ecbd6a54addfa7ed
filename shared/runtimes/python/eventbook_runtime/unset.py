"""What a field that may be null is when it is not set at all."""

from __future__ import annotations

import enum
from typing import Any, Mapping, Sequence, Union


class Unset(enum.Enum):
    """Of one member, so that type checkers can tell it from every value."""

    UNSET = "UNSET"

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "UNSET"


UNSET = Unset.UNSET

#: Anything that JSON can say. What is in lists and mappings is looked at when it is set.
Json = Union[None, bool, int, float, str, Sequence[Any], Mapping[str, Any]]
