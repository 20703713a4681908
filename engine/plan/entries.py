"""What stands in a plan: the records of the case, and the steps still to be taken."""

from __future__ import annotations

from typing import Literal

from guiju.engine.case.model import Record
from guiju.engine.evaluate.periods import PERIOD_STEP
from guiju.engine.plan.network import Var
from msgspec import Struct

FIRST_NEW = 1_000_000
"""Index of the first record that a plan adds; those of the file are numbered from 0."""

Standing = Literal["done", "running", "scheduled", "new"]


class Entry(Struct, frozen=True):
    """A record, or a step to come, standing for `step`. A derived one (视为) shares the points in time of its source,
    since it has the same index. `sure` is false where it is open whether the record counts."""

    step: str
    record: Record
    standing: Standing
    interval: bool
    sure: bool = True

    @property
    def start(self) -> Var:
        return Var(self.record.index, "start")

    @property
    def end(self) -> Var:
        return Var(self.record.index, "end" if self.interval else "start")

    @property
    def derived(self) -> bool:
        return self.record.derived_by is not None


class About(Struct, frozen=True):
    """What a requirement is about: an entry, a period (`record` alone), or the case (neither)."""

    entry: Entry | None = None
    record: Record | None = None

    @property
    def new(self) -> bool:
        """Whether it has not happened yet, so that its fields are still free."""
        return self.entry is not None and self.entry.standing in ("new", "scheduled")

    @property
    def subject(self) -> Record | None:
        return self.entry.record if self.entry is not None else self.record

    @property
    def is_period(self) -> bool:
        return self.entry is None and self.record is not None and self.record.step == PERIOD_STEP
