"""The tail of a text: signature, note of what is attached, remarks; and the imprint (版记) of the document."""

from __future__ import annotations

from collections.abc import Sequence

from guiju.engine.document.dates import DayRead
from guiju.engine.document.grammar import words
from guiju.engine.document.line import Line, joined
from guiju.engine.document.rows import Row
from guiju.engine.document.telling import days_in, only_day, organs
from guiju.engine.document.tree import Signature
from msgspec import Struct

_MOST_ISSUERS = 12
_LONGEST_REMARK = 60
_LONGEST_HALF = 24
_NEAR_PLACE = 5
_NOT_IN_NAMES = "，。；：！？"


class Tail(Struct, frozen=True):
    """`body_end`: the row after the last of the body; `end`: the row after the last of the text."""

    signature: Signature | None
    attachments: tuple[Line, ...]
    notes: tuple[Line, ...]
    body_end: int
    end: int


def read_tail(rows: Sequence[Row], start: int, end: int) -> Tail:
    """The tail of the text whose body begins at row `start` and that ends at the latest before row `end`."""
    for at in range(start, end):
        found = _signature(rows, start, at, end)
        if found is not None:
            signature, first = found
            after = at + 1
            notes: list[Line] = []
            while after < end and _is_remark(rows[after].line):
                notes.append(rows[after].line)
                after += 1
            attached = _attachments(rows, start, first)
            return Tail(
                signature, tuple(row.line for row in rows[attached:first]), tuple(notes), attached, after
            )
    stop = next((at for at in range(start, end) if _begins_annex(rows[at])), end)
    listed = _listed_before_annex(rows, stop, end)
    notes = []
    body_end = stop
    while body_end > start and _is_remark(rows[body_end - 1].line):
        body_end -= 1
        notes.insert(0, rows[body_end].line)
    return Tail(None, tuple(row.line for row in rows[stop:listed]), tuple(notes), body_end, listed)


def _signature(rows: Sequence[Row], start: int, at: int, end: int) -> tuple[Signature, int] | None:
    """The signature whose day is in row `at`, and its first row."""
    line = rows[at].line
    if line.cell is not None or len(line.text) > 60:
        return None
    day = only_day(line)
    if day is not None:
        issuers, signatory, first = _signers(rows, start, at)
        last = at + 1 >= end or rows[at + 1].mark.kind == "ANNEX" or _is_remark(rows[at + 1].line)
        below_note = at > start and _attachments(rows, start, at) < at
        if issuers or signatory or last or below_note:
            return Signature(tuple(issuers), day, line, signatory), first
        return None
    beside = _organs_before_day(line)
    if beside is None:
        return None
    above, signatory, first = _signers(rows, start, at)
    return Signature((*above, *beside[0]), beside[1], line.cut(beside[2]), signatory), first


def _signers(rows: Sequence[Row], start: int, at: int) -> tuple[list[Line], Line | None, int]:
    """The organs, or the person of an order, named in the rows right above."""
    issuers: list[Line] = []
    signatory = None
    first = at
    while first > start and at - first < _MOST_ISSUERS:
        above = rows[first - 1]
        if above.line.cell is not None or above.mark.marks:
            break
        names = organs(above.line)
        if names:
            issuers[:0] = names
        elif signatory is None and len(above.line.text) < 12 and above.line.text.startswith(words("office")):
            signatory = above.line
        else:
            break
        first -= 1
    if first > start and issuers and (begins := _begins_name(rows[first - 1], issuers[0])):
        issuers[0], first = begins, first - 1
    return issuers, signatory, first


def _begins_name(row: Row, name: Line) -> Line | None:
    """The whole name of an organ that was broken, whose first half is the row: 某市清理取缔, above 某车指挥部."""
    line, places = row.line, words("place_kind")
    half = line.text[:_NEAR_PLACE]
    if any(p in name.text for p in places) or not any(half.find(p) > 0 for p in places):
        return None
    if line.text.startswith(words("no_place_name")):
        return None
    if row.mark.kind != "TEXT" or line.cell is not None or len(line.text) > _LONGEST_HALF:
        return None
    if any(sign in line.text for sign in _NOT_IN_NAMES) or not organs(joined([line, name])):
        return None
    return joined([line, name])


def _organs_before_day(line: Line) -> tuple[tuple[Line, ...], DayRead, int] | None:
    """A line of organs and a day: 某镇人民政府　2019年11月20日."""
    for start, end, day in days_in(line):
        if start and end == len(line.text):
            names = organs(line.cut(0, start))
            return (names, day, start) if names else None
    return None


def _attachments(rows: Sequence[Row], start: int, end: int) -> int:
    """The first row of the note of what is attached, which stands right above row `end`; `end` if there is none."""
    at = end
    while at > start:
        row = rows[at - 1]
        if row.mark.kind == "ANNEX":
            return at - 1
        if row.mark.kind not in ("ARABIC_MARK", "HAN_MARK") or len(row.line.text) > _LONGEST_REMARK:
            return end
        at -= 1
    return end


def _listed_before_annex(rows: Sequence[Row], at: int, end: int) -> int:
    """The row after a list of annexes (附件1：…, 附件2：…) right above the first of them; `at` if there is none."""
    after = at
    while (
        after < end and rows[after].mark.kind == "ANNEX" and rows[after].mark.end < len(rows[after].line.text)
    ):
        after += 1
    follows = after < end and rows[after].mark.kind == "ANNEX"
    return after if follows else at


def _begins_annex(row: Row) -> bool:
    return row.mark.kind == "ANNEX" and not row.line.text.endswith("。")


def _is_remark(line: Line) -> bool:
    return line.text.startswith("（") and line.text.endswith("）") and len(line.text) <= _LONGEST_REMARK


def read_imprint(rows: Sequence[Row]) -> tuple[int, DayRead | None]:
    """The row at which the imprint begins, and the day of printing it names."""
    first, printed = len(rows), None
    while first > 0:
        row = rows[first - 1]
        day = _printed(row)
        named_above = (
            printed is not None and first < len(rows) and bool(organs(row.line)) and _printed(rows[first])
        )
        if not (day or named_above or row.mark.kind == "COPIED" or row.mark.kind == "LABEL_OTHER"):
            break
        printed = printed or day
        first -= 1
    return first, printed


def _printed(row: Row) -> DayRead | None:
    """The day of printing that the row names: 某办公室 2019年11月26日印发."""
    text = row.line.text
    if len(text) > _LONGEST_REMARK or not text.endswith(words("event_printed")):
        return None
    return next((day for _, end, day in days_in(row.line) if len(text) - end <= 2), None)
