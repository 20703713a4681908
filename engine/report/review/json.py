"""A clean-up review as one JSON object (`review_json_model` has its shape), and the JSON Schema of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from guiju.engine.diagnostics.model import Diagnostic, by_place
from guiju.engine.evaluate.finding import Finding
from guiju.engine.portfolio.model import Difference, Entry, Filing, Quote, Reason, Review, Reviewed
from guiju.engine.report.models import case as json_model
from guiju.engine.report.models.findings import Models, both, both_or_none, place, reviewed_model
from guiju.engine.report.review import json_model as model
from guiju.engine.report.verdict.json import diagnostic_model, escaped
from guiju.engine.report.words.citation import cite_all, cite_basis


def render_review_json(review: Review) -> str:
    """Indented, ending in a line end; a character that cannot be seen is an escape."""
    data = review_model(review).model_dump(mode="python", by_alias=True)
    return escaped(json.dumps(data, ensure_ascii=False, indent=2, default=date.isoformat)) + "\n"


def review_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12)."""
    schema = model.ReviewModel.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": model.SCHEMA, **schema}


def review_model(review: Review) -> model.ReviewModel:
    """The same as models, for a program that wants no text."""
    forms = _Forms(review)
    return model.ReviewModel(
        exit_code=review.exit_code,
        name=review.name,
        on=review.on,
        counts=dict(review.counts),
        documents=[forms.document(each) for each in review.reviewed],
        filed_late=[each.entry.row for each in review.filed_late],
        expiring=[each.entry.row for each in review.expiring],
        unread=[each.entry.row for each in review.reviewed if each.unread],
        bad_cells=[each.entry.row for each in review.reviewed if each.bad_cells],
        without_case=[each.entry.row for each in review.without_case],
        gone=[
            model.GoneNormModel(
                title=norm.title,
                number=norm.number,
                since=norm.since,
                successor=norm.successor,
                rows=list(norm.rows),
            )
            for norm in review.gone
        ],
        remarks=[
            model.RemarkModel(kind=remark.kind, message=both(remark.message), rows=list(remark.rows))
            for remark in review.remarks
        ],
        unused=list(review.unused),
        problems=_diagnostics(review.problems),
        packs=[
            json_model.PackModel(id=p.id, title=both(p.title), layer=p.layer, version=p.version)
            for p in review.packs
        ],
        table_edition=review.table.edition,
        rules_digest=review.program.digest,
    )


class _Forms:
    """The models of one review."""

    def __init__(self, review: Review) -> None:
        self._review = review
        self._models = Models(review.program)

    def document(self, reviewed: Reviewed) -> model.DocumentModel:
        return model.DocumentModel(
            entry=_entry(reviewed.entry),
            proposal=reviewed.proposal,
            to_verify=reviewed.to_verify,
            reasons=self._reasons(reviewed.reasons),
            faults=self._reasons(reviewed.faults),
            questions=self._reasons(reviewed.questions),
            differences=[_difference(each) for each in reviewed.differences],
            stated_otherwise=both_or_none(reviewed.stated_otherwise),
            filing=_filing(reviewed.filing) if reviewed.filing is not None else None,
            last_day=reviewed.last_day,
            expires_soon=reviewed.expires_soon,
            evaluate_from=reviewed.evaluate_from,
            judged_text=reviewed.judged_text,
            judged_procedure=reviewed.judged_procedure,
            waived=[_rule(finding) for finding in reviewed.waived],
            assumptions=[
                json_model.AssumptionModel(
                    text=both(a.text), basis=self._models.citations(a.basis), place=place(a.span)
                )
                for a in reviewed.assumptions
            ],
            problems=_diagnostics(reviewed.problems),
            warnings=_diagnostics(reviewed.warnings),
        )

    def _reasons(self, reasons: Iterable[Reason]) -> list[model.ReasonModel]:
        return [self._reason(reason) for reason in reasons]

    def _reason(self, reason: Reason) -> model.ReasonModel:
        finding, norms = reason.finding, self._review.program.norms
        basis = cite_basis(finding, norms) if finding is not None else cite_all(reason.basis, norms)
        suspicion = finding.suspected if finding is not None else None
        reviewed = suspicion.reviewed if suspicion is not None else None
        return model.ReasonModel(
            cause=both(self._review.table.cause(reason.cause)),
            message=both(reason.message),
            firm=reason.firm,
            how_sure=reason.sure,
            question=both_or_none(reason.question),
            quote=_quote(reason.quote) if reason.quote is not None else None,
            basis=both(basis) if basis.zh else None,
            citations=self._models.citations(reason.basis),
            cure=both_or_none(reason.cure),
            whole_document=reason.whole,
            rule=_rule(finding) if finding is not None else None,
            reviewed=reviewed_model(reviewed) if reviewed is not None else None,
        )


def _rule(finding: Finding) -> model.RuleFoundModel:
    rule = finding.rule
    return model.RuleFoundModel(
        id=rule.id,
        row=rule.row,
        name=both(rule.name),
        pack=rule.pack,
        gist=both(rule.gist),
        state=finding.state.value,
        strength=finding.strength,
        severity=finding.severity,
    )


def _entry(entry: Entry) -> model.EntryModel:
    return model.EntryModel(
        row=entry.row,
        cell=entry.cell,
        title=entry.title,
        number=entry.number,
        register_number=entry.register,
        issuer=entry.issuer,
        drafter=entry.drafter,
        made=entry.made,
        published=entry.published,
        effective=entry.effective,
        valid_until=entry.valid_until,
        unlimited=entry.unlimited,
        filed=entry.filed,
        basis=list(entry.basis),
        text=entry.text,
        case=entry.case,
        stated=entry.stated,
        stated_why=entry.stated_why,
        changes=entry.changes,
        amend_by=entry.amend_by,
        opinion=entry.opinion,
        note=entry.note,
    )


def _quote(quote: Quote) -> model.QuoteModel:
    return model.QuoteModel(
        where=quote.where, words=quote.words, marked=list(quote.marked), place=place(quote.span)
    )


def _difference(difference: Difference) -> model.DifferenceModel:
    return model.DifferenceModel(
        what=difference.what,
        stated=[
            model.StatedModel(source=s.source, value=str(s.value), inferred=s.inferred)
            for s in difference.stated
        ],
    )


def _filing(filing: Filing) -> model.FilingModel:
    rule = filing.finding.rule.id if filing.finding is not None else None
    return model.FilingModel(
        last_day=filing.last_day, done=filing.done, days_late=filing.days_late, rule=rule
    )


def _diagnostics(diagnostics: Iterable[Diagnostic]) -> list[json_model.DiagnosticModel]:
    return [diagnostic_model(d) for d in by_place(diagnostics)]
