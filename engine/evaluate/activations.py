"""What a rule is about in one case: the case, its counted records of a step, or the periods it runs through."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from guiju.engine.case.model import Record
from guiju.engine.evaluate.counted import candidates
from guiju.engine.evaluate.env import Break, Candidate, Env
from guiju.engine.evaluate.kleene import FALSE, TRUE, Atom, Truth3
from guiju.engine.evaluate.periods import PERIOD_STEP, calendar_periods, stretches
from guiju.engine.evaluate.requirements import broken
from guiju.engine.semantics.core import Duration
from guiju.engine.semantics.in_force import Span
from guiju.engine.semantics.program import Breaches, Rule, Version
from guiju.engine.semantics.vocabulary import Name
from msgspec import Struct
from msgspec.structs import replace


class Activation(Struct, frozen=True):
    """One activation: what the requirement is about (a record, a period; None: the case) and whether it counts.

    `source` is the record from whose end a stretch is counted; `missing` the question when that stretch ends. `breach`
    is that of another rule, and `record` its day.
    """

    record: Record | None
    counts: Truth3
    source: Record | None = None
    missing: Atom | None = None
    breach: Break | None = None

    @property
    def asked_of(self) -> Record | None:
        """The record that conditions are asked of: of a stretch, the one it is counted from."""
        return self.source or self.record

    @property
    def told_of(self) -> Record | None:
        """The record that a reader is told of beside the days: where a stretch counts from, what was broken."""
        of = self.breach.of if self.breach is not None else self.source
        return of if of is not None and of.step else None

    @property
    def broken_rule(self) -> Name | None:
        return self.breach.rule if self.breach is not None else None


def activations(env: Env, rule: Rule) -> tuple[list[Activation], list[Candidate]]:
    """The activations of a rule, and the records of its step that do not count and so activate nothing."""
    if rule.period is not None:
        return [Activation(r, TRUE) for r in calendar_periods(env, rule, rule.period)], []
    if rule.breaches is not None:
        breaks = [(id_, b) for id_ in rule.breaches.rules for b in env.breaks(id_)]
        following = (_following(env, rule.breaches, id_, b) for id_, b in breaks)
        return [a for a in following if a.counts.value is not False], []
    if rule.step is None and rule.every is not None:
        start = env.start_of_procedure()
        found = stretches(env, rule.every, start) if start else ()
        return [Activation(r, TRUE, None, missing) for r, missing in found], []
    if rule.step is None:
        return [Activation(None, TRUE)], []
    of_step = candidates(env, rule.step, broken)
    counted = [
        Activation(c.record, c.counts) for c in of_step if c.counts.value is not False and not c.to_come
    ]
    if rule.every is not None:
        counted = [s for a in counted for s in _after(env, rule.every, a)]
        counted = [_numbered(a, -1 - i) for i, a in enumerate(counted)]
    return counted, [c for c in of_step if c.counts.value is False]


def _following(env: Env, breaches: Breaches, rule: str, breach: Break) -> Activation:
    """The breach of a rule as an activation: a day, which the rule that was broken tells from a period. Its number is
    that of what was broken, whatever else was."""
    of = breach.of.index if breach.of is not None else None
    number = 0 if of is None else 2 * of + 1 if of >= 0 else -2 * of
    index = -1 - (number * len(breaches.rules) + breaches.rules.index(rule))
    day = breach.day or env.now
    span = breach.of.span if breach.of is not None else None
    # without a day only the answers to what is open can tell whether there is one
    told = breach.day is not None or bool(breach.open) or any(a.choices for a in breach.truth.atoms)
    counts = breach.truth if told else FALSE
    on = Record(PERIOD_STEP, day, day, index, span=span, derived_by=rule)
    return Activation(on, counts, breach=breach)


def _after(env: Env, every: Duration, activation: Activation) -> Iterator[Activation]:
    """The stretches that follow the end of a record that has ended."""
    source = activation.record
    if source is None or source.end is None or env.running(source):
        return
    for stretch, missing in stretches(env, every, source.end):
        place = replace(stretch, span=source.span)
        yield Activation(place, activation.counts, source, missing)


def _numbered(activation: Activation, index: int) -> Activation:
    assert activation.record is not None
    return replace(activation, record=replace(activation.record, index=index))


def under(env: Env, rule: Rule, activation: Activation) -> Activation:
    """The activation as it stands under the answers assumed in this view."""
    if rule.breaches is None or activation.breach is None:
        return replace(activation, counts=counts_under(env, rule, activation))
    id_, of = activation.breach.rule.zh, activation.breach.of
    now = next((b for b in env.breaks(id_) if same_record(b.of, of)), None)
    return _following(env, rule.breaches, id_, now) if now else replace(activation, counts=FALSE)


def same_record(one: Record | None, other: Record | None) -> bool:
    """Whether two activations of one rule are about the same record (or both about the case)."""
    if one is None or other is None:
        return one is other
    return (one.index, one.step, one.derived_by) == (other.index, other.step, other.derived_by)


def counts_under(env: Env, rule: Rule, activation: Activation) -> Truth3:
    """Whether the activating record counts, asked anew under the answers assumed in this view."""
    if activation.breach is not None:
        return under(env, rule, activation).counts
    record = activation.asked_of
    if record is None or rule.step is None or activation.counts.value is not None:
        return activation.counts
    for candidate in candidates(env, rule.step, broken):
        if candidate.record.index == record.index:
            return candidate.counts
    return FALSE


def version_for(rule: Rule, day: date | None) -> Version | None:
    """The version in force on the reference day (the last one when no day is known); None if there is none."""
    if day is None:
        return rule.versions[-1] if rule.versions else None
    return next((v for v in rule.versions if Span(v.start, v.until).covers(day)), None)
