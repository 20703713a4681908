"""The value of one cell, as its column wants it; what cannot be read is a problem at the cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import PurePosixPath, PureWindowsPath

from guiju.engine.case.duration import Duration
from guiju.engine.diagnostics.day_range import in_range, outside
from guiju.engine.diagnostics.nearest import nearest
from guiju.engine.diagnostics.text import Text, join
from guiju.engine.document.workbook import SheetCell, cell_name
from guiju.engine.ledger.columns import Result, result_of, results, says_nothing, says_unlimited
from guiju.engine.ledger.days import Misread, day_of, day_of_number, deadline_of, length_of
from guiju.engine.ledger.model import Given, T
from guiju.engine.ledger.problems import Problems, quoted

_TO = re.compile(r"(.*)[至到~～](.+)", re.S)
_UP_TO = re.compile(r"止\s*\Z")
_BETWEEN_NORMS = re.compile(
    r"[\n;；]+|(?<=[》)）条款项号])\s*(?:[、，,]|以及|和|及)\s*(?=《)|(?<=》)\s*(?=《)"
)
_BY = re.compile(r"(?:根据|依据|按照|依照)\s*(?=《)|[。\s]+\Z")
_YES: Mapping[str, str] = {"0": "FALSE", "1": "TRUE"}


class Cells:
    """The cells of one document by the key of their column, read one by one."""

    def __init__(
        self,
        cells: Mapping[str, SheetCell],
        places: Mapping[str, tuple[int, int]],
        problems: Problems,
        since_1904: bool,
    ) -> None:
        self._cells, self._places, self._problems, self._since_1904 = cells, places, problems, since_1904
        self.numbers_as_days: list[tuple[int, int]] = []

    def text(self, key: str, lines: bool = False) -> Given[str] | None:
        """A text; without its line breaks, unless it may have several lines."""
        cell = self._usable(key)
        if cell is None:
            return None
        text = _YES[cell.text] if cell.kind == "bool" else cell.text
        text = "\n".join(line.strip() for line in text.strip().split("\n"))
        return self._given(key, cell, text if lines else _on_one_line(text))

    def day(self, key: str) -> Given[date] | None:
        return self._day(key, deadline=False)

    def deadline(self, key: str) -> Given[date] | None:
        return self._day(key, deadline=True)

    def _day(self, key: str, deadline: bool) -> Given[date] | None:
        cell = self._usable(key)
        if cell is None:
            return None
        day = self._day_in(key, cell, deadline)
        if isinstance(day, Misread):
            self._wrong(key, day)
            return None
        return self._given(key, cell, day)

    def until(self, key: str) -> Given[date] | Given[Duration] | Given[bool] | None:
        """The end of being in force: a day, a length of time, or True where no end is set."""
        cell = self._usable(key)
        if cell is None:
            return None
        if says_unlimited(cell.text):
            return self._given(key, cell, True)
        length = length_of(cell.text) if cell.kind in ("text", "number") else None
        if length is not None:
            return self._given(key, cell, length)
        end = _TO.match(cell.text) if cell.kind == "text" else None
        day = day_of(_UP_TO.sub("", end[2])) if end is not None else self._day_in(key, cell, deadline=False)
        if isinstance(day, date):
            return self._given(key, cell, day)
        if day.code == "X011":
            hint = Text(
                "写成日期(2024-11-30)、期限(5年、18个月)或「长期」",
                "write a day (2024-11-30), a length of time (5 years, 18 months) or “no end”",
            )
            message = quoted(cell.text) + Text(
                "不是日期,也不是期限", " is neither a day nor a length of time"
            )
            day = Misread("X014", message, hint)
        self._wrong(key, day)
        return None

    def norms(self, key: str) -> Given[tuple[str, ...]] | None:
        """Norms, each as it is written, with the places that are cited of it."""
        cell = self._usable(key)
        if cell is None:
            return None
        parts = (_BY.sub("", " ".join(part.split())) for part in _BETWEEN_NORMS.split(cell.text))
        return self._given(key, cell, tuple(part for part in parts if part))

    def path(self, key: str) -> Given[str] | None:
        """The path of a file below the folder of the ledger, with `/` between its parts."""
        given = self.text(key)
        if given is None:
            return None
        path = given.value.replace("\\", "/")
        if PureWindowsPath(path).drive or PurePosixPath(path).is_absolute() or ".." in path.split("/"):
            message = quoted(given.value) + Text(
                "指到台账所在的文件夹之外", " leads out of the folder of the ledger"
            )
            hint = Text(
                "把文件放到台账旁边,写相对路径,如 文本/01.docx",
                "put the file beside the ledger and write its path from there, such as texts/01.docx",
            )
            self._problems.at_cell("X018", *self._places[key], message, hint)
            return None
        return Given(path, given.cell, given.formula)

    def result(self, key: str) -> Given[Result] | None:
        cell = self._usable(key)
        if cell is None:
            return None
        found = result_of(cell.text)
        if found is not None:
            return self._given(key, cell, found)
        words = results().values()
        close = nearest(cell.text, [n for word in words for n in (word.zh, word.en, *word.also)])
        meant = result_of(close[0]) if close else None
        names = join([word.text for word in words])
        hint = Text("可以是 ", "it can be ") + names
        if meant is not None:
            word = results()[meant]
            hint = Text(f"是不是「{word.zh}」?", f"did you mean “{word.en}”? ") + hint
        message = quoted(cell.text) + Text("不是清理意见", " is no result of a clean-up")
        self._problems.at_cell("X015", *self._places[key], message, hint)
        return None

    def _day_in(self, key: str, cell: SheetCell, deadline: bool) -> date | Misread:
        if cell.kind == "date":
            day = date.fromisoformat(cell.text[:10])
            return day if in_range(day) else Misread("X012", outside(cell.text[:10]))
        number = day_of_number(cell.text.strip(), self._since_1904)
        if number is not None:
            self.numbers_as_days.append(self._places[key])
            return number
        return deadline_of(cell.text) if deadline else day_of(cell.text)

    def _usable(self, key: str) -> SheetCell | None:
        """The cell if it holds a value; that it holds an error, or a formula without one, is told."""
        cell = self._cells.get(key)
        if cell is None or (cell.kind == "text" and says_nothing(cell.text)):
            return None
        if cell.kind == "nothing":
            self._problems.at_cell(
                "X016",
                *self._places[key],
                Text(
                    "公式没有保存过的值;公式不在这里计算",
                    "a formula without a saved value; none is calculated here",
                ),
                Text("用 Excel 或 WPS 打开一次,保存", "open the file once in Excel or WPS and save it"),
            )
            return None
        if cell.kind == "error":
            message = Text("单元格里是错误值", "the cell holds the error ") + quoted(cell.text)
            hint = Text("改正公式,或直接填写", "mend the formula, or write the value")
            self._problems.at_cell("X017", *self._places[key], message, hint)
            return None
        return cell

    def _given(self, key: str, cell: SheetCell, value: T) -> Given[T]:
        return Given(value, cell_name(*self._places[key]), cell.formula)

    def _wrong(self, key: str, found: Misread) -> None:
        self._problems.at_cell(found.code, *self._places[key], found.message, found.hint)


def _on_one_line(text: str) -> str:
    """Lines put together; between two letters or digits of Latin script a blank stays."""
    return re.sub(r"(?<=[!-~])\n(?=[!-~])", " ", text).replace("\n", "")
