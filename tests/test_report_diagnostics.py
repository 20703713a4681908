"""Faults of files: the quoted line, the caret under the right columns, the caps."""

from __future__ import annotations

import pytest
from guiju.engine.diagnostics.limits import EXCERPT_WIDTH, OUTPUT_CHARS
from guiju.engine.diagnostics.model import Diagnostic, Label, Span
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Text, plain
from guiju.engine.report.diagnostics.excerpt import excerpt
from guiju.engine.report.verdict.text import render_diagnostics
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from wcwidth import wcswidth

from tests.test_report_samples import HOSTILE_NAME, PROBLEM

LINE = "  - {步骤: 合法性申查, 日期: 2019-10-10}"


def fault(line: int = 1, column: int = 1, message: str = "x") -> Diagnostic:
    return Diagnostic("C001", plain(message), Span("a.yaml", line, column, line, column + 1))


def under(text: str, marks: str) -> str:
    """The characters above the marks, by columns."""
    begin, out, at = len(marks) - len(marks.lstrip()), "", 0
    for char in text:
        width = max(wcswidth(char), 0)
        if begin <= at and at + width <= len(marks):
            out += char
        at += width
    return out


def test_the_whole_block() -> None:
    sources = {"bad.yaml": Source("bad.yaml", f"程序: 决策\n{LINE}\n")}
    assert render_diagnostics([PROBLEM], sources, "zh").splitlines() == [
        "bad.yaml:2:10 错误 C012 没有步骤“合法性申查”",
        "    │   - {步骤: 合法性申查, 日期: 2019-10-10}",
        "    │ " + " " * 11 + "^" * 10,
        "  ─ bad.yaml:1:1 程序在这里",
        "    │ 程序: 决策",
        "    │ ----",
        "  → 是不是“合法性审查”?",
    ]


def test_a_wide_character_takes_two_carets() -> None:
    start = LINE.index("合")
    text, marks = excerpt(LINE, start, start + 5)
    assert marks == " " * 11 + "^" * 10
    assert under(text, marks) == "合法性申查"


@given(
    st.text(alphabet="审查ab :\t\u0301\u202e\ud800", min_size=1, max_size=400),
    st.integers(0, 399),
    st.integers(1, 9),
)
def test_the_carets_stand_under_the_fault_and_the_line_keeps_its_width(
    line: str, start: int, size: int
) -> None:
    text, marks = excerpt(line, start, start + size)
    assert wcswidth(text) <= EXCERPT_WIDTH + 10 and len(marks) <= wcswidth(text) + 1
    if start < len(line) and line[start] in "审查ab:":
        assert under(text, marks).startswith(line[start])


def test_a_long_line_is_cut_round_the_fault() -> None:
    line = "甲" * 300 + "错" + "乙" * 300
    text, marks = excerpt(line, 300, 301)
    assert text.startswith("…甲") and text.endswith("乙…")
    assert wcswidth(text) <= EXCERPT_WIDTH
    assert under(text, marks) == "错"


def test_a_fault_at_the_end_of_a_line_or_outside_the_file_still_has_a_place() -> None:
    sources = {"a.yaml": Source("a.yaml", "名称")}
    assert "    │ 名称\n    │     ^\n" in render_diagnostics([fault(1, 3)], sources, "zh")
    assert "│" not in render_diagnostics([fault(9, 1)], sources, "zh")
    assert "│" not in render_diagnostics([fault()], {}, "zh")


def test_what_is_left_out_is_counted() -> None:
    text = render_diagnostics([fault(n) for n in range(1, 61)], {}, "zh", limit=7)
    assert text.count("错误 C001") == 7 and text.endswith("另有 53 处未显示:错误 53 处\n")
    assert render_diagnostics([fault()], {}, "en").endswith("error C001 x\n")


def test_the_output_is_bounded() -> None:
    sources = {"a.yaml": Source("a.yaml", "\x01" * 100_000)}
    many = [fault(1, n, "长" * 900) for n in range(1, 50)]
    text = render_diagnostics(many, sources, "zh")
    assert len(text) <= OUTPUT_CHARS + 100 and "处未显示" in text
    one = render_diagnostics([fault(message="长" * 90_000)], {}, "zh")
    assert len(one) <= OUTPUT_CHARS + 100 and one.endswith("…\n")


def test_the_gravest_come_first_and_what_is_left_out_is_told_by_kind() -> None:
    notes = [replace(fault(n), severity="note") for n in range(1, 3)]
    warnings = [replace(fault(n), severity="warning") for n in range(3, 63)]
    text = render_diagnostics([*notes, *warnings, fault(99), fault(98)], {}, "zh", limit=5)
    places = [line.split(" ")[0] for line in text.splitlines()[:-1]]
    assert places == [f"a.yaml:{n}:1" for n in (98, 99, 3, 4, 5)]
    assert text.endswith("另有 59 处未显示:警告 57 处、说明 2 处\n")
    english = render_diagnostics([*notes, *warnings, fault(99)], {}, "en", limit=60)
    assert english.endswith("3 more not shown: 1 warning, 2 notes\n")


def test_the_order_is_that_of_the_file() -> None:
    lines = render_diagnostics([fault(9), fault(2), fault(2, 1, "y")], {}, "en").splitlines()
    assert [line.split(" ")[0] for line in lines] == ["a.yaml:2:1", "a.yaml:2:1", "a.yaml:9:1"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_raw_reaches_the_terminal(lang: str) -> None:
    here = Span(HOSTILE_NAME, 1, 1, 1, 9)
    text = plain(HOSTILE_NAME)
    diagnostic = Diagnostic("C001", text, here, text, labels=(Label(here, text),))
    shown = render_diagnostics(
        [diagnostic], {HOSTILE_NAME: Source("", HOSTILE_NAME)}, "zh" if lang == "zh" else "en"
    )
    assert all(c.isprintable() or c == "\n" for c in shown)


def test_warnings_and_notes_have_their_word() -> None:
    warning = Diagnostic("C030", Text("早了", "early"), severity="warning")
    assert render_diagnostics([warning], {}, "zh") == "警告 C030 早了\n"
