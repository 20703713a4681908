"""What a case leaves open, ranked: what decides most first, then what is graver, then by the order of the file."""

from __future__ import annotations

from collections.abc import Mapping

from guiju.engine.case.model import Case, Record, Value
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.explain.answering import (
    Answer,
    Refusal,
    answered,
    in_order,
    read_answer,
    same_but_for_places,
)
from guiju.engine.explain.open_atoms import (
    AboutFact,
    AboutField,
    AboutItem,
    AboutOrder,
    about,
    records_in_order,
)
from guiju.engine.explain.questions import Question, questions
from guiju.engine.explain.topics import topic_of
from guiju.engine.semantics import core
from guiju.engine.semantics.program import Program, Rule, ScopeRule
from guiju.engine.semantics.vocabulary import FieldDecl, Name, Type
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from .evaluating import PERSON, WORDS, exists, having, pack
from .oracle import strategies
from .oracle.small import BASIS, GIST, ONE_TWO, YES_NO, case, counts_as, day, program, record, rule
from .oracle.strategies import Question as Asked

A = record("A", 0)
F, X = core.Truth(core.FactRef("F")), core.Compare("=", core.FieldRef("this", "x"), core.Lit("1"))
NEVER = core.Test(core.Const(False))


def asked(looked_at: Case, *rules: Rule, made: Program | None = None) -> list[Question]:
    made = made or program(*rules, words=WORDS)
    return questions(made, looked_at, day(9), judge_case(made, looked_at, day(9)))


def topics(found: list[Question]) -> list[object]:
    return [q.about for q in found]


def test_what_decides_more_is_asked_first() -> None:
    rules = (
        rule(NEVER, when=X, name="R1"),
        rule(NEVER, when=F, name="R2"),
        rule(NEVER, when=F, name="R3"),
    )
    found = asked(case(A), *rules)
    assert topics(found) == [AboutFact("F"), AboutField(0, "x")]
    assert [(len(q.hangs), q.decides) for q in found] == [(2, 2.0), (1, 1.0)]


def test_an_answer_that_may_decide_nothing_counts_by_half() -> None:
    found = asked(case(A), rule(NEVER, when=core.And((F, X))))
    assert sorted(topics(found), key=str) == [AboutFact("F"), AboutField(0, "x")]
    assert [q.decides for q in found] == [0.5, 0.5]


def test_of_equals_the_graver_then_the_earlier() -> None:
    first, second = rule(NEVER, when=X, name="R1"), rule(NEVER, when=F, name="R2")
    assert topics(asked(case(A), first, second)) == [AboutFact("F"), AboutField(0, "x")]
    light = replace(second, severity="hint")
    assert topics(asked(case(A), first, light)) == [AboutField(0, "x"), AboutFact("F")]


def test_nothing_is_asked_that_no_open_finding_hangs_on() -> None:
    met = core.Test(core.Const(True))
    assert asked(case(A), rule(met, when=F)) == []
    assert asked(case(A, facts={"F": True}), rule(NEVER, when=F)) == []
    assert asked(case(A), rule(NEVER, when=core.Truth(core.FactRef("G")))) == [], "G has a default"


def test_packs_that_do_not_bind_ask_nothing() -> None:
    made = program(rule(NEVER, when=F), words=WORDS)
    elsewhere = replace(made, packs={"pack": replace(pack("pack"), region="某省")})
    assert asked(case(A), made=made) and asked(case(A), made=elsewhere) == []


def test_the_calendar_is_not_asked() -> None:
    window = core.Window("after", hi=core.Duration(3, "workday"))
    late = replace(A, start=day(20_000), end=day(20_000))
    looked_at = case(late, replace(record("B", 0), start=day(20_004), end=day(20_004)))
    made = program(rule(exists(window=window)), words=WORDS)
    verdict = judge_case(made, looked_at, day(20_050))
    assert [f.state for f in verdict.findings] == [State.UNKNOWN]
    assert questions(made, looked_at, day(20_050), verdict) == []


def test_the_order_of_a_day_is_asked_where_numbers_can_tell_it() -> None:
    before = rule(exists(window=core.Window("before")))
    assert topics(asked(case(A, record("B", 0)), before)) == [AboutOrder(0, 1)]
    numbered = case(A, record("B", 0), record("C", 0, order=1))
    assert asked(numbered, before) == []


def test_the_order_is_written_as_numbers() -> None:
    looked_at = case(A, record("B", 0))
    told = in_order(looked_at, AboutOrder(0, 1), low_first=False)
    assert [r.order for r in told.records] == [2, 1]


def test_whether_a_pack_applies_is_asked_last() -> None:
    scope = ScopeRule("S", Name("S", "S"), "pack", core.Truth(core.FactRef("F")), BASIS, GIST)
    made = replace(program(rule(NEVER, when=X), words=WORDS), scopes=(scope,))
    found = asked(case(A), made=made)
    assert topics(found) == [AboutField(0, "x"), AboutFact("F")]
    assert [q.scope for q in found] == [False, True]


def test_a_part_of_an_element_is_asked() -> None:
    people: tuple[Mapping[str, Value], ...] = ({"姓名": "甲"},)
    of, conflict = core.FieldRef("this", "专家"), core.FieldRef("item", "相关")
    req = core.Test(core.Quant("every", 0, of, core.Not(core.Truth(conflict))))
    looked_at = case(having(A, 专家=people))
    (found,) = asked(looked_at, rule(req))
    assert found.about == AboutField(0, "专家", 0, "相关") and found.type == YES_NO
    told = answered(looked_at, found.about, True)
    assert told.records[0].fields["专家"] == ({"姓名": "甲", "相关": True},)


def test_what_is_called_the_same_is_asked_only_where_it_decides() -> None:
    where = core.Compare("=", core.FieldRef("that", "x"), core.Lit("1"))
    req = core.Exists("A", where, core.Window("before"))
    looked_at = case(A, record("C", 3), record("A", 5))
    assert topics(asked(looked_at, rule(req, "C"))) == [AboutField(0, "x")]


def test_the_words_of_a_question() -> None:
    (found,) = asked(case(A), rule(NEVER, when=X))
    assert (found.label.zh, found.type, found.basis) == ("A.x", ONE_TWO, BASIS)
    text = core.Compare("=", core.FieldRef("this", "文号"), core.Lit("甲"))
    (free,) = asked(case(A), rule(NEVER, when=text))
    assert [m.zh for m in free.matters] == ["甲"]


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(strategies.questions())
def test_what_is_asked_is_open_and_every_open_finding_is_asked_about(given_: Asked) -> None:
    verdict = judge_case(given_.program, given_.case, given_.on)
    found = questions(given_.program, given_.case, given_.on, verdict)
    assert [q.decides for q in found if not q.scope] == sorted(
        (q.decides for q in found if not q.scope), reverse=True
    )
    for question in found:
        match question.about:
            case AboutFact(name):
                assert name not in given_.case.facts
            case AboutField(index, name, None, _):
                held: Record = next(r for r in given_.case.records if r.index == index)
                assert name not in held.fields
        assert all(f.state is State.UNKNOWN for f in question.hangs)
        assert 0 <= question.decides <= len(question.hangs)


# --- keys, names, answers -----------------------------------------------------------------------------------------


def test_keys_are_read_through() -> None:
    assert about(("fact", "F")) == (AboutFact("F"),)
    assert about(("=", ("field", 3, "x"), "'1'")) == (AboutField(3, "x"),)
    assert about(("item", ("field", 1, "专家"), 0, "相关")) == (AboutField(1, "专家", 0, "相关"),)
    assert about(("item", ("fact", "专家组"), 0, "相关")) == (AboutItem("专家组", 0, "相关"),)
    assert about(("end before", 2, "end", None, None)) == (AboutField(2, "止"),)
    assert about(("calendar", day(0), 3)) == () and about("a record to come") == ()
    assert records_in_order(("calendar", 1), case(A)) is None


def test_a_question_by_name() -> None:
    made = program(words=WORDS)
    looked_at = case(A, record("B", 1), record("B", 2))
    assert topic_of(made, looked_at, "set_day") == AboutFact("定日")
    assert topic_of(made, looked_at, "set day") == AboutFact("定日")
    assert topic_of(made, looked_at, "A.x") == AboutField(0, "x")
    assert topic_of(made, looked_at, "step_a.passed") == AboutField(0, "通过")
    assert topic_of(made, looked_at, "A.actor") == AboutField(0, "主体")
    for wrong in ("B.x", "Z.x", "A.z", "zzz"):
        assert isinstance(topic_of(made, looked_at, wrong), Refusal)
    near = topic_of(made, looked_at, "定曰")
    assert isinstance(near, Refusal) and near.hint == Text("是不是“定日”?", "did you mean '定日'?")


def test_answers_are_read_as_a_case_file_is() -> None:
    assert read_answer(" yes ", YES_NO) == Answer(True, Text("是", "yes"))
    assert read_answer("two", ONE_TWO) == Answer("2", Text("2", "two"))
    assert read_answer("无", Type("cite")) == Answer("无", Text("无", "none"))
    listed = read_answer("甲、乙,丙", Type("list"))
    assert isinstance(listed, Answer) and listed.value == ("甲", "乙", "丙")
    assert read_answer("无", Type("list")) == Answer((), Text("无", "none"))
    for text, kind in (("maybe", YES_NO), ("3", ONE_TWO), ("2024-13-01", Type("date")), ("", Type("text"))):
        assert isinstance(read_answer(text, kind), Refusal)
    assert isinstance(read_answer("甲", PERSON), Refusal)


def test_places_do_not_matter_and_values_do() -> None:
    one = case(A, facts={"F": True})
    assert same_but_for_places(one, replace(one, fact_spans={}))
    assert not same_but_for_places(one, case(A, facts={"F": False}))


def test_a_field_that_no_file_can_state_is_not_asked() -> None:
    named = replace(
        WORDS.steps["B"], fields=(*WORDS.steps["B"].fields, FieldDecl(Name("见", "view"), YES_NO))
    )
    words = replace(WORDS, steps={**WORDS.steps, "B": named})
    deemed = counts_as("C", core.Const(True), counts=True, as_step="B")
    against = core.Exists("B", core.Truth(core.FieldRef("that", "见")), core.Window())
    made = program(rule(against), counts=(deemed,), words=words)
    looked_at = case(A, record("C", 1))
    (finding,) = judge_case(made, looked_at, day(9)).findings
    assert finding.state is State.UNKNOWN and finding.questions == (("field", 1, "见"),)
    assert asked(looked_at, made=made) == []
    own = core.Exists("B", core.Truth(core.FieldRef("that", "通过")), core.Window())
    shared = program(rule(own), counts=(deemed,), words=words)
    assert topics(asked(looked_at, made=shared)) == [AboutField(1, "通过")], (
        "the record itself has this field"
    )
