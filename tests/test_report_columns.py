"""Breaking and padding by terminal columns."""

from __future__ import annotations

from guiju.engine.report.layout.columns import clip_front, columns, fill, pad
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

TEXT = st.text(alphabet="审查前置合法第条(一)项,。;《》 abc-19/:…", max_size=120)


@given(TEXT, st.integers(12, 60), st.sampled_from(["", "  - ", "  怎么办  "]))
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, width: int, first: str) -> None:
    width = max(width, columns(first) + 8)
    lines = fill(text, width, first)
    assert all(wcswidth(line) <= width for line in lines if len(line.strip()) > 1)
    said = "".join(line[len(first) if i == 0 else 0 :] for i, line in enumerate(lines))
    assert said.replace(" ", "") == text.replace(" ", "")


def test_breaks_fall_where_a_reader_expects_them() -> None:
    assert fill("未经合法性审查,不得讨论", 14) == ["未经合法性审", "查,不得讨论"]
    assert fill("依照(第二十五条)", 6, "") == ["依照", "(第二", "十五", "条)"]
    assert fill("处一千元罚款：”", 12) == ["处一千元罚", "款：”"]
    assert fill("依照（第二条）", 6, "") == ["依照", "（第二", "条）"]
    assert fill("see decision.yaml:14 there", 18) == ["see", "decision.yaml:14", "there"]
    assert fill("集体讨论 2019-10-30", 12, "  ") == ["  集体讨论", "  2019-10-30"]
    assert fill("abcdefghijkl", 8) == ["abcdefgh", "ijkl"]


def test_padding_and_clipping_count_wide_characters_twice() -> None:
    assert pad("审查", 6) == "审查  " and pad("审查", 6, right=True) == "  审查"
    assert clip_front("案卷/审查.yaml", 9) == "…查.yaml"
    assert clip_front("short", 10) == "short"
