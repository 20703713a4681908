"""The text of one paragraph of a Word file, as it would be seen with all tracked changes accepted.

Left out, and counted: hidden text, deletions, pictures. Put aside for their places: text boxes, footnotes. Codes of
fields are no text, their results are.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from guiju.engine.document.read_docx_styles import Styles
from guiju.engine.document.read_docx_xml import on, value
from guiju.engine.document.read_remarks import Counts

_HOLDERS = frozenset(
    [
        "w:hyperlink",
        "w:smartTag",
        "w:sdtContent",
        "w:fldSimple",
        "w:dir",
        "w:bdo",
        "w:customXml",
        "w:ins",
        "w:moveTo",
        "w:ruby",
        "w:rubyBase",
        "m:oMathPara",
        "m:oMath",
        "mc:Choice",
    ]
)
_SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
_PICTURES = frozenset(("blip", "imagedata", "chart", "relIds", "OLEObject"))
# Ticked and empty boxes of the symbol fonts, which stand in forms of approval.
_SYMBOLS = {"F0FE": "☑", "F052": "☑", "F0FC": "√", "F0A8": "□", "F06F": "□", "F0A3": "□", "F071": "□"}


class Inline:
    """Reads one paragraph after another of one story (body, footnotes); the state of fields runs on from one to the
    next, as fields do."""

    def __init__(self, styles: Styles, counts: Counts) -> None:
        self._styles, self._counts = styles, counts
        self._fields: list[bool] = []  # for each field that is open, whether its result has begun
        self._pieces: list[str] = []
        self._hides = False
        self.boxes: list[Element] = []
        self.notes: list[tuple[str, str]] = []
        self.inserted = self.deleted = 0

    def read(self, paragraph: Element, style: str | None) -> str:
        """The text, with line ends for line breaks. `boxes` and `notes` grow by what stands in it."""
        self._pieces = []
        self._hides = self._styles.hidden(style)
        for child in paragraph:
            self._part(child)
        return "".join(self._pieces)

    def _part(self, element: Element) -> None:
        tag = element.tag
        if tag == "w:r":
            self._run(element)
        elif tag in ("w:del", "w:moveFrom"):
            self.deleted += 1
        elif tag in ("w:sdt", "mc:AlternateContent"):
            for child in element:
                if child.tag in ("w:sdtContent", "mc:Choice"):
                    self._part(child)
        elif tag in _HOLDERS or tag.startswith("m:"):
            self.inserted += tag in ("w:ins", "w:moveTo")
            if tag == "m:t":
                self._pieces.append(element.text or "")
            for child in element:
                self._part(child)

    def _run(self, run: Element) -> None:
        hidden = self._hidden(run.find("w:rPr"))
        if hidden and any(child.text for child in run.iter("w:t")):
            self._counts.add("W021")
        for child in run:
            self._content(child, hidden)

    def _hidden(self, properties: Element | None) -> bool:
        if properties is None:
            return self._hides
        if properties.find("w:vanish") is not None:
            return on(properties, "w:vanish")
        return self._hides or self._styles.hidden(value(properties, "w:rStyle"))

    def _content(self, element: Element, hidden: bool) -> None:
        tag = element.tag
        if tag == "w:fldChar":
            self._field(element.get("fldCharType"))
        elif tag in ("w:drawing", "w:pict", "w:object", "mc:AlternateContent"):
            self._drawing(element)
        elif hidden or not all(self._fields):
            return
        elif tag == "w:t":
            self._pieces.append((element.text or "").replace("\n", " "))
        elif tag in _SIGNS:
            self._pieces.append(_SIGNS[tag])
        elif tag == "w:sym":
            self._symbol(element.get("char", "").upper())
        elif tag in ("w:footnoteReference", "w:endnoteReference"):
            self.notes.append((tag[2:-9], element.get("id", "")))
        elif tag == "w:ruby":
            self._part(element)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif self._fields and kind == "separate":
            self._fields[-1] = True
        elif self._fields and kind == "end":
            self._fields.pop()

    def _symbol(self, code: str) -> None:
        if code in _SYMBOLS:
            self._pieces.append(_SYMBOLS[code])
        else:
            self._counts.add("W025")

    def _drawing(self, element: Element) -> None:
        """The text boxes of a drawing, of its newer form where it is given in two; else it counts as a picture."""
        boxes: list[Element] = []
        pictures = 0
        waiting = [element]
        while waiting:
            part = waiting.pop()
            if part.tag == "w:txbxContent":
                boxes.append(part)
                continue
            pictures += part.tag in _PICTURES
            children = list(part)
            if part.tag == "mc:AlternateContent":
                children = [c for c in children if c.tag == "mc:Choice"] or children
            waiting.extend(reversed(children))
        self.boxes += boxes
        self._counts.add("W025", pictures)
