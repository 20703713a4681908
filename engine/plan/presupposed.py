"""Which steps a plan is about, read from the rules: the main step, what ends the procedure, what is taken for granted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from guiju.engine.semantics import core
from guiju.engine.semantics.program import Program, Rule


def plainly_before(rule: Rule) -> set[str]:
    """The steps that the rule demands before what it is about, whichever way it is kept."""
    return {r.step for r in _plain(rule) if r.window.direction == "before"}


def main_step(program: Program, rules: Iterable[Rule], procedures: Iterable[str] = ()) -> str | None:
    """The step at which the matter is deliberated: the one of which a procedure of the case says so (议决), as far as its
    rules speak of it; else the one before which most others must be taken."""
    return next(iter(main_steps(program, rules, procedures)), None)


def main_steps(program: Program, rules: Iterable[Rule], procedures: Iterable[str] = ()) -> tuple[str, ...]:
    """The same, and behind it the step before which most others must be taken, where that is another one. Ties go to the
    later one in the order of the procedure. Of a case that names its procedures they are steps of these, if there are
    such."""
    before: dict[str, set[str]] = {}
    for rule in rules:
        if rule.step is not None and rule.every is None and rule.period is None:
            before.setdefault(rule.step, set()).update(plainly_before(rule))
    place = {step: i for i, step in enumerate(program.order)}
    named = [program.procedures[p] for p in procedures if p in program.procedures]
    own = {s.name.zh: s for procedure in named for s in procedure.steps}
    spoken_of = before.keys() | {step for steps in before.values() for step in steps}
    declared = [zh for zh, step in own.items() if step.deliberates and zh in spoken_of]
    ranked = [(len(steps), place.get(step, -1), step) for step, steps in before.items() if steps]
    ranked = [r for r in ranked if r[2] in own] or ranked
    found = [max(declared, key=lambda step: place.get(step, -1))] if declared else []
    found += [max(ranked)[2]] if ranked else []
    return tuple(dict.fromkeys(found))


def ends(rules: Iterable[Rule], main: str) -> list[str]:
    """The main step, and the steps that in any case come after it since they need it: the decision itself."""
    found = [main]
    known = list(rules)
    for step in found:
        for rule in known:
            needs = rule.modality == "must" and rule.when == core.Const(True) and rule.severity == "breach"
            if needs and rule.step is not None and rule.step not in found and step in plainly_before(rule):
                found.append(rule.step)
    return found


Directions = frozenset[core.Direction]


def presupposed(rules: Iterable[Rule]) -> Mapping[str, Directions]:
    """The steps that no rule demands by itself, and that a rule measures where they are recorded: an any-of with the ways
    “there is none before” and “there is one, so long before”. A lawful timetable has them. With each the directions in
    which it is looked for."""
    measured: dict[str, Directions] = {}
    demanded: set[str] = set()
    for rule in rules:
        demanded |= {r.step for r in _plain(rule)}
        for step, direction in _measured_in(rule):
            measured[step] = measured.get(step, frozenset()) | {direction}
    return {step: directions for step, directions in measured.items() if step not in demanded}


def measured_by(rule: Rule) -> set[str]:
    """The steps from which the rule measures the time where they are recorded."""
    return {step for step, _ in _measured_in(rule)}


def _measured_in(rule: Rule) -> set[tuple[str, core.Direction]]:
    return {found for req in _reqs(rule) for found in _measured(req)}


def _measured(req: core.Req) -> Iterator[tuple[str, core.Direction]]:
    if isinstance(req, core.AllOf | core.AnyOf):
        for part in req.parts:
            yield from _measured(part)
    if isinstance(req, core.AnyOf):
        absent = {each for part in req.parts for each in _only_absent(part)}
        timed = [p for p in req.parts if isinstance(p, core.Exists) and p.window.lo is not None]
        found = {(p.step, p.window.direction) for p in timed}
        yield from {(step, where) for step, where in found if absent & {(step, where), (step, "any")}}


def _only_absent(part: core.Req) -> set[tuple[str, core.Direction]]:
    """The step and where, if an option says nothing but that it was not recorded there."""
    parts = part.parts if isinstance(part, core.AllOf) else (part,)
    absent = [p for p in parts if isinstance(p, core.Forbid) and p.where == core.Const(True)]
    if len(absent) < len(parts) or len({p.step for p in absent}) > 1:
        return set()
    return {(p.step, p.window.direction) for p in absent if _unbounded(p)}


def _unbounded(forbid: core.Forbid) -> bool:
    return forbid.window == core.Window(forbid.window.direction, same_day=forbid.window.same_day)


def _plain(rule: Rule) -> Iterator[core.Exists]:
    """What must be there whichever way the rule is kept."""
    waiting = list(_reqs(rule))
    while waiting:
        req = waiting.pop()
        if isinstance(req, core.AllOf):
            waiting += req.parts
        elif isinstance(req, core.OrElse):
            waiting.append(req.then)
        elif isinstance(req, core.Exists) and req.at_least > 0:
            yield req


def _reqs(rule: Rule) -> Iterator[core.Req]:
    """What the rule says today, by default."""
    if rule.versions:
        yield from (reading.req for reading in rule.versions[-1].readings if reading.default)
