"""What became of a folder of records when it was looked at again: whether it is whole, and whether the verdicts stand."""

from __future__ import annotations

from typing import Literal

from guiju.engine.diagnostics.text import Text
from msgspec import Struct

Outcome = Literal["same", "changed", "contradicted", "unjudged", "not_asked"]
"""same: the verdict came out as recorded. changed: another one, and rules, calendar or program are not those of then.
contradicted: another one, though all of that is the same, or something beside the findings differs that cannot.
unjudged: it could not be judged again. not_asked: nor was that wanted."""


class Bad(Struct, frozen=True):
    """Something wrong with the folder; `number` is the first bad record, where it can be told."""

    kind: str
    number: int | None
    message: Text


class KeptRoot(Struct, frozen=True):
    """A root that was given. `size` is the number of records the folder had it at, None: it never had it. `consistency`
    are the hashes that lead from it to the present root (RFC 9162, 2.1.4)."""

    root: str
    number: int | None
    size: int | None
    consistency: tuple[str, ...]


class Change(Struct, frozen=True):
    """One finding that came out otherwise. `before` or `after` is None where there was no such finding; `last_day` and
    `days_late` are told where they differ."""

    rule: str
    name: Text
    about: Text | None
    before: str | None
    after: str | None
    details: tuple[Text, ...]


class Reviewed(Struct, frozen=True):
    """One record. `path` are the hashes that lead from its `leaf` to the present root (RFC 9162, 2.1.3). `since` says
    what is not as it was then; `reason` why it could not be judged again, or what differs beside the findings."""

    number: int
    recorded: str
    leaf: str
    path: tuple[str, ...]
    outcome: Outcome
    file: str | None = None
    on: str | None = None
    since: tuple[Text, ...] = ()
    changes: tuple[Change, ...] = ()
    reason: Text | None = None


class Verification(Struct, frozen=True):
    """`size` and `root` are those of the records up to the first bad one, and only these are in `records`. `unvouched` is
    how many at the end nothing in the folder speaks for; `strays` are names beside the records that are none."""

    folder: str
    size: int
    root: str
    bad: tuple[Bad, ...]
    roots: tuple[KeptRoot, ...]
    unvouched: int
    records: tuple[Reviewed, ...]
    strays: tuple[str, ...] = ()

    def with_outcome(self, *outcomes: Outcome) -> tuple[Reviewed, ...]:
        return tuple(r for r in self.records if r.outcome in outcomes)

    @property
    def exit_code(self) -> int:
        """0: whole, and every verdict came out as recorded; 1: something is broken or differs."""
        return int(bool(self.bad or self.with_outcome("changed", "contradicted", "unjudged")))
