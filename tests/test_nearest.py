"""The nearest valid name to a wrong one."""

from __future__ import annotations

import pytest
from guiju.engine.diagnostics.nearest import nearest

STEPS = ("suspension", "collective_discussion", "集体讨论", "合法性审查", "公平竞争审查", "审核")


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("collective_discusion", "collective_discussion"),
        ("discussion", "collective_discussion"),
        ("suspenson", "suspension"),
        ("集体讨沦", "集体讨论"),
        ("审查", "合法性审查"),
        ("合法审查", "合法性审查"),
        ("集体\u200b讨论", "集体讨论"),
    ],
)
def test_the_nearest_name(wrong: str, right: str) -> None:
    assert nearest(wrong, STEPS) == [right]


def test_nothing_resembles_it() -> None:
    assert nearest("zzzz", STEPS) == [] and nearest("x", STEPS) == []


def test_several_each_once_best_first() -> None:
    assert nearest("审查", STEPS, 3) == ["合法性审查", "公平竞争审查", "审核"]
