"""A law text cut into blocks: headings, articles, items 项, points 目, plain paragraphs, each with its line.

In: a markdown copy (law_text says in which form). Out: its blocks in order, wrapped lines joined, invisible
characters dropped and punctuation of one width. What a line is shows in its first forty characters; every
pattern is anchored there and looks no further.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Literal

from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.words import chinese_number, word
from msgspec import Struct
from msgspec.structs import replace

INFO_END = "<!-- INFO END -->"
_START = 40
_NUMERAL = "[〇零一二三四五六七八九十百千]{1,9}"
_ANY_NUMERAL = f"(?:{_NUMERAL}|[0-9]{{1,4}})"
_ITEM = re.compile(rf"\(({_NUMERAL})\)")
_POINT = re.compile(r"[0-9]{1,2}[.、](?![0-9])|\([0-9]{1,2}\)")
_CHAPTER = re.compile(rf"第{_ANY_NUMERAL}(?:编|分编|章|节)(?:\s|$)")
_ENDS_BLOCK = tuple("。!?;:”")
# After a number these go on with a sentence that only begins with a reference to an article.
_GOES_ON = tuple("第、,至和或与及的规所中关之")

Kind = Literal["heading", "article", "item", "point", "plain"]


class Block(Struct):
    """`text` is without the number of the article or item; `number` is None where `numeral` is no number."""

    kind: Kind
    line: int
    text: str
    number: int | None = None
    suffix: int = 0
    numeral: str = ""


def blocks(source: Source) -> Iterator[Block]:
    """The title as a heading with one `#` (the first line, when no line is marked so), then the body."""
    lines = [_clean(line) for line in source.text.split("\n")]
    body = _body_start(lines)
    if title := _title(lines[:body]):
        yield title
    current: Block | None = None
    parts: list[str] = []
    for at, line in enumerate(lines[body:], body + 1):
        block = None if not line or line.startswith("<!--") else classify(line, at)
        if block and current and block.kind == "plain" and _is_open(current, parts[-1]):
            parts.append(block.text)
            continue
        if current:
            yield replace(current, text="".join(parts))
        current, parts = block, [block.text if block else ""]
    if current:
        yield replace(current, text="".join(parts))


def classify(line: str, at: int) -> Block:
    """What a cleaned line is, as a block of its own."""
    start = line[:_START]
    if line.startswith("#") or _CHAPTER.match(start):
        return Block("heading", at, line)
    article = _article().match(start)
    if article and not line[article.end() :].startswith(_GOES_ON):
        suffix = (_value(article[2]) or 0) if article[2] else 0
        return Block("article", at, line[article.end() :].strip(), _value(article[1]), suffix, article[1])
    if item := _ITEM.match(start):
        return Block("item", at, line[item.end() :].strip(), _value(item[1]), 0, item[1])
    return Block("point" if _POINT.match(start) else "plain", at, line)


def _title(metadata: list[str]) -> Block | None:
    filled = [Block("heading", at, line) for at, line in enumerate(metadata, 1) if line]
    marked = (b for b in filled if b.text.startswith("#") and not b.text.startswith("##"))
    found = next(marked, filled[0] if filled else None)
    return Block("heading", found.line, f"# {found.text.lstrip('# ')}") if found else None


def _body_start(lines: list[str]) -> int:
    """The index of the first line after the marker; without one, of the first chapter or article."""
    if INFO_END in lines:
        return lines.index(INFO_END) + 1
    for at, line in enumerate(lines):
        if line.startswith("##") or classify(line, 1).kind == "article":
            return at
    return len(lines)


def _clean(line: str) -> str:
    folded = unicodedata.normalize("NFKC", line)
    return "".join(c for c in folded if unicodedata.category(c) != "Cf").strip()


def _is_open(block: Block, last: str) -> bool:
    """Whether a line below goes on with the block: its last line has not ended a sentence."""
    return block.kind != "heading" and last != "" and not last.endswith(_ENDS_BLOCK)


@cache
def _article() -> re.Pattern[str]:
    before, after = word("citation", "article").zh.split("{n}")
    return re.compile(rf"{before}({_ANY_NUMERAL}){after}(?:之({_NUMERAL}))?")


def _value(numeral: str) -> int | None:
    """What a Chinese or Arabic numeral counts; None when it is not written as a number is."""
    if numeral.isdecimal():
        return int(numeral)
    return _values().get(numeral.replace("〇", "零"))


@cache
def _values() -> dict[str, int]:
    return {chinese_number(n): n for n in range(1, 10000)}
