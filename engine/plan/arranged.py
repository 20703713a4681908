"""A timetable that was found, arranged for a reader: its records with their days and reasons, and what else would do."""

from __future__ import annotations

from collections.abc import Mapping

from guiju.engine.case.model import Value
from guiju.engine.plan.as_planned import Kept, as_planned
from guiju.engine.plan.chains import chain_to
from guiju.engine.plan.demands import Wish
from guiju.engine.plan.draft import Draft
from guiju.engine.plan.entries import Entry
from guiju.engine.plan.fields import asked_for
from guiju.engine.plan.last_days import LastDay
from guiju.engine.plan.network import Held, Var
from guiju.engine.plan.preceding import beside, preceding
from guiju.engine.plan.timetable import Alternative, Days, Planned
from guiju.engine.semantics.core import EVIDENCE, FieldRef
from guiju.engine.semantics.walk import nodes
from msgspec.structs import replace


def goal_point(best: Draft, goals: tuple[str, ...]) -> Var:
    """The start of the first goal, of its last record."""
    return max(best.of_step(goals[0]), key=lambda e: best.network.earliest[e.start].day).start


def entries(best: Draft, goals: tuple[str, ...], last: Mapping[int, LastDay]) -> tuple[Planned, ...]:
    """Every record of the timetable by its earliest days, with the last days found for it."""
    held = best.network.earliest
    critical: set[int] = set()
    leading: frozenset[int] = frozenset()
    if goals:
        var = goal_point(best, goals)
        critical = {h.source.index for h in chain_to(best, var)} | {var.entry}
        leading = preceding(best, var)
    kept = as_planned(best)
    shown = [e for e in best.entries.values() if not e.derived]
    found = [
        _running_from(
            _entry(best, e, held, last, e.record.index in critical, e.record.index in leading),
            kept.get(e.record.index),
        )
        for e in shown
    ]
    place = {step: i for i, step in enumerate(best.ground.program.order)}
    return tuple(
        sorted(
            found,
            key=lambda p: (p.start.day, p.end.day, _last_of(p), place.get(p.step, len(place)), p.index),
        )
    )


def _last_of(entry: Planned) -> bool:
    """Whether only the order of the procedure puts it behind others of its day."""
    return bool(entry.chain) and entry.chain[-1].cause == "sequence"


def _running_from(entry: Planned, kept: Kept | None) -> Planned:
    """The record with its last days while the plan is kept, where these come before the last ones of all."""
    if kept is None or kept.start is None:
        return entry
    latest = entry.latest_start
    if latest is not None and latest.day <= kept.start.day:
        return entry
    return replace(
        entry, kept_start=kept.start, kept_end=kept.end, runs_from=kept.runs_from, due_chain=kept.due
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
        read_several_ways=_read_several_ways(best, entry),
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


def _read_several_ways(best: Draft, entry: Entry) -> tuple[str, ...]:
    """The fields of a record of which a rule asks something that its default reading does not."""
    strict = [w for w in best.wishes.get(entry.record.index, ()) if not w.aside and _not_by_default(w)]
    fields = [n.name for w in strict for n in nodes(w.cond) if isinstance(n, FieldRef) and n.who == w.role]
    return tuple(dict.fromkeys(fields))


def _not_by_default(wish: Wish) -> bool:
    rule = wish.why.rule
    readings = [r for v in rule.versions for r in v.readings if r.default] if rule is not None else []
    return any(all(n != wish.cond for n in nodes(r.req)) for r in readings)


def unknown_years(best: Draft, last: Mapping[int, LastDay]) -> tuple[int, ...]:
    """The years without a calendar on which days of the timetable hang."""
    years = {h.year for h in best.network.earliest.values()}
    years |= {days.year for x in last.values() for days in (x.start, x.end) if days is not None}
    return tuple(sorted(y for y in years if y is not None))


def alternatives(best: Draft) -> tuple[Alternative, ...]:
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
