"""What the terminal report shows, hides and refuses to pass on."""

from __future__ import annotations

import re

import pytest
from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.diagnostics.words import word
from guiju.engine.evaluate.finding import Answer, State
from guiju.engine.report.verdict.outline import MARKS
from guiju.engine.report.verdict.text import ENTRIES_SHOWN, render_text
from msgspec.structs import replace
from wcwidth import wcswidth

from tests.test_report_sample_law import MEETING
from tests.test_report_samples import EARLY, EXPERT, FULL, HOSTILE, KEPT, UNUSED, skipped_review

LANGS: tuple[Lang, Lang] = ("zh", "en")
UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def test_the_answer_is_the_first_line() -> None:
    assert render_text(EARLY, "zh").startswith("没有违反 —— 公园改造方案(2019-10-08 所见,已结案)\n")
    one = replace(FULL, findings=(skipped_review(MEETING), EXPERT))
    first = render_text(one, "zh").splitlines()[0]
    assert first == "违反 1 项 · 待补充 1 项 —— 老旧小区加装电梯补贴方案(2019-11-20 所见)"


def test_it_is_said_when_no_rule_applied() -> None:
    assert render_text(replace(FULL, findings=(UNUSED,)), "zh").startswith("没有一条规则适用 —— ")
    assert render_text(replace(FULL, findings=()), "en").startswith("no rule applies — ")


@pytest.mark.parametrize("lang", LANGS)
def test_findings_come_worst_first(lang: Lang) -> None:
    text = render_text(FULL, lang, show_all=True)
    heads = [
        line.split(" ", 1)[1] for line in text.splitlines() if line[:2] in {f"{m} " for m in MARKS.values()}
    ]
    words = {state: word("state", state.value).in_lang(lang) for state in State}
    ranks = [
        max((s for s in State if h.startswith(words[s])), key=lambda s: len(words[s])).rank for h in heads
    ]
    assert ranks == sorted(ranks)
    assert set(ranks) == {s.rank for s in State}


def test_satisfied_rules_are_counted_and_shown_on_request() -> None:
    short, full = render_text(FULL, "zh"), render_text(FULL, "zh", show_all=True)
    assert "其余:暂合规 1 项 · 已满足 1 项 · 豁免 1 项 · 不适用 1 项(加 --all 查看)" in short
    assert "已归档" not in short and "已归档" in full
    assert "--all" not in full


def test_activations_of_one_row_share_a_heading_and_say_common_things_once() -> None:
    text = render_text(FULL, "zh")
    assert text.count("审查前置 [25-1],2 处") == 1
    assert text.count("撤回议题,补办审查,重新讨论") == 1
    assert "(1) 集体讨论 2019-10-30" in text and "(2) 集体讨论 2019-11-12" in text


def test_many_of_a_kind_are_capped_aloud() -> None:
    many = tuple(skipped_review(replace(MEETING, index=i)) for i in range(ENTRIES_SHOWN + 3))
    verdict = replace(FULL, findings=many)
    assert "另有 3 处同类(加 --all 查看)" in render_text(verdict, "zh")
    assert f"({ENTRIES_SHOWN + 3}) 集体讨论" in render_text(verdict, "zh", show_all=True)


def test_answers_beyond_the_cap_are_counted() -> None:
    answers = tuple(
        Answer(((Text(f"问{i}", f"q{i}"), Text("是", "yes")),), State.VIOLATED) for i in range(11)
    )
    text = render_text(replace(FULL, findings=(replace(EXPERT, answers=answers),)), "zh")
    assert "问7为“是”的:违反" in text and "问8" not in text
    assert "另有 3 种情形未列出" in text


def test_steps_needed_next_are_one_section() -> None:
    text = render_text(EARLY, "zh")
    assert "下一步之前须先做(《样例决策条例》)\n" in text
    assert "集体讨论之前:合法性审查(第二十五条第一款" in text
    assert "不适用" not in text


def test_readings_are_spelled_out_only_where_they_differ() -> None:
    text = render_text(FULL, "zh")
    assert "首日计入 → 违反" in text
    assert "甲说、乙说:结论相同,均为已补正" in text


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("width", [60, 100])
def test_lines_keep_to_the_width_and_hang(lang: Lang, width: int) -> None:
    lines = render_text(FULL, lang, show_all=True, width=width).splitlines()
    assert max(wcswidth(line) for line in lines) <= width
    label = {"zh": "须重做", "en": "To redo"}[lang]
    at = next(i for i, line in enumerate(lines) if line.strip().startswith(label))
    text = lines[at].strip().removeprefix(label).lstrip()
    text_column = wcswidth(lines[at].removesuffix(text))
    follow = lines[at + 1]
    assert len(follow) - len(follow.lstrip()) == text_column


@pytest.mark.parametrize("lang", LANGS)
def test_every_character_is_in_gbk(lang: Lang) -> None:
    render_text(FULL, lang, show_all=True).encode("gbk")
    render_text(EARLY, lang).encode("gbk")


def test_colour_only_on_request_and_closed_on_every_line() -> None:
    assert "\x1b" not in render_text(FULL, "zh")
    coloured = render_text(FULL, "zh", color=True)
    assert "\x1b[31m" in coloured
    assert all(line.endswith("\x1b[0m") for line in coloured.splitlines() if "\x1b" in line)
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == render_text(FULL, "zh")


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_from_a_file_reaches_the_terminal_raw(lang: Lang) -> None:
    text = render_text(HOSTILE, lang, show_all=True, width=400)
    assert not UNPRINTABLE.search(text)
    assert "<U+001B>]0;owned<U+0007><U+202E><U+2066><U+D800>" in text
    text.encode("utf-8")


def test_a_state_that_is_fine_has_no_severity() -> None:
    text = render_text(replace(FULL, findings=(KEPT,)), "zh", show_all=True)
    assert "√ 已满足 ─ 归档" in text
