"""The procedure graph: which claims a rule makes, the order that follows."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Sequence
from datetime import date

import pytest
from guiju.engine.diagnostics.text import Text
from guiju.engine.graph.claims import Claim, claims_of
from guiju.engine.graph.procedure import (
    compute_order,
    downstream,
    procedure_graph,
    topological_order,
)
from guiju.engine.semantics.core import (
    AllOf,
    AnyOf,
    Cond,
    Const,
    Direction,
    Duration,
    Exists,
    FactRef,
    FieldRef,
    Forbid,
    ForEach,
    Lasts,
    OrElse,
    Req,
    Truth,
    Window,
)
from guiju.engine.semantics.core import Test as Holds
from guiju.engine.semantics.program import Modality, Period, Reading, Rule, Version
from guiju.engine.semantics.vocabulary import Name, Procedure, StepDecl
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

TRUE = Const(True)


def steps(names: str | Sequence[str]) -> dict[str, StepDecl]:
    return {name: StepDecl(Name(name, f"{name}_en"), interval=False) for name in names}


def exists(step: str, direction: Direction, lo: Duration | None = None, hi: Duration | None = None) -> Exists:
    return Exists(step, TRUE, Window(direction, lo=lo, hi=hi))


def version(req: Req, start: date | None = None, until: date | None = None) -> Version:
    return Version(start, until, (Reading(Name("", ""), req),))


def rule(
    rule_id: str,
    step: str | None,
    *versions: Version | Req,
    when: Cond = TRUE,
    modality: Modality = "must",
    period: Period | None = None,
) -> Rule:
    whole = tuple(v if isinstance(v, Version) else version(v) for v in versions)
    name = Name(rule_id, rule_id)
    return Rule(rule_id, name, "pack", modality, step, period, when, whole, (), Text(rule_id, rule_id))


def ends(one: Rule, on: date | None = None) -> list[tuple[str, str, str]]:
    return [(c.earlier, c.later, c.kind) for c in claims_of(one, on) if isinstance(c, Claim)]


# --- what a rule claims -----------------------------------------------------------------------------------


def test_a_step_looked_for_before_comes_first_and_one_looked_for_after_comes_last() -> None:
    assert ends(rule("r", "A", exists("B", "before"))) == [("B", "A", "precedence")]
    assert ends(rule("r", "A", exists("B", "after"))) == [("A", "B", "response")]


@pytest.mark.parametrize("direction", ["any", "covering"])
def test_a_step_looked_for_anywhere_claims_no_order(direction: Direction) -> None:
    assert ends(rule("r", "A", exists("B", direction))) == []


def test_a_count_that_none_satisfies_claims_no_order() -> None:
    at_most_one = Exists("B", TRUE, Window("before"), at_least=0, at_most=1)
    assert ends(rule("r", "A", at_most_one)) == []


def test_a_prohibition_is_an_edge_that_orders_nothing() -> None:
    between = Forbid("B", TRUE, Window("after", none_between=("S",)))
    rules = [rule("f", "A", between), rule("g", "B", Forbid("C", TRUE, Window("before")))]
    graph = procedure_graph(rules, steps("CBAS"))
    assert {(a, b): d["kind"] for a, b, d in graph.edges(data=True)} == {
        ("A", "B"): "forbid",
        ("C", "B"): "forbid",
    }
    assert topological_order(graph) == ("C", "B", "A", "S")
    assert not any(downstream(graph).values())


def test_all_of_counts_in_full_and_any_of_is_marked() -> None:
    both = AllOf((exists("B", "before"), AnyOf((exists("C", "before"), Holds(TRUE)))))
    graph = procedure_graph([rule("r", "A", both)], steps("ABC"))
    assert graph.edges["B", "A"]["unconditional"] and not graph.edges["B", "A"]["alternative"]
    assert graph.edges["C", "A"]["alternative"] and not graph.edges["C", "A"]["unconditional"]
    assert downstream(graph) == {"B": ("A",), "C": ("A",), "A": ()}


def test_what_every_part_of_an_any_of_demands_is_no_alternative() -> None:
    bound = Duration(30, "day")
    either = AnyOf(
        (exists("B", "before", lo=bound), AllOf((exists("B", "before"), exists("C", "before")))),
    )
    graph = procedure_graph([rule("r", "A", either)], steps("ABC"))
    assert graph.edges["B", "A"]["unconditional"]
    assert graph.edges["C", "A"]["alternative"]


def test_what_is_owed_after_a_breach_is_not_part_of_the_order() -> None:
    assert ends(rule("r", "A", OrElse(exists("B", "before"), exists("C", "after")))) == [
        ("B", "A", "precedence")
    ]


def test_a_condition_makes_the_edge_conditional_but_it_still_orders() -> None:
    graph = procedure_graph([rule("r", "A", exists("B", "before"), when=Truth(FactRef("f")))], steps("AB"))
    assert not graph.edges["B", "A"]["unconditional"]
    assert not graph.edges["B", "A"]["alternative"]
    assert topological_order(graph) == ("B", "A")
    assert downstream(graph)["B"] == ("A",)


def test_a_power_orders_nothing() -> None:
    graph = procedure_graph([rule("r", "A", exists("B", "before"), modality="may")], steps("AB"))
    assert topological_order(graph) == ("A", "B")
    assert downstream(graph)["B"] == ()


def test_what_a_stretch_asks_for_comes_after_the_step_it_follows() -> None:
    every = replace(rule("每隔", "A", exists("B", "before")), every=Duration(2, "year"))
    (found,) = claims_of(every)
    assert isinstance(found, Claim) and (found.earlier, found.later, found.kind) == ("A", "B", "response")
    assert found.lo is None and found.hi is None
    long = Lasts(">=", Duration(3, "day"))
    for one in (replace(every, step=None), replace(rule("每隔", "A", long), every=Duration(2, "year"))):
        assert claims_of(one) == ()


def test_a_length_between_two_named_days_is_not_the_length_of_the_step() -> None:
    named = Lasts(">=", Duration(3, "day"), last=FieldRef("this", "答复日"))
    assert claims_of(rule("从至", "A", named)) == ()
    assert len(claims_of(rule("期限", "A", Lasts(">=", Duration(3, "day"))))) == 1


def test_what_is_asked_for_each_of_a_list_is_conditional() -> None:
    (found,) = claims_of(rule("对每个", "A", ForEach(FieldRef("this", "名单"), exists("B", "before"))))
    assert isinstance(found, Claim) and found.earlier == "B" and found.conditional


def test_the_version_in_force_is_read_and_without_a_day_the_last() -> None:
    change = date(2024, 1, 1)
    one = rule("r", "A", version(exists("B", "before"), None, change), version(exists("C", "before"), change))
    assert ends(one) == [("C", "A", "precedence")]
    assert ends(one, date(2023, 12, 31)) == [("B", "A", "precedence")]
    assert ends(one, change) == [("C", "A", "precedence")]
    assert ends(rule("r", "A", version(exists("B", "before"), change)), date(2023, 1, 1)) == []


def test_the_default_reading_is_read() -> None:
    readings = (
        Reading(Name("甲", "a"), exists("B", "before"), default=False),
        Reading(Name("乙", "b"), exists("C", "before")),
    )
    assert ends(rule("r", "A", Version(None, None, readings))) == [("C", "A", "precedence")]


def test_nodes_carry_names_lengths_and_what_the_case_needs() -> None:
    rules = [
        rule("len", "A", Lasts(">=", Duration(30, "day"))),
        rule("need", None, exists("A", "any")),
        rule("sometimes", None, exists("B", "any"), when=Truth(FactRef("f"))),
        rule("yearly", None, exists("C", "any"), period="year"),
    ]
    graph = procedure_graph(rules, steps("ABC"))
    assert (graph.nodes["A"]["zh"], graph.nodes["A"]["en"]) == ("A", "A_en")
    assert [(c.op, c.duration, c.rule) for c in graph.nodes["A"]["lasts"]] == [
        (">=", Duration(30, "day"), "len")
    ]
    required = {step: (d["required"], d["always"]) for step, d in graph.nodes(data=True)}
    assert required == {"A": (("need",), True), "B": (("sometimes",), False), "C": ((), False)}


def test_bounds_of_several_rules_are_the_strictest_of_each_unit() -> None:
    rules = [
        rule("a", "A", exists("B", "before", lo=Duration(7, "day"), hi=Duration(60, "day"))),
        rule("b", "A", exists("B", "before", lo=Duration(10, "day"), hi=Duration(90, "day"))),
        rule("c", "B", exists("A", "after", lo=Duration(5, "workday"))),
    ]
    edge = procedure_graph(rules, steps("AB")).edges["B", "A"]
    assert edge["lo"] == (Duration(10, "day"), Duration(5, "workday"))
    assert edge["hi"] == (Duration(60, "day"),)
    assert edge["rules"] == ("a", "b", "c")
    assert edge["kind"] == "precedence"


def test_a_step_nobody_declared_is_left_to_the_resolver() -> None:
    graph = procedure_graph([rule("r", "A", exists("X", "before")), rule("s", "Y", Holds(TRUE))], steps("A"))
    assert list(graph) == ["A"] and not graph.edges


# --- order ------------------------------------------------------------------------------------------------


@st.composite
def dags(draw: st.DrawFn) -> tuple[list[str], list[tuple[str, str]]]:
    """Steps in declared order and acyclic edges that follow a hidden order."""
    hidden = [f"s{i}" for i in range(draw(st.integers(1, 9)))]
    pairs = [(a, b) for i, a in enumerate(hidden) for b in hidden[i + 1 :]]
    edges = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    return draw(st.permutations(hidden)), edges


def before_rules(edges: Sequence[tuple[str, str]]) -> list[Rule]:
    return [rule(f"r{a}{b}", b, exists(a, "before")) for a, b in edges]


@given(dags(), st.randoms(use_true_random=False))
def test_order_respects_the_edges_whatever_the_order_of_the_rules(
    dag: tuple[list[str], list[tuple[str, str]]], shuffle: random.Random
) -> None:
    names, edges = dag
    rules = before_rules(edges)
    order = topological_order(procedure_graph(rules, steps(names)))
    assert sorted(order) == sorted(names)
    assert all(order.index(a) < order.index(b) for a, b in edges)
    shuffle.shuffle(rules)
    assert topological_order(procedure_graph(rules, steps(names))) == order


@given(dags())
def test_downstream_is_reachability_in_order(dag: tuple[list[str], list[tuple[str, str]]]) -> None:
    names, edges = dag
    graph = procedure_graph(before_rules(edges), steps(names))
    order, found = topological_order(graph), downstream(graph)

    def reached(step: str) -> set[str]:
        nearest = {b for a, b in edges if a == step}
        return nearest.union(*(reached(b) for b in nearest)) if nearest else nearest

    for name in names:
        assert set(found[name]) == reached(name)
        assert list(found[name]) == sorted(found[name], key=order.index)


def test_declared_order_breaks_ties() -> None:
    graph = procedure_graph(before_rules([("D", "B")]), steps("ABCD"))
    assert topological_order(graph) == ("A", "C", "D", "B")


def test_a_response_orders_unless_it_closes_a_cycle() -> None:
    after = rule("after", "C", exists("A", "after"))
    assert topological_order(procedure_graph([after], steps("ABC"))) == ("B", "C", "A")
    against = [after, *before_rules([("A", "B"), ("B", "C")])]
    graph = procedure_graph(against, steps("CBA"))
    assert topological_order(graph) == ("A", "B", "C")


def test_no_steps_no_order() -> None:
    graph = procedure_graph([], {})
    assert topological_order(graph) == () and downstream(graph) == {}


# --- cycles -----------------------------------------------------------------------------------------------


def test_steps_on_a_cycle_are_taken_together_and_the_rest_stays_in_order() -> None:
    graph = procedure_graph(
        before_rules([("A", "B"), ("B", "C"), ("C", "A"), ("Z", "B"), ("C", "Y")]), steps("YCBAZ")
    )
    assert topological_order(graph) == ("Z", "C", "B", "A", "Y")
    assert set(downstream(graph)["A"]) == {"B", "C", "Y"}


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=20))
def test_cycles_take_no_step_away(pairs: list[tuple[int, int]]) -> None:
    names = [f"s{i}" for i in range(7)]
    graph = procedure_graph(before_rules([(f"s{a}", f"s{b}") for a, b in pairs]), steps(names))
    assert sorted(topological_order(graph)) == names


# --- for the compiler -------------------------------------------------------------------------------------


def test_compute_order_joins_the_procedures() -> None:
    def procedure(name: str, own: str) -> Procedure:
        return Procedure(Name(name, name), tuple(steps(own).values()))

    procedures = {"p": procedure("p", "AB"), "q": procedure("q", "BC")}
    order, resting = compute_order(before_rules([("C", "A"), ("A", "B")]), procedures)
    assert order == ("C", "A", "B")
    assert resting == {"C": ("A", "B"), "A": ("B",), "B": ()}


def test_judging_and_importing_need_neither_graph_nor_layout_library() -> None:
    program = (
        "import sys; import guiju.engine.graph.redo, guiju.engine.graph.procedure, guiju.engine.graph.svg;"
        "sys.exit(bool({'networkx', 'graphlay'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
