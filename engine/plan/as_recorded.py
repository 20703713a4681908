"""A condition on two records, with what one of them says put in: it is then about the other alone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from guiju.engine.case.duration import Duration
from guiju.engine.case.model import Record
from guiju.engine.semantics import core
from guiju.engine.semantics.walk import nodes
from msgspec.structs import replace


def as_recorded(cond: core.Cond, who: core.Who, record: Record) -> core.Cond:
    """The condition with single values of the record in the place of its fields; what it does not state stays (see
    `speaks_of`)."""
    match cond:
        case core.Not(of):
            return replace(cond, of=as_recorded(of, who, record))
        case core.And(parts) | core.Or(parts):
            return replace(cond, parts=tuple(as_recorded(p, who, record) for p in parts))
        case core.Compare(_, left, right):
            return replace(cond, left=_put_in(left, who, record), right=_put_in(right, who, record))
        case _:
            return cond


def speaks_of(cond: core.Cond, who: core.Who) -> bool:
    """Whether a condition asks something of that record."""
    return any(isinstance(node, core.FieldRef) and node.who == who for node in nodes(cond))


def _put_in(of: core.Operand, who: core.Who, record: Record) -> core.Operand:
    if not isinstance(of, core.FieldRef) or of.who != who:
        return of
    value = record.actor if of.name == core.ACTOR else record.fields.get(of.name)
    return core.Lit(value) if isinstance(value, bool | Decimal | str | date | Duration) else of
