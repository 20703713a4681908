"""The term of a document: is it over (期满), will it be soon, from when is it to be evaluated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from guiju.engine.calendar import Calendar, CalendarError
from guiju.engine.case.duration import Duration
from guiju.engine.diagnostics.text import Text, join
from guiju.engine.diagnostics.words import quantity
from guiju.engine.portfolio.model import Reason, Stated
from guiju.engine.portfolio.seen import Looked, TextSeen
from guiju.engine.portfolio.sources import Known
from guiju.engine.portfolio.table import EXPIRED


def expired(looked: Looked, known: Known, on: date) -> Iterator[Reason]:
    """That its term is over on `on`; firm where no source says otherwise and the day is not only inferred. The day shown
    is that of the source which rules; a sum and words of the text that lead to another day are told as such."""
    stated = known.get("valid_until", ())
    over = [s for s in stated if isinstance(s.value, date) and s.value < on]
    if not over:
        return
    by_text = next((s for s in over if s.source == "text"), None)
    text = looked.text if by_text is not None else None
    last = over[0].value
    days = (on - last).days if isinstance(last, date) else 0
    message = Text(
        f"有效期至 {last} 届满,到 {on} 已过 {days} 日",
        f"valid until {last}; {days} day{'' if days == 1 else 's'} over on {on}",
    )
    message += _by_ledger(looked, over[0])
    message += (
        _otherwise(by_text, text) if by_text is not None and by_text.value != last else _worked_out(text)
    )
    if len(over) < len(stated):
        message += Text(";各处写的不一致", "; the sources do not agree")
        question = Text(
            "有效期到底到哪一天?以公布的正式文本为准核对",
            "Which is the last day of its validity? Compare with the text as published",
        )
    elif over[0].inferred:
        question = Text(
            "有效期是推定的:按公布日期和原文核对最后一日",
            "The term is inferred: compare its last day with the day of publication and the text",
        )
    else:
        yield Reason(EXPIRED, message, quote=text.term_quote if text else None, whole=True)
        return
    yield Reason(
        EXPIRED,
        message,
        quote=text.term_quote if text else None,
        firm=False,
        sure="medium",
        question=question,
        whole=True,
    )


def ends_within(last: date | None, on: date, length: Duration) -> bool:
    """Whether the last day lies ahead, by no more than `length`."""
    if last is None or last < on:
        return False
    try:
        return last <= Calendar().add(on, length.n, length.unit).result
    except CalendarError:
        return False


def evaluated_from(last: date | None, on: date, length: Duration) -> date | None:
    """The day from which it is to be evaluated: so long before its last day; None where that is not known or is past."""
    if last is None or last < on:
        return None
    try:
        return Calendar().back(last, length.n, length.unit).result
    except CalendarError:
        return None


def open_end(text: TextSeen) -> Iterator[Reason]:
    """That a text has a clause on its term and its last day still cannot be told."""
    if text.term_quote is None or text.term.last is not None:
        return
    why = join(text.term.missing, ";", "; ")
    yield Reason(
        EXPIRED,
        Text(f"有效期到哪一天算不出来:{why.zh}", f"the last day of its validity cannot be told: {why.en}"),
        quote=text.term_quote,
        firm=False,
        sure="low",
        question=Text("有效期到哪一天?是否已经届满?", "Which is the last day of its validity? Is it over?"),
        whole=True,
    )


def _otherwise(by_text: Stated, text: TextSeen | None) -> Text:
    """That the text leads to another day, which is over too."""
    sum_ = _worked_out(text)
    return Text(
        f";按正文{'推定' if by_text.inferred else ''}到 {by_text.value}{sum_.zh},也已届满",
        f"; by the text{', as far as it can be inferred,' if by_text.inferred else ''} until {by_text.value}{sum_.en}, "
        f"which is over too",
    )


def _by_ledger(looked: Looked, ruling: Stated) -> Text:
    """That the day follows from a term of the ledger."""
    term = looked.entry.term
    if term is None or ruling.source != "ledger":
        return Text("", "")
    length = quantity(term.n, term.unit)
    return Text(f"(台账写有效期{length.zh})", f" (the ledger states a term of {length.en})")


def _worked_out(text: TextSeen | None) -> Text:
    if text is None or not text.term.steps:
        return Text("", "")
    told = join(text.term.steps, ";", "; ")
    return Text(f"({told.zh})", f" ({told.en})")
