"""A ledger as offices keep it: title lines, headings of all kinds, days of all kinds, and every mistake at its cell."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from guiju.engine.case.duration import Duration
from guiju.engine.ledger.codes import CODES
from guiju.engine.ledger.columns import column_names, column_of, columns, folded, results
from guiju.engine.ledger.model import Ledger, Row
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from .command_line import ROOT
from .making_workbooks import Value, codes, inline, read, row, said, workbook, xml_workbook

HEAD = ("序号", "文件名称", "文号", "成文日期", "施行日期", "有效期至", "清理意见")
DAY = date(2019, 9, 5)


def only(ledger: Ledger) -> Row:
    (found,) = ledger.rows
    return found


def one(folder: Path, heading: str, value: Value) -> tuple[Row, Ledger]:
    """The ledger with one document that has this value in this column."""
    ledger = read(workbook(("文件名称", heading), ("甲办法", value)), folder)
    return only(ledger), ledger


def test_the_columns_and_words_are_each_of_one_meaning() -> None:
    names = [folded(n) for column in columns() for n in {column.zh, column.en, *column.also}]
    assert all(column_of(name) is not None for name in column_names())
    meant: dict[str, set[str]] = {}
    for column in columns():
        for name in (column.zh, column.en, *column.also):
            meant.setdefault(folded(name), set()).add(column.key)
    assert {name: keys for name, keys in meant.items() if len(keys) > 1} == {} and len(names) > 200
    assert set(results()) == {"keep", "amend", "repeal", "lapse", "outside", "ask"}
    assert {column.key for column in columns()} <= set(Row.__struct_fields__)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("文 号", "number"), ("制定\n机关", "issuer"), ("有效期（五年）", "term"), ("＊文件名称：", "title"),
        ("统一编号/登记号", "register"), ("起草/实施部门", "drafter"), ("实施部门", "implementer"),
        ("发布（公布）日期", "published"), ("公布日期", "published"), ("DATE OF DOCUMENT", "made"),
        ("valid  until", "valid_until"), ("清理意见（继续有效/修改/废止/宣布失效）", "result"),
        ("理由(条款+依据)", "why"), ("文本/文件路径", "text"), ("电话", None),
    ],
)  # fmt: skip
def test_headings_in_the_usual_variants(name: str, key: str | None) -> None:
    column = column_of(name)
    assert (column.key if column else None) == key


def test_the_heading_may_stand_below_title_lines(tmp_path: Path) -> None:
    def title(book: Workbook, sheet: Worksheet) -> None:
        sheet.merge_range(0, 0, 0, 6, "某镇规范性文件清理台账")

    ledger = read(workbook((), ("填报单位:某镇",), (), HEAD, (1, "甲办法"), more=title), tmp_path)
    assert codes(ledger) == [] and ledger.header == 4 and ledger.sheet == "台账"
    assert only(ledger).title is not None and only(ledger).row == 5
    assert dict(ledger.columns)["result"] == "G"


def test_the_heading_stands_in_one_of_the_first_rows(tmp_path: Path) -> None:
    blank: tuple[tuple[str, ...], ...] = ((),) * 19
    assert read(workbook(*blank, HEAD, (1, "甲办法")), tmp_path).header == 20
    assert codes(read(workbook(*blank, (), HEAD, (1, "甲办法")), tmp_path)) == ["X001"]


def test_a_heading_of_two_rows(tmp_path: Path) -> None:
    def heading(book: Workbook, sheet: Worksheet) -> None:
        for column, name in enumerate(("序号", "文件名称")):
            sheet.merge_range(0, column, 1, column, name)
        sheet.merge_range(0, 2, 0, 3, "日期")

    ledger = read(
        workbook((), ("", "", "成文日期", "施行日期"), (1, "甲办法", DAY, DAY), more=heading), tmp_path
    )
    assert [d.severity for d in ledger.diagnostics] == []
    assert only(ledger).made is not None and only(ledger).effective is not None


def test_a_heading_merged_downwards_is_no_document(tmp_path: Path) -> None:
    def heading(book: Workbook, sheet: Worksheet) -> None:
        for column, name in enumerate(HEAD):
            sheet.merge_range(0, column, 1, column, name)

    ledger = read(workbook((), (), (1, "甲办法"), more=heading), tmp_path)
    assert codes(ledger) == [] and only(ledger).row == 3


def test_values_are_typed_and_know_their_cell(tmp_path: Path) -> None:
    head = (*HEAD, "有效期", "制定依据", "文本", "理由", "完成时限", "备案日期")
    ledger = read(
        workbook(
            head,
            (
                1, "关于甲的\n办法 ", " 某府〔2019〕1号", DAY, "2019年10月1日 ", "2024-09-30", "拟保留", "五年",
                "根据《甲法》第三条、第五条、《乙条例》\n《丙办法》(某府〔2018〕2号)；《丁》", "文本\\甲.docx",
                "第一行\n第二行", "2025年12月底前", 20190920,
            ),
        ),
        tmp_path,
    )  # fmt: skip
    assert codes(ledger) == []
    found = only(ledger)
    values = {
        key: (given.value, given.cell)
        for key in (c.key for c in columns())
        if (given := getattr(found, key)) is not None
    }
    assert values == {
        "serial": ("1", "A2"),
        "title": ("关于甲的办法", "B2"),
        "number": ("某府〔2019〕1号", "C2"),
        "made": (DAY, "D2"),
        "effective": (date(2019, 10, 1), "E2"),
        "valid_until": (date(2024, 9, 30), "F2"),
        "result": ("keep", "G2"),
        "term": (Duration(5, "year"), "H2"),
        "basis": (("《甲法》第三条、第五条", "《乙条例》", "《丙办法》(某府〔2018〕2号)", "《丁》"), "I2"),
        "text": ("文本/甲.docx", "J2"),
        "why": ("第一行\n第二行", "K2"),
        "deadline": (date(2025, 12, 31), "L2"),
        "filed": (date(2019, 9, 20), "M2"),
    }


@pytest.mark.parametrize(
    ("value", "day", "months", "unlimited"),
    [
        ("2024-11-30", date(2024, 11, 30), None, False),
        ("至2024年11月30日止", date(2024, 11, 30), None, False),
        ("2019年12月1日至2024年11月30日", date(2024, 11, 30), None, False),
        ("五年", None, 60, False),
        (3, None, 36, False),
        ("长期有效", None, None, True),
        (DAY, DAY, None, False),
    ],
)
@pytest.mark.parametrize("heading", ["有效期至", "有效期"])
def test_the_end_may_be_a_day_a_length_or_none(
    tmp_path: Path, heading: str, value: Value, day: date | None, months: int | None, unlimited: bool
) -> None:
    found, ledger = one(tmp_path, heading, value)
    assert codes(ledger) == []
    assert (found.valid_until.value if found.valid_until else None) == day
    assert (found.term.value if found.term else None) == (Duration(months, "month") if months else None)
    assert (found.unlimited is not None) == unlimited


def test_the_last_day_follows_from_the_term(tmp_path: Path) -> None:
    head = ("文件名称", "施行日期", "有效期", "有效期至")
    rows = [("甲", "2019-12-01", "五年"), ("乙", "2019-12-01", "5年", "2026-01-01"), ("丙", "", "5年")]
    rows += [("丁", "2019-12-01", "5年", "2024-12-01"), ("戊", "2020-02-29", "1年")]
    ledger = read(workbook(head, *rows), tmp_path)
    days = [found.last_day.value if found.last_day else None for found in ledger.rows]
    assert days == [date(2024, 11, 30), date(2026, 1, 1), None, date(2024, 12, 1), date(2021, 2, 28)]
    (message,) = said(ledger, "X028")
    assert "2026-01-01" in message and "2024-11-30" in message and "D3" in message


@pytest.mark.parametrize(
    ("heading", "value", "code", "message"),
    [
        ("施行日期", "2019-02-30", "X012", "没有 2019-02-30 这一天"),
        ("施行日期", "不详", "X011", "「不详」不是日期"),
        ("成文日期", "2018年1105", "X013", "2018-11-05"),
        ("有效期至", "再议", "X014", "「再议」不是日期,也不是期限"),
        ("有效期至", "2024-02-30", "X012", "没有 2024-02-30 这一天"),
        ("清理意见", "修该", "X015", "「修该」不是清理意见"),
        ("文本", "../甲.docx", "X018", "之外"),
        ("文本", "C:\\甲.docx", "X018", "之外"),
        ("案卷", "/甲.yaml", "X018", "之外"),
        ("案卷", "\\\\服务器\\甲.yaml", "X018", "之外"),
    ],
)
def test_a_wrong_value_is_told_at_its_cell(
    tmp_path: Path, heading: str, value: str, code: str, message: str
) -> None:
    found, ledger = one(tmp_path, heading, value)
    (problem,) = ledger.diagnostics
    assert problem.code == code and problem.severity == "error" and found.problems == (problem,)
    assert problem.message.zh.startswith("工作表「台账」单元格 B2:") and message in problem.message.zh
    assert problem.message.en.startswith("sheet “台账”, cell B2: ")
    assert problem.span is not None and (problem.span.line, problem.span.column) == (2, 2)


def test_all_problems_at_once(tmp_path: Path) -> None:
    rows = [(1, "甲", "", "2019-02-30", "?", "?", "?"), (2, "", "某府〔2019〕1号", "2019年2月")]
    ledger = read(workbook(HEAD, *rows), tmp_path)
    assert sorted(codes(ledger)) == ["X010", "X011", "X012", "X013", "X014", "X015"]
    assert [len(found.problems) for found in ledger.rows] == [4, 2]
    (missing,) = said(ledger, "X010")
    assert missing.startswith("工作表「台账」单元格 B3:")


def test_unknown_missing_and_doubled_columns(tmp_path: Path) -> None:
    ledger = read(
        workbook(("文号", "文件铭称", "发文字号", "施行曰期", "电话", "备注"), ("1号", "甲")), tmp_path
    )
    assert sorted(codes(ledger)) == ["X002", "X003", "X004", "X004", "X004"]
    hints = {d.message.zh: d.hint.zh if d.hint else None for d in ledger.diagnostics}
    assert hints["工作表「台账」单元格 D1:不认识列名「施行曰期」,没有用"] == "是不是「施行日期」?"
    assert hints["工作表「台账」单元格 E1:不认识列名「电话」,没有用"] is None
    (twice,) = (d for d in ledger.diagnostics if d.code == "X003")
    assert "C1" in twice.message.zh and "单元格 A1" in twice.labels[0].message.zh
    (missing,) = (d for d in ledger.diagnostics if d.code == "X002")
    assert "文件名称" in missing.message.zh and missing.hint is not None and "文件铭称" in missing.hint.zh


def test_what_unknown_columns_hold_is_kept(tmp_path: Path) -> None:
    ledger = read(workbook(("文件名称", "电话"), ("甲", 22334455), ("乙", "", "无列名")), tmp_path)
    first, second = ledger.rows
    assert [(name, given.value, given.cell) for name, given in first.others] == [("电话", "22334455", "B2")]
    assert second.others == () and "C3" in said(ledger, "X029")[0]


def test_an_empty_table_and_no_table(tmp_path: Path) -> None:
    assert codes(read(workbook(HEAD), tmp_path)) == ["X005"]
    assert codes(read(workbook(HEAD, (1,), (2,)), tmp_path)) == ["X005"]
    assert codes(read(workbook(("甲", "乙"), (1, 2)), tmp_path)) == ["X001"]
    assert codes(read(workbook(), tmp_path)) == ["W011"]


def test_rows_that_hold_no_document(tmp_path: Path) -> None:
    def more(book: Workbook, sheet: Worksheet) -> None:
        sheet.merge_range(1, 0, 1, 6, "一、继续有效的文件")
        sheet.merge_range(9, 0, 9, 6, "以上情况属实")

    ledger = read(
        workbook(
            HEAD, (), (1, "甲办法"), (), ("二、废止的文件",), HEAD, (2, "乙办法"), (3,), ("合计", "2 件"),
            (), ("填表人:张三", "", "审核人:李四"), ("注:本表一式两份",), more=more,
        ),
        tmp_path,
    )  # fmt: skip
    assert [found.title.value for found in ledger.rows if found.title] == ["甲办法", "乙办法"]
    assert codes(ledger) == ["X023"] and said(ledger, "X023") == [
        "工作表「台账」:第 2, 5, 6, 9, 10, 11, 12 行不是文件(小标题、合计、签名、注等),没有读"
    ]


def test_signs_of_an_empty_cell(tmp_path: Path) -> None:
    rows = [("甲", "/", "无"), ("乙", "—", "——"), ("丙", "-", "  \n ")]
    ledger = read(workbook(("文件名称", "文号", "施行日期"), *rows), tmp_path)
    assert codes(ledger) == [] and {(found.number, found.effective) for found in ledger.rows} == {
        (None, None)
    }


def test_numbers_texts_and_other_quirks(tmp_path: Path) -> None:
    def more(book: Workbook, sheet: Worksheet) -> None:
        bold = book.add_format({"bold": True})
        sheet.write_rich_string(1, 1, "甲", bold, "办法", "(试行)")
        sheet.write_string(1, 0, "００１", book.add_format({"num_format": "@"}))
        sheet.write_number(1, 2, 0.5, book.add_format({"num_format": "0%"}))
        sheet.write_boolean(1, 3, True)

    ledger = read(workbook(("序号", "文件名称", "文号", "备注"), (), more=more), tmp_path)
    found = only(ledger)
    texts = [
        given.value if given else None for given in (found.serial, found.title, found.number, found.remarks)
    ]
    assert texts == ["００１", "甲办法(试行)", "0.5", "TRUE"] and codes(ledger) == []


@pytest.mark.parametrize(("since_1904", "number"), [(False, 43713), (True, 42251)])
def test_the_date_system_of_1904(tmp_path: Path, since_1904: bool, number: int) -> None:
    head = ("文件名称", "成文日期", "施行日期", "发布日期")
    ledger = read(workbook(head, ("甲", DAY, number, str(number)), since_1904=since_1904), tmp_path)
    found = only(ledger)
    days = [given.value if given else None for given in (found.made, found.effective, found.published)]
    assert days == [DAY, DAY, DAY]
    assert codes(ledger) == ["X021"] and "C2, D2" in said(ledger, "X021")[0]


def test_formulas_are_read_as_last_saved(tmp_path: Path) -> None:
    def more(book: Workbook, sheet: Worksheet) -> None:
        day = book.add_format({"num_format": 14})
        for line in (1, 2):
            sheet.write_formula(line, 0, "=ROW()-1", None, line)
        sheet.write_formula(1, 2, "=D2+1", day, 43713)
        sheet.write_formula(2, 2, "=1/0", None, "#DIV/0!")

    ledger = read(workbook(("序号", "文件名称", "施行日期"), ("", "甲"), ("", "乙"), more=more), tmp_path)
    first, second = ledger.rows
    assert first.effective is not None and first.effective.value == DAY and first.effective.formula
    assert second.effective is None
    assert sorted(codes(ledger)) == ["X017", "X020"] and "C2 是公式" in said(ledger, "X020")[0]
    assert "C3:单元格里是错误值「#DIV/0!」" in said(ledger, "X017")[0]


def test_a_formula_that_was_never_calculated(tmp_path: Path) -> None:
    cells = row(1, inline("A1", "文件名称"), inline("B1", "施行日期"))
    cells += row(2, inline("A2", "甲"), '<c r="B2"><f>TODAY()</f></c>')
    ledger = read(xml_workbook(f"<sheetData>{cells}</sheetData>"), tmp_path)
    (problem,) = ledger.diagnostics
    assert problem.code == "X016" and "B2" in problem.message.zh
    assert problem.hint is not None and "打开一次" in problem.hint.zh


def test_merged_and_hidden_cells_are_told_and_not_lost(tmp_path: Path) -> None:
    def more(book: Workbook, sheet: Worksheet) -> None:
        sheet.merge_range(1, 2, 3, 2, "某镇人民政府")
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(1, 1, None, None, {"hidden": True})
        sheet.set_column(20, 40, None, None, {"hidden": True})

    rows = [(1, "甲"), (2, "乙"), (3, "丙"), (4, "丁")]
    ledger = read(workbook(("序号", "文件名称", "制定机关"), *rows, more=more), tmp_path)
    issuers = [found.issuer.cell if found.issuer else None for found in ledger.rows]
    assert (
        issuers == ["C2", "C3", "C4", None]
        and [f.issuer.value for f in ledger.rows if f.issuer] == ["某镇人民政府"] * 3
    )
    assert sorted(codes(ledger)) == ["X022", "X024"] and {d.severity for d in ledger.diagnostics} == {"note"}
    assert "第 3 行、B 列" in said(ledger, "X022")[0] and "C2" in said(ledger, "X024")[0]


def test_of_cells_merged_over_each_other_the_first_counts(tmp_path: Path) -> None:
    rows = [row(1, inline("A1", "文件名称"), inline("B1", "制定机关"))]
    rows += [
        row(n, inline(f"A{n}", f"办法{n}"), inline(f"B{n}", f"机关{n}") if n < 4 else "") for n in range(2, 6)
    ]
    areas = '<mergeCells><mergeCell ref="B2:B5"/><mergeCell ref="B3:B5"/></mergeCells>'
    ledger = read(xml_workbook(f"<sheetData>{''.join(rows)}</sheetData>{areas}"), tmp_path)
    assert [f.issuer.value for f in ledger.rows if f.issuer] == ["机关2", "机关3", "机关2", "机关2"]


def test_of_several_sheets_the_first_with_a_heading_is_read(tmp_path: Path) -> None:
    def more(book: Workbook, sheet: Worksheet) -> None:
        sheet.hide()
        book.add_worksheet("填表说明").write_string(0, 0, "怎样填")
        for name in ("2025", "2024"):
            used = book.add_worksheet(name)
            used.write_string(0, 0, "文件名称")
            used.write_string(1, 0, f"{name} 年的办法")
        book.add_worksheet("空")
        book.get_worksheet_by_name("2025").activate()

    ledger = read(workbook(HEAD, (1, "甲"), more=more), tmp_path)
    assert ledger.sheet == "2025" and [d.severity for d in ledger.diagnostics] == ["warning", "note"]
    ledgers, rest = said(ledger, "X025")
    assert (
        "「台账」(隐藏)" in ledgers and "「2024」" in ledgers and "「填表说明」" in rest and "空" not in rest
    )


def test_ditto_is_the_value_above(tmp_path: Path) -> None:
    rows = ((1, "甲办法", "某镇人民政府"), (2, "乙办法", "同上"), (3, "丙办法", " 〃 "), (4, "丁办法", None))
    found = read(workbook(("序号", "文件名称", "制定机关"), *rows), tmp_path).rows
    assert [row.issuer and row.issuer.value for row in found] == ["某镇人民政府"] * 3 + [None]
    assert [row.issuer and row.issuer.cell for row in found][:3] == ["C2", "C3", "C4"]
    (first,) = read(workbook(("序号", "文件名称", "制定机关"), (1, "甲办法", "同上")), tmp_path).rows
    assert first.issuer is not None and first.issuer.value == "同上"


def test_a_ledger_on_a_hidden_sheet(tmp_path: Path) -> None:
    def more(book: Workbook, sheet: Worksheet) -> None:
        book.add_worksheet("别的").activate()
        sheet.hide()

    ledger = read(workbook(HEAD, (1, "甲"), more=more), tmp_path)
    assert len(ledger.rows) == 1 and codes(ledger) == ["X026"]


def test_the_same_document_twice(tmp_path: Path) -> None:
    rows = [
        ("甲办法", "某府〔2019〕1号"),
        ("乙办法", "某府[2019]1号"),
        ("丙", "某府〔2019〕１号"),
        ("《甲办法》", ""),
    ]
    rows += [("甲办法", "某府〔2021〕9号"), ("丁", ""), ("丁", "")]
    ledger = read(workbook(("文件名称", "文号"), *rows), tmp_path)
    assert [m.partition("单元格 ")[2][:2] for m in said(ledger, "X027")] == ["B4", "A5", "A8"]


def test_more_rows_than_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guiju.engine.ledger.read_rows.LEDGER_ROWS", 3)
    ledger = read(workbook(("文件名称",), *(("办法" + str(n),) for n in range(5))), tmp_path)
    assert codes(ledger) == ["X006"] and len(ledger.rows) == 3


def test_every_code_used_is_in_the_table() -> None:
    folder = ROOT / "engine" / "ledger"
    texts = [p.read_text("utf-8") for p in folder.glob("*.py") if p.name != "codes.py"]
    assert {code for text in texts for code in CODES if f'"{code}"' in text} == set(CODES)
