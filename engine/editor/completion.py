"""What may be written at a place of a pack: the keywords the grammar allows, and the names that make sense there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.editor.about import gist, kind_word
from guiju.engine.editor.candidates import Candidate, candidates
from guiju.engine.editor.keyword_help import keyword_help
from guiju.engine.editor.library import Library
from guiju.engine.editor.provisions import provisions
from guiju.engine.editor.tokens import Before, before, language_of
from guiju.engine.semantics.names import Reference
from guiju.engine.syntax.keywords import keyword_table
from msgspec import Struct

ItemKind = Literal[
    "step", "field", "fact", "value", "rule", "norm", "procedure", "pack", "definition", "parameter", "wording", "word",
    "keyword", "provision", "key",
]  # fmt: skip


class Item(Struct, frozen=True):
    """One thing that may be written: in place of the `prefix` characters before the cursor. `rank` orders items, the
    likeliest first; `detail` is its other name; `about` is Markdown."""

    label: str
    kind: ItemKind
    detail: Text
    about: Text | None
    prefix: int
    rank: int
    insert: str | None = None


_CITING = ("ART", "PARA", "ITEM_NO", "SENT")
_BLANK_AFTER = ("declaration", "clause", "requirement")
_NAMES_FIRST, _KEYWORDS, _NAMES_LATER = 0, 1000, 2000


def complete(library: Library, source: Source, line: int, column: int) -> list[Item]:
    """What may stand at a place, in the language of the file; nothing inside texts, titles and comments.

    The text may be unfinished, and broken anywhere else. `library` may be of a text a moment older.
    """
    place = before(source, line, column)
    if place is None:
        return []
    language = language_of(source)
    return [
        *_names(library, place, language, source.name),
        *_provisions(place, language),
        *_keywords(place, language),
    ]


def _names(library: Library, place: Before, language: Lang, file: str) -> Iterator[Item]:
    rank = _NAMES_LATER if "GIST" in place.accepted else _NAMES_FIRST  # between the clauses of a rule
    for number, found in enumerate(candidates(library, place)):
        label = found.name.text.in_lang(language)
        yield Item(
            label,
            found.kind,
            _detail(found, label),
            gist(library, _as_reference(found, file)),
            len(place.prefix),
            rank + number,
        )


def _detail(found: Candidate, label: str) -> Text:
    others = "/".join(s for s in dict.fromkeys(found.name.spellings) if s != label)
    kind = kind_word(found.kind)
    return Text(f"{others}({kind.zh})", f"{others} ({kind.en})") if others else kind


def _as_reference(found: Candidate, file: str) -> Reference:
    return Reference(Span(file, 1, 1, 1, 1), found.kind, found.name, None, found.owner)


def _provisions(place: Before, language: Lang) -> Iterator[Item]:
    """The articles, paragraphs, items and sentences that a norm of the index has."""
    for number, (label, other, shape) in enumerate(provisions(place, language)):
        yield Item(label, "provision", other, shape, len(place.prefix), _NAMES_FIRST + number)


def _keywords(place: Before, language: Lang) -> Iterator[Item]:
    table = keyword_table()
    number = 0
    for group, entries in table.items():
        for terminal, (chinese, english) in entries.items():
            number += 1
            if terminal not in place.accepted or terminal in _CITING:
                continue
            own, other = (english, chinese) if language == "en" else (chinese, english)
            for spelling in own:
                yield Item(
                    spelling,
                    "keyword",
                    Text("/".join(other), "/".join(other)),
                    keyword_help(terminal),
                    len(place.prefix),
                    _KEYWORDS + number,
                    f"{spelling} " if group in _BLANK_AFTER else None,
                )
