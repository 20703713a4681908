"""Folders that were tampered with, in every way the record is made to show, and the first bad record named."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from guiju.engine.record.audit import Audit, Root, audit, read_record
from guiju.engine.record.canonical import to_bytes
from guiju.engine.record.entry import Malformed, decode, file_name
from guiju.engine.record.fault import Damaged
from guiju.engine.record.folder import RECORDS, NoRecordFolder

from .records import content, edit, fill, names, path_of, raw, rechain, rewrite, sound

SIZE = 9


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "r"
    fill(folder, SIZE)
    return folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "r"))


def roots(folder: Path) -> list[str]:
    tree = audit(folder).tree
    return [tree.root(n).hex() for n in range(tree.size + 1)]


def first(found: Audit) -> tuple[str, int | None]:
    assert found.faults
    return found.faults[0].kind, found.faults[0].number


def behead(folder: Path) -> None:
    (folder / "head.json").unlink()


def test_a_folder_as_it_was_is_sound(folder: Path) -> None:
    found = audit(folder)
    assert (found.faults, found.tree.size, found.unvouched) == ((), SIZE, 0)
    behead(folder)
    assert (audit(folder).faults, audit(folder).unvouched) == ((), 1)
    with pytest.raises(NoRecordFolder):
        audit(folder.parent)


def test_a_root_of_any_time_is_found(folder: Path) -> None:
    for size, value in enumerate(roots(folder)):
        found = audit(folder, [Root(value), Root(value, size)])
        assert found.faults == () and [m.size for m in found.roots] == [size, size]


# Each takes a folder and a number, does its deed, and gives the kind and the number that must be named. -----------


def removes(folder: Path, n: int) -> tuple[str, int]:
    path_of(folder, n).unlink()
    return ("removed" if n < SIZE else "truncated"), n


def removes_and_closes_up(folder: Path, n: int) -> tuple[str, int]:
    path_of(folder, n).unlink()
    for number in range(n, SIZE):
        path_of(folder, number + 1).rename(path_of(folder, number))
    return ("removed" if n < SIZE else "truncated"), n


def edits(folder: Path, n: int) -> tuple[str, int]:
    edit(folder, n, lambda v: v["content"].update(n="other"))
    return "edited", n


def edits_the_time(folder: Path, n: int) -> tuple[str, int]:
    edit(folder, n, lambda v: v.update(recorded="2020-01-01T00:00:00Z"))
    return "edited", n


def edits_what_was_before(folder: Path, n: int) -> tuple[str, int]:
    edit(folder, n, lambda v: v["prior"].update(root="0" * 64))
    return "edited", n


def edits_the_leaf_before(folder: Path, n: int) -> tuple[str, int]:
    edit(folder, n, lambda v: v["prior"].update(leaf="0" * 64))
    return "edited", n


def edits_all_that_was_before(folder: Path, n: int) -> tuple[str, int]:
    edit(folder, n, lambda v: v.update(prior={"size": n + 3, "root": "?", "leaf": "?"}))
    return "edited", n


def edits_the_number(folder: Path, n: int) -> tuple[str, int]:
    edit(folder, n, lambda v: v.update(number=n + 1))
    return "edited", n


def empties(folder: Path, n: int) -> tuple[str, int]:
    path_of(folder, n).write_bytes(b"")
    return "edited", n


def reformats(folder: Path, n: int) -> tuple[str, int]:
    path_of(folder, n).write_bytes(path_of(folder, n).read_bytes().replace(b":", b": ", 1))
    return "edited", n


def links(folder: Path, n: int) -> tuple[str, int]:
    kept = folder / "kept"
    path_of(folder, n).rename(kept)
    path_of(folder, n).symlink_to(kept)
    return "edited", n


def swaps(folder: Path, n: int) -> tuple[str, int]:
    other = n + 1 if n < SIZE else 1
    one, two = path_of(folder, n).read_bytes(), path_of(folder, other).read_bytes()
    path_of(folder, n).write_bytes(two)
    path_of(folder, other).write_bytes(one)
    return "reordered", min(n, other)


def doubles(folder: Path, n: int) -> tuple[str, int]:
    if n == 1:
        n = 2
    path_of(folder, n).write_bytes(path_of(folder, n - 1).read_bytes())
    return "edited", n


def cuts(folder: Path, n: int) -> tuple[str, int]:
    for number in range(n, SIZE + 1):
        path_of(folder, number).unlink()
    return "truncated", n


def rechains(folder: Path, n: int) -> tuple[str, int]:
    edit(folder, n, lambda v: v["content"].update(n="other"))
    rechain(folder, n)
    return ("rechained" if n < SIZE else "edited"), n


def removes_and_rechains(folder: Path, n: int) -> tuple[str, int]:
    removes_and_closes_up(folder, n)
    rechain(folder, n)
    return {SIZE: "truncated", SIZE - 1: "edited"}.get(n, "rechained"), n


DEEDS: list[Callable[[Path, int], tuple[str, int]]] = [
    removes,
    removes_and_closes_up,
    edits,
    edits_the_time,
    edits_what_was_before,
    edits_the_leaf_before,
    edits_all_that_was_before,
    edits_the_number,
    empties,
    reformats,
    links,
    swaps,
    doubles,
    cuts,
    rechains,
    removes_and_rechains,
]


@pytest.mark.parametrize("number", range(1, SIZE + 1))
@pytest.mark.parametrize("deed", DEEDS)
def test_what_was_done_is_found_and_the_first_bad_record_named(
    folder: Path, deed: Callable[[Path, int], tuple[str, int]], number: int
) -> None:
    kind, bad = deed(folder, number)
    found = audit(folder)
    assert first(found) == (kind, bad)
    assert found.tree.size == bad - 1 and str(bad) in found.faults[0].message.zh
    if kind in ("edited", "removed", "reordered") and deed is not removes_and_rechains and number < SIZE:
        behead(folder)  # a writer with a head looks at the last record only
    with pytest.raises(Damaged):
        fill(folder, 1, first=SIZE + 1)


WITHOUT_A_HEAD = [d for d in DEEDS if d not in (cuts, rechains, removes_and_rechains)]


@pytest.mark.parametrize("number", range(1, SIZE))
@pytest.mark.parametrize("deed", WITHOUT_A_HEAD)
def test_all_but_the_end_is_found_without_a_head(
    folder: Path, deed: Callable[[Path, int], tuple[str, int]], number: int
) -> None:
    behead(folder)
    kind, bad = deed(folder, number)
    assert first(audit(folder)) == (kind, bad)


@pytest.mark.parametrize("number", range(1, SIZE + 1))
@pytest.mark.parametrize("deed", DEEDS)
def test_a_root_on_paper_finds_what_the_folder_does_not_show(
    folder: Path, deed: Callable[[Path, int], tuple[str, int]], number: int
) -> None:
    """The forger has had time: whatever was done, all is chained anew and the head made anew from it."""
    kept = roots(folder)
    deed(folder, number)
    for name in names(folder):
        path = folder / RECORDS / name
        try:
            decode(b"" if path.is_symlink() else path.read_bytes())
        except Malformed:
            path.unlink()
    for at, name in enumerate(names(folder), 1):
        (folder / RECORDS / name).rename(folder / RECORDS / file_name(at))
    rechain(folder, 1)
    behead(folder)
    fill(folder, 1, first=SIZE + 50)
    path_of(folder, len(names(folder))).unlink()
    behead(folder)
    left = len(names(folder))
    assert audit(folder).faults == ()
    found = audit(folder, [Root(kept[SIZE])])
    same = kept[SIZE] == audit(folder).tree.root().hex()
    assert bool(found.faults) != same
    if same:  # only the wrong prior of a record was mended again
        return
    named = audit(folder, [Root(value, size) for size, value in enumerate(kept)]).faults[0]
    if left >= SIZE:
        assert named.kind == "rechained" and named.number is not None
        assert kept[named.number - 1] == audit(folder).tree.root(named.number - 1).hex()


def test_one_old_root_bounds_where_the_forgery_lies(folder: Path) -> None:
    kept = roots(folder)
    rechains(folder, 6)
    behead(folder)
    assert audit(folder).faults == ()
    assert audit(folder, [Root(kept[5])]).faults == ()
    assert first(audit(folder, [Root(kept[6])])) == ("rechained", None)
    between = audit(folder, [Root(kept[4], 4), Root(kept[8], 8)]).faults[0]
    assert between.number is None and "5" in between.message.zh and "8" in between.message.zh
    assert first(audit(folder, [Root(kept[5], 5), Root(kept[6], 6)])) == ("rechained", 6)


def test_a_root_under_another_number_is_no_witness(folder: Path) -> None:
    kept = roots(folder)
    assert audit(folder, [Root(kept[4], 4), Root(kept[3])]).faults == ()
    assert first(audit(folder, [Root(kept[4], 3)])) == ("misnumbered", None)
    assert first(audit(folder, [Root(kept[4], SIZE + 1)])) == ("misnumbered", None)
    both = audit(folder, [Root("0" * 64), Root(kept[4], 3)]).faults
    assert [f.kind for f in both] == ["rechained", "misnumbered"]


def test_a_root_with_its_number_names_the_cut(folder: Path) -> None:
    kept = roots(folder)
    cuts(folder, 7)
    behead(folder)
    assert audit(folder).faults == ()
    assert first(audit(folder, [Root(kept[8], 8)])) == ("truncated", 7)
    assert first(audit(folder, [Root(kept[8])])) == ("rechained", None)
    assert audit(folder, [Root(kept[6])]).faults == ()


@pytest.mark.parametrize("change", [{"root": "0" * 64}, {"size": SIZE + 1}, {"keys": []}, {"leaves": ["zz"]}])
def test_a_head_that_contradicts_itself_is_told(folder: Path, change: dict[str, Any]) -> None:
    head = json.loads((folder / "head.json").read_text("utf-8"))
    (folder / "head.json").write_bytes(to_bytes(head | change))
    assert first(audit(folder)) == ("head", None) and audit(folder).tree.size == SIZE


def test_a_spoilt_head_is_told_beside_the_records(folder: Path) -> None:
    (folder / "head.json").write_bytes(b"{}\n")
    assert first(audit(folder)) == ("head", None)
    edits(folder, 3)
    assert [f.kind for f in audit(folder).faults] == ["edited", "head"]


def test_any_single_bit_is_found(folder: Path) -> None:
    rng = random.Random(5)
    for _ in range(150):
        number = rng.randint(1, SIZE)
        good = path_of(folder, number).read_bytes()
        bad = bytearray(good)
        bad[rng.randrange(len(bad))] ^= 1 << rng.randrange(8)
        path_of(folder, number).write_bytes(bad)
        kind, named = first(audit(folder))
        assert (kind, named) == ("edited", number)
        path_of(folder, number).write_bytes(good)
    assert sound(folder)


@pytest.mark.parametrize("seed", range(60))
def test_several_deeds_at_once_name_the_first(tmp_path: Path, seed: int) -> None:
    """Edits of several records, contents and what was before them, with and without a head: the lowest is named, as
    long as two later records are untouched or a head knows the leaves."""
    rng = random.Random(seed)
    size = rng.randint(6, 40)
    fill(tmp_path, size)
    numbers = rng.sample(range(1, size - 3), min(3, size - 5))
    with_head = rng.random() < 0.5
    if not with_head:
        behead(tmp_path)
        numbers = [n for n in numbers if n == min(numbers) or n > min(numbers) + 2]
    for number in numbers:
        edit(tmp_path, number, rng.choice([_content, _prior, _both]))
    assert first(audit(tmp_path)) == ("edited", min(numbers))


def _content(value: dict[str, Any]) -> None:
    value["content"]["n"] = "other"


def _prior(value: dict[str, Any]) -> None:
    value["prior"]["root"] = "1" * 64


def _both(value: dict[str, Any]) -> None:
    _content(value)
    value["prior"] |= {"root": "1" * 64, "leaf": "2" * 64}


@pytest.mark.parametrize(
    "hostile",
    [
        {"number": 10**30},
        {"number": -5},
        {"number": 0},
        {"number": 2.0},
        {"number": None},
        {"prior": {"size": -1, "root": "", "leaf": None}},
        {"prior": {"size": 10**20, "root": "zz" * 32, "leaf": "zz"}},
        {"prior": []},
        {"schema": "guiju.record/2"},
        {"more": 1},
        {"content": []},
        {"key": 1},
    ],
)
@pytest.mark.parametrize("with_head", [True, False])
def test_hostile_values_are_a_fault_and_nothing_worse(
    folder: Path, hostile: dict[str, Any], with_head: bool
) -> None:
    if not with_head:
        behead(folder)
    rewrite(folder, 3, raw(folder, 3) | hostile)
    assert first(audit(folder)) == ("edited", 3)


def test_other_files_in_the_folder_are_no_records(folder: Path) -> None:
    for name in (
        "1.json",
        "0000001.json",
        "000000.json",
        "000003.json.bak",
        "notes.txt",
        ".000010.json.x.part",
    ):
        (folder / RECORDS / name).write_bytes(b"x")
    assert audit(folder).faults == () and audit(folder).tree.size == SIZE


def test_a_far_number_costs_nothing(folder: Path) -> None:
    path_of(folder, 3).rename(path_of(folder, 999_999))
    assert first(audit(folder)) == ("removed", 3)


def test_a_record_is_read_again_only_as_it_was_seen(folder: Path) -> None:
    tree = audit(folder).tree
    assert read_record(folder, 4, tree).content == content(4)
    path_of(folder, 4).write_bytes(to_bytes(raw(folder, 5)))
    with pytest.raises(Damaged):
        read_record(folder, 4, tree)
    path_of(folder, 4).unlink()
    with pytest.raises(Damaged):
        read_record(folder, 4, tree)
