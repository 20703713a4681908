"""What is asked of a record that does not exist yet, in the normal form of the proof file (docs/proof.md).

Its fields are free: those with few values are written out, one way after the other; the rest is still to come.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from guiju.engine.report.proof.forms import ALWAYS, NEVER, TO_COME, UNDECIDED, Form
from guiju.engine.report.proof.values import plain
from guiju.engine.semantics.vocabulary import StepDecl, find_field

_WAYS = 256
_EDGES: tuple[Form, ...] = (["start", "that"], ["end", "that"])


def of_that(form: Any) -> Any:
    """A condition about `this` record as one about `that`."""
    if isinstance(form, list):
        return form if form[:1] == ["is"] else [of_that(part) for part in form]
    return "that" if form == "this" else form


def to_come(cond: Form, step: StepDecl | None) -> Form:
    """Whether the condition can hold of a record of the step that is still to come."""
    choices = _choices(cond, step)
    ways: list[Form] = []
    for values in product(*choices.values()):
        way = _written(cond, dict(zip(choices, values, strict=True)), step)
        if way not in ways:
            ways.append(way)
    return ways[0] if len(ways) == 1 else ["or", *ways]


def _choices(cond: Form, step: StepDecl | None) -> dict[str, list[Any]]:
    """The values of the fields asked for, as far as these are few."""
    found: dict[str, list[Any]] = {}
    size = 1
    for name in sorted(set(_fields(cond))):
        field = find_field(step.fields, name) if step else None
        values: list[Any] = []
        if field is not None and field.type.kind == "yesno":
            values = [True, False]
        elif field is not None and field.type.kind == "enum":
            values = [plain(v.zh) for v in field.type.values]
        if values and size * len(values) <= _WAYS:
            found[name] = values
            size *= len(values)
    return found


def _fields(form: Any) -> Iterator[str]:
    if isinstance(form, list) and not (form[:1] in (["nth"], ["share"]) and "that" in form):
        if form[:2] == ["field", "that"]:
            yield form[2]
        for part in form:
            yield from _fields(part)


def _written(form: Any, values: Mapping[str, Any], step: StepDecl | None) -> Any:
    """A form with the values put in, and all else of the record left to come."""
    match form:
        case (
            ["is", _] | ["nth", _, _, _, "that", _] | ["share", _, "that", *_]
        ):  # these have a `that` of their own
            return form
        case ["field", "that", str(name)]:
            return ["is", values[name]] if name in values else TO_COME
        case ["stated", ["field", "that", str(name)]]:
            return ALWAYS if name in values else UNDECIDED
        case ["start" | "end", "that"]:
            return TO_COME
        case ["<=", ["add", ["start", "that"], int(n), *_], ["end", "that"]] if _punctual(step):
            return ALWAYS if n == 0 else NEVER
        case ["<=", ["end", "that"], ["add", ["start", "that"], *_]] if _punctual(step):
            return ALWAYS
        case list():
            return [_written(part, values, step) for part in form]
    return form


def _punctual(step: StepDecl | None) -> bool:
    return step is not None and not step.interval
