"""A skipped step: what it makes worthless, what is to be done again, and the case laid on the graph."""

from __future__ import annotations

from datetime import date, timedelta

import networkx as nx
from guiju.engine.case.model import Record
from guiju.engine.graph.case_graph import NodeState, lay_case
from guiju.engine.graph.redo import redo_after_skip
from hypothesis import given
from hypothesis import strategies as st

DAY = date(2024, 3, 1)


def record(step: str, index: int, day: int = 0) -> Record:
    start = DAY + timedelta(days=day)
    return Record(step, start, start, index)


@st.composite
def skips(draw: st.DrawFn) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]], str, list[Record]]:
    """An order, what rests on each step, the missing step and records in any order."""
    order = tuple(f"s{i}" for i in range(draw(st.integers(1, 7))))
    names = draw(st.permutations(order))
    resting = {
        step: tuple(draw(st.lists(st.sampled_from(names[i + 1 :]), unique=True)) if names[i + 1 :] else ())
        for i, step in enumerate(names)
    }
    done = draw(st.lists(st.tuples(st.sampled_from(order), st.integers(0, 9)), max_size=12))
    records = [record(step, index, day) for index, (step, day) in enumerate(done)]
    return tuple(names), resting, draw(st.sampled_from(order)), records


@given(skips())
def test_redo_starts_with_the_missing_step_and_follows_the_order(
    skip: tuple[tuple[str, ...], dict[str, tuple[str, ...]], str, list[Record]],
) -> None:
    order, resting, missing, records = skip
    worthless, redo = redo_after_skip(missing, records, order, resting)
    assert redo[0] == missing
    assert list(redo[1:]) == sorted(redo[1:], key=order.index)
    assert len(set(redo)) == len(redo)
    assert {r.index for r in worthless} == {r.index for r in records if r.step in resting[missing]}
    assert set(redo[1:]) == {r.step for r in worthless}
    by_place = [(order.index(r.step), r.start, r.index) for r in worthless]
    assert by_place == sorted(by_place)


def test_redo_where_the_order_is_not_known_still_answers() -> None:
    worthless, redo = redo_after_skip("A", [record("B", 0), record("C", 1)], (), {"A": ("C", "B", "A")})
    assert [r.step for r in worthless] == ["B", "C"]
    assert redo == ("A", "B", "C")
    assert redo_after_skip("A", [record("B", 0)], ("A", "B"), {}) == ((), ("A",))


def graph(*always: str) -> nx.DiGraph[str]:
    out: nx.DiGraph[str] = nx.DiGraph()
    for step in "ABCDEF":
        out.add_node(step, always=step in always)
    return out


def test_each_step_has_the_state_the_case_gives_it() -> None:
    case = lay_case(
        graph("B", "E"),
        done={"A": [record("A", 0)], "C": [record("C", 1)]},
        skipped={"B"},
        worthless={1},
        redo=("B", "C"),
        violations={"B": ["审查前置"]},
        needed={"D"},
    )
    assert {step: node.state for step, node in case.nodes.items()} == {
        "A": NodeState.DONE,
        "B": NodeState.SKIPPED,
        "C": NodeState.WORTHLESS,
        "D": NodeState.PENDING,
        "E": NodeState.PENDING,
        "F": NodeState.NOT_NEEDED,
    }
    assert case.nodes["B"].redo == 1 and case.nodes["C"].redo == 2 and case.nodes["A"].redo is None
    assert case.nodes["B"].violations == ("审查前置",)
    assert case.in_state(NodeState.PENDING) == ("D", "E")


def test_a_step_held_again_is_done_and_keeps_its_worthless_record() -> None:
    records = [record("A", 5, day=9), record("A", 2, day=1)]
    node = lay_case(graph(), done={"A": records}, worthless={2}).nodes["A"]
    assert node.state is NodeState.DONE
    assert [r.index for r in node.records] == [2, 5]
    assert node.worthless == {2}


def test_a_step_done_too_late_stays_skipped_with_its_record_shown() -> None:
    node = lay_case(graph("A"), done={"A": [record("A", 0)]}, skipped={"A"}).nodes["A"]
    assert node.state is NodeState.SKIPPED and len(node.records) == 1
