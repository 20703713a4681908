"""What the words of a sentence tell: how it binds, whom it is about, which way money goes, the amounts it names.

In: a sentence as lines have it (no blanks, one width). The words are `grammars/document_sentences.lark` and the lists of
`document_words.toml`. All of it is a first look at the words, on which rules base a question and no verdict.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from guiju.engine.document.grammar import terminal
from guiju.engine.document.numbers import numeral
from guiju.engine.textcase.values import MONEY, MOODS, SUBJECTS, UNNAMED
from msgspec import Struct

_MOOD_ORDER = ("MUST_NOT", "MUST", "MAY", "ENCOURAGES")
_KINDS = (*SUBJECTS, *_MOOD_ORDER, *MONEY, "ITSELF")
_SEPARATORS = "，；：。、"
_MARKS_OBJECT = frozenset("对向给为与同经报凭受被至到")
_LOOK_BACK = 8
_LISTED = re.compile(r"(?:、|和|或者?|及|以及|与)[^，。；：、由应须可]{0,8}")
_ONLY_DESCRIBES = re.compile(
    r"[^，。；：、应须可得]{0,10}(?:出具|开具|核发|发放|颁发|监制|指定|认定|公布|规定|制定|确定|核定|批准|划定)的"
)
_PLACE_OF = re.compile(r"在[^由内里中上下]*$")
_UNITS = {"亿": 10**8, "百万": 10**6, "千万": 10**7, "万": 10**4, "千": 10**3}
_AMOUNT = re.compile(r"([0-9，.]+|[一二两三四五六七八九十百千零]+?)(亿|[百千]?万|千)?元")


class Wording(Struct, frozen=True):
    """`mood` is that which binds most of those in the sentence; `subject` whom it speaks of there, `UNNAMED` where the
    sentence does not say. `subjects` and `money` hold each kind once, in the order of the sentence."""

    mood: str
    subject: str
    subjects: tuple[str, ...]
    money: tuple[str, ...]
    amounts: tuple[Decimal, ...]
    names_itself: bool


class _Token(Struct, frozen=True):
    kind: str
    start: int
    end: int


def wording(text: str) -> Wording:
    """All of it for one sentence; time in proportion to its length."""
    tokens = [_Token(m.lastgroup or "", m.start(), m.end()) for m in _pattern().finditer(text)]
    mood = next((t for kind in _MOOD_ORDER for t in tokens if t.kind == kind), None)
    found = [t for t in tokens if t.kind in SUBJECTS]
    return Wording(
        MOODS[mood.kind if mood else ""],
        _subject(text, found, mood),
        tuple(dict.fromkeys(SUBJECTS[t.kind] for t in found)),
        tuple(dict.fromkeys(MONEY[t.kind] for t in tokens if t.kind in MONEY)),
        tuple(_amounts(text)) if "元" in text else (),
        any(t.kind == "ITSELF" for t in tokens),
    )


@cache
def _pattern() -> re.Pattern[str]:
    return terminal("sentences", *_KINDS)


def _subject(text: str, found: Sequence[_Token], mood: _Token | None) -> str:
    """The last one before the word that binds, if it is not what something is done to (对…, 经…批准); else the first one
    behind it: 严禁村民…, 应当由镇政府…. What stands in brackets, or only describes (派出所出具的证明), is no subject."""
    acting = list(_acting(text, found))
    if mood is None:
        first = next(iter(acting), None)
        return SUBJECTS[first.kind] if first else UNNAMED
    nearest = next((t for t in reversed(acting) if t.end <= mood.start), None)
    nearest = nearest or next((t for t in acting if t.start >= mood.end), None)
    return SUBJECTS[nearest.kind] if nearest else UNNAMED


def _acting(text: str, found: Sequence[_Token]) -> Iterator[_Token]:
    """Those that may be the subject. In a list (经镇政府、街道办批准) one is what the one before it is."""
    before: _Token | None = None
    idle = False
    for token in found:
        listed = before is not None and _LISTED.fullmatch(text, before.end, token.start) is not None
        idle = idle if listed else _is_object(text, before, token)
        if not idle and not _in_brackets(text, token) and _ONLY_DESCRIBES.match(text, token.end) is None:
            yield token
        before = token


def _in_brackets(text: str, token: _Token) -> bool:
    return text.rfind("（", 0, token.start) > text.rfind("）", 0, token.start)


def _is_object(text: str, before: _Token | None, token: _Token) -> bool:
    """Whether a word such as 对, 向 or 经 stands shortly before it, in the same clause; of an
    organ also 在 (在公安部门禁止通行的道路上)."""
    start = max(token.start - _LOOK_BACK, before.end if before else 0, 0)
    gap = text[start : token.start]
    clause = gap[max((gap.rfind(sign) for sign in _SEPARATORS), default=-1) + 1 :]
    if token.kind == "ORGANS" and _PLACE_OF.search(clause):
        return True
    return "征得" in clause or any(char in _MARKS_OBJECT for char in clause)


def _amounts(text: str) -> Iterator[Decimal]:
    """The amounts in yuan, as written: 1，000元, 5万元, 二百元."""
    for match in terminal("sentences", "AMOUNT").finditer(text):
        parts = _AMOUNT.fullmatch(match[0])
        if parts is None:
            continue
        figure, unit = parts[1].replace("，", ""), parts[2]
        number = Decimal(figure) if figure[0].isascii() else _in_words(figure)
        if number is not None:
            yield number * _UNITS.get(unit or "", 1)


def _in_words(figure: str) -> Decimal | None:
    value = numeral(figure)
    return None if value is None else Decimal(value)
