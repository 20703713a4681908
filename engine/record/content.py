"""What a record of a verdict holds: all that it takes to judge again, and what came of it.

A reader of another version finds another `schema` or a key it does not know, and says so instead of judging.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal

import msgspec
from guiju.engine.diagnostics.text import Text
from guiju.engine.record.entry import Malformed
from msgspec import Struct

CONTENT: Final = "guiju.verdict/1"


class Stored(Struct, frozen=True, forbid_unknown_fields=True):
    """A text as it was read, with its SHA-256. `name` is the path that was given; messages and places have it."""

    name: str
    digest: str
    text: str


class Shipped(Struct, frozen=True, forbid_unknown_fields=True):
    """What comes with the program, by path and SHA-256: rule packs, calendar; the index of norms and the grammar as one
    digest each."""

    packs: dict[str, str]
    calendar: dict[str, str]
    norms: str
    grammar: str


class Inputs(Struct, frozen=True, forbid_unknown_fields=True):
    """The case, the packs named beside the shipped ones with all that they import, the day as of which the case was
    looked at, the day whose law was asked for (`law_asked`; else `law` is the day of looking, and each step went by the
    law of its own day), whether the waivers of the case were heeded (so they were wherever a record does not say), the
    calendar files given, and the day whose notices were counted by (None: all that were known)."""

    case: Stored
    packs: tuple[Stored, ...]
    on: str
    law: str
    shipped: Shipped
    waivers: bool = True
    law_asked: bool = False
    calendars: tuple[Stored, ...] = ()
    known_on: str | None = None


class Engine(Struct, frozen=True, forbid_unknown_fields=True):
    """The program that judged: its version, the SHA-256 of the code that verdicts hang on, and the Python it ran on."""

    version: str
    code: str
    python: str


class About(Struct, frozen=True, forbid_unknown_fields=True):
    """The record of a case that a finding is about; `index` is its place among the records of the case."""

    step: Text
    start: str
    index: int


class Found(Struct, frozen=True, forbid_unknown_fields=True):
    """A finding, as far as it is compared when the case is judged again; `about` is None for the case as a whole. A
    finding that is `waived` keeps its state, and does not count for the exit code."""

    rule: str
    name: Text
    about: About | None
    state: str
    strength: str
    severity: str
    last_day: str | None
    days_late: int | None
    waived: bool = False


class Bound(Struct, frozen=True, forbid_unknown_fields=True):
    """A pack that bound the case."""

    id: str
    version: str


class Content(Struct, frozen=True, forbid_unknown_fields=True):
    """`proofs` is the verdict in the form of the JSON report, as canonical JSON, packed (zlib) and in base64: records
    used, sums, exceptions, articles. The findings are there unpacked as well, to be read and compared."""

    schema: Literal["guiju.verdict/1"]
    inputs: Inputs
    engine: Engine
    packs: tuple[Bound, ...]
    answer: Text
    exit_code: int
    findings: tuple[Found, ...]
    proofs: str


def content_of(value: Mapping[str, Any]) -> Content:
    """Raises `Malformed` for anything else."""
    try:
        return msgspec.convert(value, Content, strict=True)
    except (msgspec.ValidationError, RecursionError):
        raise Malformed from None
