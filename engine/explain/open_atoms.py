"""What an open atom of the evaluator is about: a fact, a field, the order of two records.

The keys of atoms are nested: a comparison carries the keys of the values it compares.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from guiju.engine.case.model import Case, Record
from guiju.engine.semantics.core import END
from msgspec import Struct


class AboutFact(Struct, frozen=True):
    name: str


class AboutField(Struct, frozen=True):
    """A field of the record with this place in the file; `item` and `part` of an element of a list field."""

    index: int
    name: str
    item: int | None = None
    part: str | None = None


class AboutItem(Struct, frozen=True):
    """A part of an element of a list fact."""

    fact: str
    item: int
    part: str


class AboutOrder(Struct, frozen=True):
    """Which of two records of one day came first."""

    low: int
    high: int


About = AboutFact | AboutField | AboutItem | AboutOrder

_ENDS = ("end", "end before", "bound")


def about(key: Hashable) -> tuple[About, ...]:
    """What the case would have to say for an atom to be settled; empty for the calendar and what is to come."""
    return tuple(dict.fromkeys(_about(key)))


def _about(key: Hashable) -> Iterator[About]:
    match key:
        case ("fact", str(name)):
            yield AboutFact(name)
        case ("field", int(index), str(name)):
            yield AboutField(index, name)
        case ("item", ("fact", str(fact)), int(item), str(part)):
            yield AboutItem(fact, item, part)
        case ("item", ("field", int(index), str(name)), int(item), str(part)):
            yield AboutField(index, name, item, part)
        case ("order", int(low), int(high)):
            yield AboutOrder(low, high)
        case (str(kind), int(index), *_) if kind in _ENDS:
            yield AboutField(index, END)
        case tuple():
            for part in key:
                yield from _about(part)


def records_in_order(key: Hashable, case: Case) -> tuple[Record, Record] | None:
    """The two records whose order is asked, where numbering them says no more than that."""
    match key:
        case ("order", int(low), int(high)):
            first = next((r for r in case.records if r.index == low), None)
            second = next((r for r in case.records if r.index == high), None)
            if first is None or second is None:
                return None
            numbered = [r for r in case.records if r.start == first.start and r.order is not None]
            return None if numbered else (first, second)
    return None
