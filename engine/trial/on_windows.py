"""Changes of windows, of the points they count from, and of lengths of time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from guiju.engine.calendar import Unit
from guiju.engine.case.duration import Share
from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.diagnostics.words import multiple, quantity, word
from guiju.engine.semantics import core
from guiju.engine.trial.site import Change, Site, turned, without
from msgspec.structs import replace

_NEAR_UNIT: dict[Unit, Unit] = {
    "hour": "day", "day": "workday", "workday": "day", "month": "year", "year": "month",
}  # fmt: skip
_BOUND = {"lo": Text("至少 ", "at least "), "hi": Text("至多 ", "at most ")}
_DIRECTIONS: dict[str, tuple[core.Direction, ...]] = {
    "before": ("after",),
    "after": ("before",),
    "any": ("before", "after"),
    "covering": ("any",),
}
DIRECTION = {
    "before": Text("先于", "before"),
    "after": Text("后于", "after"),
    "any": Text("不论先后", "at any time"),
    "covering": Text("涵盖", "covering"),
}
_EDGE = {"start": Text("起", "start"), "end": Text("止", "end")}
_FLAGS = {
    "full_days": word("option", "full_days"),
    "roll": word("option", "roll"),
    "back": word("option", "back"),
    "same_day": Text("同日亦可", "the same day will do"),
    "immediate": Text("紧接", "with nothing in between"),
}
_LISTS = {"excluding": Text("不计入", "excluding"), "none_between": Text("其间无", "none between:")}
_LAST_DAY = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def on_duration(site: Site) -> Iterator[Change]:
    """One more, one less, another unit. No time at all (0) is the same in every unit."""
    length = site.place.node
    assert isinstance(length, core.Duration)
    if length.shares:
        yield from _without_shares(site, length)
    if length.of is not None or length.shares:
        return
    changes = [("plus_one", replace(length, n=length.n + 1))]
    if length.n > 0:
        changes.append(("minus_one", replace(length, n=length.n - 1)))
        changes.append(("unit_changed", replace(length, unit=_NEAR_UNIT[length.unit])))
    bound = _BOUND.get(site.place.slot, plain(""))
    for name, other in changes:
        before, after = bound + quantity(length.n, length.unit), bound + quantity(other.n, other.unit)
        yield Change(name, other, _within_step(site, turned(before, after)))


def _without_shares(site: Site, length: core.Duration) -> Iterator[Change]:
    """Without one of the lengths that are added up."""
    for i, share in enumerate(length.shares if len(length.shares) > 1 else ()):
        rest = (*length.shares[:i], *length.shares[i + 1 :])
        words = without(Text("+ ", "+ ") + site.words.length(share.length))
        yield Change(f"share_{i}_dropped", replace(length, shares=rest), _within_step(site, words))


def on_share(site: Site) -> Iterator[Change]:
    """One part more or less of a share of a length."""
    share = site.place.node
    assert isinstance(share, Share)
    length = site.words.length(share.length)
    changed = replace(share, n=share.n + 1) if share.d == 1 else replace(share, d=share.d + 1)
    told = turned(*(multiple(length, s.n, s.d) for s in (share, changed)))
    yield Change("another_share", changed, _within_step(site, told))


def on_window(site: Site) -> Iterator[Change]:
    window = site.place.node
    assert isinstance(window, core.Window)
    for direction in _DIRECTIONS[window.direction]:
        words = turned(DIRECTION[window.direction], DIRECTION[direction])
        yield Change(f"to_{direction}", replace(window, direction=direction), _within_step(site, words))
    for change in (*_bounds(site, window), *_points(site, window), *on_options(site)):
        yield replace(change, text=_within_step(site, change.text))


def _bounds(site: Site, window: core.Window) -> Iterator[Change]:
    ordered = window.direction in ("before", "after")
    nothing = window.lo is not None and window.lo.n == 0 and window.lo.of is None
    if window.lo is not None and not (nothing and ordered and not window.full_days):
        lo = without(_BOUND["lo"] + site.words.length(window.lo))
        yield Change("lo_dropped", replace(window, lo=None), lo)
    if window.hi is not None:
        hi = without(_BOUND["hi"] + site.words.length(window.hi))
        yield Change("hi_dropped", replace(window, hi=None), hi)
    if window.since is not None:
        yield Change("since_dropped", replace(window, since=None), without(Text("不早于", "not before")))
    if window.by is not None:
        yield Change("by_dropped", replace(window, by=None), without(Text("不晚于", "not after")))


def _points(site: Site, window: core.Window) -> Iterator[Change]:
    this, that = window.this_point, window.that_point
    if isinstance(this, core.EdgePoint) and site.step is not None and site.lasts(site.step):
        other: core.Edge = "end" if this.edge == "start" else "start"
        words = turned(_EDGE[this.edge], _EDGE[other])
        yield Change("point_swapped", replace(window, this_point=core.EdgePoint(other)), words)
    elif this is not None and not isinstance(this, core.EdgePoint) and site.step is not None:
        yield Change("point_dropped", replace(window, this_point=None), without(Text("起算点", "point")))
    usual = core.EdgePoint("end" if window.direction == "before" else "start")
    if that is None or that == usual:
        return
    if not isinstance(that, core.EdgePoint) or site.lasts(site.target):
        words = without(Text("计至", "counted at"))
        yield Change("counted_at_dropped", replace(window, that_point=None), words)


def on_options(site: Site) -> Iterator[Change]:
    """Options of a window or a length that are dropped, one at a time."""
    node = site.place.node
    for name, words in _FLAGS.items():
        if getattr(node, name, False) and not (name == "back" and _same_both_ways(node)):
            yield Change(f"{name}_dropped", replace(node, **{name: False}), without(words))
    for name, words in _LISTS.items():
        steps: tuple[str, ...] = getattr(node, name, ())
        for i, step in enumerate(steps):
            rest = (*steps[:i], *steps[i + 1 :])
            named = words + plain(" ") + site.words.step(step)
            yield Change(f"{name}_{i}_dropped", replace(node, **{name: rest}), without(named))


def _same_both_ways(node: Any) -> bool:
    """Calendar days counted back from the later day are the same as counted on from the earlier one."""
    return not node.excluding and all(d is None or d.unit == "day" for d in (node.lo, node.hi))


def on_lasts(site: Site) -> Iterator[Change]:
    node = site.place.node
    assert isinstance(node, core.Lasts | core.Lasting)
    other: core.Op = "<=" if node.op == ">=" else ">="
    length = site.words.length(node.duration)
    low, high = _BOUND["lo"] + length, _BOUND["hi"] + length
    words = turned(low, high) if node.op == ">=" else turned(high, low)
    yield Change("bound_swapped", replace(node, op=other), words)
    yield from on_options(site)


def on_latest(site: Site) -> Iterator[Change]:
    point = site.place.node
    assert isinstance(point, core.LatestPoint)
    for i, step in enumerate(point.steps):
        if len(point.steps) + len(point.points) > 1:
            rest = (*point.steps[:i], *point.steps[i + 1 :])
            yield Change(f"step_{i}_dropped", replace(point, steps=rest), without(site.words.step(step)))
    if len(point.points) > 1:
        for i in range(len(point.points)):
            parts = (*point.points[:i], *point.points[i + 1 :])
            words = without(Text(f"第 {i + 1} 个时点", f"point {i + 1}"))
            yield Change(f"point_{i}_dropped", replace(point, points=parts), words)

    if len(point.points) > 1 and not point.steps:
        latest, earliest = Text("最近", "latest"), Text("最早", "earliest")
        if point.pick == "latest":
            yield Change("to_earliest", replace(point, pick="earliest"), turned(latest, earliest))
        else:
            yield Change("to_latest", replace(point, pick="latest"), turned(earliest, latest))


def on_fixed_point(site: Site) -> Iterator[Change]:
    point = site.place.node
    assert isinstance(point, core.FixedPoint)
    for name, step in (("plus_one", 1), ("minus_one", -1)):
        day = point.day + timedelta(step)
        yield Change(name, core.FixedPoint(day), turned(plain(str(point.day)), plain(str(day))))


def on_year_day(site: Site) -> Iterator[Change]:
    point = site.place.node
    assert isinstance(point, core.YearDayPoint)
    changes: list[tuple[str, core.YearDayPoint]] = []
    if point.day < _LAST_DAY[point.month - 1]:
        changes.append(("plus_one", replace(point, day=point.day + 1)))
    if point.day > 1:
        changes.append(("minus_one", replace(point, day=point.day - 1)))
    changes.append(("year_changed", replace(point, years=0 if point.years else 1)))
    for name, other in changes:
        yield Change(name, other, turned(_year_day(point), _year_day(other)))


def _year_day(point: core.YearDayPoint) -> Text:
    year = Text(f"后 {point.years} 年的", f"{point.years} year(s) on, ") if point.years else plain("")
    return year + plain(f"{point.month:02}-{point.day:02}")


def _within_step(site: Site, change: Text) -> Text:
    """The change with the step whose window it touches."""
    around = site.place.around
    if site.target is None or not any(isinstance(n, core.Exists | core.Forbid) for n in around):
        return change
    return join([site.words.step(site.target), change], zh=":", en=": ")
