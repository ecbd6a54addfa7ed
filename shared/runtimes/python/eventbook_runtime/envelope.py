"""An event on the wire."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, Optional, Tuple

from .field_set import CommonFields, Event


@dataclass(frozen=True)
class Package:
    """What generated code says of the package itself."""

    environment: str
    #: `python/0.1.17`.
    langpack: str
    #: Of the snapshot that it was generated from.
    sequence: int
    #: The catalog's.
    collectors: Tuple[str, ...]
    #: Whether the clock is that of somebody's device.
    on_device: bool


def envelope_of(
    package: Package,
    event: Event,
    common: Optional[CommonFields],
    *,
    event_id: str,
    time: int,
    sample_rate: float = 1,
) -> Dict[str, Any]:
    """`time` is in microseconds since 1970. A field that event and common fields both have is the event's."""
    envelope: Dict[str, Any] = {
        "event": event._name,
        "version": event._version,
        "event_id": event_id,
        "client_time" if package.on_device else "event_time": time,
    }
    if common is not None:
        envelope["environment_version"] = common._version
    envelope["langpack"] = package.langpack
    envelope["sequence"] = package.sequence
    if sample_rate != 1:
        envelope["sample_rate"] = sample_rate
    envelope["fields"] = event._wire if common is None else {**common._wire, **event._wire}
    return envelope
