"""L006 to L008: exceptions that swallow their rule, that are none, and that overlap with different effects."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from guiju.engine.analysis.duties import Aims, both, default_reading, live
from guiju.engine.analysis.entail import About, entails
from guiju.engine.analysis.naming import Named, rule_name
from guiju.engine.analysis.packs import bind_together
from guiju.engine.analysis.subject import Subject, finding
from guiju.engine.analysis.witness import in_words
from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics.core import Cond, Const
from guiju.engine.semantics.program import ExceptionRule, Program, Rule
from msgspec import Struct


class Aimed(Struct, frozen=True):
    """An exception and what it aims at: a rule, or an exception on the way to that rule."""

    exception: ExceptionRule
    target: Rule | ExceptionRule
    rule: Rule
    context: Cond

    @property
    def claim(self) -> Cond:
        """When it is claimed and shown, its own exceptions left aside."""
        proof = self.exception.proof
        return both(self.exception.when, *([proof] if proof is not None else []))


def aimed(program: Program, aims: Aims) -> Iterator[Aimed]:
    """Every exception with every target, and when the target matters."""
    for rule in program.rules:
        yield from _below(aims, rule, rule, rule.when)


def _below(aims: Aims, target: Rule | ExceptionRule, rule: Rule, context: Cond) -> Iterator[Aimed]:
    for exception in aims.at(target.id):
        found = Aimed(exception, target, rule, context)
        yield found
        yield from _below(aims, exception, rule, both(context, found.claim))


# --- L006, L007 -------------------------------------------------------------------------------------------


def swallowing(subject: Subject) -> Iterator[Diagnostic]:
    """Exceptions that hold whenever what they aim at does, so that nothing is left of it."""
    for each in _own(subject):
        step = each.rule.step
        context, claim = subject.prop(each.context, step), subject.prop(each.claim, step)
        if subject.impossible(each.exception.span, context):
            continue  # L009 says so
        if subject.always(each.exception.span, claim, context):
            one, other = rule_name(each.exception), rule_name(each.target)
            message = Text(
                f"例外{one.zh}把{other.zh}吞没了:只要后者适用,例外就成立",
                f"the exception {one.en} leaves nothing of {other.en}: it holds whenever that applies",
            )
            yield _report("L006", each, message)


def void(subject: Subject) -> Iterator[Diagnostic]:
    """Exceptions that never hold where what they aim at applies, or change nothing."""
    for each in _own(subject):
        step, span = each.rule.step, each.exception.span
        context, claim = subject.prop(each.context, step), subject.prop(each.claim, step)
        one, other = rule_name(each.exception), rule_name(each.target)
        if subject.impossible(span, context) or subject.impossible(span, claim):
            continue  # L009 says so
        if subject.impossible(span, context, claim):
            message = Text(
                f"例外{one.zh}从不成立:它的条件与{other.zh}的条件不能同时成立",
                f"the exception {one.en} is none: its condition never holds where {other.en} applies",
            )
            yield _report("L007", each, message)
        elif _same_effect(subject, each):
            message = Text(
                f"例外{one.zh}不是例外:代之以的要求与{other.zh}原来的要求一样",
                f"the exception {one.en} is none: it puts in the place of {other.en} what is there already",
            )
            yield _report("L007", each, message)


def _same_effect(subject: Subject, each: Aimed) -> bool:
    """Whether what it puts in the place of the rule is what the rule demands."""
    instead = each.exception.instead
    if instead is None or not isinstance(each.target, Rule):
        return False
    given = (subject.prop(each.context, each.rule.step), subject.prop(each.claim, each.rule.step))
    about = About(subject, each.rule.step, given, each.exception.span)
    reqs = [default_reading(v).req for v in each.target.versions]
    alone = all(len(v.readings) == 1 for v in each.target.versions)
    return alone and all(entails(about, instead, r) and entails(about, r, instead) for r in reqs)


def _own(subject: Subject) -> list[Aimed]:
    return [
        each
        for each in aimed(subject.program, subject.aims)
        if subject.is_own(each.exception.span) or subject.is_own(each.target.span)
    ]


def _report(code: str, each: Aimed, message: Text) -> Diagnostic:
    labels = [(each.target.span, rule_name(each.target))]
    return finding(code, "error", message, each.exception.span, labels)


# --- L008 -------------------------------------------------------------------------------------------------


def overlapping(subject: Subject) -> Iterator[Diagnostic]:
    """Two exceptions of one rank with different effects that can both hold: the finding would be unknown."""
    program = subject.program
    targets: list[tuple[Named, str | None, Cond]] = [(r, r.step, r.when) for r in program.rules]
    targets += [(e.exception, e.rule.step, e.context) for e in aimed(program, subject.aims)]
    seen: set[frozenset[str]] = set()
    for target, step, context in targets:
        for a, b in combinations(subject.aims.at(target.id), 2):
            pair = frozenset({a.id, b.id})
            if a.priority != b.priority or a.instead == b.instead or pair in seen:
                continue
            if not bind_together(program, a.pack, b.pack):
                continue
            if not (subject.is_own(a.span) or subject.is_own(b.span)):
                continue
            found = _overlap(subject, target, (a, b), step, context)
            if found is not None:
                seen.add(pair)
                yield found


def _overlap(
    subject: Subject,
    target: Named,
    pair: tuple[ExceptionRule, ExceptionRule],
    step: str | None,
    context: Cond,
) -> Diagnostic | None:
    a, b = pair
    conds = (context, live(subject.aims, a), live(subject.aims, b))
    props = [subject.prop(c, step) for c in conds if c != Const(True)]
    world = subject.together(b.span, *props)
    if world is None:
        return None
    here, there = (b, a) if subject.is_own(b.span) else (a, b)
    one, other, rule = rule_name(here), rule_name(there), rule_name(target)
    facts = in_words(world, props)
    when = Text(f",例如:{facts.zh}", f", for example when {facts.en}") if facts.zh else Text("", "")
    message = Text(
        f"{rule.zh}的两个例外{one.zh}和{other.zh}可以同时成立而效果不同{when.zh}",
        f"two exceptions to {rule.en}, {one.en} and {other.en}, can both hold with different effects{when.en}",
    )
    hint = Text(
        "给其中一个写更高的“优先”,或者让条件互相排斥",
        "give one of them a higher priority, or let their conditions exclude each other",
    )
    return finding("L008", "error", message, here.span, [(there.span, other), (target.span, rule)], hint)
