"""The picture of one rule, before it is SVG or Mermaid: the step it is about and the steps it asks for.

Read off the default reading of the latest version. What is owed after a breach is left out: it is no part of the
lawful course.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.graph.picture import Line
from guiju.engine.graph.text_width import printable
from guiju.engine.handbook.scene import Scene
from guiju.engine.handbook.sentences_conditions import bounded_length, pattern, span_words
from guiju.engine.handbook.sentences_rules import activation_of, scene_of
from guiju.engine.handbook.sentences_values import duration
from guiju.engine.handbook.sentences_windows import point
from guiju.engine.semantics import core
from guiju.engine.semantics.program import Program, Rule
from msgspec import Struct

FlowKind = Literal["must", "choice", "never", "none"]
"""Must be there; one of several ways; must not be there; its absence is one of several ways."""

Side = Literal["about", "before", "after"]

_LONG = 42  # characters of a noun that still fit a box
_UNQUOTED = {ord(quote): None for quote in "“”"}  # as wide as a character or as half of one, by the font
_SAME_DAY = core.Duration(0, "day")


class FlowBox(Struct, frozen=True):
    lines: tuple[Line, ...]
    kind: FlowKind | Literal["about"]
    side: Side


class FlowLink(Struct, frozen=True):
    """From the earlier to the later box; `both` where the order is free."""

    source: int
    target: int
    kind: FlowKind
    label: str
    both: bool = False


class Flow(Struct, frozen=True):
    """The first box is what the rule is about."""

    boxes: tuple[FlowBox, ...]
    links: tuple[FlowLink, ...]


class _Part(Struct, frozen=True):
    req: core.Req
    choice: bool


def flow_of(rule: Rule, program: Program, lang: Lang) -> Flow | None:
    """The picture; None for a rule that asks for no step and sets no length of time."""
    version = max(rule.versions, key=lambda v: v.start or date.min, default=None)
    if version is None:
        return None
    reading = next((r for r in version.readings if r.default), version.readings[0])
    scene = scene_of(rule, program)
    parts = list(_parts(reading.req, choice=False))
    lengths = [_length(p.req, scene).in_lang(lang) for p in parts if isinstance(p.req, core.Lasts)]
    sought = [p for p in parts if isinstance(p.req, core.Exists | core.Forbid)]
    if not sought and not lengths:
        return None
    about = [Line(printable(activation_of(rule, program).in_lang(lang)), "name")]
    about += [Line(printable(length), "note") for length in dict.fromkeys(lengths)]
    boxes: dict[FlowBox, int] = {FlowBox(tuple(about), "about", "about"): 0}
    links: dict[tuple[int, int, FlowKind, bool], list[str]] = {}
    for part in sought:
        req = part.req
        assert isinstance(req, core.Exists | core.Forbid)
        kind = _kind(req, part.choice)
        side: Side = "before" if req.window.direction == "before" else "after"
        box = FlowBox(_lines(req, kind, scene, lang), kind, side)
        place = boxes.setdefault(box, len(boxes))
        ends = (place, 0) if side == "before" else (0, place)
        free = req.window.direction in ("any", "covering")
        labels = links.setdefault((*ends, kind, free), [])
        label = _label(req, scene).in_lang(lang)
        if label not in labels:
            labels.append(label)
    drawn = tuple(
        FlowLink(source, target, kind, printable(" / ".join(filter(None, labels))), free)
        for (source, target, kind, free), labels in links.items()
    )
    return Flow(tuple(boxes), drawn)


def _parts(req: core.Req, *, choice: bool) -> Iterator[_Part]:
    match req:
        case core.AllOf(parts):
            for part in parts:
                yield from _parts(part, choice=choice)
        case core.AnyOf(parts):
            for part in parts:
                yield from _parts(part, choice=choice or len(parts) > 1)
        case core.OrElse(then, _) | core.ForEach(_, then):
            yield from _parts(then, choice=choice)
        case _:
            yield _Part(req, choice)


def _kind(req: core.Exists | core.Forbid, choice: bool) -> FlowKind:
    if isinstance(req, core.Forbid):
        return "none" if choice else "never"
    return "choice" if choice else "must"


def _lines(req: core.Exists | core.Forbid, kind: FlowKind, scene: Scene, lang: Lang) -> tuple[Line, ...]:
    """The name of the step, and its condition where there is room for it."""
    name = pattern(req.step, core.Const(True), scene)
    lines = [Line(printable(name.zh if lang == "zh" else name.name), "name")]
    if req.where != core.Const(True):
        whole = pattern(req.step, req.where, scene)
        text = whole.zh if lang == "zh" else whole.name.removeprefix(f"{name.name} ")
        fits = len(text) <= _LONG
        lines = [Line(printable(text), "name")] if fits and lang == "zh" else lines
        if not fits or lang == "en":
            note = text if fits else Text("(有条件,见上文)", "(with conditions, see above)").in_lang(lang)
            lines.append(Line(printable(note), "note"))
    if isinstance(req, core.Forbid):
        mark = Text("不得有", "must not be") if kind == "never" else Text("或者没有", "or none")
        lines.append(Line(mark.in_lang(lang), "mark"))
    elif (req.at_least, req.at_most) != (1, None):
        lines.append(Line(_times(req).in_lang(lang), "note"))
    return tuple(Line(line.text.translate(_UNQUOTED), line.kind) for line in lines)


def _times(req: core.Exists) -> Text:
    if req.at_most is None:
        return Text(f"≥{req.at_least}次", f"≥ {req.at_least}")
    if req.at_least == req.at_most:
        return Text(f"恰好{req.at_most}次", f"exactly {req.at_most}")
    least = f"{req.at_least}–" if req.at_least else "≤"
    return Text(f"{least}{req.at_most}次", f"{least}{req.at_most}")


def _label(req: core.Exists | core.Forbid, scene: Scene) -> Text:
    """The window in short: distances, the point where it is not the usual one, what may not lie between."""
    window = req.window
    zh, en = [], []
    for sign, length in (("≥", window.lo), ("≤", window.hi)):
        if length is not None and not (window.direction == "any" and length == _SAME_DAY):
            words = duration(length, scene)
            zh.append(f"{sign}{words.zh}")
            en.append(f"{sign} {words.en}")
    if window.direction == "any":
        same = window.hi == _SAME_DAY
        zh.append("同一天" if same else "" if zh else "先后不限")
        en.append("same day" if same else "" if en else "in any order")
    if window.direction == "covering":
        zh.append("期间包含该日")
        en.append("lasts over that day")
    if window.this_point is not None and not isinstance(window.this_point, core.EdgePoint):
        named = point(window.this_point, scene)
        zh.append(f"({named.zh})")
        en.append(f"({named.en})")
    if window.none_between or window.immediate:
        zh.append("紧接" if window.immediate else "其间无他")
        en.append("next to it" if window.immediate else "nothing between")
    return Text(" ".join(filter(None, zh)), " ".join(filter(None, en)))


def _length(req: core.Req, scene: Scene) -> Text:
    assert isinstance(req, core.Lasts)
    length = bounded_length(core.Lasts(req.op, req.duration), scene)
    if req.first is None and req.last is None:
        return length
    span = span_words(req, scene)
    return Text(f"{span.zh}{length.zh}", f"{span.en}: {length.en}")
