"""Columns of editors (UTF-16 units from 0) and of diagnostics (characters from 1)."""

from __future__ import annotations

import pytest
from guiju.engine.diagnostics.source import Source
from guiju.engine.editor.positions import Encoding, column_at, lines_of, offset_of, units_before
from hypothesis import given
from hypothesis import strategies as st

LINE = "步骤 𠮷野家 (a) 😀 结论"

ENCODINGS: tuple[Encoding, ...] = ("utf-8", "utf-16", "utf-32")


@pytest.mark.parametrize(
    ("word", "column", "utf16", "utf8"),
    [("𠮷", 4, 3, 7), ("野", 5, 5, 11), ("😀", 12, 12, 22), ("结", 14, 15, 27)],
)
def test_a_character_outside_the_basic_plane_takes_two_units(
    word: str, column: int, utf16: int, utf8: int
) -> None:
    assert LINE[column - 1] == word
    assert units_before(LINE, column) == utf16
    assert units_before(LINE, column, "utf-8") == utf8
    assert units_before(LINE, column, "utf-32") == column - 1
    assert column_at(LINE, utf16) == column


def test_the_middle_of_a_character_is_that_character() -> None:
    assert column_at(LINE, 4) == column_at(LINE, 3) == 4
    assert column_at(LINE, 8, "utf-8") == 4


def test_beyond_the_end_is_the_end() -> None:
    assert column_at(LINE, 999) == len(LINE) + 1
    assert column_at("abc", 999) == 4
    assert column_at("", 5) == 1
    assert units_before("𠮷", 9) == 2


@given(st.text(st.characters(blacklist_characters="\n", blacklist_categories=()), max_size=20), st.data())
def test_there_and_back(line: str, data: st.DataObject) -> None:
    column = data.draw(st.integers(1, len(line) + 1))
    for encoding in ENCODINGS:
        assert column_at(line, units_before(line, column, encoding), encoding) == column


def test_offsets_are_kept_inside_the_text() -> None:
    source = Source("x", "一二\n\n三")
    assert lines_of(source) == ("一二", "", "三")
    assert [offset_of(source, *place) for place in ((1, 1), (1, 3), (1, 9), (2, 1), (3, 2), (9, 9))] == [
        0,
        2,
        2,
        3,
        5,
        5,
    ]
