"""What an open atom of the evaluator is about: a fact, a field, the order of two records.

The keys of atoms are nested: a comparison carries the keys of the values it compares.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from guiju.engine.case.model import Case, Record
from guiju.engine.semantics.core import END
from msgspec import Struct
from msgspec.structs import replace


class AboutFact(Struct, frozen=True):
    name: str


Inner = tuple[tuple[int, str], ...]


class AboutField(Struct, frozen=True):
    """A field of the record with this place in the file; `item` and `part` of an element of a list field, `inner` the
    elements and parts of the lists in that part, the innermost last."""

    index: int
    name: str
    item: int | None = None
    part: str | None = None
    inner: Inner = ()


class AboutItem(Struct, frozen=True):
    """A part of an element of a list fact; `inner` as above."""

    fact: str
    item: int
    part: str
    inner: Inner = ()


class AboutOrder(Struct, frozen=True):
    """Which of two records of one day came first."""

    low: int
    high: int


class AboutPassage(Struct, frozen=True):
    """Whether what the rule (its id) suspects of these words is so."""

    rule: str
    quote: str


About = AboutFact | AboutField | AboutItem | AboutOrder | AboutPassage

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
        case ("item", owner, int(item), str(part)):
            yield from (_within(outer, item, part) for outer in _about(owner))
        case ("order", int(low), int(high)):
            yield AboutOrder(low, high)
        case (str(kind), int(index), *_) if kind in _ENDS:
            yield AboutField(index, END)
        case tuple():
            for part in key:
                yield from _about(part)


def _within(outer: About, item: int, part: str) -> About:
    """A part of an element of a list, that list being what the outer key is about."""
    match outer:
        case AboutFact(name):
            return AboutItem(name, item, part)
        case AboutField(index, name, None):
            return AboutField(index, name, item, part)
        case AboutItem() | AboutField():
            return replace(outer, inner=(*outer.inner, (item, part)))
    return outer


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
