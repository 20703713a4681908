"""Clauses of a document on its own time: in force from, in force until, what ends with it."""

from __future__ import annotations

from typing import Literal

from guiju.engine.case.duration import Duration
from guiju.engine.document.cited import Cited
from guiju.engine.document.dates import DayRead
from guiju.engine.document.model import Place
from msgspec import Struct

Event = Literal["published", "printed", "made", "passed", "at once"]
"""公布 发布; 印发 下发; 签发; 通过, whose day no document has in its head; 即日 (the day of the document itself)."""


class Effect(Struct, frozen=True):
    """From when the text `part` (an index among the parts of the document) is in force: from `day`, or from an `event`
    on, `delay` after it. `places` is where the clause stands."""

    part: int
    text: str
    places: tuple[Place, ...]
    day: DayRead | None = None
    event: Event | None = None
    delay: Duration | None = None


class Expiry(Struct, frozen=True):
    """How long the text `part` is in force: for `duration`, until `day` (that day included), or as long as the document
    `as_long_as`. `trial`: it says how long it is tried out, from which an end may be inferred. `counted_from` where it
    counts from another day than that of its effect, `from_event` where that is an event."""

    part: int
    text: str
    places: tuple[Place, ...]
    duration: Duration | None = None
    day: DayRead | None = None
    as_long_as: str | None = None
    trial: bool = False
    counted_from: DayRead | None = None
    from_event: Event | None = None

    @property
    def kind(self) -> Literal["duration", "until", "by reference"]:
        return "until" if self.day else "duration" if self.duration else "by reference"


class Repeal(Struct, frozen=True):
    """Documents that end when this one comes into force: `targets`, or whatever contradicts it (`implied`)."""

    part: int
    text: str
    places: tuple[Place, ...]
    targets: tuple[Cited, ...] = ()
    implied: bool = False


class Backdated(Struct, frozen=True):
    """Words that reach back before the document: 自2018年1月1日起已…, 追溯至. For a person to look at."""

    part: int
    text: str
    places: tuple[Place, ...]
    day: DayRead | None = None


class Definition(Struct, frozen=True):
    """`term` as the document explains it (`meaning`), or a short name for a longer one (`short`)."""

    part: int
    term: str
    meaning: str
    places: tuple[Place, ...]
    short: bool = False
