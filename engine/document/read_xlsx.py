"""The cells of a workbook (.xlsx, .xlsm), in the reading process: python-calamine for the values, the XML for what it
does not tell. Nothing is calculated, no macro is run, no link is followed."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from guiju.engine.document.read_collect import unseen_removed
from guiju.engine.document.read_limits import Limits
from guiju.engine.document.read_package import Package
from guiju.engine.document.read_remarks import Counts, Found, Remark, Unreadable, over
from guiju.engine.document.read_xlsx_scan import Scan, far_cell, scan, string_lengths
from guiju.engine.document.workbook import Book, CellKind, Sheet, SheetCell
from python_calamine import CalamineWorkbook

_KIND: Final = "xlsx"
_PICTURES = ("xl/media/", "xl/charts/", "xl/embeddings/")
_ELSEWHERE = ("xl/externalLinks/", "xl/connections", "xl/queryTables/")
_MACROS = ("xl/vbaProject", "xl/macrosheets/")

_Value = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta


class _Part(NamedTuple):
    name: str
    hidden: bool
    part: str


def read_xlsx(data: bytes, limits: Limits) -> Found:
    """All sheets of cells. Raises `Unreadable`."""
    package = Package(data, limits, _KIND)
    book = package.tree(package.main)
    parts = _sheet_parts(package, limits)
    lengths = _string_lengths(package, limits)
    scans = [scan(package.bytes_of(part.part), part.part, limits, lengths) for part in parts]
    _refuse_too_much(parts, scans, limits)
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
        counts = Counts()
        sheets = tuple(
            _sheet(workbook, part, scanned, counts) for part, scanned in zip(parts, scans, strict=True)
        )
    settings = book.find("workbookPr")
    since_1904 = settings is not None and settings.get("date1904", "0") in ("1", "true", "on")
    return Found((), (*counts.remarks(), *_left_out(package)), Book(sheets, since_1904))


def _sheet_parts(package: Package, limits: Limits) -> list[_Part]:
    """The sheets of cells in the order of the workbook; those of charts and old macros have none."""
    parts = {r.id: r for r in package.relations(package.main) if not r.outside}
    found = []
    for element in package.tree(package.main).iter("sheet"):
        relation = parts.get(element.get("id", ""))
        if relation is None or relation.target not in package.names:
            raise Unreadable("W003", _KIND, package.main)
        if relation.kind == "worksheet":
            hidden = element.get("state", "visible") != "visible"
            found.append(_Part(element.get("name", ""), hidden, relation.target))
    if len({part.name.casefold() for part in found}) < len(found):
        raise Unreadable("W003", _KIND, package.main)
    if len(found) > limits.sheets:
        raise over("sheets", limits.sheets)
    return found


def _string_lengths(package: Package, limits: Limits) -> list[int]:
    for relation in package.relations(package.main):
        if relation.kind == "sharedStrings" and relation.target in package.names:
            return string_lengths(package.bytes_of(relation.target), relation.target, limits)
    return []


def _refuse_too_much(parts: list[_Part], scans: list[Scan], limits: Limits) -> None:
    if sum(len(scanned.full) for scanned in scans) > limits.cells:
        raise over("cells", limits.cells)
    if sum(scanned.chars for scanned in scans) > limits.chars:
        raise over("chars", limits.chars)
    for part, scanned in zip(parts, scans, strict=True):
        height, width = scanned.height_and_width()
        if height * width > limits.area:
            raise Unreadable("W012", part.name, far_cell(scanned), limits.area)


def _sheet(workbook: CalamineWorkbook, part: _Part, scanned: Scan, counts: Counts) -> Sheet:
    cells = tuple(_cells(workbook, part, scanned, counts))
    columns = {cell.column for cell in cells}
    return Sheet(
        part.name,
        part.hidden,
        cells,
        tuple(scanned.merged),
        tuple(sorted({cell.row for cell in cells} & scanned.hidden_rows)),
        tuple(sorted(column for column in columns if scanned.column_hidden(column))),
    )


def _cells(workbook: CalamineWorkbook, part: _Part, scanned: Scan, counts: Counts) -> Iterator[SheetCell]:
    """The cells of which the XML says that they are full. Raises `Unreadable` where the values stand elsewhere."""
    sheet = workbook.get_sheet_by_name(part.name)
    start = sheet.start or (0, 0)
    values: dict[tuple[int, int], _Value] = {}
    for row, found in enumerate(sheet.to_python() if sheet.start else [], start[0] + 1):
        for column, value in enumerate(found, start[1] + 1):
            if value != "":
                values[row, column] = value
    if not values.keys() <= scanned.full.keys():
        raise Unreadable("W003", _KIND, part.part)
    for at in scanned.full:
        formula = at in scanned.formulas
        if at in scanned.errors:
            yield SheetCell(*at, "error", scanned.errors[at], formula)
        elif at in values:
            kind, text = _shown(values[at])
            text, unseen = unseen_removed(text)
            counts.add("W031", unseen)
            if text.strip():
                yield SheetCell(*at, kind, text, formula)
        elif formula:
            yield SheetCell(*at, "nothing", "", formula)


def _shown(value: _Value) -> tuple[CellKind, str]:
    match value:
        case bool():
            return "bool", str(int(value))
        case int() | float():
            digits = f"{Decimal(repr(value)):f}"
            return "number", digits.removesuffix(".0")
        case str():
            return "text", value.replace("\r\n", "\n").replace("\r", "\n")
        case datetime.datetime():
            return "date", value.isoformat(timespec="seconds")
        case datetime.date():
            return "date", value.isoformat()
    return "time", str(value)


def _left_out(package: Package) -> Iterator[Remark]:
    def count(beginnings: tuple[str, ...]) -> int:
        return sum(1 for name in package.names if name.startswith(beginnings) and "/_rels/" not in name)

    if pictures := count(_PICTURES):
        yield Remark("W025", (pictures,))
    if count(_MACROS):
        yield Remark("W030", ("macros",))
    if links := count(_ELSEWHERE):
        yield Remark("W036", (links,))
