"""The draft that a search starts from: the records of the case, what its rules ask of them, and the goals."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from guiju.engine.case.model import Record
from guiju.engine.evaluate.finding import Finding, State
from guiju.engine.evaluate.outcome import Basic
from guiju.engine.evaluate.requirements import judge
from guiju.engine.plan.carried_out import key_of
from guiju.engine.plan.demands import Forced
from guiju.engine.plan.draft import Draft
from guiju.engine.plan.entries import Entry
from guiju.engine.plan.ground import Ground, about_of, recorded_entries
from guiju.engine.plan.network import Bounds, Link, Network, Var, Why
from guiju.engine.plan.papers import hands_over
from guiju.engine.plan.placing import constant
from guiju.engine.plan.presupposed import ends, main_steps

Owed = frozenset[tuple[str, int | None]]
"""Keys of findings (carried_out.py)."""

_OPEN = (State.PENDING, State.HOLDING, State.UNKNOWN)


def goal_steps(ground: Ground) -> tuple[str, ...]:
    """The steps that the procedure still leads to: the main ones and what follows them in any case, as far as they have
    not happened, nor a later one of them."""
    mains = main_steps(ground.program, ground.rules, ground.case.procedures)
    place = {step: i for i, step in enumerate(ground.program.order)}
    following = {step for main in mains for step in ends(ground.rules, main)} - set(mains[:1])
    steps = [*mains[:1], *sorted(following, key=lambda step: (place.get(step, len(place)), step))]
    done = {r.step for r in ground.any_env.happened}
    last = max((i for i, step in enumerate(steps) if step in done), default=-1)
    return tuple(steps[last + 1 :])


def first_draft(
    ground: Ground,
    goals: tuple[str, ...],
    by: Mapping[str, date],
    forced: Forced = frozenset(),
    *,
    owed: Owed | None = None,
    not_before: Mapping[str, date] | None = None,
) -> Draft:
    """Everything that is given. Steps of `goals` that are not there yet are taken; steps of `by` have a last day, those
    of `not_before` a first one if they are still to be taken.

    With `owed` it is only about what is owed for what has happened: records of the file that are yet to come are left
    out, and so are the findings with these keys, which are known to be lost.
    """
    draft = Draft(ground, forced, Network(ground.calendar, ground.today, {}), not_before or {})
    for entry in recorded_entries(ground):
        draft.add(entry, _recorded(ground, entry), _lasting(entry))
    for record in ground.any_env.planned if owed is None else ():
        entry = _scheduled(record)
        draft.add(entry, _fixed(entry, Why("planned")))
    for finding in ground.verdict.findings:
        if owed is None or key_of(finding) not in owed:
            _owed(draft, finding)
    for step in dict.fromkeys((*goals, *by)):
        if not any(e.standing != "done" for e in draft.of_step(step)):
            draft.take(step, Why("asked"))
    _hand_over(draft, goals)
    for step, last in by.items():
        for entry in list(draft.of_step(step)):
            if entry.standing != "done":
                draft.limit(Link(entry.end, constant(last), Why("asked")))
    return draft


def _hand_over(draft: Draft, goals: tuple[str, ...]) -> None:
    """The step by which papers come to a goal is taken, no later than the goal."""
    ground = draft.ground
    for step in goals:
        begun = [e.record for e in draft.entries.values() if e.standing in ("done", "running")]
        wants = hands_over(ground.program, step, ground.rules_in_force, begun)
        if wants is None or wants.step is None:
            continue
        there = list(draft.of_step(wants.step))
        if any(e.standing != "new" for e in there):
            continue
        papers = there[0] if there else draft.take(wants.step, Why("rule", wants))
        for entry in draft.of_step(step):
            if entry.standing != "done":
                draft.limit(Link(papers.end, entry.start, Why("order")))


def _recorded(ground: Ground, entry: Entry) -> Mapping[Var, Bounds]:
    record, why = entry.record, Why("recorded")
    bounds = {entry.start: Bounds(record.start, record.start, why)}
    if entry.standing == "running":
        planned = record.end is not None and record.end > ground.today
        first = record.end if planned and record.end is not None else ground.today
        bounds[entry.end] = Bounds(first, None)
    elif entry.interval:
        last = record.end or ground.today
        bounds[entry.end] = Bounds(last, last, why)
    return bounds


def _lasting(entry: Entry) -> tuple[Link, ...]:
    return (Link(entry.start, entry.end, Why("order")),) if entry.interval else ()


def _scheduled(record: Record) -> Entry:
    return Entry(record.step, record, "scheduled", record.end is None or record.end != record.start)


def _fixed(entry: Entry, why: Why) -> Mapping[Var, Bounds]:
    start, end = entry.record.start, entry.record.end
    bounds = {entry.start: Bounds(start, start, why)}
    if entry.interval:
        bounds[entry.end] = Bounds(end or start, end, why)
    return bounds


def _owed(draft: Draft, finding: Finding) -> None:
    """What a rule still asks of something that has happened, or of the case."""
    if finding.state not in _OPEN or finding.rule not in draft.ground.rules:
        return
    about = about_of(finding, draft.entries)
    if about is not None and (finding.state is not State.UNKNOWN or _still_open(draft.ground, finding)):
        draft.ask(finding.rule, about)


def _still_open(ground: Ground, finding: Finding) -> bool:
    """Whether it still matters what comes, and not only what the file does not state of the past."""
    readings = [r for version in finding.rule.versions for r in version.readings if r.default]
    outcomes = [judge(ground.env(finding.rule), finding.activation, r.req) for r in readings]
    return any({Basic.PENDING, Basic.HOLDING} & o.states for o in outcomes)
