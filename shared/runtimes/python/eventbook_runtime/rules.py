"""What a value must be, how it travels, and how it is read back. A rule for each type of the catalog."""

from __future__ import annotations

import copy
import datetime
import decimal
import math
import re
import uuid
from typing import Any, Mapping, Optional, Sequence, Tuple

from .errors import InvalidEventError, shown
from .formats import FORMATS

LARGEST = 2**53 - 1
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
_MICROSECOND = datetime.timedelta(microseconds=1)
_SURROGATE = re.compile("[\ud800-\udfff]")
#: The envelope, its fields and the value itself: what is left of the 64 levels that an event may have.
_MOST_LEVELS = 62


class Rule:
    """`encode` gives the value as it travels, in which nothing that the caller holds is left."""

    __slots__ = ()

    def encode(self, value: Any, place: str) -> Any:
        raise NotImplementedError

    def decode(self, wire: Any) -> Any:
        return wire


class Text(Rule):
    __slots__ = ("_values", "_min", "_max", "_source", "_pattern", "_format")

    def __init__(
        self,
        *,
        values: Optional[Sequence[str]] = None,
        min_length: int = 0,
        max_length: Optional[int] = None,
        pattern: Optional[str] = None,
        source: Optional[str] = None,
        format: Optional[str] = None,
    ) -> None:
        """`pattern` is Python's way of writing `source`, which is the catalog's."""
        self._values = None if values is None else {value: None for value in values}
        self._min = min_length
        self._max = math.inf if max_length is None else max_length
        self._source = source
        self._pattern = None if pattern is None else re.compile(pattern)
        self._format = format

    def encode(self, value: Any, place: str) -> str:
        if not isinstance(value, str):
            raise _wrong_type(place, "a text", value)
        text = str.__str__(value)
        if not text.isascii() and _SURROGATE.search(text) is not None:
            reason = "holds half of a character (a lone surrogate such as \\ud800)"
            raise InvalidEventError("invalid_unicode", place, reason)
        if self._values is not None and text not in self._values:
            raise _not_allowed(place, list(self._values), text)
        if len(text) < self._min:
            raise _outside("min_length", place, f"have at least {self._min} characters", len(text))
        if len(text) > self._max:
            raise _outside("max_length", place, f"have at most {self._max} characters", len(text))
        if self._pattern is not None and self._pattern.search(text) is None:
            reason = f"must match the pattern {shown(self._source)}, got {shown(text)}"
            raise InvalidEventError("pattern", place, reason)
        if self._format is not None and not FORMATS[self._format](text):
            reason = f"must be of the format {self._format}, got {shown(text)}"
            raise InvalidEventError("format", place, reason)
        return text


class _Number(Rule):
    __slots__ = ("_values", "_minimum", "_maximum")

    def __init__(
        self,
        *,
        values: Optional[Sequence[float]] = None,
        minimum: Optional[float] = None,
        maximum: Optional[float] = None,
    ) -> None:
        self._values = values
        self._minimum = -math.inf if minimum is None else minimum
        self._maximum = math.inf if maximum is None else maximum

    def _within(self, value: Any, place: str) -> Any:
        if self._values is not None and value not in self._values:
            raise _not_allowed(place, self._values, value)
        if value < self._minimum:
            raise _outside("minimum", place, f"be at least {self._minimum}", value)
        if value > self._maximum:
            raise _outside("maximum", place, f"be at most {self._maximum}", value)
        return value


class Integer(_Number):
    __slots__ = ()

    def encode(self, value: Any, place: str) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not -LARGEST <= value <= LARGEST:
            raise _wrong_type(place, f"a whole number from -{LARGEST} to {LARGEST}", value)
        return int(self._within(int(value), place))


class Number(_Number):
    __slots__ = ()

    def encode(self, value: Any, place: str) -> float:
        if not isinstance(value, (int, float)) or isinstance(value, bool):
            raise _wrong_type(place, "a number", value)
        return float(self._within(_finite(value, place), place))


class BigInteger(Rule):
    __slots__ = ("_precision",)

    def __init__(self, precision: int) -> None:
        self._precision = precision

    def encode(self, value: Any, place: str) -> str:
        if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= 10**self._precision:
            raise _wrong_type(place, f"a whole number of at most {self._precision} digits", value)
        return str(int(value))

    def decode(self, wire: Any) -> int:
        return int(wire)


class DecimalNumber(Rule):
    __slots__ = ("_whole", "_scale")

    def __init__(self, precision: int, scale: int) -> None:
        self._whole = precision - scale
        self._scale = scale

    def encode(self, value: Any, place: str) -> str:
        # The exponent first: written out, a Decimal such as 1E+999999 would fill the memory.
        if isinstance(value, decimal.Decimal) and value.is_finite() and -40 <= value.adjusted() <= 40:
            text = format(value, "f")
            digits, _, places = text.lstrip("-").partition(".")
            if len(digits.lstrip("0")) <= self._whole and len(places) <= self._scale:
                return text
        wanted = f"a Decimal of at most {self._whole} digits before the point and {self._scale} after it"
        raise _wrong_type(place, wanted, value)

    def decode(self, wire: Any) -> decimal.Decimal:
        return decimal.Decimal(wire)


class Boolean(Rule):
    __slots__ = ()

    def encode(self, value: Any, place: str) -> bool:
        if not isinstance(value, bool):
            raise _wrong_type(place, "True or False", value)
        return value


class Timestamp(Rule):
    __slots__ = ()

    def encode(self, value: Any, place: str) -> int:
        if not isinstance(value, datetime.datetime) or value.utcoffset() is None:
            raise _wrong_type(place, "a datetime with a time zone", value)
        microseconds = microseconds_of(value)
        if not -LARGEST <= microseconds <= LARGEST:
            raise _wrong_type(place, "a datetime in the years 1684 to 2255", value)
        return microseconds

    def decode(self, wire: Any) -> datetime.datetime:
        return _EPOCH + int(wire) * _MICROSECOND


def microseconds_of(time: datetime.datetime) -> int:
    return (time - _EPOCH) // _MICROSECOND


class Date(Rule):
    __slots__ = ()

    def encode(self, value: Any, place: str) -> str:
        if not isinstance(value, datetime.date) or isinstance(value, datetime.datetime):
            raise _wrong_type(place, "a date", value)
        return value.isoformat()

    def decode(self, wire: Any) -> datetime.date:
        return datetime.date.fromisoformat(wire)


class Uuid(Rule):
    __slots__ = ()

    def encode(self, value: Any, place: str) -> str:
        if not isinstance(value, uuid.UUID):
            raise _wrong_type(place, "a UUID", value)
        return str(value)

    def decode(self, wire: Any) -> uuid.UUID:
        return uuid.UUID(wire)


class Items(Rule):
    __slots__ = ("_item", "_min", "_max")

    def __init__(self, item: Rule, *, min_items: int = 0, max_items: Optional[int] = None) -> None:
        self._item = item
        self._min = min_items
        self._max = math.inf if max_items is None else max_items

    def encode(self, value: Any, place: str) -> Tuple[Any, ...]:
        if not isinstance(value, Sequence) or isinstance(value, (str, bytes, bytearray)):
            raise _wrong_type(place, "a list", value)
        if len(value) < self._min:
            raise _outside("min_items", place, f"have at least {self._min} items", len(value))
        if len(value) > self._max:
            raise _outside("max_items", place, f"have at most {self._max} items", len(value))
        item = self._item
        return tuple(item.encode(each, f"{place}[{index}]") for index, each in enumerate(value))

    def decode(self, wire: Any) -> Tuple[Any, ...]:
        return tuple(self._item.decode(each) for each in wire)


class Anything(Rule):
    __slots__ = ()

    def encode(self, value: Any, place: str) -> Any:
        return _json(value, place, _MOST_LEVELS)

    def decode(self, wire: Any) -> Any:
        return copy.deepcopy(wire)


_any_text = Text()


def _json(value: Any, place: str, levels: int) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _any_text.encode(value, place)
    if isinstance(value, int):
        _finite(value, place)
        return int(value)
    if isinstance(value, float):
        return _finite(value, place)
    if levels == 0:
        raise InvalidEventError("too_deep", place, "is nested too deeply to be stored")
    if isinstance(value, Mapping):
        made = {}
        for key, item in value.items():
            text = _any_text.encode(key, place)
            made[text] = _json(item, f"{place}.{text}", levels - 1)
        return made
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray)):
        return [_json(item, f"{place}[{index}]", levels - 1) for index, item in enumerate(value)]
    raise _wrong_type(place, "a JSON value", value)


def _finite(value: float, place: str) -> float:
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise _wrong_type(place, "a finite number", value)
    return number


def _wrong_type(place: str, wanted: str, value: object) -> InvalidEventError:
    code = "not_null" if value is None else "type"
    return InvalidEventError(code, place, f"must be {wanted}, got {shown(value)}")


def _outside(code: str, place: str, wanted: str, found: object) -> InvalidEventError:
    return InvalidEventError(code, place, f"must {wanted}, got {found}")


def _not_allowed(place: str, values: Sequence[object], value: object) -> InvalidEventError:
    first = ", ".join(shown(each) for each in values[:10])
    rest = f" and {len(values) - 10} more" if len(values) > 10 else ""
    return InvalidEventError("enum", place, f"must be one of {first}{rest}, got {shown(value)}")
