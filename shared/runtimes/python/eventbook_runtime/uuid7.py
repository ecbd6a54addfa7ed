"""Ids of events."""

from __future__ import annotations

import os


def uuid7(milliseconds: int) -> str:
    """A UUID of version 7 (RFC 9562) at a time in milliseconds since 1970."""
    number = (max(0, milliseconds) & (2**48 - 1)) << 80 | int.from_bytes(os.urandom(10), "big")
    number = number & ~(0xF << 76) | 0x7 << 76
    number = number & ~(0x3 << 62) | 0x2 << 62
    text = f"{number:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
