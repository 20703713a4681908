"""Steps that follow the deliberation in the order of the procedure, planned no earlier than what they follow there.

The rules may ask nothing of their order: a number may be entered, an explanation given at any time. A timetable has them
where the procedure has them, as long as that moves nothing else and breaks nothing: it is no later for that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from guiju.engine.evaluate.finding import Finding
from guiju.engine.plan.carried_out import key_of, newly_wrong
from guiju.engine.plan.draft import Draft, with_links
from guiju.engine.plan.entries import Entry
from guiju.engine.plan.network import Conflict, Link, Network, Why
from guiju.engine.plan.presupposed import main_step
from guiju.engine.plan.shifts import ONE, SAME
from guiju.engine.semantics.program import Program
from msgspec.structs import replace

_WHY = Why("sequence")


def in_sequence(program: Program, best: Draft, goals: Sequence[str], wrong: Iterable[Finding]) -> Draft:
    """The timetable with its new steps, the goals left out, each no earlier than the steps to come that it follows.
    `wrong` is what it breaks as it stands."""
    places = _places(program, best)
    network = best.network
    for entry in sorted(best.new, key=lambda e: places.get(e.step, -1)):
        if entry.step in places and entry.step not in goals:
            before = [
                e for e in best.entries.values()
                if not e.derived and e.standing in ("new", "scheduled")
                and places.get(e.step, len(places)) < places[entry.step]
            ]  # fmt: skip
            network = _behind(network, entry, before)
    if network is best.network:
        return best
    moved = replace(best, network=network)
    return moved if _breaks_no_more(program, moved, wrong) else best


def _places(program: Program, best: Draft) -> dict[str, int]:
    """The steps of the procedures of the case from the deliberation on, with their places; none where no procedure names
    it."""
    case = best.ground.case
    steps = [
        s.name.zh for p in case.procedures if p in program.procedures for s in program.procedures[p].steps
    ]
    steps = list(dict.fromkeys(steps))
    main = main_step(best.ground.program, best.ground.rules, case.procedures)
    declared = best.ground.program.vocabulary.steps.get(main or "")
    first = (
        steps.index(main) if main in steps and declared is not None and declared.deliberates else len(steps)
    )
    return {step: i for i, step in enumerate(steps[first:])}


def _behind(network: Network, entry: Entry, before: Sequence[Entry]) -> Network:
    """The network with a step no earlier than others begin, if that moves nothing but this step."""
    links = [Link(e.start, entry.start, _WHY, SAME, SAME) for e in before]
    further = with_links(network, {}, links)
    if isinstance(further, Conflict):
        return network
    others = [var for var in network.earliest if var.entry != entry.record.index]
    unmoved = all(further.earliest[var].day == network.earliest[var].day for var in others)
    return further if unmoved and further.moved > network.moved else network


def _breaks_no_more(program: Program, moved: Draft, wrong: Iterable[Finding]) -> bool:
    ground, known = moved.ground, {key_of(f) for f in wrong}
    return {key_of(f) for f in newly_wrong(program, ground.case, moved, ground.calendar)} <= known


def behind_repeated(program: Program, best: Draft) -> dict[str, date]:
    """The first days of steps that rest on one that is taken again, and that the timetable has before it: what was sent
    anew is reviewed once it has been sent."""
    held = best.network.earliest
    found: dict[str, date] = {}
    for again in (e for e in best.new if e.record.index in best.again):
        free = held[again.end].day + ONE
        for entry in best.new:
            resting = entry.step in program.downstream.get(again.step, ()) and entry.step != again.step
            if resting and held[entry.start].day < free and entry.record.index not in best.again:
                found[entry.step] = max(free, found.get(entry.step, free))
    return found
