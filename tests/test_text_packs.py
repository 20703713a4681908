"""The packs on the text of documents: every row of the table is there, what is found is as labelled, nothing that only
words point at is called a breach, and places get the rules that are for them."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from guiju.engine.case.model import Authority
from guiju.engine.document.model import Paragraph, RawDocument
from guiju.engine.evaluate.finding import State, Verdict
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.pipeline.coverage import Row, coverage
from guiju.engine.pipeline.coverage_table import coverage_markdown
from guiju.engine.pipeline.library import load_library
from guiju.engine.pipeline.texts import text_of
from guiju.engine.semantics.core import Matches
from guiju.engine.semantics.program import Program, Rule
from guiju.engine.semantics.walk import nodes
from msgspec.structs import replace

from .command_line import ROOT

DAY = date(2025, 1, 6)
PACKS = {"文本_国家", "文本_广东", "文本_三亚"}

# The rows of the table of what a document may not hold, and three more: issuer, basis, internal papers as basis.
ROWS = re.findall(
    r"B-\w+",
    """
    B-1 B-2 B-3 B-3b B-4 B-5 B-6 B-7 B-8 B-9 B-10a B-10b B-10c B-10d B-11a B-11b B-11c B-11d B-12 B-13 B-14 B-15
    B-16 B-17 B-18 B-19 B-20 B-21 B-22 B-23 B-24 B-25
    """,
)

FIRM = {
    "制定主体明确",
    "写明施行日期",
    "文号规范",
    "称为条例或者法",
    "依据已经失效",
    "三亚文本有规字",
    "三亚文本公布三十日后施行",
    "三亚文本写明有效期",
    "三亚文本有效期上限",
}
"""What the head, a day or the catalogue of norms shows, without a look at what a sentence means."""


@pytest.fixture(scope="module")
def program() -> Program:
    return load_library()[0]


@pytest.fixture(scope="module")
def rows(program: Program) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in coverage(program).rows:
        found.setdefault(row.id, []).append(row)
    return found


def text_rules(program: Program) -> list[Rule]:
    return [rule for rule in program.rules if rule.pack in PACKS]


def judged(program: Program, lines: Sequence[str], authority: Authority | None = None) -> Verdict:
    raw = RawDocument("text.txt", "txt", tuple(Paragraph(line, n) for n, line in enumerate(lines, 1)))
    case = text_of(raw, DAY).case
    return judge_case(program, replace(case, authority=authority or case.authority), DAY)


def asked(verdict: Verdict) -> set[str]:
    """The rules that found something, firm or suspected."""
    return {f.rule.id for f in verdict.findings if f.state is State.VIOLATED or f.suspected is not None}


# --- the table ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", ROWS)
def test_every_row_is_checked_or_says_why_not(row: str, rows: dict[str, list[Row]]) -> None:
    assert rows[row]
    assert all(r.means or (r.reason and r.reason.zh and r.reason.en) for r in rows[row])


def test_no_row_but_these_is_named(rows: dict[str, list[Row]]) -> None:
    assert {row for row in rows if row.startswith("B-")} == set(ROWS)


def test_rows_without_a_national_rule_say_so(rows: dict[str, list[Row]]) -> None:
    without = {row for row in ROWS if not any(r.means for r in rows[row] if r.pack == "文本_国家")}
    assert without == {"B-11c", "B-11d", "B-13", "B-14", "B-19"}


def test_no_row_on_what_a_text_says_is_called_a_fault_of_procedure(program: Program) -> None:
    """Setting a penalty goes beyond a power: the table says 应予改正, and 违反程序 only of how documents are made."""
    parts = coverage_markdown(coverage(program), program, "zh").split("\n## ")
    texts = [part for part in parts if part.startswith("文件文本")]
    assert len(texts) == len(PACKS) and "应予改正" in "".join(texts)
    assert "违反程序" not in "".join(texts)
    assert any("违反程序" in part for part in parts)


def test_what_goes_by_words_only_suspects(program: Program) -> None:
    """A rule without 疑似 says violated; only what can be read off head, days and catalogue may."""
    assert {rule.id for rule in text_rules(program) if rule.suspected is None} == FIRM


def test_each_suspicion_asks_a_question_in_both_languages(program: Program) -> None:
    for rule in text_rules(program):
        if rule.suspected is not None:
            question = rule.suspected.question
            assert question.zh.endswith("?") and question.en.endswith("?"), rule.id


def test_every_rule_is_sorted_and_says_what_to_do(program: Program) -> None:
    assert [r.id for r in text_rules(program) if not (r.category and r.cure)] == []


def test_nothing_is_called_void(program: Program) -> None:
    for rule in text_rules(program):
        texts = (rule.gist, rule.note, rule.cure)
        assert not any(t and ("无效" in t.zh or "可撤销" in t.zh or "void" in t.en) for t in texts), rule.id


def test_what_rests_on_the_unseen_rules_of_guangdong_is_unverified(program: Program) -> None:
    assert {r.strength for r in program.rules if r.pack == "文本_广东"} == {"unsure"}


def test_every_wording_is_looked_for(program: Program) -> None:
    whole = [node for kind in (program.rules, program.scopes) for item in kind for node in nodes(item)]
    used = {n.wording.zh for n in whole if isinstance(n, Matches) and n.wording is not None}
    own = {w.name.zh for w in program.wordings.values() if w.pack in PACKS}
    assert own and own <= used


# --- documents as labelled --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    name = "text_rules"
    spec = importlib.util.spec_from_file_location(name, ROOT / "benchmarks" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # where its dataclasses look themselves up
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("group", "precision", "recall"),
    [
        ("questioned", 0.95, 0.95),
        ("fresh", 0.9, 0.9),
        ("last", 0.9, 0.85),
        ("plain", 0.95, 0.95),
        ("labelled", 0.9, 0.95),
        ("filed", 0.9, 0.95),
    ],
)
def test_what_a_lawyer_would_ask_is_found(
    program: Program, benchmark: ModuleType, group: str, precision: float, recall: float
) -> None:
    """No worse than docs/documents.md says; `python benchmarks/text_rules.py --misses` lists what differs."""
    count = benchmark.total(benchmark.measured(program, group))
    assert count.labelled >= 18
    assert (count.precision >= precision, count.recall >= recall) == (True, True)


# --- which documents, which places --------------------------------------------------------------------------------


def test_rules_by_order_of_a_city_are_not_suspected(program: Program) -> None:
    order = [
        "某市人民政府令",
        "第52号",
        "《某市市容办法》已经通过,现予公布,自2024年1月1日起施行。",
        "市长 某某",
        "2023年11月18日",
    ]
    rules = ["某市市容办法", "第一条 乱张贴的,处五百元罚款。"]
    assert asked(judged(program, [*order, *rules], Authority("某市人民政府", "市", None))) == set()
    assert "设定行政处罚" in asked(judged(program, [*order, *rules], Authority("某县人民政府", "县", None)))


@pytest.mark.parametrize(
    "title", ["某市人民政府关于某镇规划的批复", "某镇人民政府会议纪要", "某镇关于市容工作的报告"]
)
def test_letters_are_left_alone(program: Program, title: str) -> None:
    assert asked(judged(program, [title, "一、乱张贴的,处五百元罚款。"])) == set()


@pytest.mark.parametrize(
    "title",
    [
        "某镇市容整治工作方案",
        "某县人民政府关于废止《某县养殖办法》的公告",
        "某县转发市水务局关于水库安全的意见",
    ],
)
def test_a_plan_a_repeal_a_forwarded_paper_need_no_day_of_effect(program: Program, title: str) -> None:
    assert "写明施行日期" not in asked(judged(program, [title, "一、加强巡查。"]))


TERMLESS = ["某地停车办法", "第一条 根据《某省停车条例》,制定本办法。", "第二条 本办法自2024年3月1日起施行。"]


@pytest.mark.parametrize(
    ("level", "region", "found"),
    [
        ("县", "广东省韶东市", {"文本写明有效期"}),
        ("乡镇", "广东省东莞市", {"乡镇文本写明有效期"}),
        ("派出机关", "广东省东莞市", {"乡镇文本写明有效期"}),
        ("市", "海南省三亚市", {"三亚文本写明有效期"}),
        ("县", "湖南省", set()),
    ],
)
def test_a_validity_is_wanted_where_the_place_wants_it(
    program: Program, level: str, region: str, found: set[str]
) -> None:
    verdict = judged(program, TERMLESS, Authority("某机关", level, region))
    assert {rule for rule in asked(verdict) if "有效期" in rule} == found


def test_the_town_is_only_asked(program: Program) -> None:
    verdict = judged(program, TERMLESS, Authority("某镇人民政府", "乡镇", "广东省东莞市"))
    (finding,) = (f for f in verdict.findings if f.rule.id == "乡镇文本写明有效期")
    assert finding.state is State.UNKNOWN and finding.suspected is not None
    assert finding.rule.suspected is not None and finding.rule.suspected.how_sure == "low"


def test_a_confirmed_passage_is_violated(program: Program, tmp_path: Path) -> None:
    from guiju.engine.pipeline.check import Looking, check_paths

    lines = ["某镇市容办法", "第一条 乱张贴的,处五百元罚款。"]
    (tmp_path / "办法.txt").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "案卷.yaml").write_text(
        "程序: 规范性文件\n机关: {名称: 某镇人民政府, 层级: 乡镇, 地区: 某省某市}\n文本: 办法.txt\n核对:\n"
        "  - {规则: 设定行政处罚, 原文: 处五百元罚款, 属实: 是, 核对人: 甲, 日期: 2024-12-01, 理由: 上位法没有}\n",
        encoding="utf-8",
    )
    _, of_text = check_paths(program, [tmp_path / "案卷.yaml"], Looking(DAY))
    assert of_text.verdict is not None
    states = {f.rule.id: f.state for f in of_text.verdict.findings if f.suspected is not None}
    assert states["设定行政处罚"] is State.VIOLATED
