"""The core language: what a rule *is* after names are resolved. Read with docs/semantics.md.

Everything is an immutable value, so that compiled packs can be cached and two evaluators share them.
`this` is the record a rule is about (a), `that` the record looked for (b), `item` an element of a list.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Unit = Literal["day", "workday", "month", "year"]
Who = Literal["this", "that", "item"]
Op = Literal["=", "!=", "<", "<=", ">", ">="]
Edge = Literal["start", "end"]
Direction = Literal["before", "after", "any", "covering"]

ACTOR, EVIDENCE, START, END, TIME = "主体", "凭证", "起", "止", "时间"
BUILT_IN_FIELDS = (ACTOR, EVIDENCE, START, END, TIME)


@dataclass(frozen=True, slots=True)
class Duration:
    """`n` units. 日 and 工作日 are different units and are never converted."""

    n: int
    unit: Unit


# --- values ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lit:
    value: bool | Decimal | str | date


@dataclass(frozen=True, slots=True)
class FactRef:
    name: str


@dataclass(frozen=True, slots=True)
class FieldRef:
    """A field of a record (or of a list element); the built-in fields are named above."""

    who: Who
    name: str


@dataclass(frozen=True, slots=True)
class Count:
    """The number of elements of a list."""

    of: FactRef | FieldRef


@dataclass(frozen=True, slots=True)
class Pick:
    """The first or last element of an ordered list."""

    which: Literal["first", "last"]
    of: FactRef | FieldRef


Operand = Lit | FactRef | FieldRef | Count | Pick

# --- conditions (three-valued) ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Const:
    value: bool


@dataclass(frozen=True, slots=True)
class Truth:
    """A yes/no fact or field used as a condition."""

    of: FactRef | FieldRef


@dataclass(frozen=True, slots=True)
class Compare:
    op: Op
    left: Operand
    right: Operand


@dataclass(frozen=True, slots=True)
class Member:
    """The value is one of the given ones."""

    left: Operand
    values: tuple[bool | Decimal | str | date, ...]


@dataclass(frozen=True, slots=True)
class Contains:
    """The list (evidence included) holds the value."""

    of: FactRef | FieldRef
    value: str


@dataclass(frozen=True, slots=True)
class Stated:
    """The file states the fact or field at all: true or false, never unknown."""

    of: FactRef | FieldRef


@dataclass(frozen=True, slots=True)
class Quant:
    """A quantity of the elements of a list satisfies `where`: every, at least n, or more than half."""

    kind: Literal["every", "at_least", "most"]
    n: int
    of: FactRef | FieldRef
    where: Cond


@dataclass(frozen=True, slots=True)
class Not:
    of: Cond


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Cond, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Cond, ...]


Cond = Const | Truth | Compare | Member | Contains | Stated | Quant | Not | And | Or

# --- windows ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class EdgePoint:
    """The start or end of the activating record."""

    edge: Edge


@dataclass(frozen=True, slots=True)
class DatePoint:
    """A date field of the activating record or a date fact."""

    of: FactRef | FieldRef


@dataclass(frozen=True, slots=True)
class LatestPoint:
    """The latest of several points and of the ends of the records of `steps` (the clock that restarts)."""

    points: tuple[EdgePoint | DatePoint, ...]
    steps: tuple[str, ...]


Point = EdgePoint | DatePoint | LatestPoint


@dataclass(frozen=True, slots=True)
class Window:
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


@dataclass(frozen=True, slots=True)
class Exists:
    """The number of counted records of `step` with `where` in `window` lies in `at_least`..`at_most`."""

    step: str
    where: Cond
    window: Window
    at_least: int = 1
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class Forbid:
    step: str
    where: Cond
    window: Window


@dataclass(frozen=True, slots=True)
class Test:
    cond: Cond


@dataclass(frozen=True, slots=True)
class Lasts:
    """The activating interval lasts at least / at most the duration."""

    op: Literal[">=", "<="]
    duration: Duration
    full_days: bool = False
    roll: bool = False
    excluding: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple[Req, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Req, ...]


@dataclass(frozen=True, slots=True)
class OrElse:
    """Contrary to duty: `then`, or once it is violated, `otherwise` from the day of the breach on."""

    then: Req
    otherwise: Req


Req = Exists | Forbid | Test | Lasts | AllOf | AnyOf | OrElse
