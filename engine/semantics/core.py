"""The core language: what a rule *is* after names are resolved. Read with docs/semantics.md.

Everything is an immutable value, so that compiled packs can be cached and two evaluators share them.
`this` is the record a rule is about (a), `that` the record looked for (b), `item` an element of a list.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct

Unit = Literal["day", "workday", "month", "year"]
Who = Literal["this", "that", "item"]
Op = Literal["=", "!=", "<", "<=", ">", ">="]
Edge = Literal["start", "end"]
Direction = Literal["before", "after", "any", "covering"]

ACTOR, EVIDENCE, START, END, TIME = "主体", "凭证", "起", "止", "时间"


class Duration(Struct, frozen=True):
    """`n` units. 日 and 工作日 are different units and are never converted."""

    n: int
    unit: Unit


# --- values ---------------------------------------------------------------------------------------------


class Lit(Struct, frozen=True):
    value: bool | Decimal | str | date


class FactRef(Struct, frozen=True):
    name: str


class FieldRef(Struct, frozen=True):
    """A field of a record (or of a list element); the built-in fields are named above."""

    who: Who
    name: str


class Count(Struct, frozen=True):
    """The number of elements of a list."""

    of: FactRef | FieldRef


class Pick(Struct, frozen=True):
    """The first or last element of an ordered list."""

    which: Literal["first", "last"]
    of: FactRef | FieldRef


Operand = Lit | FactRef | FieldRef | Count | Pick

# --- conditions (three-valued) ----------------------------------------------------------------------------


class Const(Struct, frozen=True):
    value: bool


class Truth(Struct, frozen=True):
    """A yes/no fact or field used as a condition."""

    of: FactRef | FieldRef


class Compare(Struct, frozen=True):
    op: Op
    left: Operand
    right: Operand


class Member(Struct, frozen=True):
    """The value is one of the given ones."""

    left: Operand
    values: tuple[bool | Decimal | str | date, ...]


class Contains(Struct, frozen=True):
    """The list (evidence included) holds the value."""

    of: FactRef | FieldRef
    value: str


class Stated(Struct, frozen=True):
    """The file states the fact or field at all: true or false, never unknown."""

    of: FactRef | FieldRef


class Quant(Struct, frozen=True):
    """A quantity of the elements of a list satisfies `where`: every, at least n, or more than half."""

    kind: Literal["every", "at_least", "most"]
    n: int
    of: FactRef | FieldRef
    where: Cond


class Not(Struct, frozen=True):
    of: Cond


class And(Struct, frozen=True):
    parts: tuple[Cond, ...]


class Or(Struct, frozen=True):
    parts: tuple[Cond, ...]


Cond = Const | Truth | Compare | Member | Contains | Stated | Quant | Not | And | Or

# --- windows ----------------------------------------------------------------------------------------------


class EdgePoint(Struct, frozen=True):
    """The start or end of the activating record."""

    edge: Edge


class DatePoint(Struct, frozen=True):
    """A date field of the activating record or a date fact."""

    of: FactRef | FieldRef


class LatestPoint(Struct, frozen=True):
    """The latest of several points and of the ends of the records of `steps` (the clock that restarts)."""

    points: tuple[EdgePoint | DatePoint, ...]
    steps: tuple[str, ...]


Point = EdgePoint | DatePoint | LatestPoint


class Window(Struct, frozen=True):
    """Where the target must lie. None for a point means the default: end of the earlier, start of the later."""

    direction: Direction = "any"
    this_point: Point | None = None
    that_point: EdgePoint | DatePoint | None = None
    lo: Duration | None = None
    hi: Duration | None = None
    full_days: bool = False
    roll: bool = False
    back: bool = False
    excluding: tuple[str, ...] = ()
    none_between: tuple[str, ...] = ()
    immediate: bool = False


# --- requirements -----------------------------------------------------------------------------------------


class Exists(Struct, frozen=True):
    """The number of counted records of `step` with `where` in `window` lies in `at_least`..`at_most`."""

    step: str
    where: Cond
    window: Window
    at_least: int = 1
    at_most: int | None = None


class Forbid(Struct, frozen=True):
    step: str
    where: Cond
    window: Window


class Test(Struct, frozen=True):
    cond: Cond


class Lasts(Struct, frozen=True):
    """The activating interval lasts at least / at most the duration."""

    op: Literal[">=", "<="]
    duration: Duration
    full_days: bool = False
    roll: bool = False
    excluding: tuple[str, ...] = ()


class AllOf(Struct, frozen=True):
    parts: tuple[Req, ...]


class AnyOf(Struct, frozen=True):
    parts: tuple[Req, ...]


class OrElse(Struct, frozen=True):
    """Contrary to duty: `then`, or once it is violated, `otherwise` from the day of the breach on."""

    then: Req
    otherwise: Req


Req = Exists | Forbid | Test | Lasts | AllOf | AnyOf | OrElse
