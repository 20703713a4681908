"""What one rule says about the order of two steps, read off its requirement tree.

A rule on each record of A that looks for a B *before* it claims B → A (precedence); one that looks for a B
*after* it claims A → B (response, `hi` is its deadline); a prohibition of B before or after A claims an order
that must not be (forbid). Source: docs/semantics.md §3. Of a rule with several versions the one in force on
a given day is read, without a day the last; of several readings the default.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from guiju.engine.semantics.core import (
    AllOf,
    AnyOf,
    Const,
    Duration,
    Exists,
    Forbid,
    ForEach,
    Lasts,
    OrElse,
    Req,
)
from guiju.engine.semantics.program import Modality, Rule, Strength, Version
from msgspec import Struct
from msgspec.structs import replace

ClaimKind = Literal["precedence", "response", "forbid"]


class Claim(Struct, frozen=True):
    """`earlier` → `later`, as one rule has it. `lo` and `hi` bound the distance, each in the unit of the law.

    `alternative`: other parts of an any-of would do as well. `unconditional`: it binds in every case.
    """

    earlier: str
    later: str
    kind: ClaimKind
    rule: str
    modality: Modality
    strength: Strength
    lo: Duration | None = None
    hi: Duration | None = None
    alternative: bool = False
    conditional: bool = False

    @property
    def unconditional(self) -> bool:
        return not self.alternative and not self.conditional

    @property
    def binding(self) -> bool:
        """Whether the claim orders steps at all: a power (可以) and a prohibition do not."""
        return self.kind != "forbid" and self.modality != "may"


class LastingClaim(Struct, frozen=True):
    """How long an interval step must last: at least (`>=`) or at most (`<=`) the duration."""

    step: str
    rule: str
    op: Literal[">=", "<="]
    duration: Duration
    alternative: bool = False
    conditional: bool = False


class NeedClaim(Struct, frozen=True):
    """A step that the case itself needs, whatever else was done."""

    step: str
    rule: str
    alternative: bool = False
    conditional: bool = False


AnyClaim = Claim | LastingClaim | NeedClaim


def claims_of(rule: Rule, on: date | None = None) -> tuple[AnyClaim, ...]:
    """What the rule says about steps, in the order of its text; nothing if no version is in force `on`."""
    version = _version(rule, on)
    if version is None or not version.readings:
        return ()
    reading = next((r for r in version.readings if r.default), version.readings[0])
    return tuple(dict.fromkeys(_walk(reading.req, rule)))


def _version(rule: Rule, on: date | None) -> Version | None:
    if on is not None:
        fitting = (v for v in rule.versions if (v.start or date.min) <= on < (v.until or date.max))
        return next(fitting, None)
    return max(rule.versions, key=lambda v: v.start or date.min, default=None)


def _walk(req: Req, rule: Rule) -> Iterator[AnyClaim]:
    match req:
        case AllOf(parts):
            for part in parts:
                yield from _walk(part, rule)
        case AnyOf(parts):
            yield from _alternatives(parts, rule)
        case OrElse(then, _):  # what is owed after a breach says nothing about the lawful order
            yield from _walk(then, rule)
        case Exists() | Forbid():
            yield from _target(req, rule)
        case ForEach(_, part):  # whatever the list holds: of an empty one nothing is asked
            for claim in _walk(part, rule):
                yield replace(claim, conditional=True)
        case Lasts(op, duration, first=None, last=None) if rule.step is not None and rule.every is None:
            if duration.of is None:
                yield LastingClaim(rule.step, rule.id, op, duration, conditional=_conditional(rule))
        case _:
            return


def _alternatives(parts: tuple[Req, ...], rule: Rule) -> Iterator[AnyClaim]:
    """A claim is an alternative unless every part of the any-of makes it, each with bounds of its own.

    "No X at all, or Y" is read as it is meant: where there was an X, Y is owed. Such a Y is no alternative,
    only conditional.
    """
    owed = tuple(part for part in parts if not isinstance(part, Forbid))
    yield from _follow_up(parts, rule)
    if len(owed) == 1:
        for part in parts:
            for claim in _walk(part, rule):
                yield claim if part is not owed[0] else replace(claim, conditional=True)
        return
    branches = [tuple(_walk(part, rule)) for part in parts]
    certain = [{_matter(c) for c in branch if not c.alternative} for branch in branches]
    for branch in branches:
        for claim in branch:
            shared = all(_matter(claim) in matters for matters in certain)
            yield claim if shared else replace(claim, alternative=True)


def _follow_up(parts: tuple[Req, ...], rule: Rule) -> Iterator[AnyClaim]:
    """ "No X before this, or Y before it": a Y owed for an X comes after the X it is about."""
    match parts:
        case (Forbid(step=first, window=a), Exists(step=then, window=b, at_most=None)) if first != then:
            if a.direction == b.direction == "before":
                yield Claim(first, then, "precedence", rule.id, rule.modality, "inferred", conditional=True)
        case _:
            return


def _matter(claim: AnyClaim) -> tuple[str, ...]:
    """What a claim is about, its bounds left aside."""
    match claim:
        case Claim(earlier, later, kind):
            return (kind, earlier, later)
        case LastingClaim(step, _, op):
            return ("lasts", step, op)
        case NeedClaim(step):
            return ("need", step)


def _target(req: Exists | Forbid, rule: Rule) -> Iterator[AnyClaim]:
    if isinstance(req, Exists) and req.at_least < 1:
        return
    conditional = _conditional(rule)
    if rule.step is None:
        if isinstance(req, Exists) and rule.of_the_case and rule.modality != "may":
            yield NeedClaim(req.step, rule.id, conditional=conditional)
        return
    if rule.every is not None:  # about the stretches that follow the step, so after it
        if isinstance(req, Exists):
            yield Claim(
                rule.step,
                req.step,
                "response",
                rule.id,
                rule.modality,
                rule.strength,
                conditional=conditional,
            )
        return
    window = req.window
    kind: ClaimKind
    if isinstance(req, Forbid):
        kind = "forbid"
    elif window.direction == "before":
        kind = "precedence"
    elif window.direction == "after":
        kind = "response"
    else:
        return
    ends = (req.step, rule.step) if window.direction == "before" else (rule.step, req.step)
    bounds = (_written(window.lo), _written(window.hi))
    yield Claim(
        *ends,
        kind,
        rule.id,
        rule.modality,
        rule.strength,
        *bounds,
        conditional=conditional,
    )


def _written(bound: Duration | None) -> Duration | None:
    """A bound with a number; one that each case states has none to show."""
    return bound if bound is None or bound.of is None else None


def _conditional(rule: Rule) -> bool:
    return rule.when != Const(True)
