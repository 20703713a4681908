"""Days that a case does not state: what hangs on them is itself the question (docs/semantics.md §3, window)."""

from __future__ import annotations

from collections.abc import Hashable

from guiju.engine.diagnostics.text import Text, join
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.kleene import Atom, Truth3, conjunction, known, unknown
from guiju.engine.evaluate.order import At


def by_days(env: Env, asked: Hashable, *points: At | Truth3) -> Truth3:
    """Whether something holds that is `asked` of points some of which hang on what the case does not say: on what has
    listed answers, else whether it holds is the question, the same wherever it is asked of the same days."""
    hanging = conjunction(p for p in points if isinstance(p, Truth3))
    listed = [a for a in hanging.atoms if a.choices]
    if hanging.value is not None or listed:
        return hanging if hanging.value is not None else unknown(*listed)
    key = ("by days", asked, *(_key(p) for p in points))
    if key in env.answers:
        return known(bool(env.answers[key]))
    label = join([a.label for a in sorted(hanging.atoms, key=lambda a: str(a.key))], "、", " and ")
    return unknown(Atom(key, label, _ANSWERS))


def _key(point: At | Truth3) -> Hashable:
    if isinstance(point, Truth3):
        return tuple(sorted((a.key for a in point.atoms), key=str))
    if point.record is not None and (point.day is None or point.to_come):
        return "until" if point.to_come else "end", point.record.index
    return point.day


_ANSWERS = (
    (True, Text("按其日期算得符合", "it is met by that day")),
    (False, Text("按其日期算得不符合", "it is not met by that day")),
)
