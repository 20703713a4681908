"""What the models of every JSON output are made of: texts as they are, in both languages, and places in files."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, JsonValue, PlainValidator, WithJsonSchema


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"not a text: {value!r}")
    return value


def _as_it_is(value: Any) -> Any:
    return value


# pydantic refuses a lone surrogate, which a case file can hold in any name; it must not cost the report.
Str = Annotated[str, PlainValidator(_text), WithJsonSchema({"type": "string"})]
AnyValue = Annotated[
    JsonValue,
    PlainValidator(_as_it_is),
    WithJsonSchema({"description": "yes/no, number, text, date, list, mapping; null: not stated"}),
]


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Both(Model):
    """One text in both languages."""

    zh: Str
    en: Str


class Place(Model):
    file: Str
    line: int
    column: int
