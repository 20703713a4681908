"""What a waiver means for what is still to come: a rule that somebody has signed for takes no time of other steps.

A verdict knows nothing of it (a waiver moves no day), but a gate lets pass what is signed for and what follows from that.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

from guiju.engine.case.model import Case
from guiju.engine.evaluate.finding import Finding, State, Verdict
from guiju.engine.plan.carried_out import key_of
from guiju.engine.semantics.program import Program
from msgspec import Struct
from msgspec.structs import replace


class Saved(Struct, frozen=True):
    """A finding that is lost only as long as the rules signed for are kept, as it stands without them."""

    lost: Finding
    rules: tuple[str, ...]


def signed_for(verdict: Verdict, on: date) -> frozenset[str]:
    """The ids of the rules with a waiver that holds on `on`; none where waivers are left aside."""
    if verdict.waivers_ignored:
        return frozenset()
    return frozenset(w.rule for w in verdict.case.waivers if w.standing(on) == "live")


def without_rules(program: Program, ids: Collection[str]) -> Program:
    """The program without these rules, but for those whose breach other rules are about."""
    needed = {id_ for rule in program.rules if rule.breaches is not None for id_ in rule.breaches.rules}
    left_out = set(ids) - needed
    if not left_out:
        return program
    return replace(program, rules=tuple(r for r in program.rules if r.id not in left_out))


def saved(
    program: Program, verdict: Verdict, judge: Callable[[Program, Case], Verdict]
) -> tuple[Verdict, tuple[Saved, ...]]:
    """The verdict in which nothing is lost only because a rule that is signed for would have to be kept by what is still
    to come, and what that is."""
    ids = signed_for(verdict, verdict.on)
    lost = {key_of(f): f for f in verdict.findings if f.state is State.DOOMED and not f.waived}
    if not ids or not lost:
        return verdict, ()
    freely = {key_of(f): f for f in judge(without_rules(program, ids), verdict.case).findings}
    instead = {k: freely[k] for k in lost if k in freely and freely[k].state is not State.DOOMED}
    if not instead:
        return verdict, ()
    findings = tuple(instead.get(key_of(f), f) for f in verdict.findings)
    return replace(verdict, findings=findings), tuple(Saved(lost[k], tuple(sorted(ids))) for k in instead)
