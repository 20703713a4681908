"""The sentences of the handbook: every form of the core language has one, and no two meanings share one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from guiju.engine.diagnostics.text import Text
from guiju.engine.handbook.sentences import rule_sentence, version_words
from guiju.engine.handbook.sentences_others import (
    counts_sentence,
    delegates_sentence,
    exception_sentence,
    scope_sentence,
)
from guiju.engine.pipeline.library import load_library
from guiju.engine.semantics import core
from guiju.engine.semantics.core import EVIDENCE, Duration, FactRef, FieldRef, Lit, Window
from guiju.engine.semantics.program import (
    Param,
    ParamValue,
    Program,
    Reading,
    ScopeRule,
    Version,
)
from guiju.engine.semantics.vocabulary import FactDecl, Name, Type, Vocabulary
from msgspec import Struct
from msgspec.structs import fields, replace

from .evaluating import WORDS
from .oracle.small import ALWAYS, BASIS, GIST, counts_as, days, exception, program, rule, workdays
from .said_whole import complete, sound

F, G, F_SUM = FactRef("F"), FactRef("G"), FactRef("金额")
X, Y = FieldRef("that", "x"), FieldRef("this", "x")
MONEY = {
    "造价": FactDecl(Name("造价", "cost"), Type("amount")),
    "期间": FactDecl(Name("期间", "term"), Type("duration")),
}
SMALL = replace(
    program(words=Vocabulary(WORDS.steps, {**WORDS.facts, **MONEY})),
    params={
        "公开天数": Param(
            Name("公开天数", "days_open"), "duration", (ParamValue("pack", Duration(30, "day")),)
        )
    },
)


@cache
def shipped() -> Program:
    return load_library()[0]


def said(req: core.Req, step: str | None = "A", when: core.Cond = ALWAYS, **more: Any) -> Text:
    return rule_sentence(replace(rule(req, step, when), **more), SMALL)


BEFORE = Window("before")


def exists(step: str = "B", window: Window = BEFORE, where: core.Cond = ALWAYS, *n: Any) -> core.Exists:
    return core.Exists(step, where, window, *n)


# --- how they read ----------------------------------------------------------------------------------------

READS = [
    (exists(), "每次A之前,应当有B。", "Before each step a, there must be a step b."),
    (
        exists("B", Window("before", lo=workdays(7)), core.Compare("=", X, Lit("1"))),
        "每次A之前,至少提前7个工作日,应当有x为1的B。",
        "At least 7 working days before each step a, there must be a step b whose x is “one”.",
    ),
    (
        exists("B", Window("after", hi=workdays(20))),
        "每次A之后20个工作日之内,应当有B。",
        "Within 20 working days after each step a, there must be a step b.",
    ),
    (
        core.Forbid("B", ALWAYS, Window("after", lo=days(1), hi=days(3))),
        "每次A之后,至少间隔1日、至多间隔3日,不得有B。",
        "At least 1 day and at most 3 days after each step a, there must be no step b.",
    ),
    (
        exists("A", Window("before"), ALWAYS, 2),
        "每次A之前,应当有至少2次其他的A。",
        "Before each step a, there must be at least 2 other step as.",
    ),
    (
        exists("B", Window("after"), ALWAYS, 1, 1),
        "每次A之后,应当有恰好1次B。",
        "After each step a, there must be exactly 1 step b.",
    ),
    (
        core.ForEach(
            FieldRef("this", "专家"),
            exists("B", Window("before"), core.Compare("=", FieldRef("that", "文号"), FieldRef("item", "姓名"))),
        ),
        "每次A,对本次A的专家中的每一项,本次A之前,应当有文号与该项的姓名相同的B。",
        "For each step a, for each entry of this step a’s experts, before this step a, there must be a step b whose doc "
        "number is the same as the entry’s full name.",
    ),
    (
        exists("B", Window("after"), ALWAYS, 0, 1),
        "每次A之后,至多可以有1次B。",
        "After each step a, there may be at most 1 step b.",
    ),
    (
        core.Lasts(">=", Duration(30, "day", "公开天数"), full_days=True),
        "每次A应当持续至少30日(参数 公开天数)(按足日计算,首尾两日都不算)。",
        "Each step a must last at least 30 days (parameter “days open”) "
        "(in full days, neither the first nor the last day counting).",
    ),
    (
        core.Test(core.And((core.Truth(FieldRef("this", "通过")), core.Not(core.Truth(F))))),
        "每次A应当符合:“通过”为“是”且并非F。",
        "For each step a, the following must hold: its “passed” is “yes” and “the f” does not apply.",
    ),
    (
        core.AnyOf((exists(), core.AllOf((exists("C"), core.Test(core.Truth(F)))))),
        "每次A应当符合下列情形之一:(1)本次A之前,有B;(2)同时符合下列各项[①本次A之前,有C;②F]。",
        "For each step a, one of the following must hold: (1) before this step a, there is a step b; or (2) all of the "
        "following hold [① before this step a, there is a step c; and ② “the f” applies].",
    ),
    (
        core.OrElse(exists("B", Window("after", hi=days(3))), exists("C", Window("after", hi=days(5)))),
        "每次A之后3日之内,应当有B;违反的,违反之日之后5日之内,应当有C。",
        "Within 3 days after each step a, there must be a step b; if this is breached, within 5 days after "
        "the day of the breach, there must be a step c.",
    ),
    (
        core.OrElse(exists("B", Window("after", hi=days(3))), exists("C", Window())),
        "每次A之后3日之内,应当有B;违反的,自违反之日起,应当有C。",
        "Within 3 days after each step a, there must be a step b; if this is breached, from then on there must be a "
        "step c.",
    ),
    (
        core.OrElse(exists("B", Window("after", hi=days(3))), exists("C", Window(hi=days(5)))),
        "每次A之后3日之内,应当有B;违反的,违反之日之后5日之内,应当有C。",
        "Within 3 days after each step a, there must be a step b; if this is breached, within 5 days after "
        "the day of the breach, there must be a step c.",
    ),
    (
        core.OrElse(exists("B", Window("after")), core.Test(core.Truth(F))),
        "每次A之后,应当有B;违反的,自违反之日起,应当符合:F。",
        "After each step a, there must be a step b; if this is breached, from then on the following must hold: "
        "“the f” applies.",
    ),
    (
        core.Test(core.Quant("share", 2, FactRef("名册"), core.Const(True), 3)),
        "每次A应当符合:名册中有至少三分之二符合(任何情况)。",
        "For each step a, the following must hold: for at least 2/3 of the entries of “roll” (always).",
    ),
    (
        core.Test(
            core.Compare(
                ">",
                core.Calc("-", core.Calc("*", F_SUM, Lit(Decimal(3))), core.Calc("-", F_SUM, Lit(Decimal(1)))),
                Lit(Decimal(2)),
            )
        ),
        "每次A应当符合:金额 × 3 − (金额 − 1)超过2。",
        "For each step a, the following must hold: amount × 3 − (amount − 1) is more than 2.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("req", "zh", "en"), READS, ids=[zh for _, zh, _ in READS])
def test_how_rules_read(req: core.Req, zh: str, en: str) -> None:
    assert said(req) == Text(zh, en)


def test_condition_comes_first_and_that_of_the_record_stays_with_it() -> None:
    when = core.And((core.Truth(F), core.Compare("=", FieldRef("this", "x"), Lit("2"))))
    assert said(exists(), when=when) == Text(
        "F的,每次x为2的A之前,应当有B。",
        "Where “the f” applies, before each step a whose x is “two”, there must be a step b.",
    )


def test_what_is_not_stated_is_denied_once() -> None:
    silent = core.Forbid("B", core.Not(core.Stated(F)), Window())
    assert said(silent, step=None).zh == "本案不得有未载明F的B。"
    beside = said(core.AllOf((exists("B", Window()), silent)), step=None)
    assert beside.zh == "本案应当同时符合下列各项:(1)有B;(2)没有未载明F的B。"


def test_a_prohibition_says_what_it_bars() -> None:
    sentence = said(exists(), modality="must_not")
    assert sentence.zh == "每次A之前,应当有B;不符合的,不得有该次A。"
    assert sentence.en.endswith("; otherwise there must be no such step a.")


def test_a_case_a_period_and_stretches() -> None:
    assert said(exists("B", Window()), step=None) == Text(
        "本案应当有B。", "For the case, there must be a step b."
    )
    monthly = said(
        exists("B", Window("after", core.EdgePoint("start"), hi=days(9))), step=None, period="month"
    )
    assert monthly == Text(
        "每月开始之后9日之内,应当有B。",
        "Within 9 days after the start of each month, there must be a step b.",
    )
    stretch = said(exists("B", Window("after", core.EdgePoint("start"))), every=Duration(6, "month"))
    assert stretch == Text(
        "自每次A结束的次日起每6个月为一期,每一期开始之后,应当有B。",
        "After the start of each stretch of 6 months counted from the day after the end of each step a, "
        "there must be a step b.",
    )


def test_the_condition_of_stretches_is_about_what_they_are_counted_from() -> None:
    before = core.Occurs(exists("C", Window("before")))
    owed = exists("B", Window("after", core.EdgePoint("start")))
    of_record = said(owed, every=Duration(6, "month"), when=before)
    assert of_record == Text(
        "自每次A(仅限已查明该次A之前,有C的)结束的次日起每6个月为一期,每一期开始之后,应当有B。",
        "After the start of each stretch of 6 months counted from the day after the end of each step a "
        "(only where it is on record that before that step a, there is a step c), there must be a step b.",
    )
    of_case = said(owed, step=None, every=Duration(6, "month"), when=before)
    assert of_case.zh.startswith("已查明程序开始之前,有C的,自程序开始的次日起每6个月为一期")
    assert of_case.en.startswith(
        "Where it is on record that before the start of the procedure, there is a step c, "
    )


def test_exceptions_to_stretches_ask_the_record_and_replace_what_is_owed_in_the_stretch() -> None:
    checked = replace(rule(exists(), "A"), every=Duration(6, "month"))
    before = core.Occurs(exists("C", Window("before")))
    instead = exists("D", Window("after", core.EdgePoint("start")))
    lifted = exception(before, instead=instead, target=checked.id)
    sentence = exception_sentence(lifted, replace(SMALL, rules=(checked,), exceptions=(lifted,)))
    assert "该次A之前,有C" in sentence.zh and "该期开始之后" in sentence.zh
    assert "before that step a" in sentence.en and "the start of that stretch" in sentence.en


def test_versions_and_readings_are_told_apart() -> None:
    old = Version(date(2015, 1, 1), date(2024, 7, 1), (Reading(Name("", ""), core.Lasts(">=", days(20))),))
    new = Version(
        date(2024, 7, 1),
        None,
        (
            Reading(Name("从宽", "lenient"), core.Lasts(">=", days(29)), default=False),
            Reading(Name("从严", "strict"), core.Lasts(">=", days(30))),
        ),
    )
    sentence = said(exists(), step="I", versions=(old, new))
    assert sentence.zh == (
        "2015年1月1日至2024年6月30日:每次I应当持续至少20日。2024年7月1日起,解释“从严”(默认):每次I应当持续至少30日。"
        "2024年7月1日起,解释“从宽”:每次I应当持续至少29日。"
    )
    assert "From 1 January 2015 to 30 June 2024: Each step i must last at least 20 days." in sentence.en
    assert version_words(replace(old, start=None)).en == "up to 30 June 2024"


def test_a_power_says_that_it_is_one() -> None:
    assert "power" in said(exists(), modality="may", versions=()).en


def test_what_surrounds_the_rules() -> None:
    lifted = exception(core.Truth(F), proof=core.Truth(G), priority=2)
    in_world = replace(SMALL, rules=(rule(exists()),), exceptions=(lifted,))
    assert exception_sentence(lifted, in_world) == Text(
        "F的,不适用“R”;为此须证明:G(与其他例外竞合时,优先次序为2)。",
        "Where “the f” applies, “R” does not apply; for this it must be shown that “the g” applies (priority 2 among "
        "exceptions).",
    )
    instead = replace(lifted, when=ALWAYS, proof=None, priority=0, instead=exists("C"))
    assert exception_sentence(instead, in_world).zh == "不适用“R”,改为:本次A之前,应当有C。"
    plain = counts_as("B", core.Compare("=", FieldRef("this", "x"), Lit("1")), counts=False)
    assert counts_sentence(plain, SMALL).zh == "x为1的B,不算作B。"
    derived = replace(
        counts_as("B", ALWAYS, counts=True, as_step="C"), unless_done=exists("D", Window("after", hi=days(5)))
    )
    assert counts_sentence(derived, SMALL).zh == "B,没有做到“本次B之后5日之内,有D”的,自其开始之日视为C。"
    assert scope_sentence(ScopeRule("S", Name("S", "S"), "pack", core.Truth(F), BASIS, GIST), SMALL) == Text(
        "F的,不适用本规则包。", "Where “the f” applies, this pack does not apply."
    )
    assert delegates_sentence(("省", "市"), replace(SMALL, vocabulary=shipped().vocabulary)).en.startswith(
        "Provinces and cities may regulate"
    )


# --- every form, and every value in it, is said -----------------------------------------------------------

WHERES: list[core.Cond] = [
    core.Compare("=", X, Y),
    core.Compare(">=", FieldRef("that", "份数"), Lit(Decimal(3))),
    core.Compare("<", FactRef("造价"), Lit(Decimal(50_000_000))),
    core.Compare("<=", FieldRef("that", "期日"), FieldRef("this", "期日")),
    core.Compare(">", FactRef("期间"), Lit(Duration(3, "month"))),
    core.Compare("!=", FactRef("依据"), Lit("无")),
    core.Compare("=", FactRef("定日"), Lit(date(2024, 3, 1))),
    core.Compare(">=", core.Calc("*", FactRef("造价"), Lit(Decimal("0.5"), "公开天数")), Lit(Decimal(7))),
    core.Compare("=", core.Calc("+", core.Count(FieldRef("that", "名单")), Lit(Decimal(1))), Lit(Decimal(4))),
    core.Compare("=", core.Pick("last", FieldRef("that", "名单")), Lit("甲")),
    core.Member(X, ("1", "2")),
    core.Contains(FieldRef("that", EVIDENCE), "会议纪要"),
    core.Contains(FieldRef("that", "名单"), "甲"),
    core.Contains(FieldRef("that", "名单"), FactRef("H")),
    core.Stated(FieldRef("that", "期日")),
    core.Odd(core.Count(FieldRef("that", "专家"))),
    core.Lasting(">=", days(10), "that", full_days=True),
    core.Lasting("<=", workdays(10), None, first=FactRef("定日"), last=FactRef("定日")),
    *(
        core.Quant(kind, 2, FieldRef("that", "专家"), core.Not(core.Truth(FieldRef("item", "相关"))), 3)
        for kind in ("every", "at_least", "at_most", "exactly", "most", "share")
    ),
    core.Or((core.Truth(F), core.Not(core.And((core.Truth(G), core.Compare("=", X, Lit("1"))))))),
]  # fmt: skip
WINDOWS: list[Window] = [
    Window("before", core.EdgePoint("end"), core.EdgePoint("start"), days(2), days(9), full_days=True, roll=True),
    Window("after", core.FixedPoint(date(2024, 5, 17)), since=core.FixedPoint(date(2024, 1, 2))),
    Window("after", core.YearDayPoint(3, 31), by=core.YearDayPoint(1, 31, 1)),
    Window("before", core.YearDayPoint(12, 1, 4)),
    Window("after", core.LatestPoint((core.EdgePoint("end"), core.DatePoint(FactRef("定日"))), ("C", "D")), hi=days(5)),
    Window("before", core.DatePoint(FactRef("定日")), core.DatePoint(FieldRef("that", "期日")), back=True, lo=days(3)),
    Window("any", hi=days(0)),
    Window("any", lo=days(2), hi=days(8)),
    Window("covering"),
    Window("after", hi=days(6), excluding=("I", "J")),
    Window("before", none_between=("B", "C")),
    Window("before", immediate=True),
]  # fmt: skip
FORMS: list[tuple[core.Req, core.Cond]] = [
    *((exists("B", Window("before"), where), ALWAYS) for where in WHERES),
    *((core.Forbid("B", ALWAYS, window), ALWAYS) for window in WINDOWS),
    *((exists("B", window), ALWAYS) for window in WINDOWS),
    (core.AnyOf((exists("B", Window(), ALWAYS, 2, 5), exists("C", Window("after"), ALWAYS, 3, 3))), ALWAYS),
    (core.Lasts("<=", days(40), roll=True, excluding=("J",)), ALWAYS),
    (core.Lasts(">=", days(4), first=FactRef("定日"), last=FieldRef("this", "期日")), ALWAYS),
    (exists(), core.Occurs(exists("C", Window("before", hi=days(3)), core.Compare("=", X, Lit("2")), 2))),
    (exists(), core.Occurs(core.Forbid("C", ALWAYS, Window("after")))),
    (exists(), core.And((core.Stated(F), core.Compare("=", FieldRef("this", "x"), Lit("1"))))),
]  # fmt: skip


@pytest.mark.parametrize(("req", "when"), FORMS, ids=range(len(FORMS)))
def test_every_form_is_said_whole(req: core.Req, when: core.Cond) -> None:
    of_form = rule(req, "A", when)
    sound(rule_sentence(of_form, SMALL))
    complete(of_form, SMALL)


@pytest.mark.parametrize(("req", "when"), FORMS, ids=range(len(FORMS)))
def test_every_change_of_a_form_is_heard(req: core.Req, when: core.Cond) -> None:
    of_form = rule(req, "A", when)
    whole = rule_sentence(of_form, SMALL)
    changed = 0
    for other in [*(rule(r, "A", when) for r in mutants(req)), *(rule(req, "A", w) for w in mutants(when))]:
        sentence = rule_sentence(other, SMALL)
        assert sentence.zh != whole.zh, other
        assert sentence.en != whole.en, other
        changed += 1
    assert changed


@pytest.mark.parametrize("where", WHERES, ids=range(len(WHERES)))
def test_a_denied_condition_sounds_otherwise(where: core.Cond) -> None:
    whole, denied = said(exists("B", BEFORE, where)), said(exists("B", BEFORE, core.Not(where)))
    assert whole.zh != denied.zh
    assert whole.en != denied.en
    sound(denied)


def mutants(part: Any) -> Iterator[Any]:
    """The part with one thing changed, anywhere inside it, that changes what it means."""
    if isinstance(part, tuple):
        for n, inner in enumerate(part):
            for other in mutants(inner):
                yield (*part[:n], other, *part[n + 1 :])
        if part and isinstance(part[0], Struct | str):
            yield part[1:] if len(part) > 1 else ()
    elif isinstance(part, Struct):
        for f in fields(part):
            if _matters(part, f.name):
                yield from (replace(part, **{f.name: other}) for other in _others(part, f.name))
    elif isinstance(part, Lit):
        yield from ()


_CHOICES: dict[tuple[str, str], tuple[str | int, ...]] = {
    ("Window", "direction"): ("before", "after", "covering"),
    ("EdgePoint", "edge"): ("start", "end"),
    ("Compare", "op"): ("=", "!=", "<", "<=", ">", ">="),
    ("Calc", "op"): ("+", "-", "*", "/"),
    ("Lasts", "op"): (">=", "<="),
    ("Lasting", "op"): (">=", "<="),
    ("Pick", "which"): ("first", "last"),
    ("Quant", "kind"): ("every", "at_least", "at_most", "exactly", "most", "share"),
    ("YearDayPoint", "month"): tuple(range(1, 13)),
    ("Duration", "unit"): ("hour", "day", "workday", "month", "year"),
    ("Exists", "step"): ("B", "C", "D"),
    ("Forbid", "step"): ("B", "C", "D"),
    ("FactRef", "name"): ("F", "G", "定日"),
}


def _matters(part: Struct, name: str) -> bool:
    """Whether a change there means anything: n of an `every` does not, nor `who` by itself."""
    match part:
        case core.Quant(kind=kind):
            return not (name == "n" and kind in ("every", "most")) and not (name == "d" and kind != "share")
        case core.Window(hi=None) if name == "roll":
            return False
        case core.Window(lo=None) if name == "full_days":
            return False
        case core.FieldRef() | core.Lasting() if name == "who":
            return False
        case core.Duration(shares=()) if name == "up":
            return False
        case core.Window(direction="any", lo=None, hi=None) if name == "this_point":
            return False
        case _:
            return name != "param"


def _others(part: Struct, name: str) -> list[Any]:
    value = getattr(part, name)
    choices = _CHOICES.get((type(part).__name__, name))
    if choices is not None:
        return [c for c in choices if c != value]
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int | Decimal):
        return [value + 1]
    if isinstance(value, date):
        return [value + timedelta(days=1)]
    if isinstance(value, str) and isinstance(part, Lit | core.Contains):
        return [value + "二"]
    return list(mutants(value))
