"""What the ledger, the case and the text each state of one document, which of them rules, and where they do not agree.

The text rules on its number, the day it was made and its days of effect and validity; the case on publication and filing,
which come after it. A day of the text that is only inferred comes last; the last day of validity alone is then compared
with what others state, since whether the document is in force hangs on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import get_args

from guiju.engine.document.validity import last_day_of_term
from guiju.engine.norms.titles import number_key
from guiju.engine.portfolio.model import UNLIMITED, Difference, Entry, From, Stated, What
from guiju.engine.portfolio.seen import CaseSeen, Looked, TextSeen
from msgspec.structs import replace

Known = Mapping[What, tuple[Stated, ...]]
"""By what: those who state it, the one that rules first."""


def known(looked: Looked) -> Known:
    inferred = _inferred(looked)
    found: dict[What, list[Stated]] = {what: [] for what in get_args(What)}
    for what, source, value in (*_of_text(looked), *_of_case(looked.case), *_of_ledger(looked.entry)):
        if value is not None:
            found[what].append(Stated(source, value, source == "text" and what in inferred))
    for what in ("published", "filed"):
        found[what].sort(key=lambda each: each.source != "case")
    for stated in found.values():
        stated.sort(key=lambda each: each.inferred)
    found["valid_until"].extend(_end_of_term(looked.entry, found))
    found["valid_until"].sort(key=lambda each: each.inferred)
    return {what: tuple(each) for what, each in found.items() if each}


def day(known_: Known, what: What) -> date | None:
    """The day that rules."""
    return next((s.value for s in known_.get(what, ()) if isinstance(s.value, date)), None)


def differences(looked: Looked, known_: Known) -> tuple[Difference, ...]:
    """What sources state differently."""
    out = []
    for what, each in known_.items():
        compared = tuple(s for s in each if what == "valid_until" or not s.inferred)
        if len({_compared(s.value) for s in compared}) > 1 and not _one_of_several(looked, what):
            out.append(Difference(what, compared))
    return tuple(out)


def completed(looked: Looked, known_: Known) -> Entry:
    """The row, with what it leaves open from the case and the text."""
    entry, text, case = looked.entry, looked.text, looked.case
    issuers = text.issuers if text is not None else ()
    bases = text.bases if text is not None else ()
    number = next((str(s.value) for s in known_.get("number", ())), None)
    titles = (r.fields.get("题名") or r.fields.get("文号") for r in bases)
    return replace(
        entry,
        title=entry.title or (text and text.title) or (case and case.name) or _file(entry),
        number=entry.number or number,
        register=entry.register or (text.register if text is not None else None),
        issuer=entry.issuer or "、".join(issuers) or (case.issuer if case is not None else None),
        made=entry.made or day(known_, "made"),
        published=entry.published or day(known_, "published"),
        effective=entry.effective or day(known_, "effective"),
        valid_until=entry.valid_until or day(known_, "valid_until"),
        filed=entry.filed or day(known_, "filed"),
        basis=entry.basis or tuple(dict.fromkeys(str(t) for t in titles if t)),
    )


def _inferred(looked: Looked) -> frozenset[What]:
    return looked.text.inferred if looked.text is not None else frozenset()


def _file(entry: Entry) -> str:
    """What stands for a title that cannot be read: the file with its ending, as 通告.doc and 通告.docx are two."""
    return entry.text or entry.case or ""


def _of_text(looked: Looked) -> Iterator[tuple[What, From, date | str | None]]:
    text = looked.text
    if text is None:
        return
    yield "number", "text", text.number
    yield "made", "text", text.made
    yield "published", "text", _own_publication(looked, text)
    yield "effective", "text", text.effective
    yield "valid_until", "text", text.term.last


def _own_publication(looked: Looked, text: TextSeen) -> date | None:
    """That of its head; where its head has none, it was told the one of the case or the ledger."""
    told = looked.case.published if looked.case is not None else None
    return text.published if text.published not in (told, looked.entry.published) else None


def _of_case(case: CaseSeen | None) -> Iterator[tuple[What, From, date | str | None]]:
    if case is None:
        return
    yield "number", "case", case.number
    yield "published", "case", case.published
    yield "effective", "case", case.effective
    yield "valid_until", "case", case.valid_until
    yield "filed", "case", next(iter(case.filed), None)


def _of_ledger(entry: Entry) -> Iterator[tuple[What, From, date | str | None]]:
    yield "number", "ledger", entry.number
    yield "made", "ledger", entry.made
    yield "published", "ledger", entry.published
    yield "effective", "ledger", entry.effective
    yield "valid_until", "ledger", UNLIMITED if entry.unlimited else entry.valid_until
    yield "filed", "ledger", entry.filed


def _end_of_term(entry: Entry, found: Mapping[What, list[Stated]]) -> Iterator[Stated]:
    """The last day by a term of the ledger that has no day in force beside it: counted from that of the text or the case,
    else from the day that stands nearest to it."""
    if entry.term is None:
        return
    starts: tuple[What, ...] = ("effective", "published", "made")
    for what in starts:
        for stated in found[what][:1]:
            assert isinstance(stated.value, date)  # these are days
            last = last_day_of_term(stated.value, entry.term)
            if last is not None:
                yield Stated("ledger", last, stated.inferred or what != "effective")
            return


def _compared(value: date | str) -> date | str:
    return number_key(value) if isinstance(value, str) else value


def _one_of_several(looked: Looked, what: What) -> bool:
    """Filed with several bodies: the ledger has the day of one of them."""
    return what == "filed" and looked.case is not None and looked.entry.filed in looked.case.filed
