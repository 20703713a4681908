"""Documents of the portfolio that a later notice of it makes last longer (关于延长《…》有效期的通知).

A notice that came before the last day leaves open until when: that is a question. One that came after it does not revive
the document (validity.lapsed_days).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from guiju.engine.diagnostics.text import Text
from guiju.engine.document.validity import lapsed_days
from guiju.engine.norms.titles import read_title, title_key
from guiju.engine.portfolio.model import Entry, Reason
from msgspec.structs import replace

_NAMED = re.compile("《(.+)》|〈(.+)〉")


def renewals(entries: Sequence[Entry], words: Sequence[str]) -> Mapping[int, Entry]:
    """By row: the notice that renews it, the last one of several."""
    found: dict[int, Entry] = {}
    for notice in sorted(entries, key=lambda e: (e.made is not None, e.made)):
        keys = set(_renewed(notice.title, words))
        for entry in entries if keys else ():
            if entry.row != notice.row and title_key(entry.title) in keys:
                found[entry.row] = notice
    return found


def _renewed(title: str, words: Sequence[str]) -> Iterator[str]:
    named = _NAMED.search(title)
    if named is not None and any(word in title for word in words):
        yield from read_title(named[1] or named[2]).keys


def weighed(reason: Reason, entry: Entry, notice: Entry) -> Reason:
    """That a term is over, where a notice renews it."""
    told = Text(
        f"《{notice.title}》({notice.number or notice.made or ''})",
        f"《{notice.title}》 ({notice.number or notice.made or ''})",
    )
    last, made = entry.valid_until, notice.made
    gap = lapsed_days(last, made) if last is not None and made is not None else 0
    if gap:
        late = Text(
            f";{told.zh}是届满以后才发的(隔了 {gap} 日),不能使它恢复效力",
            f"; {told.en} came too late ({gap} days after) and does not revive it",
        )
        return replace(reason, message=reason.message + late)
    asked = Text(
        f"{told.zh}延长了它的有效期:延长到哪一天?", f"{told.en} renews it: which is its last day now?"
    )
    return replace(reason, firm=False, sure="low", question=asked)
