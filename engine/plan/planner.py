"""The plan of a case: its earliest lawful timetable, the last days, and why there is none where there is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from guiju.engine.calendar import Calendar
from guiju.engine.case.model import Case, Value
from guiju.engine.evaluate.finding import Finding, State
from guiju.engine.evaluate.kleene import Atom
from guiju.engine.plan.carried_out import newly_wrong
from guiju.engine.plan.chains import block_of, chain_to
from guiju.engine.plan.demanding import asks_the_same
from guiju.engine.plan.demands import Forced
from guiju.engine.plan.draft import Draft
from guiju.engine.plan.entries import Entry
from guiju.engine.plan.fields import asked_for
from guiju.engine.plan.ground import Going, Ground, ground_of
from guiju.engine.plan.last_days import LastDay, last_days
from guiju.engine.plan.network import Held, Var
from guiju.engine.plan.preceding import beside, preceding
from guiju.engine.plan.resting import put_right_first
from guiju.engine.plan.same_day import in_some_order
from guiju.engine.plan.search import search
from guiju.engine.plan.setup import first_draft, goal_steps
from guiju.engine.plan.timetable import (
    Alternative,
    Answered,
    Block,
    Days,
    Goal,
    OpenFact,
    Plan,
    Planned,
)
from guiju.engine.plan.ways import Found
from guiju.engine.semantics.core import EVIDENCE
from guiju.engine.semantics.program import Program, Rule
from msgspec import Struct, field
from msgspec.structs import replace

ROUNDS = 5
"""Times that a timetable is made anew since, once written down, it made further rules apply."""

QUESTIONS, ANSWERS = 6, 4
"""Open questions whose answers are tried out, and answers of each."""


class Asked(Struct, frozen=True):
    """What is asked of the planner: last days of steps, and steps that are to be taken whether or not a rule asks for
    them. `goals` are the steps that the plan leads to; None: those that the rules tell. The days of `first` count before
    those of the goals."""

    by: Mapping[str, date] = field(default_factory=dict)
    include: tuple[str, ...] = ()
    goals: tuple[str, ...] | None = None
    first: tuple[str, ...] = ()


class Solved(Struct, frozen=True):
    """A search and what it was about; `free` is the best timetable without the days asked for, where they cannot be
    kept, `wrong` what the timetable would violate even so."""

    ground: Ground
    goals: tuple[str, ...]
    root: Draft
    found: Found
    free: Draft | None = None
    wrong: tuple[Finding, ...] = ()

    @property
    def day(self) -> date | None:
        """The earliest day of the first goal."""
        best = self.found.best
        if best is None or not self.goals:
            return None
        days = [best.network.earliest[e.start].day for e in best.of_step(self.goals[0])]
        return max(days, default=None)


def make_plan(
    program: Program, case: Case, on: date, asked: Asked | None = None, calendar: Calendar | None = None
) -> Plan:
    """The plan of a case as seen at the end of `on`: a step left may be taken on `on` itself at the earliest.

    Facts not stated are taken at their worst, rules kept under all their readings; what the answers would change is
    told in `open`. Without a timetable `block` says why.
    """
    calendar, asked = calendar or Calendar(), asked or Asked()
    solved = solve(program, case, on, asked, calendar)
    open_ = _questions(program, solved, asked)
    goals = tuple(Goal(step, asked.by.get(step)) for step in solved.goals)
    broken = tuple(f for f in solved.ground.verdict.findings if f.state is State.VIOLATED)
    assumptions = solved.ground.verdict.assumptions
    best = solved.found.best
    if best is None:
        hangs = any(a.possible for o in open_ for a in o.answers) or any(not o.answers for o in open_)
        hangs = hangs or solved.found.capped
        claiming = None if hangs else _otherwise(solved, asked, "claiming")
        pressed = None if hangs or claiming is not None else _otherwise(solved, asked, "pressed")
        perhaps = hangs or claiming is not None or pressed is not None
        return Plan(
            case, program, on, goals, None if perhaps else False,
            block=_block(asked, solved), open=open_, broken=broken, assumptions=assumptions,
            lenient_day=_best_answer(open_), capped=solved.found.capped,
            pressed_day=_day_or_today(pressed), claimed_day=_day_or_today(claiming),
            claimed=_claimed_by(claiming),
        )  # fmt: skip
    critical = chain_to(best, _goal_var(best, solved.goals)) if solved.goals else ()
    several = any(h.rule is not None and any(len(v.readings) > 1 for v in h.rule.versions) for h in critical)
    default = _solved(program, solved.ground.by_default(), asked).day if several else solved.day
    takes = tuple(dict.fromkeys((*solved.goals, *asked.include)))
    last = last_days(solved.ground, takes, asked.by, best.forced, best)
    years = _years(best, last)
    return Plan(
        case,
        program,
        on,
        goals,
        None if years and asked.by else True,
        _entries(best, solved.goals, last),
        critical,
        open=open_,
        alternatives=_alternatives(best),
        broken=broken,
        unproven=solved.wrong,
        assumptions=assumptions,
        default_day=default if default != solved.day else None,
        unknown_years=years,
        capped=solved.found.capped,
        unplanned=best.unplanned,
        first=_put_right_first(program, solved),
    )


def _put_right_first(program: Program, solved: Solved) -> tuple[Finding, ...]:
    ground = solved.ground
    if not solved.goals:
        return ()
    return put_right_first(program, ground.case, ground.verdict, solved.goals[0], ground.calendar)


def solve(
    program: Program,
    case: Case,
    on: date,
    asked: Asked,
    calendar: Calendar,
    *,
    all_readings: bool = True,
) -> Solved:
    """The best timetable of a case as seen at the end of `on`."""
    ground = ground_of(program, case, on, calendar, all_readings=all_readings)
    return _solved(program, ground, asked)


def _solved(program: Program, ground: Ground, asked: Asked) -> Solved:
    """The best timetable. One that, written down, breaks a rule whose condition did not seem to hold is made anew with
    that rule."""
    steps = goal_steps(ground) if asked.goals is None else asked.goals
    steps = tuple(dict.fromkeys((*asked.first, *asked.by, *steps)))
    forced: Forced = frozenset()
    while True:
        solved = _searched(ground, steps, asked, forced)
        best = solved.found.best
        if best is None:
            return solved
        wrong = newly_wrong(program, ground.case, best, ground.calendar)
        more = forced | {(f.rule.id, f.activation.step) for f in wrong if f.activation is not None}
        if more == forced or len(forced) > ROUNDS:
            return replace(solved, wrong=tuple(wrong))
        forced = more


def _searched(ground: Ground, goals: tuple[str, ...], asked: Asked, forced: Forced) -> Solved:
    """One search. Steps are taken twice, and options that somebody has to claim, only where there is no other timetable,
    even without the days asked for."""
    takes = tuple(dict.fromkeys((*goals, *asked.include)))
    root = first_draft(ground, takes, asked.by, forced)
    found = search(root, takes)
    if found.best is not None:
        return Solved(ground, goals, root, found)
    freely = first_draft(ground, takes, {}, forced) if asked.by else root
    free = search(freely, takes) if asked.by else found
    if free.best is not None:
        return Solved(ground, goals, root, found, free.best)
    twice = search(root, takes, once=False)
    if twice.best is None and not twice.capped and ground.going == "ordinarily":
        claiming = _searched(ground.by_any_way("claiming"), goals, asked, forced)
        if claiming.found.best is not None:
            return claiming
    return Solved(ground, goals, root, twice)


def _otherwise(solved: Solved, asked: Asked, going: Going) -> Solved | None:
    """The best timetable where something is claimed, or steps follow each other within a day; None if there is none."""
    ground = solved.ground.by_any_way(going)
    takes = tuple(dict.fromkeys((*solved.goals, *asked.include)))
    root = first_draft(ground, takes, asked.by, solved.root.forced)
    found = search(root, takes)
    if found.best is None or (going == "pressed" and not in_some_order(found.best)):
        return None
    return replace(solved, found=found)


def _day_or_today(solved: Solved | None) -> date | None:
    return solved and (solved.day or solved.ground.today)


def _claimed_by(solved: Solved | None) -> tuple[Rule, ...]:
    best = solved.found.best if solved is not None else None
    return tuple({r.id: r for r in best.unwilling_by}.values()) if best is not None else ()


def _goal_var(best: Draft, goals: tuple[str, ...]) -> Var:
    entries = list(best.of_step(goals[0]))
    return max(entries, key=lambda e: best.network.earliest[e.start].day).start


def _entries(best: Draft, goals: tuple[str, ...], last: Mapping[int, LastDay]) -> tuple[Planned, ...]:
    held = best.network.earliest
    critical: set[int] = set()
    leading: frozenset[int] = frozenset()
    if goals:
        var = _goal_var(best, goals)
        critical = {h.source.index for h in chain_to(best, var)} | {var.entry}
        leading = preceding(best, var)
    shown = [e for e in best.entries.values() if not e.derived]
    found = [
        _entry(best, e, held, last, e.record.index in critical, e.record.index in leading) for e in shown
    ]
    place = {step: i for i, step in enumerate(best.ground.program.order)}
    return tuple(
        sorted(found, key=lambda p: (p.start.day, p.end.day, place.get(p.step, len(place)), p.index))
    )


def _entry(
    best: Draft,
    entry: Entry,
    held: Mapping[Var, Held],
    last: Mapping[int, LastDay],
    critical: bool,
    leading: bool,
) -> Planned:
    declared = best.ground.program.vocabulary.steps.get(entry.step)
    done = entry.standing == "done"
    due = last.get(entry.record.index, LastDay(None, None, ()))
    rules = [w.rule for w in best.reasons.get(entry.record.index, ()) if w.rule is not None]
    record = entry.record
    return Planned(
        entry.record.index,
        entry.step,
        entry.standing,
        Days(held[entry.start].day, held[entry.start].year),
        Days(held[entry.end].day, held[entry.end].year),
        due.start,
        due.end,
        critical,
        () if done else chain_to(best, entry.start),
        due.due,
        tuple(dict.fromkeys(rules)),
        record,
        _must_show(best, entry) if entry.standing == "new" else (),
        (record.actor,) if record.actor else declared.actors if declared is not None else (),
        leading,
        () if done else beside(best, entry),
    )


def _must_show(best: Draft, entry: Entry) -> tuple[tuple[str, Value], ...]:
    """The values that rules ask the record of a step to have."""
    record = entry.record
    bare = replace(record, fields={}, evidence=None, actor=None)
    made = asked_for(best.env_of, best.wishes.get(record.index, ()), bare)
    fields = dict(made.fields)
    if made.evidence:
        fields[EVIDENCE] = made.evidence
    return tuple(fields.items())


def _years(best: Draft, last: Mapping[int, LastDay]) -> tuple[int, ...]:
    years = {h.year for h in best.network.earliest.values()}
    years |= {days.year for x in last.values() for days in (x.start, x.end) if days is not None}
    return tuple(sorted(y for y in years if y is not None))


def _alternatives(best: Draft) -> tuple[Alternative, ...]:
    """The choices of the rules in which a step was taken that others could have stood in for."""
    taken = {e.step for e in best.entries.values()}
    first = {e.step: best.reasons[e.record.index][0].rule for e in best.new}
    found: dict[tuple[str | None, tuple[str, ...]], Alternative] = {}
    for why, took, among in best.chosen:
        mine = [s for s in took if why.rule is not None and first.get(s) == why.rule]
        others = tuple(s for s in among if s not in taken)
        if why.rule is not None and mine and others:
            found.setdefault((mine[0], others), Alternative(why.rule, mine[0], others))
    return tuple(found.values())


def _block(asked: Asked, solved: Solved) -> Block:
    """What is in the way: against a day asked for, the chain to the earliest day that there is without it."""
    best = solved.free
    if best is None:
        return block_of(solved.found.failed or solved.root, solved.found.failure)
    late: list[tuple[int, str, date, Held]] = []
    for step, day in asked.by.items():
        for entry in best.of_step(step):
            held = best.network.earliest[entry.end]
            if held.day > day:
                late.append(((held.day - day).days, step, day, held))
    if not late:
        return block_of(solved.found.failed or solved.root, solved.found.failure)
    _, step, day, held = max(late, key=lambda one: one[0])
    entry = max(best.of_step(step), key=lambda e: best.network.earliest[e.end].day)
    return Block(chain_to(best, entry.end), step, held.day, day, "asked")


def _questions(program: Program, solved: Solved, asked: Asked) -> tuple[OpenFact, ...]:
    """The facts not stated on which the timetable hangs, each with what its answers lead to."""
    draft = solved.found.best or solved.found.failed or solved.root
    found = []
    for n, (atom, rules) in enumerate(draft.open.items()):
        answers: tuple[Answered, ...] = ()
        if n < QUESTIONS and 0 < len(atom.choices) <= ANSWERS:
            answers = tuple(
                _answered(program, solved, asked, atom, choice) for choice in range(len(atom.choices))
            )
        found.append(OpenFact(atom.key, atom.label, tuple(dict.fromkeys(rules)), answers))
    return tuple(found)


def _answered(program: Program, solved: Solved, asked: Asked, atom: Atom, choice: int) -> Answered:
    """What an answer leads to. Where all that was evaluated for the timetable turns out the same under it, the search
    would go the same way again: then it is this timetable."""
    value, words = atom.choices[choice]
    answers = {atom.key: value}
    if value is True and atom.settles is not None:
        answers[atom.settles[0]] = atom.settles[1]
    ground = solved.ground.under(answers)
    if solved.ground.consulted.may_matter(answers) or not asks_the_same(solved.ground, ground):
        solved = _solved(program, ground, asked)
    best = solved.found.best
    steps = tuple(dict.fromkeys(e.step for e in best.new)) if best is not None else ()
    return Answered(words, solved.day, steps, best is not None)


def _best_answer(open_: Iterable[OpenFact]) -> date | None:
    """The earliest day that some answer to an open question makes possible."""
    return min((a.day for o in open_ for a in o.answers if a.possible and a.day is not None), default=None)
