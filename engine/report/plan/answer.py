"""What a plan comes to in one sentence, and the line that says what it is a plan of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.evaluate.finding import State
from guiju.engine.plan.timetable import Goal, Plan
from guiju.engine.report.plan.chain import ChainWords
from guiju.engine.report.plan.earliest import at_the_earliest
from guiju.engine.report.verdict.outline import why_nothing_applies
from guiju.engine.report.words.headline import law_asked
from guiju.engine.report.words.naming import Names, behind, named
from guiju.engine.report.words.premises import NO_RULE, not_in_force
from guiju.engine.report.words.waivers import left_aside


def head(plan: Plan) -> Text:
    """The case, the day of looking, the law asked for, the waivers left aside."""
    seen = [Text(f"{plan.on} 所见", f"as seen on {plan.on}")]
    if plan.program.law is not None:
        seen.append(law_asked(plan.program.law))
        seen += not_in_force(plan.program, plan.case.procedures)
    if plan.outside is not None:
        seen += why_nothing_applies(plan.outside, Names(plan.program))
    seen += left_aside(plan.waivers_ignored)
    return behind(plain(named(plan.case.name)), join(seen, ",", ", "))


def premises(plan: Plan) -> Text:
    """The same with what is not as usual about the calendar, for a form that has no notes."""
    return join([head(plan), *(a.text for a in plan.counted_by)], ";", "; ")


def answer(plan: Plan, words: ChainWords) -> Text:
    """Whether it can be done and when, in one sentence."""
    if plan.outside is not None:
        return NO_RULE
    asked = [g for g in plan.goals if g.by is not None]
    goal = asked[0] if asked else plan.goals[0] if plan.goals else None
    step = words.names.step(goal.step) if goal is not None else None
    wanted = _wanted(asked, words) if asked else None
    if plan.possible is False:
        if wanted is not None:
            return Text(f"办不到:{wanted.zh}", f"Cannot be done: {wanted.en}") + _by_default(plan)
        return Text("没有合法的时间表", "There is no lawful timetable") + _by_default(plan)
    if plan.possible is None and plan.block is not None:
        return _perhaps(plan) + _by_default(plan)
    first = next((e for e in reversed(plan.entries) if goal is not None and e.step == goal.step), None)
    if first is None or step is None:
        return Text("下面各步还要办", "These steps are still to be taken") if plan.left else _nothing()
    if first.standing == "done":
        return _nothing()
    if plan.proviso:
        return _only_after(plan, step, first.start.day, words)
    found = at_the_earliest(step, first.start)
    if plan.possible is None:
        return Text(
            f"取决于尚未公布的放假安排:{found.zh}", f"Depends on holidays not announced yet: {found.en}"
        )
    if wanted is not None:
        return Text(f"来得及:{wanted.zh};{found.zh}", f"Can be done: {wanted.en}; {found.en}")
    return found


def _by_default(plan: Plan) -> Text:
    """What the default readings alone would allow, where a stricter one leaves no timetable."""
    if plan.default_day is None:
        return plain("")
    return Text(
        f";只按默认读法,最早 {plan.default_day},来得及",
        f"; by the default readings alone it can be done, {plan.default_day} at the earliest",
    )


def _only_after(plan: Plan, step: Text, when: date, words: ChainWords) -> Text:
    """The day before which the first goal is not lawful, and what that is without."""
    broken = [f for f in plan.proviso if f.state is State.VIOLATED]
    rules = {f.rule.id: f.rule for f in broken or plan.proviso}.values()
    named = join([words.names.name(r.name) for r in rules], "、", ", ")
    if broken:
        lead = Text(f"要先补正{named.zh}", f"To be put right first: {named.en}")
    else:
        lead = Text(f"取决于案卷没有说明的({named.zh})", f"Depends on what the file leaves open ({named.en})")
    return lead + Text(f";{step.zh}不早于 {when}", f"; {step.en} not before {when}")


def _perhaps(plan: Plan) -> Text:
    """What a timetable hangs on, where there is none for certain."""
    if plan.pressed_day is not None:
        day = plan.pressed_day
        return Text(
            f"几步在同一天里依次办完才来得及,最早 {day};隔天办的没有合法的时间表",
            f"Only with steps that follow each other within a day, {day} at the earliest; on days of their own there is "
            "no lawful timetable",
        )
    if plan.lenient_day is not None:
        return Text(
            f"取决于没有说明的事实;最有利时最早 {plan.lenient_day}",
            f"Depends on facts not stated; {plan.lenient_day} at the earliest, at best",
        )
    if plan.open:
        return Text("取决于没有说明的事实", "Depends on facts not stated")
    if plan.block is not None and plan.block.beyond is not None:
        return Text(
            f"要排到 {plan.block.beyond} 以后,无从知道", f"Not known: it would lead past {plan.block.beyond}"
        )
    return Text("没有找到合法的时间表,但没有逐一试完", "No lawful timetable was found, but not all was tried")


def _wanted(asked: Sequence[Goal], words: ChainWords) -> Text:
    """All last days that were asked for: which of them is in the way is said below."""
    steps = [(words.names.step(g.step), g.by) for g in asked]
    return join([Text(f"{step.zh}不晚于 {by}", f"{step.en} by {by}") for step, by in steps], "、", ", ")


def _nothing() -> Text:
    return Text("没有还要办的步骤", "No step is left")
