"""The ledger as an Excel workbook to be filled in: headings with a comment on what goes in, lists to choose from, dates.

Out: the bytes of an .xlsx file, the same for the same input. Texts are written as texts whatever they begin with, and no
formula is written at all.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime

import xlsxwriter
from guiju.engine.case.duration import Duration
from guiju.engine.diagnostics.limits import LEDGER_ROWS
from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.diagnostics.words import quantity
from guiju.engine.ledger.columns import SHEET, Column, Holds, columns, results
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

Value = str | date | Duration | tuple[str, ...] | None
Filled = Mapping[str, Value]
"""One document by the keys of its columns; `result` is a key of the results (keep), `basis` a tuple."""

_MADE = datetime(2020, 1, 1)  # no time of its own: two runs give the same bytes
_FONT: Mapping[Lang, str] = {"zh": "宋体", "en": "Calibri"}
_DATE = "yyyy-mm-dd"
_TEXT = "@"
_FIRST_DAY, _LAST_DAY = date(1949, 10, 1), date(2199, 12, 31)
_TERMS = (1, 2, 3, 5)
_ROW_HEIGHT, _HEADING_HEIGHT = 32, 36
_FROZEN_COLUMNS = 2
_PAGES_ACROSS = 2


def template(lang: Lang, rows: Sequence[Filled] = ()) -> bytes:
    """A workbook with the columns of a ledger, headings in one language, and these documents (none in a new one)."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": _MADE, "title": SHEET.in_lang(lang), "author": "guiju"})
        book.set_size(24_000, 14_000)
        sheet = book.add_worksheet(SHEET.in_lang(lang))
        formats = _formats(book, lang)
        for number, column in enumerate(columns()):
            sheet.set_column(number, number, column.width, formats[column.holds])
            _heading(book, sheet, number, column, lang)
            _validation(sheet, number, column, lang)
        for line, row in enumerate(rows, 1):
            sheet.set_row(line, _ROW_HEIGHT)
            for number, column in enumerate(columns()):
                _write(sheet, line, number, column, row.get(column.key), formats[column.holds], lang)
        _layout(sheet, len(rows))
    return stream.getvalue()


def example(lang: Lang) -> Filled:
    """A document of nobody's, to show how a row is filled in."""
    said: Mapping[str, Text] = {
        "title": Text("松岗镇农贸市场管理办法", "Measures of Songgang Town on markets"),
        "number": Text("松岗府规〔2021〕3号", "Songgang 2021-3"),
        "register": Text("SGFG-2021-003", "SGFG-2021-003"),
        "issuer": Text("松岗镇人民政府", "People's Government of Songgang Town"),
        "drafter": Text("经济发展办公室", "Economic Development Office"),
        "text": Text("文本/农贸市场管理办法.docx", "texts/markets.docx"),
        "case": Text("案卷/农贸市场管理办法.yaml", "cases/markets.yaml"),
        "remarks": Text("示例,填表时请删去这一行", "an example: delete this row"),
    }
    return {
        **{key: text.in_lang(lang) for key, text in said.items()},
        "serial": "1",
        "made": date(2021, 6, 18),
        "published": date(2021, 6, 25),
        "effective": date(2021, 8, 1),
        "valid_until": date(2026, 7, 31),
        "term": Duration(5, "year"),
        "filed": date(2021, 7, 9),
        "basis": (Text("《松岗市农贸市场条例》", "《Regulations of Songgang on markets》").in_lang(lang),),
        "result": "keep",
    }


def _formats(book: Workbook, lang: Lang) -> Mapping[Holds, Format]:
    usual = {"font_name": _FONT[lang], "font_size": 11, "valign": "vcenter", "text_wrap": True}
    text = book.add_format({**usual, "num_format": _TEXT})
    day = book.add_format({**usual, "num_format": _DATE, "align": "left"})
    formats: dict[Holds, Format] = dict.fromkeys(("text", "lines", "norms", "path", "result"), text)
    return formats | dict.fromkeys(("day", "until", "deadline"), day)


def _heading(book: Workbook, sheet: Worksheet, number: int, column: Column, lang: Lang) -> None:
    look = book.add_format(
        {
            "font_name": _FONT[lang],
            "font_size": 11,
            "bold": True,
            "align": "center",
            "valign": "vcenter",
            "text_wrap": True,
            "border": 1,
            "bg_color": "#F8CBAD" if column.needed else "#D9E1F2",
        }
    )
    sheet.write_string(0, number, column.name.in_lang(lang), look)
    size = {"width": 240, "height": 90, "font_size": 10, "author": "guiju"}
    sheet.write_comment(0, number, column.say.in_lang(lang), size)


def _validation(sheet: Worksheet, number: int, column: Column, lang: Lang) -> None:
    """A list to choose from, or a word of warning for what is no date; neither keeps other values out, since the reader
    knows more ways to write them."""
    rule: dict[str, object]
    match column.key, column.holds:
        case _, "result":
            words = [word.text.in_lang(lang) for word in results().values()]
            message = Text("从列表中选一个。", "Choose one of the list.")
            rule = {"validate": "list", "source": words, "error_message": message.in_lang(lang)}
        case "term", _:
            terms = [quantity(years, "year").in_lang(lang) for years in _TERMS]
            rule = {"validate": "list", "source": terms, "show_error": False}
        case _, "day":
            message = Text("请填日期,如 2021-06-18。", "Give a date such as 2021-06-18.")
            rule = {
                "validate": "date",
                "criteria": "between",
                "minimum": _FIRST_DAY,
                "maximum": _LAST_DAY,
                "error_type": "warning",
                "error_message": message.in_lang(lang),
            }
        case _:
            return
    sheet.data_validation(1, number, LEDGER_ROWS, number, rule)


def _write(
    sheet: Worksheet, line: int, number: int, column: Column, value: Value, look: Format, lang: Lang
) -> None:
    match value:
        case date():
            sheet.write_datetime(line, number, datetime(value.year, value.month, value.day), look)
        case Duration():
            sheet.write_string(line, number, quantity(value.n, value.unit).in_lang(lang), look)
        case tuple():
            sheet.write_string(line, number, "\n".join(value), look)
        case str():
            words = [word for key, word in results().items() if key == value]
            chosen = words[0].text.in_lang(lang) if words and column.holds == "result" else value
            sheet.write_string(line, number, chosen, look)


def _layout(sheet: Worksheet, rows: int) -> None:
    """What is seen when it is opened, and how it is printed."""
    sheet.set_row(0, _HEADING_HEIGHT)
    sheet.freeze_panes(1, _FROZEN_COLUMNS)
    sheet.autofilter(0, 0, max(rows, 1), len(columns()) - 1)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    sheet.fit_to_pages(_PAGES_ACROSS, 0)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, _FROZEN_COLUMNS - 1)
    sheet.hide_gridlines(0)  # they are printed, too
    sheet.set_footer("&C&P / &N")
