"""The states of requirements (docs/semantics.md §3, §4), form by form."""

from __future__ import annotations

from datetime import date, timedelta

from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.between import first_between
from guiju.engine.evaluate.bounds import excluded_days
from guiju.engine.evaluate.conditions import holds
from guiju.engine.evaluate.counted import Broken, candidates
from guiju.engine.evaluate.env import Breach, Candidate, Env
from guiju.engine.evaluate.finding import Arithmetic, NotUsed
from guiju.engine.evaluate.free import free_where
from guiju.engine.evaluate.kleene import Atom, Truth3, conjunction, known, yes_no
from guiju.engine.evaluate.order import end_label
from guiju.engine.evaluate.outcome import Basic, Outcome, at_closing, combine
from guiju.engine.evaluate.rooms import room
from guiju.engine.evaluate.sums import compare, forward
from guiju.engine.evaluate.values import Scope
from guiju.engine.evaluate.windows import Fit, fit
from guiju.engine.semantics import core

NOT_COUNTED = Text("不算数", "does not count")
_NOT_SUCH = Text("不符合条件", "does not meet the condition")
_UNDECIDED = Text("是否符合还不清楚", "it is open whether it meets the condition")


def judge(env: Env, this: Record | None, req: core.Req) -> Outcome:
    """The possible states of a requirement for one activation (`this` None: the case), closing included.

    `OrElse` is judged by its caller (it stands outermost).
    """
    match req:
        case core.Exists():
            outcome = _exists(env, this, req)
        case core.Forbid():
            outcome = _forbid(env, this, req)
        case core.Test():
            outcome = _test(env, this, req)
        case core.Lasts():
            outcome = _lasts(env, this, req)
        case core.AllOf():
            return combine((judge(env, this, p) for p in req.parts), req, best=False)
        case core.AnyOf():
            return combine((judge(env, this, p) for p in req.parts), req, best=True)
        case core.OrElse():
            return judge(env, this, req.then)
    return at_closing(outcome) if env.closed else outcome


def broken(env: Env, this: Record, req: core.Req) -> Truth3:
    """Whether a requirement of a record is violated for good."""
    outcome = judge(env, this, req)
    if Basic.VIOLATED not in outcome.states:
        return known(False)
    return known(True) if len(outcome.states) == 1 else Truth3(None, outcome.atoms)


_BROKEN: Broken = broken


class _Matches:
    """The records that match a pattern in a window, for certain or perhaps, and those that do not and why."""

    def __init__(self, env: Env, this: Record | None, req: core.Exists | core.Forbid) -> None:
        self.certain: list[Record] = []
        self.possible: list[Record] = []
        self.not_used: list[NotUsed] = []
        self.sums: dict[int, Fit] = {}
        self.atoms: frozenset[Atom] = frozenset()
        for candidate in candidates(env, req.step, _BROKEN):
            if this is None or not _same(candidate.record, this):
                self._try(env, this, req, candidate)

    def _try(
        self, env: Env, this: Record | None, req: core.Exists | core.Forbid, candidate: Candidate
    ) -> None:
        record = candidate.record
        if candidate.counts.value is False:
            self.not_used.append(
                NotUsed(record, NOT_COUNTED, candidate.rules[0] if candidate.rules else None)
            )
            return
        place = fit(env, this, record, req.window, _BROKEN)
        self.sums[id(record)] = place
        if place.truth.value is False:
            self.not_used.append(NotUsed(record, place.miss or _NOT_SUCH))
            return
        such = holds(env, Scope(this=this, that=record), req.where)
        if such.value is False:
            self.not_used.append(NotUsed(record, _NOT_SUCH))
            return
        truth = conjunction((candidate.counts, place.truth, such))
        if truth.value:
            self.certain.append(record)
        else:
            self.possible.append(record)
            self.atoms |= truth.atoms
            self.not_used.append(NotUsed(record, _UNDECIDED))


def _same(record: Record, other: Record) -> bool:
    return record.index == other.index and record.step == other.step


def _exists(env: Env, this: Record | None, req: core.Exists) -> Outcome:
    found = _Matches(env, this, req)
    space = room(env, this, req.window, _BROKEN)
    more = conjunction((space.truth, free_where(env, Scope(this=this), req.step, req.where)))
    states = set()
    for n in range(len(found.certain), len(found.certain) + len(found.possible) + 1):
        for can_grow in (True, False) if more.value is None else (more.value,):
            states.add(_counted(n, req, bool(can_grow)))
    records = found.certain or found.possible
    sums = tuple(s for r in records for s in found.sums[id(r)].sums)
    if not sums:
        sums = tuple(
            s for n in found.not_used if id(n.record) in found.sums for s in found.sums[id(n.record)].sums
        )
    return Outcome(
        frozenset(states),
        req,
        found.atoms | (more.atoms if more.value is None else frozenset()),
        space.last_day,
        _exists_breach(env, this, req, found, space.last_day),
        tuple(found.certain),
        tuple(found.not_used),
        sums or (space.sums if len(found.certain) < req.at_least else ()),
    )


def _counted(n: int, req: core.Exists, can_grow: bool) -> Basic:
    if req.at_most is not None and n > req.at_most:
        return Basic.VIOLATED
    if n < req.at_least:
        return Basic.PENDING if can_grow else Basic.VIOLATED
    return Basic.HOLDING if can_grow and req.at_most is not None else Basic.SATISFIED


def _exists_breach(
    env: Env, this: Record | None, req: core.Exists, found: _Matches, last_day: date | None
) -> Breach | None:
    if req.at_most is not None and len(found.certain) > req.at_most:
        ordered = sorted(found.certain, key=lambda r: (r.start, r.time or "", r.order or 0))
        culprit = ordered[req.at_most]
        return Breach(culprit.start, culprit)
    spoiler = first_between(env, this, req.window, _BROKEN) if this is not None else None
    if spoiler is not None and (last_day is None or spoiler.start <= last_day):
        return Breach(spoiler.start, spoiler)
    if last_day is not None and last_day < env.now and req.window.direction in ("after", "any"):
        return Breach(last_day + timedelta(days=1))
    return _own_breach(env, this)


def _own_breach(env: Env, this: Record | None) -> Breach:
    if this is not None:
        return Breach(this.start, this)
    return Breach(env.start_of_procedure() or env.now)


def _forbid(env: Env, this: Record | None, req: core.Forbid) -> Outcome:
    found = _Matches(env, this, req)
    space = room(env, this, req.window, _BROKEN)
    more = conjunction((space.truth, free_where(env, Scope(this=this), req.step, req.where)))
    states = set()
    atoms = found.atoms
    if found.certain:
        states.add(Basic.VIOLATED)
    else:
        if found.possible:
            states.add(Basic.VIOLATED)
        if more.value is not False:
            states.add(Basic.HOLDING)
        if more.value is not True:
            states.add(Basic.SATISFIED)
        if more.value is None:
            atoms |= more.atoms
    culprits = sorted(found.certain or found.possible, key=lambda r: r.start)
    breach = Breach(culprits[0].start, culprits[0]) if culprits else None
    sums = tuple(s for r in culprits for s in found.sums[id(r)].sums)
    return Outcome(
        frozenset(states), req, atoms, None, breach, tuple(found.certain), tuple(found.not_used), sums
    )


def _test(env: Env, this: Record | None, req: core.Test) -> Outcome:
    truth = holds(env, Scope(this=this), req.cond)
    used = (this,) if this is not None else ()
    states = {True: {Basic.SATISFIED}, False: {Basic.VIOLATED}, None: {Basic.SATISFIED, Basic.VIOLATED}}
    return Outcome(frozenset(states[truth.value]), req, truth.atoms, None, _own_breach(env, this), used)


def _lasts(env: Env, this: Record | None, req: core.Lasts) -> Outcome:
    """The bound against the end; a running record is pending (at least) or holding (at most) until its day."""
    assert this is not None, "a duration is asked of a record"
    left_out = excluded_days(env, req.excluding, _BROKEN)
    limit = forward(
        env, this.start, req.duration, req.op, full=req.full_days, roll=req.roll, excluding=left_out
    )
    running = env.running(this)
    end = this.end if not running else None
    if end is not None:
        truth, working = compare(env, limit, end)
        states = {True: {Basic.SATISFIED}, False: {Basic.VIOLATED}, None: {Basic.SATISFIED, Basic.VIOLATED}}
        breach = Breach(end, this)
        return Outcome(
            frozenset(states[truth.value]), req, truth.atoms, None, breach, (this,), (), (working,)
        )
    if limit.day is None and running:
        certain = compare(env, limit, env.now)[0].value
        if certain is (req.op == "<="):  # too early, whatever the calendar of the year turns out to be
            early = Basic.PENDING if req.op == ">=" else Basic.HOLDING
            return Outcome(frozenset({early}), req, frozenset(), None, None, (this,), (), (limit.working,))
    if limit.day is None:
        assert limit.missing is not None
        both = frozenset(
            {Basic.PENDING, Basic.SATISFIED} if req.op == ">=" else {Basic.HOLDING, Basic.VIOLATED}
        )
        return Outcome(both, req, frozenset({limit.missing}), None, None, (this,), (), (limit.working,))
    reached = env.now >= limit.day if req.op == ">=" else env.now > limit.day
    breach = Breach(limit.day + timedelta(days=1))
    if not running and not reached:  # closed, and the file does not say when it ended
        return _unstated_end(env, this, req, breach, limit.working)
    if req.op == ">=":
        state = Basic.SATISFIED if reached else Basic.PENDING
    else:
        state = Basic.VIOLATED if reached else Basic.HOLDING
    return Outcome(frozenset({state}), req, frozenset(), limit.day, breach, (this,), (), (limit.working,))


def _unstated_end(env: Env, this: Record, req: core.Lasts, breach: Breach, working: Arithmetic) -> Outcome:
    atom = yes_no(("end", this.index, req), end_label(env, this))
    states = frozenset({Basic.SATISFIED, Basic.VIOLATED})
    if atom.key in env.answers:
        states = frozenset({Basic.SATISFIED if env.answers[atom.key] else Basic.VIOLATED})
    return Outcome(states, req, frozenset({atom}), None, breach, (this,), (), (working,))
