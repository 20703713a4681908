"""Documents of the portfolio that a later one of it ends (被覆盖), by their numbers or else their titles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from guiju.engine.diagnostics.text import Text
from guiju.engine.norms.titles import number_key, read_title, title_key
from guiju.engine.portfolio.model import Entry, Reason
from guiju.engine.portfolio.seen import Repealing, TextSeen
from guiju.engine.portfolio.table import SUPERSEDED
from msgspec.structs import replace

Row = tuple[Entry, TextSeen | None]
"""A row, completed from its sources, and its text."""


def superseded(rows: Sequence[Row], on: date) -> Mapping[int, tuple[Reason, ...]]:
    """By row: what ends it. Where that is not in force yet it is a question."""
    by_number, by_title = _indexed(rows)
    found: dict[int, dict[int, Reason]] = {}
    for entry, text in rows:
        for repealing in text.repeals if text is not None else ():
            for ended in _meant(repealing, by_number, by_title):
                if ended.row != entry.row and text is not None and _is_later(text, ended):
                    reasons = found.setdefault(ended.row, {})
                    reasons.setdefault(entry.row, _reason(entry, text, repealing, on))
    return {row: tuple(reasons.values()) for row, reasons in found.items()}


def _indexed(rows: Iterable[Row]) -> tuple[dict[str, list[Entry]], dict[str, list[Entry]]]:
    by_number: dict[str, list[Entry]] = {}
    by_title: dict[str, list[Entry]] = {}
    for entry, text in rows:
        if entry.number:
            by_number.setdefault(number_key(entry.number), []).append(entry)
        titles = {entry.title, *((text.title,) if text is not None and text.title else ())}
        for key in {title_key(title) for title in titles}:
            by_title.setdefault(key, []).append(entry)
    return by_number, by_title


def _meant(
    repealing: Repealing, by_number: Mapping[str, list[Entry]], by_title: Mapping[str, list[Entry]]
) -> list[Entry]:
    """The rows that the clause names. A number names a document by itself; a title does where the row or the clause has
    no number."""
    if repealing.number is not None and (numbered := by_number.get(number_key(repealing.number))):
        return numbered
    keys = read_title(repealing.title).keys if repealing.title else ()
    titled = next((by_title[key] for key in keys if key in by_title), [])
    return [entry for entry in titled if repealing.number is None or entry.number is None]


def _is_later(text: TextSeen, ended: Entry) -> bool:
    """A document ends only what was there before it."""
    made, begun = text.made or text.begins, ended.made or ended.published or ended.effective
    return made is None or begun is None or begun <= made


def _reason(entry: Entry, text: TextSeen, repealing: Repealing, on: date) -> Reason:
    number = f"({entry.number})" if entry.number else ""
    quote = replace(repealing.quote, where=f"《{entry.title}》{repealing.quote.where}")
    since = text.begins
    if since is not None and since > on:
        return Reason(
            SUPERSEDED,
            Text(
                f"《{entry.title}》{number}自 {since} 起施行,届时废止本文件",
                f"《{entry.title}》{number} ends it from {since} on",
            ),
            quote=quote,
            firm=False,
            sure="low",
            question=Text(
                f"到 {since} 再看:届时列入废止", f"To be looked at again on {since}: then it is repealed"
            ),
            whole=True,
        )
    zh, en = (f"自 {since} 起", f" from {since} on") if since is not None else ("", "")
    message = Text(f"已由《{entry.title}》{number}{zh}废止", f"《{entry.title}》{number} ended it{en}")
    return Reason(SUPERSEDED, message, quote=quote, whole=True)
