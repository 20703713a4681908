"""The index of norms: made from law texts and the catalogue, shipped with the rules, asked by every citation.

`NormIndex.check` answers whether a place in a norm exists, and says in both languages what is there instead.
It never complains about what it cannot judge: a norm without a text, or the part of a norm beyond the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache, cached_property
from pathlib import Path

import yaml
from guiju.engine.diagnostics.model import Diagnostic, Refused, Span, by_place, has_errors
from guiju.engine.diagnostics.nearest import nearest, shown
from guiju.engine.diagnostics.os_errors import os_reason
from guiju.engine.diagnostics.shipped import RULES
from guiju.engine.diagnostics.source import read_source
from guiju.engine.diagnostics.text import Text
from guiju.engine.norms.law_text import read_law
from guiju.engine.norms.norm_catalogue import meant, read_catalogue, shape_problems
from guiju.engine.norms.norm_entry import NormEntry, entry_yaml, with_articles
from guiju.engine.norms.norm_files import CATALOGUE, LOADER, NO_TEXT, further_files, further_keys
from guiju.engine.norms.norm_places import missing_place
from guiju.engine.norms.titles import title_key
from pydantic import ValidationError

# --- making the index -------------------------------------------------------------------------------------


def index_law(path: Path, head: NormEntry) -> tuple[NormEntry, list[Diagnostic]]:
    """The entry of one law text under its hand-made head, with warnings about the copy.

    Raises `Refused` when the file cannot be read or an article or item is missing in it.
    """
    source = read_source(path)
    law, diagnostics = read_law(source)
    if has_errors(diagnostics):
        raise Refused(diagnostics)
    if title_key(law.title) != title_key(head.title):
        message = Text(
            f"文本标题是《{shown(law.title)}》,目录里是《{head.title}》",
            f'the text is titled "{shown(law.title)}", the catalogue has "{head.title}"',
        )
        diagnostics.append(Diagnostic("N007", message, source.span(1, 1), severity="warning"))
    return with_articles(head, law), diagnostics


def write_index(entry: NormEntry, folder: Path) -> Path:
    """Writes `<key>.yaml` in one move: a reader sees the old file or the new one. Raises OSError."""
    target = folder / f"{entry.key}.yaml"
    part = folder / f".{entry.key}.yaml.part"
    try:
        part.write_text(entry_yaml(entry), encoding="utf-8", newline="\n")
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return target


def index_folder(source: Path, catalogue: Path, out: Path) -> list[Diagnostic]:
    """Makes the index of every norm of the catalogue whose text lies in `source` (README.md is no law).

    A text that is not there leaves the file of its norm as it was, with a warning; a text that is wrong, or
    that the catalogue does not name, is an error. All problems of all files, in order of place.
    """
    try:
        heads = read_catalogue(read_source(catalogue), further_keys(catalogue.parent))
        texts = {p.name: p for p in sorted(source.glob("*.md")) if p.name.lower() != "readme.md"}
        out.mkdir(parents=True, exist_ok=True)
    except Refused as refused:
        return list(refused.diagnostics)
    except OSError as error:
        return [_not_written(out, error)]
    named = [h.text for h in heads.values() if h.text != NO_TEXT]
    diagnostics = [_not_listed(texts[name], named) for name in texts if name not in named]
    for head in heads.values():
        try:
            if head.text == NO_TEXT:
                write_index(head, out)
            elif head.text in texts:
                entry, warnings = index_law(texts[head.text], head)
                diagnostics += warnings
                write_index(entry, out)
            else:
                diagnostics.append(_no_text(head, source))
        except Refused as refused:
            diagnostics += refused.diagnostics
        except OSError as error:
            diagnostics.append(_not_written(out / f"{head.key}.yaml", error))
    return by_place(diagnostics)


def _not_listed(path: Path, named: list[str]) -> Diagnostic:
    message = Text("目录里没有规范用这个文本", "no norm of the catalogue has this text")
    return Diagnostic("N010", message, _whole(path), meant(path.name, named))


def _no_text(head: NormEntry, source: Path) -> Diagnostic:
    message = Text(
        f"{head.key}:没有文本“{head.text}”,索引保持原样",
        f'{head.key}: the text "{head.text}" is not there; its index is left as it was',
    )
    return Diagnostic("N011", message, _whole(source), severity="warning")


def _not_written(path: Path, error: OSError) -> Diagnostic:
    reason = Text("写不了:", "cannot write: ") + os_reason(error)
    return Diagnostic("N013", reason, _whole(path))


def _whole(path: Path) -> Span:
    return Span(str(path), 1, 1, 1, 1)


# --- asking the index -------------------------------------------------------------------------------------


@cache
def load_index() -> NormIndex:
    """The index that ships with the rules. Files are read when they are first asked for."""
    return NormIndex(RULES / "norms")


class NormIndex:
    """The norms of a folder of index files, by key (the name of the file) and by title and date.

    Every method that reads a file raises `Refused` if that file is damaged.
    """

    def __init__(self, folder: Path) -> None:
        names = (p.name for p in folder.iterdir() if p.name.endswith(".yaml") and p.name[0] != ".")
        self._folder = folder
        self._entries: dict[str, NormEntry] = {}
        self._files = frozenset(name.removesuffix(".yaml") for name in names if name != CATALOGUE)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """All norms, those of the further files among them, in the order of their keys."""
        return tuple(sorted({*self._files, *self._further}))

    def get(self, key: str) -> NormEntry | None:
        """The norm with this key, None if there is none."""
        if key not in self._entries:
            if key not in self._files:
                return self._further.get(key)
            self._entries[key] = self._load(f"{key}.yaml")
        return self._entries[key]

    @cached_property
    def _further(self) -> Mapping[str, NormEntry]:
        """The norms of the further files: heads only, of no article is anything known."""
        elsewhere = {*self._files, *further_keys(self._folder)}
        found: dict[str, NormEntry] = {}
        for path in further_files(self._folder):
            found |= read_catalogue(read_source(path), elsewhere)
        return found

    def versions(self, title: str) -> tuple[NormEntry, ...]:
        """The versions of the norm called so (in full, without 中华人民共和国, or short), earliest first."""
        wanted = title_key(title)
        found = [e for e in map(self.get, self.keys) if e and wanted in map(title_key, (e.title, *e.short))]
        return tuple(sorted(found, key=lambda e: e.in_force.start.value if e.in_force.start else date.min))

    def find(self, title: str, on: date) -> NormEntry | None:
        """The version in force on `on`. None: no such title, or no version at hand was in force that day."""
        return next((e for e in reversed(self.versions(title)) if e.in_force.covers(on)), None)

    def checkable(self, key: str, article: int) -> bool:
        """Whether `check` can judge a place in this article: a text is at hand and reaches that far."""
        entry = self.get(key)
        return bool(entry and entry.articles and (entry.part is None or article <= entry.last_article()))

    def has_place(
        self, key: str, article: int, suffix: int, paragraph: int | None, item: int | None
    ) -> bool | None:
        """Whether the place exists; None when it cannot be judged."""
        if not self.checkable(key, article):
            return None
        return self.check(key, article, paragraph, item, suffix=suffix) is None

    def check(
        self,
        key: str,
        article: int | None = None,
        paragraph: int | None = None,
        item: int | None = None,
        sentence: int | None = None,
        *,
        suffix: int = 0,
    ) -> Text | None:
        """What the place names that does not exist; None when all of it exists or it cannot be judged.

        Without a paragraph, an item or sentence is sought in every paragraph of the article.
        """
        entry = self.get(key)
        if entry is None:
            return self._unknown(key)
        if article is None or not self.checkable(key, article):
            return None
        return missing_place(entry, article, suffix, paragraph, item, sentence)

    def _unknown(self, key: str) -> Text:
        known = Text(f"规范索引里没有“{shown(key)}”", f'the index of norms has no "{shown(key)}"')
        near = nearest(key, self.keys)
        return known + Text(f",最接近的是“{near[0]}”", f'; the nearest is "{near[0]}"') if near else known

    def _load(self, name: str) -> NormEntry:
        try:
            data = yaml.load((self._folder / name).read_text("utf-8"), Loader=LOADER)
            return NormEntry.model_validate(data)
        except ValidationError as error:
            raise Refused(shape_problems(error, name)) from None
        except (yaml.YAMLError, UnicodeDecodeError, OSError):
            zh, en = "索引文件读不了,请重新生成", "this file of the index cannot be read; make it again"
            raise Refused([Diagnostic("N014", Text(zh, en), Span(name, 1, 1, 1, 1))]) from None
