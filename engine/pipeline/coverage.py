"""The table of requirements: for each row what checks it, or why nothing can.

A row is one requirement of a norm, under the id that rules, exceptions and the rest carry as `条目`. What carries no
id is listed under its own name, so that nothing in the packs is left out of the table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from typing import Literal, get_args

from guiju.engine.diagnostics.text import Text
from guiju.engine.diagnostics.words import word
from guiju.engine.report.words.suspicion import how_grave
from guiju.engine.semantics.citation_words import depth_of
from guiju.engine.semantics.program import (
    Citation,
    CountsRule,
    ExceptionRule,
    Modality,
    Program,
    Rule,
    ScopeRule,
    SeverityLevel,
    Strength,
)
from guiju.engine.semantics.vocabulary import Name
from msgspec import Struct

Kind = Literal["rule", "exception", "counts", "scope"]


class Means(Struct, frozen=True):
    """Something in a pack that checks a requirement. Only rules have a modality, a strength and a severity."""

    kind: Kind
    name: Name
    modality: Modality | None = None
    strength: Strength | None = None
    severity: SeverityLevel | None = None


class Row(Struct, frozen=True):
    """One requirement: what checks it, and the reason given where it cannot be checked (with its kind)."""

    id: str
    pack: str
    basis: tuple[Citation, ...]
    means: tuple[Means, ...]
    reason: Text | None = None
    kind: str = ""

    @property
    def checked(self) -> bool:
        return bool(self.means)


class Coverage(Struct, frozen=True):
    """The rows, by pack in the order of the layers and within a pack by id."""

    rows: tuple[Row, ...]

    @property
    def checked(self) -> int:
        return sum(row.checked for row in self.rows)

    @property
    def rules(self) -> int:
        """The number of rules in the table, each counted once."""
        return len({m.name.zh for row in self.rows for m in row.means if m.kind == "rule"})

    def by_pack(self) -> dict[str, list[Row]]:
        out: dict[str, list[Row]] = {}
        for row in self.rows:
            out.setdefault(row.pack, []).append(row)
        return out


def coverage(program: Program) -> Coverage:
    """The table of all packs of a program."""
    means: dict[tuple[str, str], list[Means]] = {}
    basis: dict[tuple[str, str], list[Citation]] = {}
    for item in _items(program):
        key = (item.pack, item.row or item.name.zh)
        means.setdefault(key, []).append(_means(item))
        basis.setdefault(key, []).extend(item.basis)
    reasons = {(n.pack, n.row): n for n in program.not_checkable}
    for key, unchecked in reasons.items():
        basis.setdefault(key, []).extend(unchecked.basis)
    layers = {pack: place for place, pack in enumerate(_in_layers(program))}
    rows = []
    for pack, row in sorted(basis, key=lambda k: (layers.get(k[0], len(layers)), natural(k[1]))):
        key = (pack, row)
        unchecked_row = reasons.get(key)
        rows.append(
            Row(
                row,
                pack,
                _once(basis[key]),
                tuple(means.get(key, ())),
                unchecked_row.reason if unchecked_row else None,
                unchecked_row.kind if unchecked_row else "",
            )
        )
    return Coverage(tuple(rows))


def natural(row: str) -> tuple[tuple[int, str], ...]:
    """A key that sorts ids as people do: D2 before D10, D15-1a before D15-1b."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in re.findall(r"\d+|\D+", row))


def main_norm(rows: Iterable[Row]) -> str | None:
    """The norm that most rows rest on, which a table names once for all of them."""
    counted = Counter(row.basis[0].norm for row in rows if row.basis)
    return counted.most_common(1)[0][0] if counted else None


def words_of(row: Row, of_texts: bool) -> tuple[list[Text], list[Text], list[Text]]:
    """Modality, strength and severity of the rules of a row, each word once; `of_texts`: what a document says is no
    fault of procedure.
    """
    grave = {m.severity for m in row.means}
    return (
        _words("modality", get_args(Modality), {m.modality for m in row.means}),
        _words("strength", get_args(Strength), {m.strength for m in row.means}),
        [how_grave(level, of_texts) for level in get_args(SeverityLevel) if level in grave],
    )


def _words(group: str, keys: tuple[str, ...], used: Container[str | None]) -> list[Text]:
    return [word(group, key) for key in keys if key in used]


def _items(program: Program) -> Iterator[Rule | ExceptionRule | CountsRule | ScopeRule]:
    yield from program.scopes
    yield from program.rules
    yield from program.exceptions
    yield from program.counts


def _means(item: Rule | ExceptionRule | CountsRule | ScopeRule) -> Means:
    match item:
        case Rule():
            return Means("rule", item.name, item.modality, item.strength, item.severity)
        case ExceptionRule():
            return Means("exception", item.name)
        case CountsRule():
            return Means("counts", item.name)
        case ScopeRule():
            return Means("scope", item.name)


def _in_layers(program: Program) -> list[str]:
    """The packs, each after the one it stands under."""

    def depth(pack: str) -> int:
        steps, at = 0, program.packs.get(pack)
        while at is not None and at.over is not None and steps <= len(program.packs):
            steps, at = steps + 1, program.packs.get(at.over)
        return steps

    return sorted(program.packs, key=lambda pack: (depth(pack), pack))


def _once(cited: Iterable[Citation]) -> tuple[Citation, ...]:
    """Each provision once, in the order of the norms and their articles."""
    seen: dict[tuple[object, ...], Citation] = {}
    for c in cited:
        seen.setdefault((c.norm, *depth_of(c)), c)
    norms = list(dict.fromkeys(c.norm for c in seen.values()))
    return tuple(sorted(seen.values(), key=lambda c: (norms.index(c.norm), *depth_of(c))))
