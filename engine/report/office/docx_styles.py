"""The styles of a paper in Word. Everything in it has one, so that an office can change its looks in one place."""

from __future__ import annotations

from typing import Literal

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from guiju.engine.report.office.docx_xml import element, half_points, twentieths
from guiju.engine.report.office.faces import PAGE_NUMBER_SIZE, TABLE_SIZE, WIDE_TABLE_SIZE, Face, Look

_KEPT = ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "Footer", "Normal Table", "Table Grid")
_POINT = 1.0
Leading = Literal["exact", "auto"]

PLAIN, ANNEX, TINY = "Plain", "Annex", "Tiny"
CELL, HEAD_CELL, WIDE_CELL, WIDE_HEAD = "Cell", "Head Cell", "Wide Cell", "Wide Head"


def set_styles(document: Document, look: Look) -> None:
    """Leaves only the styles that a paper uses, in the typefaces and sizes of `look`."""
    for style in list(document.styles):
        if style.name not in _KEPT and style.name != "Default Paragraph Font":
            style.delete()
    _set_defaults(document, look)
    _set(document, "Normal", look.body, look.size, _paragraph(look.leading, look.align, indent=look))
    _set(document, "Title", look.title, look.title_size, _paragraph(look.title_leading, "center", after=look))
    for level, face in enumerate(look.headings, 1):
        _set(document, f"Heading {level}", face, look.size, _heading(look, level))
    _set(document, "Footer", look.body, PAGE_NUMBER_SIZE, _paragraph(PAGE_NUMBER_SIZE, rule="auto"))
    _add(document, PLAIN, look.body, look.size, _paragraph(look.leading))
    _add(document, TINY, look.body, _POINT, _paragraph(_POINT))
    _add(document, ANNEX, look.headings[0], look.size, _paragraph(look.leading))
    for names, size in (((CELL, HEAD_CELL), TABLE_SIZE), ((WIDE_CELL, WIDE_HEAD), WIDE_TABLE_SIZE)):
        leading = size + 4
        _add(document, names[0], look.body, size, _paragraph(leading))
        _add(document, names[1], look.table_head, size, _paragraph(leading, "center"))


def _heading(look: Look, level: int) -> BaseOxmlElement:
    made = _paragraph(look.leading, indent=look)
    made.insert(0, element("keepNext"))
    made.append(element("outlineLvl", val=str(level - 1)))
    return made


def _paragraph(
    leading: float,
    align: str = "left",
    *,
    indent: Look | None = None,
    after: Look | None = None,
    rule: Leading = "exact",
) -> BaseOxmlElement:
    """Paragraph properties, in the order that the schema asks for."""
    line = "240" if rule == "auto" else twentieths(leading)
    space = twentieths(after.leading) if after is not None else "0"
    made = element("pPr", element("widowControl"))
    made.append(element("spacing", before="0", after=space, line=line, lineRule=rule))
    if indent is not None and indent.indent:
        width = twentieths(indent.size * indent.indent / 100)
        made.append(element("ind", firstLineChars=str(indent.indent), firstLine=width))
    else:
        made.append(element("ind", firstLineChars="0", firstLine="0"))
    made.append(element("jc", val=align))
    return made


def _add(document: Document, name: str, face: Face, size: float, paragraph: BaseOxmlElement) -> None:
    from docx.enum.style import WD_STYLE_TYPE

    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.quick_style = True
    _set(document, name, face, size, paragraph)


def _set(document: Document, name: str, face: Face, size: float, paragraph: BaseOxmlElement) -> None:
    style = document.styles[name].element
    for tag in ("w:link", "w:pPr", "w:rPr"):
        for old in style.findall(qn(tag)):
            style.remove(old)
    style.append(paragraph)
    style.append(run_properties(face, size))


def run_properties(face: Face, size: float) -> BaseOxmlElement:
    bold = element("b") if face.bold else element("b", val="0")
    return element(
        "rPr",
        fonts(face),
        bold,
        element("color", val="000000"),
        element("sz", val=half_points(size)),
        element("szCs", val=half_points(size)),
    )


def fonts(face: Face) -> BaseOxmlElement:
    return element("rFonts", ascii=face.latin, eastAsia=face.east, hAnsi=face.latin, cs=face.latin)


def _set_defaults(document: Document, look: Look) -> None:
    """What holds where no style says otherwise; the language of the text, for spelling and line breaks. Latin letters and
    digits are never called Chinese: some programs would break a number anywhere, as they do a line of Chinese."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    run = defaults.find(qn("w:rPrDefault"))
    run.clear()
    properties = run_properties(look.body, look.size)
    properties.append(element("lang", val="en-US", eastAsia="zh-CN"))
    run.append(properties)
    paragraph = defaults.find(qn("w:pPrDefault"))
    paragraph.clear()
    paragraph.append(element("pPr", element("spacing", before="0", after="0")))
