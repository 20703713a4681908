"""The title of a document that was copied together with the web page around it: what the page says above the title and
below it, and a title of the page that comes again as that of the document."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from guiju.engine.document.grammar import words
from guiju.engine.document.line import Line
from guiju.engine.document.opening import LABELS
from guiju.engine.document.rows import Row
from guiju.engine.document.telling import addresses, ends_title, organs

_MOST_BETWEEN = 12
_MOST_LINES = 5
_LONGEST_LINE = 90
_SUBJECT = "关于"


def without_page(title: Sequence[Line]) -> list[Line]:
    """The lines of a title less those of the page: words that name no organ and no subject, above a line which is a title
    by itself (首页 政务公开, above 某县人民政府关于…的通告)."""
    last = title[-1].text if title else ""
    of_page = title[:-1]
    if not _of_organ(last) or not ends_title(last) or any(_belongs(line) for line in of_page):
        return list(title)
    return [title[-1]]


def is_path(line: Line) -> bool:
    """Whether it is the path to a page: 首页 > 政务公开 > 文件."""
    steps = (line.text.split(sign) for sign in words("path_signs"))
    return len(line.text) <= _LONGEST_LINE and any(len(each) > 2 and all(each) for each in steps)


def is_page_line(line: Line) -> bool:
    """Whether it tells of the page alone: 2021-09-16 来源：某县政府办 字体大小：默认."""
    text = line.text
    inside = any(text.find(label + "：") > 0 for label in words("label_other"))
    return inside and len(text) <= _LONGEST_LINE and not text.endswith("。") and text[:1].isdecimal()


def label_table_end(rows: Sequence[Row], start: int) -> int:
    """The row behind a table of labels of a page (索引号, 文号, 发布机构) that begins here; `start` where there is
    none."""
    first = rows[start].line.cell
    if first is None:
        return start
    cells = list(takewhile(lambda row: row.line.cell and row.line.cell.table == first.table, rows[start:]))
    labels = sum(label_of(row.line.text) is not None or row.mark.kind.startswith("LABEL") for row in cells)
    return start + len(cells) if labels > 1 and labels * 3 >= len(cells) else start


def label_of(text: str) -> str | None:
    """The list of labels in which the text of a cell is."""
    return next((name for name in LABELS if text.rstrip("：") in words(name)), None)


def title_again(rows: Sequence[Row], start: int, title: str) -> tuple[int, int] | None:
    """The rows, first and behind the last, in which the title stands once more, a few lines below; None where it does
    not, or where text begins before it."""
    for first in range(start, min(start + _MOST_BETWEEN, len(rows))):
        text = ""
        for last in range(first, min(first + _MOST_LINES, len(rows))):
            if not _short(rows[last]):
                break
            text += rows[last].line.text
            if _same(text, title) and (
                organs(rows[first].line) or not _same_without_first(text, rows[first], title)
            ):
                return first, last + 1
        if not _short(rows[first]):
            return None
    return None


def fuller(page: Sequence[Line], document: Sequence[Line]) -> list[Line]:
    """Of a title of the page and the same one of the document that which names an organ; else that of the document."""
    of_page = "".join(line.text for line in page)
    named = _of_organ(of_page) and not _of_organ("".join(line.text for line in document))
    return list(page if named else document)


def _same(one: str, other: str) -> bool:
    """Whether both are the same title, perhaps with other words before its subject."""
    if _SUBJECT not in one or _SUBJECT not in other:
        return one == other
    return one.partition(_SUBJECT)[2] == other.partition(_SUBJECT)[2]


def _same_without_first(text: str, first: Row, title: str) -> bool:
    return _same(text.removeprefix(first.line.text), title)


def _of_organ(title: str) -> bool:
    """Whether it begins with an organ that is named with its place: 某县人民政府关于…."""
    before, about, _ = title.partition(_SUBJECT)
    return bool(about) and before.endswith(words("organ")) and any(p in before for p in words("place_kind"))


def _belongs(line: Line) -> bool:
    """Whether a line above may be of the title itself: an organ, the subject, what is sent on."""
    text = line.text
    return bool(organs(line)) or _SUBJECT in text or text.endswith(words("carrying"))


def _short(row: Row) -> bool:
    """Whether it can be a line of a page or of a title: not the mark of a part, no cell, no whole sentence."""
    line = row.line
    outside = row.mark.marks or line.cell is not None or addresses(line)
    return not outside and len(line.text) <= _LONGEST_LINE and not line.text.endswith("。")
