"""Adding records: what is written, what a second writer finds, what is refused, and that nothing hostile gets in."""

from __future__ import annotations

import json
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from guiju.engine.record.canonical import NotCanonical, from_bytes, to_bytes
from guiju.engine.record.disk import Disk
from guiju.engine.record.entry import Malformed, decode
from guiju.engine.record.fault import Damaged
from guiju.engine.record.folder import RECORDS, NoRecordFolder, Records, TooMuch
from guiju.engine.record.tree import Tree, leaf_hash
from hypothesis import given, settings
from hypothesis import strategies as st

from .records import content, edit, fill, keys_in, names, path_of, raw, sound

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(st.characters(exclude_categories=()))
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=())), inner),
    max_leaves=10,
)


@settings(max_examples=200, deadline=None)
@given(JSON)
def test_a_value_has_one_way_to_be_written(value: object) -> None:
    data = to_bytes(value)
    assert to_bytes(from_bytes(data)) == data and data.endswith(b"\n") and data.count(b"\n") == 1
    with pytest.raises(NotCanonical):
        from_bytes(b" " + data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b'{"a":1,"a":1}\n',
        b'{"b":1,"a":1}\n',
        b'{"a":NaN}\n',
        b'{"a":"\\u4e2d"}\n',
        b"\xff\n",
        b"[" * 100_000 + b"\n",
        b"[" * 100_000 + b"]" * 100_000 + b"\n",
        b'{"a":' * 50_000 + b"1" + b"}" * 50_000 + b"\n",
        b"9" * 10_000 + b"\n",
    ],
)
def test_what_is_not_canonical_is_refused(data: bytes) -> None:
    with pytest.raises(NotCanonical):
        from_bytes(data)
    with pytest.raises(Malformed):
        decode(data)


def test_a_record_holds_the_tree_before_it_and_gives_the_root_after(tmp_path: Path) -> None:
    kept = fill(tmp_path / "r", 5)
    tree = Tree()
    for number, one in enumerate(kept, 1):
        said = raw(tmp_path / "r", number)
        assert said["prior"]["size"] == tree.size and said["prior"]["root"] == tree.root().hex()
        assert said["prior"]["leaf"] == (tree.leaves[-1].hex() if tree.size else None)
        assert said["content"] == content(number) and said["number"] == one.number == number
        tree.append(leaf_hash(path_of(tmp_path / "r", number).read_bytes()))
        assert one.root == tree.root().hex()
    head = json.loads((tmp_path / "r" / "head.json").read_text("utf-8"))
    assert (head["size"], head["root"]) == (5, tree.root().hex())
    assert sorted(p.name for p in (tmp_path / "r").iterdir()) == ["head.json", RECORDS]
    assert names(tmp_path / "r") == [f"{n:06d}.json" for n in range(1, 6)]


def test_the_same_again_is_the_record_there_is(tmp_path: Path) -> None:
    first = fill(tmp_path, 3)
    again = fill(tmp_path, 4)
    assert [(k.number, k.root, k.entry) for k in again[:3]] == [(k.number, k.root, k.entry) for k in first]
    assert again[3].number == 4 and keys_in(tmp_path) == ["key1", "key2", "key3", "key4"]


@pytest.mark.parametrize("lost", ["missing", "behind", "empty", "garbage", "folder", "wrong root"])
def test_the_head_is_made_anew(tmp_path: Path, lost: str) -> None:
    head = tmp_path / "head.json"
    fill(tmp_path, 2)
    old = head.read_bytes()
    fill(tmp_path, 3, first=3)
    whole = head.read_bytes()
    match lost:
        case "missing":
            head.unlink()
        case "behind":
            head.write_bytes(old)
        case "empty":
            head.write_bytes(b"")
        case "garbage":
            head.write_bytes(b"[" * 100_000)
        case "folder":
            head.unlink()
            head.mkdir()
        case "wrong root":
            head.write_bytes(whole.replace(whole.split(b'"root":"')[1][:8], b"00000000"))
    assert fill(tmp_path, 1, first=6)[0].number == 6
    assert fill(tmp_path, 1, first=2)[0].number == 2
    if lost == "folder":
        head.rmdir()
        fill(tmp_path, 1, first=7)
    assert sound(tmp_path) and json.loads(head.read_bytes())["size"] == len(names(tmp_path))


def test_two_writers_take_turns(tmp_path: Path) -> None:
    with Records(tmp_path) as one, Records(tmp_path) as two:
        numbers = [
            (one if n % 3 else two).append(f"k{n}", content(n)).number for n in (*range(20), 4, 3, *range(20))
        ]
    assert numbers == [*range(1, 21), 5, 4, *range(1, 21)]
    assert sound(tmp_path)


def test_a_key_recorded_by_another_writer_meanwhile_is_not_doubled(tmp_path: Path) -> None:
    with Records(tmp_path) as one, Records(tmp_path) as two:
        assert one.append("same", content(1)).number == 1
        assert two.append("same", content(1)).number == 1
        assert two.append("other", content(2)).number == 2
    assert keys_in(tmp_path) == ["same", "other"]


def other_content(path: Path) -> None:
    edit(path.parent.parent, 3, lambda v: v["content"].update(n="x"))


def a_link(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.with_name("000002.json"))


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


SPOILT: dict[str, tuple[str, int, Callable[[Path], object]]] = {
    "content": ("edited", 3, other_content),
    "no record": ("edited", 3, lambda path: path.write_text("{}")),
    "empty": ("edited", 3, lambda path: path.write_bytes(b"")),
    "last": ("truncated", 3, Path.unlink),
    "gap": ("removed", 2, lambda path: path.with_name("000002.json").replace(path.with_name("gone"))),
    "link": ("edited", 3, a_link),
    "folder": ("edited", 3, a_folder),
    "pipe": ("edited", 3, a_pipe),
}


@pytest.mark.parametrize("how", SPOILT)
def test_nothing_is_added_to_a_damaged_folder(tmp_path: Path, how: str) -> None:
    kind, number, spoil = SPOILT[how]
    fill(tmp_path, 3)
    spoil(path_of(tmp_path, 3))
    before = names(tmp_path)
    with pytest.raises(Damaged) as refused:
        fill(tmp_path, 1, first=4)
    assert (refused.value.fault.kind, refused.value.fault.number) == (kind, number)
    assert names(tmp_path) == before


def test_an_emptied_record_is_seen_though_the_head_knows_it_and_later_ones(tmp_path: Path) -> None:
    fill(tmp_path, 3)
    path_of(tmp_path, 1).write_bytes(b"")
    with pytest.raises(Damaged) as refused:
        fill(tmp_path, 1, first=4)
    assert (refused.value.fault.kind, refused.value.fault.number) == ("edited", 1)


def test_a_broken_chain_behind_a_lost_head_is_refused(tmp_path: Path) -> None:
    fill(tmp_path, 4)
    (tmp_path / "head.json").unlink()
    edit(tmp_path, 2, lambda v: v["content"].update(n="x"))
    with pytest.raises(Damaged):
        fill(tmp_path, 1, first=5)


def test_a_record_given_for_a_key_is_looked_at(tmp_path: Path) -> None:
    fill(tmp_path, 3)
    edit(tmp_path, 1, lambda v: v["content"].update(n="x"))
    with Records(tmp_path) as records, pytest.raises(Damaged) as refused:
        records.append("key1", content(1))
    assert refused.value.fault.number == 1


def test_a_record_found_again_is_flushed_before_it_is_given(tmp_path: Path) -> None:
    """Its writer may have been stopped between the name and the flush."""
    flushed: list[Path] = []

    class Watched(Disk):
        def sync_folder(self, folder: Path) -> None:
            flushed.append(folder)

    fill(tmp_path, 2)
    with Records(tmp_path, Watched()) as records:
        assert flushed == []
        records.append("key1", content(1))
        assert flushed == [tmp_path / RECORDS]


def test_a_last_record_that_does_not_follow_is_refused_though_the_head_knows_it(tmp_path: Path) -> None:
    fill(tmp_path, 3)
    edit(tmp_path, 3, lambda v: v["prior"].update(root="0" * 64))
    head = json.loads((tmp_path / "head.json").read_text("utf-8"))
    leaves = [bytes.fromhex(leaf) for leaf in head["leaves"][:2]]
    tree = Tree([*leaves, leaf_hash(path_of(tmp_path, 3).read_bytes())])
    head |= {"leaves": [leaf.hex() for leaf in tree.leaves], "root": tree.root().hex()}
    (tmp_path / "head.json").write_bytes(to_bytes(head))
    with pytest.raises(Damaged) as refused:
        fill(tmp_path, 1, first=4)
    assert refused.value.fault.number == 3


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text("程序: 重大行政决策\n", "utf-8")
    with pytest.raises(NoRecordFolder):
        Records(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["case.yaml"]
    with pytest.raises(NotADirectoryError):
        Records(tmp_path / "case.yaml")


def test_records_are_not_followed_out_of_the_folder(tmp_path: Path) -> None:
    fill(tmp_path / "real", 2)
    (tmp_path / "fake").mkdir()
    (tmp_path / "fake" / RECORDS).symlink_to(tmp_path / "real" / RECORDS)
    with pytest.raises(NotADirectoryError):
        Records(tmp_path / "fake")


def test_a_record_over_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guiju.engine.record.folder.RECORD_BYTES", 1000)
    with Records(tmp_path) as records:
        with pytest.raises(TooMuch):
            records.append("k", {"text": "x" * 1000})
        assert records.append("k", content(1)).number == 1


def test_leftovers_of_killed_writers_go_after_an_hour(tmp_path: Path) -> None:
    fill(tmp_path, 1)
    old, new = (tmp_path / RECORDS / f".000002.json.{n}.part" for n in "12")
    beside = tmp_path / ".head.json.1.part"
    for path in (old, new, beside):
        path.write_bytes(b"half")
    for path in (old, beside):
        os.utime(path, (time.time() - 7200,) * 2)
    fill(tmp_path, 1, first=2)
    assert not old.exists() and not beside.exists() and new.exists()
    assert sound(tmp_path)


def test_files_of_a_record_folder_are_plain_files(tmp_path: Path) -> None:
    fill(tmp_path, 2)
    for path in (tmp_path / "head.json", path_of(tmp_path, 1), path_of(tmp_path, 2)):
        about = path.lstat()
        assert stat.S_ISREG(about.st_mode) and about.st_nlink == 1
