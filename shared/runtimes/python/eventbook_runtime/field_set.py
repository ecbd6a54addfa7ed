"""Events, common fields and objects: complete and right from the first moment on."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Dict, Generic, Mapping, Optional, Type, TypeVar, overload

from .errors import InvalidEventError, shown
from .rules import Anything, Rule
from .unset import UNSET

Value = TypeVar("Value")
_Member = TypeVar("_Member", bound="Members")


class Field(Generic[Value]):
    """A field of an event, checked whenever it is set, read as a copy. It knows its name in the catalog."""

    def __init__(self, name: str, rule: Rule, *, required: bool = False, nullable: bool = False) -> None:
        self.name = name
        self.rule = rule
        self.required = required
        self.nullable = nullable

    @overload
    def __get__(self, owner: None, kind: Type[Any]) -> Field[Value]: ...
    @overload
    def __get__(self, owner: Members, kind: Type[Any]) -> Value: ...
    def __get__(self, owner: Optional[Members], kind: Type[Any]) -> Any:
        if owner is None:
            return self
        if self.name not in owner._wire:
            return UNSET if self._takes_none() else None
        wire = owner._wire[self.name]
        return None if wire is None else self.rule.decode(wire)

    def __set__(self, owner: Members, value: Value) -> None:
        if owner._frozen:
            raise AttributeError(f"{type(owner).__name__} is not to be changed: make another one")
        self.put(owner._wire, value)

    def put(self, wire: Dict[str, Any], value: object) -> None:
        """Sets it, or takes it away where `value` is what stands for nothing."""
        if value is UNSET or (value is None and not self._takes_none() and not self.required):
            if self.required:
                raise InvalidEventError("required", self.name, "is required")
            wire.pop(self.name, None)
        elif value is None and self.nullable:
            wire[self.name] = None
        else:
            wire[self.name] = self.rule.encode(value, self.name)

    def _takes_none(self) -> bool:
        return self.nullable or isinstance(self.rule, Anything)


class Members:
    """What has fields, by their names on the wire."""

    __slots__ = ("_wire", "_frozen")
    _fields: ClassVar[Mapping[str, Field[Any]]] = {}

    def __init_subclass__(cls, **arguments: Any) -> None:
        super().__init_subclass__(**arguments)
        own = {member: field for member, field in vars(cls).items() if isinstance(field, Field)}
        cls._fields = {**cls._fields, **own}

    def __init__(self, values: Mapping[str, object]) -> None:
        self._frozen = False
        self._wire: Dict[str, Any] = {}
        for member, field in self._fields.items():
            field.put(self._wire, values[member])

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={shown(value)}' for name, value in self._wire.items())})"

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and isinstance(other, Members) and self._wire == other._wire

    __hash__ = None  # type: ignore[assignment]


class ObjectValue(Members):
    """The value of a field of type object. It cannot be changed, so no event can through it."""

    __slots__ = ()

    def __init__(self, values: Mapping[str, object]) -> None:
        super().__init__(values)
        self._frozen = True

    @classmethod
    def _of_wire(cls: Type[_Member], wire: Dict[str, Any]) -> _Member:
        made = cls.__new__(cls)
        made._wire = wire
        made._frozen = True
        return made


class Object(Rule):
    """The rule of such a field: objects of this class, and no other."""

    __slots__ = ("_kind",)

    def __init__(self, kind: Type[ObjectValue]) -> None:
        self._kind = kind

    def encode(self, value: Any, place: str) -> Dict[str, Any]:
        if not isinstance(value, self._kind):
            code = "not_null" if value is None else "type"
            reason = f"must be of the class {self._kind.__name__}, got {shown(value)}"
            raise InvalidEventError(code, place, reason)
        return value._wire

    def decode(self, wire: Any) -> ObjectValue:
        return self._kind._of_wire(wire)


class FieldSet(Members):
    """What one contract names, of an event or of the common fields."""

    __slots__ = ()
    _name: ClassVar[str] = ""
    _version: ClassVar[int] = 0

    def _add(self, additional: Optional[Mapping[str, Any]]) -> None:
        """Takes fields that an open contract does not name."""
        known = {field.name for field in self._fields.values()}
        for name, value in (additional or {}).items():
            if name in known or _field_name.fullmatch(name) is None:
                reason = "cannot be the name of an additional field"
                raise InvalidEventError("unknown_field", name[:60], reason)
            self._wire[name] = _anything.encode(value, name)


class Event(FieldSet):
    """An event, of whatever name and version."""

    __slots__ = ()


class CommonFields(FieldSet):
    """What every event of the environment carries, of whatever version."""

    __slots__ = ()


_field_name = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,59}")
_anything = Anything()
