"""What a sentence of the handbook must be: sound as language, and whole, with nothing of its rule left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from guiju.engine.diagnostics.text import Text
from guiju.engine.diagnostics.words import chinese_number, quantity, word
from guiju.engine.handbook.sentences import sentences_of
from guiju.engine.handbook.walk import facts_of, steps_of
from guiju.engine.semantics import core
from guiju.engine.semantics.core import Duration, Lit
from guiju.engine.semantics.program import (
    CountsRule,
    Program,
    Rule,
)
from guiju.engine.semantics.walk import nodes
from msgspec.structs import replace

DOUBLED = re.compile(r"\b([a-z]+) \1\b", re.I)
DOUBLED_ZH = re.compile(
    "的的|应当应当|不得不得|每次每次|本次本次|其其|的,的|之之|,,|;;|。。|为为|有有(?!效期)|没有没有|,;"
)


def sound(sentence: Text) -> None:
    """Balanced brackets and quotes, no doubled words, one capital and one full stop."""
    for text in (sentence.zh, sentence.en):
        for opened, closed in ("()", "[]", "“”"):
            depth = 0
            for char in text:
                depth += (char == opened) - (char == closed)
                assert depth >= 0, text
            assert depth == 0, text
    assert sentence.zh.endswith("。")
    assert sentence.en.endswith(".")
    assert sentence.en[0] in "“[" or sentence.en[0] == sentence.en[0].upper()
    assert not DOUBLED_ZH.search(sentence.zh), sentence.zh
    assert not DOUBLED.search(sentence.en), sentence.en
    assert "  " not in sentence.en
    assert " ," not in sentence.en
    assert re.search(r"(?<!step )\ba (?!one)[aeio][a-z]", sentence.en) is None, sentence.en


def complete(checked: Rule | CountsRule, made: Program) -> None:
    """Each step, fact, number, unit, day and text of the rule is in its sentence."""
    assert isinstance(checked, Rule)
    for version in sentences_of(checked, made):
        for reading in version.readings:
            one = replace(checked, versions=(replace(version.version, readings=(reading.reading,)),))
            for wanted in _wanted(one, made):
                assert wanted.zh in reading.sentence.zh, (wanted.zh, reading.sentence.zh)
                assert wanted.en.lower() in reading.sentence.en.lower(), (wanted.en, reading.sentence.en)


def _wanted(checked: Rule, made: Program) -> Iterator[Text]:
    words = made.vocabulary.words
    yield from (words(step) for step in steps_of(checked))
    yield from (words(fact) for fact in facts_of(checked))
    for part in nodes((checked.when, checked.versions[0].readings[0].req)):
        match part:
            case core.Window(direction="any", lo=None, hi=core.Duration(n=0, unit="day", of=None)):
                yield Text("同一天", "same day")
            case Duration(n, unit, shares=()) if n:
                yield quantity(n, unit)
            case core.Exists(at_least=n, at_most=m):
                yield from (Text(str(k), str(k)) for k in (n, m) if k and k > 1)
            case core.Quant(kind="share", n=n, d=d):
                yield Text(f"{chinese_number(d)}分之{chinese_number(n)}", f"{n}/{d}")
            case core.Quant(kind="at_least" | "at_most" | "exactly", n=n):
                yield Text(str(n), str(n))
            case Lit(value=bool(value)):
                yield word("truth", "yes" if value else "no")
            case core.FixedPoint(day=day):
                yield Text(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {day:%B} {day.year}")
            case core.YearDayPoint(month=month, day=number):
                yield Text(f"{month}月{number}日", f"{number} {date(2024, month, 1):%B}")
            case _:
                continue
