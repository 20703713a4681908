"""The case file as a form: which keys it has, in both languages, and what shape each value takes.

The models hold the nodes of the file, not values: what a date or a fact means is settled by
`semantics/bind.py`, which knows the vocabulary. `semantics/case_schema.py` makes the JSON Schema from them.
Every field is named by one of its English keys.
"""

from __future__ import annotations

from typing import Annotated, Any

from guiju.engine.case.nodes import Entry, MapNode, Scalar
from msgspec import Struct
from pydantic import BaseModel, BeforeValidator, ConfigDict, InstanceOf, WithJsonSchema


class Keys(Struct, frozen=True):
    """The spellings of a key, the Chinese one first; `may_be_empty`: it may stand with nothing below it."""

    spellings: tuple[str, ...]
    may_be_empty: bool = False


def _keys(*spellings: str, may_be_empty: bool = False) -> Keys:
    return Keys(spellings, may_be_empty)


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, Scalar) else value


_TEXT = {"type": ["string", "number", "boolean"]}
Word = Annotated[InstanceOf[Scalar], WithJsonSchema(_TEXT)]
Words = Annotated[
    list[Word],
    BeforeValidator(_one_or_many),
    WithJsonSchema({"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}),
]
Lines = Annotated[InstanceOf[MapNode], WithJsonSchema({"type": ["object", "null"]})]
Notes = Annotated[tuple[InstanceOf[Entry], ...], WithJsonSchema(_TEXT)]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AuthorityForm(_Form):
    """The organ that decides."""

    name: Annotated[Word | None, _keys("名称", "name")] = None
    level: Annotated[Word | None, _keys("层级", "level")] = None
    region: Annotated[Word | None, _keys("地区", "region")] = None


class RecordForm(_Form):
    """One step. `fields` takes every line with another key: those are the fields of the step.

    A step may have a field of its own that is called 说明 or note; hence `note` keeps its keys. `spoilt` names the
    fields whose value was reported and left out.
    """

    step: Annotated[Word, _keys("步骤", "step")]
    date: Annotated[Word | None, _keys("日期", "date")] = None
    start: Annotated[Word | None, _keys("起", "start")] = None
    end: Annotated[Word | None, _keys("止", "end")] = None
    time: Annotated[Word | None, _keys("时间", "time")] = None
    order: Annotated[Word | None, _keys("次序", "order")] = None
    actor: Annotated[Word | None, _keys("主体", "actor")] = None
    evidence: Annotated[Words | None, _keys("凭证", "evidence")] = None
    note: Annotated[Notes, _keys("说明", "备注", "note")] = ()
    fields: Lines
    spoilt: tuple[str, ...] = ()


class CaseForm(_Form):
    """The whole file."""

    name: Annotated[Word | None, _keys("案卷", "名称", "case", "name")] = None
    procedure: Annotated[Words, _keys("程序", "procedure")]
    authority: Annotated[AuthorityForm | None, _keys("机关", "authority")] = None
    closed: Annotated[Word | None, _keys("结案", "closed")] = None
    facts: Annotated[Lines | None, _keys("事实", "facts", may_be_empty=True)] = None
    steps: Annotated[tuple[RecordForm, ...], _keys("步骤", "steps", may_be_empty=True)] = ()
    prior_case: Annotated[Word | None, _keys("原案", "prior_case")] = None
    note: Annotated[Word | None, _keys("说明", "备注", "note")] = None


def keys_of(form: type[BaseModel]) -> dict[str, Keys]:
    """Field name → its keys, for the fields that a person writes."""
    found = {}
    for name, info in form.model_fields.items():
        for extra in info.metadata:
            if isinstance(extra, Keys):
                found[name] = extra
    return found
