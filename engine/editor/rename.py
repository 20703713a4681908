"""Renaming: one spelling of a thing changed wherever it stands, if every word then still means what it meant.

Only the spelling under the cursor changes: the Chinese name and the English one are renamed apart. The changed texts
are compiled before anything is offered, so that no renaming makes a word mean something else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from guiju.engine.diagnostics.model import Span, has_errors
from guiju.engine.diagnostics.nearest import shown
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Text
from guiju.engine.editor.case_words import case_references
from guiju.engine.editor.library import Library, at_home
from guiju.engine.editor.positions import lines_of
from guiju.engine.editor.sameness import Key, key_of, same_things
from guiju.engine.pipeline.library import compile_beside
from guiju.engine.semantics.names import Reference
from guiju.engine.syntax.keywords import spellings
from msgspec import Struct

_NAME = re.compile(r"[^\W\d]\w*")
_LONGEST = 100

Edits = Mapping[str, Sequence[Span]]
"""By file, the places to write the new name."""


class Refusal(Struct, frozen=True):
    """Why something cannot be renamed."""

    reason: Text


def renamable(library: Library, reference: Reference | None) -> Refusal | Span:
    """The word that would be renamed, or why it cannot be."""
    if reference is None:
        return Refusal(Text("这里没有可以改名的名称", "there is no name here that could be changed"))
    if reference.kind == "word":
        return Refusal(
            Text("这是规则语言自己的词,不能改名", "this is a word of the language and cannot be renamed")
        )
    if reference.kind == "norm" and not _titled_here(library, reference):
        return Refusal(
            Text(
                "规范的简称由规范索引决定,不能改名",
                "the index of norms gives this name; it cannot be renamed",
            )
        )
    at = next((r for r in same_things(library, reference) if r.span.file in library.shipped), None)
    if at is not None:
        file = shown(at.span.file)
        return Refusal(
            Text(
                f"随附的规则包用到它({file} 第 {at.span.line} 行),不能改名",
                f"a shipped pack uses it ({file}, line {at.span.line}); it cannot be renamed",
            )
        )
    return reference.span


def rename(library: Library, reference: Reference, new: str, cases: Sequence[Source] = ()) -> Refusal | Edits:
    """The places to write `new` in, by file, the case files among them; or why it cannot be done."""
    refused = renamable(library, reference)
    if isinstance(refused, Refusal):
        return refused
    wrong = _wrong_name(new)
    if wrong is not None:
        return Refusal(wrong)
    texts = {**library.sources, **{case.name: case for case in cases}}
    old = written(texts, reference)
    taken = _taken(library, reference, new)
    if old == new:
        return {}
    if taken is not None:
        return Refusal(taken)
    places: dict[str, list[Span]] = {}
    in_cases = [r for case in cases for r in case_references(library, case) if key_of(r) == key_of(reference)]
    for found in (*same_things(library, reference), *in_cases):
        if written(texts, found) == old:
            places.setdefault(found.span.file, []).append(found.span)
    return _sound(library, places, new) or places


def written(texts: Mapping[str, Source], reference: Reference) -> str:
    """The word of a reference as it stands in its file."""
    span = reference.span
    line = lines_of(texts[span.file])[span.line - 1]
    return line[span.column - 1 : span.end_column - 1]


def replaced(source: Source, places: Sequence[Span], new: str) -> Source:
    """The text with a new word at some places, each on one line."""
    lines = list(lines_of(source))
    for span in sorted(places, key=lambda s: (s.line, s.column), reverse=True):
        line = lines[span.line - 1]
        lines[span.line - 1] = line[: span.column - 1] + new + line[span.end_column - 1 :]
    return Source(source.name, "\n".join(lines))


def _wrong_name(new: str) -> Text | None:
    name = shown(new)
    if not _NAME.fullmatch(new) or len(new) > _LONGEST:
        return Text(
            f"“{name}”不能作名称:名称以字母或汉字开头,由字母、汉字、数字和 _ 组成",
            f"'{name}' is no name: a name begins with a letter and goes on with letters, digits and _",
        )
    if new in spellings():
        return Text(f"“{name}”是规则语言的关键词", f"'{name}' is a keyword of the language")
    return None


def _taken(library: Library, reference: Reference, new: str) -> Text | None:
    """Whether another thing of the same kind, and the same owner, has the name already."""
    for other in library.words:
        same_space = other.kind == reference.kind and other.owner == reference.owner
        if other.kind == "value":
            same_space = same_space and other.declared == reference.declared
        if (
            same_space
            and other.declares
            and new in other.name.spellings
            and key_of(other) != key_of(reference)
        ):
            file, line = shown(other.span.file, 200), other.span.line
            return Text(
                f"“{shown(new)}”已经有了,在 {file} 第 {line} 行声明",
                f"'{shown(new)}' is there already, declared in {file}, line {line}",
            )
    return None


def _titled_here(library: Library, reference: Reference) -> bool:
    norm = library.program.norms.get(reference.name.zh)
    return norm is not None and not norm.indexed and any(r.declares for r in same_things(library, reference))


def _sound(library: Library, places: Edits, new: str) -> Refusal | None:
    """None if, with the new name, the library has no new error and every word means what it meant."""
    changed = {
        name: replaced(source, places[name], new) if name in places else source
        for name, source in library.sources.items()
    }
    shipped = [name for name in changed if name in library.shipped and library.paths[name] != Path(name)]
    further = [changed[name] for name in changed if name not in shipped]
    after = compile_beside([changed[name] for name in shipped], further)
    before = library.compiled
    if not has_errors(before.diagnostics):
        wrong = next((d for d in after.diagnostics if d.severity == "error"), None)
        if wrong is not None:
            return Refusal(Text("改名会造成错误:", "renamed, this would be wrong: ") + wrong.message)
    if _meanings(before.references) != _meanings(after.references):
        return Refusal(
            Text(
                f"改名为“{shown(new)}”之后,有的词会指别的东西",
                f"with the name '{shown(new)}' some words would mean something else",
            )
        )
    return None


def _meanings(references: Sequence[Reference]) -> list[tuple[str, int]]:
    """For each word, in order, its kind and the number of the thing it means, by first mention."""
    numbers: dict[Key, int] = {}
    out = []
    for reference in at_home(references):
        kind, name, apart = key_of(reference)
        line = Span(apart.file, apart.line, 0, 0, 0) if apart is not None else None
        key: Key = (kind, name, line)
        out.append((kind, numbers.setdefault(key, len(numbers))))
    return out
