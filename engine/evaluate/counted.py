"""Which records count (docs/semantics.md §2): counts-as rules discount records and derive others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from guiju.engine.case.model import Record
from guiju.engine.evaluate.conditions import holds
from guiju.engine.evaluate.deemed import Broken, deemed
from guiju.engine.evaluate.env import Candidate, Env
from guiju.engine.evaluate.kleene import TRUE, Truth3, conjunction, disjunction, negate
from guiju.engine.evaluate.moment_of_breach import is_later
from guiju.engine.evaluate.values import Scope
from guiju.engine.semantics.in_force import in_force
from guiju.engine.semantics.program import CountsRule
from msgspec.structs import replace


def candidates(env: Env, step: str, broken: Broken) -> tuple[Candidate, ...]:
    """The records that may stand for `step`, in the order of the file, each with whether it counts.

    Derived records come after those of the file. With a breach set in `env`, only records later than it are
    candidates.
    """
    if step not in env.candidates_of:
        # a rule that asks about its own step, say which days it takes, sees the records as they stand in the file
        env.candidates_of[step] = tuple(Candidate(r, TRUE) for r in env.happened if r.step == step)
        env.candidates_of[step] = tuple(_all_candidates(replace(env, later_than=None), step, broken))
    found = env.candidates_of[step]
    if env.later_than is None:
        return found
    breach = env.later_than
    out = []
    for candidate in found:
        later = is_later(env, breach, candidate.record)
        if later.value is not False:
            out.append(replace(candidate, counts=conjunction((candidate.counts, later))))
    return tuple(out)


def _all_candidates(env: Env, step: str, broken: Broken) -> list[Candidate]:
    discounting = [rule for rule in env.counts_rules if rule.step == step and not rule.counts]
    found = [_own(env, r, discounting) for r in env.happened if r.step == step]
    for rule in env.counts_rules:
        if rule.as_step != step or rule.step == step or not rule.counts:
            continue
        for source in candidates(env, rule.step, broken):
            found.extend(_derived(env, rule, source, discounting, broken))
    return found


def _derived(
    env: Env, rule: CountsRule, source: Candidate, discounting: Sequence[CountsRule], broken: Broken
) -> list[Candidate]:
    if not _applies(env, rule, source.record):
        return []
    truth = conjunction((source.counts, holds(env, Scope(this=source.record), rule.when)))
    if truth.value is False:
        return []
    out = []
    for record, arises in deemed(env, rule, source.record, broken):
        made = conjunction((truth, arises))
        if made.value is not False:
            own = _own(env, record, discounting)
            out.append(Candidate(record, conjunction((made, own.counts)), (rule, *own.rules)))
    return out


def arising(env: Env, steps: Iterable[str], broken: Broken) -> bool:
    """Whether a derived record of the steps may still arise, though on a day gone by."""
    if not any(r.unless_done is not None for r in env.counts_rules):
        return False
    return any(c.to_come for step in steps for c in candidates(env, step, broken))


def _own(env: Env, record: Record, discounting: Sequence[CountsRule]) -> Candidate:
    """The record under the 不视为 rules of its own step; 不视为 beats 视为, and without rules a record counts."""
    against: list[tuple[CountsRule, Truth3]] = []
    for rule in discounting:
        if _applies(env, rule, record):
            truth = holds(env, Scope(this=record), rule.when)
            if truth.value is not False:
                against.append((rule, truth))
    if not against:
        return Candidate(record, TRUE)
    return Candidate(record, negate(disjunction(t for _, t in against)), tuple(r for r, _ in against))


def _applies(env: Env, rule: CountsRule, record: Record) -> bool:
    """A counts-as rule that is not in force on the day of the record does not touch it."""
    return in_force(rule.basis, env.norms).covers(record.start)
