"""Requirements as clauses: what must be, and, inside a list, what is the case where a part is met."""

from __future__ import annotations

from collections.abc import Sequence

from guiju.engine.diagnostics.text import Text
from guiju.engine.handbook.scene import Scene, type_of
from guiju.engine.handbook.sentences_conditions import (
    bounded_length,
    condition,
    once_owned,
    pattern,
    span_words,
)
from guiju.engine.handbook.sentences_records import Clause, demanded, stated
from guiju.engine.handbook.sentences_values import operand
from guiju.engine.handbook.sentences_windows import BREACH
from guiju.engine.semantics import core
from msgspec.structs import replace

_ONE_OF = Text("符合下列情形之一", "one of the following")
_ALL_OF = Text("同时符合下列各项", "all of the following")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def duty(req: core.Req, scene: Scene) -> Clause:
    """What the requirement demands: `应当有…`, `there must be …`."""
    match req:
        case core.Exists(step, where) | core.Forbid(step, where):
            return demanded(req, pattern(step, where, scene), scene)
        case core.Test(cond):
            inner = condition(cond, replace(scene, own="this" if scene.listed is None else None))
            return _plain(f"应当符合:{inner.zh}", f"the following must hold: {inner.en}")
        case core.Lasts():
            return _lasts(req, scene, Text("应当", "must "), Text("", "it"))
        case core.AnyOf(parts):
            listed = _listed(parts, scene, Text("", "or "), 0)
            return _plain(f"应当{_ONE_OF.zh}:{listed.zh}", f"{_ONE_OF.en} must hold: {listed.en}")
        case core.AllOf(parts):
            listed = _listed(parts, scene, Text("", "and "), 0)
            return _plain(f"应当{_ALL_OF.zh}:{listed.zh}", f"{_ALL_OF.en} must hold: {listed.en}")
        case core.ForEach(of, inner):
            every = _every_entry(of, scene)
            demand = duty(inner, _of_entry(of, scene)).text
            return _plain(f"{every.zh},{demand.zh}", f"{every.en}, {demand.en}")
        case core.OrElse(then, otherwise):
            first = duty(then, scene)
            later = duty(otherwise, replace(scene, breached=True)).text
            since = _since_breach(later)
            owed = Text(f";违反的,{since.zh}{later.zh}", f"; if this is breached, {since.en}{later.en}")
            return Clause(first.text + owed, first.names_this)


def _state(req: core.Req, scene: Scene, depth: int) -> Text:
    """That a part is met."""
    match req:
        case core.Exists(step, where) | core.Forbid(step, where):
            return stated(req, pattern(step, where, scene), scene).text
        case core.Test(cond):
            return once_owned(condition(cond, scene), scene)
        case core.Lasts():
            return _lasts(req, scene, Text("", ""), scene.mention).text
        case core.AnyOf(parts):
            listed = _listed(parts, scene, Text("", "or "), depth)
            return Text(f"{_ONE_OF.zh}[{listed.zh}]", f"{_ONE_OF.en} holds [{listed.en}]")
        case core.AllOf(parts):
            listed = _listed(parts, scene, Text("", "and "), depth)
            return Text(f"{_ALL_OF.zh}[{listed.zh}]", f"{_ALL_OF.en} hold [{listed.en}]")
        case core.ForEach(of, inner):
            every = _every_entry(of, scene)
            state = _state(inner, _of_entry(of, scene), depth)
            return Text(f"{every.zh}({state.zh})", f"{every.en} ({state.en})")
        case core.OrElse(then, otherwise):
            first = _state(then, scene, depth)
            later = _state(otherwise, replace(scene, breached=True), depth)
            return Text(
                f"{first.zh}(违反的,{_since_breach(later).zh}{later.zh})",
                f"{first.en} (or, once this is breached, {later.en})",
            )


def _since_breach(later: Text) -> Text:
    """From when on something is owed instead, where it does not say so itself."""
    return Text(
        "" if BREACH.zh in later.zh else "自违反之日起,", "" if BREACH.en in later.en else "from then on "
    )


def _every_entry(of: core.FactRef | core.FieldRef, scene: Scene) -> Text:
    whole = operand(of, scene)
    return Text(f"对{whole.zh}中的每一项", f"for each entry of {whole.en}")


def _of_entry(of: core.FactRef | core.FieldRef, scene: Scene) -> Scene:
    return replace(scene, listed=type_of(of, scene))


def met(req: core.Req, scene: Scene) -> Text:
    """The requirement as a state of things: that it is met."""
    return _state(req, scene, 0)


def _listed(parts: Sequence[core.Req], scene: Scene, last: Text, depth: int) -> Text:
    zh, en = [], []
    for number, part in enumerate(parts, 1):
        text = _state(part, scene, depth + 1)
        zh.append(f"{_mark(number, depth)}{text.zh}")
        en.append(f"{last.en if number == len(parts) > 1 else ''}{_mark(number, depth)} {text.en}")
    return Text(";".join(zh), "; ".join(en))


def _mark(number: int, depth: int) -> str:
    """(1) for the outer list, ① inside it, (a) further in."""
    if depth == 1 and number <= len(_CIRCLED):
        return _CIRCLED[number - 1]
    return f"({number})" if depth % 2 == 0 or number > 26 else f"({chr(ord('a') + number - 1)})"


def _lasts(req: core.Lasts, scene: Scene, must: Text, about: Text) -> Clause:
    length = bounded_length(req, scene)
    if req.first is None and req.last is None:
        verb = "must last" if must.en else "lasts"
        return _plain(f"{about.zh}{must.zh}持续{length.zh}", f"{about.en} {verb} {length.en}")
    span = span_words(req, scene)
    verb = "must be" if must.en else "is"
    return _plain(f"{span.zh}{must.zh}为{length.zh}", f"the time {span.en} {verb} {length.en}")


def _plain(zh: str, en: str) -> Clause:
    return Clause(Text(zh, en), names_this=False)
