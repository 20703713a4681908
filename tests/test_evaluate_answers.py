"""The state over all answers to what a case leaves open, and the answers as they are shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from guiju.engine.diagnostics.text import Text, plain
from guiju.engine.evaluate.answers import Possible, Settled, collapse, settle
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.finding import Answer, State
from guiju.engine.evaluate.kleene import Atom, yes_no
from guiju.engine.semantics import core
from guiju.engine.semantics.core import Compare, FactRef, FieldRef, Lit

from .evaluating import env_of, judged
from .oracle.small import case, record

VIO, PEN, HOL, SAT, UNK, CUR, EXE, NOT = (
    State.VIOLATED,
    State.PENDING,
    State.HOLDING,
    State.SATISFIED,
    State.UNKNOWN,
    State.CURED,
    State.EXEMPT,
    State.NOT_APPLICABLE,
)

MIXTURES: list[tuple[set[State], State]] = [
    *(({s}, s) for s in State),
    ({VIO, CUR}, VIO),
    ({SAT, HOL}, HOL),
    ({SAT, NOT}, HOL),
    ({EXE, HOL, NOT, SAT}, HOL),
    ({CUR, SAT}, UNK),
    ({VIO, SAT}, UNK),
    ({PEN, HOL}, UNK),
    ({VIO, CUR, SAT}, UNK),
    ({UNK, SAT}, UNK),
]


@pytest.mark.parametrize(("states", "expected"), MIXTURES)
def test_states_over_all_answers_are_one_state(states: set[State], expected: State) -> None:
    assert collapse(frozenset(states)) is expected


def choices(key: str, *values: str) -> Atom:
    return Atom(key, plain(key), tuple((v, plain(v)) for v in values))


def settled(
    atoms: list[Atom], decide: Callable[[dict[str, object]], State | None], otherwise: set[State]
) -> Settled:
    """Over these atoms; `decide` gives the state once its answers are known, else None."""

    def judge(env: Env) -> Possible:
        found = decide({str(k): v for k, v in env.answers.items()})
        if found is not None:
            return Possible(frozenset({found}), frozenset())
        return Possible(frozenset(otherwise), frozenset(a for a in atoms if a.key not in env.answers))

    return settle(env_of(), judge)


def said(found: Settled) -> list[tuple[tuple[str, ...], State]]:
    return [(tuple(words.en for _, words in a.assignment), a.state) for a in found.answers]


def test_nothing_open_is_one_state_without_questions() -> None:
    assert settled([], lambda _: SAT, set()) == Settled(SAT)


def test_each_answer_leads_to_its_state() -> None:
    f = yes_no("f", Text("问", "f"))
    found = settled([f], lambda a: {True: SAT, False: VIO}[bool(a["f"])] if "f" in a else None, {SAT, VIO})
    assert (found.state, found.atoms) == (UNK, (f,))
    assert found.answers == (
        Answer(((f.label, Text("是", "yes")),), SAT),
        Answer(((f.label, Text("否", "no")),), VIO),
    )


def test_a_question_whose_answers_agree_is_no_question() -> None:
    f = yes_no("f", Text("问", "f"))
    assert settled([f], lambda a: VIO if "f" in a else None, {SAT, VIO}) == Settled(VIO)


def test_questions_are_put_with_the_fewest_choices_first_and_only_where_they_matter() -> None:
    many, few = choices("a", "1", "2", "3"), yes_no("b", plain("b"))

    def decide(answers: dict[str, object]) -> State | None:
        if answers.get("b") is False:
            return SAT
        if "a" in answers and "b" in answers:
            return VIO if answers["a"] == "1" else PEN
        return None

    found = settled([many, few], decide, {SAT, VIO, PEN})
    assert said(found) == [(("yes", "1"), VIO), (("yes", "2 / 3"), PEN), (("no",), SAT)]
    assert found.answers[1].assignment[1][1] == Text("2、3", "2 / 3")
    assert found.atoms == (many, few)


def test_answers_are_said_together_only_for_the_same_question_and_the_same_state() -> None:
    a, b = yes_no("a", plain("a")), yes_no("b", plain("b"))

    def decide(answers: dict[str, object]) -> State | None:
        if len(answers) < 2:
            return None
        return SAT if answers["a"] or answers["b"] else VIO

    found = settled([a, b], decide, {SAT, VIO})
    assert said(found) == [(("yes", "yes / no"), SAT), (("no", "yes"), SAT), (("no", "no"), VIO)]
    three = choices("c", "1", "2", "3")
    apart = settled([three], lambda x: {"1": SAT, "2": VIO, "3": SAT}[str(x["c"])] if x else None, {SAT, VIO})
    assert said(apart) == [(("1",), SAT), (("2",), VIO), (("3",), SAT)]


def test_answers_to_different_questions_are_not_said_together() -> None:
    f, g, h = (yes_no(k, plain(k)) for k in "fgh")

    def judge(env: Env) -> Possible:
        if "f" not in env.answers:
            return Possible(frozenset({SAT, VIO, PEN}), frozenset({f}))
        other = g if env.answers["f"] else h
        if other.key not in env.answers:
            return Possible(frozenset({SAT, VIO, PEN}), frozenset({other}))
        return Possible(
            frozenset({SAT if env.answers[other.key] else (VIO if env.answers["f"] else PEN)}), frozenset()
        )

    found = settle(env_of(), judge)
    assert len(found.answers) == 4
    assert found.atoms == (f, g, h)


@pytest.mark.parametrize(("n", "shown"), [(8, 8), (9, 0)])
def test_many_answers_are_not_listed(n: int, shown: int) -> None:
    values = [str(i) for i in range(n)]
    states = [SAT, VIO]
    found = settled(
        [choices("a", *values)], lambda x: states[int(str(x["a"])) % 2] if x else None, {SAT, VIO}
    )
    assert found.state is UNK and len(found.answers) == shown
    assert [a.key for a in found.atoms] == ["a"]


def test_the_search_stops_at_a_number_of_combinations_and_then_lists_none() -> None:
    asked = []

    def judge(env: Env) -> Possible:
        asked.append(1)
        left = frozenset(yes_no(f"{i:02}", plain(str(i))) for i in range(30) if f"{i:02}" not in env.answers)
        return Possible(frozenset({SAT, VIO}), left)

    found = settle(env_of(), judge)
    assert found.state is UNK and found.answers == ()
    assert 256 < len(asked) < 700
    assert len(found.atoms) == 30


@pytest.mark.parametrize(
    ("left", "looked_at", "listed"), [(0, 1, 0), (1, 3, 0), (4, 5, 0), (5, 7, 2), (9, 7, 2)]
)
def test_a_verdict_tries_only_so_many_answers_and_then_lists_none(
    left: int, looked_at: int, listed: int
) -> None:
    a, b = yes_no("a", plain("a")), yes_no("b", plain("b"))
    asked = []

    def judge(env: Env) -> Possible:
        asked.append(1)
        if len(env.answers) == 2:
            return Possible(frozenset({SAT if env.answers["a"] else VIO}), frozenset())
        return Possible(frozenset({SAT, VIO}), frozenset(q for q in (a, b) if q.key not in env.answers))

    env = env_of()
    env.tries.left = left
    found = settle(env, judge)
    assert found.state is UNK and len(found.answers) == listed
    assert [q.key for q in found.atoms] == ["a", "b"]
    assert len(asked) == looked_at


def test_a_question_without_choices_stays_open_and_is_named() -> None:
    bare, f = Atom("bare", plain("bare"), ()), yes_no("f", plain("f"))
    found = settled([bare, f], lambda a: SAT if a.get("f") else None, {SAT, VIO})
    assert (found.state, found.answers) == (UNK, ())
    assert [a.key for a in found.atoms] == ["bare", "f"]
    assert settled([bare], lambda _: None, {SAT, HOL}).state is HOL


def test_an_answer_yes_settles_the_value_so_that_no_contradiction_is_listed() -> None:
    number = FieldRef("this", "文号")
    one, two = Compare("=", number, Lit("甲")), Compare("=", number, Lit("乙"))
    assert judged(core.Test(core.Not(core.And((one, two)))), case(record("A", 0))).state is SAT
    either = judged(core.Test(core.Or((one, two))), case(record("A", 0)))
    assert [(tuple(w.en for _, w in a.assignment), a.state) for a in either.answers] == [
        (("乙",), SAT),
        (("≠ 乙", "甲"), SAT),
        (("≠ 乙", "≠ 甲"), VIO),
    ]
    cite = Compare("=", FactRef("依据"), Lit("甲"))
    assert judged(core.Test(core.Or((cite, core.Not(cite)))), case(record("A", 0))).state is SAT
