"""The XML of a Word file as a tree, held to limits (`read_xml.py`).

The tree builder does not recurse. Elements that only say how text looks are left out of the tree.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element, TreeBuilder

from guiju.engine.document.read_limits import Limits
from guiju.engine.document.read_xml import walk

_SPACES: Mapping[str, str] = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w:",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w:",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
}
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


def parse(data: bytes, part: str, limits: Limits, kind: str = "docx") -> Element:
    """The tree of one part. Tags are `w:p`, `mc:Choice`, `m:t`; of other vocabularies the local name alone; so are all
    attributes. Raises `Unreadable`."""
    tree = TreeBuilder()
    names: dict[str, str] = {}

    def short(name: str) -> str:
        space, _, local = name.rpartition("}")
        names[name] = found = _SPACES.get(space, "") + local
        return found

    def start(name: str, attributes: Mapping[str, str]) -> None:
        tag = names.get(name) or short(name)
        if tag not in _LOOKS:
            tree.start(tag, {key.rpartition("}")[2]: value for key, value in attributes.items()})

    def end(name: str) -> None:
        if names[name] not in _LOOKS:
            tree.end(names[name])

    walk(data, part, limits, start, end, tree.data, kind)
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
