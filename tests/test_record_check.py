"""`guiju check --record`: each verdict is recorded before it is printed, the root stands in every form of the report,
and a batch that was stopped is completed by running it again."""

from __future__ import annotations

import errno
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest
from guiju.engine.pipeline.digests import engine_digest
from guiju.engine.record.audit import audit
from guiju.engine.record.content import content_of
from guiju.engine.record.disk import Disk
from guiju.engine.record.entry import decode
from guiju.engine.report.verdict.json import report_schema
from msgspec import structs

from .command_line import FIXTURES, Ended, command, environment, process, run
from .records import edit, keys_in, names, path_of, raw, sound

ON = ("--on", "2026-11-24")
SKIPPED = FIXTURES / "05_review_skipped.yaml"
LAWFUL = FIXTURES / "01_county_lawful.yaml"
MANY = sorted(FIXTURES.glob("0*.yaml"))[:6]
LINE = re.compile(r"^记录 ([0-9]+) · 根 ([0-9a-f]{64})$", re.M)


def record(folder: Path, *files: Path | str, lang: str = "zh") -> Ended:
    return run("check", *files, *ON, "--record", folder, lang=lang)


def printed(ended: Ended) -> list[tuple[int, str]]:
    return [(int(number), root) for number, root in LINE.findall(ended.out)]


def roots(folder: Path) -> list[str]:
    tree = audit(folder).tree
    return [tree.root(size).hex() for size in range(1, tree.size + 1)]


def test_the_root_is_the_last_line_of_the_report(tmp_path: Path) -> None:
    plain = run("check", SKIPPED, *ON)
    zh = record(tmp_path / "r", SKIPPED)
    assert (zh.code, zh.err) == (plain.code, "")
    (root,) = roots(tmp_path / "r")
    assert zh.out == f"{plain.out}\n记录 1 · 根 {root}\n"
    en = record(tmp_path / "r", SKIPPED, lang="en")
    assert en.out.splitlines()[-1] == f"record 1 · root {root}"


def test_the_root_is_in_json_and_html(tmp_path: Path) -> None:
    ended = run("check", SKIPPED, LAWFUL, *ON, "--record", tmp_path / "r", "--format", "json")
    report = json.loads(ended.out)
    jsonschema.validate(report, report_schema())
    first, second = roots(tmp_path / "r")
    assert [c["record"] for c in report["cases"]] == [
        {"number": 1, "size": 1, "root": first},
        {"number": 2, "size": 2, "root": second},
    ]
    page = run("check", SKIPPED, LAWFUL, *ON, "--record", tmp_path / "r", "--format", "html").out
    assert [page.count(r) for r in (first, second)] == [1, 1] and "<footer" in page


def test_nothing_of_it_is_printed_without_a_record() -> None:
    text, page = (run("check", SKIPPED, *ON, "--format", form).out for form in ("text", "html"))
    assert not LINE.search(text) and "<footer" not in page
    (case,) = json.loads(run("check", SKIPPED, *ON, "--format", "json").out)["cases"]
    assert list(case) == ["file", "exit_code", "verdict", "diagnostics"]


def test_a_long_report_still_ends_with_the_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guiju.cli.check.OUTPUT_CHARS", 300)
    ended = record(tmp_path / "r", SKIPPED)
    assert "未显示" in ended.out and printed(ended) == [(1, roots(tmp_path / "r")[0])]


def test_one_record_for_each_case_in_the_order_of_the_files(tmp_path: Path) -> None:
    ended = record(tmp_path / "r", *MANY)
    assert printed(ended) == list(enumerate(roots(tmp_path / "r"), 1))
    stored = [content_of(raw(tmp_path / "r", n)["content"]) for n in range(1, len(MANY) + 1)]
    assert [Path(c.inputs.case.name) for c in stored] == MANY
    assert [c.inputs.case.text.encode() for c in stored] == [f.read_bytes() for f in MANY]


def test_what_a_record_holds(tmp_path: Path) -> None:
    record(tmp_path / "r", SKIPPED)
    entry = decode(path_of(tmp_path / "r", 1).read_bytes())
    stored = content_of(entry.content)
    assert (stored.inputs.on, stored.inputs.law, stored.exit_code) == ("2026-11-24", "2026-11-24", 1)
    assert "state_4_review.rule" in " ".join(stored.inputs.shipped.packs)
    assert "calendar/2026.yaml" in stored.inputs.shipped.calendar
    assert stored.engine.version and stored.engine.python == ".".join(map(str, sys.version_info[:3]))
    assert {f.state for f in stored.findings} >= {"violated", "satisfied"}
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", entry.recorded)


def test_the_proofs_are_those_of_the_json_report(tmp_path: Path) -> None:
    import base64
    import zlib

    ended = run("check", SKIPPED, *ON, "--record", tmp_path / "r", "--format", "json")
    packed = content_of(raw(tmp_path / "r", 1)["content"]).proofs
    verdict = json.loads(zlib.decompress(base64.b64decode(packed)))
    reported = json.loads(ended.out)["cases"][0]["verdict"]
    del reported["rules_digest"]
    assert verdict == reported


def test_strength_limits_the_report_and_not_the_record(tmp_path: Path) -> None:
    run("check", SKIPPED, *ON, "--record", tmp_path / "a", "--strength", "explicit")
    record(tmp_path / "b", SKIPPED)
    assert raw(tmp_path / "a", 1)["content"] == raw(tmp_path / "b", 1)["content"]


def test_the_bytes_of_the_file_are_recorded(tmp_path: Path) -> None:
    case = tmp_path / "a.yaml"
    case.write_bytes(b"\xef\xbb\xbf" + LAWFUL.read_bytes().replace(b"\n", b"\r\n"))
    record(tmp_path / "r", case)
    assert raw(tmp_path / "r", 1)["content"]["inputs"]["case"]["text"].encode() == case.read_bytes()


def test_the_same_check_is_recorded_once_and_any_other_anew(tmp_path: Path) -> None:
    case = tmp_path / "a.yaml"
    shutil.copy(LAWFUL, case)
    folder = tmp_path / "r"
    assert [printed(record(folder, case)) for _ in range(2)] == [[(1, roots(folder)[0])]] * 2
    run("check", case, "--on", "2026-11-25", "--record", folder)
    case.write_text(case.read_text("utf-8") + "# 补记\n", "utf-8")
    record(folder, case)
    shutil.copy(case, tmp_path / "b.yaml")
    record(folder, tmp_path / "b.yaml")
    assert names(folder) == [f"{n:06d}.json" for n in range(1, 5)] and sound(folder)


def test_another_version_of_the_program_records_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record(tmp_path / "r", LAWFUL)
    other = structs.replace(engine_digest(), code="0" * 64)
    monkeypatch.setattr("guiju.engine.pipeline.recording.engine_digest", lambda: other)
    assert [n for n, _ in printed(record(tmp_path / "r", LAWFUL))] == [2]


def test_a_batch_that_was_stopped_is_completed(tmp_path: Path) -> None:
    folder = tmp_path / "r"
    first = record(folder, *MANY[:2])
    both = record(folder, *MANY)
    assert printed(both)[:2] == printed(first)
    assert printed(both) == list(enumerate(roots(folder), 1)) and len(names(folder)) == len(MANY)


def test_files_that_cannot_be_read_are_not_recorded(tmp_path: Path) -> None:
    broken = tmp_path / "a.yaml"
    broken.write_text("步聚: []\n", encoding="utf-8")
    ended = record(tmp_path / "r", broken, LAWFUL, tmp_path / "none.yaml")
    assert ended.code == 2 and "a.yaml" in ended.out
    assert printed(ended) == [(1, roots(tmp_path / "r")[0])]


def test_a_full_disk_ends_the_run_and_keeps_what_was_recorded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes = 0

    def write(self: Disk, handle: int, data: bytes) -> int:
        nonlocal writes
        writes += 1
        if writes > 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return os.write(handle, data)

    folder = tmp_path / "r"
    with monkeypatch.context() as patched:
        patched.setattr(Disk, "write", write)
        ended = record(folder, *MANY)
    assert ended.code == 2 and ended.says("磁盘已满", "已记录 2 个案卷")
    assert [n for n, _ in printed(ended)] == [1, 2] and MANY[2].name not in ended.out
    assert sound(folder) and not list(folder.rglob(".*.part"))
    assert printed(record(folder, *MANY)) == list(enumerate(roots(folder), 1))


def test_a_disk_without_links_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def link(self: Disk, source: Path, target: Path) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(Disk, "link", link)
    ended = record(tmp_path / "r", LAWFUL)
    assert (ended.code, ended.out) == (2, "") and ended.says("不支持硬链接")
    assert not list((tmp_path / "r").rglob("*.part")) and names(tmp_path / "r") == []


def test_nothing_is_judged_aloud_that_cannot_be_recorded(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "x.txt").write_text("x")
    record(tmp_path / "bad", LAWFUL)
    edit(tmp_path / "bad", 1, lambda v: v["content"].update(exit_code=3))
    record(tmp_path / "key", LAWFUL)
    forged = raw(tmp_path / "key", 1)
    (tmp_path / "key" / "head.json").unlink()
    forged["content"]["inputs"]["on"] = "2020-01-01"
    edit(tmp_path / "key", 1, lambda v: v.update(forged))
    for folder, reason in (
        (tmp_path / "other", "不是记录"),
        (tmp_path / "bad", "记录 1 的内容被改动过"),
        (tmp_path / "key", "记录 1 的内容被改动过"),
        (tmp_path / "a" / "b", "目录不存在"),
        (LAWFUL, "不是目录"),
    ):
        ended = record(folder, LAWFUL)
        assert (ended.code, ended.out) == (2, "") and reason in ended.err, ended.err
    assert "verify" in record(tmp_path / "bad", LAWFUL, lang="en").err


def test_a_pack_that_changes_while_it_is_read_is_not_recorded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("guiju.engine.pipeline.recording.library_digest", lambda sources: "other")
    ended = record(tmp_path / "r", LAWFUL)
    assert (ended.code, ended.out) == (2, "") and "再运行一次" in ended.err
    assert not (tmp_path / "r").exists()


def test_two_runs_at_once_record_each_case_once(tmp_path: Path) -> None:
    folder = tmp_path / "r"
    started = [
        subprocess.Popen(
            command("check", *MANY, *ON, "--record", folder, "--lang", "zh"),
            stdout=subprocess.PIPE,
            env=environment(),
            encoding="utf-8",
        )
        for _ in range(2)
    ]
    out = [LINE.findall(p.communicate(timeout=120)[0]) for p in started]
    assert out[0] and len(keys_in(folder)) == len(set(keys_in(folder))) == len(MANY)
    assert sound(folder) and sorted(out[0]) == sorted(out[1])


@pytest.mark.skipif(sys.platform == "win32", reason="killed by a signal")
def test_a_batch_killed_several_times_is_completed(tmp_path: Path) -> None:
    folder = tmp_path / "r"
    rng = random.Random(3)
    for _ in range(6):
        child = subprocess.Popen(
            command("check", *MANY, *ON, "--record", folder),
            stdout=subprocess.DEVNULL,
            env=environment(),
        )
        seen = time.monotonic()
        while not folder.exists() and child.poll() is None and time.monotonic() < seen + 30:
            time.sleep(0.005)
        time.sleep(rng.random() * 0.05)
        child.send_signal(signal.SIGKILL)
        child.wait()
        if (folder / "records").exists():
            assert sound(folder)
    assert process("check", *MANY, *ON, "--record", folder).code == 1
    assert len(set(keys_in(folder))) == len(names(folder)) == len(MANY) and sound(folder)


def test_a_check_without_a_record_loads_nothing_of_it() -> None:
    code = (
        "import sys, atexit\n"
        "atexit.register(lambda: print([m for m in sys.modules if 'record' in m.rpartition('guiju.engine')[2] and "
        "m.startswith(('guiju.engine.record', 'guiju.engine.pipeline.record', 'guiju.engine.pipeline.digests'))]))\n"
        "from guiju.cli.main import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "check", str(LAWFUL), *ON],
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0 and done.stdout.rstrip().endswith("[]"), done.stdout + done.stderr
