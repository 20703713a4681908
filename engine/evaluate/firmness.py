"""A verdict limited to findings of a certain strength (docs/semantics.md §3): the others are counted, not shown."""

from __future__ import annotations

from collections import Counter

from guiju.engine.diagnostics.text import Text, join
from guiju.engine.diagnostics.words import word
from guiju.engine.evaluate.finding import Assumption, Verdict
from guiju.engine.semantics.program import Strength
from msgspec.structs import replace

FIRMEST_FIRST: tuple[Strength, ...] = ("explicit", "by_reference", "inferred", "unsure")


def at_least(verdict: Verdict, strength: Strength) -> Verdict:
    """The verdict with the findings that are as firm as `strength` or firmer; what was left out is said aloud."""
    kept = FIRMEST_FIRST[: FIRMEST_FIRST.index(strength) + 1]
    left = Counter(f.strength for f in verdict.findings if f.strength not in kept)
    if not left:
        return verdict
    counted = join(
        [Text(f"{word('strength', s).zh} {n} 项", f"{n} {word('strength', s).en}") for s, n in left.items()]
    )
    note = Assumption(
        Text(f"按强度限制,没有列出:{counted.zh}", f"left out by the limit on strength: {counted.en}")
    )
    findings = tuple(f for f in verdict.findings if f.strength in kept)
    return replace(verdict, findings=findings, assumptions=(*verdict.assumptions, note))
