"""Findings and what they consist of, turned into the models of the JSON report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from guiju.engine.calendar import OpenDay
from guiju.engine.case.duration import Duration
from guiju.engine.case.model import Record, Value
from guiju.engine.case.reviewed import ReviewedPassage
from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.finding import (
    Arithmetic,
    Cure,
    ExceptionResult,
    FactUse,
    Finding,
    NotUsed,
    ReadingResult,
    Suspicion,
    WaiverSeen,
)
from guiju.engine.evaluate.text_units import own_fields
from guiju.engine.report.models import case as model
from guiju.engine.report.words.arithmetic import sum_line
from guiju.engine.report.words.citation import cite, cite_basis, norm_title
from guiju.engine.semantics.program import Citation, Program, Rule
from guiju.engine.semantics.vocabulary import Name
from pydantic import JsonValue


def both(text: Text | Name) -> model.Both:
    return model.Both(zh=text.zh, en=text.en)


def both_or_none(text: Text | None) -> model.Both | None:
    return both(text) if text else None


def place(span: Span | None) -> model.Place | None:
    return model.Place(file=span.file, line=span.line, column=span.column) if span else None


def json_value(value: Value | Mapping[str, Value] | None) -> JsonValue:
    """A value of a case file; a number that a JSON reader would round stays exact, as text; a duration is `n` units."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        if value == value.to_integral_value():
            return int(value)
        return float(value) if Decimal(repr(float(value))) == value else str(value)
    if isinstance(value, Duration):
        return {"n": value.n, "unit": value.unit}
    if isinstance(value, Mapping):
        return {key: json_value(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return [json_value(inner) for inner in value]
    return value


def waiver_model(seen: WaiverSeen) -> model.WaiverModel:
    waiver = seen.waiver
    return model.WaiverModel(
        approved_by=waiver.approved_by,
        reason=waiver.reason,
        basis=waiver.basis,
        until=waiver.until,
        approved_on=waiver.approved_on,
        standing=seen.standing,
        live=seen.live,
        place=place(waiver.span),
    )


def reviewed_model(entry: ReviewedPassage) -> model.ReviewedModel:
    return model.ReviewedModel(
        quote=entry.quote,
        confirmed=entry.confirmed,
        by=entry.by,
        on=entry.on,
        reason=entry.reason,
        place=place(entry.span),
    )


def suspicion_model(suspicion: Suspicion) -> model.SuspicionModel:
    return model.SuspicionModel(
        how_sure=suspicion.how_sure,
        question=both(suspicion.question),
        where=suspicion.where,
        quote=suspicion.quote,
        words=list(suspicion.words),
        place=place(suspicion.span),
        reviewed=reviewed_model(suspicion.reviewed) if suspicion.reviewed else None,
    )


class Models:
    """The models of one program's findings."""

    def __init__(self, program: Program) -> None:
        self._norms = program.norms
        self._vocabulary = program.vocabulary

    def finding(self, finding: Finding) -> model.FindingModel:
        proof = finding.proof
        return model.FindingModel(
            rule=self._rule(finding.rule),
            state=finding.state.value,
            strength=finding.strength,
            severity=finding.severity,
            why=both(finding.why),
            basis=both(cite_basis(finding, self._norms)),
            chain=self.citations(finding.chain),
            bound_by=finding.bound_by,
            breach=both(finding.breach) if finding.breach else None,
            activation=self.record(finding.activation) if finding.activation else None,
            records=[self.record(r) for r in proof.used],
            not_used=[self.not_used(n) for n in proof.not_used],
            sought=both_or_none(proof.sought),
            facts=[self._fact(f) for f in proof.facts],
            parameters=[
                model.ParameterModel(
                    name=both(p.name),
                    value=json_value(p.value),
                    pack=both(p.pack),
                    basis=self.citations(p.basis),
                )
                for p in proof.parameters
            ],
            arithmetic=[self._sum(s) for s in proof.arithmetic],
            exceptions=[self._exception(e) for e in proof.exceptions],
            readings=[self._reading(r) for r in proof.readings],
            version_start=proof.version_start,
            version_until=proof.version_until,
            unknown=[both(u) for u in finding.unknown],
            answers=[
                model.AnswerModel(
                    given=[model.GivenModel(question=both(q), answer=both(a)) for q, a in answer.assignment],
                    state=answer.state.value,
                )
                for answer in finding.answers
            ],
            last_day=finding.last_day,
            last_day_between=_open_day(finding.open_last_day),
            days_late=finding.delay,
            slack=finding.ahead.slack if finding.ahead is not None else None,
            cure=self._cure(finding.cure) if finding.cure else None,
            need=self._step(finding.need) if finding.need else None,
            waiver=waiver_model(finding.waiver) if finding.waiver else None,
            suspected=suspicion_model(finding.suspected) if finding.suspected else None,
        )

    def citations(self, citations: Iterable[Citation]) -> list[model.CitationModel]:
        return [self._citation(c) for c in citations]

    def record(self, record: Record) -> model.RecordModel:
        return model.RecordModel(
            step=self._step(record.step),
            start=record.start,
            end=record.end,
            time=record.time,
            order=record.order,
            actor=record.actor,
            evidence=None if record.evidence is None else list(record.evidence),
            fields={name: json_value(value) for name, value in own_fields(record).items()},
            derived_by=record.derived_by,
            place=place(record.span),
        )

    def not_used(self, entry: NotUsed) -> model.NotUsedModel:
        return model.NotUsedModel(
            record=self.record(entry.record),
            reason=both(entry.reason),
            rule=entry.rule.id if entry.rule else None,
            basis=self.citations(entry.rule.basis) if entry.rule else [],
        )

    def _step(self, zh: str) -> model.Both:
        return model.Both(zh=zh, en=self._vocabulary.english(zh))

    def _citation(self, citation: Citation) -> model.CitationModel:
        norm = self._norms.get(citation.norm)
        return model.CitationModel(
            norm=citation.norm,
            title=both(norm_title(citation.norm, self._norms)),
            number=norm.number if norm else None,
            article=citation.article,
            inserted=citation.suffix or None,
            paragraph=citation.paragraph,
            item=citation.item,
            sentence=citation.sentence,
            through=citation.through[0] if citation.through else None,
            through_inserted=citation.through[1] or None if citation.through else None,
            text=both(cite(citation, self._norms)),
        )

    def _rule(self, rule: Rule) -> model.RuleModel:
        return model.RuleModel(
            id=rule.id,
            row=rule.row,
            name=both(rule.name),
            pack=rule.pack,
            modality=rule.modality,
            gist=both(rule.gist),
            basis=self.citations(rule.basis),
            liability=self.citations(rule.liability),
            place=place(rule.span),
            sorted_as=rule.category,
        )

    def _fact(self, fact: FactUse) -> model.FactModel:
        return model.FactModel(
            name=both(fact.label),
            value=json_value(fact.value),
            by_default=fact.by_default,
            place=place(fact.span),
        )

    def _sum(self, sum_: Arithmetic) -> model.ArithmeticModel:
        return model.ArithmeticModel(
            start=sum_.start,
            duration=model.DurationModel(n=sum_.duration.n, unit=sum_.duration.unit),
            back=sum_.back,
            options=list(sum_.options),
            skipped=list(sum_.skipped),
            result=sum_.result,
            relation=sum_.relation,
            actual=sum_.actual,
            holds=sum_.holds,
            text=both(sum_line(sum_)),
            between=_open_day(sum_.between),
        )

    def _exception(self, result: ExceptionResult) -> model.ExceptionModel:
        return model.ExceptionModel(
            id=result.exception.id,
            name=both(result.exception.name),
            basis=self.citations(result.exception.basis),
            live=result.live,
            applied=result.applied,
            reason=both(result.reason),
        )

    def _reading(self, reading: ReadingResult) -> model.ReadingModel:
        return model.ReadingModel(
            name=both(reading.name),
            gist=both_or_none(reading.gist),
            basis=self.citations(reading.basis),
            default=reading.default,
            state=reading.state.value,
            arithmetic=[self._sum(s) for s in reading.arithmetic],
            last_day=reading.last_day,
            last_day_between=_open_day(reading.open_last_day),
        )

    def _cure(self, cure: Cure) -> model.CureModel:
        return model.CureModel(
            text=both_or_none(cure.text),
            missing=self._step(cure.missing) if cure.missing else None,
            worthless=[self.record(r) for r in cure.worthless],
            redo=[self._step(s) for s in cure.redo],
        )


def _open_day(day: OpenDay | None) -> model.OpenDayModel | None:
    return model.OpenDayModel(first=day.first, last=day.last, year=day.year) if day is not None else None
