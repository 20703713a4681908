"""What there is to know of a ledger beside its values: formulas, merged and hidden cells, rows left out, further sheets,
documents that stand there twice. Warnings and notes; none keeps it from being used."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.document.workbook import Sheet, cell_name, column_name
from guiju.engine.ledger.columns import folded
from guiju.engine.ledger.model import Row
from guiju.engine.ledger.problems import Problems, cells_named, quoted
from guiju.engine.ledger.table import Grid, Heading

_NAMED = 8


def tell_formulas(grid: Grid, heading: Heading, rows: Sequence[Row], problems: Problems) -> None:
    """One note for each column with formulas, but for that of running numbers."""
    for key, column in heading.known.items():
        cells = (grid.get(row.row, {}).get(column) for row in rows)
        found = [c for c in cells if c is not None and c.formula and c.kind not in ("nothing", "error")]
        if not found or key == "serial":
            continue
        names = cells_named([cell_name(cell.row, cell.column) for cell in found])
        message = names + Text(
            " 是公式,按上次保存的值读,没有重新计算", ": formulas, read as last saved and not calculated anew"
        )
        hint = Text(
            "日期变了,先在 Excel 或 WPS 里打开保存",
            "if what they rest on has changed, open the file in Excel or WPS and save it",
        )
        problems.at_sheet("X020", message, hint, "note", found[0].row)


def tell_unnamed(grid: Grid, heading: Heading, rows: Sequence[Row], problems: Problems) -> None:
    """One warning for each column that holds something and has no name."""
    unnamed: dict[int, list[str]] = {}
    for row in rows:
        for column in sorted(set(grid[row.row]) - set(heading.columns)):
            unnamed.setdefault(column, []).append(cell_name(row.row, column))
    for column, cells in sorted(unnamed.items()):
        message = Text("这一列没有列名,没有用:", "this column has no name and is not used: ") + cells_named(
            cells
        )
        hint = Text("在表头里写上列名", "write its name in the heading")
        problems.at_cell("X029", heading.row, column, message, hint, "warning")


def tell_numbers_as_days(cells: Sequence[tuple[int, int]], problems: Problems) -> None:
    if cells:
        names = cells_named([cell_name(*cell) for cell in sorted(cells)])
        message = names + Text(
            " 是数字,按 Excel 的日期序号读作日期", ": numbers, read as the days that Excel counts by them"
        )
        hint = Text(
            "把这几格的格式改成日期,核对",
            "give these cells the format of a date, and look whether they are right",
        )
        problems.at_sheet("X021", message, hint, "warning", cells[0][0])


def tell_hidden(sheet: Sheet, heading: Heading, rows: Sequence[Row], problems: Problems) -> None:
    hidden_rows = sorted({row.row for row in rows} & set(sheet.hidden_rows))
    hidden_columns = sorted(set(heading.columns) & set(sheet.hidden_columns))
    parts = []
    if hidden_rows:
        named = _numbers(hidden_rows)
        parts.append(Text(f"第 {named} 行", f"row {named}" if len(hidden_rows) == 1 else f"rows {named}"))
    if hidden_columns:
        named = ", ".join(map(column_name, hidden_columns))
        parts.append(
            Text(f"{named} 列", f"column {named}" if len(hidden_columns) == 1 else f"columns {named}")
        )
    if parts:
        message = join(parts, "、", " and ") + Text(
            " 是隐藏的(或被筛选掉),也读了", ": hidden (or filtered out), read all the same"
        )
        problems.at_sheet("X022", message, severity="note", row=heading.row)


def tell_left_out(rows: Sequence[int], problems: Problems) -> None:
    if rows:
        message = Text(
            f"第 {_numbers(rows)} 行不是文件(小标题、合计、签名、注等),没有读",
            f"not read, as no document stands there (a caption, a sum, a signature, a remark): row {_numbers(rows)}",
        )
        problems.at_sheet("X023", message, severity="note", row=rows[0])


def tell_merged(spread: Grid, rows: Sequence[Row], problems: Problems) -> None:
    reached = {row.row for row in rows}
    cells = sorted(
        {(c.row, c.column) for row, found in spread.items() if row in reached for c in found.values()}
    )
    if cells:
        names = cells_named([cell_name(*cell) for cell in cells])
        message = names + Text(
            " 与下面几格合并,这几行都用它的值", ": merged with cells below, whose rows all have this value"
        )
        problems.at_sheet("X024", message, severity="note", row=cells[0][0])


def tell_sheets(used: Sheet, others: Iterable[tuple[Sheet, bool]], problems: Problems) -> None:
    """`others` are the sheets that are not read, with whether they have the heading of a ledger."""
    if used.hidden:
        message = Text("这张工作表是隐藏的,台账在上面", "the ledger is on this sheet, which is hidden")
        problems.at_sheet("X026", message, severity="warning")
    named = list(others)
    ledgers = [quoted(sheet.name) + _hidden(sheet) for sheet, is_ledger in named if is_ledger]
    rest = [quoted(sheet.name) + _hidden(sheet) for sheet, is_ledger in named if not is_ledger]
    if ledgers:
        message = Text("没有读:还有工作表", "not read: further sheets ") + join(ledgers[:_NAMED])
        message += Text(
            " 也有台账的表头,每个文件只读一张", " have the heading of a ledger; one of a file is read"
        )
        hint = Text(
            "要读的放在最前,或各存一个文件", "put the one to be read first, or save each as a file of its own"
        )
        problems.at_sheet("X025", message, hint, "warning")
    if rest:
        message = Text("没有读:还有工作表", "not read: further sheets ") + join(rest[:_NAMED])
        problems.at_sheet("X025", message, severity="note")


def tell_twice(rows: Sequence[Row], heading: Heading, problems: Problems) -> None:
    """Documents with one number, or with one title where a number is missing."""
    numbers: dict[str, Row] = {}
    titles: dict[str, Row] = {}
    for row in rows:
        number = folded(row.number.value) if row.number else ""
        title = folded(row.title.value.strip("《》")) if row.title else ""
        first = numbers.get(number) if number else None
        key, same = "number", first
        if same is None and title in titles and not (number and titles[title].number):
            key, same = "title", titles[title]
        if same is not None:
            message = Text(f"与第 {same.row} 行是同一份文件", f"the same document as row {same.row}")
            message += (
                Text("(文号相同)", " (by its number)")
                if key == "number"
                else Text("(名称相同)", " (by its title)")
            )
            problems.at_cell("X027", row.row, heading.known[key], message, severity="warning")
        if number:
            numbers.setdefault(number, row)
        if title:
            titles.setdefault(title, row)


def _hidden(sheet: Sheet) -> Text:
    return Text("(隐藏)", " (hidden)") if sheet.hidden else plain("")


def _numbers(rows: Sequence[int]) -> str:
    more = f" … ({len(rows)})" if len(rows) > _NAMED else ""
    return ", ".join(map(str, rows[:_NAMED])) + more
