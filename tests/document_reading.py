"""Documents for tests, written out as their lines."""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.document.citations import citations
from guiju.engine.document.cited import Cited
from guiju.engine.document.model import Paragraph, Place, RawDocument
from guiju.engine.document.structure import structure
from guiju.engine.document.tree import Document, Node

TITLE = "东江镇试验办法"


def read(*lines: str) -> Document:
    """The document of these lines."""
    return structure(
        RawDocument("文件.txt", "txt", tuple(Paragraph(line, n) for n, line in enumerate(lines, 1)))
    )


def articles(*texts: str) -> Document:
    """办法 with articles of these texts; lines within one are its 款 and 项."""
    numbers = "一二三四五六七八九十"
    lines = [f"第{numbers[at]}条 {text}" for at, text in enumerate(texts)]
    return read(TITLE, *(part for line in lines for part in line.split("\n")))


def cited(document: Document) -> list[Cited]:
    return list(citations(document))


def only(document: Document) -> Cited:
    """The one citation of the document."""
    (found,) = citations(document)
    return found


def locations(cited: Cited) -> list[str]:
    return [str(location) for location in cited.locations]


def nodes(document: Document) -> Iterator[Node]:
    return document.core.walk()


def tree(document: Document) -> list[str]:
    """Level, number and beginning of the text of every node of the core."""
    return [
        f"{n.level} {n.number if n.number is not None else '?'} "
        + "".join(line.text for line in (n.heading, n.text) if line is not None)
        for n in nodes(document)
    ]


def text_at(document: Document, places: tuple[Place, ...]) -> str:
    """What the file has at these places."""
    paragraphs = {p.number: p.text for p in document.raw.paragraphs}
    return "|".join(paragraphs[p.paragraph][p.start : p.end] for p in places)
