"""The JSON Schema (2020-12) of case files, for editors: completion, hover texts and wrong keys underlined.

The shape comes from the models of `case/file.py`, the keys from the tables of `case/form.py`, the names from a
program's vocabulary, in both languages. It is a help while typing; the loader (`bind.py`) has the last word and
asks for more (dates that exist, order of dates).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from guiju.engine.case.file import AuthorityModel, CaseModel, RecordModel, ReviewedModel, WaiverModel
from guiju.engine.case.form import AUTHORITY, CASE, RECORD, REVIEWED, WAIVER, Keys
from guiju.engine.diagnostics.limits import REVIEWED_CHARS, WAIVER_CHARS
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics.bind_measures import amount_units, length_units
from guiju.engine.semantics.bind_values import NO, NOTHING, UNKNOWN, YES
from guiju.engine.semantics.program import Program, Rule
from guiju.engine.semantics.rule_names import spellings
from guiju.engine.semantics.vocabulary import FieldDecl, Name, StepDecl, Type
from pydantic import BaseModel

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_DATE: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_TIME: Schema = {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}
_ORDER: Schema = {"type": ["integer", "string"], "minimum": 1, "pattern": "^[1-9][0-9]*$"}
_YESNO: Schema = {"enum": [*YES, *NO, True, False]}
_NUMBER: Schema = {"type": ["number", "string"], "pattern": "^-?[0-9]+(\\.[0-9]+)?$"}
_TEXT: Schema = {"type": ["string", "number", "boolean"], "minLength": 1}
_NOT_STATED: Schema = {"enum": list(UNKNOWN)}


def case_schema(program: Program) -> Schema:
    """The schema of case files for the procedures, steps and facts of `program`; plain data, ready for JSON."""
    vocabulary = program.vocabulary
    procedures = _spellings(procedure.name for procedure in program.procedures.values())
    facts: Schema = {
        "type": ["object", "null"],
        "additionalProperties": False,
        "properties": _named(
            (fact.name, _described(_or_unknown(fact.type), fact.name, fact.question))
            for fact in vocabulary.facts.values()
        ),
    }
    steps: Schema = {"type": ["array", "null"], "items": {"$ref": "#/$defs/record"}}
    root = _form(
        CaseModel,
        CASE,
        {
            "procedure": {"anyOf": [{"enum": procedures}, {"type": "array", "items": {"enum": procedures}}]},
            "authority": {"$ref": "#/$defs/authority"},
            "closed": _YESNO,
            "facts": facts,
            "steps": steps,
            "waivers": {"type": ["array", "null"], "items": {"$ref": "#/$defs/waiver"}},
            "reviewed": {"type": ["array", "null"], "items": {"$ref": "#/$defs/reviewed"}},
        },
    )
    authority = _form(
        AuthorityModel,
        AUTHORITY,
        {"level": {"enum": [*_spellings(vocabulary.levels), *UNKNOWN]}} if vocabulary.levels else {},
    )
    return {
        "$schema": DIALECT,
        "title": "案卷 / case",
        **root,
        "$defs": {
            "authority": authority,
            "record": _record(vocabulary.steps.values()),
            "waiver": _waiver(program.rules),
            "reviewed": _reviewed(program.rules),
            **{_ref(step): _step(step) for step in vocabulary.steps.values()},
        },
    }


def _waiver(rules: Sequence[Rule]) -> Schema:
    """A waiver: of one of the rules that may be waived, with everything signed for."""
    names = _called(rules, lambda rule: rule.not_waivable is None)
    text: Schema = {**_TEXT, "maxLength": WAIVER_CHARS}
    return _form(
        WaiverModel,
        WAIVER,
        {
            "rule": {"enum": names} if names else text,
            **dict.fromkeys(("approved_by", "reason", "basis"), text),
            **dict.fromkeys(("until", "approved_on"), _DATE),
        },
    )


def _reviewed(rules: Sequence[Rule]) -> Schema:
    """What a person found of a passage that one of the heuristics suspects."""
    names = _called(rules, lambda rule: rule.suspected is not None)
    text: Schema = {**_TEXT, "maxLength": REVIEWED_CHARS}
    return _form(
        ReviewedModel,
        REVIEWED,
        {
            "rule": {"enum": names} if names else text,
            "confirmed": _YESNO,
            "date": _DATE,
            **dict.fromkeys(("quote", "by", "reason"), text),
        },
    )


def _called(rules: Sequence[Rule], wanted: Callable[[Rule], bool]) -> list[str]:
    """The names by which the wanted ones among the rules can be told from all others."""
    called = [(rule, spelling) for rule in rules for spelling in spellings(rule)]
    shared = Counter(spelling for _, spelling in called)
    return sorted({s for rule, s in called if wanted(rule) and shared[s] == 1})


def _record(steps: Iterable[StepDecl]) -> Schema:
    """Any entry under 步骤: its step must be known, and then decides which other keys there may be."""
    declared = list(steps)
    names = {"enum": _spellings(step.name for step in declared)}
    keys = RECORD["step"].spellings
    return {
        "type": "object",
        "properties": dict.fromkeys(keys, names),
        "oneOf": [{"required": [key]} for key in keys],
        "allOf": [
            {
                "if": {"properties": {key: {"enum": list(step.name.spellings)}}, "required": [key]},
                "then": {"$ref": f"#/$defs/{_ref(step)}"},
            }
            for step in declared
            for key in keys
        ],
    }


def _step(step: StepDecl) -> Schema:
    own = _named((f.name, _described(_or_unknown(f.type), f.name)) for f in step.fields)
    days: Schema = {"date": _DATE, "start": _DATE, "end": {"anyOf": [_DATE, _NOT_STATED]}}
    form = _form(RecordModel, RECORD, {**days, "time": _TIME, "order": _ORDER})
    form["properties"].update(own)
    form.pop("oneOf", None)
    return _described(form, step.name)


def _form(model: type[BaseModel], written: Keys, values: Schema) -> Schema:
    """The schema of a model with every spelling of its keys, its values narrowed where `values` knows more."""
    generated = model.model_json_schema()
    properties: Schema = {}
    required: list[Schema] = []  # for each such key: one of its spellings stands
    for name, key in written.items():
        value = values.get(name) or _stated(generated["properties"][name])
        title = f"{key.spellings[0]} / {next(s for s in key.spellings if s.isascii())}"
        for spelling in key.spellings:
            properties[spelling] = {"description": title, **value}
        if key.required or key.owed:
            required.append({"oneOf": [{"required": [spelling]} for spelling in key.spellings]})
    form: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
    if len(required) > 1:
        form["allOf"] = required
    return form | (required[0] if len(required) == 1 else {})


def _stated(generated: Schema) -> Schema:
    """What may be written for a key: the model's schema without its null, which stands for a key left out."""
    options = [option for option in generated.get("anyOf", [generated]) if option.get("type") != "null"]
    cleaned = [{k: v for k, v in option.items() if k not in ("title", "default")} for option in options]
    return cleaned[0] if len(cleaned) == 1 else {"anyOf": cleaned}


def _or_unknown(type_: Type) -> Schema:
    return {"anyOf": [_value(type_), _NOT_STATED]}


def _value(type_: Type) -> Schema:
    match type_.kind:
        case "yesno":
            return _YESNO
        case "number":
            return _NUMBER
        case "amount":
            return _measured(amount_units())
        case "duration":
            return _measured(length_units())
        case "date":
            return _DATE
        case "enum":
            return {"enum": _spellings(type_.values)}
        case "list":
            return _list(type_)
    return _TEXT


def _measured(units: Iterable[str]) -> Schema:
    """A number with one of the units; the longer spellings first, as some begin with others."""
    listed = "|".join(sorted(units, key=len, reverse=True))
    return {"type": "string", "pattern": f"^[0-9]+(\\.[0-9]+)? *({listed})$"}


def _list(type_: Type) -> Schema:
    element: Schema = _TEXT
    if type_.item:
        element = _fields(type_.item)
    elif type_.values:
        element = {"enum": _spellings(type_.values)}
    return {"anyOf": [element, {"type": "array", "items": element}, {"enum": list(NOTHING)}]}


def _fields(fields: tuple[FieldDecl, ...]) -> Schema:
    properties = _named((field.name, _described(_or_unknown(field.type), field.name)) for field in fields)
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _described(schema: Schema, name: Name, question: Text | None = None) -> Schema:
    words = f"{name.zh} / {name.en}"
    if question is not None:
        words += f"\n{question.zh}\n{question.en}"
    return {"description": words, **schema}


def _named(pairs: Iterable[tuple[Name, Schema]]) -> Schema:
    return {spelling: schema for name, schema in pairs for spelling in name.spellings}


def _spellings(names: Iterable[Name]) -> list[str]:
    return list(dict.fromkeys(spelling for name in names for spelling in name.spellings))


def _ref(step: StepDecl) -> str:
    return f"step_{step.name.en}"
