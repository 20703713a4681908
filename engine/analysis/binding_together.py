"""Whether the demands along a path or circle of the network bind in one case.

Each demand binds where its guard holds for the record it is about, and asks for a record with `where`. Who acts may
choose that record; so the next demand along a chain is only sure to bind if every such record meets its guard.
"""

from __future__ import annotations

from collections.abc import Sequence

from guiju.engine.analysis.domains import World, only_facts
from guiju.engine.analysis.duties import Duty, at_one_time
from guiju.engine.analysis.packs import bind_together
from guiju.engine.analysis.props import Prop
from guiju.engine.analysis.subject import Subject
from guiju.engine.semantics.core import Exists


def props_of(subject: Subject, duty: Duty) -> list[Prop]:
    """When the demand binds, and what is asked of the record it asks for."""
    found = [subject.prop(duty.guard, duty.rule.step)]
    if isinstance(duty.req, Exists):
        found.append(subject.prop(duty.req.where, duty.rule.step, duty.req.step))
    return found


def at_once(subject: Subject, duties: Sequence[Duty]) -> World | None:
    """A world in which all the demands bind, with one record of each step; None if there is none."""
    for i, a in enumerate(duties):
        for b in duties[:i]:
            if not at_one_time(a.version, b.version):
                return None
            if not bind_together(subject.program, a.rule.pack, b.rule.pack):
                return None
    return subject.together(duties[0].rule.span, *(p for d in duties for p in props_of(subject, d)))


def in_a_chain(subject: Subject, duties: Sequence[Duty], world: World) -> bool:
    """Whether, under the facts of the world, each demand makes the ones after it bind for whatever record is taken
    to meet it; the last is followed by the first. A demand that asks for no record is about the one asked for last.
    """
    facts = only_facts(world)
    asking = [n for n, duty in enumerate(duties) if isinstance(duty.req, Exists)]
    if not asking:
        return False
    here = duties[asking[-1]]
    for duty in [*duties[asking[-1] + 1 :], *duties[: asking[-1] + 1]]:
        assert isinstance(here.req, Exists)
        met = subject.prop(here.req.where, here.rule.step, here.req.step)
        guard = subject.prop_of_other(duty.guard, here.rule.step, here.req.step)
        if not subject.always(here.rule.span, guard, met, world=facts):
            return False
        here = duty if isinstance(duty.req, Exists) else here
    return True
