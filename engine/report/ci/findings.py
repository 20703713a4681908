"""The findings of one verdict as a consumer needs them: rule, place, proof in both languages, fingerprint."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import PurePath

from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.evaluate.finding import Finding, Verdict
from guiju.engine.report.ci.fingerprint import Fingerprints
from guiju.engine.report.ci.model import (
    CiDetail,
    CiFinding,
    CiPlace,
    CiRelated,
    CiRule,
    CiWaiver,
    Level,
    Outcome,
)
from guiju.engine.report.ci.paths import run_path, run_place
from guiju.engine.report.verdict.proof_parts import LABELS, activation_label, proof_parts
from guiju.engine.report.words.citation import cite_all, cite_basis
from guiju.engine.report.words.naming import Names, named, visible
from guiju.engine.report.words.waivers import waiver_lines
from guiju.engine.semantics.program import Rule, SeverityLevel

BY_SEVERITY: dict[SeverityLevel, Level] = {"breach": "error", "flaw": "warning", "hint": "note"}
RELATED_SHOWN = 20
LANGS: tuple[Lang, Lang] = ("zh", "en")


def seen(text: Text) -> Text:
    """A line with what cannot be seen made visible."""
    return Text(visible(text.zh), visible(text.en))


class CiFindings:
    """Made for one verdict; `root` is the folder of the run."""

    def __init__(self, verdict: Verdict, root: PurePath) -> None:
        self._verdict = verdict
        self._root = root
        self._names = Names(verdict.program)
        self._prints = Fingerprints(verdict.case, self.file)
        self._rules: dict[str, CiRule] = {}

    @cached_property
    def file(self) -> str:
        return run_path(self._verdict.case.file, self._root)

    def finding(self, finding: Finding, outcome: Outcome, level: Level | None, word: Text) -> CiFinding:
        """What is satisfied comes without its proof."""
        kept = outcome == "kept"
        return CiFinding(
            rule=self._rule(finding.rule),
            outcome=outcome,
            level=level,
            state=finding.state.value,
            word=word,
            about=Text("", "") if kept else self._about(finding),
            why=seen(finding.why),
            basis=seen(cite_basis(finding, self._names.norms)),
            details=() if kept else self._details(finding),
            place=self._place(finding),
            fingerprint=self._prints.of(finding),
            related=() if kept else self._related(finding),
            waiver=self._waiver(finding) if outcome == "waived" else None,
        )

    def top(self) -> CiPlace:
        """The place that stands for the case as a whole: its name, its procedure, else the file."""
        spans = self._verdict.case.spans
        head = next((spans[key] for key in ("案卷", "程序") if key in spans), None)
        return run_place(head, self._root) if head is not None else CiPlace(self.file)

    def _about(self, finding: Finding) -> Text:
        return Text(*(activation_label(finding, self._names, lang) for lang in LANGS))

    def _rule(self, rule: Rule) -> CiRule:
        known = self._rules.get(rule.id)
        if known is None:
            name = self._names.name(rule.name)
            row = f" [{named(rule.row or rule.id)}]"
            known = self._rules[rule.id] = CiRule(
                id=visible(rule.id),
                name=name,
                label=Text(name.zh + row, name.en + row),
                pack=visible(rule.pack),
                gist=seen(rule.gist),
                basis=seen(cite_all(rule.basis, self._names.norms)),
                cure=seen(rule.cure) if rule.cure is not None else None,
                level=BY_SEVERITY[rule.severity],
            )
        return known

    def _place(self, finding: Finding) -> CiPlace:
        record = finding.activation
        if record is not None and not record.step:
            record = finding.source
        span = record.spans.get("步骤", record.span) if record is not None else None
        return run_place(span, self._root) if span is not None else self.top()

    def _details(self, finding: Finding) -> tuple[CiDetail, ...]:
        zh, en = (proof_parts(finding, self._names, self._verdict.on, lang) for lang in LANGS)
        return tuple(
            CiDetail(a.key, LABELS[a.key], tuple(map(Text, a.lines, b.lines)))
            for a, b in zip(zh, en, strict=True)
        )

    def _related(self, finding: Finding) -> tuple[CiRelated, ...]:
        places = {s: text for s, text in self._beside(finding) if s is not None}
        about = finding.activation.span if finding.activation is not None else None
        others = [(s, text) for s, text in places.items() if s != about]
        return tuple(CiRelated(run_place(s, self._root), seen(text)) for s, text in others[:RELATED_SHOWN])

    def _beside(self, finding: Finding) -> Iterator[tuple[Span | None, Text]]:
        proof = finding.proof
        yield from ((r.span, self._names.record(r)) for r in proof.used)
        for unused in proof.not_used:
            record = self._names.record(unused.record)
            yield (
                unused.record.span,
                Text(f"{record.zh}:{unused.reason.zh}", f"{record.en}: {unused.reason.en}"),
            )
        for fact in proof.facts:
            value = self._names.value(fact.value, fact.kind)
            yield fact.span, Text(f"{fact.label.zh}:{value.zh}", f"{fact.label.en}: {value.en}")

    def _waiver(self, finding: Finding) -> CiWaiver:
        span = finding.waiver.waiver.span if finding.waiver is not None else None
        return CiWaiver(
            tuple(map(seen, waiver_lines(finding))), run_place(span, self._root) if span is not None else None
        )
