"""The core language: what a rule *is* after names are resolved. Read with docs/semantics.md.

Everything is an immutable value, so that compiled packs can be cached and two evaluators share them.
`this` is the record a rule is about (a), `that` the record looked for (b), `item` an element of a list.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from math import ceil, floor
from typing import Literal

from guiju.engine.calendar import Unit as Unit
from guiju.engine.case.duration import Duration as Duration
from guiju.engine.case.duration import Share as Share
from guiju.engine.diagnostics.text import Text
from msgspec import Struct
from msgspec.structs import replace

Who = Literal["this", "that", "item"]
Op = Literal["=", "!=", "<", "<=", ">", ">="]
OPPOSITE: Mapping[Op, Op] = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
"""The comparison that holds where one does not."""
MIRRORED: Mapping[Op, Op] = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
"""The same comparison with its sides changed over."""
Edge = Literal["start", "end"]
Direction = Literal["before", "after", "any", "covering"]
TallyKind = Literal["distinct", "most_frequent", "sum"]

ACTOR, EVIDENCE, START, END, TIME = "主体", "凭证", "起", "止", "时间"


# --- values ---------------------------------------------------------------------------------------------


class Lit(Struct, frozen=True):
    """A value; `param` names the parameter it came from (a lower layer may give that another value)."""

    value: bool | Decimal | str | date | Duration
    param: str | None = None


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


class Tally(Struct, frozen=True):
    """Of a list: how many different values, how often the most frequent one, or the sum; of a field of its elements
    (`field`), else of the elements themselves. An element that lacks the value makes it open."""

    kind: TallyKind
    of: FactRef | FieldRef
    field: str | None = None


class Calc(Struct, frozen=True):
    """Exact arithmetic on numbers and amounts. A divisor is a number that is written out, and not zero."""

    op: Literal["+", "-", "*", "/"]
    left: Operand
    right: Operand


Operand = Lit | FactRef | FieldRef | Count | Pick | Tally | Calc

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
    values: tuple[bool | Decimal | str | date | Duration, ...]


class Contains(Struct, frozen=True):
    """The list (evidence included) holds the value, or the value of another fact or field; a text holds a text."""

    of: FactRef | FieldRef
    value: str | FactRef | FieldRef


class Matches(Struct, frozen=True):
    """The text has words that one of the patterns (RE2) fits; `wording` is what they are called together, None where
    the condition has a pattern of its own."""

    of: Operand
    patterns: tuple[str, ...]
    wording: Text | None = None


class Stated(Struct, frozen=True):
    """The file states the fact or field at all: true or false, never unknown."""

    of: FactRef | FieldRef


class Quant(Struct, frozen=True):
    """A quantity of the elements of a list satisfies `where`: every, at least / at most / exactly n, more than
    half, or a share of at least n/d of them (of an empty list: true, like every)."""

    kind: Literal["every", "at_least", "at_most", "exactly", "most", "share"]
    n: int
    of: FactRef | FieldRef
    where: Cond
    d: int = 1


class Odd(Struct, frozen=True):
    """The number is odd (单数): panels of experts are to be."""

    of: Operand


class Lasting(Struct, frozen=True):
    """At least / at most the duration lies between two days of a record: `first` and `last`, each a date field of it,
    of the activating record, or a date fact; None: its start, its end. `who` is the record (None: facts only).

    A running record is known to last at least what has passed by the day of looking; as long as that does not decide,
    the condition hangs on an end to come.
    """

    op: Literal[">=", "<="]
    duration: Duration
    who: Who | None = "this"
    full_days: bool = False
    roll: bool = False
    excluding: tuple[str, ...] = ()
    first: FactRef | FieldRef | None = None
    last: FactRef | FieldRef | None = None


class Occurs(Struct, frozen=True):
    """Whether, by the day of looking, the counted records meet `req`: `当 有 听证会 先于 本`. Of activations and facts
    only: it stands in the condition of a rule, an exception or a scope, not in that of a record looked for."""

    req: Exists | Forbid


class Not(Struct, frozen=True):
    of: Cond


class And(Struct, frozen=True):
    parts: tuple[Cond, ...]


class Or(Struct, frozen=True):
    parts: tuple[Cond, ...]


Cond = (
    Const | Truth | Compare | Member | Contains | Matches | Stated | Quant | Odd | Lasting | Occurs | Not | And | Or
)  # fmt: skip

# --- windows ----------------------------------------------------------------------------------------------


class EdgePoint(Struct, frozen=True):
    """The start or end of the activating record."""

    edge: Edge


class DatePoint(Struct, frozen=True):
    """A date field of the activating record or a date fact."""

    of: FactRef | FieldRef


class FixedPoint(Struct, frozen=True):
    """A day of the calendar, written out."""

    day: date


class YearDayPoint(Struct, frozen=True):
    """A month and day of the year in which the activation starts (`years` 0) or of a later year: 次年1月31日.

    29 February of a common year is 28 February.
    """

    month: int
    day: int
    years: int = 0


class LatestPoint(Struct, frozen=True):
    """The latest of several points and of the ends of the records of `steps` (the clock that restarts); or, with no
    steps, the earliest of several points."""

    points: tuple[EdgePoint | DatePoint | FixedPoint | YearDayPoint, ...]
    steps: tuple[str, ...]
    pick: Literal["latest", "earliest"] = "latest"


Point = EdgePoint | DatePoint | FixedPoint | YearDayPoint | LatestPoint


class ProcedureStart(Struct, frozen=True):
    """The start of the procedure."""


class StepStart(Struct, frozen=True):
    """The start of the nearest counted record of `step` before or after the start of what a rule is about, that day
    included."""

    step: str
    direction: Literal["before", "after"]


LawDay = Point | ProcedureStart | StepStart
"""A day by which the version of a rule is chosen."""


class Window(Struct, frozen=True):
    """Where the target must lie. None for a point means the default: end of the earlier, start of the later.

    `since` and `by` bound the day of the target's point outright, both days included.
    """

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
    since: Point | None = None
    by: Point | None = None
    same_day: bool = False  # before or after: the same day will do, whatever the order in it


# --- requirements -----------------------------------------------------------------------------------------


class Exists(Struct, frozen=True):
    """The number of counted records of `step` with `where` in `window` lies in `at_least`..`at_most`. `counted` names
    the parameter that the bounds came from (0 and None are none of its)."""

    step: str
    where: Cond
    window: Window
    at_least: int = 1
    at_most: int | None = None
    counted: str | None = None

    def counting(self, number: Decimal) -> Exists:
        """With another number in the place of that of the parameter; only whole records count."""
        most = None if self.at_most is None else floor(number)
        return replace(self, at_least=ceil(number) if self.at_least else 0, at_most=most)


class Forbid(Struct, frozen=True):
    step: str
    where: Cond
    window: Window


class Test(Struct, frozen=True):
    cond: Cond


class Lasts(Struct, frozen=True):
    """At least / at most the duration lies between two days: the start and end of the activating interval, or
    `first` and `last`, each a date field of the activating record (or of an element of a list) or a date fact. Where
    one is the end of a running record, it is still to come."""

    op: Literal[">=", "<="]
    duration: Duration
    full_days: bool = False
    roll: bool = False
    excluding: tuple[str, ...] = ()
    first: FactRef | FieldRef | None = None
    last: FactRef | FieldRef | None = None


class AllOf(Struct, frozen=True):
    parts: tuple[Req, ...]


class AnyOf(Struct, frozen=True):
    parts: tuple[Req, ...]


class ForEach(Struct, frozen=True):
    """The requirement for each element of a list, which is its `item`: the worst state over the elements (of an empty
    list: satisfied)."""

    of: FactRef | FieldRef
    req: Req


class OrElse(Struct, frozen=True):
    """Contrary to duty: `then`, or once it is violated, `otherwise` from the day of the breach on."""

    then: Req
    otherwise: Req


Req = Exists | Forbid | Test | Lasts | AllOf | AnyOf | ForEach | OrElse

ELEMENT = "它"
"""The name of the field that stands for an element itself, where a list holds no records."""
