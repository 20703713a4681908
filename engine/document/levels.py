"""The lines of one text as a tree: 编 章 节 条 款 项 目, or 一、（一）1.（1）① (grammars/document_levels.lark).

The style is decided for the text as a whole, the level of each line from its mark by that style.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

from guiju.engine.document.grammar import token_grammar, words
from guiju.engine.document.headings import follows, goes_on, heads, separator
from guiju.engine.document.line import Line
from guiju.engine.document.numbers import Ordinal
from guiju.engine.document.point_headings import TITLED, title_end, with_headings_of_a_row
from guiju.engine.document.rows import Row, said_before
from guiju.engine.document.tree import Level, Node, Style
from lark import Token, Tree
from msgspec import Struct
from msgspec.structs import replace

ARTICLE_LEVELS: dict[str, Level] = {
    "BOOK": "book", "CHAPTER": "chapter", "SECTION": "section", "ARTICLE": "article", "HAN_MARK": "item",
    "HAN_BRACKET": "item", "ARABIC_MARK": "subitem", "ARABIC_BRACKET": "point", "CIRCLED": "circle",
}  # fmt: skip
NUMBER_LEVELS: dict[str, Level] = {
    "BOOK": "book", "CHAPTER": "chapter", "SECTION": "section", "HAN_MARK": "first", "HAN_BRACKET": "second",
    "ARABIC_MARK": "third", "ARABIC_BRACKET": "fourth", "CIRCLED": "fifth",
}  # fmt: skip
_LONGEST_RUN_IN = 30
_ITEM_WORDS = ("项", "款", "目", "至", "、（")


class Leveled(Struct, frozen=True):
    """A row with the level that it opens, in the order of the text. `closing`: a paragraph behind the last point that
    belongs to none of them."""

    row: Row
    level: Level
    closing: bool = False


def style_of(rows: Sequence[Row]) -> Style:
    """Articles where a first article heads a line; else numbered where 一、 or another mark begins lines."""
    firsts = {
        row.mark.number.n for row in rows if row.mark.kind == "ARTICLE" and row.mark.number and _is_head(row)
    }
    if 1 in firsts or len(firsts) > 2:
        return "articles"
    marks = [row for row in rows if row.mark.kind in NUMBER_LEVELS]
    return "numbered" if len(marks) > 1 else "plain"


def leveled(rows: Sequence[Row], style: Style) -> list[Leveled]:
    """Each row with its level; a mark that is a citation or a number of something else is text."""
    out: list[Leveled] = []
    last: Ordinal | None = None
    for index, row in enumerate(rows):
        level: Level = "paragraph"
        if row.line.cell is not None:
            level = "table"
        elif row.mark.kind == "ARTICLE":
            before = said_before(rows[index - 1]) if index else ""
            after = rows[index + 1].line.text if index + 1 < len(rows) else ""
            if style == "articles" and heads(row.line, row.mark, last, before, after):
                level, last = "article", row.mark.number
        elif row.mark.marks and not _cited_item(row):
            level = (ARTICLE_LEVELS if style == "articles" else NUMBER_LEVELS)[row.mark.kind]
        out.append(Leveled(row, level))
    return _with_continuations(out) if style == "articles" else _with_closing(out)


def _with_continuations(lines: list[Leveled]) -> list[Leveled]:
    """A paragraph between two items of one list belongs to the first; only one behind the list is a new 款."""
    since: dict[Level, int] = {}
    for index, line in enumerate(lines):
        number = line.row.mark.number
        if line.level in ("article", "section", "chapter", "book"):
            since.clear()
        elif line.level == "item" and number is not None:
            last = since.get("item")
            between = range(last + 1, index) if last is not None else range(0)
            if last is not None and follows(number, lines[last].row.mark.number) and number.n > 1:
                for at in between if all(lines[at].level != "table" for at in between) else ():
                    if lines[at].level == "paragraph":
                        lines[at] = Leveled(lines[at].row, "continuation")
            since["item"] = index
    return lines


def _with_closing(lines: list[Leveled]) -> list[Leveled]:
    """What closes a text as a whole: 特此通告, and all paragraphs behind the last point 一、 where it ends a sentence
    itself and no other point has paragraphs below it."""
    points = [at for at, line in enumerate(lines) if line.level == "first"]
    if not points:
        return lines
    after = points[-1] + 1
    told = lines[points[-1]].row.line.text.endswith("。") and len(points) > 1
    elsewhere = any(line.level == "paragraph" for line in lines[points[0] : after])
    if not told or elsewhere or any(line.level != "paragraph" for line in lines[after:]):
        after = len(lines)
        while after > points[-1] + 1 and _is_formula(lines[after - 1]):
            after -= 1
    return [*lines[:after], *(Leveled(line.row, line.level, closing=True) for line in lines[after:])]


def _is_formula(line: Leveled) -> bool:
    return line.level == "paragraph" and line.row.line.text.rstrip("。！") in words("closing_formula")


def tree(lines: Sequence[Leveled], style: Style, flattened: bool) -> tuple[Node, ...]:
    """The nodes of the top. 款 have no number where the text is `flattened`."""
    start = "articles" if style == "articles" else "numbered"
    tokens: Any = list(_tokens(lines))
    found = token_grammar("levels", ("articles", "numbered")).parse(tokens, start=start)
    nodes = tuple(with_headings_of_a_row(_nodes(found, lines)))
    return tuple(map(_unnumbered, nodes)) if flattened else nodes


def _tokens(lines: Sequence[Leveled]) -> Iterator[Token]:
    """Each line as a token that holds its place in the row; an article with text also opens its first 款."""
    for index, line in enumerate(lines):
        yield Token("CLOSING" if line.closing else line.level.upper(), str(index))
        if line.level == "article" and _heading_end(line.row.line, line.row.mark.end) < len(
            line.row.line.text
        ):
            yield Token("PARAGRAPH", str(index))


def _nodes(tree: Tree[Token], lines: Sequence[Leveled]) -> Iterator[Node]:
    """The nodes right below one of the tree; 款 are counted from 1."""
    paragraphs = 0
    for child in tree.children:
        if isinstance(child, Token):
            continue
        made = _node(child, lines)
        if made.level == "paragraph":
            paragraphs += 1
            made = replace(made, number=Ordinal(paragraphs))
        yield made


def _node(tree: Tree[Token], lines: Sequence[Leveled]) -> Node:
    """Recursion is no deeper than there are levels."""
    opened = lines[int(cast(Token, tree.children[0]))]
    line, end = opened.row.line, opened.row.mark.end
    level = cast(Level, str(tree.data))
    children = tuple(with_headings_of_a_row(_nodes(tree, lines)))
    if level in ("table", "continuation"):
        return Node(level, text=line)
    if level == "paragraph":
        start = _heading_end(line, end) if opened.level == "article" else 0
        return Node(level, text=line.cut(start) if start else line, children=children)
    heading = (
        title_end(line, end, level)
        if level in TITLED
        else _heading_end(line, end)
        if level == "article"
        else end
    )
    rest = None if level == "article" else _text(line.cut(heading))
    if level in ("first", "second", "third", "fourth") and rest is None and not children:
        heading, rest = end, _text(line.cut(end))  # a heading has something below it
    return Node(level, opened.row.mark.number, line.cut(0, end), _heading(line, end, heading), rest, children)


def _unnumbered(node: Node) -> Node:
    number = None if node.level == "paragraph" else node.number
    return replace(node, number=number, children=tuple(map(_unnumbered, node.children)))


def _is_head(row: Row) -> bool:
    rest = row.line.text[row.mark.end : row.mark.end + 20]
    spaced = bool(rest) and row.line.blank_before(row.mark.end)
    return bool(separator(rest)) or not goes_on(rest, spaced or not rest)


def _cited_item(row: Row) -> bool:
    """（三）项的规定: a citation at the beginning of a line."""
    return row.mark.kind in ("HAN_BRACKET", "ARABIC_BRACKET") and row.line.text.startswith(
        _ITEM_WORDS, row.mark.end
    )


def _heading_end(line: Line, start: int) -> int:
    """Where a heading in brackets right after the number of an article ends: 第一条【目的】, 第二条（适用范围）. A sign
    behind the number (第三条、) ends there too."""
    start += len(separator(line.text[start : start + 4]))
    opens = line.text[start : start + 1]
    if opens not in ("【", "（"):
        return start
    at = line.text.find("】" if opens == "【" else "）", start, start + _LONGEST_RUN_IN)
    return at + 1 if at > 0 else start


def _heading(line: Line, start: int, end: int) -> Line | None:
    """The heading between these places; None where there is only a sign."""
    heading = line.cut(start, end)
    return None if heading.text in words("behind_number") else _text(heading)


def _text(line: Line) -> Line | None:
    return line if line.text else None
