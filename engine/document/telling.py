"""What a single line is: a list of addressees, the name of organs, the end of a title, a day."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from guiju.engine.document.dates import DayRead, read_day
from guiju.engine.document.grammar import terminal, words
from guiju.engine.document.line import Line

_LONGEST_ORGANS = 80
_LONGEST_ADDRESSEE = 150
_COMPACT = 8
_SENTENCE = frozenset("。；，：！？、")
_OUTER_BRACKET = "（"
_DAYS = ("DATE", "TORN_DATE", "SHORT_DATE")


def days_in(line: Line) -> Iterator[tuple[int, int, DayRead]]:
    """The days that the line names: start, end, reading."""
    for match in terminal("lines", *_DAYS).finditer(line.text):
        yield match.start(), match.end(), read_day(match[0])


def only_day(line: Line) -> DayRead | None:
    """The day that is all of the line, in eight digits (20190520) too."""
    if len(line.text) > 14:
        return None
    if line.text.isdecimal() and len(line.text) == _COMPACT:
        day = read_day(f"{line.text[:4]}-{line.text[4:6]}-{line.text[6:]}")
        return day if day.day is not None else None
    match = terminal("lines", *_DAYS).fullmatch(line.text)
    return read_day(match[0]) if match else None


def genre_of(title: str) -> str:
    """The kind of document that a title ends with, 办法, 通知; "" if none."""
    bare = without_edition(title).rstrip("》")
    return next((word for word in words("genre") if bare.endswith(word)), "")


def without_edition(title: str) -> str:
    """The title less a last bracket: （试行）, （2019年修订）."""
    if title.endswith("）"):
        return title[: title.rfind(_OUTER_BRACKET)] if _OUTER_BRACKET in title else title
    return title


def ends_title(text: str) -> bool:
    return (
        bool(genre_of(text)) and text.count("《") == text.count("》") and text.count("（") == text.count("）")
    )


def organs(line: Line) -> tuple[Line, ...]:
    """The organs whose names, with blanks between them, are all of the line; none where it is something else."""
    text = line.text
    if not text or len(text) > _LONGEST_ORGANS or not text.endswith(words("organ")) or _SENTENCE & set(text):
        return ()
    cuts = [run.at for run in line.runs[1:] if text[: run.at].endswith(words("organ"))]
    bounds = [0, *cuts, len(text)]
    pieces = [line.cut(a, b) for a, b in pairwise(bounds)]
    return tuple(pieces) if all(len(p.text) > 2 for p in pieces) else (line,)


def addresses(line: Line) -> bool:
    """Whether the line names those to whom the document is sent."""
    text = line.text
    return (
        text.endswith("：")
        and len(text) < 150
        and "。" not in text
        and not any(w in text for w in words("introducing"))
    )
