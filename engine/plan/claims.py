"""Whether a way to keep a rule rests on something being stated (载明), so that somebody has to claim it; and whether
somebody has."""

from __future__ import annotations

from collections.abc import Sequence

from guiju.engine.case.model import Record
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


def is_claimed(part: core.Req | core.Cond, own: Record | None, on_file: Sequence[Record]) -> bool:
    """Whether everything that `part` wants to be stated is: in the record that the rule is about (`own`; None where it
    is not on file), or in one of the records on file that it looks for."""
    match part:
        case core.AllOf(parts) | core.And(parts):
            return all(is_claimed(p, own, on_file) for p in parts if claims(p))
        case core.Or(parts):
            return any(not claims(p) or is_claimed(p, own, on_file) for p in parts)
        case core.Exists(step, where):
            return any(is_claimed(where, record, ()) for record in on_file if record.step == step)
        case core.Test(cond):
            return is_claimed(cond, own, ())
        case core.Stated(core.FieldRef(_, name)):
            return own is not None and _states(own, name)
        case _:
            return False


def _states(record: Record, name: str) -> bool:
    if name == core.ACTOR:
        return record.actor is not None
    return bool(record.evidence) if name == core.EVIDENCE else name in record.fields
