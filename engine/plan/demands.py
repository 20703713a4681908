"""What a rule asks of a timetable: links between points in time, records to come, values of their fields, choices."""

from __future__ import annotations

from guiju.engine.evaluate.kleene import Atom
from guiju.engine.plan.entries import About, Entry
from guiju.engine.plan.network import Link, Var, Why
from guiju.engine.plan.shifts import Shift
from guiju.engine.semantics.core import Cond, Exists, Forbid
from msgspec import Struct


class Links(Struct, frozen=True):
    """All of these links hold."""

    links: tuple[Link, ...]


class Wish(Struct, frozen=True):
    """The condition turns out as wanted for a record to come, which is its `this` (`role`), or its `that` beside
    the record that the rule is about. `aside` where no rule asks for it: it keeps a rule from applying."""

    entry: Entry
    cond: Cond
    want: bool
    role: str
    about: About
    why: Why
    aside: bool = False


class Seek(Struct, frozen=True):
    """There is such a record in the window of `about`; `other_than` are records that serve already. With `on_file` only
    one of the file will do."""

    about: About
    req: Exists
    why: Why
    other_than: frozenset[int] = frozenset()
    on_file: bool = False


class Bar(Struct, frozen=True):
    """No record of the plan is such a record in the window of `about`, whatever is added later."""

    about: About
    req: Forbid
    why: Why


class Apart(Struct, frozen=True):
    """No record of `steps` (None: of any step) lies between two entries, whatever is added later."""

    earlier: Entry
    later: Entry
    steps: tuple[str, ...] | None
    why: Why


class Clear(Struct, frozen=True):
    """One record keeps clear of what a rule bars."""

    bar: Bar
    that: Entry


class Take(Struct, frozen=True):
    """A step is taken that is not in the plan yet: as the record sought with `such`, or strictly between two points."""

    step: str
    why: Why
    such: Seek | None = None
    between: tuple[tuple[Var, Shift], ...] = ()


class Unplanned(Struct, frozen=True):
    """A rule asks what a plan has no form for: it is told, and neither kept nor in the way."""

    why: Why


class All(Struct, frozen=True):
    parts: tuple[Demand, ...]


class Any(Struct, frozen=True):
    """One of the options; `told` where the choice is worth telling: an any-of of the rule. Those of `reluctant` are taken
    only where no other will do."""

    options: tuple[Demand, ...]
    why: Why
    told: bool = False
    reluctant: tuple[Demand, ...] = ()


Demand = Links | Wish | Seek | Bar | Clear | Apart | Take | Unplanned | All | Any

Choice = Any | Seek | Clear
"""What can be met in several ways."""


Forced = frozenset[tuple[str, str | None]]
"""Rules, each with the step it is about, whose condition will hold once the records are written."""


class Asked(Struct, frozen=True):
    """What is asked, and the facts not stated on which it hangs whether it is asked at all."""

    demand: Demand
    open: tuple[Atom, ...] = ()


class Way(Struct, frozen=True):
    """One way to meet a choice: the demand, the record that serves (if one does), and the steps it adds. `links` are
    those that it asks for in any case (None: it cannot be met), `likely` those if no step that lies ahead is taken
    again."""

    demand: Demand
    entry: Entry | None = None
    links: tuple[Link, ...] | None = ()
    likely: tuple[Link, ...] | None = ()
    adds: int = 0


NOTHING = All(())
"""Asks nothing."""


def never(why: Why) -> Any:
    """Cannot be met."""
    return Any((), why)
