"""How the places of words in a text stand in front of them, and among others."""

from __future__ import annotations

import pytest
from guiju.engine.report.words.places import among_others, before_words


@pytest.mark.parametrize(
    ("where", "zh", "en", "listed"),
    [
        ("第三条", "第三条:", "art. 3: ", "第三条"),
        ("二、（三）", "二、（三）:", "point 2 (3): ", "二、（三）"),
        ("十、", "十、", "point 10: ", "十"),
        ("二、1.", "二、1.", "point 2 point 1: ", "二、1"),
        ("六、第一句", "六、第一句:", "point 6 sentence 1: ", "六、第一句"),
    ],
)
def test_the_sign_behind_a_number_stands_for_the_colon(where: str, zh: str, en: str, listed: str) -> None:
    told = before_words(where)
    assert (told.zh, told.en, among_others(where).zh) == (zh, en, listed)
