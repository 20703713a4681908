"""Clauses on lines: two blanks of indentation for each brace, one clause on a line, lines of at most 110 columns.

A clause or block that fits on its line stands there whole. Otherwise a block has each of its clauses on a line of
its own (the records of an example share lines), and a clause breaks at its outermost forms, which are filled into
lines; a form that is too long for a line breaks again inside. Texts, names and comments are never broken.
"""

from __future__ import annotations

from collections.abc import Sequence

from guiju.engine.syntax.format_read import Comment, Leaf
from guiju.engine.syntax.format_shape import Clause, Word
from wcwidth import wcswidth

COLUMNS = 110
"""A Chinese character takes two."""

_STEP = 2
_APART = "  "
_TOGETHER = ("IMPORT", "NORM", "FACT", "DEFINE", "PARAM", "UNCHECKED")
"""Declarations of which several may stand without blank lines between them."""


def lay_out(declarations: Sequence[Clause], end: Leaf) -> str:
    """The text of a pack; `end` carries the comments after the last declaration."""
    page = _Page()
    for previous, clause in zip([None, *declarations], declarations, strict=False):
        together = previous is not None and previous.keyword == clause.keyword in _TOGETHER
        page.clause(clause, 0, apart=previous is not None and not together)
    page.comments(end.before, 0)
    return "".join(f"{line}\n" for line in page.lines)


class _Page:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self._fresh = True  # nothing stands yet in this block

    def clause(self, clause: Clause, indent: int, *, apart: bool = False) -> None:
        """A clause with the comments above it; `apart` asks for a blank line before these."""
        first = clause.first
        self._blank(apart and not self._fresh)
        self.comments(first.before, indent)
        self._blank(first.apart and not self._fresh)
        self._fresh = False
        whole = _flat(clause)
        if whole is not None and _fits(indent, whole):
            self._line(indent, whole, clause.last.after)
            return
        words: list[Word] = []
        for piece in clause.pieces:
            if isinstance(piece, Word):
                words.append(piece)
            elif not piece.items and not piece.open.after and not piece.close.before:
                words += [piece.open, piece.close]
            else:
                self._words([*words, piece.open], indent)
                self._fresh = True
                self._items(piece.items, indent + _STEP)
                self.comments(piece.close.before, indent + _STEP)
                self._fresh = False
                words = [_without_comments(piece.close)]
        self._words(words, indent)

    def _items(self, items: Sequence[Clause], indent: int) -> None:
        """The clauses of a block that is broken. Records of an example, which begin with a name, share a line as far
        as there is room."""
        open_line = False
        for item in items:
            text = _flat(item) if item.keyword == "NAME" else None
            alone = item.first.before or item.first.apart
            if open_line and text is not None and not alone and _fits(0, f"{self.lines[-1]}{_APART}{text}"):
                self._line(0, f"{self.lines.pop()}{_APART}{text}", item.last.after)
            else:
                self.clause(item, indent)
            open_line = text is not None and not item.last.after and _fits(indent, text)

    def comments(self, comments: Sequence[Comment], indent: int) -> None:
        for comment in comments:
            self._blank(comment.apart and not self._fresh)
            self._line(indent, comment.text)
            self._fresh = False

    def _words(self, words: Sequence[Word], indent: int) -> None:
        """Words on one line or more. A comment among them ends a line or takes one."""
        at, run = indent, list(words[:1])
        for word in words[1:]:
            if run[-1].after or word.before:
                self._run(run, at, indent + _STEP)
                self._notes(word.before, indent + _STEP)
                at, run = indent + _STEP, []
            run.append(word)
        self._run(run, at, indent + _STEP)

    def _notes(self, comments: Sequence[Comment], indent: int) -> None:
        for comment in comments:
            self._line(indent, comment.text)

    def _run(self, words: Sequence[Word], indent: int, rest: int) -> None:
        lines = _wrapped(words, indent, rest)
        lines[-1] += _ending(words[-1].after)
        self.lines += lines

    def _line(self, indent: int, text: str, after: str = "") -> None:
        self.lines.append(" " * indent + text + _ending(after))

    def _blank(self, wanted: bool) -> None:
        if wanted and self.lines and self.lines[-1]:
            self.lines.append("")


def _wrapped(words: Sequence[Word], indent: int, rest: int) -> list[str]:
    """Lines, the first indented by `indent`, the others by `rest` or more."""
    whole = " " * indent + _joined(words)
    breaks = {i: word.broken for i, word in enumerate(words) if i and word.broken is not None}
    if not breaks or _fits(0, whole):
        return [whole]
    outermost = min(b.depth for b in breaks.values())
    starts = [i for i, b in breaks.items() if b.depth == outermost]
    flush = any(breaks[i].flush for i in starts)
    inner = rest if flush else rest + _STEP
    lines: list[str] = []
    open_line = False
    for start, end in zip([0, *starts], [*starts, len(words)], strict=True):
        part = words[start:end]
        text = _joined(part)
        if open_line and _fits(0, f"{lines[-1]} {text}"):
            lines[-1] += f" {text}"
            continue
        new = _wrapped(part, rest if lines else indent, inner)
        open_line = len(new) == 1
        lines += new
    return lines


def _flat(clause: Clause) -> str | None:
    """The clause on one line; None where a comment or a block forbids it. Comments at its two ends do not count."""
    words: list[Word] = []
    for piece in clause.pieces:
        if isinstance(piece, Word):
            words.append(piece)
            continue
        inner = [_flat(item) for item in piece.items]
        if None in inner or (inner and not piece.flat):
            return None
        if any(item.first.before or item.last.after for item in piece.items):
            return None
        if piece.open.after or piece.close.before:
            return None
        words += [piece.open, *([Word(piece.joint.join(filter(None, inner)))] if inner else []), piece.close]
    if any(word.before for word in words[1:]) or any(word.after for word in words[:-1]):
        return None
    return _joined(words)


def _joined(words: Sequence[Word]) -> str:
    return "".join(w.text if w.glued or not i else f" {w.text}" for i, w in enumerate(words))


def _without_comments(close: Word) -> Word:
    return Word(close.text, after=close.after)


def _ending(comment: str) -> str:
    return f"  {comment}" if comment else ""


def _fits(indent: int, text: str) -> bool:
    return indent + wcswidth(text) <= COLUMNS
