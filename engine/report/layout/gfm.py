"""Pieces of GitHub Flavored Markdown. What comes from a file is text in them, never mark-up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from guiju.engine.diagnostics.text import Lang, Text

_SIGNS = re.compile(r"([\\`*_\[\]<>|#~&])")
_LIST_SIGN = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))")
_LEFT_OUT = Text("太长,后面 {n} 部分没有列出", "Too long: {n} more parts are left out")


def escaped(text: str) -> str:
    """One line of text, no sign of which is read as Markdown."""
    flat = _SIGNS.sub(r"\\\1", " ".join(text.split()))
    lead = _LIST_SIGN.match(flat)
    if lead is None:
        return flat
    if lead[2].isdigit():
        return f"{lead[2]}\\{flat[lead.end() :]}"
    return f"\\{flat}"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; its cells are escaped here."""
    lines = [heads, *rows]
    told = [f"| {' | '.join(escaped(c) for c in line)} |" for line in lines]
    told.insert(1, "|" + "---|" * len(heads))
    return "\n".join(told)


def details(summary: str, body: str) -> str:
    """A part that opens on request; `body` is Markdown, `summary` text."""
    return f"<details>\n<summary>{escape(summary, quote=False)}</summary>\n\n{body}\n\n</details>"


def tasks(items: Iterable[tuple[bool, str]]) -> str:
    """A list with boxes, ticked or not; its lines are escaped here."""
    return "\n".join(f"- [{'x' if ticked else ' '}] {escaped(line)}" for ticked, line in items)


def bullets(lines: Iterable[str], indent: int = 0) -> str:
    """A list; its lines are escaped here."""
    return "\n".join(f"{' ' * indent}- {escaped(line)}" for line in lines)


def fenced(text: str) -> str:
    """A block of text as it stands; the fence is longer than any run of its sign in the text."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text.rstrip()}\n{fence}"


def document(blocks: Sequence[str], lang: Lang, limit: int | None = None) -> str:
    """Blocks with blank lines between them, ending in a line end. Of those that do not fit into `limit` bytes the last
    are left out, which is said; the first is always there."""
    parts = [b.strip("\n") + "\n" for b in blocks if b.strip()]
    if limit is None:
        return "\n".join(parts)
    room = limit - 200
    shown: list[str] = []
    for part in parts:
        room -= len(part.encode("utf-8", "replace")) + 1
        if room < 0 and shown:
            shown.append(_LEFT_OUT.in_lang(lang).format(n=len(parts) - len(shown)) + "\n")
            break
        shown.append(part)
    return "\n".join(shown)
