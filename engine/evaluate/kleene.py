"""Three-valued truth. An unknown carries the atoms it hangs on, so that answers to them can be tried out."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import NamedTuple

from guiju.engine.diagnostics.text import Text
from guiju.engine.diagnostics.words import word
from msgspec import Struct


class Atom(Struct, frozen=True):
    """Something a case leaves open: a fact, a field, the order of two records of one day, a day's calendar.

    `choices` are its possible answers with their words; equality and hash go by `key` alone. `settles` is a
    value (by its key) that the answer yes makes known: who is 甲 is not 乙.
    """

    key: Hashable
    label: Text
    choices: tuple[tuple[Hashable, Text], ...]
    settles: tuple[Hashable, Hashable] | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Atom) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


def yes_no(key: Hashable, label: Text) -> Atom:
    """An open question with the answers yes and no."""
    return Atom(key, label, ((True, word("truth", "yes")), (False, word("truth", "no"))))


FREE = Atom("a record to come", Text("将来的记录", "a record to come"), ())
"""What depends on a record that does not exist yet, or on an end to come: a choice still open, not an unknown of
the case."""


class Truth3(NamedTuple):
    """True, False or None (unknown) with the atoms that decide."""

    value: bool | None
    atoms: frozenset[Atom] = frozenset()


TRUE, FALSE = Truth3(True), Truth3(False)


def known(value: bool) -> Truth3:
    return TRUE if value else FALSE


def unknown(*atoms: Atom) -> Truth3:
    return Truth3(None, frozenset(atoms))


def negate(truth: Truth3) -> Truth3:
    return truth if truth.value is None else known(not truth.value)


def fallen_out(truth: Truth3, wished: bool) -> Truth3:
    """What hangs only on what is to come falls out as wished; else only the questions of the case remain."""
    if truth.value is not None or FREE not in truth.atoms:
        return truth
    questions = truth.atoms - {FREE}
    return Truth3(None, questions) if questions else known(wished)


def conjunction(parts: Iterable[Truth3]) -> Truth3:
    """False as soon as one part is false; unknown over all open parts; else true."""
    return _fold(parts, False)


def disjunction(parts: Iterable[Truth3]) -> Truth3:
    return _fold(parts, True)


def at_least(n: int, parts: Iterable[Truth3]) -> Truth3:
    """So many parts are true; unknown over all open parts where these decide."""
    found = tuple(parts)
    sure = sum(part.value is True for part in found)
    maybe = [part for part in found if part.value is None]
    if sure >= n or sure + len(maybe) < n:
        return known(sure >= n)
    return Truth3(None, frozenset(atom for part in maybe for atom in part.atoms))


def _fold(parts: Iterable[Truth3], decisive: bool) -> Truth3:
    atoms: frozenset[Atom] = frozenset()
    is_open = False
    for part in parts:
        if part.value is decisive:
            return part
        if part.value is None:
            is_open = True
            atoms |= part.atoms
    return Truth3(None, atoms) if is_open else known(not decisive)
