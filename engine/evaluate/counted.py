"""Which records count (docs/semantics.md §2): counts-as rules discount records and derive others."""

from __future__ import annotations

from collections.abc import Callable

from guiju.engine.case.model import Record
from guiju.engine.evaluate.conditions import holds
from guiju.engine.evaluate.env import Candidate, Env
from guiju.engine.evaluate.kleene import TRUE, Truth3, conjunction, disjunction, negate
from guiju.engine.evaluate.order import not_before
from guiju.engine.evaluate.values import Scope
from guiju.engine.semantics.core import Req
from guiju.engine.semantics.program import CountsRule
from msgspec.structs import replace

# Whether a requirement of a record is violated; injected, because requirements are judged with counted records.
Broken = Callable[[Env, Record, Req], Truth3]


def candidates(env: Env, step: str, broken: Broken) -> tuple[Candidate, ...]:
    """The records that may stand for `step`, in the order of the file, each with whether it counts.

    Derived records come after those of the file. With a breach set in `env`, only records later than it are
    candidates.
    """
    if step not in env.candidates_of:
        # a rule that asks about its own step, say which days it takes, sees the records as they stand in the file
        env.candidates_of[step] = tuple(Candidate(r, TRUE) for r in env.happened if r.step == step)
        env.candidates_of[step] = tuple(_all_candidates(env, step, broken))
    found = env.candidates_of[step]
    if env.later_than is None:
        return found
    breach = env.later_than
    out = []
    for candidate in found:
        later = not_before(env, breach, candidate.record)
        if later.value is not False:
            out.append(replace(candidate, counts=conjunction((candidate.counts, later))))
    return tuple(out)


def _all_candidates(env: Env, step: str, broken: Broken) -> list[Candidate]:
    found = [_own(env, r) for r in env.happened if r.step == step]
    for rule in env.counts_rules:
        if rule.as_step != step or rule.step == step or not rule.counts:
            continue
        for source in candidates(replace(env, later_than=None), rule.step, broken):
            found.extend(_derived(env, rule, source, step, broken))
    return found


def _derived(env: Env, rule: CountsRule, source: Candidate, step: str, broken: Broken) -> list[Candidate]:
    if not _applies(env, rule, source.record):
        return []
    truth = conjunction((source.counts, holds(env, Scope(this=source.record), rule.when)))
    record = replace(source.record, step=step, derived_by=rule.id)
    if rule.unless_done is not None:
        truth = conjunction((truth, broken(env, source.record, rule.unless_done)))
        record = replace(record, end=record.start)
    if truth.value is False:
        return []
    own = _own(env, record)
    return [Candidate(record, conjunction((truth, own.counts)), (rule, *own.rules))]


def _own(env: Env, record: Record) -> Candidate:
    """The record under the 不视为 rules of its own step; 不视为 beats 视为, and without rules a record counts."""
    against: list[tuple[CountsRule, Truth3]] = []
    for rule in env.counts_rules:
        if rule.step == record.step and not rule.counts and _applies(env, rule, record):
            truth = holds(env, Scope(this=record), rule.when)
            if truth.value is not False:
                against.append((rule, truth))
    if not against:
        return Candidate(record, TRUE)
    return Candidate(record, negate(disjunction(t for _, t in against)), tuple(r for r, _ in against))


def _applies(env: Env, rule: CountsRule, record: Record) -> bool:
    """A counts-as rule of a norm not yet in force on the day of the record does not touch it."""
    norms = [env.norms[c.norm] for c in rule.basis if c.norm in env.norms]
    starts = [n.in_force for n in norms if n.in_force is not None]
    return not starts or record.start >= min(starts)
