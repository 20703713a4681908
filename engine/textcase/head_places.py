"""Where a document names its number, its issuer and its days: the paragraphs of the file, for the fields that hold them.

In: a document. Out: places by the name of the field; one whose words stand in no paragraph as they were read has
none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from guiju.engine.document.dates import DayRead
from guiju.engine.document.line import Line, read_line
from guiju.engine.document.model import Place
from guiju.engine.document.numbers import document_numbers
from guiju.engine.document.tree import Document

Places = tuple[Place, ...]


def head_places(document: Document) -> Mapping[str, Places]:
    lines = [read_line(paragraph) for paragraph in document.raw.paragraphs]
    return {name: places for name, places in _found(document, lines) if places}


def _found(document: Document, lines: list[Line]) -> Iterator[tuple[str, Places]]:
    head = document.head
    number = head.number
    if number is not None:
        naming = (line for line in lines if number.code in line.text)
        yield "文号", _first(line for line in naming if number in document_numbers(line.text))
    if head.register is not None:
        yield "登记号", _first(line for line in lines if head.register in line.text)
    signed = [part.signature for part in document.parts if part.signature is not None]
    yield (
        "制定机关",
        _first(
            (
                *(line for signature in signed for line in signature.issuers if line.text in head.issuers),
                *(line for line in lines if line.text in head.issuers),
            )
        ),
    )
    by_hand = [s.day_line for s in signed if s.day == head.made and s.day_line is not None]
    yield "成文日期", _first(by_hand) or _of_day(head.made, lines)
    yield "公布日期", _of_day(head.published, lines)
    yield "印发日期", _of_day(head.printed, lines)


def _of_day(day: DayRead | None, lines: list[Line]) -> Places:
    return _first(line for line in lines if day is not None and day.text in line.text)


def _first(lines: Iterable[Line]) -> Places:
    return next((line.places() for line in lines if line.places()), ())
