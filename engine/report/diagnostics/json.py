"""Diagnostics of pack files as JSON: pydantic models, which are what a program may rely on.

Lines and columns count from 1, columns in characters; the end is exclusive; every text comes in both languages.
`page` is the section of docs/diagnostics.md about the code, relative to the folder of the documentation. Names may be
added; none is removed or changed but with a new `schema`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from guiju.engine.diagnostics.model import Diagnostic, Severity, Span, by_place
from guiju.engine.report.models.case import Both, Model, Str
from guiju.engine.report.models.findings import both, both_or_none
from pydantic import Field

SCHEMA: Final = "guiju.lint/1"
PAGE: Final = "diagnostics.md"


class PlaceModel(Model):
    """Of a diagnostic about a whole file the stretch is empty, at its beginning."""

    file: Str
    line: int
    column: int
    end_line: int
    end_column: int


class LabelModel(Model):
    """Another place that belongs to the diagnostic."""

    place: PlaceModel
    message: Both


class FoundModel(Model):
    code: Str
    severity: Severity
    message: Both
    place: PlaceModel | None
    hint: Both | None
    labels: list[LabelModel]
    page: Str


class LintModel(Model):
    """A run of `guiju lint`. `exit_code`: 0 no errors, 1 an example or the analysis objects, 2 errors in the files."""

    schema_: Literal["guiju.lint/1"] = Field(default=SCHEMA, alias="schema")
    exit_code: int
    rules: int
    powers: int
    examples: int
    diagnostics: list[FoundModel]


def page_of(code: str) -> str:
    """The section about a code."""
    return f"{PAGE}#{code.lower()}"


def render_diagnostics_json(
    diagnostics: Sequence[Diagnostic], *, exit_code: int, rules: int, examples: int, powers: int = 0
) -> str:
    """All diagnostics of a run as one JSON object, by place, indented, ending in a line end."""
    found = [found_model(d) for d in by_place(diagnostics)]
    report = LintModel(exit_code=exit_code, rules=rules, powers=powers, examples=examples, diagnostics=found)
    return report.model_dump_json(by_alias=True, indent=2) + "\n"


def found_model(diagnostic: Diagnostic, page: str | None = None) -> FoundModel:
    """The diagnostic; `page` is the section about it, where that is not one of its own."""
    return FoundModel(
        code=diagnostic.code,
        severity=diagnostic.severity,
        message=both(diagnostic.message),
        place=_place(diagnostic.span) if diagnostic.span else None,
        hint=both_or_none(diagnostic.hint),
        labels=[LabelModel(place=_place(x.span), message=both(x.message)) for x in diagnostic.labels],
        page=page or page_of(diagnostic.code),
    )


def _place(span: Span) -> PlaceModel:
    return PlaceModel(
        file=span.file,
        line=span.line,
        column=span.column,
        end_line=span.end_line,
        end_column=span.end_column,
    )
