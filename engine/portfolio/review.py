"""All documents of a review weighed: what was read and judged of each, put together to results, and to what is to be said
of the whole.

In: `Looked` for each document, the decision table, the day. Out: `Review`. Rows stand in the order given; what is said of
one hangs on another only where that ends it, or stands in the list as the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.diagnostics.text import Text, join
from guiju.engine.portfolio.bases import bases_gone, gone_norms, resorted
from guiju.engine.portfolio.causes import found, not_normative, unanswered, waived
from guiju.engine.portfolio.decide import Decided, decide
from guiju.engine.portfolio.filing import filing, told_once
from guiju.engine.portfolio.list_checks import list_remarks
from guiju.engine.portfolio.main_content import main_content
from guiju.engine.portfolio.model import Entry, Reason, Review, Reviewed
from guiju.engine.portfolio.renewed import renewals, weighed
from guiju.engine.portfolio.seen import CITATION, Looked
from guiju.engine.portfolio.sources import Known, completed, day, differences, known
from guiju.engine.portfolio.superseded import superseded
from guiju.engine.portfolio.table import EXPIRED, MISSING, Table
from guiju.engine.portfolio.term import ends_within, evaluated_from, expired, open_end
from guiju.engine.portfolio.time_over import done_with, time_over
from guiju.engine.semantics.program import Pack, Program
from msgspec import Struct
from msgspec.structs import replace

_OUTSIDE = ("X018", "V003")
"""That a path, or a link, leads out of the folder of the ledger."""


class Listing(Struct, frozen=True):
    """The list that is reviewed: what it is called, the texts beside a ledger that it does not name, the files that are
    of no use here, those of them that this program wrote, and what is wrong with the list as a file."""

    name: str = ""
    not_listed: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    own: tuple[str, ...] = ()


def reviewed(program: Program, table: Table, listing: Listing, looked: Sequence[Looked], on: date) -> Review:
    sources = [known(each) for each in looked]
    entries = [completed(each, source) for each, source in zip(looked, sources, strict=True)]
    ended = superseded([(e, each.text) for e, each in zip(entries, looked, strict=True)], on)
    renewed = renewals(entries, table.renewing)
    rows = tuple(
        _row(
            table,
            each,
            source,
            entry,
            (*_over(each, source, entry, renewed, on), *ended.get(entry.row, ())),
            on,
        )
        for each, source, entry in zip(looked, sources, entries, strict=True)
    )
    return Review(
        on,
        program,
        table,
        rows,
        listing.name,
        list_remarks(entries, listing.not_listed, _misplaced(looked)),
        gone_norms(looked),
        listing.unused,
        _packs(looked),
        listing.problems,
        listing.own,
    )


def _row(
    table: Table, looked: Looked, source: Known, entry: Entry, ended: Sequence[Reason], on: date
) -> Reviewed:
    reasons = _without_repetition([*ended, *_causes(table, looked, entry, on)])
    unsigned = looked.text is not None and not looked.text.issuers and entry.issuer is None
    judged = (looked.of_text, looked.of_case)
    gone = {pack.id: pack for j in judged if j is not None for pack in j.not_judged}
    decided = decide(table, reasons, readable=looked.text is not None and not gone, whole=not unsigned)
    last = day(source, "valid_until")
    problems = tuple(d for d in looked.problems if d.severity == "error")
    return Reviewed(
        entry,
        decided.proposal,
        decided.to_verify,
        decided.reasons,
        decided.faults,
        (
            *_missing(looked),
            *_left_out(tuple(gone.values())),
            *_unread(table, looked),
            *(_unsigned() if unsigned else ()),
            *decided.questions,
        ),
        differences(looked, source),
        _otherwise(table, looked, entry, decided, reasons),
        filing(looked, on),
        last,
        ends_within(last, on, table.expires_within),
        evaluated_from(last, on, table.evaluate_before),
        looked.of_text is not None,
        looked.of_case is not None,
        tuple(dict.fromkeys(a for j in judged if j is not None for a in j.assumptions)),
        tuple(f for j in judged if j is not None for f in waived(j)),
        problems,
        tuple(
            d
            for d in (*looked.problems, *looked.warnings)
            if d.severity != "error" and d.code not in table.unread
        ),
    )


def _over(
    looked: Looked, source: Known, entry: Entry, renewed: Mapping[int, Entry], on: date
) -> Iterator[Reason]:
    """That its term is over, and what became of that."""
    notice = renewed.get(entry.row)
    for reason in expired(looked, source, on):
        yield weighed(reason, entry, notice) if notice is not None else reason


def _causes(table: Table, looked: Looked, entry: Entry, on: date) -> Iterator[Reason]:
    """What the ledger states, what became of the bases, what rules found in the text and in the procedure."""
    told = "。".join(text for text in (entry.stated_why, entry.note) if text)
    for cause in table.causes_stated(told):
        name = table.cause(cause)
        message = Text(f"台账写明:{told}", f"the ledger states ({name.en}): {told}")
        yield Reason(cause, message, whole=True)
    text = looked.text
    if text is not None:
        yield from open_end(text)
        yield from time_over(text, on)
        yield from done_with(text)
        yield from bases_gone(text, _citations_judged(looked))
    if looked.of_text is not None and looked.of_text.outside is not None:
        yield not_normative(looked.of_text.outside)
    if looked.of_text is not None and text is not None:
        in_text = [resorted(reason, text) for reason in found(looked.of_text, table.unsorted.text)]
        yield from main_content(table, text.substance, in_text)
        yield from in_text
        yield from unanswered(looked.of_text)
    if looked.of_case is not None:
        yield from told_once(found(looked.of_case, table.unsorted.procedure))
        yield from unanswered(looked.of_case)


def _citations_judged(looked: Looked) -> frozenset[int]:
    """The citations of which a rule has found something."""
    findings = looked.of_text.findings if looked.of_text is not None else ()
    records = (f.activation for f in findings)
    return frozenset(r.index for r in records if r is not None and r.step == CITATION)


def _without_repetition(reasons: Sequence[Reason]) -> list[Reason]:
    """That the term is over is said once; what a rule found of it gives its articles to what is known of all sources."""
    by_rule = [r for r in reasons if r.cause == EXPIRED and r.finding is not None and r.firm]
    known_ = [r for r in reasons if r.cause == EXPIRED and r.finding is None]
    if not by_rule or not known_:
        return list(reasons)
    rule = by_rule[0]
    merged = replace(known_[0], basis=rule.basis, finding=rule.finding, cure=rule.cure)
    others = [r for r in reasons if r not in by_rule and r is not known_[0]]
    return [merged, *others]


def _missing(looked: Looked) -> Iterator[Reason]:
    """That there is no text, or that a case has nothing to judge."""
    if looked.missing is not None:
        yield Reason(
            MISSING,
            looked.missing,
            firm=False,
            question=Text("补上文本再看", "To be looked at once its text is there"),
        )
    if looked.case is not None and looked.case.empty:
        yield Reason(
            MISSING,
            Text("案卷没有记录任何步骤", "the case records no step"),
            firm=False,
            question=Text("补记制定和备案的步骤", "Record how it was made and filed"),
        )


def _left_out(packs: Sequence[Pack]) -> Iterator[Reason]:
    """That packs which bind it were left out of the run."""
    if packs:
        titles = join([Text(f"“{p.title.zh}”", f"'{p.title.en}'") for p in packs])
        yield Reason(
            MISSING,
            Text(
                f"适用的规则包这次没有用:{titles.zh}",
                f"packs that apply were left out of this run: {titles.en}",
            ),
            firm=False,
            question=Text("用上这些规则包再看一遍", "To be looked at again with these packs"),
        )


def _unsigned() -> Iterator[Reason]:
    """That nobody is named who made it: a copy may lack the signature that the document has."""
    yield Reason(
        MISSING,
        Text("没有写制定机关", "no organ is named that made it"),
        firm=False,
        question=Text(
            "抄件没有署名,还是原件就没有?补上后再判断",
            "Does the copy lack the signature, or the document itself? To be judged once that is known",
        ),
    )


def _unread(table: Table, looked: Looked) -> Iterator[Reason]:
    """That part of the text may not have been read."""
    for warning in looked.warnings:
        if warning.code in table.unread:
            yield Reason(
                MISSING,
                warning.message,
                firm=False,
                question=Text("打开原件,核对这一部分", "Look at this part in the file itself"),
            )


def _otherwise(
    table: Table, looked: Looked, entry: Entry, decided: Decided, reasons: Sequence[Reason]
) -> Text | None:
    """That the result which somebody has written down is another one than that proposed here."""
    in_case = looked.case.outcome if looked.case is not None else None
    stated = entry.stated or (table.result_of(in_case) if in_case else None)
    if stated is None or decided.proposal in (stated, "ask"):
        return None
    said, proposed = table.results[stated], table.results[decided.proposal]
    if stated == "repeal" and any(r.cause == EXPIRED and r.firm for r in reasons):
        return Text(
            f"清理意见写的是{said.zh};有效期已经届满的,应当{proposed.zh}",
            f"the result stated is “{said.en}”; a document whose term is over is to be declared lapsed",
        )
    return Text(
        f"清理意见写的是{said.zh},这里建议{proposed.zh}",
        f"the result stated is “{said.en}”, here “{proposed.en}” is proposed",
    )


def _misplaced(looked: Sequence[Looked]) -> frozenset[int]:
    """The rows of a ledger that name a file outside its folder."""
    return frozenset(each.entry.row for each in looked if any(p.code in _OUTSIDE for p in each.problems))


def _packs(looked: Sequence[Looked]) -> tuple[Pack, ...]:
    judged = (j for each in looked for j in (each.of_text, each.of_case) if j is not None)
    found_ = {pack.id: pack for j in judged for pack in j.packs}
    return tuple(found_[key] for key in sorted(found_))
