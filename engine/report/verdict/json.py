"""A run as one JSON report (`json_model` has its shape), and the JSON Schema of that report."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from guiju.engine.diagnostics.model import Diagnostic, by_place
from guiju.engine.evaluate.finding import State, Verdict
from guiju.engine.report.models import case as model
from guiju.engine.report.models.findings import (
    Models,
    both,
    both_or_none,
    place,
    reviewed_model,
    waiver_model,
)
from guiju.engine.report.verdict.result import FileResult, run_exit_code
from guiju.engine.report.words.headline import answer
from guiju.engine.report.words.suspicion import waits

# neither a line end nor plainly ASCII or Chinese: looked at one by one
_SUSPECT = re.compile("[^\n -~\u3000-\u9fff\uff00-\uffee]")
_UNSEEN = ("Cf", "Cc", "Cs", "Co", "Cn", "Zl", "Zp")


def render_json(
    results: Sequence[FileResult], diagnostics: Sequence[Diagnostic] = (), *, exit_code: int | None = None
) -> str:
    """All files of a run as one JSON object, indented, ending in a line end. `diagnostics` are those that
    belong to no case file; `exit_code` defaults to the gravest among the files."""
    report = report_model(results, diagnostics, exit_code)
    data = report.model_dump(mode="python", by_alias=True)
    return escaped(json.dumps(data, ensure_ascii=False, indent=2, default=date.isoformat)) + "\n"


def report_model(
    results: Sequence[FileResult], diagnostics: Sequence[Diagnostic] = (), exit_code: int | None = None
) -> model.ReportModel:
    """The same as models, for a program that wants no text."""
    findings = (f for r in results if r.verdict for f in r.verdict.findings)
    return model.ReportModel(
        exit_code=run_exit_code(results) if exit_code is None else exit_code,
        counts=_counts(f.state for f in findings),
        cases=[_file(result) for result in results],
        diagnostics=[diagnostic_model(d) for d in by_place(diagnostics)],
    )


def report_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the report."""
    schema = model.ReportModel.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": model.SCHEMA, **schema}


def _file(result: FileResult) -> model.RecordedFileModel | model.FileModel:
    file = model.FileModel(
        file=result.file,
        exit_code=result.exit_code,
        verdict=verdict_model(result.verdict) if result.verdict else None,
        diagnostics=[diagnostic_model(d) for d in by_place(result.diagnostics)],
    )
    record = result.record
    if record is None:
        return file
    place_in_folder = model.RecordedModel(number=record.number, size=record.number, root=record.root)
    return model.RecordedFileModel(**dict(file), record=place_in_folder)


def verdict_model(verdict: Verdict) -> model.VerdictModel:
    """One verdict as a model."""
    models = Models(verdict.program)
    case = verdict.case
    return model.VerdictModel(
        case=model.CaseModel(
            name=case.name,
            procedures=list(case.procedures),
            authority=model.AuthorityModel(
                name=case.authority.name, level=case.authority.level, region=case.authority.region
            ),
            closed=case.closed,
        ),
        on=verdict.on,
        law=verdict.program.law,
        answer=both(answer(verdict)),
        counts=_counts(f.state for f in verdict.findings),
        findings=[models.finding(f) for f in sorted(verdict.findings, key=lambda f: f.state.rank)],
        assumptions=[
            model.AssumptionModel(text=both(a.text), basis=models.citations(a.basis), place=place(a.span))
            for a in verdict.assumptions
        ],
        planned=[models.record(r) for r in verdict.planned],
        discounted=[models.not_used(n) for n in verdict.discounted],
        packs=[
            model.PackModel(id=p.id, title=both(p.title), layer=p.layer, version=p.version)
            for p in verdict.packs
        ],
        rules_digest=verdict.program.digest,
        waived=_counts(f.state for f in verdict.findings if f.waived),
        idle_waivers=[
            model.IdleWaiverModel(
                rule=both(idle.seen.waiver.name),
                states=[s.value for s in idle.states],
                waiver=waiver_model(idle.seen),
            )
            for idle in verdict.idle_waivers
        ],
        suspected=sum(map(waits, verdict.findings)),
        idle_reviews=[
            model.IdleReviewModel(
                rule=both(idle.entry.name), reason=idle.reason, reviewed=reviewed_model(idle.entry)
            )
            for idle in verdict.idle_reviews
        ],
        waivers_ignored=verdict.waivers_ignored,
    )


def diagnostic_model(diagnostic: Diagnostic) -> model.DiagnosticModel:
    return model.DiagnosticModel(
        code=diagnostic.code,
        severity=diagnostic.severity,
        message=both(diagnostic.message),
        place=place(diagnostic.span),
        hint=both_or_none(diagnostic.hint),
        labels=[
            model.LabelModel(place=place(label.span), message=both(label.message))
            for label in diagnostic.labels
        ],
    )


def _counts(states: Iterable[State]) -> dict[model.StateName, int]:
    counts = Counter(states)
    return {state.value: counts[state] for state in State if counts[state]}


def escaped(text: str) -> str:
    """JSON text with every character that cannot be seen, or cannot be encoded, as an escape. Outside of
    strings there are none but line ends."""
    return _SUSPECT.sub(
        lambda m: json.dumps(m[0])[1:-1] if unicodedata.category(m[0]) in _UNSEEN else m[0], text
    )
