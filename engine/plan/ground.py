"""What a plan stands on: the case as seen on a day, the rules that bind it, the records that count."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from datetime import date
from typing import Literal

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
from guiju.engine.plan.consulted import Consulted
from guiju.engine.plan.demands import Asked, Forced
from guiju.engine.plan.entries import About, Entry
from guiju.engine.plan.presupposed import Directions, presupposed
from guiju.engine.semantics.in_force import is_in_force
from guiju.engine.semantics.program import Program, Rule
from msgspec import Struct, field
from msgspec.structs import replace

Going = Literal["ordinarily", "claiming", "pressed", "anyhow"]
"""How a plan goes about steps to come: it takes no option that rests on something being stated in records to come; these
as well; it lets steps follow each other within a day, but claims nothing; it does both, and takes an option that says
only that a presupposed step was not recorded."""


class Told(Struct, frozen=True):
    """What a rule asks for what it is about, once it is worked out."""

    rule: Rule
    about: About
    forced: Forced
    asked: Asked


class Ground(Struct, frozen=True):
    """`envs` holds one view of the case for each pack that binds it, `rules` those that bind it and can be broken;
    `all_readings` asks that a timetable keep a rule under each of its readings. `presupposed` are the steps that a
    plan takes although the rules measure them only where they are recorded, with the directions in which they do.
    With `clear_by_days` what is not to lie in a window lies outside it by days, also where steps may follow each other
    within a day: days alone do not tell whether such an order leads round in a circle.

    `consulted` are the answers that `envs` see. `asking` holds further views, for what rules ask; what was worked out
    with them is kept in `told` (demanding.py). So it can be seen whether an answer would change anything.
    """

    program: Program
    case: Case
    today: date
    calendar: Calendar
    verdict: Verdict
    envs: Mapping[str, Env]
    all_readings: bool
    rules: tuple[Rule, ...]
    consulted: Consulted
    asking: Mapping[str, Env]
    presupposed: Mapping[str, Directions] = field(default_factory=dict)
    going: Going = "ordinarily"
    clear_by_days: bool = False
    told: dict[Hashable, list[Told]] = field(default_factory=dict)

    def under(self, answers: Mapping[Hashable, Hashable]) -> Ground:
        """The same under answers assumed to open questions, with nothing worked out yet."""
        consulted = Consulted(answers)
        envs = {pack: replace(env.afresh(), answers=consulted) for pack, env in self.envs.items()}
        asking = {pack: replace(env.afresh(), answers=answers) for pack, env in self.envs.items()}
        return replace(self, envs=envs, consulted=consulted, asking=asking, told={})

    def by_default(self) -> Ground:
        """The same with no other readings than the default ones."""
        return replace(self, all_readings=False, told={})

    def by_any_way(self, going: Going) -> Ground:
        """The same with options that a plan does not go by where it can help it."""
        return replace(self, going=going, told={})

    def clearing_by_days(self) -> Ground:
        """The same with what keeps out of a window kept out by days."""
        return replace(self, clear_by_days=True, told={})

    def for_asking(self) -> Ground:
        """The same as what rules ask is worked out with."""
        return replace(self, envs=self.asking)

    def about_step(self, step: str) -> Iterator[Rule]:
        """The rules about each record of a step."""
        return (r for r in self.rules if r.step == step and r.period is None and r.every is None)

    @property
    def rules_in_force(self) -> tuple[Rule, ...]:
        """The rules of today's law, which is that of steps to come."""
        return tuple(rule for rule in self.rules if is_in_force(rule, self.today))

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
    verdict: Verdict | None = None,
) -> Ground:
    """The case as seen at the end of `on`. The program becomes the one with the values that count for the case.
    `verdict` is the one on that day, if it is there already."""
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
    envs = {b.pack.id: replace(env.afresh(), read_as=b.readings()) for b in bound}
    outside = {f.rule.id for f in verdict.findings if f.outside and f.activation is None}
    rules = tuple(r for r in program.rules if r.pack in envs and r.modality != "may" and r.id not in outside)
    plain = Ground(
        program,
        case,
        on,
        calendar,
        verdict,
        envs,
        all_readings,
        rules,
        Consulted({}),
        envs,
        presupposed(rule for rule in rules if is_in_force(rule, on)),
    )
    return plain.under({})


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
