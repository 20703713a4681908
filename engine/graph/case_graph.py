"""A case laid on the procedure graph: what was done, what was skipped, what the skip made worthless.

Only the graph and plain data come in, so that whoever judged the case hands over what it found.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING

from guiju.engine.case.model import Record
from msgspec import Struct

if TYPE_CHECKING:
    import networkx as nx


class NodeState(Enum):
    """What became of a step in the case."""

    SKIPPED = "skipped"
    WORTHLESS = "worthless"
    DONE = "done"
    PENDING = "pending"
    NOT_NEEDED = "not_needed"


class CaseNode(Struct, frozen=True):
    """One step: its state, its records by date, the indexes of the worthless ones among them, its place (from
    1) in the list of what to do again (None: nothing to do again) and the labels of what is wrong with it."""

    step: str
    state: NodeState
    records: tuple[Record, ...] = ()
    worthless: frozenset[int] = frozenset()
    redo: int | None = None
    violations: tuple[str, ...] = ()


class CaseGraph(Struct, frozen=True):
    """The procedure graph and a `CaseNode` for each of its steps."""

    graph: nx.DiGraph[str]
    nodes: Mapping[str, CaseNode]

    def in_state(self, state: NodeState) -> tuple[str, ...]:
        """The steps in `state`, in declared order."""
        return tuple(step for step, node in self.nodes.items() if node.state is state)


def lay_case(
    graph: nx.DiGraph[str],
    *,
    done: Mapping[str, Sequence[Record]],
    skipped: Collection[str] = (),
    worthless: Collection[int] = (),
    redo: Sequence[str] = (),
    violations: Mapping[str, Sequence[str]] | None = None,
    needed: Collection[str] = (),
) -> CaseGraph:
    """The case on the graph; `worthless` are `Record.index` values, `needed` steps it still has to take.

    Skipped outweighs everything (a review held after the meeting stays skipped, its record is shown); a step
    is worthless only if all its records are, so one that was held again is done. A step without a record is
    pending if it is needed, to be redone or required of every case, else not needed.
    """
    wrong = violations or {}
    useless = frozenset(worthless)
    places = {step: place for place, step in enumerate(redo, 1)}
    nodes: dict[str, CaseNode] = {}
    for step, always in graph.nodes(data="always"):
        records = tuple(sorted(done.get(step, ()), key=lambda r: (r.start, r.index)))
        lost = useless & {r.index for r in records}
        if step in skipped:
            state = NodeState.SKIPPED
        elif records:
            state = NodeState.WORTHLESS if len(lost) == len(records) else NodeState.DONE
        elif always or step in needed or step in places:
            state = NodeState.PENDING
        else:
            state = NodeState.NOT_NEEDED
        nodes[step] = CaseNode(step, state, records, lost, places.get(step), tuple(wrong.get(step, ())))
    return CaseGraph(graph, nodes)
