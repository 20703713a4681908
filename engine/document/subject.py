"""Of what a clause on time speaks: the document itself, or another thing (许可证有效期三年, 《甲法》自…起施行)."""

from __future__ import annotations

from collections.abc import Sequence

from guiju.engine.document.carried import plain_title
from guiju.engine.document.grammar import words
from guiju.engine.document.tree import Document
from lark import Token
from msgspec import Struct


class Subject(Struct, frozen=True):
    """The index of the text of the document that a clause speaks of."""

    part: int


class Subjects:
    """Reads the subjects of clauses in the texts of one document."""

    def __init__(self, document: Document) -> None:
        self._core = 1 if document.wrapper is not None else 0
        self._genres = [part.genre for part in document.parts]
        self._titles = {
            plain_title(part.title.text): index
            for index, part in enumerate(document.parts)
            if part.title is not None
        }

    def of(self, before: Sequence[Token], part: int, known: Subject | None) -> Subject | None:
        """The subject of a clause with these tokens of its sentence before it, in the text of that index; None where that
        is something else. `known` is the subject of the clause before it, if that was about the document."""
        clause = _last_clause(before)
        said = "".join(clause)
        if said.endswith(words("deciding")):
            return self._earlier((), part, known)
        if not said or said in words("own_subject"):
            return self._earlier(before[: len(before) - len(clause)], part, known)
        for tail in words("annexed"):
            said = said.removesuffix(tail)
        named = next((t for t in reversed(clause) if t.type in ("SELF", "TITLE")), None)
        if named is None or not said.endswith(str(named)):
            return None
        return self._named(named, part)

    def _earlier(self, before: Sequence[Token], part: int, known: Subject | None) -> Subject | None:
        """The subject of the clauses before, for one that has none of its own."""
        for index, token in enumerate(before):
            if token.type == "SELF":
                return self._named(token, part)
            if token.type == "TITLE" and not _is_basis(before[:index]):
                return self._named(token, part)
        return known or Subject(max(part, self._core) if part <= self._core else part)

    def _named(self, token: Token, part: int) -> Subject | None:
        if token.type == "TITLE":
            index = self._titles.get(plain_title(str(token)))
            return Subject(index) if index is not None else None
        own, core = self._genres[part], self._genres[self._core]
        if not (own and token.endswith(own)) and core and token.endswith(core):
            return Subject(self._core)
        return Subject(part)


def _last_clause(before: Sequence[Token]) -> Sequence[Token]:
    at = len(before)
    while at and before[at - 1].type not in ("COMMA", "STOP"):
        at -= 1
    return before[at:]


def _is_basis(before: Sequence[Token]) -> bool:
    """Whether a title follows words such as 根据: it is what the document rests on."""
    said = "".join(_last_clause(before))
    return said.startswith(words("before_code")) or said.endswith(words("before_code"))
