"""XML out of files that anyone may have made, as events: no DTD (so no entities and nothing fetched), a bounded depth and
number of elements.

Expat is used directly, as it reports a DTD as an event before anything of it has an effect, opens nothing by itself and
does not recurse.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Never
from xml.parsers import expat

from guiju.engine.document.read_limits import Limits
from guiju.engine.document.read_remarks import Unreadable, over

_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")

Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None]


def walk(
    data: bytes,
    part: str,
    limits: Limits,
    start: Start,
    end: End,
    text: Callable[[str], object],
    kind: str = "docx",
) -> None:
    """Tell of each element and text of one part, in order. Names are `space}local` where there is a space. `kind` is the
    kind of file that the part is of. Raises `Unreadable`, and what the functions raise."""
    # One of the two that the format allows, whatever the part declares: no other decoder is looked for.
    encoding = "UTF-16" if data[:2] in _UTF16 else "UTF-8"
    parser = expat.ParserCreate(encoding, namespace_separator="}")
    depth = count = 0

    def started(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal depth, count
        depth += 1
        count += 1
        if depth > limits.depth:
            raise over("depth", limits.depth)
        if count > limits.elements:
            raise over("elements", limits.elements)
        start(name, attributes)

    def ended(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name)

    def refuse(*_: object) -> Never:
        raise Unreadable("W008", part)

    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = started, ended
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        raise Unreadable("W003", kind, part) from None
