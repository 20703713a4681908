"""Texts of norms as they are today, in a folder of the user's, read into the form of the index."""

from __future__ import annotations

from pathlib import Path

from guiju.engine.diagnostics.model import Diagnostic, Refused, Span, by_place
from guiju.engine.diagnostics.nearest import shown
from guiju.engine.diagnostics.source import read_source
from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.norms.law_text import read_law
from guiju.engine.norms.norm_entry import NormEntry
from guiju.engine.norms.norm_index import NormIndex, index_law


def laws_of_today(folder: Path, index: NormIndex) -> tuple[dict[str, NormEntry], list[Diagnostic]]:
    """{key of a norm: its articles as they read in the folder}, and what could not be read or told apart.

    A text (`.md`; README.md is none) belongs to the norm whose text had that file name, else to the one with its
    title.
    """
    entries = {key: entry for key in index.keys if (entry := index.get(key)) is not None}
    found: dict[str, NormEntry] = {}
    problems: list[Diagnostic] = []
    for path in sorted(folder.glob("*.md")):
        if path.name.lower() == "readme.md":
            continue
        try:
            heads = [e for e in entries.values() if e.text == path.name] or _titled(path, index)
            if len(heads) == 1:
                entry, warnings = index_law(path, heads[0])
                found[entry.key] = entry
                problems += warnings
            else:
                problems.append(_not_told(path, heads))
        except Refused as refused:
            problems += refused.diagnostics
    return found, by_place(problems)


def _titled(path: Path, index: NormIndex) -> list[NormEntry]:
    """The versions whose articles are known; where those of none are, the last one."""
    law, _ = read_law(read_source(path))
    versions = list(index.versions(law.title)) if law.title else []
    return [entry for entry in versions if entry.articles] or versions[-1:]


def _not_told(path: Path, heads: list[NormEntry]) -> Diagnostic:
    """No norm of the index has this title, or several have."""
    span = Span(str(path), 1, 1, 1, 1)
    name = shown(path.name, 200)
    if not heads:
        message = Text(
            f"“{name}”不是索引里任何规范的文本,没有比较",
            f"'{name}' is the text of no norm of the index; it was not compared",
        )
        return Diagnostic("N015", message, span, None, "warning")
    listed = join([plain(e.text) for e in heads])
    message = Text(
        f"“{name}”可能是几件规范的文本,没有比较;请用这些文件名之一:{listed.zh}",
        f"'{name}' may be the text of several norms; it was not compared. Name it as one of: {listed.en}",
    )
    return Diagnostic("N015", message, span, None, "warning")
