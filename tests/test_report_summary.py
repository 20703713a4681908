"""The table of several files."""

from __future__ import annotations

import pytest
from guiju.engine.diagnostics.text import Lang
from guiju.engine.report.verdict.result import FileResult, run_exit_code
from guiju.engine.report.verdict.text import render_summary
from msgspec.structs import replace
from wcwidth import wcswidth

from tests.test_report_samples import EARLY, EXPERT, FULL, HOSTILE, HOSTILE_NAME, PROBLEM, RESULTS, UNUSED


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_columns_are_aligned(lang: Lang) -> None:
    lines = render_summary(RESULTS, lang).splitlines()
    table = [lines[0], *lines[2:5]]
    assert len({wcswidth(line) for line in table}) == 1
    assert lines[1] == "─" * wcswidth(lines[0])
    "".join(lines).encode("gbk")


def test_rows_say_answer_counts_and_exit_code() -> None:
    lines = render_summary(RESULTS, "zh").splitlines()
    assert lines[2].split() == ["案卷/decision.yaml", "违反", "2", "1", "1", "1", "1", "1", "1", "1"]
    assert lines[3].split() == ["park.yaml", "没有违反", "0", "0", "0", "0", "0", "0", "0", "0"]
    assert lines[4].split() == ["bad.yaml", "读不了", "-", "-", "-", "-", "-", "-", "-", "2"]
    assert lines[5] == "    2:10 C012 没有步骤“合法性申查”"
    assert "".join(lines[6:]).startswith("共 3 个文件:1 个读不了 · 违反 2 项")


def test_only_states_that_occur_have_a_column() -> None:
    assert render_summary([FileResult("a", EARLY)], "zh").splitlines()[0].split() == [
        "文件",
        "结论",
        "违反",
        "待补充",
        "待办",
        "退出码",
    ]


def test_a_run_without_a_rule_or_without_a_readable_file_is_not_called_clear() -> None:
    nothing = FileResult("a", replace(FULL, findings=(UNUSED,)))
    assert render_summary([nothing], "zh").splitlines()[-1] == "共 1 个文件:无规则适用 · 退出码 0"
    unread = render_summary([FileResult("b", None, (PROBLEM,))], "en").splitlines()[-1]
    assert unread == "1 file · 1 unreadable · exit 2"


def test_the_gravest_code_is_that_of_the_run() -> None:
    unknown = FileResult("a", replace(FULL, findings=(EXPERT,)))
    clear, broken, unread = FileResult("b", EARLY), FileResult("c", FULL), FileResult("d", None)
    assert run_exit_code([]) == run_exit_code([clear]) == 0
    assert run_exit_code([clear, unknown]) == 3
    assert run_exit_code([unknown, broken, clear]) == 1
    assert run_exit_code([broken, unread]) == 2


def test_a_long_path_keeps_its_end_and_a_hostile_one_is_shown() -> None:
    text = render_summary([FileResult("目录/" * 40 + "末.yaml", EARLY)], "zh")
    assert max(wcswidth(line) for line in text.splitlines()) <= 100 and "末.yaml" in text
    assert all(
        c.isprintable() or c == "\n" for c in render_summary([FileResult(HOSTILE_NAME, HOSTILE)], "zh")
    )
