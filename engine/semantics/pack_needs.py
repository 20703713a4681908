"""Which packs cannot be read without which others: by what their headers name, by procedures, and by the words of
others that they use.

In: the trees of packs, and what compiling them came to. Out: for each pack, sets of packs of which one has to be there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from guiju.engine.diagnostics.model import Span
from guiju.engine.syntax import tree as t

if TYPE_CHECKING:
    from guiju.engine.semantics.compile import Compiled

Needs = dict[str, set[frozenset[str]]]

_SPACES = {
    "norm": "norm", "procedure": "procedure", "fact": "fact", "define": "definition", "param": "parameter",
    "wording": "wording", "rule": "rule", "exception": "rule", "counts": "rule", "scope": "rule",
}  # fmt: skip
"""Kinds of declarations with the kind of the words that refer to them."""
_OF_ANOTHER = ("value", "word")
"""Words that belong to a fact or field, which is referred to as well, or to the language."""


class Headed:
    """The files of some packs: which pack a place belongs to, and which word is declared there."""

    def __init__(self, files: Sequence[t.PackFile]) -> None:
        self.files = files
        self._heads: dict[str, list[tuple[int, str]]] = {}
        for file in files:
            heads = [d for d in file.decls if d.kind == "pack" and d.name is not None]
            self._heads[file.name] = [(d.span.line, d.name.word.text) for d in heads if d.name is not None]
        self.packs = {pack for heads in self._heads.values() for _, pack in heads}

    def pack_at(self, span: Span) -> str | None:
        """The pack whose header stands last before a place; None outside of the files."""
        before = [pack for line, pack in self._heads.get(span.file, ()) if line <= span.line]
        return before[-1] if before else None

    def declarations(self) -> Iterator[tuple[str, t.Decl]]:
        """Each declaration with its pack."""
        for file in self.files:
            for decl in file.decls:
                pack = self.pack_at(decl.span)
                if pack is not None:
                    yield pack, decl

    def word_at(self, span: Span) -> t.Word | None:
        """The name of the step or the declaration at a place."""
        for file in self.files:
            if file.name == span.file:
                for node in _named(file):
                    if _covers(node.span, span):
                        return node.name.word if node.name is not None else None
        return None


def _named(file: t.PackFile) -> Iterator[t.StepNode | t.Decl]:
    """Steps before the procedures that they stand in."""
    for decl in file.decls:
        if decl.kind == "procedure":
            yield from (node for node in decl.clauses if isinstance(node, t.StepNode))
        yield decl


def _covers(outer: Span, inner: Span) -> bool:
    begins = (outer.line, outer.column) <= (inner.line, inner.column)
    return begins and (inner.end_line, inner.end_column) <= (outer.end_line, outer.end_column)


def declared_words(file: t.PackFile) -> Iterator[tuple[str, t.Word]]:
    """Every spelling that a file declares, with the kind of words that refer to it."""
    for node in _named(file):
        space = "step" if isinstance(node, t.StepNode) else _SPACES.get(node.kind)
        if space is not None and node.name is not None:
            yield from ((space, word) for word in (node.name.word, *node.name.aliases))


def needs_of(shipped: Headed, further: Headed, compiled: Compiled) -> Needs:
    """What each pack needs. A further pack needs as well every shipped one that judges cases of its own procedures."""
    needs: Needs = defaultdict(set)
    for files in (shipped, further):
        for pack, decl in files.declarations():
            for clause in decl.clauses if decl.kind == "pack" else ():
                if clause.role in ("over", "by_reference"):
                    needs[pack].add(frozenset({clause.args[0].text}))
    _by_procedures(needs, shipped, further, compiled)
    _by_words(needs, shipped, further, compiled)
    return needs


def _by_procedures(needs: Needs, shipped: Headed, further: Headed, compiled: Compiled) -> None:
    procedures, packs = compiled.program.procedures, compiled.program.packs
    judged: dict[str, set[str]] = {id_: set(pack.procedures) for id_, pack in packs.items()}
    for files in (shipped, further):
        for pack, decl in files.declarations():
            if decl.kind == "procedure" and decl.name is not None:
                found = procedures.get(decl.name.word.text)
                judged.setdefault(pack, set()).add(found.name.zh if found else decl.name.word.text)
    for pack in shipped.packs:
        owners = {procedures[p].pack for p in judged.get(pack, ()) if p in procedures}
        needs[pack] |= {frozenset({owner}) for owner in owners & shipped.packs - {pack}}
    for pack in further.packs:
        shared = (other for other in shipped.packs if judged.get(pack, set()) & judged.get(other, set()))
        needs[pack] |= {frozenset({other}) for other in shared if other != pack}


def _by_words(needs: Needs, shipped: Headed, further: Headed, compiled: Compiled) -> None:
    own: dict[str, set[tuple[str, str]]] = defaultdict(set)
    norms: dict[str, set[str]] = defaultdict(set)
    examples: set[tuple[str, int]] = set()
    for files in (shipped, further):
        for file in files.files:
            for kind, word in declared_words(file):
                pack = files.pack_at(word.span) or ""
                own[pack].add((kind, word.text))
                if kind == "norm":
                    norms[word.text].add(pack)
    for _, decl in shipped.declarations():
        if decl.kind == "example":
            examples |= {(decl.span.file, line) for line in range(decl.span.line, decl.span.end_line + 1)}
    for r in compiled.references:
        user = shipped.pack_at(r.span) or further.pack_at(r.span)
        if user is None or r.kind in _OF_ANOTHER or (r.span.file, r.span.line) in examples:
            continue
        if ("step", r.owner) in own[user] or any((r.kind, s) in own[user] for s in r.name.spellings):
            continue
        if r.kind == "norm":
            needs[user].add(frozenset(norms[r.name.zh]))
        elif r.declared is not None:
            owner = shipped.pack_at(r.declared) or further.pack_at(r.declared)
            if owner is not None and owner != user:
                needs[user].add(frozenset({owner}))
