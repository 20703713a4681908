"""The widths known without the table of wcwidth are those of the table."""

from __future__ import annotations

import sys

import pytest
from guiju.engine.report.layout import char_width
from guiju.engine.report.layout.char_width import NARROW, char_columns
from wcwidth import wcwidth


def test_every_width_is_that_of_the_table() -> None:
    char_columns.cache_clear()
    for char in (chr(code) for code in range(32, 0x20000) if not 0xD800 <= code < 0xE000):
        assert char_columns(char) == max(wcwidth(char), 0), hex(ord(char))


def test_what_reports_are_made_of_needs_no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    char_columns.cache_clear()
    monkeypatch.setitem(sys.modules, "wcwidth", None)
    text = "× 违反(违反程序)─ 审查前置:2019-10-22 至 2019-10-30,共《条例》第二十五条、「甲」;" + "".join(
        NARROW
    )
    assert [char_width.char_columns(c) for c in text]
