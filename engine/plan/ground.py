"""What a plan stands on: the case as seen on a day, the rules that bind it, the records that count."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from datetime import date

from guiju.engine.calendar import Calendar
from guiju.engine.case.model import Case, Record
from guiju.engine.evaluate.binding import bindings
from guiju.engine.evaluate.counted import candidates
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.finding import Finding, Verdict
from guiju.engine.evaluate.in_time import in_time
from guiju.engine.evaluate.parameters import values_that_count, with_values
from guiju.engine.evaluate.reference import make_env
from guiju.engine.evaluate.requirements import broken
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.plan.entries import About, Entry
from guiju.engine.plan.presupposed import presupposed
from guiju.engine.semantics.program import Program, Rule
from msgspec import Struct
from msgspec.structs import replace


class Ground(Struct, frozen=True):
    """`envs` holds one view of the case for each pack that binds it, `rules` those that bind it and can be broken;
    `all_readings` asks that a timetable keep a rule under each of its readings. `presupposed` are the steps that a
    plan takes although the rules measure them only where they are recorded."""

    program: Program
    case: Case
    today: date
    calendar: Calendar
    verdict: Verdict
    envs: Mapping[str, Env]
    all_readings: bool
    rules: tuple[Rule, ...]
    presupposed: frozenset[str] = frozenset()

    def about_step(self, step: str) -> Iterator[Rule]:
        """The rules about each record of a step."""
        return (r for r in self.rules if r.step == step and r.period is None and r.every is None)

    def env(self, rule: Rule) -> Env:
        return self.envs[rule.pack]

    @property
    def any_env(self) -> Env:
        return next(iter(self.envs.values()))

    def interval(self, step: str) -> bool:
        declared = self.program.vocabulary.steps.get(step)
        return declared is not None and declared.interval


def ground_of(
    program: Program,
    case: Case,
    on: date,
    calendar: Calendar | None = None,
    *,
    all_readings: bool = True,
    answers: Mapping[Hashable, Hashable] | None = None,
    verdict: Verdict | None = None,
) -> Ground:
    """The case as seen at the end of `on`, under answers assumed to its open questions. The program becomes the one
    with the values that count for the case. `verdict` is the one on that day, if it is there already."""
    calendar = calendar or Calendar()
    bound, _ = bindings(program, case)
    verdict = verdict or judge_case(program, case, on, calendar)
    program = in_time(with_values(program, values_that_count(program, bound, case, on)), bound, case, on)
    packs = {b.pack.id for b in bound}
    env = make_env(program, case, on, calendar)
    env = replace(
        env,
        counts_rules=tuple(r for r in env.counts_rules if r.pack in packs),
        exceptions=tuple(e for e in env.exceptions if e.pack in packs),
    )
    env = replace(env, answers=answers or {})
    envs = {b.pack.id: replace(env.afresh(), read_as=b.readings()) for b in bound}
    outside = {f.rule.id for f in verdict.findings if f.outside and f.activation is None}
    rules = tuple(r for r in program.rules if r.pack in envs and r.modality != "may" and r.id not in outside)
    return Ground(program, case, on, calendar, verdict, envs, all_readings, rules, presupposed(rules))


def recorded_entries(ground: Ground) -> list[Entry]:
    """The records of the case, and those that other rules derive from them, as far as they may count."""
    if not ground.envs:
        return []
    env = ground.any_env
    found: list[Entry] = []
    for step in ground.program.vocabulary.steps:
        for candidate in candidates(env, step, broken):
            if candidate.counts.value is not False:
                found.append(_entry(ground, env, candidate.record, candidate.counts.value is True))
    return found


def _entry(ground: Ground, env: Env, record: Record, sure: bool) -> Entry:
    running = env.running(record)
    interval = running or record.end is None or record.end != record.start
    return Entry(record.step, record, "running" if running else "done", interval, sure)


def about_of(finding: Finding, entries: Mapping[tuple[int, str], Entry]) -> About | None:
    """What the rule of a finding is about; None where nothing activates it (yet)."""
    record = finding.activation
    if record is None:
        rule = finding.rule
        return About() if rule.of_the_case else None
    entry = entries.get((record.index, record.step))
    return About(entry) if entry is not None else About(None, record)
