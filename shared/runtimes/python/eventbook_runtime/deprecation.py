"""`warnings.deprecated` (PEP 702), for Pythons that do not have it."""

from __future__ import annotations

import sys
import warnings
from typing import Any, Callable, Type, TypeVar

if sys.version_info >= (3, 13):
    from warnings import deprecated as deprecated  # novermin
else:
    _Class = TypeVar("_Class", bound=Type[Any])

    def deprecated(message: str) -> Callable[[_Class], _Class]:
        """Warns whoever makes an object of the class."""

        def mark(kind: _Class) -> _Class:
            build = kind.__init__

            def warn(self: Any, *arguments: Any, **named: Any) -> None:
                warnings.warn(message, DeprecationWarning, stacklevel=2)
                build(self, *arguments, **named)

            kind.__init__ = warn
            kind.__deprecated__ = message
            return kind

        return mark
