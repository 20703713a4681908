"""Lines that were broken in the middle of a sentence, put together again: texts wrapped at a fixed width, and copies that
begin a new line at each citation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from guiju.engine.document.grammar import words
from guiju.engine.document.headings import heads
from guiju.engine.document.line import Line, joined
from guiju.engine.document.model import RawDocument
from guiju.engine.document.numbers import Ordinal
from guiju.engine.document.opening import Opening, opening
from guiju.engine.document.rows import Row, said_before
from msgspec import Struct

_SHORTEST_WRAPPED = 18
_PUSHED_OVER = 6
_MOST_WIDTHS = 12
_ITEM_ENDS = ("项", "款", "目")


class _Wrapping(Struct, frozen=True):
    """How the file breaks its lines: at `width` half characters, or not at all (0); `indented`: a new paragraph begins
    with a blank."""

    width: int
    indented: bool


def whole_lines(raw: RawDocument, lines: Sequence[Line]) -> list[Line]:
    """The lines as they were before they were broken."""
    wrapping = _wrapping(raw, lines)
    starts = {p.number for p in raw.paragraphs if p.text[:1].isspace()}
    out: list[Line] = []
    pending: list[Line] = []
    last: Ordinal | None = None
    open_titles = 0
    for index, line in enumerate(lines):
        mark = opening(line)
        before = pending[-1] if pending else None
        after = lines[index + 1].text if index + 1 < len(lines) else ""
        is_article = mark.kind == "ARTICLE" and heads(line, mark, last, _said_before(before), after)
        if is_article:
            last = mark.number
        indented = line.runs[0].paragraph in starts
        if before is not None and (
            _one_sentence(before, line, mark, is_article, open_titles)
            or _wrapped(before, line, mark, wrapping, is_article, indented)
        ):
            pending.append(line)
            open_titles += line.text.count("《") - line.text.count("》")
            continue
        if pending:
            out.append(joined(pending))
        pending = [line]
        open_titles = line.text.count("《") - line.text.count("》")
    return [*out, joined(pending)] if pending else out


def _said_before(before: Line | None) -> str:
    return said_before(Row(before, opening(before))) if before is not None else ""


def _one_sentence(before: Line, line: Line, mark: Opening, is_article: bool, open_titles: int) -> bool:
    """Whether the two lines are plainly parts of one sentence, in any file."""
    if line.cell or before.cell or is_article or before.text.endswith(words("closed")):
        return False
    if mark.kind == "ARTICLE":
        return opening(before).kind not in ("BOOK", "CHAPTER", "SECTION")
    if mark.kind == "HAN_BRACKET" and line.text[mark.end : mark.end + 1] in _ITEM_ENDS:
        return True
    if mark.kind != "TEXT":
        return False
    after_number = opening(before)
    bare = after_number.kind == "ARTICLE" and after_number.end == len(before.text)
    if bare and _continues(line.text):
        return True
    return open_titles > 0 or before.text.endswith(words("breaking_off"))


def _continues(text: str) -> bool:
    return text.startswith(("第", *words("never_after_heading"), *words("not_after_unspaced_heading")))


def _wrapped(
    before: Line, line: Line, mark: Opening, wrapping: _Wrapping, is_article: bool, indented: bool
) -> bool:
    """Whether the file's width broke the line."""
    if (
        not wrapping.width
        or line.cell
        or before.cell
        or is_article
        or _width(before.text) < wrapping.width - _PUSHED_OVER
    ):
        return False
    if mark.marks and mark.kind != "ARTICLE":
        return False
    if mark.kind not in ("TEXT", "DATE", "ARTICLE") or (mark.kind == "DATE" and mark.end == len(line.text)):
        return False
    if wrapping.indented:
        return not indented
    return not before.text.endswith(words("closed"))


def _wrapping(raw: RawDocument, lines: Sequence[Line]) -> _Wrapping:
    """A file is wrapped where many lines end in mid-sentence at about the same width, the greatest that there is but for
    a few."""
    texts = [line.text for line in lines if line.cell is None]
    broken = [_width(t) for t in texts if len(t) >= _SHORTEST_WRAPPED and not t.endswith(words("closed"))]
    if len(broken) < 3 or len(broken) * 4 < len(texts):
        return _Wrapping(0, False)
    counts = Counter(broken)
    for width in sorted(counts, reverse=True)[:_MOST_WIDTHS]:
        at_width = sum(counts[w] for w in range(width - _PUSHED_OVER, width + 1))
        longer = sum(1 for text in texts if _width(text) > width + _PUSHED_OVER)
        if at_width * 2 >= len(broken) and longer * 10 <= len(texts):
            indented = sum(1 for p in raw.paragraphs if p.text.strip() and p.text[:1].isspace())
            return _Wrapping(width, indented * 4 > len(texts))
    return _Wrapping(0, False)


def _width(text: str) -> int:
    """In halves: a letter or digit is half as wide as a Chinese character."""
    return sum(1 if char.isascii() else 2 for char in text)
