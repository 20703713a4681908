"""The head of a document or of a text in it: title, number, issuer, days, addressee; and the labels of a web page."""

from __future__ import annotations

from collections.abc import Sequence

from guiju.engine.document.dates import DayRead, read_day
from guiju.engine.document.grammar import words
from guiju.engine.document.line import Line, joined
from guiju.engine.document.numbers import DocumentNumber, document_numbers
from guiju.engine.document.page_title import (
    fuller,
    is_page_line,
    is_path,
    label_of,
    label_table_end,
    title_again,
    without_page,
)
from guiju.engine.document.rows import Row
from guiju.engine.document.telling import addresses, days_in, ends_title, only_day, organs
from msgspec import Struct

_MOST_TITLE_LINES = 5
_LONGEST_TITLE_LINE = 90
_MARK_END = "文件"
_SIGNED_BY = "签发人"


class Labelled(Struct):
    """What the lines of a head and the labels of a page say, while they are read."""

    numbers: list[tuple[DocumentNumber, Line]]
    issuers: list[str]
    notes: list[Line]
    register: str | None = None
    made: DayRead | None = None
    published: DayRead | None = None
    printed: DayRead | None = None


class Top(Struct, frozen=True):
    """The head of one text; `end` is the row at which its body begins."""

    title: Line | None
    said: Labelled
    addressee: Line | None
    end: int


def read_top(rows: Sequence[Row], start: int = 0, titled: bool = False) -> Top:
    """The head of the text that begins at row `start`; `titled` where its title came before and is known."""
    said = Labelled([], [], [])
    title: list[Line] = []
    at = start
    done = titled
    while at < len(rows):
        row = rows[at]
        if _read_aside(rows, at, said, done):
            at += 1
        elif not done and _may_title(row) and len(title) < _MOST_TITLE_LINES:
            title.append(row.line)
            at += 1
            done = ends_title("".join(line.text for line in title)) and not _more_title(rows, at)
        elif done and (end := label_table_end(rows, at)) > at:
            for cell in range(at, end):
                _read_aside(rows, cell, said, titled=False)
            at = end
        elif done and row.mark.kind == "CONTENTS":
            at = _after_contents(rows, at)
        elif done and organs(row.line) and (titled or _names_issuer(rows, at)):
            said.issuers.extend(organ.text for organ in organs(row.line))
            at += 1
        elif done and _is_note(row.line):
            _read_note(row.line, said)
            at += 1
        else:
            break
    if title and not done and not ends_title("".join(line.text for line in title)):
        at -= len(title) - 1 if _contiguous(rows, at, title) else 0
        title = title[:1]
    title = without_page(title)
    again = (
        title_again(rows, at, "".join(line.text for line in title)) if title and done and not titled else None
    )
    if again is not None:
        return _below_page(rows, (at, *again), title, said)
    addressee = None
    if at < len(rows) and rows[at].line.cell is None and addresses(rows[at].line) and not rows[at].mark.marks:
        addressee = rows[at].line
        at += 1
    return Top(joined(title) if title else _in_number(said), said, addressee, at)


def _in_number(said: Labelled) -> Line | None:
    """The title of an order that stands only before its number: 禁火令〔2021〕第2号."""
    for number, line in said.numbers:
        if number.order and number.code and line.text.startswith(number.code) and ends_title(number.code):
            return line.cut(0, len(number.code))
    return None


def _below_page(rows: Sequence[Row], bounds: tuple[int, int, int], title: list[Line], said: Labelled) -> Top:
    """The head of a text whose title comes again below what a web page says of it: the rows at which the page goes on, at
    which the title comes, behind it."""
    start, first, end = bounds
    made = said.made
    for at in range(start, first):
        _read_aside(rows, at, said, titled=True)
    said.made = made  # a bare day above a text is that of the page
    own = read_top(rows, end, titled=True)
    below = own.said
    merged = Labelled(
        [*below.numbers, *said.numbers],
        [*below.issuers, *said.issuers],
        [*said.notes, *below.notes],
        below.register or said.register,
        below.made or said.made,
        below.published or said.published,
        below.printed or said.printed,
    )
    return Top(joined(fuller(title, [row.line for row in rows[first:end]])), merged, own.addressee, own.end)


def _contiguous(rows: Sequence[Row], at: int, title: list[Line]) -> bool:
    return [row.line for row in rows[at - len(title) : at]] == title


def _may_title(row: Row) -> bool:
    text = row.line.text
    if row.mark.marks or row.line.cell is not None or len(text) > _LONGEST_TITLE_LINE or addresses(row.line):
        return False
    return row.mark.kind in ("TEXT", "DATE") and not text.endswith(words("closed"))


def _more_title(rows: Sequence[Row], at: int) -> bool:
    """Whether the title, which could end, goes on: its edition, or a second part of its genre."""
    if at >= len(rows) or not _may_title(rows[at]):
        return False
    text = rows[at].line.text
    edition = (
        text.startswith("（")
        and text.endswith("）")
        and len(text) < 12
        and not any(days_in(rows[at].line))
        and not document_numbers(text)
    )
    return edition or text in words("genre") or text.startswith("的")


def _names_issuer(rows: Sequence[Row], at: int) -> bool:
    """An issuer below the title has a number, a day or another issuer below it."""
    if at + 1 >= len(rows):
        return False
    following = rows[at + 1].line
    return bool(only_day(following) or document_numbers(following.text) or organs(following))


def _read_aside(rows: Sequence[Row], at: int, said: Labelled, titled: bool) -> bool:
    """Whether the row is none of title and body but says something beside them, which is taken down."""
    row = rows[at]
    text, kind = row.line.text, row.mark.kind
    if row.line.cell is not None and not titled:
        beside = rows[at + 1].line if at + 1 < len(rows) else None
        label = label_of(text)
        if label and beside is not None and beside.cell is not None:
            _take(label.upper(), beside, said)
        elif kind.startswith("LABEL"):
            _take(kind, row.line.cut(row.mark.end), said)
        return True
    if kind.startswith("LABEL"):
        _take(kind, row.line.cut(row.mark.end), said)
        return True
    if is_path(row.line) or is_page_line(row.line):
        return True
    if kind == "REGISTER":
        said.register = said.register or text.rpartition("：")[2]
        return True
    numbers = document_numbers(text.partition(_SIGNED_BY)[0])
    if numbers:
        said.numbers.extend((number, row.line) for number in numbers)
        return True
    day = only_day(row.line)
    if day is not None:
        said.made = said.made or day
        return True
    if titled:
        return False
    if text.endswith(_MARK_END) and text.removesuffix(_MARK_END).endswith(words("organ")):
        said.issuers.append(text.removesuffix(_MARK_END))
        return True
    return text in words("urgency") or (text.isdigit() and len(text) < 8)


def _take(kind: str, value: Line, said: Labelled) -> None:
    day = next((day for _, _, day in days_in(value)), None) or read_day(value.text)
    if kind == "LABEL_NUMBER":
        said.numbers.extend((number, value) for number in document_numbers(value.text))
    elif kind == "LABEL_REGISTER":
        said.register = value.text or said.register
    elif kind == "LABEL_ISSUER" and value.text:
        said.issuers.append(value.text)
    elif kind == "LABEL_MADE":
        said.made = day
    elif kind == "LABEL_PUBLISHED":
        said.published = day
    elif kind == "LABEL_PRINTED":
        said.printed = day


def _is_note(line: Line) -> bool:
    """（2019年11月20日某镇人民政府印发）, or the same without brackets."""
    text = line.text
    if len(text) > _LONGEST_TITLE_LINE or not any(days_in(line)):
        return False
    return (text.startswith("（") and text.endswith("）")) or text.endswith(words("event_published"))


def _read_note(line: Line, said: Labelled) -> None:
    """（2019年11月20日某镇人民政府印发 自2020年1月1日起施行）: each day by the word that follows it."""
    said.notes.append(line)
    found = list(days_in(line))
    for index, (_, end, day) in enumerate(found):
        until = found[index + 1][0] if index + 1 < len(found) else len(line.text)
        said_of_it = line.text[end:until]
        printed = next((word for word in words("event_printed") if word in said_of_it), None)
        published = next((word for word in words("event_published") if word in said_of_it), None)
        if printed is not None:
            said.printed = said.printed or day
        elif published is not None:
            said.published = said.published or day
        issuer = said_of_it.partition(printed or published or "）")[0]
        if issuer.endswith(words("organ")):
            said.issuers.append(issuer)


def _after_contents(rows: Sequence[Row], at: int) -> int:
    """Past a table of contents: to where its first entry comes for the second time."""
    if at + 1 >= len(rows):
        return at + 1
    first = rows[at + 1]
    again = (
        i for i in range(at + 2, len(rows)) if rows[i].line.text == first.line.text.rstrip("0123456789.…·")
    )
    return next(again, at + 1)
