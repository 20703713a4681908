"""The parts of conditions and requirements, each with how the case stands against it.

Every node is judged by the function of the evaluator that judges it inside the whole (`holds`, `judge`, `fit`, …), on
that part alone; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Text, plain
from guiju.engine.evaluate.conditions import holds
from guiju.engine.evaluate.counted import candidates
from guiju.engine.evaluate.describe import Describer
from guiju.engine.evaluate.env import Candidate, Env
from guiju.engine.evaluate.finding import FactUse, State
from guiju.engine.evaluate.free import free_where
from guiju.engine.evaluate.kleene import TRUE, conjunction, fallen_out
from guiju.engine.evaluate.moment_of_breach import not_earlier
from guiju.engine.evaluate.outcome import Basic, Outcome
from guiju.engine.evaluate.requirements import broken, judge
from guiju.engine.evaluate.rooms import room
from guiju.engine.evaluate.stated_bounds import with_window
from guiju.engine.evaluate.values import Open, Scope, items, record_field
from guiju.engine.evaluate.windows import fit
from guiju.engine.explain.node import Node, as_states, asking
from guiju.engine.explain.wording import requirement_words
from guiju.engine.semantics import core
from guiju.engine.semantics.program import CountsRule
from guiju.engine.semantics.vocabulary import find_field
from msgspec.structs import replace

_ITEMS_SHOWN = 50


# --- conditions -----------------------------------------------------------------------------------------------


def condition_node(
    env: Env, scope: Scope, cond: core.Cond, words: Describer, step: str | None = None
) -> Node:
    """A condition with its parts; `step` is the step whose fields `that` means. The facts read stand at the leaves."""
    view = replace(env, facts_read={}, sums_made={})
    found = holds(view, scope, cond)
    children: tuple[Node, ...] = ()
    label = words.condition(cond, step)
    facts = tuple(view.facts_read.values())
    match cond:
        case core.And(parts) | core.Or(parts):
            children = tuple(condition_node(env, scope, p, words, step) for p in parts)
            label = _JOINED[type(cond)]
        case core.Not(of) if isinstance(of, core.And | core.Or | core.Not | core.Quant | core.Occurs):
            children = (condition_node(env, scope, of, words, step),)
            label = Text("以下不成立", "the following does not hold")
        case core.Quant():
            children = tuple(_item_nodes(env, scope, cond, words, step))
        case core.Occurs(req):
            children = tuple(record_nodes(env, _record(scope), req, words))
            label = requirement_words(words, _record(scope), req)
        case core.Stated(of):
            facts = (_stated(env, scope, of),)
    shown = facts if not children or isinstance(cond, core.Quant | core.Occurs) else ()
    sums = () if children else tuple(view.sums_made.values())
    return asking(found, Node("condition", label, facts=shown, sums=sums, children=children))


_JOINED = {
    core.And: Text("以下都成立", "all of these hold"),
    core.Or: Text("以下有一项成立", "at least one of these holds"),
}


def _record(scope: Scope) -> Record | None:
    return scope.this if isinstance(scope.this, Record) else None


def _item_nodes(
    env: Env, scope: Scope, cond: core.Quant, words: Describer, step: str | None
) -> Iterator[Node]:
    """The elements of a list, each with whether it is such as is asked."""
    found = items(env, scope, cond.of)
    if isinstance(found, Open):
        return
    for item in found[:_ITEMS_SHOWN]:
        node = condition_node(env, replace(scope, item=item), cond.where, words, step)
        n = item.index + 1
        yield replace(node, label=Text(f"第 {n} 项:", f"entry {n}: ") + node.label)


def _stated(env: Env, scope: Scope, of: core.FactRef | core.FieldRef) -> FactUse:
    """What the file says of a fact or field that is only asked to be stated."""
    if isinstance(of, core.FactRef):
        stated = env.case.facts.get(of.name)
        return FactUse(env.vocabulary.words(of.name), stated, env.case.fact_spans.get(of.name))
    record = scope.this if of.who == "this" else scope.that
    if of.who == "item":
        values = scope.item.value if scope.item is not None else None
        stated = values.get(of.name) if isinstance(values, Mapping) else None
        fields = scope.item.fields if scope.item is not None else ()
        declared = find_field(fields, of.name)
        return FactUse(declared.name.words if declared else plain(of.name), stated, None)
    if not isinstance(record, Record):
        return FactUse(plain(of.name), None, None)
    view = replace(env, facts_read={})
    record_field(view, record, of.name)
    return next(iter(view.facts_read.values()))


_CONDITIONS = Text("要符合的条件", "the conditions to be met")
_NO_RECORD = Text("案卷里没有这一步的记录", "the file has no record of this step")


# --- requirements ---------------------------------------------------------------------------------------------


def requirement_node(env: Env, this: Record | None, req: core.Req, words: Describer) -> Node:
    """A requirement with its parts, down to every record that might serve."""
    outcome = judge(env, this, req)
    states = as_states(outcome.states)
    label = requirement_words(words, this, req)
    atoms = outcome.atoms if len(states) > 1 else frozenset()
    match req:
        case core.AllOf(parts) | core.AnyOf(parts):
            children = tuple(requirement_node(env, this, p, words) for p in parts)
            return Node("requirement", label, states, atoms=atoms, children=children)
        case core.ForEach(of, inner):
            children = tuple(_element_nodes(env, this, of, inner, words))
            return Node("requirement", label, states, atoms=atoms, children=children)
        case core.OrElse():
            return _or_else(env, this, req, words, outcome)
        case core.Exists() | core.Forbid():
            view = replace(env, facts_read={})
            bounded = with_window(view, Scope(this=this), req)
            whole = Node("requirement", label, states, facts=tuple(view.facts_read.values()), atoms=atoms)
            return (
                whole if isinstance(bounded, Open) else _of_records(env, this, bounded, words, outcome, whole)
            )
        case core.Test():
            node = condition_node(env, Scope(this=this), req.cond, words)
            if node.children:
                children = (node,)
                return Node("requirement", _CONDITIONS, states, atoms=atoms, children=children)
            return Node("requirement", label, states, facts=node.facts, sums=node.sums, atoms=atoms)
    return Node(
        "requirement", label, states, atoms=atoms, sums=outcome.sums, last_day=_open_until(outcome, states)
    )


def _of_records(
    env: Env,
    this: Record | None,
    req: core.Exists | core.Forbid,
    words: Describer,
    outcome: Outcome,
    whole: Node,
) -> Node:
    """The requirement with every record that might serve, and whether one more still could."""
    children = tuple(record_nodes(env, this, req, words))
    note = None if children or outcome.states == {Basic.SATISFIED} else _NO_RECORD
    if isinstance(req, core.Exists):
        children += tuple(_to_come(env, this, req, outcome))
    return replace(whole, note=note, children=children)


def _element_nodes(
    env: Env, this: Record | None, of: core.FactRef | core.FieldRef, req: core.Req, words: Describer
) -> Iterator[Node]:
    """The requirement for each element of a list; of one that is not stated there are none."""
    found = items(env, Scope(this=this), of)
    if isinstance(found, Open):
        return
    for item in found:
        node = requirement_node(replace(env, element=item), this, req, words)
        n = item.index + 1
        name = Text(f"第 {n} 项", f"entry {n}")
        if isinstance(item.value, str):
            name += Text(f"({item.value})", f" ({item.value})")
        yield replace(node, label=name + Text(":", ": ") + node.label)


def _open_until(outcome: Outcome, states: tuple[State, ...]) -> date | None:
    return outcome.last_day if State.PENDING in states else None


def _or_else(env: Env, this: Record | None, req: core.OrElse, words: Describer, outcome: Outcome) -> Node:
    """What is owed first and, once that is broken, what is owed instead from the breach on."""
    first = requirement_node(env, this, req.then, words)
    label = requirement_words(words, this, req)
    if State.VIOLATED not in first.states or outcome.breach is None:
        return Node("requirement", label, first.states, atoms=first.atoms, children=(first,))
    breach = not_earlier(env, outcome.breach, this)
    second = requirement_node(env.after(breach), this, req.otherwise, words)
    owed = {State.CURED if s is State.SATISFIED else s for s in second.states}
    states = tuple(sorted((set(first.states) - {State.VIOLATED}) | owed, key=lambda s: s.rank))
    since = Text(f"{breach.day} 起", f"from {breach.day} on")
    instead = Node("owed", Text("违反之后应当补做", "owed once it is broken"), note=since, children=(second,))
    if breach.day == date.max:  # broken only by the closing
        instead = replace(
            instead, note=Text("结案时才违反,其后再无补正", "broken by the closing; nothing is later")
        )
    return Node("requirement", label, states, atoms=first.atoms | second.atoms, children=(first, instead))


def record_nodes(
    env: Env, this: Record | None, req: core.Exists | core.Forbid, words: Describer
) -> Iterator[Node]:
    """Every record of the step sought: whether it counts, lies in the window and meets the condition; none where the
    case does not state a bound of the window."""
    bounded = with_window(env, Scope(this=this), req)
    if isinstance(bounded, Open):
        return
    for candidate in candidates(env, req.step, broken):
        record = candidate.record
        if this is None or (record.index, record.step) != (this.index, this.step):
            node = _record_node(env, this, bounded, candidate, words)
            yield replace(node, kind="barred") if isinstance(req, core.Forbid) else node


def _record_node(
    env: Env, this: Record | None, req: core.Exists | core.Forbid, candidate: Candidate, words: Describer
) -> Node:
    record = candidate.record
    place = fit(env, this, record, req.window, broken)
    such = condition_node(env, Scope(this=this, that=record), req.where, words, req.step)
    children: list[Node] = []
    if candidate.rules:
        children.append(counts_node(env, candidate, words))
    if req.window != core.Window():
        note = place.miss if place.truth.value is False else None
        window = Node("window", words.window(req.window, this), note=note, sums=place.sums)
        children.append(asking(place.truth, window))
    if req.where != core.Const(True):
        children.append(such)
    met = holds(replace(env, facts_read={}), Scope(this=this, that=record), req.where)
    serves = conjunction((candidate.counts, place.truth, met))
    return asking(serves, Node("record", words.record(record), record=record, children=tuple(children)))


def counts_node(env: Env, candidate: Candidate, words: Describer) -> Node:
    """Whether a record counts, with each rule that counts it or not."""
    children = tuple(_counts_rule(env, candidate.record, r, words) for r in candidate.rules)
    return asking(candidate.counts, Node("counts", Text("算数", "counts"), children=children))


def _counts_rule(env: Env, record: Record, rule: CountsRule, words: Describer) -> Node:
    """The condition of one counts-as rule; of a deemed record it is asked of the record it stands for."""
    source = record
    if rule.counts:
        source = next((r for r in env.happened if r.index == record.index), record)
    node = condition_node(env, Scope(this=source), rule.when, words)
    effect = Text("视为:", "deemed: ") if rule.counts else Text("不作数:", "does not count: ")
    inner = () if isinstance(rule.when, core.Const) else (node,)
    return replace(node, label=effect + rule.gist, basis=rule.basis, facts=(), children=inner)


def _to_come(env: Env, this: Record | None, req: core.Exists, outcome: Outcome) -> Iterator[Node]:
    """Whether one more record could still serve, where that plays a part."""
    if outcome.states == {Basic.SATISFIED} or env.closed:
        return
    space = room(env, this, req.window, broken)
    free = free_where(env, Scope(this=this), req.step, req.where) if space.truth.value is not False else TRUE
    found = fallen_out(conjunction((space.truth, free)), True)
    if found.value is False and not space.sums:
        return
    step = env.vocabulary.words(req.step)
    label = Text(f"以后再有{step.zh},还来得及", f"a later {step.en} could still serve")
    yield asking(found, Node("to_come", label, sums=space.sums, last_day=space.last_day))
