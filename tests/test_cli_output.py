"""Where results go: whole files, never two into one, never among records; and of which bytes a proof is."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from pathlib import Path
from unittest import mock

import pytest
from guiju.cli.output import write_whole
from guiju.engine.case.model import Case
from guiju.engine.evaluate.finding import Verdict
from guiju.engine.pipeline import check
from guiju.engine.semantics.program import Program

from .command_line import FIXTURES, run

CASE = FIXTURES / "05_review_skipped.yaml"
ON = ("--on", "2026-11-24")


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


# --- a file in one move ------------------------------------------------------------------------------------------


def test_two_writers_of_one_file_each_write_it_whole(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    texts = [letter * 300_000 for letter in "abcdefgh"]
    seen, failed, stop = set(), [], threading.Event()

    def write(text: str) -> None:
        try:
            for _ in range(5):
                write_whole(target, text)
        except OSError as error:
            failed.append(error)

    def watch() -> None:
        while not stop.is_set():
            if target.exists():
                seen.add(target.read_text("utf-8"))

    watcher = threading.Thread(target=watch)
    writers = [threading.Thread(target=write, args=(text,)) for text in texts]
    for thread in (watcher, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    stop.set()
    watcher.join()
    assert not failed and target.read_text("utf-8") in texts and seen <= set(texts)
    assert names(tmp_path) == ["out.txt"]


def test_what_is_written_is_on_the_disk_before_it_has_its_name(tmp_path: Path) -> None:
    target, calls = tmp_path / "out.txt", []
    flush, rename = os.fsync, Path.replace

    def flushed(handle: int) -> None:
        calls.append(f"flush {os.fstat(handle).st_size}")
        flush(handle)

    def renamed(self: Path, to: Path) -> Path:
        calls.append(f"rename to {to.name}")
        return rename(self, to)

    with mock.patch.object(os, "fsync", flushed), mock.patch.object(Path, "replace", renamed):
        write_whole(target, "全文")
    assert calls == ["flush 6", "rename to out.txt"]


def test_a_file_that_is_lying_about_is_no_hindrance_and_stays(tmp_path: Path) -> None:
    other = tmp_path / ".out.txt.part"
    other.write_text("of somebody else", "utf-8")
    write_whole(tmp_path / "out.txt", "text")
    assert other.read_text("utf-8") == "of somebody else"


def test_a_long_name_can_be_written(tmp_path: Path) -> None:
    write_whole(tmp_path / ("n" * 255), "text")
    assert names(tmp_path) == ["n" * 255]


@pytest.mark.skipif(os.name != "posix", reason="file modes are those of POSIX")
def test_modes_are_those_of_the_file_or_of_the_user(tmp_path: Path) -> None:
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text("old", "utf-8")
    old.chmod(0o640)
    before = os.umask(0o027)
    try:
        write_whole(old, "text")
        write_whole(new, "text")
    finally:
        os.umask(before)
    assert [p.stat().st_mode & 0o777 for p in (old, new)] == [0o640, 0o640]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    target.write_text("old", "utf-8")
    full = OSError(28, "No space left on device")
    with mock.patch.object(os, "fsync", side_effect=full), pytest.raises(OSError, match="No space"):
        write_whole(target, "new")
    assert target.read_text("utf-8") == "old" and names(tmp_path) == ["out.txt"]


# --- two results, and records ------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_report_does_not_go_over_the_proof(tmp_path: Path, lang: str) -> None:
    out = tmp_path / "out.json"
    for spelled in (out, tmp_path / "." / "x" / ".." / "out.json"):
        ended = run("check", CASE, *ON, "--proof", out, "--output", spelled, lang=lang)
        assert ended.code == 2 and not out.exists() and not ended.out
        assert ended.says("--proof", "--output", "同一个文件" if lang == "zh" else "the same file")


def test_a_link_to_the_proof_is_the_proof(tmp_path: Path) -> None:
    out, link = tmp_path / "out.json", tmp_path / "link.json"
    link.symlink_to(out)
    assert run("check", CASE, *ON, "--proof", out, "--output", link).code == 2 and not out.exists()


@pytest.mark.parametrize("option", ["--output", "--proof"])
def test_nothing_is_written_among_the_records(tmp_path: Path, option: str) -> None:
    folder = tmp_path / "records"
    ended = run("check", CASE, *ON, "--record", folder, option, folder / "a" / ".." / "out.json")
    assert ended.code == 2 and ended.says(option, "不能写在记录文件夹里") and not folder.exists()
    assert run("check", CASE, *ON, "--record", folder, option, tmp_path / "out.json").code == 1
    kept = sorted(folder.rglob("*"))
    for spelled in (folder, folder / "out.json", folder / "HEAD"):
        ended = run("check", CASE, *ON, "--record", folder, option, spelled, lang="en")
        assert ended.code == 2 and ended.says(option, "folder of records")
    assert sorted(folder.rglob("*")) == kept and run("verify", folder, "--no-rerun").code == 0


def test_a_verification_is_not_written_among_what_it_looked_at(tmp_path: Path) -> None:
    folder = tmp_path / "records"
    run("check", CASE, *ON, "--record", folder)
    ended = run("verify", folder, "--no-rerun", "--output", folder / "report.txt")
    assert ended.code == 2 and ended.says("不能写在记录文件夹里") and not (folder / "report.txt").exists()


# --- the bytes that were judged ----------------------------------------------------------------------------------


@pytest.mark.parametrize("recorded", [False, True])
def test_the_proof_is_of_the_bytes_that_were_judged(tmp_path: Path, recorded: bool) -> None:
    case, proof = tmp_path / "case.yaml", tmp_path / "proof.json"
    case.write_bytes(CASE.read_bytes())
    judged = check.judged

    def saved_meanwhile(program: Program, at: Case, looking: check.Looking) -> Verdict:
        verdict = judged(program, at, looking)
        case.write_text("# another file by now\n", "utf-8")
        return verdict

    more = ("--record", tmp_path / "records") if recorded else ()
    with mock.patch.object(check, "judged", saved_meanwhile):
        ended = run("check", case, *ON, "--proof", proof, *more)
    assert ended.code == 1
    written = json.loads(proof.read_text("utf-8"))["case"]
    assert written["sha256"] == hashlib.sha256(CASE.read_bytes()).hexdigest()
