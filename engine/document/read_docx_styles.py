"""What the styles of a Word file say of their paragraphs: name, list, and whether the text is hidden."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from guiju.engine.document.read_docx_xml import on, value, within
from msgspec import Struct

_CHAIN = 20  # styles build on one another; more than this is a circle


class Style(Struct, frozen=True):
    """`list` and `level` are the style's own numbering, if any; `hidden` is None where the style leaves it open."""

    name: str
    based_on: str | None = None
    list: str | None = None
    level: str | None = None
    hidden: bool | None = None


class Styles:
    """The styles of one document, each with those it builds on."""

    def __init__(self, tree: Element | None) -> None:
        found = tree.findall("w:style") if tree is not None else []
        self._styles = {style.get("styleId", ""): _style(style) for style in found}
        self.usual = next(
            (
                s.get("styleId")
                for s in found
                if s.get("type") == "paragraph" and s.get("default") in ("1", "true")
            ),
            None,
        )

    def name(self, style: str | None) -> str | None:
        """The name of a style as Word shows it; its key where the file does not define it."""
        return self._styles[style].name if style is not None and style in self._styles else style

    def numbering(self, style: str | None) -> tuple[str, str | None, str] | None:
        """The list and level that a style gives its paragraphs, and the style of the chain that says so."""
        for key, found in self._chain(style):
            if found.list is not None:
                return found.list, found.level, key
        return None

    def hidden(self, style: str | None) -> bool:
        return next((found.hidden for _, found in self._chain(style) if found.hidden is not None), False)

    def _chain(self, style: str | None) -> list[tuple[str, Style]]:
        chain: list[tuple[str, Style]] = []
        while style is not None and style in self._styles and len(chain) < _CHAIN:
            chain.append((style, self._styles[style]))
            style = self._styles[style].based_on
        return chain


def _style(element: Element) -> Style:
    number = within(element, "w:pPr", "w:numPr")
    properties = element.find("w:rPr")
    return Style(
        name=value(element, "w:name") or element.get("styleId") or "",
        based_on=value(element, "w:basedOn"),
        list=value(number, "w:numId"),
        level=value(number, "w:ilvl"),
        hidden=on(properties, "w:vanish") if within(properties, "w:vanish") is not None else None,
    )
