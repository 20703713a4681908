"""L003: two demands that cannot both be met though both bind: must against must not, too many against too few,
at least longer than at most, two conditions that exclude each other."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from guiju.engine.analysis.binding_together import at_once
from guiju.engine.analysis.domains import World, only_facts
from guiju.engine.analysis.duties import Duty
from guiju.engine.analysis.lengths import Lengths
from guiju.engine.analysis.naming import rule_name
from guiju.engine.analysis.props import Prop
from guiju.engine.analysis.subject import Subject, finding
from guiju.engine.analysis.windows import inside, mirrored
from guiju.engine.analysis.witness import in_words
from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.diagnostics.text import Text
from guiju.engine.diagnostics.words import quantity
from guiju.engine.semantics.core import Const, Exists, Forbid, Lasts, Test, Window
from guiju.engine.semantics.program import Rule


def contradictions(subject: Subject) -> Iterator[Diagnostic]:
    """Every such pair of which one is own."""
    for a, b in subject.pairs_of_duties(_matters):
        found = _pair(subject, a, b) or _pair(subject, b, a)
        if found is not None:
            yield found


def _matters(duty: Duty) -> Iterator[Hashable]:
    """What a demand is about; two that share nothing here cannot contradict each other."""
    match duty.req:
        case Exists(step) | Forbid(step):
            yield ("step", step)
            yield ("steps", frozenset({step, duty.rule.step}))
        case Lasts():
            yield ("length", duty.rule.step)
        case Test():
            yield ("condition", duty.rule.step)


def _pair(subject: Subject, a: Duty, b: Duty) -> Diagnostic | None:
    match a.req, b.req:
        case (Exists(), Exists() | Forbid()):
            return _too_many(subject, a, a.req, b, b.req)
        case (Lasts(), Lasts()):
            return _too_long(subject, a, a.req, b, b.req)
        case (Test(), Test()) if _same_activation(a, b):
            return _excluding(subject, a, a.req, b, b.req)
        case _:
            return None


def _same_activation(a: Duty, b: Duty) -> bool:
    return _about(a.rule) == _about(b.rule)


def _about(rule: Rule) -> tuple[object, ...]:
    return rule.step, rule.period, rule.every, rule.breaches and rule.breaches.rules


# --- must against must not --------------------------------------------------------------------------------


def _too_many(
    subject: Subject, a: Duty, asked: Exists, b: Duty, barred: Exists | Forbid
) -> Diagnostic | None:
    most = barred.at_most if isinstance(barred, Exists) else 0
    if most is None or asked.at_least <= most:
        return None
    found = _every_such_is_barred(subject, a, asked, b, barred)
    if found is None:
        return None
    world, props = found
    step = subject.program.vocabulary.words(asked.step)
    n = asked.at_least
    need = step if n == 1 else Text(f"至少 {n} 次{step.zh}", f"{n} {step.en}")
    bar = (
        Text(f"又不许有{step.zh}", f"forbids any {step.en}")
        if most == 0
        else Text(f"至多容 {most} 次", f"allows {most} at most")
    )
    if barred.step != asked.step:
        about = subject.program.vocabulary.words(barred.step)
        bar = Text(f"不许{step.zh}这样在{about.zh}前后", f"forbids {about.en} where it then stands")
    one, other = rule_name(a.rule), rule_name(b.rule)
    message = Text(
        f"两条要求不能同时做到:{one.zh}要有{need.zh},{other.zh}{bar.zh}",
        f"both cannot be kept: {one.en} asks for {need.en}, {other.en} {bar.en}",
    )
    return _both(subject, a, b, message, world, props)


def _every_such_is_barred(
    subject: Subject, a: Duty, asked: Exists, b: Duty, barred: Exists | Forbid
) -> tuple[World, list[Prop]] | None:
    """A world in which both bind and whatever record meets the one demand is barred by the other."""
    about = a.rule.step
    whole_case = b.rule.of_the_case
    met = subject.prop(asked.where, about, asked.step)
    guard = subject.prop(a.guard, about)
    if barred.step == asked.step and (_same_activation(a, b) or (whole_case and barred.window == Window())):
        bar = [subject.prop(b.guard, b.rule.step)]
        such = subject.prop(barred.where, about, asked.step)
        if not inside(asked.window, barred.window, subject.lengths):
            return None
    elif b.rule.step == asked.step and barred.step == about and about != asked.step:
        seen = mirrored(barred.window)
        if seen is None or not inside(asked.window, seen, subject.lengths) or barred.where != Const(True):
            return None
        bar = []
        such = subject.prop_of_other(b.guard, about, asked.step)
    else:
        return None
    props = [guard, met, *bar, such]
    world = subject.together(a.rule.span, *props)
    if world is None or not subject.always(a.rule.span, such, guard, met, *bar, world=only_facts(world)):
        return None
    return world, props


# --- lengths and conditions -------------------------------------------------------------------------------


def _longer(least: Lasts, most: Lasts, lengths: Lengths) -> bool:
    """Whether the least length is over the greatest, by hours where both are in hours, else by days."""
    if least.duration.unit == most.duration.unit == "hour":
        return least.duration.n > most.duration.n
    longest = lengths.days(most.duration)[1]
    if longest is None:
        return False
    longest += lengths.longest_rest() if most.roll else 0
    return lengths.days(least.duration)[0] + least.full_days > longest


def _too_long(subject: Subject, a: Duty, least: Lasts, b: Duty, most: Lasts) -> Diagnostic | None:
    if a.rule.step != b.rule.step or (least.first, least.last) != (most.first, most.last):
        return None
    if least.op != ">=" or most.op != "<=" or most.excluding:
        return None
    if not _longer(least, most, subject.lengths):
        return None
    world = at_once(subject, [a, b])
    if world is None:
        return None
    one, other = rule_name(a.rule), rule_name(b.rule)
    low = quantity(least.duration.n, least.duration.unit)
    high = quantity(most.duration.n, most.duration.unit)
    message = Text(
        f"同一段时间的下限高于上限:{one.zh}至少 {low.zh},{other.zh}至多 {high.zh}",
        f"the least length is over the greatest: {one.en} at least {low.en}, {other.en} at most {high.en}",
    )
    props = [subject.prop(d.guard, d.rule.step) for d in (a, b)]
    return _both(subject, a, b, message, world, props)


def _excluding(subject: Subject, a: Duty, first: Test, b: Duty, second: Test) -> Diagnostic | None:
    about = a.rule.step
    guards = [subject.prop(a.guard, about), subject.prop(b.guard, about)]
    one, other = subject.prop(first.cond, about), subject.prop(second.cond, about)
    if not subject.impossible(a.rule.span, *guards, one, other):
        return None
    if subject.together(a.rule.span, *guards, one) is None:
        return None
    world = subject.together(a.rule.span, *guards, other)
    if world is None:
        return None
    name, against = rule_name(a.rule), rule_name(b.rule)
    message = Text(
        f"两条要求互相排斥:{name.zh}与{against.zh}要的条件不能同时成立",
        f"both cannot be kept: the conditions that {name.en} and {against.en} ask for exclude each other",
    )
    facts = subject.together(a.rule.span, *guards)
    return _both(subject, a, b, message, facts or {}, guards)


def _both(subject: Subject, a: Duty, b: Duty, message: Text, world: World, props: list[Prop]) -> Diagnostic:
    here, there = (a, b) if subject.is_own(a.rule.span) else (b, a)
    facts = in_words(world, props)
    hint = Text(f"例如:{facts.zh}", f"for example when {facts.en}") if facts.zh else None
    labels = [(there.rule.span, rule_name(there.rule))] if there.rule is not here.rule else []
    return finding("L003", "error", message, here.rule.span, labels, hint)
