"""L009 and L010: conditions, and parts of them, that can never hold or always hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from guiju.engine.analysis.naming import Named, rule_name
from guiju.engine.analysis.props import Prop
from guiju.engine.analysis.subject import Subject, finding
from guiju.engine.diagnostics.model import Diagnostic, Span
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.describe import Describer
from guiju.engine.semantics.core import (
    And,
    Cond,
    Const,
    Exists,
    FixedPoint,
    Forbid,
    Not,
    Or,
    Req,
    Test,
    Window,
)
from guiju.engine.semantics.walk import nodes, singles
from msgspec import Struct


class Stands(Struct, frozen=True):
    """A condition where it stands: in which declaration, as what, about records of which steps, and what holds
    there already. `demanded`: it is what the rule demands. `at`: where it is written, if that is known."""

    owner: Named
    what: Text
    cond: Cond
    step: str | None
    that: str | None = None
    given: Cond = Const(True)
    demanded: bool = False
    at: Span | None = None


def conditions(subject: Subject) -> Iterator[Stands]:
    """Every condition of the own declarations but those that are simply true."""
    program = subject.program
    found: list[Stands] = []
    for rule in program.rules:
        found.append(Stands(rule, _WHEN, rule.when, rule.step, at=rule.places.when))
        for version in rule.versions:
            for reading in version.readings:
                found += _in_requirement(rule, reading.req, rule.step, rule.when)
    for exception in program.exceptions:
        step = _step_aimed_at(subject, exception.id)
        found.append(Stands(exception, _WHEN, exception.when, step, at=exception.places.when))
        if exception.proof is not None:
            found.append(Stands(exception, _PROOF, exception.proof, step))
        if exception.instead is not None:
            found += _in_requirement(exception, exception.instead, step, exception.when)
    for counts in program.counts:
        found.append(Stands(counts, _WHEN, counts.when, counts.step))
        if counts.unless_done is not None:
            found += _in_requirement(counts, counts.unless_done, counts.step, counts.when)
    found += [Stands(scope, _WHEN, scope.when, None) for scope in program.scopes]
    return (s for s in dict.fromkeys(found) if s.cond != Const(True) and subject.is_own(s.owner.span))


def never(subject: Subject) -> Iterator[Diagnostic]:
    """L009."""
    yield from _empty_windows(subject)
    for stands in conditions(subject):
        if _is_never(subject, stands, stands.cond):
            yield _report(subject, "L009", stands, stands.cond, _NEVER)
        elif stands.given != Const(True) and _never_given(subject, stands):
            yield _report(subject, "L009", stands, stands.cond, _NEVER_THERE)
        else:
            for part in _parts(stands.cond, partial(_is_never, subject, stands)):
                yield _report(subject, "L009", stands, part, _NEVER)


def _empty_windows(subject: Subject) -> Iterator[Diagnostic]:
    """Windows whose first day, written out, lies after their last."""
    for rule in subject.own_rules():
        windows = [v for v in nodes(rule.versions) if isinstance(v, Window)]
        for window in dict.fromkeys(windows):
            since, by = window.since, window.by
            if isinstance(since, FixedPoint) and isinstance(by, FixedPoint) and by.day < since.day:
                name = rule_name(rule)
                message = Text(
                    f"{name.zh}的窗口里没有一天:不早于 {since.day},又不晚于 {by.day}",
                    f"no day lies in the window of {name.en}: not before {since.day} and not after {by.day}",
                )
                yield finding("L009", "error", message, rule.span)


def always(subject: Subject) -> Iterator[Diagnostic]:
    """L010."""
    yield from _counting_nothing(subject)
    for stands in conditions(subject):
        if _is_always(subject, stands, stands.cond):
            yield _report(subject, "L010", stands, stands.cond, _ALWAYS)
        elif not _is_never(subject, stands, stands.cond):
            for part in _parts(stands.cond, partial(_is_always, subject, stands)):
                yield _report(subject, "L010", stands, part, _ALWAYS)


def _counting_nothing(subject: Subject) -> Iterator[Diagnostic]:
    """Rules by which no record of a step counts at all."""
    for counts in subject.program.counts:
        if counts.counts or counts.when != Const(True) or not subject.is_own(counts.span):
            continue
        name, step = rule_name(counts), subject.program.vocabulary.words(counts.step)
        message = Text(
            f"{name.zh}没有条件:{step.zh}的记录一概不算,要求它的规则都做不到",
            f"{name.en} has no condition: no record of {step.en} counts, and no rule that asks for one can be met",
        )
        yield finding("L010", "warning", message, counts.span)


def _never_given(subject: Subject, stands: Stands) -> bool:
    span = stands.owner.span
    given = subject.prop(stands.given, stands.step)
    if subject.impossible(span, given):
        return False  # said of the condition itself
    return subject.never(span, _prop(subject, stands, stands.cond), given)


def _is_never(subject: Subject, stands: Stands, cond: Cond) -> bool:
    return subject.impossible(stands.owner.span, _prop(subject, stands, cond))


def _is_always(subject: Subject, stands: Stands, cond: Cond) -> bool:
    return subject.always(stands.owner.span, _prop(subject, stands, cond))


def _prop(subject: Subject, stands: Stands, cond: Cond) -> Prop:
    return subject.prop(cond, stands.step, stands.that)


def _parts(cond: Cond, test: Callable[[Cond], bool]) -> Iterator[Cond]:
    """The outermost parts of a condition for which the test holds."""
    match cond:
        case And(parts) | Or(parts):
            for part in parts:
                if part not in (Const(True), Const(False)) and test(part):
                    yield part
                else:
                    yield from _parts(part, test)
        case Not(of):
            yield from _parts(of, test)
        case _:
            return


def _in_requirement(owner: Named, req: Req, step: str | None, when: Cond) -> Iterator[Stands]:
    for single in singles(req):
        match single:
            case Exists(asked, where) | Forbid(asked, where):
                yield Stands(owner, _WHERE, where, step, asked, when)
            case Test(cond):
                yield Stands(owner, _DEMAND, cond, step, None, when, demanded=True)
            case _:
                continue


def _step_aimed_at(subject: Subject, exception: str) -> str | None:
    targets = {exception}
    while targets:
        found = [e for e in subject.program.exceptions if e.id in targets]
        rules = [r for r in subject.program.rules if any(r.id in e.targets for e in found)]
        if rules:
            return rules[0].step
        targets = {t for e in found for t in e.targets}
    return None


_WHEN = Text("适用条件", "condition")
_PROOF = Text("须证明的条件", "condition to be shown")
_WHERE = Text("对记录的条件", "condition on the record looked for")
_DEMAND = Text("要求的条件", "condition demanded")
_NEVER = Text("不可能成立", "can never hold")
_NEVER_THERE = Text("在这条规则适用时不可能成立", "can never hold where the rule applies")
_ALWAYS = Text("总是成立,等于没有写", "always holds and says nothing")


def _report(subject: Subject, code: str, stands: Stands, part: Cond, verdict: Text) -> Diagnostic:
    name = rule_name(stands.owner)
    words = Describer(subject.program.vocabulary, stands.step).condition(part, stands.that)
    piece = Text("", "") if part == stands.cond else Text("中的一部分", "part of the ")
    message = Text(
        f"{name.zh}的{stands.what.zh}{piece.zh}{verdict.zh}:{words.zh}",
        f"{piece.en}{stands.what.en} of {name.en} {verdict.en}: {words.en}",
    )
    return finding(code, "error" if code == "L009" else "warning", message, stands.at or stands.owner.span)
