"""A duration among the facts of a case, in words and as data."""

from __future__ import annotations

from guiju.engine.case.duration import Duration
from guiju.engine.report.models.findings import json_value
from guiju.engine.report.words.naming import Names

from .evaluating import WORDS
from .oracle.small import program


def test_a_duration_is_said_with_its_unit() -> None:
    names = Names(program(words=WORDS))
    said = {n: names.value(Duration(n, "workday")) for n in (1, 10)}
    assert [(t.zh, t.en) for t in said.values()] == [
        ("1个工作日", "1 working day"),
        ("10个工作日", "10 working days"),
    ]


def test_a_duration_is_data() -> None:
    assert json_value(Duration(3, "month", "某参数")) == {"n": 3, "unit": "month"}
    assert json_value((Duration(1, "day"),)) == [{"n": 1, "unit": "day"}]
