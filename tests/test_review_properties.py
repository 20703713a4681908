"""What holds of every review: a broken file, the order of files and further files change no other row."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath
from unittest import mock

import pytest
from guiju.engine.portfolio.model import Review, Reviewed
from guiju.engine.portfolio.pairs import pairs
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from .reviewing import FOLDER, reviewed, sample

BROKEN = {
    "00_空.docx": b"",
    "03b_截断.pdf": b"%PDF-1.7\nnothing",
    "09_图片.txt": b"\x89PNG\r\n\x1a\n",
    "12_坏案卷.yaml": b"a: [",
    "档案/旧.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(FOLDER, tmp_path / "样本")
    return tmp_path / "样本"


def by_file(review: Review) -> Mapping[tuple[str | None, str | None], Reviewed]:
    """The rows without their numbers, which move."""
    return {(r.entry.text, r.entry.case): replace(r, entry=replace(r.entry, row=0)) for r in review.reviewed}


def test_an_unreadable_file_more_changes_no_other_row(folder: Path) -> None:
    before = by_file(reviewed(folder))
    for name, data in BROKEN.items():
        (folder / name).write_bytes(data)
    after = reviewed(folder)
    assert len(after.reviewed) == len(before) + len(BROKEN)
    rows = by_file(after)
    assert {key: rows[key] for key in before} == before
    for key, found in rows.items():
        if key not in before:
            assert found.proposal == "ask" and found.problems, key


def test_the_order_in_which_the_system_lists_files_does_not_matter(folder: Path) -> None:
    def shuffled(top: Path) -> Iterator[tuple[str, list[str], list[str]]]:
        for root, folders, names in _WALK(str(top)):
            random.Random(7).shuffle(folders)
            random.Random(8).shuffle(names)
            yield root, folders, names

    plain = reviewed(folder)
    with mock.patch("os.walk", shuffled):
        assert reviewed(folder) == plain


_WALK = os.walk


def test_files_that_offices_leave_behind_are_passed_over(folder: Path) -> None:
    (folder / "~$01_河道采摘管理办法.docx").write_bytes(b"lock")
    (folder / ".隐藏.txt").write_text("x", "utf-8")
    assert len(reviewed(folder).reviewed) == len(sample().reviewed)


def test_the_counts_add_up() -> None:
    review = sample()
    assert sum(review.counts.values()) == len(review.reviewed)
    assert [r.entry.row for r in review.reviewed] == list(range(1, len(review.reviewed) + 1))


NAMES = st.lists(st.sampled_from(["甲", "乙", "1", "2", "10", "a/甲", "a/2"]), unique=True)


@given(NAMES, NAMES, st.randoms())
def test_every_file_is_in_a_row_in_one_order(
    texts: list[str], cases: list[str], order: random.Random
) -> None:
    documents = [Path(f"{name}.txt") for name in texts]
    found: dict[PurePath, PurePath | None] = {Path(f"{name}.yaml"): None for name in cases}
    rows = pairs(documents, found)
    assert {row.text for row in rows if row.text} == set(documents)
    assert {row.case for row in rows if row.case} == set(found)
    order.shuffle(documents)
    mixed = list(found)
    order.shuffle(mixed)
    assert pairs(documents, dict.fromkeys(mixed)) == rows


def test_numbers_in_names_are_put_in_order_as_numbers() -> None:
    rows = pairs([Path("10.txt"), Path("9.txt"), Path("1.txt")], {})
    assert [str(row.text) for row in rows] == ["1.txt", "9.txt", "10.txt"]


def test_a_text_that_two_cases_name_has_two_rows() -> None:
    text = Path("a.txt")
    rows = pairs([text], {Path("b.yaml"): text, Path("c.yaml"): text})
    assert [(row.text, row.case) for row in rows] == [(text, Path("b.yaml")), (text, Path("c.yaml"))]
