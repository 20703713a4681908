"""L004: a rule that another rule of the same norm implies, so that it adds nothing. Each such rule is told once, with
the first one that implies it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from guiju.engine.analysis.entail import About, entails
from guiju.engine.analysis.naming import rule_name
from guiju.engine.analysis.subject import Subject, finding
from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics.program import SEVERITY_ORDER, Rule, Strength, Version
from guiju.engine.semantics.walk import singles

_STRENGTHS: tuple[Strength, ...] = ("unsure", "by_reference", "inferred", "explicit")


def implied_rules(subject: Subject) -> Iterator[Diagnostic]:
    """Each rule with a rule that implies it. Rules of different norms or layers are meant to stand beside each other."""
    rules = [r for r in subject.program.rules if r.modality != "may" and r.versions]
    told: set[str] = set()
    for a, b in subject.pairs(rules, _matters):
        if a.id in told and b.id in told:
            continue
        if b.id not in told and _implies(subject, a, b):
            told.add(b.id)
            yield _report(subject, a, b, same=_implies(subject, b, a))
        elif a.id not in told and _implies(subject, b, a):
            told.add(a.id)
            yield _report(subject, b, a, same=False)


def _matters(rule: Rule) -> Iterator[Hashable]:
    """Rules that share none of this do not repeat each other: what they are about, and a single demand of one form
    and, where records are asked for, of one step."""
    norm = rule.basis[0].norm if rule.basis else None
    broken = rule.breaches and rule.breaches.rules
    about = (rule.step, rule.period, rule.every, broken, rule.reference, rule.pack, norm)
    demands = (s for v in rule.versions for r in v.readings for s in singles(r.req))
    for form, step in dict.fromkeys((type(s), getattr(s, "step", None)) for s in demands):
        yield *about, form, step


def _implies(subject: Subject, strict: Rule, weak: Rule) -> bool:
    """Whether whoever keeps `strict` keeps `weak`, and hears of it as loudly when not."""
    if _STRENGTHS.index(strict.strength) < _STRENGTHS.index(weak.strength):
        return False
    if SEVERITY_ORDER.index(strict.severity) > SEVERITY_ORDER.index(weak.severity):
        return False
    if not {e.id for e in subject.aims.at(strict.id)} <= {e.id for e in subject.aims.at(weak.id)}:
        return False
    guard = subject.prop(weak.when, weak.step)
    about = About(subject, weak.step, (guard,), weak.span, repeating=True)
    if not all(any(_covers(about, s, w) for s in strict.versions) for w in weak.versions):
        return False
    if not subject.always(weak.span, subject.prop(strict.when, strict.step), guard):
        return False
    return not subject.impossible(weak.span, guard)


def _covers(about: About, strict: Version, weak: Version) -> bool:
    if strict.start is not None and (weak.start is None or weak.start < strict.start):
        return False
    if strict.until is not None and (weak.until is None or weak.until > strict.until):
        return False
    if len(strict.readings) == 1 == len(weak.readings):
        return entails(about, strict.readings[0].req, weak.readings[0].req)
    return [(r.req, r.default) for r in strict.readings] == [(r.req, r.default) for r in weak.readings]


def _report(subject: Subject, strict: Rule, weak: Rule, *, same: bool) -> Diagnostic:
    one, other = rule_name(weak), rule_name(strict)
    message = (
        Text(f"{one.zh}与{other.zh}要求相同", f"{one.en} demands the same as {other.en}")
        if same
        else Text(
            f"{one.zh}已经包含在{other.zh}里,多余", f"{one.en} adds nothing: {other.en} demands it already"
        )
    )
    here, there = (weak, strict) if subject.is_own(weak.span) else (strict, weak)
    hint = Text("删去一条,或者写出它们的区别", "drop one, or write down how they differ")
    return finding("L004", "warning", message, here.span, [(there.span, rule_name(there))], hint)
