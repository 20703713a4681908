"""The case laid on a line of dates: where every mark, bar and label of the drawing stands, in SVG user units.

One lane for each step; within a lane records are put in as many rows as it takes that no two labels touch. A
skipped step is drawn once, where it was first due: just before the record that needed it, else on its last day.
The line ends on the day of looking; that of a case closed by then ends with the last record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.evaluate.finding import State, Verdict
from guiju.engine.report.layout.columns import columns, fill
from guiju.engine.report.layout.ticks import Scale, Tick
from guiju.engine.report.words.naming import Names, days, visible
from msgspec import Struct

WIDTH, LABEL_WIDTH, MARGIN = 760, 150, 14
TOP, ROW, AXIS = 30, 36, 34
WIDE, NARROW = 11.5, 6.6  # font size 11.5: a wide character, and a safe width for a digit or Latin letter
RECORDS_DRAWN = 200
_DUE_BEFORE = 9  # how far before the record that needed it a skipped step is drawn


class Mark(Struct, frozen=True):
    """A point (`width` 0) or bar at `x`, its label starting at `label_x`; `kind` is the CSS class."""

    kind: str
    x: float
    width: float
    y: float
    label: str
    label_x: float
    title: str
    running: bool = False


class Lane(Struct, frozen=True):
    label: tuple[str, ...]
    title: str
    y: float
    height: float
    marks: tuple[Mark, ...]


class On(Struct, frozen=True):
    """The day of looking."""

    x: float
    label: str
    label_x: float


class Timeline(Struct, frozen=True):
    width: float
    height: float
    left: float
    bottom: float
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    on: On | None
    left_out: str | None


class _Item(Struct, frozen=True):
    """Something to draw in the lane of `step`, before it has a row."""

    step: str
    kind: str
    start: date
    end: date
    label: str
    title: str
    shift: float = 0.0
    running: bool = False


def timeline(verdict: Verdict, lang: Lang) -> Timeline | None:
    """The drawing of a case; None when it has no records and nothing is missing."""
    names = Names(verdict.program)
    records = sorted(verdict.case.records, key=lambda r: (r.start, r.index))
    kinds = _kinds(verdict)
    drawn = _chosen(records, kinds)
    over = verdict.case.closed and not verdict.planned and bool(records)
    until = max(r.end or r.start for r in records) if over else verdict.on
    items = [_record_item(r, kinds, until, names, lang) for r in drawn]
    items += _first_of_each(_missing(verdict, until, lang))
    if not items:
        return None
    dates = [d for i in items for d in (i.start, i.end)] + [until]
    scale = Scale(min(dates), max(dates), LABEL_WIDTH + MARGIN, WIDTH - MARGIN)
    lanes, bottom = _lanes(items, scale, verdict, names, lang)
    left_out = len(records) - len(drawn)
    note = Text(f"另有 {left_out} 条记录未画出", f"{left_out} more records not drawn").in_lang(lang)
    return Timeline(
        width=WIDTH,
        height=bottom + AXIS,
        left=LABEL_WIDTH,
        bottom=bottom,
        lanes=tuple(lanes),
        ticks=tuple(scale.ticks()),
        on=None if over else _on(verdict.on, scale, lang),
        left_out=note if left_out else None,
    )


def _on(day: date, scale: Scale, lang: Lang) -> On:
    label, x = Text(f"所见 {day}", f"seen {day}").in_lang(lang), scale.x(day)
    return On(x, label, _beside(x - text_width(label) / 2, text_width(label)))


def text_width(text: str) -> float:
    """About how wide a label is drawn; never less than it is."""
    wide = columns(text) - len(text)
    return max(wide, 0) * WIDE + (len(text) - max(wide, 0)) * NARROW


def _kinds(verdict: Verdict) -> dict[tuple[int, str], str]:
    """The kind of mark of each record, by place in the case and step; the later entry wins."""
    kinds: dict[tuple[int, str], str] = {}
    for finding in verdict.findings:
        if finding.cure and finding.state is State.VIOLATED:
            kinds.update({(r.index, r.step): "worthless" for r in finding.cure.worthless})
    kinds.update({(n.record.index, n.record.step): "discounted" for n in verdict.discounted})
    kinds.update({(r.index, r.step): "planned" for r in verdict.planned})
    for finding in verdict.findings:
        if finding.activation and finding.state is State.VIOLATED:
            kinds[finding.activation.index, finding.activation.step] = "violated"
    return kinds


def _chosen(records: Sequence[Record], kinds: dict[tuple[int, str], str]) -> list[Record]:
    """The records to draw: all, or where there are too many those that matter first; in order of date."""
    if len(records) <= RECORDS_DRAWN:
        return list(records)
    ranked = sorted(records, key=lambda r: kinds.get((r.index, r.step)) is None)
    kept = {(r.index, r.step) for r in ranked[:RECORDS_DRAWN]}
    return [r for r in records if (r.index, r.step) in kept]


def _record_item(
    record: Record, kinds: dict[tuple[int, str], str], until: date, names: Names, lang: Lang
) -> _Item:
    running = record.end is None
    end = record.end or max(until, record.start)
    return _Item(
        record.step,
        kinds.get((record.index, record.step), "done"),
        record.start,
        end,
        visible(days(record).in_lang(lang)),
        visible(names.record(record).in_lang(lang)),
        running=running,
    )


def _first_of_each(missing: Iterable[_Item]) -> list[_Item]:
    """Each skipped step once, at the earliest place."""
    first: dict[str, _Item] = {}
    for item in sorted(missing, key=lambda i: (i.start, i.shift)):
        first.setdefault(item.step, item)
    return list(first.values())


def _missing(verdict: Verdict, until: date, lang: Lang) -> Iterator[_Item]:
    """The steps that a violated finding says were skipped."""
    for finding in verdict.findings:
        if finding.state is not State.VIOLATED or not finding.cure or not finding.cure.missing:
            continue
        if finding.last_day:
            due, shift = finding.last_day, 0.0
            label = Text(f"缺,最迟 {due}", f"missing, due by {due}")
        elif finding.activation:
            due, shift = finding.activation.start, -float(_DUE_BEFORE)
            label = Text(f"缺,应在 {due} 之前", f"missing, due before {due}")
        else:
            due, shift, label = until, 0.0, Text("缺", "missing")
        text = label.in_lang(lang)
        yield _Item(finding.cure.missing, "missing", due, due, text, text, shift)


def _lanes(
    items: Sequence[_Item], scale: Scale, verdict: Verdict, names: Names, lang: Lang
) -> tuple[list[Lane], float]:
    """The lanes from top to bottom, in the order of the procedure, and where the last one ends."""
    order = {step: i for i, step in enumerate(verdict.program.order)}
    first = {step: min(i.start for i in items if i.step == step) for step in {i.step for i in items}}
    steps = sorted(first, key=lambda s: (order.get(s, len(order)), first[s], s))
    lanes, y = [], float(TOP)
    for step in steps:
        marks, rows = _packed([i for i in items if i.step == step], scale, y)
        label = visible(names.step(step).in_lang(lang))
        lines = fill(label, int((LABEL_WIDTH - 12) / NARROW))
        if len(lines) > 2:
            lines = [lines[0], lines[1][:-1] + "…"]
        lanes.append(Lane(tuple(lines), label, y, rows * ROW, tuple(marks)))
        y += rows * ROW
    return lanes, y


def _packed(items: Sequence[_Item], scale: Scale, top: float) -> tuple[list[Mark], int]:
    """Each mark in the first row where neither it nor its label touches another; and the number of rows."""
    ends: list[float] = []
    marks = []
    for item in sorted(items, key=lambda i: (i.start, i.shift, i.end)):
        x = scale.x(item.start) + item.shift
        width = scale.x(item.end) - scale.x(item.start)
        size = text_width(item.label)
        label_x = _beside(x - 6, size)
        begin, end = min(label_x, x - 6), max(label_x + size, x + width + 6)
        row = next((i for i, used in enumerate(ends) if used + 8 <= begin), len(ends))
        if row == len(ends):
            ends.append(end)
        ends[row] = end
        marks.append(
            Mark(item.kind, x, width, top + row * ROW, item.label, label_x, item.title, item.running)
        )
    return marks, len(ends)


def _beside(x: float, size: float) -> float:
    """Where a label of that size starts so that it stays within the drawing."""
    return max(min(x, WIDTH - 4 - size), LABEL_WIDTH + 2)
