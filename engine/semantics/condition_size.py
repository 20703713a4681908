"""How many parts a condition has."""

from __future__ import annotations

from guiju.engine.semantics import core


def has_more_parts(cond: core.Cond, most: int) -> bool:
    """Whether a condition is made of more than `most` conditions, itself included; no more are looked at."""
    seen, waiting = 0, [cond]
    while waiting and seen <= most:
        seen += 1
        match waiting.pop():
            case core.Not(of):
                waiting.append(of)
            case core.And(parts) | core.Or(parts):
                waiting += parts
            case core.Quant(where=inner):
                waiting.append(inner)
            case core.Occurs(req):
                waiting.append(req.where)
    return seen > most
