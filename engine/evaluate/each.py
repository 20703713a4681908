"""A requirement for each element of a list: the worst over the elements."""

from __future__ import annotations

from collections.abc import Callable

from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Text, plain
from guiju.engine.evaluate.env import Env, Item
from guiju.engine.evaluate.kleene import FREE, Atom
from guiju.engine.evaluate.moment_of_breach import own_breach
from guiju.engine.evaluate.outcome import Basic, Outcome, combine
from guiju.engine.evaluate.values import Open, Scope, items
from guiju.engine.semantics import core
from msgspec.structs import replace

Judge = Callable[[Env, Record | None, core.Req], Outcome]


def for_each(env: Env, this: Record | None, req: core.ForEach, judge: Judge) -> Outcome:
    """The elements judged one by one, the ones that are not as they should be named; a list that is not stated is
    itself the question."""
    found = items(env, Scope(this=this), req.of)
    if isinstance(found, Open):
        return _not_stated(env, this, req, found)
    if not found:
        used = (this,) if this is not None else ()
        return Outcome(frozenset({Basic.SATISFIED}), req, used=used)
    parts = [judge(replace(env, element=item), this, req.req) for item in found]
    whole = combine(parts, req, best=False)
    wrong = [item for item, part in zip(found, parts, strict=True) if part.worst is whole.worst]
    worst = whole.worst is not Basic.SATISFIED
    return replace(whole, elements=tuple(_name(item) for item in wrong) if worst else ())


def _not_stated(env: Env, this: Record | None, req: core.ForEach, found: Open) -> Outcome:
    atom = Atom(("each", found.atom.key, req), found.atom.label, _ANSWERS)
    states = frozenset({Basic.SATISFIED, Basic.VIOLATED})
    if found.atom == FREE:
        return Outcome(frozenset({Basic.PENDING}), req, breach=own_breach(env, this))
    if atom.key in env.answers:
        states = frozenset({Basic.SATISFIED if env.answers[atom.key] else Basic.VIOLATED})
    return Outcome(states, req, frozenset({atom}), None, own_breach(env, this))


_ANSWERS = ((True, Text("都符合", "all of them do")), (False, Text("有的不符合", "some do not")))
"""Of the entries of a list that is not stated, asked whether they are as they should be."""


def _name(item: Item) -> Text:
    """An element in words: itself, or of an element with fields the first text in it."""
    if isinstance(item.value, str):
        known = next((v.words for v in item.values if v.zh == item.value), None)
        return known or plain(item.value)
    texts = [v for v in item.value.values() if isinstance(v, str)] if hasattr(item.value, "values") else []
    number = item.index + 1
    return plain(texts[0]) if texts else Text(f"第 {number} 项", f"entry {number}")
