"""Citations resolved and checked against the index of norms; what is cited must exist."""

from __future__ import annotations

from guiju.engine.diagnostics.text import Text
from guiju.engine.norms.norm_index import NormIndex
from guiju.engine.semantics.citation_words import place_in_norm
from guiju.engine.semantics.clauses import Clauses
from guiju.engine.semantics.names import LAYERS, Table, as_text, choose, procedures_named
from guiju.engine.semantics.program import Citation
from guiju.engine.semantics.vocabulary import Name
from guiju.engine.syntax import tree as t
from msgspec import Struct


class Citing(Struct, frozen=True):
    """What every declaration of a pack with a basis has in common: its citations, its gist, words of fixed sets."""

    table: Table
    index: NormIndex
    pack: str

    def citations(self, clauses: Clauses, role: str = "basis") -> tuple[Citation, ...]:
        return tuple(self.citation(c) for clause in clauses.all(role) for c in clause.args[0])

    def citation(self, node: t.Cite) -> Citation:
        """A citation; an error when the norm is not declared or the provision does not exist."""
        key = node.norm.text
        if key not in self.table.norms:
            self.table.unknown(Text("规范", "norm"), node.norm, self.table.norms)
        else:
            self.table.refer("norm", node.norm, Name(key, key))
        if key in self.table.norms and self.table.norms[key].indexed:
            missing = self.index.check(
                key, node.article, node.paragraph, node.item, node.sentence, suffix=node.suffix
            )
            if missing is None and node.through is not None:
                missing = self.index.check(key, node.through[0], suffix=node.through[1])
            if missing is not None:
                self.table.error("P020", missing, node.span)
        places = (node.article, node.paragraph, node.item, node.sentence)
        made = Citation(key, *places, node.span, node.suffix, node.through)
        if node.through is not None and (node.article or 0, node.suffix) >= node.through:
            place = place_in_norm(made)
            message = Text(f"{place.zh}:后一条要在前一条之后", f"{place.en}: the last article comes first")
            self.table.error("P020", message, node.span)
        return made

    def layers(self, words: tuple[t.Word, ...]) -> tuple[str, ...]:
        """Layers by name, as those to which a point is delegated."""
        found = [choose(self.table, Text("层级", "layer"), word, LAYERS) for word in words]
        return tuple(layer for layer in found if layer)

    def procedures(self, words: tuple[t.Word, ...]) -> tuple[str, ...]:
        """Procedures by any of their names."""
        return procedures_named(self.table, words)

    def basis(self, clauses: Clauses, decl: t.Decl) -> tuple[Citation, ...]:
        found = self.citations(clauses)
        if not found:
            self.table.error("P021", Text("没有写依据", "no basis is given"), decl.span)
        return found

    def gist(self, clauses: Clauses, decl: t.Decl) -> Text:
        found = as_text(clauses.arg("gist"))
        if found is None:
            self.table.error("P022", Text("没有写要旨", "no gist is given"), decl.span)
        return found or Text("", "")

    def chosen(self, clauses: Clauses, role: str, kind: Text, names: tuple[Name, ...], default: str) -> str:
        word = clauses.arg(role)
        zh = choose(self.table, kind, word, names) if word is not None else None
        return next((n.en for n in names if n.zh == zh), default)
