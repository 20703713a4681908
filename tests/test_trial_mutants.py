"""The small changes tried on rules: which there are for each form, what is left out, how they are named."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from guiju.engine.diagnostics.text import Text
from guiju.engine.pipeline.library import load_library
from guiju.engine.semantics import core
from guiju.engine.semantics.program import (
    Norm,
    Pack,
    Param,
    ParamValue,
    Program,
    Reading,
    Rule,
    ScopeRule,
    Version,
)
from guiju.engine.semantics.vocabulary import FactDecl, FieldDecl, Name, Type, Vocabulary
from guiju.engine.trial.mutants import Mutant, in_place, mutants
from msgspec.structs import replace

from .evaluating import WORDS
from .oracle.small import ALWAYS, BASIS, GIST, counts_as, days, exception, program, rule, workdays

F, G = core.Truth(core.FactRef("F")), core.Truth(core.FactRef("G"))
X = core.FieldRef("that", "x")
TRUE_3 = core.Lit(Decimal(3))
AMOUNT = core.FactRef("金额")


def of_rule(changed: Rule, **more: object) -> dict[str, Mutant]:
    """{path/operator: mutant} of one rule."""
    made = replace(program(changed, words=WORDS), **more)
    return {m.id.removeprefix("R/"): m for m in mutants(made) if m.owner == "R"}


def of_req(req: core.Req, step: str | None = "A") -> set[str]:
    return {i.removeprefix("req").lstrip("./") for i in of_rule(rule(req, step))}


def of_cond(cond: core.Cond, step: str | None = "A") -> set[str]:
    """The changes of a condition that is all a rule asks for."""
    return {i.removeprefix("cond").lstrip("./") for i in of_req(core.Test(cond), step)}


def there_is(window: core.Window, where: core.Cond = ALWAYS) -> core.Exists:
    return core.Exists("B", where, window)


WANTED = {"at_least_plus_one", "at_least_minus_one", "to_forbid"}


def of_window(window: core.Window, step: str | None = "A") -> set[str]:
    """The changes of a window, those of the requirement it stands in left out."""
    return {i.removeprefix("window").lstrip("./") for i in of_req(there_is(window), step) - WANTED}


def named(value: object) -> str:
    """The name of a case, the same in every process: a set has no order of its own."""
    return ", ".join(sorted(map(str, value))) if isinstance(value, set | frozenset) else str(value)


# --- requirements and windows -----------------------------------------------------------------------------


def test_a_requirement_of_existence() -> None:
    assert of_req(there_is(core.Window())) == {*WANTED, "window/to_before", "window/to_after"}
    several = core.Exists("B", F, core.Window("before"), 2, 3)
    assert of_req(several) >= {"at_most_plus_one", "at_most_minus_one", "at_most_dropped", "where/dropped"}
    assert "to_exists" in of_req(core.Forbid("B", ALWAYS, core.Window("before")))


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        (core.Window("before"), {"to_after"}),
        (core.Window("covering"), {"to_any"}),
        (
            core.Window("after", lo=days(3)),
            {"to_before", "lo_dropped", "lo/plus_one", "lo/minus_one", "lo/unit_changed"},
        ),
        (core.Window("before", hi=core.Duration(0, "day")), {"to_after", "hi_dropped", "hi/plus_one"}),
        (core.Window("after", lo=core.Duration(0, "day")), {"to_before", "lo/plus_one"}),
        (
            core.Window("before", none_between=("C", "D")),
            {"to_after", "none_between_0_dropped", "none_between_1_dropped"},
        ),
        (core.Window("before", immediate=True), {"to_after", "immediate_dropped"}),
        (
            core.Window("before", since=core.FixedPoint(date(2024, 3, 31)), by=core.YearDayPoint(3, 31)),
            {
                "to_after", "since_dropped", "by_dropped", "since/plus_one", "since/minus_one",
                "by/minus_one", "by/year_changed",
            },
        ),
        (core.Window("before", by=core.YearDayPoint(2, 28, 1)), {
            "to_after", "by_dropped", "by/plus_one", "by/minus_one", "by/year_changed",
        }),
        (
            core.Window("after", core.LatestPoint((core.EdgePoint("end"), core.FixedPoint(date(2024, 1, 1))), ("C",))),
            {
                "to_before", "point_dropped", "this_point/step_0_dropped", "this_point/point_0_dropped",
                "this_point/point_1_dropped", "this_point.points.1/plus_one", "this_point.points.1/minus_one",
            },
        ),
        (
            core.Window("after", core.DatePoint(core.FactRef("定日")), core.DatePoint(core.FieldRef("that", "期日"))),
            {"to_before", "point_dropped", "counted_at_dropped"},
        ),
    ],
    ids=named,
)  # fmt: skip
def test_a_window(window: core.Window, expected: set[str]) -> None:
    assert of_window(window) == expected


def test_options_of_a_window() -> None:
    bounded = core.Window("before", lo=workdays(3), full_days=True, back=True, excluding=("I",))
    dropped = {i for i in of_window(bounded) if i.endswith("dropped")}
    assert dropped == {"lo_dropped", "full_days_dropped", "back_dropped", "excluding_0_dropped"}
    assert "roll_dropped" in of_window(core.Window("after", hi=days(3), roll=True))


def test_what_is_the_same_by_construction_is_not_tried() -> None:
    both_ways = core.Window("before", lo=days(3), back=True)
    assert "back_dropped" not in of_window(both_ways)
    start = core.Window("after", core.EdgePoint("start"))
    assert "point_swapped" in of_window(start, step="I")
    assert "point_swapped" not in of_window(start, step="A")  # it ends on the day it starts
    at_end = core.Window("after", that_point=core.EdgePoint("end"))
    assert "counted_at_dropped" not in of_window(at_end)
    assert "counted_at_dropped" not in of_window(core.Window("before", that_point=core.EdgePoint("end")))
    long_step = core.Exists("I", ALWAYS, at_end)
    assert "window/counted_at_dropped" in of_req(long_step)
    usual = core.Window("before", that_point=core.EdgePoint("end"))
    assert "window/counted_at_dropped" not in of_req(replace(long_step, window=usual))
    twice = core.AnyOf((core.Test(F), core.Test(F)))
    assert {i for i in of_req(twice) if i.endswith("dropped")} >= {"part_0_dropped"}
    assert "part_1_dropped" not in of_req(twice)  # what is left is the same


def test_lengths_parts_and_what_is_owed_instead() -> None:
    lasting = core.Lasts(">=", days(7), full_days=True, excluding=("C",))
    assert of_req(lasting, "I") == {
        "bound_swapped", "full_days_dropped", "excluding_0_dropped", "duration/plus_one", "duration/minus_one",
        "duration/unit_changed",
    }  # fmt: skip
    parts = (core.Test(F), core.Test(G))
    assert of_req(core.AllOf(parts)) >= {"part_0_dropped", "part_1_dropped", "to_any_of"}
    assert of_req(core.AnyOf(parts)) >= {"part_0_dropped", "part_1_dropped", "to_all_of"}
    owed = core.OrElse(core.Test(F), there_is(core.Window("after")))
    assert of_req(owed) >= {"or_else_dropped", "then.cond/negated", "otherwise/to_forbid"}
    assert of_req(core.ForEach(core.FactRef("名册"), core.Test(F))) >= {"req.cond/negated", "to_some"}


LIST_OF_RECORDS = Type(
    "list",
    item=(
        FieldDecl(Name("档次", "grade"), Type("enum", (Name("高", "high"), Name("低", "low")))),
        FieldDecl(Name("件数", "pieces"), Type("number")),
        FieldDecl(Name("价款", "price"), Type("amount")),
        FieldDecl(
            Name("明细", "lines"),
            Type(
                "list",
                item=(FieldDecl(Name("单位", "unit"), Type("enum", (Name("箱", "box"), Name("袋", "bag")))),),
            ),
        ),
    ),
)
LISTED = replace(
    program(
        words=Vocabulary(
            WORDS.steps, {**WORDS.facts, "货物": FactDecl(Name("货物", "goods"), LIST_OF_RECORDS)}
        )
    )
)
GOODS = core.FactRef("货物")


def of_listed(req: core.Req) -> dict[str, Mutant]:
    made = replace(LISTED, rules=(rule(req),))
    return {m.id.removeprefix("R/"): m for m in mutants(made)}


def changed_req(mutant: Mutant) -> core.Req:
    assert isinstance(mutant.element, Rule)
    return mutant.element.versions[0].readings[0].req


def test_what_is_asked_for_each_entry_is_asked_once_or_of_one_entry() -> None:
    by_it = core.Compare("=", core.FieldRef("that", core.ACTOR), core.FieldRef("item", core.ELEMENT))
    req = core.ForEach(core.FactRef("名册"), there_is(core.Window("before"), core.And((by_it, F))))
    made = of_rule(rule(req))
    assert changed_req(made["req/for_each_dropped"]) == there_is(core.Window("before"), F)
    for which in ("first", "last"):
        alone = changed_req(made[f"req/{which}_only"])
        assert isinstance(alone, core.Exists) and isinstance(alone.where, core.And)
        first = alone.where.parts[0]
        assert isinstance(first, core.Compare) and first.right == core.Pick(which, core.FactRef("名册"))
    of_parts = core.Compare("=", core.FieldRef("item", "档次"), core.Lit("高"))
    goods = core.ForEach(GOODS, core.Exists("B", of_parts, core.Window("before")))
    assert "req/for_each_dropped" in of_listed(goods) and "req/first_only" not in of_listed(goods)


def test_a_value_of_an_entry_becomes_another_of_its_type() -> None:
    high = core.Compare("=", core.FieldRef("item", "档次"), core.Lit("高"))
    box = core.Compare("=", core.FieldRef("item", "单位"), core.Lit("箱"))
    inner = core.Quant("every", 0, core.FieldRef("item", "明细"), box)
    req = core.ForEach(GOODS, core.Exists("B", core.And((high, inner)), core.Window("before")))
    made = of_listed(req)
    assert made["req.req.where.parts.0.right/value_changed"].text == Text("高 → 低", "high → low")
    assert made["req.req.where.parts.1.where.right/value_changed"].text == Text("箱 → 袋", "box → bag")


def test_a_sum_of_numbers_becomes_a_count_and_one_of_amounts_does_not() -> None:
    def of_sum(field: str) -> dict[str, Mutant]:
        tally = core.Tally("sum", GOODS, field)
        return of_listed(core.Test(core.Compare(">", tally, core.Lit(Decimal(5)))))

    assert "req.cond.left/to_distinct" in of_sum("件数")
    assert "req.cond.left/to_distinct" not in of_sum("价款")


def test_a_rule_of_one_procedure_is_tried_in_all_where_its_pack_binds_others() -> None:
    of_one = replace(rule(core.Test(F)), procedures=("甲程序",))
    pack = Pack("pack", Text("包", "pack"), "国家", (), ("甲程序", "乙程序"))
    assert "procedures_dropped" in of_rule(of_one, packs={"pack": pack})
    alone = replace(pack, procedures=("甲程序",))
    assert "procedures_dropped" not in of_rule(of_one, packs={"pack": alone})


def test_a_stand_in_is_dated_otherwise() -> None:
    owed = there_is(core.Window("after", hi=days(3)))
    started = replace(counts_as("A", F, counts=True, as_step="B"), unless_done=owed)
    made = {m.id for m in mutants(program(counts=(started,), words=WORDS))}
    assert "K/dated_on_expiry" in made
    later = {m.id for m in mutants(program(counts=(replace(started, dated="expiry"),), words=WORDS))}
    assert "K/dated_at_start" in later


def test_a_part_dropped_leaves_no_junction_of_one() -> None:
    made = of_rule(rule(core.AnyOf((core.Test(F), core.Test(G)))))
    left = made["req/part_0_dropped"].element
    assert isinstance(left, Rule) and left.versions[0].readings[0].req == core.Test(G)


# --- conditions -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cond", "expected"),
    [
        (F, {"dropped", "negated"}),
        (core.Not(F), {"dropped", "negation_dropped"}),
        (core.Stated(core.FactRef("F")), {"dropped", "negated"}),
        (core.Odd(AMOUNT), {"dropped", "negated"}),
        (core.Compare("=", AMOUNT, TRUE_3), {"dropped", "negated", "right/plus_one", "right/minus_one"}),
        (
            core.Compare(">=", AMOUNT, TRUE_3),
            {"dropped", "boundary", "negated", "right/plus_one", "right/minus_one"},
        ),
        (core.Compare("=", core.FactRef("H"), core.Lit("1")), {"dropped", "negated", "right/value_changed"}),
        (
            core.Compare(">", core.Calc("*", AMOUNT, TRUE_3), core.Lit(Decimal(5))),
            {
                "dropped", "boundary", "negated", "left/calculation_changed", "left.right/plus_one",
                "left.right/minus_one", "right/plus_one", "right/minus_one",
            },
        ),
        (
            core.Compare("=", core.Pick("last", core.FactRef("名册")), core.Lit("县长")),
            {"dropped", "negated", "left/to_first", "right/value_changed"},
        ),
        (
            core.Member(core.FactRef("H"), ("1", "2")),
            {"dropped", "negated", "value_0_dropped", "value_1_dropped"},
        ),
        (core.Contains(core.FactRef("名册"), "甲"), {"dropped", "negated", "value_changed"}),
        (core.Contains(core.FactRef("名册"), AMOUNT), {"dropped", "negated"}),
        (
            core.Quant("at_least", 3, core.FactRef("专家组"), core.Truth(core.FieldRef("item", "相关"))),
            {
                "dropped", "negated", "to_every", "to_at_most", "plus_one", "minus_one", "where/dropped",
                "where/negated",
            },
        ),
        (
            core.Quant("share", 2, core.FactRef("专家组"), ALWAYS, 2),
            {"dropped", "negated", "to_every", "to_most", "minus_one"},
        ),
        (
            core.Lasting("<=", days(5), "this", first=core.FactRef("定日")),
            {"dropped", "negated", "bound_swapped", "duration/plus_one", "duration/minus_one", "duration/unit_changed"},
        ),
        (
            core.Occurs(there_is(core.Window("before"))),
            {
                "dropped", "req/at_least_plus_one", "req/at_least_minus_one", "req/to_forbid",
                "req.window/to_after",
            },
        ),
        (
            core.And((F, core.Or((G, F)))),
            {
                "dropped", "part_0_dropped", "part_1_dropped", "and_or_swapped", "parts.0/negated",
                "parts.1/part_0_dropped", "parts.1/part_1_dropped", "parts.1/and_or_swapped",
                "parts.1.parts.0/negated", "parts.1.parts.1/negated",
            },
        ),
    ],
    ids=named,
)  # fmt: skip
def test_a_condition(cond: core.Cond, expected: set[str]) -> None:
    assert of_cond(cond) == expected


@pytest.mark.parametrize(
    ("value", "others"),
    [
        (Decimal(50_000_000), {Decimal(60_000_000), Decimal(40_000_000)}),
        (Decimal(15), {Decimal(16), Decimal(14)}),
        (Decimal("1200.5"), {Decimal("1200.6"), Decimal("1200.4")}),
        (Decimal(0), {Decimal(1), Decimal(-1)}),
        (date(2024, 2, 29), {date(2024, 3, 1), date(2024, 2, 28)}),
        (True, {False}),
    ],
    ids=named,
)
def test_a_value_changes_by_one_unit_of_its_own_size(
    value: Decimal | date | bool, others: set[object]
) -> None:
    made = of_rule(rule(core.Test(core.Compare("=", AMOUNT, core.Lit(value)))))
    found = set()
    for name, mutant in made.items():
        if "right" in name:
            assert isinstance(mutant.element, Rule)
            req = mutant.element.versions[0].readings[0].req
            assert isinstance(req, core.Test) and isinstance(req.cond, core.Compare)
            assert isinstance(req.cond.right, core.Lit)
            found.add(req.cond.right.value)
    assert found == others


def test_a_named_value_becomes_another_of_its_type() -> None:
    where = core.Compare("=", X, core.Lit("1"))
    made = of_rule(rule(there_is(core.Window(), where)))
    assert made["req.where.right/value_changed"].text == Text("1 → 2", "one → two")
    unknown_type = core.Compare("=", core.FieldRef("that", "文号"), core.Lit("甲"))
    assert (
        of_rule(rule(there_is(core.Window(), unknown_type)))["req.where.right/value_changed"].text.zh
        == "甲 → 甲*"
    )


# --- declarations -----------------------------------------------------------------------------------------

OLD = Norm("norm", "规范", None, None, date(2020, 1, 1), date(2024, 1, 1))


def versions_of(*bounds: tuple[date | None, date | None]) -> Rule:
    reading = (Reading(Name("", ""), core.Test(F)),)
    return replace(rule(core.Test(F)), versions=tuple(Version(a, b, reading) for a, b in bounds))


def test_days_that_are_the_norms_are_not_the_rules() -> None:
    inherited = versions_of((OLD.in_force, OLD.until))
    assert not [i for i in of_rule(inherited, norms={"norm": OLD}) if "one" in i]
    own = versions_of((OLD.in_force, date(2022, 7, 1)), (date(2022, 7, 1), OLD.until))
    assert {i for i in of_rule(own, norms={"norm": OLD}) if "one" in i} == {
        "versions.0/until_plus_one", "versions.0/until_minus_one", "versions.1/start_plus_one",
        "versions.1/start_minus_one",
    }  # fmt: skip


def test_another_reading_becomes_the_default() -> None:
    first = Reading(Name("甲说", "first"), core.Test(F))
    rival = Reading(Name("乙说", "second"), core.Test(G), default=False)
    read = replace(rule(core.Test(F)), versions=(Version(None, None, (first, rival)),))
    made = of_rule(read)
    assert made["default_reading_1"].text == Text("默认解释:甲说 → 乙说", "default reading: first → second")
    assert made["readings.0.req.cond/negated"].rival is None
    assert made["readings.1.req.cond/negated"].rival == (0, 1)


def test_periods_stretches_and_reference_points() -> None:
    yearly = replace(rule(core.Test(F), None), period="year")
    assert "period_changed" in of_rule(yearly)
    every = replace(rule(core.Test(F)), every=core.Duration(2, "year"))
    made = of_rule(every)
    assert {"every/plus_one", "every/minus_one"} <= set(made)
    assert made["every/unit_changed"].text == Text("2年 → 2个月", "2 years → 2 months")
    assert "law_as_of_dropped" in of_rule(
        replace(rule(core.Test(F)), reference=core.DatePoint(core.FactRef("定日")))
    )
    assert "law_as_of_dropped" not in of_rule(replace(rule(core.Test(F)), reference=core.EdgePoint("start")))


def test_powers_have_nothing_to_change() -> None:
    assert of_rule(replace(rule(core.Test(F)), modality="may")) == {}


def surroundings() -> Program:
    lifting = exception(F, proof=G, instead=core.Test(G), priority=2)
    wide = replace(exception(F, name="W"), targets=("R", "S"))
    taken = counts_as("A", F, counts=True, as_step="B")
    discounted = counts_as("B", F, counts=False, name="L")
    scope = ScopeRule("O", Name("O", "o"), "pack", F, BASIS, GIST)
    rules = (rule(core.Test(F)), rule(core.Test(G), name="S"))
    made = program(*rules, exceptions=(lifting, wide), counts=(taken, discounted), words=WORDS)
    return replace(made, scopes=(scope,))


def test_what_surrounds_the_rules() -> None:
    ids = {m.id for m in mutants(surroundings())}
    assert ids >= {
        "E/removed", "E/instead_dropped", "E/priority_dropped", "E/when/dropped", "E/when/negated",
        "E/proof/dropped", "E/proof/negated", "E/instead.cond/negated", "W/removed", "W/target_0_dropped",
        "W/target_1_dropped", "K/removed", "K/polarity", "L/removed", "O/removed", "O/when/dropped",
    }  # fmt: skip
    assert "L/polarity" not in ids  # a record counts anyway


def test_values_of_parameters_in_lower_packs() -> None:
    values = (ParamValue("pack", workdays(7)), ParamValue("低", workdays(10)))
    made = replace(surroundings(), params={"时间": Param(Name("时间", "time"), "duration", values)})
    found = {m.id: m for m in mutants(made) if m.kind == "param"}
    assert set(found) == {"时间/values.1/plus_one", "时间/values.1/minus_one"}
    put = in_place(made, found["时间/values.1/plus_one"])
    assert [v.value for v in put.params["时间"].values] == [workdays(7), workdays(11)]


def test_a_value_of_a_parameter_is_changed_in_the_rule_itself() -> None:
    made = of_rule(rule(there_is(core.Window("after", hi=core.Duration(7, "workday", "时间")))))
    changed = made["req.window.hi/plus_one"].element
    assert isinstance(changed, Rule)
    req = changed.versions[0].readings[0].req
    assert isinstance(req, core.Exists) and req.window.hi == core.Duration(8, "workday", "时间")
    of_number = core.Compare(">", AMOUNT, core.Lit(Decimal(3), "件数"))
    more = of_rule(rule(core.Test(of_number)))["req.cond.right/plus_one"].element
    assert isinstance(more, Rule)
    asked = more.versions[0].readings[0].req
    assert isinstance(asked, core.Test) and isinstance(asked.cond, core.Compare)
    assert asked.cond.right == core.Lit(Decimal(4), "件数")


@pytest.mark.parametrize("kind", ["rule", "exception", "counts", "scope"])
def test_a_mutant_stands_in_the_place_of_its_element(kind: str) -> None:
    before = surroundings()
    for mutant in (m for m in mutants(before) if m.kind == kind):
        after = in_place(before, mutant)
        parts = {name: (getattr(before, name), getattr(after, name)) for name in before.__struct_fields__}
        changed = [name for name, (a, b) in parts.items() if a != b]
        assert changed == [
            {"rule": "rules", "exception": "exceptions", "counts": "counts", "scope": "scopes"}[kind]
        ]
        if mutant.element is not None:
            (name,) = changed
            assert mutant.element in parts[name][1]


# --- all of the shipped packs -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped() -> list[Mutant]:
    return list(mutants(load_library()[0]))


def test_ids_are_unique_and_the_same_in_every_run(shipped: list[Mutant]) -> None:
    assert len(shipped) > 2000
    assert len({m.id for m in shipped}) == len(shipped)
    assert [m.id for m in mutants(load_library()[0])] == [m.id for m in shipped]


def test_each_changes_something_and_no_two_are_the_same(shipped: list[Mutant]) -> None:
    program = load_library()[0]
    written: dict[str, object] = {r.id: r for r in program.rules}
    written |= {e.id: e for e in program.exceptions}
    written |= {c.id: c for c in program.counts} | {s.id: s for s in program.scopes}
    written |= program.wordings
    assert all(m.element != written[m.owner] for m in shipped)
    assert len({(m.owner, m.element) for m in shipped}) == len(shipped)


def test_each_is_put_into_words_of_both_languages(shipped: list[Mutant]) -> None:
    for mutant in shipped:
        assert mutant.text.zh and mutant.text.en
        assert "→" in mutant.text.zh or "删去:" in mutant.text.zh, mutant.id
        assert "→" in mutant.text.en or "dropped: " in mutant.text.en, mutant.id
        assert not {"None", "core.", "Struct"} & set(mutant.text.en.split()), mutant.id
    bound = next(m for m in shipped if m.id == "审查时间至讨论/readings.0.req.parts.3.window.lo/minus_one")
    assert bound.text.en == "review submission: at least 7 working days → at least 6 working days"
