"""The ways in which a demand with several of them can be met, given the records of a plan."""

from __future__ import annotations

from guiju.engine.evaluate.conditions import holds
from guiju.engine.evaluate.requirements import broken
from guiju.engine.evaluate.values import Scope
from guiju.engine.evaluate.windows import fit
from guiju.engine.plan.as_recorded import as_recorded, speaks_of
from guiju.engine.plan.day_conditions import on_days
from guiju.engine.plan.demands import (
    NOTHING,
    All,
    Apart,
    Clear,
    Demand,
    Links,
    Seek,
    Take,
    Wish,
)
from guiju.engine.plan.entries import FIRST_NEW, About, Entry
from guiju.engine.plan.ground import Ground
from guiju.engine.plan.look import Look
from guiju.engine.plan.outside import between, not_between, outside
from guiju.engine.plan.placing import Term, inside, lasting, mine, theirs
from guiju.engine.semantics import core
from msgspec.structs import replace


def inside_of(ground: Ground, seek: Seek, entry: Entry) -> Demand:
    """That a record to come is one that is sought: such a one, and in the window."""
    parts: list[Demand] = []
    where = seek.req.where
    for cond in where.parts if isinstance(where, core.And) else (where,):
        if isinstance(cond, core.Lasting) and cond.who == "that":
            parts.append(lasting(ground, About(entry), cond, seek.why))
        elif cond != core.Const(True):
            parts.append(Wish(entry, cond, True, "that", seek.about, seek.why))
    parts.append(inside(ground, seek.about, entry, seek.req.window, seek.why))
    if seek.req.at_least > 1:
        fewer = replace(seek.req, at_least=seek.req.at_least - 1)
        parts.append(Seek(seek.about, fewer, seek.why, seek.other_than | {entry.record.index}))
    return All(tuple(parts))


def seek_options(look: Look, seek: Seek) -> list[tuple[Entry, Demand]]:
    """The records of the plan that may serve, each with what it takes."""
    ground = look.ground
    found: list[tuple[Entry, Demand]] = []
    subject = seek.about.subject
    assert seek.why.rule is not None
    env = ground.env(seek.why.rule)
    for entry in look.of_step(seek.req.step):
        if entry.record.index in seek.other_than:
            continue
        if subject is not None and (subject.index, subject.step) == (entry.record.index, entry.step):
            continue
        if seek.on_file and entry.standing == "new":
            continue
        if entry.standing == "new" or entry.standing == "scheduled":
            found.append((entry, inside_of(ground, seek, entry)))
            continue
        where, days = on_days(seek.req.where, seek.about, entry, seek.why)
        such = holds(env, Scope(this=subject, that=entry.record), where)
        if such.value is False:
            continue
        settled = entry.standing == "done" and not seek.about.new and _over(seek)
        if settled:
            place = fit(env, subject, entry.record, seek.req.window, broken)
            if place.truth.value is not False:
                found.append((entry, NOTHING))
        else:
            without = replace(seek, req=replace(seek.req, where=core.Const(True)))
            inside_ = inside_of(ground, without, entry)
            found.append((entry, All((inside_, Links(days))) if days else inside_))
    return found


def _over(seek: Seek) -> bool:
    """Whether what the rule is about has happened to its end."""
    return seek.about.entry is None or seek.about.entry.standing == "done"


def clear_options(look: Look, clear: Clear) -> list[Demand]:
    """The ways in which a record keeps clear of what is barred: it is none such, lies outside the window, or has a
    record between that the window asks not to be there."""
    about, req, why, that = clear.bar.about, clear.bar.req, clear.bar.why, clear.that
    ground = look.ground
    assert why.rule is not None
    if that.standing == "done" and (about.entry is None or about.entry.standing == "done"):
        return [NOTHING]  # judged already
    ways: list[Demand] = []
    such = holds(ground.env(why.rule), Scope(this=about.subject, that=that.record), req.where)
    if that.standing in ("done", "running") and such.value is False:
        return [NOTHING]
    if that.standing in ("new", "scheduled") and req.where != core.Const(True):
        ways.append(Wish(that, req.where, False, "that", about, why))
    elif about.new and about.entry is not None and such.value is None:
        of_ours = as_recorded(req.where, "that", that.record)
        if not speaks_of(of_ours, "that"):
            ways.append(Wish(about.entry, of_ours, False, "this", about, why))
    ways += outside(ground, about, that, req.window, why)
    ours, other = mine(ground, about, req.window, why), theirs(that, req.window)
    watched = () if req.window.immediate else req.window.none_between
    if about.entry is not None and ours and other and (req.window.immediate or watched):
        mine_first = req.window.direction != "before"
        first = Term(about.entry.end if mine_first else that.end)
        then = that if mine_first else about.entry
        second = Term(then.start)
        for x in look.of_steps(None if req.window.immediate else watched):
            if x.record.index not in (about.entry.record.index, that.record.index):
                ways.append(between(ground, x, first, second, then, why))
        points = ((first.var, first.shift), (second.var, second.shift))
        ways += [Take(step, why, None, points) for step in watched if second.var.entry >= FIRST_NEW]
    return ways


def apart_options(ground: Ground, apart: Apart, x: Entry) -> Demand | None:
    """That a record does not lie between two others (None: it is one of them)."""
    if x.record.index in (apart.earlier.record.index, apart.later.record.index):
        return None
    return not_between(ground, x, apart)
