"""What a gate says of waivers: until when a yes holds that rests on one, and what only a waiver leaves time for."""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.case.waivers import Waiver
from guiju.engine.diagnostics.text import Text, join
from guiju.engine.evaluate.finding import State
from guiju.engine.plan.gate import Gate
from guiju.engine.report.words.naming import Names

WITHOUT = Text("这一天是不靠放行的", "that is the day without the waiver")


def made_use_of(gate: Gate) -> tuple[Waiver, ...]:
    """The waivers without which a rule would be in the way, each once."""
    used = {f.rule.id for f in gate.waived}.union(*(s.rules for s in gate.saved))
    return tuple(w for w in gate.case.waivers if w.rule in used)


def counts_again(gate: Gate) -> Iterator[Text]:
    """The day after which what is signed for is no longer left out of account, a line for each waiver."""
    for waiver in made_use_of(gate):
        name, last = waiver.name, waiver.until
        yield Text(
            f"过了 {last},“{name.zh}”的放行到期,又照常计入",
            f"after {last} the waiver of '{name.en}' is over, and the rule counts again",
        )


def saved(gate: Gate, names: Names) -> Iterator[Text]:
    """The findings that would be lost, had what is signed for to be kept."""
    signed = {w.rule: w.name for w in gate.case.waivers}
    for one in gate.saved:
        rules = join([signed[id_] for id_ in one.rules], "、", ", ")
        name = names.name(one.lost.rule.name)
        yield Text(
            f"{name.zh}:不算“{rules.zh}”的放行,已排不出合法的时间",
            f"{name.en}: no lawful timetable is left without the waiver of '{rules.en}'",
        )


def rests_on_a_waiver(gate: Gate) -> bool:
    """Whether the step may be taken, and before the earliest day on which it could without a waiver."""
    entry = gate.earliest
    broken = any(f.state in (State.VIOLATED, State.DOOMED) for f in gate.waived)
    return gate.answer == "yes" and broken and entry is not None and entry.start.day > gate.on
