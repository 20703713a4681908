"""A plan as a bar chart over the days (Gantt): an SVG document that stands alone, without script or font outside.

Earliest days are filled, the room up to the last day is a thin bar; the critical path is dark red with arrows. Days
off are shaded. States differ by form as well as by colour, for a black-and-white printer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from guiju.engine.calendar import Calendar, MissingYear
from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.graph.style import FONTS, INK, PAPER_COLOUR
from guiju.engine.graph.svg_parts import number, text
from guiju.engine.graph.text_width import ems, printable
from guiju.engine.plan.timetable import Days, Plan, Planned
from guiju.engine.report.plan.answer import answer, premises
from guiju.engine.report.plan.chain import ChainWords, open_day
from guiju.engine.report.plan.rows import runs_from

MARGIN, TITLE, ROW, AXIS, FOOT = 16.0, 18.0, 30.0, 44.0, 40.0
FONT, SMALL = 13.0, 11.0
CHART = 760.0
"""Width of the part with the days."""
_MOST_SHADED = 200
"""Days beyond which days off are too thin to be told apart."""
_DAY = timedelta(days=1)

CRITICAL, USUAL, FIXED, ROOM = "#991b1b", "#3730a3", "#64748b", "#a5b4fc"
OFF, GRID, TODAY, ASKED = "#f1f5f9", "#cbd5e1", "#0f766e", "#b45309"


class _Scale:
    """Days to places on the chart; a day takes the stretch from its own place to that of the next."""

    def __init__(self, first: date, last: date, left: float) -> None:
        self.first, self.last, self.left = first, last, left
        self.unit = CHART / ((last - first).days + 1)

    def at(self, day: date) -> float:
        return self.left + (day - self.first).days * self.unit

    @property
    def days(self) -> Iterator[date]:
        day = self.first
        while day <= self.last:
            yield day
            day += _DAY


def plan_svg(plan: Plan, lang: Lang, calendar: Calendar | None = None) -> str:
    """The chart as text (no XML declaration, so that it can be put into HTML as it is)."""
    words = ChainWords(plan)
    entries = _shown(plan)
    names = [printable(words.names.step(e.step).in_lang(lang)) for e in entries]
    left = MARGIN + max([ems(n) * FONT for n in names] or [80.0]) + 14
    scale = _Scale(*_span(plan, entries), left)
    heading = printable(answer(plan, words).in_lang(lang))
    under = printable(premises(plan).in_lang(lang))
    top = MARGIN + TITLE * 1.6 + SMALL * 1.8
    behind = [_reach(e, scale, _dates(e, words, lang)) for e in entries]
    width = max([left + CHART + 110, *behind, ems(heading) * TITLE + MARGIN]) + MARGIN
    bottom = top + AXIS + ROW * len(entries)
    root = _root(width, bottom + FOOT + MARGIN, lang)
    SubElement(root, "title").text = heading
    SubElement(root, "rect", width="100%", height="100%", fill=PAPER_COLOUR)
    text(root, heading, (MARGIN, MARGIN + TITLE / 2), TITLE, INK, anchor="start", weight="bold")
    text(root, under, (MARGIN, MARGIN + TITLE * 1.6 + SMALL / 2), SMALL, FIXED, anchor="start")
    _days(root, scale, top, bottom, calendar or Calendar(), lang)
    _lines(root, plan, scale, top, bottom, lang)
    middles = {}
    for i, (entry, name) in enumerate(zip(entries, names, strict=True)):
        y = top + AXIS + ROW * i + ROW / 2
        middles[entry.index] = y
        weight = "bold" if entry.critical else "normal"
        text(root, name, (MARGIN, y), FONT, INK, anchor="start", weight=weight)
        _bar(root, entry, y, scale, words, lang)
    _arrows(root, plan, scale, middles)
    _legend(root, (MARGIN, bottom + FOOT - 4), lang)
    indent(root, " ")
    return tostring(root, encoding="unicode") + "\n"


def _shown(plan: Plan) -> list[Planned]:
    """The steps left, and the records from which the days are counted."""
    roots = {e.chain[0].source.index for e in plan.left if e.chain}
    return [e for e in plan.entries if e.standing != "done" or e.index in roots]


def _span(plan: Plan, entries: Sequence[Planned]) -> tuple[date, date]:
    days = [plan.on]
    for entry in entries:
        days += [entry.start.day, entry.end.day]
        days += [d.day for d in (entry.last_start, entry.last_end) if d is not None]
    days += [g.by for g in plan.goals if g.by is not None]
    return min(days) - 2 * _DAY, max(days) + 2 * _DAY


def _root(width: float, height: float, lang: Lang) -> Element:
    size = {
        "width": number(width),
        "height": number(height),
        "viewBox": f"0 0 {number(width)} {number(height)}",
    }
    more = {"font-family": FONTS, "role": "img", "xml:lang": "zh-CN" if lang == "zh" else "en"}
    return Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **size, **more})


def _days(root: Element, scale: _Scale, top: float, bottom: float, calendar: Calendar, lang: Lang) -> None:
    """Days off shaded; months and, as far as there is room, days above."""
    days = list(scale.days)
    every = next(n for n in (1, 2, 5, 7, 14, 31, 10_000) if n * scale.unit >= 22 or n == 10_000)
    shown = -100.0
    for i, day in enumerate(days):
        x = scale.at(day)
        if len(days) <= _MOST_SHADED and _is_off(calendar, day):
            _rect(root, x, top + AXIS - 4, scale.unit, bottom - top - AXIS + 4, OFF)
        if day.day == 1 or i == 0:
            _line(root, x, top + 2, x, bottom, GRID, "0.8")
            label = f"{day.year}-{day.month:02d}" if lang == "en" else f"{day.year}年{day.month}月"
            next_month = next((d for d in days[i + 1 :] if d.day == 1), None)
            crowded = next_month is not None and scale.at(next_month) - x < ems(label) * SMALL + 8
            if not (i == 0 and crowded) and x - shown > ems(label) * SMALL + 8:
                text(root, label, (x + 3, top + 9), SMALL, INK, anchor="start", weight="bold")
                shown = x
        if i % every == 0 and every < 31:
            text(root, str(day.day), (x + scale.unit / 2, top + 27), SMALL - 1, FIXED)


def _lines(root: Element, plan: Plan, scale: _Scale, top: float, bottom: float, lang: Lang) -> None:
    """Today in the middle of its day, and the days asked for at their end, where bars that reach to them end too."""
    marks = [(scale.at(plan.on) + scale.unit / 2, Text("今天", "today"), TODAY)]
    marks += [
        (scale.at(g.by) + scale.unit, Text(f"限 {g.by}", f"by {g.by}"), ASKED)
        for g in plan.goals
        if g.by is not None
    ]
    for x, label, colour in marks:
        _line(root, x, top + 34, x, bottom + 4, colour, "1.6", "5 3")
        text(root, label.in_lang(lang), (x, bottom + 11), SMALL, colour)


def _bar(root: Element, entry: Planned, y: float, scale: _Scale, words: ChainWords, lang: Lang) -> None:
    group = SubElement(root, "g")
    told = words.names.step(entry.step) + Text(":", ": ") + open_day(entry.start)
    if entry.chain:
        told = words.names.step(entry.step) + Text(":", ": ") + words.earliest(entry)
    SubElement(group, "title").text = printable(told.in_lang(lang))
    colour = CRITICAL if entry.critical else USUAL
    if entry.standing in ("done", "scheduled"):
        colour = CRITICAL if entry.critical else FIXED
    first, last = scale.at(entry.start.day), scale.at(entry.end.day) + scale.unit
    right = last
    limit = _limit(entry)
    if limit is not None and limit.day > entry.end.day:
        right = scale.at(limit.day) + scale.unit
        _rect(group, last, y - 3, right - last, 6, ROOM)
        _line(group, right, y - 7, right, y + 7, USUAL, "2")
    if entry.start.day == entry.end.day:
        centre = first + scale.unit / 2
        size = 7.0
        points = f"{number(centre)},{number(y - size)} {number(centre + size)},{number(y)} "
        points += f"{number(centre)},{number(y + size)} {number(centre - size)},{number(y)}"
        fill = PAPER_COLOUR if entry.standing == "scheduled" else colour
        SubElement(group, "polygon", {"points": points, "fill": fill, "stroke": colour, "stroke-width": "2"})
        right = max(right, centre + size)
    else:
        _rect(group, first, y - 8, last - first, 16, colour, radius="3")
    _label(group, _dates(entry, words, lang), right + 6, y)


def _limit(entry: Planned) -> Days | None:
    """The last day of a step, where it is known to leave time."""
    return entry.last_end if entry.open_year is None else None


def _dates(entry: Planned, words: ChainWords, lang: Lang) -> str:
    """What stands behind a bar."""
    label = f"{entry.start.day:%m-%d}"
    if entry.end.day != entry.start.day:
        label += f" → {entry.end.day:%m-%d}"
    if entry.start.year is not None:
        label = f"≥ {label}"
    limit = _limit(entry)
    if limit is not None and limit.day > entry.end.day:
        told = Text(f"最晚 {limit.day:%m-%d}", f"latest {limit.day:%m-%d}")
        if entry.runs_from:
            steps = runs_from(entry, words)
            told += Text(f",随{steps.zh}", f", goes by {steps.en}")
        label += f" ({printable(told.in_lang(lang))})"
    return label


def _reach(entry: Planned, scale: _Scale, label: str) -> float:
    """Where the label behind a bar ends."""
    last = _limit(entry)
    end = entry.end.day if last is None else max(last.day, entry.end.day)
    return scale.at(end) + scale.unit + 14 + ems(label) * SMALL


def _label(parent: Element, label: str, x: float, y: float) -> None:
    """A date behind a bar, on paper so that lines do not run through it."""
    _rect(parent, x - 2, y - 7, ems(label) * SMALL + 4, 14, PAPER_COLOUR)
    text(parent, label, (x, y), SMALL, INK, anchor="start")


def _arrows(root: Element, plan: Plan, scale: _Scale, middles: dict[int, float]) -> None:
    """The critical path from bar to bar."""
    for hop in plan.critical:
        start, end = middles.get(hop.source.index), middles.get(hop.target.index)
        if start is None or end is None or start == end:
            continue
        x = scale.at(hop.source.day) + scale.unit / 2
        to = scale.at(hop.target.day) + scale.unit / 2
        down = 1 if end > start else -1
        way = ("M", x, start + 9 * down, "V", (start + end) / 2, "H", to, "V", end - 9 * down)
        path = " ".join(part if isinstance(part, str) else number(part) for part in way)
        SubElement(root, "path", {"d": path, "fill": "none", "stroke": CRITICAL, "stroke-width": "1.3"})
        corners = ((to - 3.5, end - 13 * down), (to + 3.5, end - 13 * down), (to, end - 8 * down))
        tip = " ".join(f"{number(a)},{number(b)}" for a, b in corners)
        SubElement(root, "polygon", {"points": tip, "fill": CRITICAL})


def _legend(root: Element, at: tuple[float, float], lang: Lang) -> None:
    x, y = at
    entries = (
        (CRITICAL, Text("关键路线", "critical path")),
        (USUAL, Text("最早的日期", "earliest days")),
        (ROOM, Text("可以拖到的最晚日期", "room up to the last day")),
        (FIXED, Text("已办或已定", "done or set")),
        (OFF, Text("休息日", "day off")),
    )
    for colour, label in entries:
        _rect(root, x, y - 5, 16, 10, colour, stroke=GRID)
        words = label.in_lang(lang)
        text(root, words, (x + 21, y), SMALL, INK, anchor="start")
        x += 21 + ems(words) * SMALL + 18


def _rect(
    parent: Element,
    x: float,
    y: float,
    width: float,
    height: float,
    fill: str,
    *,
    radius: str = "0",
    stroke: str = "none",
) -> None:
    place = {"x": number(x), "y": number(y), "width": number(width), "height": number(height)}
    SubElement(parent, "rect", {**place, "fill": fill, "rx": radius, "stroke": stroke})


def _line(
    parent: Element,
    x1: float,
    y1: float,
    x2: float,
    y2: float,
    colour: str,
    width: str,
    dash: str | None = None,
) -> None:
    place = {"x1": number(x1), "y1": number(y1), "x2": number(x2), "y2": number(y2)}
    more = {"stroke-dasharray": dash} if dash else {}
    SubElement(parent, "line", {**place, "stroke": colour, "stroke-width": width, **more})


def _is_off(calendar: Calendar, day: date) -> bool:
    try:
        return not calendar.is_workday(day)
    except MissingYear:
        return False
