"""What a rule is about is said once: each, at intervals, each year, or by a short form."""

from __future__ import annotations

import pytest

from .site_works import codes, rule


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("each_year show(kind = large) before report", 1),
        ("each_month show then report within 3 days", 1),
        ("each_quarter show lasts at_least 3 days", 1),
        ("each_year each_month has report any_time", 1),
        ("each_year each check has report any_time", 1),
        ("at_intervals_of 3 days from check each show has report any_time", 1),
        ("at_intervals_of 3 days each_year has report any_time", 1),
        ("each check each_year each_month has report any_time", 2),
        ("each check show before report", 1),
        ("each_year has report any_time", 0),
        ("each check has report any_time", 0),
        ("at_intervals_of 3 days from check has report any_time", 0),
        ("show before report", 0),
    ],
)
def test_two_ways_to_say_it_are_an_error_at_the_second(body: str, count: int) -> None:
    assert codes(rule(body)) == [("P013", 1)] * count
