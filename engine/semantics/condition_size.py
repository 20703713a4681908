"""How many parts a condition has, and how deep lists are gone through in each other."""

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


def quantifiers_deep(cond: core.Cond) -> int:
    """How many conditions about every or some entry of a list stand in each other, at most. Each multiplies the work."""
    deepest, waiting = 0, [(cond, 0)]
    while waiting:
        part, depth = waiting.pop()
        deepest = max(deepest, depth)
        match part:
            case core.Not(of):
                waiting.append((of, depth))
            case core.And(parts) | core.Or(parts):
                waiting += [(each, depth) for each in parts]
            case core.Quant(where=inner):
                waiting.append((inner, depth + 1))
                deepest = max(deepest, depth + 1)
            case core.Occurs(req):
                waiting.append((req.where, depth))
    return deepest
