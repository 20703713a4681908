"""One way to write a value as JSON, so that a record is these bytes and no others.

Keys sorted, no spaces, characters as they are (UTF-8), half a surrogate pair as an escape, one line end behind it. What
is hashed are the bytes in the file; that they are the canonical ones keeps a file from being read in two ways (a key
given twice, say).
"""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

_HALF = re.compile("[\ud800-\udfff]")


class NotCanonical(ValueError):
    """The bytes are no JSON, or not the canonical bytes of their value."""


def to_bytes(value: Any) -> bytes:
    """The canonical bytes of a value made of dict, list, str, int, float, bool and None."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    if _HALF.search(text):
        whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
        text = _HALF.sub(lambda half: f"\\u{ord(half[0]):04x}", whole)
    return text.encode() + b"\n"


def from_bytes(data: bytes) -> Any:
    """The value whose canonical bytes these are. Raises `NotCanonical`, also for what is nested too deeply."""
    try:
        value = json.loads(data.decode(), parse_constant=_refuse)
        if to_bytes(value) == data:
            return value
    except (ValueError, RecursionError):
        pass
    raise NotCanonical


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)
