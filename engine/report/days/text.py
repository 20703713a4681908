"""The answer of `guiju days` on a screen: the day, the ways to count, what lies between, what was known when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guiju.engine.calendar.days import Answer, AsKnown, Landed
from guiju.engine.calendar.passage import Passage, Stretch
from guiju.engine.calendar.periods import periods
from guiju.engine.diagnostics.text import Lang, Text, plain
from guiju.engine.report.days.words import (
    REMEDIES,
    as_known,
    between,
    dated,
    landing,
    outcome,
    passed,
    weekends,
)
from guiju.engine.report.layout.columns import columns, fill, pad

_STRETCHES_SHOWN = 30
_KINDS = {
    "off": Text("放假", "holiday"),
    "worked": Text("调休上班", "worked"),
    "closed": Text("当地不上班", "closed locally"),
}
_PASSED_OVER = Text("跳过和调休:", "Passed over, or worked in exchange:")
_AMONG_THEM = Text("其间(照算):", "Among them (they count all the same):")
_HEADS = (Text("算法", "way to count"), Text("到", "day"), Text("依据", "basis"))


def days_text(answer: Answer, lang: Lang, width: int = 100) -> str:
    """The answer as lines of at most `width` columns."""
    blocks = [
        fill(outcome(answer).in_lang(lang), width, rest="  "),
        list(_notes(answer, lang, width)),
        list(_readings(answer, lang, width)),
        list(_passage(answer, lang, width)) if answer.passage else [],
        *(list(_otherwise(found, lang, width)) for found in answer.as_known),
        [line for remark in answer.remarks for line in _remark(Text(remark.zh, remark.en), lang, width)],
    ]
    return "\n\n".join("\n".join(block) for block in _joined(blocks) if block) + "\n"


def _joined(blocks: Sequence[list[str]]) -> list[list[str]]:
    """The notes stand right under the answer."""
    return [[*blocks[0], *blocks[1]], *blocks[2:]]


def _notes(answer: Answer, lang: Lang, width: int) -> Iterator[str]:
    if answer.before is not None:
        day = landing(answer.before)
        note = Text(
            f"那天不上班,此前最近的上班日是 {day.zh}",
            f"off that day; the last day worked before it is {day.en}",
        )
        yield from fill(note.in_lang(lang), width, "  ")
    for remedy in dict.fromkeys(landed.remedy for landed in (answer.chosen, *answer.readings)):
        if remedy is not None:
            yield from fill(REMEDIES[remedy].in_lang(lang), width, "  ")
    if answer.known_on is not None:
        note = Text(
            f"只按 {answer.known_on} 已公布的通知", f"by the notices public on {answer.known_on} only"
        )
        yield from fill(note.in_lang(lang), width, "  ")


def _readings(answer: Answer, lang: Lang, width: int) -> Iterator[str]:
    unit, table = answer.question.unit, periods()
    rows = _rows(answer)
    names = [r.reading.name.in_lang(lang) for r in rows]
    days = [_day(r).in_lang(lang) for r in rows]
    heads = [head.in_lang(lang) for head in _HEADS]
    first, second = (max(map(columns, column)) for column in ([heads[0], *names], [heads[1], *days]))
    yield f"  {pad(heads[0], first)}  {pad(heads[1], second)}  {heads[2]}"
    for name, day, landed in zip(names, days, rows, strict=True):
        mark = "*" if landed.reading == answer.chosen.reading else " "
        basis = table.cited(landed.reading.basis_for(unit))
        yield from fill(basis.in_lang(lang), width, f"{mark} {pad(name, first)}  {pad(day, second)}  ")
        yield from fill((landed.missing or landed.reading.gist).in_lang(lang), width, " " * (first + 4))


def _day(landed: Landed) -> Text:
    if landed.day is None:
        return plain("—")
    return dated(landed.day) + (Text(" 休", " off") if landed.worked is False else plain(""))


def _rows(answer: Answer) -> tuple[Landed, ...]:
    """The ways to count, after one that combines several of them."""
    known = any(r.reading == answer.chosen.reading for r in answer.readings)
    return answer.readings if known else (answer.chosen, *answer.readings)


def _passage(answer: Answer, lang: Lang, width: int) -> Iterator[str]:
    found = answer.passage
    assert found is not None
    yield from fill(passed(found).in_lang(lang), width, rest="  ")
    counted = answer.question.unit == "workday"
    title = _PASSED_OVER if counted else _AMONG_THEM
    rows = list(_rows_of(found, lang))
    if not rows:
        return
    yield title.in_lang(lang)
    first, second = (max(columns(row[i]) for row in rows) for i in (0, 1))
    for kind, days, why in rows:
        yield from fill(why, width, f"  {pad(kind, first)}  {pad(days, second)}  ")


def _rows_of(found: Passage, lang: Lang) -> Iterator[tuple[str, str, str]]:
    shown = found.stretches[:_STRETCHES_SHOWN]
    for stretch in shown:
        yield _KINDS[stretch.kind].in_lang(lang), _dates(stretch).in_lang(lang), stretch.why.in_lang(lang)
    left = len(found.stretches) - len(shown)
    if left:
        yield (
            "…",
            "",
            Text(f"另有 {left} 段(--format json 全部列出)", f"{left} more (all in --format json)").in_lang(
                lang
            ),
        )
    if found.weekend:
        yield Text("周末", "weekends").in_lang(lang), weekends(found.weekend).in_lang(lang), ""


def _dates(stretch: Stretch) -> Text:
    if stretch.first == stretch.last:
        return plain(str(stretch.first))
    last = f"{stretch.last:%m-%d}" if stretch.last.year == stretch.first.year else str(stretch.last)
    return Text(f"{stretch.first} 至 {last}", f"{stretch.first} to {last}")


def _otherwise(found: AsKnown, lang: Lang, width: int) -> Iterator[str]:
    yield f"{as_known(found).in_lang(lang)}:"
    names = [r.reading.name.in_lang(lang) for r in found.landed]
    first = max(columns(name) for name in names)
    for name, landed in zip(names, found.landed, strict=True):
        yield from fill(landing(landed).in_lang(lang), width, f"  {pad(name, first)}  ")
    difference = between(found)
    if difference.zh:
        yield from fill(difference.in_lang(lang), width, "  ")


def _remark(text: Text, lang: Lang, width: int) -> list[str]:
    return fill(text.in_lang(lang), width, Text("注:", "Note: ").in_lang(lang))
