"""The plan of a case: its earliest lawful timetable, the last days, and why there is none where there is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from guiju.engine.calendar import Calendar
from guiju.engine.case.model import Case
from guiju.engine.evaluate.finding import Finding, State
from guiju.engine.evaluate.kleene import Atom
from guiju.engine.plan.arranged import alternatives, entries, goal_point, unknown_years
from guiju.engine.plan.carried_out import newly_wrong
from guiju.engine.plan.chains import block_of, chain_to
from guiju.engine.plan.demanding import asks_the_same
from guiju.engine.plan.demands import Forced
from guiju.engine.plan.draft import Draft
from guiju.engine.plan.ground import Going, Ground, ground_of
from guiju.engine.plan.last_days import last_days
from guiju.engine.plan.network import Held
from guiju.engine.plan.resting import put_right_first
from guiju.engine.plan.same_day import in_some_order
from guiju.engine.plan.search import search
from guiju.engine.plan.sequence import behind_repeated, in_sequence
from guiju.engine.plan.setup import first_draft, goal_steps
from guiju.engine.plan.timetable import (
    Answered,
    Block,
    Goal,
    OpenFact,
    Plan,
)
from guiju.engine.plan.ways import GOAL_PARTS, Found, cost
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
    solved = _with_repeats_first(program, solve(program, case, on, asked, calendar), asked)
    open_ = _questions(program, solved, asked)
    goals = tuple(Goal(step, asked.by.get(step)) for step in solved.goals)
    broken = tuple(f for f in solved.ground.verdict.findings if f.state is State.VIOLATED)
    assumptions = solved.ground.verdict.assumptions
    best = solved.found.best
    if best is None:
        hangs = any(a.possible for o in open_ for a in o.answers) or any(not o.answers for o in open_)
        block = _block(asked, solved)
        hangs = hangs or solved.found.capped or block.beyond is not None
        pressed = None if hangs else _otherwise(solved, asked, "pressed")
        claiming = None if hangs else _otherwise(solved, asked, "claiming")
        return Plan(
            case, program, on, goals, None if hangs or pressed is not None else False,
            block=block, open=open_, broken=broken, assumptions=assumptions,
            default_day=None if hangs else _by_default(program, solved, asked),
            lenient_day=_best_answer(open_), capped=solved.found.capped,
            pressed_day=_day_or_today(pressed), claimed_day=_day_or_today(claiming),
            claimed=_claimed_by(claiming),
        )  # fmt: skip
    if _asks_nothing(solved):
        verdict = solved.ground.verdict
        if not asked.by and not asked.include:
            return Plan(case, program, on, (), True, outside=verdict.findings)
        placed = entries(best, solved.goals, {})
        return Plan(case, program, on, goals, True, placed, outside=verdict.findings)
    critical = chain_to(best, goal_point(best, solved.goals)) if solved.goals else ()
    several = any(h.rule is not None and any(len(v.readings) > 1 for v in h.rule.versions) for h in critical)
    default = _solved(program, solved.ground.by_default(), asked).day if several else solved.day
    takes = tuple(dict.fromkeys((*solved.goals, *asked.include)))
    last = last_days(solved.ground, takes, asked.by, best.forced, best)
    years = unknown_years(best, last)
    placed = entries(in_sequence(program, best, solved.goals, solved.wrong), solved.goals, last)
    in_doubt = any(e.in_doubt is not None for e in placed)
    return Plan(
        case,
        program,
        on,
        goals,
        None if in_doubt or (years and asked.by) else True,
        placed,
        critical,
        open=open_,
        alternatives=alternatives(best),
        broken=broken,
        unproven=solved.wrong,
        assumptions=assumptions,
        default_day=default if default != solved.day else None,
        unknown_years=years,
        capped=solved.found.capped,
        unplanned=best.unplanned,
        first=_put_right_first(program, solved),
    )


def _asks_nothing(solved: Solved) -> bool:
    """Whether no rule applies to the case, nor to a step that is planned."""
    best = solved.found.best
    if best is None or any(f.state is not State.NOT_APPLICABLE for f in solved.ground.verdict.findings):
        return False
    whys = [link.why for link in best.network.links] + [w for ws in best.reasons.values() for w in ws]
    whys += [wish.why for wishes in best.wishes.values() for wish in wishes]
    return not best.open and not best.unplanned and all(why.rule is None for why in whys)


def _with_repeats_first(program: Program, solved: Solved, asked: Asked) -> Solved:
    """The timetable in which steps come behind those taken again on which they rest, where the goals come no later."""
    best = solved.found.best
    first = behind_repeated(program, best) if best is not None else {}
    if best is None or not first:
        return solved
    takes = tuple(dict.fromkeys((*solved.goals, *asked.include)))
    root = first_draft(solved.ground, takes, asked.by, best.forced, not_before=first)
    found = search(root, takes, once=solved.found.once)
    later = found.best
    if later is None or cost(later, takes)[:GOAL_PARTS] > cost(best, takes)[:GOAL_PARTS]:
        return solved
    wrong = tuple(newly_wrong(program, solved.ground.case, later, solved.ground.calendar))
    return solved if len(wrong) > len(solved.wrong) else replace(solved, found=found, wrong=wrong)


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
    freely = solved.ground.by_any_way(going)
    takes = tuple(dict.fromkeys((*solved.goals, *asked.include)))
    for ground in (freely.clearing_by_days(), freely) if going == "pressed" else (freely,):
        found = search(first_draft(ground, takes, asked.by, solved.root.forced), takes)
        if found.best is not None and (going != "pressed" or in_some_order(found.best)):
            return replace(solved, found=found)
    return None


def _by_default(program: Program, solved: Solved, asked: Asked) -> date | None:
    """The day of the first goal by the default readings alone, where these leave a timetable."""
    if not any(len(v.readings) > 1 for rule in solved.ground.rules for v in rule.versions):
        return None
    found = _solved(program, solved.ground.by_default(), asked)
    return None if found.found.best is None else _day_or_today(found)


def _day_or_today(solved: Solved | None) -> date | None:
    return (solved.day or solved.ground.today) if solved is not None else None


def _claimed_by(solved: Solved | None) -> tuple[Rule, ...]:
    best = solved.found.best if solved is not None else None
    return tuple({r.id: r for r in best.unwilling_by}.values()) if best is not None else ()


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
