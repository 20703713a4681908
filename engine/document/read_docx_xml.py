"""The XML of a Word file, held to limits: no DTD (so no entities and nothing fetched), a bounded depth and size.

Expat is used directly, as it reports a DTD as an event before anything of it has an effect, opens nothing by itself and
neither it nor the tree builder recurses. Elements that only say how text looks are left out of the tree.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Never
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from guiju.engine.document.read_limits import Limits
from guiju.engine.document.read_remarks import Unreadable, over

_SPACES: Mapping[str, str] = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w:",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w:",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
}
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_LOOKS = frozenset(
    "w:" + name
    for name in [
        "autoSpaceDE",
        "autoSpaceDN",
        "b",
        "bCs",
        "bookmarkEnd",
        "bookmarkStart",
        "bottom",
        "color",
        "cs",
        "em",
        "gridCol",
        "highlight",
        "i",
        "iCs",
        "ind",
        "jc",
        "keepLines",
        "keepNext",
        "kern",
        "kinsoku",
        "lang",
        "lastRenderedPageBreak",
        "left",
        "noProof",
        "pgMar",
        "pgSz",
        "position",
        "proofErr",
        "rFonts",
        "right",
        "rtl",
        "shd",
        "snapToGrid",
        "spacing",
        "sz",
        "szCs",
        "tcW",
        "textAlignment",
        "top",
        "u",
        "w",
        "widowControl",
        "wordWrap",
    ]
)


def parse(data: bytes, part: str, limits: Limits) -> Element:
    """The tree of one part. Tags are `w:p`, `mc:Choice`, `m:t`; of other vocabularies the local name alone; so are all
    attributes. Raises `Unreadable`."""
    # One of the two that the format allows, whatever the part declares: no other decoder is looked for.
    encoding = "UTF-16" if data[:2] in _UTF16 else "UTF-8"
    tree, parser = TreeBuilder(), expat.ParserCreate(encoding, namespace_separator="}")
    names: dict[str, str] = {}
    depth = count = 0

    def short(name: str) -> str:
        space, _, local = name.rpartition("}")
        names[name] = found = _SPACES.get(space, "") + local
        return found

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal depth, count
        depth += 1
        count += 1
        if depth > limits.depth:
            raise over("depth", limits.depth)
        if count > limits.elements:
            raise over("elements", limits.elements)
        tag = names.get(name) or short(name)
        if tag not in _LOOKS:
            tree.start(tag, {key.rpartition("}")[2]: value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        if names[name] not in _LOOKS:
            tree.end(names[name])

    def refuse(*_: object) -> Never:
        raise Unreadable("W008", part)

    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = tree.data
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        raise Unreadable("W003", "docx", part) from None
    return tree.close()


def within(parent: Element | None, *tags: str) -> Element | None:
    """The first child of a tag, its first child of the next, and so on; None where one is missing."""
    for tag in tags:
        parent = parent.find(tag) if parent is not None else None
    return parent


def on(parent: Element | None, tag: str) -> bool:
    """Whether an on-off property is given and not switched off."""
    found = parent.find(tag) if parent is not None else None
    return found is not None and found.get("val", "true") not in ("0", "false", "off")


def value(parent: Element | None, tag: str) -> str | None:
    """The `val` of a child; None without one."""
    found = parent.find(tag) if parent is not None else None
    return found.get("val") if found is not None else None
