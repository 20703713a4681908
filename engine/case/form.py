"""The case file as a form: which keys it has, in both languages, what shape each value takes, and a form filled in.

The tables are the one definition of the form. `accept` reads from them whether filled-in data keeps to it; where
it does not, the models that `file.py` makes of the same tables find every fault. A form holds the nodes of the
file, not values: what a date or a fact means is settled by `semantics/bind.py`, which knows the vocabulary. Every
key is named by one of its English spellings.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeVar

from guiju.engine.case.nodes import Entry, MapNode, Scalar
from guiju.engine.diagnostics.model import Span
from msgspec import Struct

Shape = Literal["text", "texts", "lines", "notes", "authority", "records", "waivers", "reviewed"]
"""One text · a text or a list of texts · `name: value` lines · entries · the four forms inside a case."""


class Key(Struct, frozen=True):
    """The spellings of a key, the Chinese one first; `may_be_empty`: it may stand with nothing below it. A form without
    a `required` key is none; one without a key that is `owed` is read all the same, and the binder asks for it."""

    spellings: tuple[str, ...]
    shape: Shape = "text"
    required: bool = False
    owed: bool = False
    may_be_empty: bool = False


Keys = Mapping[str, Key]

AUTHORITY: Keys = {
    "name": Key(("名称", "name")),
    "level": Key(("层级", "level")),
    "region": Key(("地区", "region")),
}
RECORD: Keys = {
    "step": Key(("步骤", "step"), required=True),
    "date": Key(("日期", "date")),
    "start": Key(("起", "start")),
    "end": Key(("止", "end")),
    "time": Key(("时间", "time")),
    "order": Key(("次序", "order")),
    "actor": Key(("主体", "actor")),
    "evidence": Key(("凭证", "evidence"), "texts"),
    "note": Key(("说明", "备注", "note"), "notes"),
}
WAIVER: Keys = {
    "rule": Key(("规则", "rule"), owed=True),
    "approved_by": Key(("批准", "approved_by"), owed=True),
    "reason": Key(("理由", "reason"), owed=True),
    "basis": Key(("依据", "basis"), owed=True),
    "until": Key(("至", "until"), owed=True),
    "approved_on": Key(("批准日期", "approved_on")),
}
REVIEWED: Keys = {
    "rule": Key(("规则", "rule"), owed=True),
    "quote": Key(("原文", "quote"), owed=True),
    "confirmed": Key(("属实", "confirmed"), owed=True),
    "by": Key(("核对人", "by"), owed=True),
    "date": Key(("日期", "date"), owed=True),
    "reason": Key(("理由", "reason"), owed=True),
}
CASE: Keys = {
    "name": Key(("案卷", "名称", "case", "name")),
    "procedure": Key(("程序", "procedure"), "texts", required=True),
    "authority": Key(("机关", "authority"), "authority"),
    "closed": Key(("结案", "closed")),
    "facts": Key(("事实", "facts"), "lines", may_be_empty=True),
    "steps": Key(("步骤", "steps"), "records", may_be_empty=True),
    "prior_case": Key(("原案", "prior_case")),
    "text": Key(("文本", "text")),
    "waivers": Key(("放行", "waivers"), "waivers", may_be_empty=True),
    "reviewed": Key(("核对", "reviewed"), "reviewed", may_be_empty=True),
    "note": Key(("说明", "备注", "note")),
}


class AuthorityForm(Struct, frozen=True):
    """The organ that decides."""

    name: Scalar | None = None
    level: Scalar | None = None
    region: Scalar | None = None


class RecordForm(Struct, frozen=True):
    """One step. `fields` takes every line with another key: those are the fields of the step.

    A step may have a field of its own that is called 说明 or note; hence `note` keeps its keys. `spoilt` names the
    fields whose value was reported and left out.
    """

    step: Scalar
    fields: MapNode
    date: Scalar | None = None
    start: Scalar | None = None
    end: Scalar | None = None
    time: Scalar | None = None
    order: Scalar | None = None
    actor: Scalar | None = None
    evidence: list[Scalar] | None = None
    note: tuple[Entry, ...] = ()
    spoilt: tuple[str, ...] = ()


class WaiverForm(Struct, frozen=True):
    """One waiver, at `place`. `spoilt` names the keys whose value was reported and left out."""

    place: Span
    rule: Scalar | None = None
    approved_by: Scalar | None = None
    reason: Scalar | None = None
    basis: Scalar | None = None
    until: Scalar | None = None
    approved_on: Scalar | None = None
    spoilt: tuple[str, ...] = ()


class ReviewedForm(Struct, frozen=True):
    """What a person found of one passage, at `place`. `spoilt` as in a waiver."""

    place: Span
    rule: Scalar | None = None
    quote: Scalar | None = None
    confirmed: Scalar | None = None
    by: Scalar | None = None
    date: Scalar | None = None
    reason: Scalar | None = None
    spoilt: tuple[str, ...] = ()


class CaseForm(Struct, frozen=True):
    """The whole file."""

    procedure: list[Scalar]
    name: Scalar | None = None
    authority: AuthorityForm | None = None
    closed: Scalar | None = None
    facts: MapNode | None = None
    steps: tuple[RecordForm, ...] = ()
    prior_case: Scalar | None = None
    text: Scalar | None = None
    waivers: tuple[WaiverForm, ...] = ()
    reviewed: tuple[ReviewedForm, ...] = ()
    note: Scalar | None = None


def accept(data: Mapping[str, Any]) -> CaseForm | None:
    """Values by the names of their keys as a form; None if anything in them does not keep to the tables."""
    values = _filled(data, CASE)
    return None if values is None else CaseForm(**values)


def _filled(data: Mapping[str, Any], keys: Keys) -> dict[str, Any] | None:
    """The values of one form, each in its shape; None for a wrong shape, an unknown or a missing key."""
    if any(key.required and name not in data for name, key in keys.items()):
        return None
    values = {}
    for name, value in data.items():
        value = _TAKE[keys[name].shape](value) if name in keys else None
        if value is None:
            return None
        values[name] = value
    return values


def _text(value: Any) -> Scalar | None:
    return value if isinstance(value, Scalar) else None


def _texts(value: Any) -> list[Scalar] | None:
    items = [value] if isinstance(value, Scalar) else value
    return items if isinstance(items, list) and all(isinstance(i, Scalar) for i in items) else None


def _lines(value: Any) -> MapNode | None:
    return value if isinstance(value, MapNode) else None


def _notes(value: Any) -> tuple[Entry, ...] | None:
    return tuple(value) if isinstance(value, list) and all(isinstance(i, Entry) for i in value) else None


def _authority(value: Any) -> AuthorityForm | None:
    values = _filled(value, AUTHORITY) if isinstance(value, dict) else None
    return None if values is None else AuthorityForm(**values)


def _records(value: Any) -> tuple[RecordForm, ...] | None:
    if not isinstance(value, list):
        return None
    records = []
    for item in value:
        record = _record(item)
        if record is None:
            return None
        records.append(record)
    return tuple(records)


def _record(value: Any) -> RecordForm | None:
    if not isinstance(value, dict):
        return None
    written = dict(value)
    fields, spoilt = written.pop("fields"), tuple(written.pop("spoilt"))
    values = _filled(written, RECORD)
    return None if values is None else RecordForm(**values, fields=fields, spoilt=spoilt)


_Signed = TypeVar("_Signed", WaiverForm, ReviewedForm)


def _signed(value: Any, keys: Keys, form: Callable[..., _Signed]) -> tuple[_Signed, ...] | None:
    """The entries that somebody answers for, each with its place."""
    if not isinstance(value, list):
        return None
    entries = []
    for item in value:
        if not isinstance(item, dict):
            return None
        written = dict(item)
        place, spoilt = written.pop("place"), tuple(written.pop("spoilt"))
        values = _filled(written, keys)
        if values is None:
            return None
        entries.append(form(**values, place=place, spoilt=spoilt))
    return tuple(entries)


_TAKE: Mapping[Shape, Callable[[Any], Any]] = {
    "text": _text,
    "texts": _texts,
    "lines": _lines,
    "notes": _notes,
    "authority": _authority,
    "records": _records,
    "waivers": lambda value: _signed(value, WAIVER, WaiverForm),
    "reviewed": lambda value: _signed(value, REVIEWED, ReviewedForm),
}
