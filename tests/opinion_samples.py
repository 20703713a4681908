"""Opinions on the sample verdicts: one with a finding in every state, one on a text alone, one that means harm."""

from __future__ import annotations

from datetime import date

from guiju.engine.case.model import Authority
from guiju.engine.document.model import Paragraph, RawDocument
from guiju.engine.document.statements import statements
from guiju.engine.document.structure import structure
from guiju.engine.evaluate.finding import Finding, State, Verdict
from guiju.engine.report.opinion.model import Input, Opinion
from guiju.engine.textcase import Setting, text_case
from msgspec.structs import replace

from .known_norms import KNOWN
from .test_report_samples import EARLY, FULL, HOSTILE, HOSTILE_NAME, SUSPECTING
from .text_documents import MEASURES

ON = date(2021, 11, 1)
_DIGEST = "0123456789abcdef" * 4


def opinion(of_case: Verdict | None = None, of_text: Verdict | None = None) -> Opinion:
    verdicts = [v for v in (of_case, of_text) if v is not None]
    inputs = tuple(Input(v.case.file, _DIGEST) for v in verdicts)
    return Opinion(verdicts[0].on, replace(verdicts[0].program, digest=_DIGEST), of_case, of_text, inputs)


def with_states(*states: State, severity: str | None = None, category: str | None = None) -> Verdict:
    """The sample verdict with only its findings in these states."""
    found = [f for f in (*FULL.findings, *EARLY.findings) if f.state in states]
    return replace(FULL, findings=tuple(_sorted_as(f, category) for f in found))


def _sorted_as(finding: Finding, category: str | None) -> Finding:
    return replace(finding, rule=replace(finding.rule, category=category))


def text_verdict() -> Verdict:
    """A document read from paragraphs, with what the samples suspect of one."""
    raw = RawDocument("集市办法.txt", "txt", tuple(Paragraph(t, n) for n, t in enumerate(MEASURES, 1)))
    document = structure(raw)
    case = text_case(document, statements(document), Setting(ON, KNOWN, Authority("云溪镇人民政府"))).case
    record = next(r for r in case.records if r.step == "句" and "罚款" in str(r.fields["文"]))
    findings = [replace(f, activation=record) for f in SUSPECTING.findings]
    return replace(SUSPECTING, case=case, on=ON, findings=tuple(findings))


EVERYTHING = opinion(replace(FULL, findings=(*FULL.findings, *EARLY.findings[1:])), text_verdict())
OF_TEXT = opinion(of_text=text_verdict())
HARMFUL = opinion(HOSTILE, replace(HOSTILE, case=replace(HOSTILE.case, file=HOSTILE_NAME)))
