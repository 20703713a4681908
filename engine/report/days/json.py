"""The answer of `guiju days` as JSON: days as ISO dates, words in both languages (docs/calendar.md has the keys)."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from guiju.engine.calendar.days import Answer, AsKnown, Landed
from guiju.engine.calendar.passage import Passage
from guiju.engine.calendar.periods import periods
from guiju.engine.diagnostics.text import Text
from guiju.engine.report.days.words import outcome
from guiju.engine.report.words.both_languages import both

VERSION = "1"
"""Of this format."""


def days_json(answer: Answer) -> str:
    question = answer.question
    data = {
        "version": VERSION,
        "start": str(question.start),
        "period": {"n": question.n, "unit": question.unit},
        "back": question.back,
        "full_days": question.how.full_days,
        "roll": question.how.roll,
        "known_on": _day(answer.known_on),
        "exit": answer.exit_code,
        "answer": both(outcome(answer)),
        "chosen": _landed(answer.chosen, answer),
        "readings": [_landed(landed, answer) for landed in answer.readings],
        "passage": _passage(answer.passage) if answer.passage else None,
        "as_known": [_as_known(found, answer) for found in answer.as_known],
        "last_worked_before": _day(answer.before.day) if answer.before else None,
        "remarks": [both(Text(remark.zh, remark.en)) for remark in answer.remarks],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _landed(landed: Landed, answer: Answer) -> dict[str, Any]:
    reading, table = landed.reading, periods()
    return {
        "key": reading.key,
        "name": both(reading.name),
        "gist": both(reading.gist),
        "default": reading.default,
        "day": _day(landed.day),
        "weekday": landed.day.isoweekday() if landed.day else None,
        "worked": landed.worked,
        "why": both(landed.why) if landed.why else None,
        "missing": both(landed.missing) if landed.missing else None,
        "basis": [
            {"norm": b.norm, "article": b.article, "paragraph": b.paragraph, "text": both(table.cited((b,)))}
            for b in reading.basis_for(answer.question.unit)
        ],
    }


def _passage(found: Passage) -> dict[str, Any]:
    known = not found.unknown
    return {
        "first": str(found.first),
        "last": str(found.last),
        "days": found.days,
        "worked": found.worked if known else None,
        "off": found.off if known else None,
        "weekend": found.weekend if known else None,
        "years_without_notice": list(found.unknown),
        "stretches": [
            {"kind": s.kind, "first": str(s.first), "last": str(s.last), "why": both(s.why)}
            for s in found.stretches
        ],
    }


def _as_known(found: AsKnown, answer: Answer) -> dict[str, Any]:
    return {
        "known_on": _day(found.known_on),
        "readings": [
            {
                "key": r.reading.key,
                "day": _day(r.day),
                "missing": both(r.missing) if r.missing else None,
            }
            for r in found.landed
        ],
        "between": [{"number": n.number, "known_from": str(n.known_from)} for n in found.between],
    }


def _day(day: date | None) -> str | None:
    return str(day) if day else None
