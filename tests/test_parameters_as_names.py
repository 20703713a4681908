"""A parameter where the case has to say something, and errors that are not said twice."""

from __future__ import annotations

import pytest

from .site_works import codes, rule, wrong


@pytest.mark.parametrize(
    "condition",
    ['P contains "a"', 'N contains "a"', "stated P", "stated N", "names contains_all [a] and stated P"],
)
def test_a_parameter_is_no_fact(condition: str) -> None:
    (error,) = wrong(rule(f"each show ensure {condition}"))
    assert error.code == "P011" and "is a parameter" in error.message.en


def test_a_parameter_is_not_looked_for_among_the_fields() -> None:
    assert codes(rule("each show ensure names contains this.P")) == [("P010", 1)]
    assert codes(rule("each show ensure every P satisfies (it = a)"))[0][0] == "P011"


def test_an_unknown_name_in_a_definition_is_told_once_however_often_it_is_used() -> None:
    define = "define wrong_one = zzz = red\n"
    uses = [rule("each show ensure wrong_one", f"r{n}") for n in (1, 2, 3)]
    assert codes(define, *uses) == [("P010", 1)]
    assert codes(rule("each show ensure zzz = red"), rule("each show ensure zzz = red", "r2")) == [
        ("P010", 1),
        ("P010", 2),
    ]


def test_the_days_of_an_element_may_bound_a_length() -> None:
    apart = "each show for_every people { from it.from_day to this.end at_least 3 days }"
    assert codes(rule(apart)) == []
    assert codes(rule(apart.replace("from_day", "nm"))) == [("P011", 1)]
    assert codes(rule("each show from it.from_day to this.end at_least 3 days")) == [("P013", 1)]
