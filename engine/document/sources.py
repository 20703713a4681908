"""Which text a citation names: by its title, its number, a short name given before, or as this text itself."""

from __future__ import annotations

from guiju.engine.document.carried import plain_title, quoted
from guiju.engine.document.cited import Source
from guiju.engine.document.grammar import words
from guiju.engine.document.numbers import DocumentNumber, document_numbers
from guiju.engine.document.telling import genre_of
from guiju.engine.document.tree import Document
from lark import Token, Tree
from msgspec.structs import replace

_LONGEST_ALIAS = 20
_NO_TITLE = "，。；：、（）《》的"
_CARRYING_LEAD = "关于"


class Sources:
    """The names given so far in one document; each text of it has short names of its own."""

    def __init__(self, document: Document) -> None:
        self._parts = document.parts
        self._titles = {
            plain_title(part.title.text): index
            for index, part in enumerate(self._parts)
            if part.title is not None and part.title.text
        }
        self._core = 1 if document.wrapper is not None else 0
        self._aliases: dict[tuple[int, str], Source] = {}
        self._last: dict[tuple[int, str], Source] = {}

    def named(self, tree: Tree[Token], part: int) -> Source:
        """The source that the tokens name, in the text of that index."""
        head, *rest = [token for token in tree.children if isinstance(token, Token)]
        if head.type == "SELF":
            return self._own(str(head), part)
        if head.type == "ABOVE":
            return Source("unclear", str(head))
        if head.type == "THAT":
            last = self._last.get((part, genre_of(str(head))))
            return (
                replace(last, kind="named before", alias=str(head)) if last else Source("unclear", str(head))
            )
        if head.type == "CODE":
            found = document_numbers(str(head) + str(rest[0]))
            source = Source("number", number=found[0] if found else None)
        else:
            source = self._titled(str(head), part)
        for note in rest:
            if note.type == "NOTE":
                source = self._noted(source, str(note)[1:-1], part)
        if source.title is not None:
            self._last[part, genre_of(source.title)] = source
        return source

    def bare(self, before: str, part: int) -> Source | None:
        """The source of a place that follows a short name without 《》 (处罚法第十条), by the text before it."""
        for length in range(min(_LONGEST_ALIAS, len(before)), 1, -1):
            source = self._aliases.get((part, before[-length:]))
            if source is not None:
                return replace(source, kind="named before", alias=before[-length:])
        return self._unmarked(before)

    def _unmarked(self, before: str) -> Source | None:
        """A title without 《》 (依照立法法第五十三条): the name before the place, back to what cannot belong to it."""
        kinds = words("law_kind")
        if not before.endswith(kinds) or before.endswith(
            tuple(own + kind for own in "本该" for kind in kinds)
        ):
            return None
        start = max((before.rfind(sign) + 1 for sign in _NO_TITLE), default=0)
        for lead in (*words("before_code"), *words("before_short_name")):
            at = before.find(lead, start)
            start = at + len(lead) if at >= 0 else start
        title = before[start:]
        return Source("title", title) if len(title) > 2 else None

    def _titled(self, text: str, part: int) -> Source:
        title = text.strip("《》<>")
        known = self._aliases.get((part, title))
        if known is not None:
            return replace(known, kind="named before", alias=title)
        wrapper = None
        inner = quoted(title.replace("〈", "《").replace("〉", "》"))
        if inner and title.startswith(_CARRYING_LEAD) and any(word in title for word in words("carrying")):
            title, wrapper = inner[0], title
        return Source("title", title, wrapper=wrapper, part=self._titles.get(plain_title(title)))

    def _noted(self, source: Source, note: str, part: int) -> Source:
        """With what a bracket behind the title says: number, edition, short name."""
        aliases: list[str] = []
        for piece in note.replace("；", "，").split("，"):
            mark = next((m for m in words("alias_mark") if m in piece), None)
            numbers: tuple[DocumentNumber, ...] = () if mark else document_numbers(piece.removesuffix("公布"))
            if mark is not None:
                aliases.append(piece.partition(mark)[2].lstrip("为").strip("《》“”\"'"))
            elif numbers:
                source = replace(source, number=numbers[0])
            elif piece.endswith(words("edition_end")):
                source = replace(source, edition=piece)
        self._aliases.update({(part, alias): source for alias in aliases if 1 < len(alias) <= _LONGEST_ALIAS})
        return source

    def _own(self, word: str, part: int) -> Source:
        """本办法 in a notice that carries one is that, 本通知 in it the notice; elsewhere the text itself."""
        own, core = self._parts[part], self._parts[self._core]
        if not (own.genre and word.endswith(own.genre)) and core.genre and word.endswith(core.genre):
            part = self._core
        return Source("self", word, part=part)
