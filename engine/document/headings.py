"""Which 第N条 heads an article and which is a citation: public copies of documents are often broken at citations, so the
beginning of a line proves nothing. A heading has the next number, nothing after it that goes on with a citation, and
nothing open before it."""

from __future__ import annotations

from guiju.engine.document.grammar import terminal, words
from guiju.engine.document.line import Line
from guiju.engine.document.numbers import Ordinal
from guiju.engine.document.opening import Opening

_MOST_MISSING = 9


def heads(line: Line, mark: Opening, last: Ordinal | None, before: str, after: str) -> bool:
    """Whether the number that `mark` found at the beginning of `line` heads an article, when `last` was the one before it
    in this text (None: none yet), `before` is the text that it follows, and `after` that of the line below."""
    if mark.number is None or not _in_order(mark.number, last):
        return False
    rest = line.text[mark.end : mark.end + 20]
    spaced = mark.end < len(line.text) and line.blank_before(mark.end)
    if goes_on(rest or after[:20], spaced or not rest):
        return False
    if before.endswith("）") and spaced:  # a remark in brackets below the title
        return True
    return not before.endswith(words("lead")) or before.endswith(words("closed"))


def goes_on(rest: str, spaced: bool) -> bool:
    """Whether what follows the number of an article makes it a citation; `spaced`: a blank or new line is between."""
    if rest.startswith(words("never_after_heading")) or terminal("inside", "FURTHER").match(rest):
        return True
    return not spaced and rest.startswith(words("not_after_unspaced_heading"))


def follows(number: Ordinal, last: Ordinal | None) -> bool:
    """Whether the number is the next one: one more, or the first or next inserted after the last (之一)."""
    if last is None:
        return number == Ordinal(1)
    return number in (Ordinal(last.n + 1), Ordinal(last.n, last.suffix + 1))


def _in_order(number: Ordinal, last: Ordinal | None) -> bool:
    """The next number, the same once more, one a little further on (articles are missing), or a new text's first."""
    if number == Ordinal(1):
        return True
    n = last.n if last is not None else 0
    return n <= number.n <= n + 1 + _MOST_MISSING and (last is None or number >= last)
