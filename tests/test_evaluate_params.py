"""Parameters: the value of the lowest layer that binds counts, and the finding says whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from guiju.engine.case.model import Authority, Case
from guiju.engine.evaluate.binding import Binding
from guiju.engine.evaluate.finding import Finding, State
from guiju.engine.evaluate.parameters import Values, substituted, values_that_count, with_values
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.semantics import core
from guiju.engine.semantics.core import Compare, Cond, Duration, Exists, FactRef, Lit, Window
from guiju.engine.semantics.program import (
    Citation,
    CountsRule,
    ExceptionRule,
    Pack,
    Param,
    ParamValue,
    Program,
    Rule,
    ScopeRule,
)
from guiju.engine.semantics.vocabulary import Name
from guiju.engine.semantics.walk import parameters
from msgspec.structs import replace

from .evaluating import ONLY_A, WORDS, pack
from .oracle.small import ALWAYS, GIST, case, counts_as, day, exception, program, record, rule

TERM = Duration(10, "day", "公示期")
"""As the compiler leaves it: the value of the pack that declares it."""
LIMIT = Lit(Decimal(100), "限额")
OWN, LOWER = (Citation("norm", 4),), (Citation("norm", 9),)
WAIT = Exists("B", ALWAYS, Window("after", hi=TERM))
CHEAP = Compare("<=", FactRef("金额"), LIMIT)


def value(of: str, n: int, unit: core.Unit = "day") -> ParamValue:
    return ParamValue(of, Duration(n, unit), OWN if of == "国" else LOWER)


def layers() -> dict[str, Pack]:
    nation, province = replace(pack("国"), layer="国家"), replace(pack("省", region="甲省"), layer="省")
    city = replace(pack("市", region="甲省乙市"), layer="市")
    return {p.id: p for p in (nation, province, city)}


def made(
    *rules: Rule,
    values: tuple[ParamValue, ...] = (value("国", 10), value("省", 5), value("市", 3)),
    exceptions: tuple[ExceptionRule, ...] = (),
    counts: tuple[CountsRule, ...] = (),
    scopes: tuple[ScopeRule, ...] = (),
) -> Program:
    term = Param(Name("公示期", "notice_period"), "duration", values)
    limit = Param(
        Name("限额", "limit"),
        "amount",
        (ParamValue("国", Decimal(100), OWN), ParamValue("市", Decimal(200), LOWER)),
    )
    base = program(*(replace(r, pack="国") for r in rules), exceptions=exceptions, counts=counts, words=WORDS)
    return replace(base, packs=layers(), params={"公示期": term, "限额": limit}, scopes=scopes)


def at(region: str | None, looked_at: Case) -> Case:
    return replace(looked_at, authority=Authority(None, None, region))


def found(of: Program, region: str | None, looked_at: Case, on: int) -> Finding:
    (finding,) = judge_case(of, at(region, looked_at), day(on)).findings
    return finding


def counting(of: Program, bound: Sequence[Binding], looked_at: Case = ONLY_A) -> Values:
    return values_that_count(of, bound, looked_at, day(9))


def counting_value(of: Program, bound: Sequence[Binding]) -> ParamValue:
    """The value of the display period, which is the same at all times."""
    (term,) = counting(of, bound)["公示期"].terms
    return term.value


@pytest.mark.parametrize(("region", "last"), [(None, 10), ("丙省", 10), ("甲省", 5), ("甲省乙市", 3)])
def test_the_lowest_layer_that_binds_counts(region: str | None, last: int) -> None:
    program_ = made(rule(WAIT))
    looked_at = case(record("A", 0))
    assert found(program_, region, looked_at, 2).last_day == day(last)
    assert found(program_, region, looked_at, last).state is State.PENDING
    assert found(program_, region, looked_at, last + 1).state is State.VIOLATED


def test_the_order_of_declaration_does_not_matter() -> None:
    values = (value("国", 10), value("市", 3), value("省", 5))
    assert found(made(rule(WAIT), values=values), "甲省乙市", case(record("A", 0)), 1).last_day == day(3)


def test_of_one_layer_the_pack_that_builds_on_the_other_counts_then_the_first_by_name() -> None:
    program_ = made(rule(WAIT))
    param = program_.params["公示期"]
    for over, counting in (("市", "区"), ("国", "区"), (None, "区"), ("区", "市")):
        under = "市" if over == "市" else over
        packs = {
            **program_.packs,
            "市": replace(program_.packs["市"], over="区" if over == "区" else "国" if over else None),
            "区": replace(program_.packs["市"], id="区", over=under if over != "区" else None),
        }
        for values in ((*param.values, value("区", 4)), (value("国", 10), value("区", 4), *param.values[1:])):
            both = replace(program_, packs=packs, params={"公示期": replace(param, values=values)})
            bound = [Binding(p) for p in both.packs.values()]
            assert counting_value(both, bound).pack == counting, (over, counting)
            assert counting_value(both, bound[::-1]).pack == counting


def test_where_no_giving_pack_binds_the_declared_value_stays() -> None:
    program_ = made(rule(WAIT))
    assert counting_value(program_, []) is program_.params["公示期"].values[0]


def test_the_finding_says_where_the_value_comes_from() -> None:
    (use,) = found(made(rule(WAIT)), "甲省", case(record("A", 0)), 1).proof.parameters
    assert (use.name.zh, use.name.en) == ("公示期", "notice period")
    assert (use.value, use.pack.zh, use.basis) == (Duration(5, "day"), "包省", LOWER)
    (own,) = found(made(rule(WAIT)), None, case(record("A", 0)), 1).proof.parameters
    assert (own.value, own.pack.en, own.basis) == (Duration(10, "day"), "pack 国", OWN)
    plain = rule(Exists("B", ALWAYS, Window("after")))
    assert found(made(plain), "甲省", case(record("A", 0)), 1).proof.parameters == ()


def test_only_the_version_judged_speaks_of_its_parameters() -> None:
    stated = rule(WAIT)
    (version,) = stated.versions
    (reading,) = version.readings
    other = replace(reading, req=Exists("C", CHEAP, Window()))
    two = replace(
        stated,
        versions=(replace(version, until=day(5)), replace(version, start=day(5), readings=(other,))),
    )
    names = [
        [u.name.zh for u in found(made(two), None, case(record("A", n)), n).proof.parameters] for n in (4, 5)
    ]
    assert names == [["公示期"], ["限额"]]


def test_values_are_put_in_everywhere() -> None:
    dear = case(record("A", 0), facts={"金额": Decimal(150)})

    def state(of: Program) -> list[State]:
        return [found(of, region, dear, 20).state for region in (None, "甲省乙市")]

    assert state(made(rule(core.Test(CHEAP)))) == [State.VIOLATED, State.SATISFIED]
    assert state(made(rule(WAIT, when=CHEAP))) == [State.NOT_APPLICABLE, State.VIOLATED]
    lifted = replace(exception(CHEAP), pack="国")
    assert state(made(rule(WAIT), exceptions=(lifted,))) == [State.VIOLATED, State.EXEMPT]
    ignored = replace(counts_as("A", CHEAP, counts=False), pack="国")
    assert state(made(rule(WAIT), counts=(ignored,))) == [State.VIOLATED, State.NOT_APPLICABLE]
    scope = ScopeRule("S", Name("S", "S"), "国", CHEAP, OWN, GIST)
    assert state(made(rule(WAIT), scopes=(scope,))) == [State.VIOLATED, State.NOT_APPLICABLE]
    within = replace(rule(Exists("B", ALWAYS, Window())), every=TERM)
    recurring = judge_case(made(within), at("甲省乙市", dear), day(9)).findings
    assert [f.activation.end for f in recurring if f.activation] == [day(3), day(6), day(9)]


def test_an_exception_that_was_applied_names_its_parameters_too() -> None:
    milder = Exists("B", ALWAYS, Window("after", hi=TERM))
    instead = replace(exception(core.Const(True), instead=milder), pack="国")
    strict = rule(Exists("B", ALWAYS, Window("after", hi=Duration(1, "day"))))
    finding = found(made(strict, exceptions=(instead,)), "甲省", case(record("A", 0)), 3)
    assert (finding.state, finding.last_day) == (State.PENDING, day(5))
    assert [u.name.zh for u in finding.proof.parameters] == ["公示期"]
    unused = replace(exception(core.Const(False), instead=milder), pack="国")
    assert found(made(strict, exceptions=(unused,)), "甲省", case(record("A", 0)), 3).proof.parameters == ()


def test_nothing_is_rewritten_where_no_value_differs() -> None:
    program_ = made(rule(WAIT), rule(core.Test(CHEAP), name="S"))
    own = [Binding(program_.packs["国"])]
    assert with_values(program_, counting(program_, own)) is program_
    lower = counting(program_, [*own, Binding(program_.packs["省"])])
    changed = with_values(program_, lower)
    assert with_values(program_, dict(lower)) is changed  # not worked out again for the next case
    assert changed.rules[1] is program_.rules[1], "it uses no parameter that changed"
    assert changed.rules[0] == replace(program_.rules[0], versions=changed.rules[0].versions)
    assert program_.rules[0].versions[0].readings[0].req == WAIT, "the compiled program is untouched"


def test_a_value_keeps_its_parameter_when_it_is_replaced() -> None:
    values = {"公示期": value("市", 3, "workday"), "限额": ParamValue("市", Decimal(7))}
    assert substituted(TERM, values) == Duration(3, "workday", "公示期")
    assert substituted(LIMIT, values) == Lit(Decimal(7), "限额")
    as_value = Lit(Duration(10, "day", "公示期"), "公示期")
    assert substituted(as_value, values) == Lit(Duration(3, "workday"), "公示期")
    nested: Cond = core.And((core.Not(CHEAP), core.Odd(LIMIT)))
    assert list(parameters(substituted(nested, values))) == ["限额", "限额"]
    assert list(parameters((WAIT, as_value))) == ["公示期", "公示期"]
