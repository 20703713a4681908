"""What is wrong with a list of documents itself: one that stands in it twice, with two results, a number it speaks of and
does not have, an amendment without a day, texts and rows without one another."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from guiju.engine.diagnostics.text import Text, join
from guiju.engine.document.numbers import document_numbers
from guiju.engine.norms.titles import number_key, title_key
from guiju.engine.portfolio.model import Entry, Remark

_NAMES_SHOWN = 20


def list_remarks(
    entries: Sequence[Entry], not_listed: Sequence[str], misplaced: Collection[int] = ()
) -> tuple[Remark, ...]:
    """`entries` are completed from case and text; `not_listed` are texts beside a ledger that it does not name,
    `misplaced` the rows that name a file where none may lie."""
    return (
        *_twice(entries),
        *_two_results(entries),
        *_same_title(entries),
        *_named(entries),
        *_without_day(entries),
        *_without_file([e for e in entries if e.row not in misplaced]),
        *_unlisted(not_listed),
    )


def _twice(entries: Sequence[Entry]) -> Iterator[Remark]:
    for same in _alike(entries, _number):
        rows, number = tuple(e.row for e in same), same[0].number
        yield Remark(
            "duplicate",
            Text(f"{number} 列了 {len(rows)} 次", f"{number} stands here {len(rows)} times"),
            rows,
        )


def _two_results(entries: Sequence[Entry]) -> Iterator[Remark]:
    for same in _alike(entries, _number):
        if len({e.stated for e in same if e.stated is not None}) > 1:
            number = same[0].number
            yield Remark(
                "two results",
                Text(f"{number} 写了不止一种清理意见", f"{number} is given more than one result"),
                tuple(e.row for e in same),
            )


def _same_title(entries: Sequence[Entry]) -> Iterator[Remark]:
    for same in _alike(entries, lambda e: title_key(e.title) or None):
        if len({_number(e) for e in same}) > 1 or _number(same[0]) is None:
            yield Remark(
                "same title",
                Text(
                    f"《{same[0].title}》有 {len(same)} 件:后一件是否代替了前一件?",
                    f"《{same[0].title}》 stands here {len(same)} times: does a later one replace an earlier one?",
                ),
                tuple(e.row for e in same),
            )


def _named(entries: Sequence[Entry]) -> Iterator[Remark]:
    """Numbers of the series of this list that its reasons and notes speak of."""
    listed = {key for key in map(_number, entries) if key is not None}
    series = {number.code for e in entries for number in document_numbers(e.number or "")}
    for entry in entries:
        told = " ".join(text for text in (entry.stated_why, entry.note) if text)
        for number in _numbers_in(told, series):
            if number not in listed:
                yield Remark(
                    "named",
                    Text(f"提到 {number},清单里没有这一件", f"{number} is spoken of, and not in the list"),
                    (entry.row,),
                )


def _without_day(entries: Sequence[Entry]) -> Iterator[Remark]:
    rows = tuple(e.row for e in entries if e.stated == "amend" and not e.amend_by)
    if rows:
        yield Remark(
            "no deadline",
            Text("拟修改的没有写完成时限", "to be amended, and no day is set by which"),
            rows,
        )


def _without_file(entries: Sequence[Entry]) -> Iterator[Remark]:
    rows = tuple(e.row for e in entries if e.cell is not None and e.text is None)
    if rows:
        yield Remark("no file", Text("台账里没有写文本文件", "the ledger names no file of the text"), rows)


def _unlisted(names: Sequence[str]) -> Iterator[Remark]:
    if names:
        shown = join([Text(n, n) for n in names[:_NAMES_SHOWN]])
        more = len(names) - _NAMES_SHOWN
        tail = Text(f"等 {len(names)} 个", f" and {more} more") if more > 0 else Text("", "")
        yield Remark(
            "not listed",
            Text("台账没有列的文件:", "documents that the ledger does not list: ") + shown + tail,
        )


def _numbers_in(text: str, series: Collection[str]) -> Iterator[str]:
    """The numbers in a text whose issuer's code is one of `series`, as they are compared."""
    codes = "|".join(re.escape(code) for code in sorted(series))
    if codes and text:
        pattern = rf"(?:{codes})[〔\[【(（]\d{{4}}[〕\]】)）]第?\d{{1,6}}号?"
        yield from dict.fromkeys(number_key(found) for found in re.findall(pattern, text))


def _alike(entries: Sequence[Entry], key: Callable[[Entry], str | None]) -> Iterator[list[Entry]]:
    """Those that have the same key, where there are several."""
    by_key: dict[str, list[Entry]] = {}
    for entry in entries:
        if (found := key(entry)) is not None:
            by_key.setdefault(found, []).append(entry)
    return (same for same in by_key.values() if len(same) > 1)


def _number(entry: Entry) -> str | None:
    return number_key(entry.number) if entry.number else None
