"""Elements of WordprocessingML for which python-docx has no name of its own."""

from __future__ import annotations

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement


def element(tag: str, *children: BaseOxmlElement, **values: str) -> BaseOxmlElement:
    """`element("jc", val="right")` is `<w:jc w:val="right"/>`."""
    made: BaseOxmlElement = OxmlElement(f"w:{tag}")
    for name, value in values.items():
        made.set(qn(f"w:{name}"), value)
    for child in children:
        made.append(child)
    return made


def half_points(points: float) -> str:
    return str(round(points * 2))


def twentieths(points: float) -> str:
    return str(round(points * 20))
