"""L014 and L020: cures that cannot work, and breaches without one.

What is owed once a rule is broken counts only from the breach on (docs/semantics.md, "or else"); so what had to be
there before the record that broke the rule can no longer be had.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from guiju.engine.analysis.binding_together import at_once
from guiju.engine.analysis.duties import Duty
from guiju.engine.analysis.naming import rule_name
from guiju.engine.analysis.subject import Subject, finding
from guiju.engine.analysis.used import Used
from guiju.engine.analysis.windows import at_least_as_long, this_point
from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics.core import (
    AllOf,
    AnyOf,
    Const,
    EdgePoint,
    Exists,
    FixedPoint,
    Forbid,
    Lasts,
    OrElse,
    Req,
    Test,
    Window,
)
from guiju.engine.semantics.program import Rule
from guiju.engine.semantics.walk import singles

_PASSED = Text("违反时它的最后一天已经过了", "its last day is over when the rule is broken")


def useless_cures(subject: Subject) -> Iterator[Diagnostic]:
    """L014."""
    yield from _barred_cures(subject)
    for rule in subject.own_rules():
        name = rule_name(rule)
        if rule.redo is not None and rule.redo not in _helpful(subject, rule):
            step = subject.program.vocabulary.words(rule.redo)
            message = Text(
                f"{name.zh}的补正无用:重做“{step.zh}”与它的要求无关",
                f"the cure of {name.en} cannot work: its demand has nothing to do with doing '{step.en}' again",
            )
            hint = Text("写要求里的步骤", "name a step that the demand is about")
            yield finding("L014", "warning", message, rule.places.redo or rule.span, (), hint)
        for req in dict.fromkeys(r.req for v in rule.versions for r in v.readings):
            since = _first_day(rule, req)
            if isinstance(req, OrElse) and (why := _too_late(subject, req.then, req.otherwise, since)):
                message = Text(
                    f"{name.zh}的“否则”无法做到:{why.zh}",
                    f"the 'or_else' of {name.en} cannot be met: {why.en}",
                )
                yield finding("L014", "error", message, rule.places.otherwise or rule.span)


def _barred_cures(subject: Subject) -> Iterator[Diagnostic]:
    """L014: a step that has to be made up for after it was skipped, and that another rule bars from then on."""
    for made, barring in _either_way(subject.pairs_of_duties(lambda duty: (duty.rule.step,))):
        if (
            made.rule.step is None
            or not isinstance(made.req, Exists)
            or made.req.window.direction != "before"
            or made.req.at_least < 1
        ):
            continue
        if not _bars_all_after(barring, made.rule.redo or made.req.step):
            continue
        if at_once(subject, [made, barring]) is None:
            continue
        step = subject.program.vocabulary.words(made.rule.redo or made.req.step)
        one, other = rule_name(made.rule), rule_name(barring.rule)
        message = Text(
            f"违反{one.zh}以后要补做“{step.zh}”,而{other.zh}不许在那以后再做",
            f"once {one.en} is broken '{step.en}' has to be made up for, and {other.en} bars it from then on",
        )
        own = subject.is_own(made.rule.span)
        here, there = (made.rule, barring.rule) if own else (barring.rule, made.rule)
        yield finding("L014", "warning", message, here.span, [(there.span, rule_name(there))])


def _either_way(pairs: Iterator[tuple[Duty, Duty]]) -> Iterator[tuple[Duty, Duty]]:
    for a, b in pairs:
        yield a, b
        yield b, a


def _bars_all_after(duty: Duty, step: str) -> bool:
    req = duty.req
    if not isinstance(req, Forbid) or req.step != step or req.where != Const(True):
        return False
    bounds = (req.window.lo, req.window.hi, req.window.since, req.window.by)
    return req.window.direction == "after" and bounds == (None,) * 4 and not req.window.none_between


def missing_cures(subject: Subject) -> Iterator[Diagnostic]:
    """L020."""
    for rule in subject.own_rules():
        if rule.modality != "may" and rule.severity == "breach" and rule.cure is None:
            name = rule_name(rule)
            message = Text(
                f"{name.zh}没有写补正:违反了怎么办,读者看不到",
                f"{name.en} has no cure: a reader is not told what to do when it is broken",
            )
            yield finding("L020", "note", message, rule.span)


def _helpful(subject: Subject, rule: Rule) -> set[str]:
    """The steps that bear on the rule: those its requirement names, what counts as them, its own, and what rests on
    any of these."""
    used = Used()
    used.name((rule.step,))
    used.add((rule.when, rule.versions), rule.step)
    stand_ins = {c.step for c in subject.program.counts if c.counts and c.as_step in used.steps}
    near = used.steps | stand_ins
    return near | {rest for step in near for rest in subject.program.downstream.get(step, ())}


def _first_day(rule: Rule, req: Req) -> date | None:
    """The first day on which the requirement can be broken: that of its version, which is chosen by the day of the record
    unless the rule says otherwise."""
    starts = [v.start for v in rule.versions if any(r.req == req for r in v.readings)]
    known = [day for day in starts if day is not None]
    return min(known) if rule.reference is None and len(known) == len(starts) else None


def _too_late(subject: Subject, then: Req, otherwise: Req, since: date | None) -> Text | None:
    """Why what is owed instead can never be met after the breach, which is not before `since`; None if it may be."""
    match otherwise:
        case AllOf(parts):
            return next((why for p in parts if (why := _too_late(subject, then, p, since))), None)
        case AnyOf(parts):
            found = [_too_late(subject, then, p, since) for p in parts]
            return found[0] if found and all(why is not None for why in found) else None
        case Test() | Lasts() if otherwise in list(singles(then)):
            return Text("它就是已经违反的要求", "it is the demand that was broken")
        case Exists(at_least=n, window=window) if n >= 1 and _broken_from_the_record_on(then):
            if window.direction == "before" and this_point(window) == EdgePoint("start"):
                return Text(
                    "它要的步骤须在违反之前,而违反之后的才算",
                    "it asks for a step before the breach, and only what comes after it counts",
                )
            return _PASSED if _passed(subject, then, window, since) else None
        case _:
            return None


def _broken_from_the_record_on(then: Req) -> bool:
    """Whether the requirement can only be broken by its own record or later."""
    return all(not isinstance(s, Forbid) or s.window.direction == "after" for s in singles(then))


def _passed(subject: Subject, then: Req, window: Window, since: date | None) -> bool:
    """Whether the last day of the window is over when the requirement is broken."""
    if isinstance(window.by, FixedPoint) and since is not None and window.by.day < since:
        return True
    missed = [s.window.by for s in singles(then) if isinstance(s, Exists) and s.window.by is not None]
    for by in missed:
        earlier = isinstance(by, FixedPoint) and isinstance(window.by, FixedPoint) and window.by.day <= by.day
        if window.by is not None and (window.by == by or earlier):
            return True
    return isinstance(then, Exists) and then.at_most is None and _ends_sooner(subject, window, then.window)


def _ends_sooner(subject: Subject, owed: Window, missed: Window) -> bool:
    """Whether what is owed, counted from a point of the record and not from the breach, ends no later than the time that
    was missed."""
    if owed.this_point is None or owed.hi is None or missed.hi is None or missed.direction != "after":
        return False
    if owed.back or owed.excluding or (owed.roll and not missed.roll):
        return False
    if (
        missed.by is not None or missed.none_between or missed.immediate
    ):  # it may be broken before its last day
        return False
    from_one_point = owed.this_point == this_point(missed)
    begins = from_one_point or (
        owed.this_point == EdgePoint("start") and isinstance(this_point(missed), EdgePoint)
    )
    return begins and at_least_as_long(missed.hi, owed.hi, subject.lengths, bound="most")
