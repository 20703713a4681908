"""The ids of what stands on the pages, so that anything (a report, too) can link to a rule.

They are made of the English names: short enough for the named places of a printed PDF. Where two things of a kind
share an English name, all but the first go by their Chinese one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Literal

from guiju.engine.semantics.program import Program
from guiju.engine.semantics.vocabulary import Name

Kind = Literal["rule", "other", "step", "fact", "example"]
Anchors = dict[tuple[Kind, str], str]


def anchors_of(program: Program) -> Anchors:
    """The id of each rule, of each exception, counts-as or scope rule (`other`), step and fact, by its canonical name,
    and of each example by its name."""
    others = (
        *((e.id, e.name) for e in program.exceptions),
        *((c.id, c.name) for c in program.counts),
        *((s.id, s.name) for s in program.scopes),
    )
    examples = {e.name: f"example-{number}" for number, e in enumerate(program.examples, 1)}
    return {
        **_named("rule", ((r.id, r.name) for r in program.rules)),
        **_named("other", others),
        **_named("step", ((zh, s.name) for zh, s in program.vocabulary.steps.items())),
        **_named("fact", ((zh, f.name) for zh, f in program.vocabulary.facts.items())),
        **{("example", name): anchor for name, anchor in examples.items()},
    }


def _named(kind: Kind, items: Iterable[tuple[str, Name]]) -> Anchors:
    taken: set[str] = set()
    out: Anchors = {}
    for key, name in items:
        word = next(w for w in _words(name.en, key) if w not in taken)
        taken.add(word)
        out[kind, key] = f"{kind}-{word}"
    return out


def _words(*names: str) -> Iterator[str]:
    """The names with nothing in them but letters, digits and _; then the last of them, numbered."""
    plain = [re.sub(r"\W", "-", name) for name in names]
    yield from plain
    yield from (f"{plain[-1]}-{n}" for n in count(2))
