"""Which 第N条 heads an article and which is a citation: public copies of documents are often broken at citations, so the
beginning of a line proves nothing. A heading has the next number, nothing after it that goes on with a citation, and
nothing open before it. What goes on with one is a word, not a character: 第三条及第四条 cites, 第三条及时公布 is an
article. Where a sentence has ended before the line, the number is the next one and a blank follows it, the line is a
heading whatever its first word is."""

from __future__ import annotations

from guiju.engine.document.grammar import terminal, words
from guiju.engine.document.line import Line
from guiju.engine.document.numbers import Ordinal
from guiju.engine.document.opening import Opening

_MOST_MISSING = 9


def heads(line: Line, mark: Opening, last: Ordinal | None, before: str, after: str) -> bool:
    """Whether the number that `mark` found at the beginning of `line` heads an article, when `last` was the one before it
    in this text (None: none yet), `before` is the text that it follows, and `after` that of the line below."""
    rest = line.text[mark.end : mark.end + 20]
    spaced = mark.end < len(line.text) and line.blank_before(mark.end)
    if mark.number is None or not (_in_order(mark.number, last) or (last is None and spaced)):
        return False
    ended = not before or before.endswith(words("closed"))
    if ended and follows(mark.number, last) and (spaced or _separated(rest)):
        return True
    if goes_on(rest or after[:20], spaced or not rest):
        return False
    if before.endswith("）") and spaced:  # a remark in brackets below the title
        return True
    return ended or not before.endswith(words("lead"))


def goes_on(rest: str, spaced: bool) -> bool:
    """Whether what follows the number of an article makes it a citation; `spaced`: a blank or new line is between."""
    if terminal("inside", "FURTHER").match(rest):
        return True
    if rest.startswith(words("begins_text")):
        return False
    if rest.startswith(words("never_after_heading")):
        return True
    return not spaced and rest.startswith(words("not_after_unspaced_heading"))


def separator(rest: str) -> str:
    """The sign that some put between the number of an article and its text (第三条、本县…, 第三条：…), "" if there is
    none; a list of articles (第三条、第四条) has none."""
    return rest[:1] if _separated(rest) else ""


def _separated(rest: str) -> bool:
    return rest.startswith(words("behind_number")) and not rest[1:].startswith(words("goes_on_listing"))


def follows(number: Ordinal, last: Ordinal | None) -> bool:
    """Whether the number is the next one: one more, or the first or next inserted after the last (之一)."""
    if last is None:
        return number == Ordinal(1)
    return number in (Ordinal(last.n + 1), Ordinal(last.n, last.suffix + 1))


def _in_order(number: Ordinal, last: Ordinal | None) -> bool:
    """The next number, the same once more, one a little further on (articles are missing), or a new text's first. (The
    first one of a fragment may be any, where a blank follows it.)"""
    if number == Ordinal(1):
        return True
    n = last.n if last is not None else 0
    return n <= number.n <= n + 1 + _MOST_MISSING and (last is None or number >= last)
