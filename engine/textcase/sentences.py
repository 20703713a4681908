"""A line of running text, cut into its sentences."""

from __future__ import annotations

from collections.abc import Iterator

_ENDS = frozenset("。！？")
_CLOSING = frozenset('”’"）》」')
_OPENS, _CLOSES = frozenset("（《"), frozenset("）》")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence, ends of quotations with it. A full stop inside brackets ends none; a bracket that
    is never closed counts as none. Clauses that only 。 parts from others are one: 处罚 and the law that it names."""
    inside = _in_brackets(text)
    start = at = 0
    while at < len(text):
        at += 1
        if text[at - 1] not in _ENDS or at - 1 in inside:
            continue
        while at < len(text) and text[at] in _CLOSING and at not in inside:
            at += 1
        yield start, at
        start = at
    if start < len(text):
        yield start, len(text)


def _in_brackets(text: str) -> frozenset[int]:
    """The places of sentence ends inside brackets that are closed."""
    opened: list[int] = []
    ends: list[int] = []
    hidden: set[int] = set()
    for at, char in enumerate(text):
        if char in _OPENS:
            opened.append(at)
        elif char in _CLOSES and opened:
            since = opened.pop()
            while ends and ends[-1] > since:
                hidden.add(ends.pop())
        elif char in _ENDS:
            ends.append(at)
    return frozenset(hidden)
