"""Whether steps of one day that are to follow each other can be brought into an order."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

from guiju.engine.plan.draft import Draft
from guiju.engine.plan.network import Var
from guiju.engine.plan.placing import WITHIN_THE_DAY


def in_some_order(draft: Draft) -> bool:
    """Whether no steps that a draft puts on one day are each to come before the other."""
    held = draft.network.earliest
    order: TopologicalSorter[Var] = TopologicalSorter()
    for link in draft.network.links:
        ordered = link.why.cause == "order" or link.before[-1:] == WITHIN_THE_DAY
        if ordered and held[link.earlier].day == held[link.later].day:
            order.add(link.later, link.earlier)
    try:
        order.prepare()
    except CycleError:
        return False
    return True
