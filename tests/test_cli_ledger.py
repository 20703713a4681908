"""`guiju ledger`: the template written, a ledger checked, in both languages; and the page about it is true."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from guiju.engine.diagnostics.limits import LEDGER_ROWS, WORKBOOK_AREA, WORKBOOK_CELLS, WORKBOOK_SHEETS
from guiju.engine.diagnostics.text import Lang
from guiju.engine.ledger.codes import CODES
from guiju.engine.ledger.columns import columns, results
from guiju.engine.ledger.table import HEADING_ROWS

from .command_line import ROOT, run
from .making_workbooks import workbook
from .pages import table

LANGS: tuple[Lang, ...] = ("zh", "en")
PAGES: dict[Lang, Path] = {"en": ROOT / "docs" / "ledger.md", "zh": ROOT / "docs" / "ledger.zh.md"}
CODE_PAGES: dict[Lang, Path] = {
    lang: page.with_stem(page.stem.replace("ledger", "diagnostics")) for lang, page in PAGES.items()
}


def test_a_template_is_written_and_checked(tmp_path: Path) -> None:
    file = tmp_path / "台账.xlsx"
    made = run("ledger", "new", file)
    assert made.code == 0 and "已写入" in made.err and made.out == ""
    seen = run("ledger", "check", file)
    assert seen.code == 2 and "X005" in seen.out
    kept = run("ledger", "new", file, "--example")
    assert kept.code == 2 and "已经存在" in kept.err
    assert run("ledger", "check", file).out == seen.out


@pytest.mark.parametrize("lang", LANGS)
def test_the_example_is_without_mistakes(tmp_path: Path, lang: Lang) -> None:
    file = tmp_path / "a.xlsx"
    assert run("ledger", "new", file, "--example", lang=lang).code == 0
    seen = run("ledger", "check", file, lang=lang)
    assert seen.code == 0 and seen.says(results()["keep"].text.in_lang(lang), "2021-08-01 – 2026-07-31")
    assert bool(re.search("[一-鿿]", re.sub("《.*?》", "", seen.said))) == (lang == "zh")


@pytest.mark.parametrize("name", ["台账.xls", "台账", "台账.csv"])
def test_a_template_is_an_xlsx(tmp_path: Path, name: str) -> None:
    made = run("ledger", "new", tmp_path / name)
    assert made.code == 2 and ".xlsx" in made.err and not (tmp_path / name).exists()


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    made = run("ledger", "new", tmp_path / "没有" / "台账.xlsx")
    assert made.code == 2 and "写不了" in made.err


def test_files_that_are_not_there_and_days_that_cannot_be_are_told(tmp_path: Path) -> None:
    file = tmp_path / "台账.xlsx"
    (tmp_path / "甲.txt").write_text("甲", "utf-8")
    head = ("文件名称", "成文日期", "施行日期", "文本")
    rows = [("甲", "2020-01-10", "2020-01-10", "甲.TXT"), ("乙", "2020-01-10", "2019-12-01", "乙.txt")]
    file.write_bytes(workbook(head, *rows))
    seen = run("ledger", "check", file)
    assert seen.code == 0 and seen.says("X019", "D3:「乙.txt」找不到", "X030", "C3:施行日期 2019-12-01 早于")
    assert "D2" not in seen.out and "C2" not in seen.out


def test_mistakes_stand_at_their_cells(tmp_path: Path) -> None:
    file = tmp_path / "台账.xlsx"
    file.write_bytes(workbook(("文件名称", "施行日期"), ("甲", "2019-02-30"), ("乙", "2019-03-30")))
    seen = run("ledger", "check", file)
    assert seen.code == 2 and seen.says(
        "工作表「台账」单元格 B2:没有 2019-02-30 这一天", "2 份文件", "有错误"
    )
    assert seen.says("2019-03-30 – ?  乙")
    english = run("ledger", "check", file, lang="en")
    assert english.says("sheet “台账”, cell B2: there is no day 2019-02-30", "2 documents")


def test_json(tmp_path: Path) -> None:
    file, output = tmp_path / "台账.xlsx", tmp_path / "out.json"
    rows = ("甲", "2019-12-01", "五年", "《甲法》\n《乙法》", "x"), ("乙", "2019-02-30", "长期", "", "")
    file.write_bytes(workbook(("文件名称", "施行日期", "有效期", "制定依据", "电话"), *rows))
    assert run("ledger", "check", file, "--format", "json", "-o", output).code == 2
    found = json.loads(output.read_text("utf-8"))
    assert (found["schema"], found["exit_code"], found["sheet"], found["heading_row"]) == (
        "guiju.ledger/1", 2, "台账", 1,
    )  # fmt: skip
    assert found["columns"] == {"title": "A", "effective": "B", "term": "C", "basis": "D"}
    first, second = found["rows"]
    assert first["values"] == {
        "title": {"value": "甲", "cell": "A2", "formula": False},
        "effective": {"value": "2019-12-01", "cell": "B2", "formula": False},
        "term": {"value": {"n": 5, "unit": "year"}, "cell": "C2", "formula": False},
        "basis": {"value": ["《甲法》", "《乙法》"], "cell": "D2", "formula": False},
    }
    assert first["others"] == [["电话", {"value": "x", "cell": "E2", "formula": False}]]
    assert first["last_day"]["value"] == "2024-11-30" and first["problems"] == []
    assert second["values"]["unlimited"]["value"] is True and second["problems"] == ["X012"]
    assert {d["code"] for d in found["diagnostics"]} == {"X004", "X012"}


def test_a_file_that_is_no_workbook(tmp_path: Path) -> None:
    file = tmp_path / "台账.csv"
    file.write_text("文件名称", "utf-8")
    seen = run("ledger", "check", file)
    assert seen.code == 2 and seen.says("W001", "另存为 .xlsx", "没有读出台账")
    assert run("ledger", "check", tmp_path / "没有.xlsx").code == 2


def test_the_ledger_is_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "台账.xlsx"
    file.write_bytes(workbook(("文件名称",), ("甲",)))
    before = file.read_bytes()
    assert run("ledger", "check", file, "-o", file).code == 2 and file.read_bytes() == before


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_lists_the_columns(lang: Lang) -> None:
    rows = table(PAGES[lang], "ledger columns")
    assert [row[:2] for row in rows] == [[f"**{c.zh}**" if c.needed else c.zh, c.en] for c in columns()]
    for row, column in zip(rows, columns(), strict=True):
        names = [name.strip() for name in row[2].split(", ") if name.strip() != "–"]
        assert set(names) <= set(column.also), row


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_states_the_limits_held(lang: Lang) -> None:
    numbers = [row[1].replace(",", "") for row in table(PAGES[lang], "ledger limits")]
    assert numbers == [
        str(n) for n in (LEDGER_ROWS, HEADING_ROWS, WORKBOOK_SHEETS, WORKBOOK_CELLS, WORKBOOK_AREA)
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_every_code_is_in_the_documentation(lang: Lang) -> None:
    rows = table(CODE_PAGES[lang], "ledger codes")
    assert [row[:2] for row in rows] == [[code, name.in_lang(lang)] for code, name in CODES.items()]
    assert all(row[2] for row in rows)
