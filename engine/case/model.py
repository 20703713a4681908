"""A case as the evaluator reads it: facts and records with canonical (Chinese) names and typed values.

The file format is in `file.py`, the reading of files in `semantics/bind.py`; here is only what a loaded case
is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from guiju.engine.case.duration import Duration
from guiju.engine.case.reviewed import ReviewedPassage
from guiju.engine.case.waivers import Waiver
from guiju.engine.diagnostics.model import Span
from msgspec import Struct, field

# bool for yes/no, Decimal for numbers and amounts (in yuan), str for text and enum values (canonical Chinese),
# date for dates, Duration for durations, tuple for lists; an element of a list is a str or a mapping of field
# name -> value.
Value = bool | Decimal | str | date | Duration | tuple["Value | Mapping[str, Value]", ...]

NONE = "无"
"""The value of a citation field that states there is none."""


class Authority(Struct, frozen=True):
    """The organ: name, level (canonical value of 机关.层级) and region, each None when not stated."""

    name: str | None = None
    level: str | None = None
    region: str | None = None


class Record(Struct, frozen=True):
    """One step that was done, is planned, or is running (`end` is None or later than the day of looking).

    `fields` holds only what is stated; `evidence` is None when the file does not mention evidence.
    `order` is the stated position within the day; `time` is HH:MM of the start.
    `spans` maps a field name (also 日期, 起, 止, 时间, 主体, 凭证, 步骤) to its place in the file.
    """

    step: str
    start: date
    end: date | None
    index: int
    time: str | None = None
    order: int | None = None
    actor: str | None = None
    evidence: tuple[str, ...] | None = None
    fields: Mapping[str, Value] = field(default_factory=dict)
    span: Span | None = None
    spans: Mapping[str, Span] = field(default_factory=dict)
    derived_by: str | None = None


class Case(Struct, frozen=True):
    """One decision or document. `records` keep the order of the file; nothing is read from that order."""

    name: str
    procedures: tuple[str, ...]
    authority: Authority = Authority()
    closed: bool = False
    facts: Mapping[str, Value] = field(default_factory=dict)
    records: tuple[Record, ...] = ()
    file: str = ""
    prior_case: str | None = None  # 原案: the file or name of an earlier case, as stated
    text: str | None = (
        None  # 文本: the file with the text of the document, a path inside the folder of the case
    )
    fact_spans: Mapping[str, Span] = field(default_factory=dict)
    spans: Mapping[str, Span] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    reviewed: tuple[ReviewedPassage, ...] = ()
