"""What a gate says of the step and of how it was asked, in words that are true of it, in every format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .command_line import FIXTURES, Ended, run

SKIPPED = FIXTURES / "05_review_skipped.yaml"
WAIVED = FIXTURES / "41_waived.yaml"
READY = FIXTURES / "04_before_the_meeting.yaml"
UNLAWFUL = FIXTURES / "07_review_unlawful.yaml"
TOWN_DOCUMENT = FIXTURES.parent / "documents" / "01_town_lawful.yaml"


def gate(file: Path, step: str, *more: str, lang: str = "zh") -> Ended:
    return run("gate", file, "--before", step, *more, lang=lang)


@pytest.fixture
def unsent(tmp_path: Path) -> Path:
    """A draft found unlawful, as it stands before it is submitted."""
    lines = UNLAWFUL.read_text("utf-8").splitlines()
    end = next(i for i, line in enumerate(lines) if "步骤: 提交讨论" in line)
    file = tmp_path / "unlawful.yaml"
    file.write_text("\n".join(lines[:end]).replace("结案: 是", "结案: 否") + "\n", "utf-8")
    return file


def test_a_norm_of_another_procedure_is_not_explained_where_nothing_is_cited_by_it() -> None:
    ended = gate(TOWN_DOCUMENT, "备案", "--today", "2024-06-03")
    assert "重大行政决策程序暂行条例" not in ended.out
    assert gate(READY, "集体讨论", "--today", "2026-11-24").says("条例:《重大行政决策程序暂行条例》")


def test_what_was_not_done_is_not_to_be_withdrawn_but_to_be_preceded(unsent: Path) -> None:
    ended = gate(unsent, "集体讨论", "--on", "2026-11-26", "--today", "2026-11-24")
    assert ended.code == 1 and ended.says("未通过审查上会", "先重新办合法性审查,再办集体讨论")
    assert "撤回" not in ended.out
    ended = gate(unsent, "集体讨论", "--on", "2026-11-26", "--today", "2026-11-24", lang="en")
    assert ended.says("legality review once more first, then collective discussion")
    assert "Withdraw" not in ended.out
    for form in ("github", "json", "gitlab", "sarif", "junit", "markdown", "html"):
        ended = gate(unsent, "集体讨论", "--on", "2026-11-26", "--today", "2026-11-24", "--format", form)
        assert "先重新办合法性审查" in ended.out, form


FORMATS = ("text", "json", "html", "sarif", "junit", "github", "gitlab", "markdown")


def told(ended: Ended, form: str) -> str:
    return ended.out if form != "text" else "".join(ended.out.split())


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("command", [("check",), ("gate", "--before", "集体讨论")])
def test_how_the_run_was_asked_to_look_is_told_in_every_format(command: tuple[str, ...], form: str) -> None:
    asked = ("--as-of-law", "2022-01-01", "--known-on", "2026-11-01", "--format", form)
    ended = run(command[0], READY, *command[1:], *asked)
    said = told(ended, form)
    assert "2026-11-01当天已公布的放假通知" in said.replace(" ", ""), said
    assert "2022-01-01" in said


@pytest.mark.parametrize("form", FORMATS)
def test_waivers_left_aside_are_told_in_every_format_and_not_as_waivers_of_no_use(form: str) -> None:
    ended = run("gate", WAIVED, "--before", "集体讨论", "--no-waivers", "--format", form)
    said = told(ended, form)
    if form == "json":
        assert json.loads(said)["waivers_ignored"] == 1
        return
    assert "案卷里有1项放行,本次不理会" in said.replace(" ", "")
    assert "没有用上的放行" not in said


def test_a_gate_by_a_law_under_which_no_rule_applies_says_so() -> None:
    asked = ("--today", "2026-11-24", "--as-of-law", "2018-01-01")
    ended = gate(READY, "集体讨论", *asked)
    assert ended.says("没有一条规则适用", "《重大行政决策程序暂行条例》还没有施行(2019-09-01 起)")
    assert not ended.says("参照适用")
    assert gate(READY, "集体讨论", *asked, lang="en").says("no rule applies", "was not in force")
    assert json.loads(gate(READY, "集体讨论", *asked, "--format", "json").out)["no_rule_applies"] is True
    assert not gate(READY, "集体讨论", "--today", "2026-11-24").says("没有一条规则适用")
    planned = run("plan", READY, "--on", "2026-11-24", "--as-of-law", "2018-01-01")
    assert planned.says("那一天《重大行政决策程序暂行条例》还没有施行(2019-09-01 起)")


def test_one_line_of_a_merge_request_names_the_article_that_makes_the_order_apply_to_a_town(
    tmp_path: Path,
) -> None:
    town = tmp_path / "town.yaml"
    town.write_text(SKIPPED.read_text("utf-8").replace("层级: 县", "层级: 乡镇"), "utf-8")
    for form in ("gitlab", "markdown"):
        out = run("check", town, "--on", "2026-11-24", "--format", form).out
        assert "依《重大行政决策程序暂行条例》第四十二条参照第" in out, form


def test_the_meeting_goes_by_its_short_name_and_no_name_is_no_step() -> None:
    assert gate(READY, "meeting", "--today", "2026-11-24", lang="en").out.startswith(
        "Yes: collective discussion"
    )
    for given in ("", " "):
        ended = gate(READY, given)
        assert ended.code == 2 and ended.says("没有写是哪一步")
