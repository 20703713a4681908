"""The models of the case file: pydantic finds the faults of a file with them, and they give the JSON Schema.

They are made from the tables of `form.py` and loaded only for a file with faults or for the schema, because
loading them takes longer than judging a case (docs/decisions/0009).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import GenericAlias
from typing import Annotated, Any

from guiju.engine.case.form import AUTHORITY, CASE, RECORD, REVIEWED, WAIVER, Keys, Shape
from guiju.engine.case.nodes import Entry, MapNode, Scalar
from guiju.engine.diagnostics.model import Span
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    InstanceOf,
    ValidationError,
    WithJsonSchema,
    create_model,
)
from pydantic_core import ErrorDetails


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, Scalar) else value


_TEXT = {"type": ["string", "number", "boolean"]}
_Word = Annotated[InstanceOf[Scalar], WithJsonSchema(_TEXT)]
_Words = Annotated[
    list[_Word],
    BeforeValidator(_one_or_many),
    WithJsonSchema({"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}),
]
_Lines = Annotated[InstanceOf[MapNode], WithJsonSchema({"type": ["object", "null"]})]
_Place = Annotated[InstanceOf[Span], WithJsonSchema({})]
_Notes = Annotated[tuple[InstanceOf[Entry], ...], WithJsonSchema(_TEXT)]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


_SHAPES: dict[Shape, Any] = {"text": _Word, "texts": _Words, "lines": _Lines, "notes": _Notes}


def _model(name: str, keys: Keys, **further: Any) -> type[BaseModel]:
    fields: dict[str, Any] = {
        field: (_SHAPES[key.shape], ...) if key.required else (_SHAPES[key.shape] | None, None)
        for field, key in keys.items()
    }
    return create_model(name, __base__=_Form, **fields, **further)


AuthorityModel = _model("AuthorityModel", AUTHORITY)
RecordModel = _model("RecordModel", RECORD, fields=(_Lines, ...), spoilt=(tuple[str, ...], ()))
_SHAPES["authority"] = AuthorityModel
_SHAPES["records"] = GenericAlias(tuple, (RecordModel, ...))
WaiverModel = _model("WaiverModel", WAIVER, place=(_Place, ...), spoilt=(tuple[str, ...], ()))
_SHAPES["waivers"] = GenericAlias(tuple, (WaiverModel, ...))
ReviewedModel = _model("ReviewedModel", REVIEWED, place=(_Place, ...), spoilt=(tuple[str, ...], ()))
_SHAPES["reviewed"] = GenericAlias(tuple, (ReviewedModel, ...))
CaseModel = _model("CaseModel", CASE)


def find_faults(data: Mapping[str, Any]) -> list[ErrorDetails]:
    """Everything in the values of a form that does not keep to it; empty exactly if `accept` takes them."""
    try:
        CaseModel.model_validate(data)
    except ValidationError as error:
        return error.errors(include_url=False, include_input=False)
    return []
