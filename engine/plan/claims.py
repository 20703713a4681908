"""Whether a way to keep a rule rests on something being stated (载明), so that somebody has to claim it."""

from __future__ import annotations

from guiju.engine.semantics import core


def claims(part: core.Req | core.Cond) -> bool:
    """Whether what is asked of a record to come cannot be had without a field of a record being stated."""
    match part:
        case core.AllOf(parts):
            return any(claims(p) for p in parts)
        case core.Exists():
            return claims(part.where)
        case core.Test(cond):
            return claims(cond)
        case core.Stated(of):
            return isinstance(of, core.FieldRef)
        case core.And(parts):
            return any(claims(p) for p in parts)
        case core.Or(parts):
            return all(claims(p) for p in parts)
        case _:
            return False
