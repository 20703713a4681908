"""What decides the state of a rule, in the normal form of the proof file: a tree of conditions.

Out: a state, or `[condition, then, otherwise]`, or `{"by", "parts", "of"}`: the exceptions that apply, what is to be
shown of the basic requirements, and the tree that decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from guiju.engine.report.proof.breaches import breach
from guiju.engine.report.proof.conditions import Lowering
from guiju.engine.report.proof.forms import NEVER, Form, by_now, lasting, operand
from guiju.engine.report.proof.states import CLOSED, States, due_before_start, states, such
from guiju.engine.semantics import core
from guiju.engine.semantics.core import Req
from guiju.engine.semantics.program import ExceptionRule

Tree = Any
Effect = tuple[str, Req | None, tuple[str, ...]]
_NEITHER: Form = ["to come", ["start", "this"]]


def exceptions_to(target: str, exceptions: Sequence[ExceptionRule]) -> list[ExceptionRule]:
    """The exceptions to a rule and to these, in the order in which they are considered."""
    found: list[ExceptionRule] = []
    targets = {target}
    while more := [e for e in exceptions if e not in found and targets & set(e.targets)]:
        found += more
        targets = {e.id for e in more}
    return found


class Decision:
    """The decision on one reading of a rule; `of_the_case`: nothing is final without a start of the procedure."""

    def __init__(
        self, rule: str, tree: Sequence[ExceptionRule], lower: Lowering, *, of_the_case: bool, stretch: bool
    ) -> None:
        self._rule = rule
        self._tree = tree
        self._lower = lower
        self._of_the_case = of_the_case
        self._stretch = stretch

    def on(self, own: Req) -> Tree:
        decided = self._by_exceptions(own, {})
        if not self._stretch:
            return decided
        end: Form = ["end", "this"]  # the calendar may not say when it ends; then either may come
        return [["<=", end, end], decided, [["<", end, end], "satisfied", "violated"]]

    def _by_exceptions(self, own: Req, live: Mapping[str, bool]) -> Tree:
        """Over the combinations of live exceptions, as far as they differ."""
        if len(live) == len(self._tree):
            return self._leaf(own, _effect(self._rule, self._tree, live))
        asked = self._tree[len(live)].id
        then, otherwise = (self._by_exceptions(own, {**live, asked: on}) for on in (True, False))
        return then if then == otherwise else [["live", asked], then, otherwise]

    def _leaf(self, own: Req, effect: Effect) -> Tree:
        kind, instead, by = effect
        if kind in ("exempt", "unknown"):
            return {"by": list(by), "parts": [], "of": kind}
        req = own if instead is None else instead
        return {"by": list(by), "parts": parts(req, self._lower), "of": self._decided(req)}

    def _decided(self, req: Req) -> Tree:
        found = states(req, self._lower)
        tree: Tree = self._chain(found, "violated")
        if isinstance(req, core.OrElse):
            broken = breach(req.then, self._lower)
            instead = states(req.otherwise, self._lower.about(dates=self._lower.dates, breach=broken))
            tree = self._chain(found, _open(by_now(broken.open), _chain(instead, "violated", "cured")))
        due = due_before_start(req, self._lower)
        tree = tree if due == NEVER else [due, "not_applicable", tree]
        return [_NEITHER, _chain(found, "pending", "holding"), tree] if self._of_the_case else tree

    def _chain(self, found: States, violated: Tree) -> Tree:
        """What a stretch still asked for when the case was closed is not owed."""
        if not self._lower.stretch:
            return _chain(found, violated, "satisfied")
        pending: Tree = [CLOSED, "not_applicable", "pending"]
        return _chain(found, violated, "satisfied", pending, [CLOSED, "satisfied", "holding"])


def _open(cond: Form, tree: Tree) -> Tree:
    """While it is not known when it was broken anything may be owed; once it is, the condition does not hold."""
    return tree if cond == NEVER else [cond, "violated", [cond, "pending", tree]]


def _chain(
    found: States, violated: Tree, satisfied: str, pending: Tree = "pending", holding: Tree = "holding"
) -> Tree:
    tree: Tree = satisfied
    for cond, state in ((found.holding, holding), (found.pending, pending), (found.violated, violated)):
        tree = tree if cond == NEVER or state == tree else [cond, state, tree]
    return tree


def parts(req: Req, lower: Lowering) -> list[Tree]:
    """What is to be shown of each basic requirement: the records looked at, what they must be, and the last day."""
    match req:
        case core.AllOf(of) | core.AnyOf(of):
            return [shown for part in of for shown in parts(part, lower)]
        case core.ForEach(of, inner):
            return [{"each": operand(of), "parts": parts(inner, lower), "last": ["to come"]}]
        case core.OrElse(then, _):
            return parts(then, lower)
        case core.Exists(step, where, window) | core.Forbid(step, where, window):
            last = lower.place(window).last_days if isinstance(req, core.Exists) else []
            return [{"step": step, "such": such(lower, where, window), "last": ["earliest", *last]}]
        case core.Lasts():
            _, limit, last_day = lasting(req, "this")
            return [{"step": None, "last": ["if", ["to come", last_day], limit]}]
        case _:
            return [{"step": None, "last": ["to come"]}]


def _effect(target: str, tree: Sequence[ExceptionRule], live: Mapping[str, bool]) -> Effect:
    """The most specific live exception wins, the one deepest in the tree, then the one with the highest priority; two
    of one rank that differ settle nothing (docs/semantics.md §3)."""
    standing: list[tuple[tuple[bool, int], Effect]] = []
    for exception in tree:
        if target not in exception.targets or not live[exception.id]:
            continue
        deeper = _effect(exception.id, tree, live)
        if deeper[0] == "own":
            own = "exempt" if exception.instead is None else "instead"
            standing.append(((False, exception.priority), (own, exception.instead, (exception.id,))))
        elif deeper[0] != "exempt":
            standing.append(((True, exception.priority), deeper))
    if not standing:
        return "own", None, ()
    top = max(rank for rank, _ in standing)
    ranked = [effect for rank, effect in standing if rank == top]
    if any(e[:2] != ranked[0][:2] for e in ranked):
        return "unknown", None, tuple(i for e in ranked for i in e[2])
    return ranked[0]
