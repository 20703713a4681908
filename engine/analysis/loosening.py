"""L005: a pack of a lower layer that loosens what a higher norm demands, where that norm does not leave it the point.

Four ways: an exception to a higher rule; a like rule with a weaker bound; other records that stand for a step the
higher rule demands; and a value of a parameter (parameters.py).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from guiju.engine.analysis.duties import Aims, at_one_time, default_reading
from guiju.engine.analysis.entail import About, entails
from guiju.engine.analysis.naming import Named, rule_name
from guiju.engine.analysis.packs import bind_together, layer, rank
from guiju.engine.analysis.subject import Subject, finding
from guiju.engine.case.duration import Duration
from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics.core import AllOf, AnyOf, Exists, Forbid, Lasts, OrElse, Req
from guiju.engine.semantics.program import ExceptionRule, Rule
from guiju.engine.semantics.walk import singles
from msgspec.structs import replace

HINT = Text(
    "上位规范授权下层另作规定的,在上位规则里写“授权”;否则改成不低于上位要求",
    "where the higher norm leaves the point to this layer, say so in its rule (delegates); else ask for no less",
)


def loosened(subject: Subject) -> Iterator[Diagnostic]:
    yield from _by_exceptions(subject)
    yield from _by_bounds(subject)
    yield from _by_stand_ins(subject)


def _lower(subject: Subject, low: Named, high: Rule) -> bool:
    """Whether `low` is of a lower layer than `high`, binds beside it, and was not given the point."""
    program = subject.program
    if rank(program, low.pack) <= rank(program, high.pack) or layer(program, low.pack) in high.delegates:
        return False
    concerned = subject.is_own(low.span) or subject.is_own(high.span)
    return concerned and bind_together(program, low.pack, high.pack)


def _report(subject: Subject, low: Named, high: Rule, message: Text) -> Diagnostic:
    here, there = (low, high) if subject.is_own(low.span) else (high, low)
    return finding("L005", "error", message, here.span, [(there.span, rule_name(there))], HINT)


# --- exceptions -------------------------------------------------------------------------------------------


def _by_exceptions(subject: Subject) -> Iterator[Diagnostic]:
    """Exceptions to a higher rule. An exception to an exception gives the rule back and is no loosening; one to that
    takes it away again."""
    program = subject.program
    for rule in program.rules:
        for exception, target in _taking_away(subject.aims, rule):
            above = rank(program, exception.pack) > rank(program, target.pack)
            if above and _lower(subject, exception, rule) and not _as_strict(subject, exception, rule):
                one, other = rule_name(exception), rule_name(rule)
                message = Text(
                    f"下层的例外{one.zh}放宽了上位规范的要求{other.zh}",
                    f"the exception {one.en} of a lower layer loosens {other.en} of a higher norm",
                )
                yield _report(subject, exception, rule, message)


def _taking_away(
    aims: Aims, target: Rule | ExceptionRule
) -> Iterator[tuple[ExceptionRule, Rule | ExceptionRule]]:
    """The exceptions at odd depth below a rule, each with what it aims at."""
    for exception in aims.at(target.id):
        yield exception, target
        for giving_back in aims.at(exception.id):
            yield from _taking_away(aims, giving_back)


def _as_strict(subject: Subject, exception: ExceptionRule, rule: Rule) -> bool:
    """Whether what the exception puts in the place of the rule is at least as strict."""
    if exception.instead is None:
        return False
    given = (subject.prop(rule.when, rule.step), subject.prop(exception.when, rule.step))
    about = About(subject, rule.step, given, exception.span)
    return all(entails(about, exception.instead, default_reading(v).req) for v in rule.versions)


# --- weaker bounds ----------------------------------------------------------------------------------------


def _by_bounds(subject: Subject) -> Iterator[Diagnostic]:
    rules = (r for r in subject.program.rules if r.modality != "may")
    for a, b in subject.pairs(rules, _demands):
        for low, high in ((a, b), (b, a)):
            if _lower(subject, low, high) and _weaker(subject, low, high):
                one, other = rule_name(low), rule_name(high)
                message = Text(
                    f"下层的规则{one.zh}与上位规则{other.zh}要求的是同一件事,但要求更低",
                    f"{one.en} of a lower layer asks for the same as {other.en} of a higher norm, and for less",
                )
                yield _report(subject, low, high, message)


def _demands(rule: Rule) -> Iterator[Hashable]:
    """What a rule demands, without its numbers; rules that share none of it are not compared."""
    for version in rule.versions:
        for way in _ways(default_reading(version).req):
            yield rule.step, rule.period, rule.every, rule.breaches and rule.breaches.rules, unbounded(way)


def _ways(req: Req) -> tuple[Req, ...]:
    """The requirement, and the ways of meeting it where it leaves a choice."""
    return (req, *req.parts) if isinstance(req, AnyOf) else (req,)


def _weaker(subject: Subject, low: Rule, high: Rule) -> bool:
    """Whether both demand the same of the same records, but for bounds and counts, and the lower one less."""
    guards = subject.prop(low.when, low.step), subject.prop(high.when, high.step)
    about = About(subject, low.step, guards, low.span)
    for one in low.versions:
        for other in high.versions:
            if not at_one_time(one, other):
                continue
            weak = default_reading(one).req
            ways = [w for w in _ways(default_reading(other).req) if unbounded(w) == unbounded(weak)]
            if any(entails(about, way, weak) and not entails(about, weak, way) for way in ways):
                return subject.together(low.span, *guards) is not None
    return False


def unbounded(req: Req) -> Req:
    """The requirement without its numbers."""
    match req:
        case AllOf(parts):
            return AllOf(tuple(unbounded(p) for p in parts))
        case AnyOf(parts):
            return AnyOf(tuple(unbounded(p) for p in parts))
        case OrElse(then, otherwise):
            return OrElse(unbounded(then), unbounded(otherwise))
        case Exists(step, where, window, _, most):
            open_ = replace(window, lo=None, hi=None, full_days=False, roll=False, back=False)
            return Exists(step, where, open_, 1, None if most is None else 1)
        case Forbid(step, where, window):
            open_ = replace(window, lo=None, hi=None, full_days=False, roll=False, back=False)
            return Forbid(step, where, open_)
        case Lasts():
            return replace(req, duration=Duration(0, "day"), roll=False)
        case _:
            return req


# --- stand-ins --------------------------------------------------------------------------------------------


def _by_stand_ins(subject: Subject) -> Iterator[Diagnostic]:
    """Counts-as rules of a lower pack that let other records meet a higher demand."""
    for counts in subject.program.counts:
        if not counts.counts or counts.as_step is None or counts.as_step == counts.step:
            continue
        words = subject.program.vocabulary.words
        step, other = words(counts.as_step), words(counts.step)
        for rule in subject.program.rules:
            if rule.modality == "may" or not _lower(subject, counts, rule):
                continue
            if not _asks_for(rule, counts.as_step):
                continue
            one, high = rule_name(counts), rule_name(rule)
            message = Text(
                f"下层的{one.zh}让{other.zh}算作{step.zh},放宽了上位规则{high.zh}要求的{step.zh}",
                f"{one.en} of a lower layer lets {other.en} stand for the {step.en} that {high.en} of a higher "
                "norm asks for",
            )
            yield _report(subject, counts, rule, message)


def _asks_for(rule: Rule, step: str) -> bool:
    reqs = [s for v in rule.versions for s in singles(default_reading(v).req)]
    return any(isinstance(r, Exists) and r.step == step and r.at_least >= 1 for r in reqs)
