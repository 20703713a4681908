"""Places of a text in English: each step of one has its word there; what is no such place is left alone."""

from __future__ import annotations

import pytest
from guiju.engine.diagnostics.places import place_words

PLACES = [
    ("第三条", "art. 3"),
    ("第三条第二款第(一)项", "art. 3 para. 2 item 1"),
    ("第十七条之一第二句", "art. 17-1 sentence 2"),
    ("四、（十三）第二句", "point 4 (13) sentence 2"),
    ("三、1.", "point 3 point 1"),
    ("第12段", "paragraph 12"),
    ("印发通知第4段", "covering notice paragraph 4"),
    ("全文", "the whole document"),
    ("附件2第一条", "annex 2 art. 1"),
    ("附件第一条", "annex art. 1"),
    ("第一百二十三条①", "art. 123 ①"),
    ("《云溪镇乙办法》第九条", "《云溪镇乙办法》 art. 9"),
]


@pytest.mark.parametrize(("zh", "en"), PLACES)
def test_a_place_is_told_in_both_languages(zh: str, en: str) -> None:
    assert place_words(zh).zh == zh
    assert place_words(zh).en == en


@pytest.mark.parametrize("where", ["", "表一的说明", "第百百条", "《云溪镇乙办法》", "第三条的说明"])
def test_what_is_no_place_is_left_as_it_is(where: str) -> None:
    assert place_words(where).zh == place_words(where).en == where
