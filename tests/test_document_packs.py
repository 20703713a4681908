"""The packs on normative documents: every requirement is there, the fixtures come out as the law has it, the levels and
places get the rules that are for them, and decisions are not touched by them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from guiju.engine.calendar import Calendar
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.pipeline.check import Looking, check_file
from guiju.engine.pipeline.coverage import Row, coverage
from guiju.engine.pipeline.library import load_library
from guiju.engine.report.verdict.result import FileResult
from guiju.engine.semantics.case_schema import case_schema
from guiju.engine.semantics.program import Program

from .command_line import ROOT, run
from .expected import (
    Draft202012Validator,
    expected_of,
    judged,
    must_be_as_expected,
    must_keep_to_the_schema,
    must_state_the_law_in_both_languages,
    stated,
    verdict_of,
)

FOLDER = ROOT / "fixtures" / "documents"
CASES = sorted(FOLDER.glob("*.yaml"))
each_case = pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)

# The requirements by family: the notices, the statutes, the regulations, the three laws, Guangdong, Sanya.
ROWS = [
    f"ND-{n}"
    for first, last in (
        (101, 119),
        (201, 208),
        (221, 226),
        (301, 316),
        (321, 330),
        (341, 354),
        (361, 370),
        (401, 416),
        (451, 465),
    )
    for n in range(first, last + 1)
]
ON_THE_TEXT = re.findall(
    r"ND-\d+",
    """
    ND-103 ND-104 ND-105 ND-106 ND-107 ND-108 ND-308 ND-311 ND-312 ND-313 ND-314 ND-315 ND-326 ND-329
    ND-347 ND-361 ND-363 ND-364 ND-365 ND-366
    """,
)


@pytest.fixture(scope="module")
def program() -> Program:
    return load_library()[0]


@pytest.fixture(scope="module")
def rows(program: Program) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in coverage(program).rows:
        found.setdefault(row.id, []).append(row)
    return found


@pytest.fixture(scope="module")
def results(program: Program) -> dict[str, FileResult]:
    return judged(program, CASES)


# --- the requirements -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", ROWS)
def test_every_requirement_is_checked_or_says_why_not(row: str, rows: dict[str, list[Row]]) -> None:
    assert rows[row]
    assert all(r.means or (r.reason and r.reason.zh and r.reason.en) for r in rows[row])


def test_no_requirement_but_these_is_named(rows: dict[str, list[Row]]) -> None:
    assert sorted(row for row in rows if row.startswith("ND-")) == sorted(ROWS)


@pytest.mark.parametrize("row", ON_THE_TEXT)
def test_what_only_the_words_show_is_said_to_be_a_rule_on_the_text(
    row: str, rows: dict[str, list[Row]]
) -> None:
    (found,) = rows[row]
    assert not found.means and found.reason is not None
    assert found.reason.zh.startswith("文本规则(B-") and found.reason.en.startswith("A rule on the text (B-")


def test_what_rests_on_the_unseen_rules_of_guangdong_is_unverified(program: Program) -> None:
    rules = [r for r in program.rules if r.pack == "文件_广东"]
    assert rules and {r.strength for r in rules} == {"unsure"}


def test_the_slot_of_dongguan_is_empty(program: Program) -> None:
    assert [r.id for r in program.rules if r.pack == "文件_东莞"] == []
    assert program.packs["文件_东莞"].region == "广东省东莞市"


# --- the fixtures ---------------------------------------------------------------------------------------------


@each_case
def test_the_findings_are_the_expected_ones(results: dict[str, FileResult], case: Path) -> None:
    must_be_as_expected(results[case.stem], case)


@each_case
def test_the_file_is_read_without_a_warning(results: dict[str, FileResult], case: Path) -> None:
    assert results[case.stem].diagnostics == ()


@each_case
def test_the_file_keeps_to_its_schema(program: Program, case: Path) -> None:
    validator: Any = Draft202012Validator(case_schema(program))
    must_keep_to_the_schema(validator, case)


@each_case
def test_the_law_is_stated_in_both_languages(case: Path) -> None:
    must_state_the_law_in_both_languages(case)


def test_every_expected_file_has_its_case() -> None:
    assert {expected_of(case) for case in CASES} == set(FOLDER.glob("*.expected.json"))
    assert len(CASES) >= 6 and {stated(case)["exit"] for case in CASES} == {0, 1}


@pytest.mark.parametrize("name", ["01_town_lawful", "02_county_lawful"])
def test_a_lawful_document_is_blamed_for_nothing_on_the_way(
    program: Program, results: dict[str, FileResult], name: str
) -> None:
    calendar = Calendar()
    case = verdict_of(results[name]).case
    for day in sorted({r.start for r in case.records} | {r.end for r in case.records if r.end}):
        found = judge_case(program, case, day, calendar)
        blamed = [f.rule.id for f in found.findings if f.state in (State.VIOLATED, State.UNKNOWN)]
        assert (day, blamed) == (day, [])


# --- which rules are for whom ---------------------------------------------------------------------------------


def packs_for(program: Program, folder: Path, **authority: str) -> set[str]:
    data = yaml.safe_load((FOLDER / "01_town_lawful.yaml").read_text("utf-8"))
    data["机关"] |= authority
    file = folder / "case.yaml"
    file.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return {p.id for p in verdict_of(check_file(program, file, Looking(date(2026, 11, 24)))).packs}


ALL = {"文件_国家", "文件_附带审查"}


@pytest.mark.parametrize(
    ("authority", "more"),
    [
        ({"层级": "乡镇", "地区": "广东省东莞市"}, {"文件_基层和部门", "文件_东莞"}),
        ({"层级": "县", "地区": "广东省韶东市"}, {"文件_县级以上", "文件_广东"}),
        ({"层级": "部门", "地区": "广东省韶东市"}, {"文件_基层和部门", "文件_广东"}),
        ({"层级": "乡镇", "地区": "海南省三亚市"}, {"文件_基层和部门", "文件_三亚"}),
        ({"层级": "市", "地区": "湖南省"}, {"文件_县级以上"}),
    ],
)
def test_each_organ_gets_its_packs(
    program: Program, tmp_path: Path, authority: dict[str, str], more: set[str]
) -> None:
    assert packs_for(program, tmp_path, **authority) == ALL | more


def test_a_case_may_name_both_procedures(program: Program, tmp_path: Path) -> None:
    text = (FOLDER / "02_county_lawful.yaml").read_text("utf-8")
    file = tmp_path / "case.yaml"
    file.write_text(text.replace("程序: 规范性文件", "程序: [重大行政决策, 规范性文件]"), encoding="utf-8")
    result = check_file(program, file, Looking(date(2026, 11, 24)))
    verdict = verdict_of(result)
    assert result.diagnostics == ()
    assert {"决策_国家", "文件_国家", "文件_县级以上"} <= {p.id for p in verdict.packs}
    states = {f.rule.id: f.state for f in verdict.findings}
    assert states["未经审核审议"] is State.SATISFIED
    # A decision wants a review, which the examination of the document does not take the place of.
    assert states["上会前审查"] is State.VIOLATED


def test_what_is_to_be_done_again_goes_by_the_procedure_of_the_case(program: Program) -> None:
    """A document is sent for examination on its fair competition review; of a decision that is not asked."""
    resting = program.resting
    assert "送审" in resting["规范性文件"]["公平竞争审查"]
    assert "送审" not in resting["重大行政决策"]["公平竞争审查"]


def test_a_paper_that_is_no_normative_document_is_left_alone(program: Program, tmp_path: Path) -> None:
    text = (FOLDER / "03_examined_after_meeting.yaml").read_text("utf-8")
    file = tmp_path / "case.yaml"
    file.write_text(text.replace("文件类别: 对外管理文件", "文件类别: 工作方案"), encoding="utf-8")
    result = check_file(program, file, Looking(date(2026, 11, 24)))
    assert result.exit_code == 0
    assert {f.state for f in verdict_of(result).findings} <= {State.NOT_APPLICABLE}


# --- the empty case -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_skeleton_has_the_steps_of_the_procedure(lang: str, tmp_path: Path) -> None:
    ended = run("new", "规范性文件", lang=lang)
    assert ended.code == 0 and ended.err == ""
    steps = ("评估论证", "公开征求意见", "合法性审核", "集体讨论", "登记编号", "公布", "备案")
    english = (
        "assessment",
        "public_comment",
        "legality_examination",
        "collective_discussion",
        "registration",
        "publication",
        "filing",
    )
    key = "步骤" if lang == "zh" else "step"
    places = [ended.out.index(f"- {key}: {step}\n") for step in (steps if lang == "zh" else english)]
    assert places == sorted(places)
    assert "fixtures/documents/01_town_lawful.yaml" in ended.out
    assert "三亚" not in ended.out and "Sanya" not in ended.out
    usual = ended.out.splitlines()[3]
    assert ("合法性审核" if lang == "zh" else "legality_examination") in usual
    assert not any(word in usual for word in ("答复", "转送", "written_reply", "transfer"))
    file = tmp_path / "case.yaml"
    file.write_text(ended.out, encoding="utf-8")
    assert run("check", file, lang=lang).code in (0, 3)


def test_the_skeleton_of_a_decision_has_nothing_of_documents() -> None:
    text = run("new", "重大行政决策").out
    assert not any(word in text for word in ("合法性审核", "登记编号", "审查单位", "一体化平台", "听取对象"))


def test_the_skeleton_of_an_incidental_review_is_its_own() -> None:
    text = run("new", "附带审查").out
    assert "步骤: 书面答复" in text and "步骤: 公开征求意见" not in text
