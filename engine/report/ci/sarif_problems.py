"""Diagnostics as SARIF 2.1.0, the format in which editors and code hosts take the results of checks.

Paths stay relative where they were given so. A column counts UTF-16 code units, as SARIF has it by default; where the
text of a file is not at hand characters are counted, which is the same but for the rarest signs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from guiju.engine.diagnostics.model import Diagnostic, Severity, Span, by_place
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.report.ci import sarif_model as model
from guiju.engine.report.ci.paths import file_uri
from guiju.engine.report.diagnostics.json import page_of
from msgspec import Struct


class Code(Struct, frozen=True):
    """What is known of a code apart from its results; `help_uri` is added."""

    title: Text
    severity: Severity


def render_sarif(
    diagnostics: Sequence[Diagnostic],
    codes: Mapping[str, Code],
    sources: Mapping[str, Source],
    lang: Lang,
    version: str,
) -> str:
    """One run as a SARIF log: all `codes` as rules, and the diagnostics as results, by place.

    `sources` are the files by the name in the spans; `version` is that of the program.
    """
    found = by_place(diagnostics)
    known = list(dict.fromkeys([*codes, *sorted({d.code for d in found})]))
    columns = _Columns(sources)
    results = [_result(d, known.index(d.code), columns, lang) for d in found]
    driver = model.Driver(
        name="guiju",
        semantic_version=version,
        language=lang,
        rules=[_descriptor(code, codes.get(code), lang) for code in known],
    )
    return sarif_text(model.Run(tool=model.Tool(driver=driver), results=results))


def sarif_text(run: model.Run) -> str:
    """One run as the text of a SARIF file."""
    log = model.Log(runs=[run])
    return log.model_dump_json(by_alias=True, exclude_none=True, indent=2) + "\n"


def _descriptor(code: str, known: Code | None, lang: Lang) -> model.Descriptor:
    return model.Descriptor(
        id=code,
        short_description=model.Message(text=known.title.in_lang(lang)) if known else None,
        help_uri=page_of(code),
        default_configuration=model.Configuration(level=known.severity) if known else None,
    )


def _result(diagnostic: Diagnostic, index: int, columns: _Columns, lang: Lang) -> model.Result:
    text = diagnostic.message.in_lang(lang)
    if diagnostic.hint is not None:
        text += "\n" + diagnostic.hint.in_lang(lang)
    related = [columns.location(x.span, x.message.in_lang(lang)) for x in diagnostic.labels]
    return model.Result(
        rule_id=diagnostic.code,
        rule_index=index,
        level=diagnostic.severity,
        message=model.Message(text=text),
        locations=[columns.location(diagnostic.span)] if diagnostic.span else [],
        related_locations=related or None,
    )


class _Columns:
    """Places in files, with columns in UTF-16 code units."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._lines = {name: source.text.split("\n") for name, source in sources.items()}

    def location(self, span: Span, message: str | None = None) -> model.Location:
        region = None
        if not span.whole_file:
            region = model.Region(
                start_line=span.line,
                start_column=self._units(span.file, span.line, span.column),
                end_line=span.end_line,
                end_column=self._units(span.file, span.end_line, span.end_column),
            )
        place = model.PhysicalLocation(
            artifact_location=model.ArtifactLocation(uri=file_uri(span.file)), region=region
        )
        return model.Location(
            physical_location=place, message=model.Message(text=message) if message else None
        )

    def _units(self, file: str, line: int, column: int) -> int:
        lines = self._lines.get(file, [])
        before = lines[line - 1][: column - 1] if 0 < line <= len(lines) else ""
        return column + sum(ord(c) > 0xFFFF for c in before)
