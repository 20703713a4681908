"""`--as-of-law`: four cases that differ in nothing but the year, under the law of each year; how reports, proofs and
records say which law it was."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from guiju.engine.diagnostics.source import Source
from guiju.engine.evaluate.finding import State, Verdict
from guiju.engine.pipeline.check import Looking, check_file
from guiju.engine.pipeline.library import by_law_of, load_library
from guiju.engine.pipeline.recording import inputs_of, key_of
from guiju.engine.record.content import Content, content_of
from guiju.engine.record.folder import Records
from guiju.engine.report.verdict.json import report_schema
from guiju.engine.semantics.program import Program

from .command_line import FIXTURES, Ended, run
from .proving import faults, proof_of
from .records import Unflushed, raw

ON = date(2026, 11, 24)
SEEN = ("--on", str(ON))
YEARS = (2018, 2019, 2021, 2025)
CASES = {year: next(FIXTURES.glob(f"*_same_steps_{year}.yaml")) for year in YEARS}

HEARING, COMMENT, PAPERS = "省定事项举行听证", "征求意见期限", "报送公平竞争审查情况"
LATE, WITHOUT_REVIEW = "及时公布决策", "未经公平竞争审查出台"
ORDER, NO_MORE_HEARING, REVIEW = date(2019, 9, 1), date(2024, 1, 1), date(2024, 8, 1)
"""From when on Order 713 is in force, hearings are optional in the province, the regulations on the review are."""
LAW_DAYS = (date(2018, 7, 2), date(2019, 8, 31), ORDER, date(2021, 7, 1), date(2023, 12, 31), NO_MORE_HEARING,
            date(2024, 7, 31), REVIEW, date(2025, 7, 1))  # fmt: skip


@pytest.fixture(scope="module")
def program() -> Program:
    return load_library()[0]


def verdict_of(of: Program, year: int) -> Verdict:
    verdict = check_file(of, CASES[year], Looking(ON)).verdict
    assert verdict is not None
    return verdict


def violated(verdict: Verdict) -> set[str]:
    return {f.rule.id for f in verdict.findings if f.state is State.VIOLATED}


def applied(verdict: Verdict) -> set[str]:
    return {f.rule.id for f in verdict.findings if f.state is not State.NOT_APPLICABLE}


def broken_under(law: date, year: int) -> set[str]:
    """What is broken if all is judged by the law of a day. The decision of 6 September 2018 had to be published by 10
    October (off: 24 September, 1-7 October; worked: 29 and 30 September), that of 2 September 2021 by 30 September (off:
    20 and 21 September; worked: 18 and 26 September); in 2019 and 2025 the last day was kept."""
    found = {HEARING} if law < NO_MORE_HEARING else set()
    if law >= ORDER:
        found |= {COMMENT, PAPERS} | ({LATE} if year in (2018, 2021) else set())
    return found | ({WITHOUT_REVIEW} if law >= REVIEW else set())


def test_the_cases_differ_in_nothing_but_the_year() -> None:
    def shifted(year: int) -> str:
        text = CASES[year].read_text("utf-8")
        start = min(date.fromisoformat(word) for word in words(text))
        for word in sorted(set(words(text))):
            text = text.replace(word, f"day {(date.fromisoformat(word) - start).days}")
        return "\n".join(text.replace(f"({year}年)", "").splitlines()[2:])

    def words(text: str) -> list[str]:
        return [text[i : i + 10] for i in range(len(text)) if text[i : i + 2] == "20" and text[i + 4] == "-"]

    assert len({shifted(year) for year in YEARS}) == 1
    starts = [min(date.fromisoformat(w) for w in words(CASES[y].read_text("utf-8"))) for y in YEARS]
    assert {(day - starts[0]) % timedelta(days=7) for day in starts} == {timedelta(0)}, "the same weekdays"


def test_each_year_has_its_own_law(program: Program) -> None:
    found = {year: violated(verdict_of(program, year)) for year in YEARS}
    assert found == {
        2018: {HEARING},
        2019: {HEARING},
        2021: {HEARING, COMMENT, PAPERS, LATE},
        2025: {COMMENT, PAPERS, WITHOUT_REVIEW},
    }
    assert applied(verdict_of(program, 2018)) == {HEARING}
    straddling = applied(verdict_of(program, 2019))
    assert "上会前审查" in straddling and COMMENT not in straddling, "steps of August go by the law of August"


@pytest.mark.parametrize("law", LAW_DAYS, ids=str)
@pytest.mark.parametrize("year", YEARS)
def test_the_law_of_another_year_gives_its_rules(program: Program, year: int, law: date) -> None:
    assert violated(verdict_of(by_law_of(program, law), year)) == broken_under(law, year)


@pytest.mark.parametrize("year", [2018, 2021, 2025])
def test_the_law_of_its_own_day_changes_nothing_for_a_case_within_one_law(
    program: Program, year: int
) -> None:
    """The case of 2019 lies across the day on which the Order came into force; the others do not."""
    plain, asked = (verdict_of(p, year) for p in (program, by_law_of(program, date(year, 8, 1))))
    assert [(f.rule.id, f.activation, f.state, f.last_day) for f in plain.findings if f.activation] == [
        (f.rule.id, f.activation, f.state, f.last_day) for f in asked.findings if f.activation
    ]


def test_without_a_day_the_program_is_the_same(program: Program) -> None:
    assert by_law_of(program, None) is program


# --- how it is said -----------------------------------------------------------------------------------------


def asked(law: str, *more: str | Path, year: int = 2019, lang: str = "zh") -> Ended:
    return run("check", CASES[year], *SEEN, "--as-of-law", law, *more, lang=lang)


def test_the_report_says_which_law_it_was_in_both_languages() -> None:
    for form in ("text", "html"):
        zh, en = (asked("2025-01-01", "--format", form, lang=lang) for lang in ("zh", "en"))
        assert zh.code == en.code == 1
        assert zh.says("按 2025-01-01 的法律判断,而不是各步骤当时的法律")
        assert en.says("by the law of 2025-01-01 and not the law of each step")
    plain = run("check", CASES[2019], *SEEN)
    assert (
        "的法律判断" not in plain.out and "by the law" not in run("check", CASES[2019], *SEEN, lang="en").out
    )
    early = asked("2019-08-31", "--all")
    assert early.says("按 2019-08-31 的法律判断,那一天《重大行政决策程序暂行条例》还没有施行(2019-09-01 起)")


def test_json_holds_the_day() -> None:
    def law(ended: Ended) -> Any:
        report = json.loads(ended.out)
        jsonschema.validate(report, report_schema())
        return report["cases"][0]["verdict"]["law"]

    assert law(asked("2025-01-01", "--format", "json")) == "2025-01-01"
    assert law(run("check", CASES[2019], *SEEN, "--format", "json")) is None


@pytest.mark.parametrize("day", ["2025-13-01", "gestern", "1066-10-14", "2025"])
def test_what_is_no_day_is_said(day: str) -> None:
    ended = asked(day)
    assert ended.code == 2 and "--as-of-law" in ended.err and day in ended.err


@pytest.mark.parametrize("law", ["2018-07-02", "2025-07-01"])
@pytest.mark.parametrize("year", YEARS)
def test_the_proof_holds_and_names_the_day(program: Program, year: int, law: str) -> None:
    verdict = verdict_of(by_law_of(program, date.fromisoformat(law)), year)
    text = proof_of(verdict, CASES[year].read_bytes())
    assert faults(text) == []
    assert json.loads(text)["law"] == {"day": law}


def test_the_proof_of_a_plain_verdict_across_a_change_of_law_holds(program: Program) -> None:
    text = proof_of(verdict_of(program, 2019), CASES[2019].read_bytes())
    assert faults(text) == [] and json.loads(text)["law"] is None


# --- records ------------------------------------------------------------------------------------------------


def content_in(folder: Path, number: int) -> Content:
    return content_of(raw(folder, number)["content"])


def test_a_record_holds_the_day_and_is_another_than_without(tmp_path: Path) -> None:
    folder = tmp_path / "r"
    plain = run("check", CASES[2019], *SEEN, "--record", folder)
    law = asked("2025-07-01", "--record", folder)
    again = asked("2025-07-01", "--record", folder)
    assert (plain.code, law.code, again.code) == (1, 1, 1)
    first, second = (content_in(folder, n).inputs for n in (1, 2))
    assert (first.law, first.law_asked, second.law, second.law_asked) == (str(ON), False, "2025-07-01", True)
    assert not (folder / "records" / "3.json").exists() and "记录 2" in again.out, "found, not recorded again"
    assert content_in(folder, 1).findings != content_in(folder, 2).findings


def test_the_day_of_looking_asked_for_is_not_the_same_as_no_day() -> None:
    source, looking = Source("a.yaml", "案卷: A\n"), Looking(ON)
    keys = {key_of(inputs_of(source, b"", (), looking, law)) for law in (None, ON, date(2019, 9, 1))}
    assert len(keys) == 3


def test_verify_judges_again_by_the_law_that_was_asked_for(tmp_path: Path) -> None:
    folder = tmp_path / "r"
    run("check", CASES[2019], *SEEN, "--record", folder)
    for law in ("2018-07-02", "2025-07-01", str(ON)):
        asked(law, "--record", folder)
    ended = run("verify", folder)
    assert ended.code == 0 and ended.says("重新判断 4 条", "结论相同 4 条"), ended.said

    for changed, outcome in (({"law": "2021-07-01"}, "contradicted"), ({"law_asked": False}, "contradicted")):
        content = raw(folder, 3)["content"]
        content["inputs"] |= changed
        other = tmp_path / "-".join(changed)
        with Records(other, Unflushed()) as records:
            records.append("key", content)
        verified = json.loads(run("verify", other, "--format", "json").out)
        assert [r["outcome"] for r in verified["records"]] == [outcome]


def test_a_record_of_before_there_was_the_question_is_read_as_of_no_law(tmp_path: Path) -> None:
    run("check", CASES[2019], *SEEN, "--record", tmp_path / "r")
    content = raw(tmp_path / "r", 1)["content"]
    del content["inputs"]["law_asked"]
    with Records(tmp_path / "old", Unflushed()) as records:
        records.append("key", content)
    assert content_in(tmp_path / "old", 1).inputs.law_asked is False
    verified = json.loads(run("verify", tmp_path / "old", "--format", "json").out)
    assert [r["outcome"] for r in verified["records"]] == ["same"]


@pytest.mark.parametrize(
    ("command", "forms"),
    [
        (("gate", "--before", "集体讨论"), ("text", "json", "html", "sarif", "junit", "github", "markdown")),
        (("plan",), ("text", "json", "svg", "ics", "markdown")),
    ],
)
def test_what_may_be_done_by_the_law_of_another_day_says_so_in_every_format(
    command: tuple[str, ...], forms: tuple[str, ...]
) -> None:
    ready = FIXTURES / "04_before_the_meeting.yaml"
    name, *more = command
    for form in forms:
        asked: tuple[str | Path, ...] = (name, ready, *more, *SEEN, "--format", form)
        unfolded = run(*asked, "--as-of-law", "2018-06-01").out.replace("\r\n ", "")
        assert "2018-06-01" in unfolded, form
        assert "的法律判断" not in run(*asked).out, form
