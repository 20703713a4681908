"""Records of text: how one is made, with the fields and the place in the file that all of them have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from guiju.engine.case.model import Record, Value
from guiju.engine.diagnostics.model import Span
from guiju.engine.document.model import Place
from msgspec import Struct

Fields = Mapping[str, Value | None]
"""By name as `rules/text/vocabulary.rule` has it; None is not stated."""


class Made(Struct, frozen=True):
    """A record before it has its number. `field_places`: where a field stands that is not in the words of the record."""

    step: str
    places: tuple[Place, ...]
    fields: Fields
    field_places: Mapping[str, tuple[Place, ...]] = {}


def made(step: str, where: str, text: str, places: Sequence[Place], fields: Fields) -> Made:
    """With the place and the words that every text record has."""
    return Made(step, tuple(places), {"位置": where, "文": text, **fields})


def as_records(found: Iterable[Made], file: str, on: date) -> tuple[Record, ...]:
    """The records in the order given, all of the day of looking: the text as it stands then."""
    return tuple(
        Record(
            each.step,
            on,
            on,
            index,
            fields={name: value for name, value in each.fields.items() if value is not None},
            span=span_of(each.places, file),
            spans={name: span_of(places, file) for name, places in each.field_places.items()},
        )
        for index, each in enumerate(found)
    )


def span_of(places: Sequence[Place], file: str) -> Span:
    """From the first place to the last; the line is the number of the paragraph. The whole file for no place."""
    if not places:
        return Span(file, 1, 1, 1, 1)
    first, last = places[0], places[-1]
    return Span(file, first.paragraph, first.start + 1, last.paragraph, last.end + 1)


def number(n: int) -> Decimal:
    return Decimal(n)
