"""What `format` means: the same as in the collector. Each is read in time linear in the text's length."""

from __future__ import annotations

import re

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+")
_MAILBOX = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_BYTE = r"(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_IPV4 = re.compile(rf"{_BYTE}(?:\.{_BYTE}){{3}}")
_GROUP = re.compile(r"[0-9A-Fa-f]{1,4}")


def is_uri(text: str) -> bool:
    return _URI.fullmatch(text) is not None


def is_email(text: str) -> bool:
    """RFC 5321: a mailbox of at most 64 characters, and a domain of at least two labels."""
    mailbox, at, domain = text.rpartition("@")
    if not at or not 1 <= len(mailbox) <= 64 or len(text) > 254 or _MAILBOX.fullmatch(mailbox) is None:
        return False
    labels = domain.split(".")
    return len(labels) > 1 and all(_LABEL.fullmatch(label) for label in labels)


def is_ip(text: str) -> bool:
    return len(text) <= 45 and (_IPV4.fullmatch(text) is not None or _is_ipv6(text))


def _is_ipv6(text: str) -> bool:
    """RFC 4291, section 2.2: eight groups, of which `::` stands for one or more; the last two may be an IPv4."""
    halves = text.split("::")
    if len(halves) > 2:
        return False
    groups = [group for half in halves if half != "" for group in half.split(":")]
    mixed = bool(groups) and "." in groups[-1] and not text.endswith("::")
    if mixed and _IPV4.fullmatch(groups.pop()) is None:
        return False
    count = len(groups) + (2 if mixed else 0)
    if count > 7 if len(halves) == 2 else count != 8:
        return False
    return all(_GROUP.fullmatch(group) for group in groups)


FORMATS = {"uri": is_uri, "email": is_email, "ip": is_ip}
