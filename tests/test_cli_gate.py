"""`guiju gate`: answers of the shipped cases, papers, options, mistakes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .command_line import FIXTURES, Ended, run

RUNNING = FIXTURES / "03_comment_running.yaml"
READY = FIXTURES / "04_before_the_meeting.yaml"
SKIPPED = FIXTURES / "05_review_skipped.yaml"
OPEN_FACTS = FIXTURES / "29_facts_missing.yaml"
WAIVED = FIXTURES / "41_waived.yaml"
TODAY = ("--today", "2026-11-24")


NOTICE = """year: 2027
notices:
  - number: 国办发明电〔2026〕0号
    title: {zh: 2027 年节假日安排(试写), en: an invented arrangement for 2027}
    dated: 2026-11-20
    known_from: 2026-11-20
    holidays:
      - {zh: 元旦, en: New Year, first: 2027-01-01, last: 2027-01-03}
      - {zh: 国庆节, en: National Day, first: 2027-10-01, last: 2027-10-07, worked: [2027-09-26, 2027-10-09]}
      - {zh: 劳动节, en: Labour Day, first: 2027-05-01, last: 2027-05-05, worked: [2027-05-08]}
"""


def gate(file: Path, *more: str, lang: str = "zh") -> Ended:
    return run("gate", file, "--before", "集体讨论", *more, lang=lang)


def data(file: Path, *more: str) -> Any:
    return json.loads(gate(file, *more, "--format", "json").out)


def test_no_names_the_rules_in_the_way_and_the_earliest_day_with_its_chain() -> None:
    ended = gate(RUNNING, *TODAY, "--on", "2026-12-20")
    assert ended.code == 1 and ended.out.startswith("不可以:集体讨论不能在 2026-12-20 进行")
    assert ended.says("上会前审查 [D25-1a]", "没有合法性审查", "第二十五条第一款第一句")
    assert ended.says("集体讨论:最早 2026-12-19(周六):公开征求意见止 2026-12-07 → 2026-12-08 意见研究采纳")
    assert ended.says("+7个工作日,足日,条例第二十六条第二款", "按通常的读法,2026-12-18 就可以")
    assert ended.says("○ 合法性审查意见", "还没有这一步的记录")


def test_the_same_in_english() -> None:
    ended = gate(RUNNING, *TODAY, "--on", "2026-12-20", lang="en")
    assert ended.out.startswith("No: collective discussion may not take place on 2026-12-20")
    assert ended.says(
        "What is in the way",
        "art. 25 para. 1",
        "earliest 2026-12-19",
        "Papers of the submission for discussion",
    )


def test_yes_takes_the_day_from_the_file_and_ticks_the_papers_of_article_29() -> None:
    ended = gate(READY, *TODAY)
    assert ended.code == 0 and ended.out.startswith("可以:集体讨论可以在 2026-11-27 进行")
    assert ended.says("√ 决策草案(条例第二十九条第(一)项)", "√ 合法性审查意见(条例第二十九条第(五)项)")
    assert ended.says("首长等别人说完再表态")


def test_a_paper_that_is_missing_is_told() -> None:
    ended = gate(SKIPPED, "--on", "2022-05-16", "--today", "2022-05-12")
    assert ended.code == 1
    assert ended.says("× 缺 合法性审查意见", "√ 决策草案")
    assert ended.says("先前已经违反,补正之后这一步还要重来", "提交前审查")


def test_what_hangs_on_facts_names_them() -> None:
    ended = gate(OPEN_FACTS, "--on", "2026-11-26")
    assert ended.code == 3
    assert ended.out.startswith("取决于(专业性技术性较强、可能造成不利影响、已作同类评估)")


def test_a_breach_signed_off_is_told_and_is_not_in_the_way_unless_waivers_are_ignored() -> None:
    ended = gate(WAIVED, "--on", "2026-11-26")
    assert ended.code == 0 and ended.says("已有人签字放行", "听证材料提前送达", "柏洲县县长")
    strict = gate(WAIVED, "--on", "2026-11-26", "--no-waivers")
    assert strict.code == 1 and strict.says("先前已经违反", "本次不理会")


def test_by_the_law_of_another_day() -> None:
    # Before 1 September 2019 no norm in the packs asks for a legality review before the meeting.
    assert gate(RUNNING, *TODAY, "--on", "2026-12-20", "--as-of-law", "2018-06-01").code == 0


def test_a_step_of_another_procedure_is_refused_and_not_let_pass() -> None:
    ended = run("gate", READY, "--before", "签发", *TODAY)
    assert ended.code == 2 and ended.out == "" and "本案的程序没有步骤“签发”" in ended.err


def test_the_data_say_the_same() -> None:
    told = data(RUNNING, *TODAY, "--on", "2026-12-20")
    assert (told["schema"], told["answer"], told["exit_code"]) == ("guiju.gate/1", "no", 1)
    assert {(b["why"], b["finding"]["rule"]["row"]) for b in told["in_the_way"]} == {
        ("new", "D18"),
        ("new", "D25-1a"),
    }
    assert told["earliest"]["day"] == "2026-12-19" and told["step"]["en"] == "collective discussion"
    assert [p["there"] for p in told["papers"]["items"]] == [None, None, None]
    ready = data(READY, *TODAY)
    assert ready["supposed"]["from_file"] and {p["there"] for p in ready["papers"]["items"]} == {True}


@pytest.mark.parametrize(
    ("spelling", "hint"),
    [("集体讨沦", "集体讨论"), ("discussion", "collective_discussion"), ("审查", "合法性审查")],
)
def test_a_step_nobody_declares_names_the_nearest(spelling: str, hint: str) -> None:
    ended = run("gate", RUNNING, "--before", spelling)
    assert ended.code == 2 and ended.says(f"没有步骤“{spelling}”,是不是“{hint}”?")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_mistakes_end_with_2_and_a_sentence(lang: str, tmp_path: Path) -> None:
    assert run("gate", RUNNING, lang=lang).code == 2
    assert run("gate", RUNNING, "--before", "集体讨论", "--on", "2026-13-01", lang=lang).code == 2
    missing = run("gate", tmp_path / "没有.yaml", "--before", "集体讨论", lang=lang)
    assert missing.code == 2 and "Traceback" not in missing.said
    broken = tmp_path / "a.yaml"
    broken.write_text("程序: 重大行政决策\n步聚: []\n", encoding="utf-8")
    ended = run("gate", broken, "--before", "集体讨论", lang=lang)
    assert ended.code == 2 and "a.yaml:2:1" in ended.said


def test_a_year_without_a_notice_is_said_and_a_calendar_file_supplies_it(tmp_path: Path) -> None:
    day = ("--today", "2026-12-24", "--on", "2026-12-25")
    assert gate(RUNNING, *day).says("不早于 2027-01-04(2027 年放假安排未公布)")
    file = tmp_path / "2027.yaml"
    file.write_text(NOTICE, encoding="utf-8")
    # 1 to 3 January off: of the seven working days after 25 December the 28th to 31st are four, 4 to 6 January three.
    assert gate(RUNNING, *day, "--calendar", str(file)).says("集体讨论:最早 2027-01-07")


def test_a_draft_sent_again_and_not_reviewed_since_stays_off_the_agenda(tmp_path: Path) -> None:
    again = (
        "  - {步骤: 送审, 日期: 2026-11-20, 主体: 县教育局, 草案: 是, 依据: 是, 程序说明: 是, 草案版本: 3}\n"
    )
    unstated = READY.read_text("utf-8").replace("会议形式: 常务会议, 草案版本: 2}", "会议形式: 常务会议}")
    file = tmp_path / "sent_again.yaml"
    file.write_text(unstated + again, "utf-8")
    ended = gate(file, *TODAY, "--on", "2026-12-08")
    assert ended.code == 1 and ended.says("再次送审后审查 [D25-2a]", "先重新办合法性审查,再办集体讨论")
    assert ended.says("在它之前还要办:合法性审查(最早 2026-11-24)")
    file.write_text(READY.read_text("utf-8") + again, "utf-8")
    assert gate(file, *TODAY, "--on", "2026-12-08").code == 0  # the version reviewed is the one discussed
