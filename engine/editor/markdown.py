"""Texts for the small windows of an editor, in Markdown. What comes from a file is shown as it is written there."""

from __future__ import annotations

import re
from collections.abc import Iterable

from guiju.engine.diagnostics.nearest import shown
from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.semantics.vocabulary import Name

_MARKS = re.compile(r"([\\`*_\[\]<>!|#~&])")
_CHARS = 2_000


def escaped(text: Text) -> Text:
    """A text of a file, none of its signs read as Markdown."""
    return Text(*(_MARKS.sub(r"\\\1", shown(" ".join(t.split()), _CHARS)) for t in (text.zh, text.en)))


def code(word: str) -> Text:
    """A word as it stands in a file."""
    return plain("`" + shown(word.replace("`", "'"), 200) + "`")


def bold(text: Text) -> Text:
    """A title."""
    safe = escaped(text)
    return Text(f"**{safe.zh}**", f"**{safe.en}**")


def spelled(name: Name) -> Text:
    """All spellings of a name."""
    return join([code(s) for s in dict.fromkeys(name.spellings)], zh=" · ", en=" · ")


def labelled(zh: str, en: str, text: Text) -> Text:
    """A line `label: text`."""
    return Text(f"{zh}:{text.zh}", f"{en}: {text.en}")


def paragraphs(parts: Iterable[Text | None]) -> Text:
    """The parts that are there, each a paragraph."""
    return join([p for p in parts if p is not None and p.zh], zh="\n\n", en="\n\n")


def bullets(items: Iterable[Text], limit: int = 12) -> Text | None:
    """A list, cut with the number of what is left out; None without items."""
    rows = list(items)
    if not rows:
        return None
    lines = [Text(f"- {r.zh}", f"- {r.en}") for r in rows[:limit]]
    if len(rows) > limit:
        more = len(rows) - limit
        lines.append(Text(f"- 另有 {more} 条", f"- and {more} more"))
    return join(lines, zh="\n", en="\n")
