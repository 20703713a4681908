"""What a document is made for once: the year in its title, the span of time it orders something for, 今年 in its opening.

In: a document and the clauses on its own time. Out: the words that tie it to that time, and the last day of it. All of it
is a heuristic, on which a question is based and no result: a document may say 2019年 and still be in use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from guiju.engine.document.clauses import Expiry
from guiju.engine.document.dates import read_day
from guiju.engine.document.grammar import terminal, words
from guiju.engine.document.line import Line
from guiju.engine.document.model import Place
from guiju.engine.document.spots import Spot, spots
from guiju.engine.document.tree import Document
from msgspec import Struct

_DAY = "DATE"
_YEAR = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})年?(?:[至—－\-~到]+((?:19|20)[0-9]{2}))?年(?![0-9]{1,2}月)度?"
)
_QUOTED = re.compile(r"《[^》]*》|（[^）]*）")
_UNTIL = re.compile(r"(?:至|到|—|－|-|~)$")
_SHORT_END = re.compile(r"(?:[0-9]{1,2}[时点]|零时|起)*(?:至|到|—|－|-|~)(?:([0-9]{1,2})月)?([0-9]{1,2})日")
"""The end of a span without its year, and perhaps without its month: 2016年7月29日至31日."""

_CLOSE = 24
_LAST = 12, 31


class Occasion(Struct, frozen=True):
    """`last` is the last day of the time that `text` names; None where that hangs on the day of the document, which is
    not stated. `places` is where it stands."""

    last: date | None
    text: str
    places: tuple[Place, ...]


def occasion(document: Document, expiries: tuple[Expiry, ...]) -> Occasion | None:
    """The time that it is for, the first of these: spans of days in its articles and points, of which the last ends it;
    the year of its title; the year or season of its opening. None where it states how long it is in force."""
    if expiries:
        return None
    return _of_spans(document) or _of_title(document) or _of_opening(document)


def _of_title(document: Document) -> Occasion | None:
    line = document.core.title
    if line is None:
        return None
    bare = _QUOTED.sub(lambda match: "○" * len(match[0]), line.text)
    found = [m for m in _YEAR.finditer(bare) if not bare[m.end() :].startswith(words("not_an_occasion"))]
    if found:
        return _year(line, found[-1], int(found[-1][2] or found[-1][1]))
    return _this_year(document, line)


def _of_spans(document: Document) -> Occasion | None:
    heading = ""
    found: list[Occasion] = []
    every = list(_core(document))
    in_parts = any(spot.node.mark is not None for spot in every)
    for spot in every:
        if spot.node.heading is not None:
            heading = spot.node.heading.text + "："
        elif spot.node.mark is not None:
            heading = ""
        if spot.at.article is not None or spot.node.mark is not None or not in_parts:
            found += _spans(spot, heading)
    return max(found, key=lambda each: each.last or date.min, default=None)


def _spans(spot: Spot, heading: str) -> Iterator[Occasion]:
    """自…至…止 with something ordered for that time, or …时间至…止."""
    line = spot.line
    before = 0
    for match in terminal("lines", _DAY).finditer(line.text):
        lead = line.text[max(before, match.start() - _CLOSE) : match.start()]
        day = read_day(match[0]).day
        ends = _UNTIL.search(lead) is not None and "。" not in lead
        if ends and day is not None and _orders(heading + line.text):
            yield Occasion(
                day, line.written[max(before, match.start() - _CLOSE) : match.end()], line.places()
            )
        short = _SHORT_END.match(line.text, match.end())
        last = _in_year_of(day, short) if short is not None else None
        if short is not None and last is not None and _orders(heading + line.text):
            yield Occasion(last, line.written[match.start() : short.end()], line.places())
        before = match.start()


def _in_year_of(first: date | None, short: re.Match[str]) -> date | None:
    """The last day of a span whose first is known; None where there is no such day, or it comes before the first."""
    try:
        last = first and first.replace(month=int(short[1] or first.month), day=int(short[2]))
    except ValueError:
        return None
    return last if first is not None and last is not None and last >= first else None


def _orders(said: str) -> bool:
    lists = ("occasion_times", "mood_must", "mood_must_not", "occasion_orders")
    return any(word in said for name in lists for word in words(name))


def _of_opening(document: Document) -> Occasion | None:
    """现就我县2025年草原禁牧…通告如下; 2024年春节将至; 为做好今年…工作."""
    for spot in _core(document):
        if spot.at.article is not None:
            return None
        for match in _YEAR.finditer(spot.line.text):
            behind, lead = spot.line.text[match.end() :], spot.line.text[: match.start()][-_CLOSE:]
            near = lead[max((lead.rfind(sign) for sign in "，。；《"), default=-1) + 1 :]
            told = any(word in near for word in words("occasion_leads"))
            if behind.startswith(words("not_an_occasion")):
                continue
            if told or behind.startswith(words("occasion_seasons")):
                return _year(spot.line, match, int(match[2] or match[1]))
        found = _this_year(document, spot.line)
        if found is not None:
            return found
    return None


def _this_year(document: Document, line: Line) -> Occasion | None:
    for word in words("this_year"):
        at = line.text.find(word)
        if at < 0 or line.text[:at].endswith(words("since_this_year")):
            continue
        if line.text[at + len(word) :].startswith(words("not_an_occasion")):
            continue
        made = document.head.made or document.head.published
        day = date(made.day.year, *_LAST) if made is not None and made.day is not None else None
        return Occasion(day, line.written[at : at + _CLOSE], line.places(at, at + len(word)))
    return None


def _year(line: Line, match: re.Match[str], year: int) -> Occasion:
    start, end = match.span()
    return Occasion(date(year, *_LAST), line.written[start : start + _CLOSE], line.places(start, end))


def _core(document: Document) -> Iterator[Spot]:
    core = 1 if document.wrapper is not None else 0
    return (spot for spot in spots(document) if spot.part == core)
