"""`guiju explain` as a user meets it: a rule by any name, a case against it, in both languages and as JSON."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.pipeline.check import Looking
from guiju.engine.pipeline.explain import explain_case
from guiju.engine.pipeline.library import load_library
from guiju.engine.report.explain.case import render_case
from guiju.engine.report.layout.columns import columns
from guiju.engine.semantics.bind import load_case

from .command_line import FIXTURES, run
from .test_seen_alike import CLOSURE

ON = ("--on", "2026-11-24")
SKIPPED = FIXTURES / "05_review_skipped.yaml"
SHORT = FIXTURES / "11_comment_26_days.yaml"
MISSING = FIXTURES / "29_facts_missing.yaml"


@pytest.mark.parametrize("name", ["上会前审查", "review_before_meeting", "review before meeting"])
def test_a_rule_by_any_name(name: str) -> None:
    ended = run("explain", name)
    assert ended.code == 0 and not ended.err
    assert ended.says(
        "应当 上会前审查 [D25-1a]",
        "每次集体讨论之前,应当有合法性审查",
        "违例",
        "decision/state_4_review.rule:",
    )
    assert ended.out.count("要旨") == 1


def test_a_row_stands_for_all_its_rules() -> None:
    ended = run("explain", "D25-1a")
    assert ended.out.count("[D25-1a]") == 4


def test_the_card_in_english() -> None:
    ended = run("explain", "征求意见期限", lang="en")
    assert ended.says(
        "comment period (must) [D15-1c]", "art. 15 para. 1 sentence 2", "day one in", "Exceptions"
    )
    assert ended.says("if violated: breach of procedure", "shortened with reason")


def test_an_unknown_name_is_answered_with_a_near_one() -> None:
    ended = run("explain", "上会前审")
    assert ended.code == 2 and ended.says("没有规则“上会前审”", "是不是", "上会前审查") and not ended.out
    assert run("explain", "zzzzzz", lang="en").err == "there is no rule 'zzzzzz'\n"


def test_what_is_no_rule_by_itself() -> None:
    assert run("explain", "征求意见代替审查").says("不作数", "步骤:合法性审查")
    assert run("explain", "shortened_with_reason", lang="en").says("an exception to: comment period")
    assert run("explain", "D02").says("D02 不能由案卷判断")


def test_a_case_against_a_rule() -> None:
    ended = run("explain", "上会前审查", SKIPPED, *ON)
    assert ended.code == 0 and not ended.err
    assert ended.says("× 违反 ─ 集体讨论 2022-05-16 09:30", "案卷里没有这一步的记录", "└─ ×")
    assert ended.says("怎样结论会变", "假如当时: 2022-05-15 或更早有合法性审查", "→ 已满足")
    assert ended.says("但另会违反:组织律师提出意见")


def test_a_sum_is_shown_in_the_tree() -> None:
    assert run("explain", "D15-1c", SHORT, *ON).says("+30日 = 2024-05-08;实际 2024-05-04,少 4 日")
    ended = run("explain", "D15-1c", SHORT, *ON, lang="en")
    assert ended.says(
        "had it been so: public comment 2024-04-08 to 2024-05-04", "ended on 2024-05-08 or later"
    )


def test_what_is_missing_can_still_be_stated() -> None:
    ended = run("explain", "专家论证在讨论前", MISSING, *ON)
    assert ended.says("? 待补充", "现在还可以:写明专业性技术性较强:否(如属实) → 不适用")
    assert not ended.says("假如当时")


def test_what_is_still_due_can_still_be_done() -> None:
    ended = run(
        "explain", "及时公布决策", FIXTURES / "26_published_late.yaml", "--on", "2019-10-09", lang="en"
    )
    assert ended.says("● pending", "still possible: take the step publication", "on 2019-10-09 or later")


def test_a_rule_of_a_pack_that_does_not_bind() -> None:
    elsewhere = run("explain", "D25-1a", FIXTURES / "02_qiaotou_lawful.yaml", *ON)
    assert elsewhere.code == 0 and elsewhere.says("上会前审查")


def test_json_of_a_case() -> None:
    found = json.loads(run("explain", "上会前审查", SKIPPED, *ON, "--format", "json").out)
    (finding,) = found["findings"]
    assert finding["state"] == "violated" and finding["tree"]["states"] == ["violated"]
    assert [p["kind"] for p in finding["tree"]["parts"]] == ["version", "requirement"]
    (change, *_) = finding["changes"]
    assert change["edits"][0]["kind"] == "add" and change["edits"][0]["or"] == "earlier"
    assert change["still_possible"] is False and change["state"] == "satisfied"
    assert change["newly_broken"] == ["组织律师提出意见"]


def test_json_of_a_rule() -> None:
    found = json.loads(run("explain", "征求意见期限", "--format", "json").out)
    (card,) = found["rules"]
    assert card["row"] == "D15-1c" and len(card["sentences"]) == 4
    assert [e["id"] for e in card["exceptions"]]


def test_into_a_file_and_never_over_the_case(tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    assert run("explain", "上会前审查", SKIPPED, *ON, "-o", out).code == 0
    assert "怎样结论会变" in out.read_text("utf-8")
    copy = tmp_path / "case.yaml"
    copy.write_bytes(SKIPPED.read_bytes())
    assert run("explain", "上会前审查", copy, *ON, "-o", copy).code == 2
    assert copy.read_bytes() == SKIPPED.read_bytes()


def test_a_case_that_cannot_be_read(tmp_path: Path) -> None:
    assert run("explain", "上会前审查", tmp_path / "no.yaml").code == 2
    bad = tmp_path / "bad.yaml"
    bad.write_text("程序: 没有\n", encoding="utf-8")
    ended = run("explain", "上会前审查", bad)
    assert ended.code == 2 and ended.says("C030")


def test_every_rule_can_be_explained_on_every_kind_of_case() -> None:
    program, _ = load_library()
    for file in ("05_review_skipped.yaml", "29_facts_missing.yaml", "36_emergency.yaml"):
        case, _ = load_case(FIXTURES / file, program.vocabulary, program.procedures)
        assert case is not None
        explained = explain_case(program, case, Looking(date(2026, 11, 24)), program.rules)
        judged = judge_case(program, case, date(2026, 11, 24)).findings
        assert len(explained.findings) == len(judged)
        for lang in ("zh", "en"):
            text = render_case(explained, program.rules, lang)
            assert "None" not in text and max(columns(line) for line in text.splitlines()) <= 100


def test_examples_show_times_and_orders(tmp_path: Path) -> None:
    text = """规则包 甲包 "甲" / "A" { 层级 国家 }
应当 甲 { 依据 决策条例 第三条  要旨 "要旨" / "gist"  每一 归档  有 公布 先于 本
  合例 { 公布 2020-01-02 09:00  归档 2020-01-02 15:00 }
  违例 { 公布 2020-01-02 次序 2  归档 2020-01-02 次序 1 } }
"""
    pack = tmp_path / "a.rule"
    pack.write_text(text, encoding="utf-8")
    ended = run("explain", "甲", "--pack", pack)
    assert ended.says("公布 2020-01-02 09:00,归档 2020-01-02 15:00 → 合例")
    assert ended.says("公布 2020-01-02 次序 2,归档 2020-01-02 次序 1 → 违例")
    assert run("explain", "甲", "--pack", pack, lang="en").says("2020-01-02 order 2")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_calendar_that_was_chosen_is_told(tmp_path: Path, lang: str) -> None:
    closure = tmp_path / "closure.yaml"
    closure.write_text(CLOSURE, "utf-8")
    case = FIXTURES / "01_county_lawful.yaml"
    chosen = ("--calendar", closure, "--known-on", "2024-01-05")
    told = {
        "zh": ("哪些天上班,按 2024-01-05 当天已公布的放假通知", "日历文件另加:某县 3号"),
        "en": (
            "which days are worked goes by the holiday notices public on 2024-01-05",
            "added to the calendar by files:",
        ),
    }[lang]
    ended = run("explain", "D25-1a", case, "--on", "2026-11-24", *chosen, lang=lang)
    assert ended.says(*told), ended.said
    found = json.loads(run("explain", "D25-1a", case, "--on", "2026-11-24", *chosen, "--format", "json").out)
    assert all(any(words in each[lang] for each in found["judged_by"]) for words in told)
    plain = run("explain", "D25-1a", case, "--on", "2026-11-24", lang=lang)
    assert not plain.says(told[0]) and not plain.says(told[1])
