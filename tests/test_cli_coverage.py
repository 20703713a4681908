"""`guiju coverage`: every requirement of the shipped packs is in the table, aligned, and in the documentation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from guiju.engine.pipeline.coverage import coverage, natural
from guiju.engine.pipeline.library import load_library
from wcwidth import wcswidth

from .command_line import ROOT, run


@pytest.mark.parametrize(("lang", "page"), [("zh", "coverage.zh.md"), ("en", "coverage.md")])
def test_the_documentation_is_what_the_command_prints(lang: str, page: str) -> None:
    printed = run("coverage", "--format", "markdown", lang=lang).out
    written = (ROOT / "docs" / page).read_text("utf-8")
    assert written == printed, f"run: guiju coverage --format markdown --lang {lang} -o docs/{page}"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_columns_of_the_text_are_aligned(lang: str) -> None:
    lines = run("coverage", lang=lang).out.splitlines()
    rules = [line for line in lines if line.startswith("─")]
    assert len(set(rules)) == 1 and len(rules) >= 4  # one table for each pack, all alike
    starts = [0]
    for stretch in rules[0].split("  ")[:-1]:
        starts.append(starts[-1] + len(stretch) + 2)
    for line in lines:
        if line and not line.startswith("─") and (line[0].isascii() and line[:1] in "DGQ ") and "  " in line:
            assert wcswidth(line) <= 110
            for start in starts[1:]:
                assert cell_before(line, start).endswith("  "), line


def cell_before(line: str, column: int) -> str:
    """What stands left of a column of the terminal (padded if the line is shorter)."""
    out, used = "", 0
    for char in line:
        if used >= column:
            break
        out, used = out + char, used + wcswidth(char)
    return out + " " * (column - used)


def test_the_total_is_that_of_the_rows() -> None:
    data = json.loads(run("coverage", "--format", "json").out)
    rows = data["rows"]
    checked = [r for r in rows if r["checked_by"]]
    assert data["total"] == len(rows) and data["checked"] == len(checked)
    assert data["not_checked"] == len(rows) - len(checked)
    last = run("coverage").out.splitlines()[-1]
    assert f"共 {len(rows)} 项要求:{len(checked)} 项" in last
    assert f"{len(rows) - len(checked)} 项不能检查" in last
    assert (
        f"{len(rows)} requirements: {len(checked)} are checked"
        in run("coverage", lang="en").out.splitlines()[-1]
    )


def test_a_row_is_checked_or_says_why_it_is_not() -> None:
    for row in json.loads(run("coverage", "--format", "json").out)["rows"]:
        assert row["checked_by"] or row["not_checked"]["reason"]["zh"], row["id"]
        assert row["basis"] and row["basis"][0]["text"]["en"], row["id"]


def test_nothing_of_the_packs_is_left_out() -> None:
    program, _ = load_library()
    table = coverage(program)
    named = {(m.kind, m.name.zh) for row in table.rows for m in row.means}
    for kind, items in (
        ("rule", program.rules),
        ("exception", program.exceptions),
        ("counts", program.counts),
        ("scope", program.scopes),
    ):
        assert {(kind, item.name.zh) for item in items} <= named
    assert {n.row for n in program.not_checkable} <= {row.id for row in table.rows}
    assert table.rules == len(program.rules)


def test_rows_are_sorted_as_people_count() -> None:
    program, _ = load_library()
    for rows in coverage(program).by_pack().values():
        ids = [row.id for row in rows]
        assert ids == sorted(ids, key=natural) and len(set(ids)) == len(ids)
    assert sorted(["D10-2", "D2", "D10-10", "D10-1a"], key=natural) == ["D2", "D10-1a", "D10-2", "D10-10"]


def test_markup_in_a_pack_stays_words(tmp_path: Path) -> None:
    pack = tmp_path / "x.rule"
    pack.write_text(
        '规则包 附加 "附<b>加" / "a | b" { 层级 县 版次 "1" }\n'
        '不检 "X|1" { 依据 决策条例 第二条  类别 原则  理由 "甲|乙 [x](y) <i>" / "a|b `c`" }\n',
        encoding="utf-8",
    )
    page = run("coverage", "--format", "markdown", "--pack", pack).out
    row = next(line for line in page.splitlines() if "X" in line and "甲" in line)
    assert row.replace("\\|", "").count("|") == 7
    assert "\\<i>" in row and "\\[x]" in row and "附\\<b>加" in page
