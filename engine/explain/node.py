"""A proof as a tree: each node one part of a rule, with how the case stands against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.finding import Arithmetic, FactUse, State
from guiju.engine.evaluate.kleene import FREE, Atom, Truth3
from guiju.engine.evaluate.outcome import Basic
from guiju.engine.semantics.program import Citation
from msgspec import Struct
from msgspec.structs import replace

Kind = Literal[
    "finding",
    "version",
    "guard",
    "counts",
    "condition",
    "exception",
    "lifted",
    "reading",
    "requirement",
    "owed",
    "early",
    "record",
    "barred",
    "window",
    "to_come",
]


class Node(Struct, frozen=True):
    """One part. `states` are those it may have over what is open, worst first (a requirement, a finding); `truth`
    is true, false or None for open where `kind` is a condition, a window, a record or an exception (`asked`).

    `atoms` are what an open part hangs on (none where it hangs on what is still to come), `facts` what was read for
    it, `sums` the date arithmetic, `last_day` until when something can still come. `note` says in words why.
    """

    kind: Kind
    label: Text
    states: tuple[State, ...] = ()
    asked: bool = False
    truth: bool | None = None
    note: Text | None = None
    record: Record | None = None
    basis: tuple[Citation, ...] = ()
    facts: tuple[FactUse, ...] = ()
    sums: tuple[Arithmetic, ...] = ()
    atoms: frozenset[Atom] = frozenset()
    last_day: date | None = None
    children: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        """This node and all below it, from the top."""
        yield self
        for child in self.children:
            yield from child.walk()


def asking(found: Truth3, node: Node) -> Node:
    """The node as one that says whether something is so."""
    atoms = found.atoms - {FREE} if found.value is None else frozenset()
    return replace(node, asked=True, truth=found.value, atoms=atoms)


def as_states(states: Iterable[Basic]) -> tuple[State, ...]:
    """The states of a requirement, worst first."""
    return tuple(State[s.name] for s in sorted(states))
