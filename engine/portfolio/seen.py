"""What a review keeps of the text and of the case of one document, so that neither is held for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from guiju.engine.case.model import Case, Record
from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.diagnostics.text import Text
from guiju.engine.document.clauses import Expiry
from guiju.engine.document.occasion import Occasion, occasion
from guiju.engine.document.validity import Validity, validity
from guiju.engine.evaluate.finding import Assumption, Finding, State, Verdict
from guiju.engine.portfolio.model import Entry, Quote, What
from guiju.engine.portfolio.substance import of_substance
from guiju.engine.semantics.program import Pack, Rule
from guiju.engine.semantics.walk import sought
from guiju.engine.textcase import TextCase
from guiju.engine.textcase.naming import place_name
from guiju.engine.textcase.records import span_of
from guiju.engine.textcase.time_records import OwnDays, day_of, own_days
from guiju.engine.textcase.values import BASIS, PUBLICATION
from msgspec import Struct
from msgspec.structs import replace

MAKING = "规范性文件"
"""The procedure of making a document."""

CITATION, EXPIRY_CLAUSE, REPEAL_CLAUSE = "引用处", "有效期条款", "废止条款"
WHOLE, SENTENCE = "全文", "句"
FILING, REGISTRATION, CLEANUP = "备案", "登记编号", "清理"
NUMBER, OUTCOME, EFFECTIVE, VALID_UNTIL = "文号", "清理结果", "施行日期", "有效期至"
"""Steps, fields and facts of the packs on texts and on normative documents."""

_TOLD = frozenset({State.VIOLATED, State.DOOMED, State.UNKNOWN})


class Repealing(Struct, frozen=True):
    """A document that a text says it ends."""

    title: str | None
    number: str | None
    quote: Quote


class TextSeen(Struct, frozen=True):
    """What a text states of itself, what it rests on (records of citations) and what it ends. `effective` is None where
    it has no clause on it; `term` is how its last day was worked out, `term_quote` the clause; `inferred` are those
    of its days that other days stand in for. `occasion`: the time it was made for once; `only_repeals`: its title says
    that it ends other documents, or publishes what became of them, and no more; `substance`: the articles that give
    rights or lay duties on."""

    title: str | None
    number: str | None
    register: str | None
    issuers: tuple[str, ...]
    made: date | None
    published: date | None
    effective: date | None
    term: Validity
    term_quote: Quote | None
    inferred: frozenset[What]
    bases: tuple[Record, ...]
    repeals: tuple[Repealing, ...]
    occasion: Occasion | None = None
    occasion_quote: Quote | None = None
    only_repeals: bool = False
    substance: tuple[str, ...] = ()

    @property
    def begins(self) -> date | None:
        """From when it is in force, as far as it is known; else when it was made."""
        return self.effective or self.term.first or self.published or self.made


class CaseSeen(Struct, frozen=True):
    """What a case states of the document."""

    name: str
    number: str | None
    issuer: str | None
    published: date | None
    effective: date | None
    valid_until: date | None
    filed: tuple[date, ...]
    outcome: str | None
    empty: bool


class Judged(Struct, frozen=True):
    """What a review keeps of a verdict: what is violated or open, and what was suspected; of a case also what the rules
    on filing say. `outside`: a finding that says why no rule at all is for it. `not_judged` are packs left out of the run
    that would have bound it."""

    findings: tuple[Finding, ...]
    filing: tuple[Finding, ...]
    packs: tuple[Pack, ...]
    assumptions: tuple[Assumption, ...]
    outside: Finding | None = None
    not_judged: tuple[Pack, ...] = ()


class Looked(Struct, frozen=True):
    """One document after its files were read and judged. `missing` says why its text is not there, where that is no fault
    of a file."""

    entry: Entry
    text: TextSeen | None = None
    case: CaseSeen | None = None
    of_text: Judged | None = None
    of_case: Judged | None = None
    missing: Text | None = None
    problems: tuple[Diagnostic, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()


def text_seen(text: TextCase) -> TextSeen:
    document, said = text.document, text.statements
    head, title = document.head, document.core.title
    days = own_days(document, said)
    expiry = days.expiry
    once = occasion(document, said.expiries)
    return TextSeen(
        title.written if title is not None else None,
        str(head.number) if head.number is not None else None,
        head.register,
        head.issuers,
        day_of(head, "made"),
        day_of(head, "published"),
        days.first if days.effect is not None else None,
        _term(days),
        _clause(text, expiry.text) if expiry is not None else None,
        frozenset(_inferred(text, days)),
        tuple(r for r in text.case.records if r.step == CITATION and r.fields.get("所在") == BASIS),
        tuple(_repeals(text)),
        once,
        Quote(_where(text, once), once.text, span_of(once.places, document.raw.name)) if once else None,
        any(r.step == WHOLE and r.fields.get("单纯废止") is True for r in text.case.records),
        of_substance(text.case.records),
    )


def _where(text: TextCase, once: Occasion) -> str:
    """The name of the sentence in which the words on the time of a document begin; of the whole text for its title."""
    first = once.places[0]
    found = (r for r in text.case.records if r.step == SENTENCE and r.span is not None)
    here = (r for r in found if r.span is not None and r.span.line <= first.paragraph <= r.span.end_line)
    return next((str(r.fields["位置"]) for r in here), place_name(()))


def _term(days: OwnDays) -> Validity:
    """As its clauses have it; a last day that is written out needs no sum."""
    return replace(days.validity, steps=()) if _written_out(days.expiry) else days.validity


def _inferred(text: TextCase, days: OwnDays) -> Iterator[What]:
    head = text.document.head
    if validity(head, days.effect, None).inferred:
        yield "effective"
    expiry, inferred = days.expiry, days.validity.inferred
    if expiry is not None and (expiry.trial or (inferred and not _written_out(expiry))):
        yield "valid_until"


def _written_out(expiry: Expiry | None) -> bool:
    """Whether its last day follows from no other day of the document."""
    return expiry is not None and (expiry.day is not None or expiry.counted_from is not None)


def _repeals(text: TextCase) -> Iterator[Repealing]:
    """Clauses and their records stand in the same order."""
    records = (r for r in text.case.records if r.step == REPEAL_CLAUSE)
    for repeal, record in zip(text.statements.repeals, records, strict=True):
        for target in repeal.targets:
            number = target.source.number
            named = str(number) if number is not None else None
            yield Repealing(target.source.title, named, quote_of(record))


def _clause(text: TextCase, words: str) -> Quote | None:
    """The clause on its term with these words, as its record has it."""
    found = [r for r in text.case.records if r.step == EXPIRY_CLAUSE]
    record = next((r for r in found if words in str(r.fields.get("文"))), found[0] if found else None)
    return quote_of(record) if record is not None else None


def quote_of(record: Record) -> Quote:
    """The words of a unit of a text; of a citation the sentence that it stands in."""
    fields = record.fields
    words = fields.get("所在句") if record.step == CITATION else None
    return Quote(str(fields.get("位置", "")), str(words or fields.get("文", "")), record.span)


def case_seen(case: Case, on: date) -> CaseSeen:
    """As far as it has happened by `on`."""
    done = [r for r in case.records if r.start <= on]
    published = min((r.start for r in done if r.step == PUBLICATION), default=None)
    numbers = [r.fields.get(NUMBER) for r in done if r.step == REGISTRATION]
    outcomes = [r.fields.get(OUTCOME) for r in sorted(done, key=lambda r: r.start) if r.step == CLEANUP]
    effective, until = case.facts.get(EFFECTIVE), case.facts.get(VALID_UNTIL)
    return CaseSeen(
        case.name,
        next((n for n in numbers if isinstance(n, str)), None),
        case.authority.name,
        published,
        effective if isinstance(effective, date) else None,
        until if isinstance(until, date) else None,
        tuple(sorted(r.start for r in done if r.step == FILING)),
        next((o for o in reversed(outcomes) if isinstance(o, str)), None),
        not done,
    )


def judged(verdict: Verdict) -> Judged:
    """What is kept of a verdict."""
    return Judged(
        tuple(f for f in verdict.findings if f.state in _TOLD or f.suspected is not None),
        tuple(f for f in verdict.findings if on_filing(f.rule) and f.state is not State.NOT_APPLICABLE),
        verdict.packs,
        verdict.assumptions,
        _outside(verdict),
        verdict.not_judged,
    )


def _outside(verdict: Verdict) -> Finding | None:
    """That a scope rule takes it out of every pack that binds it."""
    out = [f for f in verdict.findings if f.outside and f.activation is None]
    return out[0] if out and len(out) == len(verdict.findings) else None


def on_filing(rule: Rule) -> bool:
    """Whether it asks that a document be filed after it was published."""
    return rule.step == PUBLICATION and any(
        FILING in sought(reading.req) for version in rule.versions for reading in version.readings
    )
