"""Waivers in a case file: what is read, in either language, and every fault at its place."""

from __future__ import annotations

import re
from datetime import date

import pytest
from guiju.engine.case.model import Case
from guiju.engine.case.waivers import Waiver
from guiju.engine.diagnostics import limits
from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics.bind import bind_source
from guiju.engine.semantics.program import Program

from .site_works import made, rule

PROGRAM = made(
    rule('row "W-1" each show ensure n >= 1', "numbered"),
    rule('row "W-2" show lasts at_least 15 days', "long_show"),
    rule('row "W-2" show before begin', "show_first"),
    rule("check before begin not_waivable", "checked_first"),
)
HEAD = "case: X\nprocedure: works\nwaivers:\n"
GOOD = "{rule: numbered, approved_by: 甲, reason: 乙, basis: art. 5, until: 2024-12-31}"


def read(text: str, program: Program = PROGRAM) -> tuple[Case | None, list[Diagnostic]]:
    return bind_source(Source("case.yaml", text), program.vocabulary, program.procedures, program.rules)


def faults(waivers: str) -> list[tuple[str, int, int]]:
    """Code, line and column of everything wrong; the first waiver stands on line 4."""
    case, found = read(HEAD + waivers)
    assert case is None
    return [(d.code, d.span.line, d.span.column) for d in found if d.span]


def said(waivers: str) -> Diagnostic:
    (only,) = read(HEAD + waivers)[1]
    return only


def waivers_of(text: str) -> tuple[Waiver, ...]:
    case, found = read(text)
    assert case is not None and not found, found
    return case.waivers


def test_all_of_a_waiver_is_read_in_both_languages() -> None:
    chinese = (
        "案卷: X\n程序: works\n放行:\n  - 规则: numbered\n    批准: 甲\n    批准日期: 2024-03-01\n"
        "    理由: 乙\n    依据: 第五条\n    至: 2024-12-31\n"
    )
    (waiver,) = waivers_of(chinese)
    assert waiver == Waiver(
        "numbered",
        Text("numbered", "numbered"),
        "甲",
        "乙",
        "第五条",
        date(2024, 12, 31),
        date(2024, 3, 1),
        waiver.span,
    )
    assert waiver.span is not None and (waiver.span.line, waiver.span.column) == (4, 9)
    english = HEAD + (
        "  - {rule: numbered, approved_by: 甲, approved_on: 2024-03-01, reason: 乙, basis: 第五条, until: 2024-12-31}\n"
    )
    assert waivers_of(english)[0].until == waiver.until and waivers_of(english)[0].approved_by == "甲"


@pytest.mark.parametrize("called", ["numbered", "W-1", "' numbered '"])
def test_a_rule_goes_by_its_names_and_its_number(called: str) -> None:
    assert waivers_of(HEAD + "  - " + GOOD.replace("numbered", called))[0].rule == "numbered"


def test_an_english_name_is_read_with_blanks() -> None:
    assert waivers_of(HEAD + "  - " + GOOD.replace("numbered", "long show"))[0].rule == "long_show"


def test_no_waivers_are_none() -> None:
    assert waivers_of("case: X\nprocedure: works\nwaivers:\n") == ()
    assert waivers_of("case: X\nprocedure: works\nwaivers: []\n") == ()


def test_an_unknown_rule_is_answered_with_the_nearest_name() -> None:
    found = said("  - " + GOOD.replace("numbered", "numberd"))
    assert found.code == "C070" and found.span is not None and (found.span.line, found.span.column) == (4, 12)
    assert found.hint is not None and "numbered" in found.hint.zh and "numbered" in found.hint.en


def test_a_number_of_several_rules_is_refused_with_their_names() -> None:
    found = said("  - " + GOOD.replace("numbered", "W-2"))
    assert found.code == "C071" and found.hint is not None
    assert "long_show" in found.hint.en and "show_first" in found.hint.en


def test_a_rule_that_cannot_be_waived_is_named_with_the_place_in_its_pack() -> None:
    found = said("  - " + GOOD.replace("numbered", "checked_first"))
    assert found.code == "C073" and "checked first" in found.message.en
    (label,) = found.labels
    assert label.span.file == "works.rule"
    (mark,) = [r.not_waivable for r in PROGRAM.rules if r.id == "checked_first"]
    assert mark is not None and label.span == mark.span
    assert f"works.rule:{label.span.line}" in found.message.zh


def test_the_same_rule_twice_by_whatever_name() -> None:
    found = said(f"  - {GOOD}\n  - {GOOD.replace('numbered', 'W-1')}")
    assert found.code == "C072" and found.span is not None and found.span.line == 5
    assert [label.span.line for label in found.labels] == [4]


def test_every_fault_of_every_waiver_is_told_at_once() -> None:
    text = (
        "  - {rule: nothing_like_it_at_all, reason: 乙, basis: 未知, until: 2024-02-30, colour: red}\n"
        "  - {approved_by: ~, reason: 乙, basis: 无, until: 31.12.2024, approved_on: soon}\n"
        "  - {rule: [a, b], approved_by: 甲, reason: 乙, basis: 丙, until: 2024-01-01, approved_on: 2024-02-01}\n"
        "  - some text\n"
    )
    lines = (HEAD + text).split("\n")
    found = [
        (code, line, re.match(r"[\w.-]+|.", lines[line - 1][at - 1 :])) for code, line, at in faults(text)
    ]
    assert [(code, line, word[0]) for code, line, word in found if word] == [
        ("C023", 4, "{"),  # nobody has approved it
        ("C070", 4, "nothing_like_it_at_all"),
        ("C076", 4, "未知"),
        ("C044", 4, "2024-02-30"),
        ("C020", 4, "colour"),
        ("C023", 5, "{"),  # of no rule
        ("C023", 5, "{"),  # nobody is named
        ("C076", 5, "无"),
        ("C043", 5, "31.12.2024"),
        ("C043", 5, "soon"),
        ("C021", 6, "["),
        ("C075", 6, "2024-01-01"),
        ("C021", 7, "some"),
    ]


@pytest.mark.parametrize(
    ("written", "code"),
    [("waivers: numbered", "C021"), ("waivers: {rule: numbered}", "C021"), ("waivers:\n  -\n", "C022")],
)
def test_what_is_no_list_of_waivers(written: str, code: str) -> None:
    case, found = read(f"case: X\nprocedure: works\n{written}\n")
    assert case is None and [d.code for d in found] == [code]


@pytest.mark.parametrize("key", ["rule", "approved_by", "reason", "basis", "until"])
def test_nothing_that_is_signed_for_may_be_missing_or_unknown(key: str) -> None:
    parts = dict(part.split(": ") for part in GOOD.strip("{}").split(", "))

    def written(**changed: str | None) -> str:
        kept = {**parts, **changed}
        return "  - {" + ", ".join(f"{k}: {v}" for k, v in kept.items() if v is not None) + "}"

    missing = said(written(**{key: None}))
    assert missing.code == "C023" and f"“{key}”" in missing.message.en
    assert said(written(**{key: "未知"})).code == "C076"
    assert said(written(**{key: "''"})).code == "C022"


def test_texts_and_numbers_have_limits() -> None:
    most = "长" * limits.WAIVER_CHARS
    assert waivers_of(HEAD + "  - " + GOOD.replace("乙", most))[0].reason == most
    assert said("  - " + GOOD.replace("乙", most + "长")).code == "C009"
    many = made(*(rule("show lasts at_least 15 days", f"r{n}") for n in range(limits.WAIVERS_PER_CASE + 2)))
    lines = [f"  - {GOOD.replace('numbered', f'r{n}')}" for n in range(limits.WAIVERS_PER_CASE)]
    case, found = read(HEAD + "\n".join(lines), many)
    assert case is not None and len(case.waivers) == limits.WAIVERS_PER_CASE and not found
    case, found = read(HEAD + "\n".join([*lines, f"  - {GOOD}", "  - {}"]), many)
    assert [(d.code, d.span.line) for d in found if d.span] == [("C074", limits.WAIVERS_PER_CASE + 4)]


def test_a_caller_that_knows_no_rules_lets_no_waiver_through() -> None:
    source = Source("case.yaml", f"{HEAD}  - {GOOD}\n")
    case, found = bind_source(source, PROGRAM.vocabulary, PROGRAM.procedures)
    assert case is None and [d.code for d in found] == ["C070"]


def test_a_waiver_runs_from_its_approval_to_its_last_day() -> None:
    waiver = Waiver("r", Text("r", "r"), "甲", "乙", "丙", date(2024, 12, 31), date(2024, 3, 1))
    days = [date(2024, 2, 29), date(2024, 3, 1), date(2024, 12, 31), date(2025, 1, 1)]
    assert [waiver.standing(day) for day in days] == ["not_yet", "live", "live", "expired"]
    since_ever = Waiver("r", Text("r", "r"), "甲", "乙", "丙", date(2024, 12, 31))
    assert since_ever.standing(date(1999, 1, 1)) == "live"
