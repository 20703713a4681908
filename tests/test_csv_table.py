"""Tables for spreadsheets: values as they are, none that would be calculated; every table is made in one place."""

from __future__ import annotations

import ast
import csv
import io
from datetime import date

import pytest
from guiju.engine.report.layout.csv_table import MARK, csv_table
from hypothesis import given
from hypothesis import strategies as st

from .command_line import ROOT

SIGNS = "=+-@＝＋－＠"


def read(text: str) -> list[list[str]]:
    assert text.startswith(MARK)
    return list(csv.reader(io.StringIO(text.removeprefix(MARK), newline="")))


def cell(value: str | int | date | None) -> str:
    (_, (found, _)) = read(csv_table(["a", "b"], [[value, "x"]]))
    return found


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("甲=乙", "甲=乙"),
        (-3, "-3"),
        (date(2021, 3, 1), "2021-03-01"),
        ("一\n=二", "一\n=二"),
        ('a,"b"', 'a,"b"'),
    ],
)
def test_ordinary_values_are_left_alone(value: str | int | date, written: str) -> None:
    assert cell(value) == written


@given(
    st.lists(st.text(), min_size=1, max_size=3),
    st.text(" \t\r\n\u3000\u00a0", max_size=3),
    st.sampled_from(SIGNS),
)
def test_no_text_is_calculated(others: list[str], before: str, sign: str) -> None:
    row = [*others, f"{before}{sign}1"]
    (_, *rows) = read(csv_table(["a"], [row]))
    assert len(rows) == 1 and len(rows[0]) == len(row)
    assert not any(found.lstrip().startswith(tuple(SIGNS)) for found in rows[0])
    assert sign not in rows[0][-1][:1]


def test_a_table_has_one_line_for_a_row_and_nothing_invisible() -> None:
    text = csv_table(["a", "b"], [["x\u202ey", None], ["一\r\n二", 3]])
    assert text.count("\r\n") == 3 and "\u202e" not in text and "一\n二" in text


def test_every_table_is_made_here() -> None:
    """Nobody else writes CSV, so that there is one guard against formulas."""
    writing = {
        path.name
        for folder in ("engine", "cli")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Import) and any(name.name == "csv" for name in node.names)
    }
    assert writing == {"csv_table.py"}
