"""Patterns of text (RE2): what is wrong with one as written, and what several find in a text.

A text is looked at in one form: every character in its narrow form (NFKC), without blanks and without characters
nobody sees; so a pattern need not think of 30 日, `３０日` and `(一)`. RE2 takes time that grows with the text alone,
whatever the pattern is. A program keeps patterns as they are written; here they are made ready when first asked for.
A pattern behind ! takes words out: what it fits counts as the end of a sentence for the other patterns, so that words
clear no more than the clause they stand in.
Source: Unicode Standard Annex 15 (NFKC); RE2, Syntax.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from functools import cache, lru_cache
from itertools import accumulate
from typing import Any

from guiju.engine.diagnostics import limits
from guiju.engine.diagnostics.nearest import shown
from guiju.engine.diagnostics.text import Text
from msgspec import Struct
from msgspec.structs import replace

_TEXTS_KEPT = 20_000
_OUT = "!"
_END = "。".encode()
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_SIGNS = frozenset(r"\.+*?()|[]{}^$")


class Fault(Struct, frozen=True):
    """What is wrong with a pattern, and from where to where in it (counted from 0; the end is exclusive). `too_large`:
    nothing but its size."""

    message: Text
    start: int
    end: int
    hint: Text | None = None
    too_large: bool = False


def looked_at(text: str) -> str:
    """A text as patterns see it."""
    bare = "".join(unicodedata.normalize("NFKC", text).translate(_UNSEEN).split())
    return unicodedata.normalize("NFKC", bare)  # what a blank kept apart may have become one character


@lru_cache(maxsize=_TEXTS_KEPT)
def first_match(patterns: tuple[str, ...], text: str) -> str | None:
    """The first words of a text that one of the patterns fits, in the form in which the text is looked at, once what
    others take out is out; None where none does. The patterns are without fault."""
    wanted = tuple(p for p in patterns if not takes_out(p))
    if not wanted:
        return None
    found = _together(wanted).search(_left(patterns, _as_bytes(text)))
    return str(found.group(), "utf-8") if found is not None else None


def takes_out(pattern: str) -> bool:
    """Whether a pattern says what is left out of the text, and not what is looked for."""
    return pattern.startswith(_OUT)


def _left(patterns: tuple[str, ...], text: bytes) -> bytes:
    out = tuple(p.removeprefix(_OUT) for p in patterns if takes_out(p))
    if not out:
        return text
    kept, at = [], 0
    for found in _together(out).finditer(text):
        kept.append(text[at : found.start()])
        at = found.end()
    return _END.join((*kept, text[at:]))


def _together(patterns: tuple[str, ...]) -> Any:
    return _ready("|".join(f"(?:{p})" for p in patterns), limits.WORDING_MEMORY)


def as_written(words: str, text: str) -> str:
    """Words found in the form in which a text is looked at, with the characters of the text but its blanks; as they are
    where they cannot be told there."""
    pieces = [looked_at(char) for char in text]
    start = "".join(pieces).find(words)
    if start < 0 or not words:
        return words
    ends = list(accumulate(map(len, pieces)))
    return "".join(text[bisect_right(ends, start) : bisect_left(ends, start + len(words)) + 1].split())


def fault_of(pattern: str) -> Fault | None:
    """The first thing that is wrong with a pattern by itself."""
    if takes_out(pattern):
        found = fault_of(pattern.removeprefix(_OUT))
        return found and replace(found, start=found.start + 1, end=found.end + 1)
    if len(pattern) > limits.PATTERN_CHARS:
        most = limits.PATTERN_CHARS
        message = Text(f"样式超过 {most} 个字符", f"the pattern is over {most} characters")
        return Fault(message, 0, len(pattern), None, True)
    return _never_there(pattern) or _refused(pattern)


def too_large_together(patterns: tuple[str, ...]) -> bool:
    """Whether patterns, each without fault, are too much for one wording."""
    import re2

    try:
        first_match(patterns, "")
    except re2.error:
        return True
    return False


@lru_cache(maxsize=_TEXTS_KEPT)
def _as_bytes(text: str) -> bytes:
    return looked_at(text).encode("utf-8", "replace")


@cache
def _ready(pattern: str, memory: int) -> Any:
    """The pattern as RE2 runs it, within so many bytes of memory. Raises `re2.error`."""
    import re2

    options = re2.Options()
    options.log_errors = False
    options.never_capture = True
    options.max_mem = memory
    return re2.compile(pattern.encode("utf-8", "replace"), options)


def _never_there(pattern: str) -> Fault | None:
    """A character that no text has in the form in which it is looked at, so that the pattern could never fit."""
    for at, char in enumerate(pattern):
        narrow = looked_at(char)
        if narrow == char:
            continue
        if not narrow:
            message = Text("样式里不能有空白", "a pattern cannot have a blank")
            hint = Text(
                "文字里的空白在查找之前都已去掉", "all blanks of a text are taken out before it is looked at"
            )
            return Fault(message, at, at + 1, hint)
        written = "".join(f"\\{c}" if c in _SIGNS else c for c in narrow)
        message = Text(
            f"查找之前字符都已统一,文字里不会有“{char}”",
            f"characters are brought to one form before a text is looked at; '{char}' is never there",
        )
        return Fault(message, at, at + 1, Text(f"写 {written}", f"write {written}"))
    return None


def _refused(pattern: str) -> Fault | None:
    """What RE2 says against a pattern; one that fits the empty text says nothing and is refused as well."""
    import re2

    try:
        ready = _ready(pattern, limits.PATTERN_MEMORY)
    except re2.error as error:
        kind, _, fragment = error.args[0].decode("utf-8", "replace").partition(": ")
        return _said(pattern, kind, fragment)
    if ready.search(b"") is None:
        return None
    message = Text("这个样式任何文字都匹配", "this pattern fits any text whatever")
    return Fault(message, 0, len(pattern))


def _said(pattern: str, kind: str, fragment: str) -> Fault:
    """An error of RE2 in words, at the piece of the pattern that it names."""
    at = max(pattern.find(fragment), 0) if fragment else 0
    end = at + len(fragment) if fragment and fragment in pattern else len(pattern)
    if fragment.startswith(("(?=", "(?!", "(?<=", "(?<!")):
        return Fault(_NO_LOOKING, at, end, _NO_LOOKING_HINT)
    if kind == "invalid escape sequence" and fragment[1:2].isdecimal():
        return Fault(_NO_REFERRING, at, end, _PLAIN_HINT)
    if kind == _TOO_LARGE:
        return Fault(
            Text("这个样式展开后太大", "this pattern comes to too much"), 0, len(pattern), None, True
        )
    piece = shown(fragment)
    words = _KINDS.get(kind)
    if words is None:
        words = Text(f"样式写得不对({kind})", f"the pattern is not well formed ({kind})")
    return Fault(words + Text(f":{piece}", f": {piece}") if piece else words, at, end, _PLAIN_HINT)


_TOO_LARGE = "pattern too large - compile failed"
_NO_LOOKING = Text(
    "样式里不能断言前面或者后面有什么、没有什么", "a pattern cannot assert what stands before or behind it"
)
_NO_LOOKING_HINT = Text(
    "把前后的字一并写进去,或者另写一个用语,用“且 非 (文 匹配 …)”排除",
    "write the words before or behind as part of it, or rule them out with a second wording: and not (text matches …)",
)
_NO_REFERRING = Text("样式里不能引用前面括号里的字", "a pattern cannot refer back to what a bracket held")
_PLAIN_HINT = Text(
    "写法按 RE2;要指这个字符本身,前面加 \\",
    "the notation is that of RE2; put \\ before a sign that stands for itself",
)
_KINDS = {
    "missing )": Text("括号没有收尾", "a bracket is not closed"),
    "unexpected )": Text("多了一个右括号", "a closing bracket too many"),
    "missing ]": Text("方括号没有收尾", "a square bracket is not closed"),
    "no argument for repetition operator": Text("重复的符号前面没有字", "nothing stands before a sign of repetition"),
    "bad repetition operator": Text("重复的符号连在一起", "signs of repetition one after the other"),
    "invalid repetition size": Text(
        "重复的次数不对,或者超过 1000 次", "the number of repetitions is wrong, or over 1000"
    ),
    "invalid character class range": Text("字符的范围不对", "a range of characters is wrong"),
    "invalid escape sequence": Text("反斜线后面的字符没有意义", "the character after the backslash means nothing"),
    "invalid perl operator": Text("(? 后面的写法没有意义", "what follows (? means nothing"),
    "invalid named capture group": Text("括号的名称不对", "the name of a bracket is wrong"),
    "trailing \\": Text("末尾有单独的反斜线", "a backslash stands alone at the end"),
}  # fmt: skip
