"""What a rule is about in one case: the case, its counted records of a step, or the periods it runs through."""

from __future__ import annotations

from datetime import date, timedelta

from guiju.engine.case.model import Record
from guiju.engine.evaluate.counted import candidates
from guiju.engine.evaluate.env import Candidate, Env
from guiju.engine.evaluate.kleene import FALSE, TRUE, Truth3
from guiju.engine.evaluate.requirements import broken
from guiju.engine.semantics.program import Rule, Version
from msgspec import Struct

PERIOD_STEP = ""


class Activation(Struct, frozen=True):
    """One activation: the record (None: the case) and whether it counts."""

    record: Record | None
    counts: Truth3


def activations(env: Env, rule: Rule) -> tuple[list[Activation], list[Candidate]]:
    """The activations of a rule, and the records of its step that do not count and so activate nothing."""
    if rule.period is not None:
        return [Activation(r, TRUE) for r in _periods(env, rule)], []
    if rule.step is None:
        return [Activation(None, TRUE)], []
    found = candidates(env, rule.step, broken)
    counted = [Activation(c.record, c.counts) for c in found if c.counts.value is not False]
    return counted, [c for c in found if c.counts.value is False]


def counts_under(env: Env, rule: Rule, activation: Activation) -> Truth3:
    """Whether the activating record counts, asked anew under the answers assumed in this view."""
    record = activation.record
    if record is None or rule.step is None or activation.counts.value is not None:
        return activation.counts
    for candidate in candidates(env, rule.step, broken):
        if candidate.record.index == record.index:
            return candidate.counts
    return FALSE


def _periods(env: Env, rule: Rule) -> list[Record]:
    """Each year or month begun by the day of looking, from the start of the procedure and of the rule on."""
    first = env.start_of_procedure()
    if first is None:
        return []
    starts = [v.start for v in rule.versions if v.start is not None]
    first = max(first, min(starts)) if starts else first
    out: list[Record] = []
    year, month = first.year, first.month if rule.period == "month" else 1
    while date(year, month, 1) <= env.now:
        following = date(year + 1, 1, 1) if rule.period == "year" or month == 12 else date(year, month + 1, 1)
        start = date(year, month, 1)
        out.append(Record(PERIOD_STEP, start, following - timedelta(days=1), -1 - len(out)))
        year, month = following.year, following.month
    return out


def version_for(rule: Rule, day: date | None) -> Version | None:
    """The version in force on the reference day (the last one when no day is known); None if there is none."""
    if day is None:
        return rule.versions[-1] if rule.versions else None
    for version in rule.versions:
        if (version.start is None or version.start <= day) and (version.until is None or day < version.until):
            return version
    return None
