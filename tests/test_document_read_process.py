"""The process that reads: what it may do, and what becomes of a file that stops it. Nothing stops the others."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from guiju.engine.diagnostics.model import Refused
from guiju.engine.document import sandbox
from guiju.engine.document.model import Paragraph
from guiju.engine.document.read_document import read_document, read_documents
from guiju.engine.document.read_limits import MIB, Limits
from guiju.engine.document.read_remarks import Remark
from guiju.engine.document.sandbox import Sandbox
from guiju.engine.document.sandbox_wire import Answer

from .making_documents import At, docx, p, pdf

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="the system holds no such limit there")
FILES = {
    "办法.docx": docx(p("第一条 甲")),
    "通知.txt": "第一条 乙".encode("gbk"),
    "决定.md": "# 第一条 丙".encode(),
    "网页.html": "<!doctype html><p>第一条 丁".encode(),
    "公告.pdf": pdf([At(72, 700, "第一条 戊")]),
}
PATIENT = Limits(wall=120)
"""The clock is not what ends the process."""
TAKES_FILES = "from guiju.engine.document.sandbox_child import *; from guiju.engine.document import sandbox_child as c; "
SAYS = """import os, sys
def say(message, length=None):
    sys.stdout.buffer.write((length or len(message)).to_bytes(8, "big") + message)
    sys.stdout.flush()
"""


def folder(at: Path) -> list[Path]:
    for name, data in FILES.items():
        (at / name).write_bytes(data)
    return [at / name for name in FILES]


def instead(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Let reading processes run this program, with the modules that they would have."""
    monkeypatch.setattr(sandbox, "_START", "import sys; sys.path.extend(sys.argv[1:])\n" + program)


def ask(monkeypatch: pytest.MonkeyPatch, program: str, limits: Limits) -> Answer:
    """What comes of a file when the process runs this program instead."""
    instead(monkeypatch, program)
    with Sandbox(limits) as held:
        return held.read("txt", b"x")


def refused(path: Path, limits: Limits) -> str:
    with pytest.raises(Refused) as caught:
        read_document(path, limits)
    return caught.value.diagnostics[0].code


def test_every_form_is_read_in_the_order_given(tmp_path: Path) -> None:
    paths = folder(tmp_path)
    found = list(read_documents([*paths, *paths]))
    assert [r.name for r in found] == [str(path) for path in (*paths, *paths)]
    texts = [r.document.paragraphs[0].text for r in found if r.document]
    assert texts == ["第一条 甲", "第一条 乙", "第一条 丙", "第一条 丁", "第一条 戊"] * 2
    assert [r.document.form for r in found if r.document][:5] == ["docx", "txt", "md", "html", "pdf"]
    assert found[:5] == found[5:]


def test_one_document_alone(tmp_path: Path) -> None:
    path = folder(tmp_path)[0]
    document = read_document(path)
    assert document.name == str(path) and document.warnings == ()


@pytest.mark.parametrize(
    "act",
    [
        "import ctypes; ctypes.string_at(0)",
        "os._exit(0)",
        "raise SystemExit(3)",
        "sys.stdout.buffer.write(b'x' * 100); os._exit(0)",
        "say(b'x' * 100, 1 << 40)",
        "say(b'[' * 9999)",
        "say(bytes(1000))",
    ],
)
def test_a_process_that_misbehaves_costs_its_file_only(monkeypatch: pytest.MonkeyPatch, act: str) -> None:
    assert ask(monkeypatch, SAYS + act, PATIENT) == Answer(refusal=Remark("W007", (PATIENT.memory,)))


@POSIX
def test_a_process_that_is_late_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []

    def kept(*words: Any, **options: Any) -> subprocess.Popen[bytes]:
        started.append(start(*words, **options))
        return started[-1]

    start = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", kept)
    answer = ask(monkeypatch, "import time; time.sleep(100)", Limits(wall=1.5))
    assert answer == Answer(refusal=Remark("W005", (1,)))
    assert [process.returncode for process in started] == [-signal.SIGKILL]


def test_a_batch_goes_on_behind_a_file_that_kills_its_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = "c.reader = lambda form: lambda d, l: os._exit(9) if b'kill' in d else read_text(d, l); "
    instead(
        monkeypatch,
        TAKES_FILES + "from guiju.engine.document.read_text import read_text; " + reader + "main()",
    )
    paths = [tmp_path / f"{n}.txt" for n in range(4)]
    for path, text in zip(paths, ("a", "kill", "b", "kill"), strict=True):
        path.write_text(text)
    results = list(read_documents(paths))
    assert [r.document.paragraphs[0].text if r.document else r.refused[0].code for r in results] == [
        "a", "W007", "b", "W007",
    ]  # fmt: skip


def doing(act: str) -> str:
    """A reader that does this with the locked process and gives what came of it."""
    return (
        TAKES_FILES
        + "from guiju.engine.document.model import Paragraph; import socket, subprocess, ctypes, threading\n"
        + f"def read(data, limits):\n    got = {act}\n    return Found((Paragraph(repr(got), 1),))\n"
        + "c.reader = lambda form: read\nmain()"
    )


@pytest.mark.parametrize(
    "act",
    [
        "open('/etc/passwd').read()",
        "open('written', 'w')",
        "socket.create_connection(('127.0.0.1', 9))",
        "subprocess.run(['true'])",
        "os.system('true')",
        "__import__('sqlite3')",
        "os.listdir('/')",
    ],
)
def test_the_process_may_not(monkeypatch: pytest.MonkeyPatch, act: str) -> None:
    answer = ask(monkeypatch, doing(act), Limits())
    assert answer == Answer(refusal=Remark("W007", (Limits().memory,)))


@POSIX
@pytest.mark.parametrize("act", ["libc.open(b'/etc/passwd', 0)", "libc.socket(2, 1, 0)"])
def test_not_even_past_python(monkeypatch: pytest.MonkeyPatch, act: str) -> None:
    answer = ask(monkeypatch, "import ctypes; libc = ctypes.CDLL(None)\n" + doing(act), Limits())
    assert [x.text for x in answer.paragraphs] == ["-1"]


@POSIX
def test_memory_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = Limits(memory=200 * MIB)
    fits = ask(monkeypatch, doing("len(bytearray(50 << 20))"), limits)
    assert fits.paragraphs[0].text == str(50 << 20)
    assert ask(monkeypatch, doing("len(bytearray(250 << 20))"), limits) == Answer(
        refusal=Remark("W006", (limits.memory,))
    )


@POSIX
def test_computing_time_is_limited_for_each_file_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    spin = "from time import process_time as t\ndef spin(till):\n    while t() < till: pass\n"
    endless = ask(monkeypatch, spin + doing("spin(1e9)"), Limits(cpu=1, wall=120))
    assert endless.refusal == Remark("W005", (1,))
    instead(monkeypatch, spin + doing("spin(t() + 0.8)"))
    with Sandbox(Limits(cpu=1, wall=120)) as held:
        assert [held.read("txt", b"x").refusal for _ in range(3)] == [None] * 3


def test_an_answer_of_words_that_are_not_ours_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    for answer in (
        Answer(remarks=(Remark("W099"),)),
        Answer(refusal=Remark("W001", ("made up",))),
        Answer(refusal=Remark("W004", ("file", "many"))),
        Answer(paragraphs=(Paragraph("x", 2),)),
        Answer(paragraphs=(Paragraph("x\ny", 1),)),
    ):
        monkeypatch.setattr(Sandbox, "read", lambda *_, found=answer: found)
        assert refused(path, Limits()) == "W007"


def test_a_process_is_kept_and_replaced_after_so_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    instead(monkeypatch, doing("os.getpid()"))
    with Sandbox(Limits(files=3)) as held:
        pids = [held.read("txt", b"x").paragraphs[0].text for _ in range(7)]
    assert [pids.count(pid) for pid in dict.fromkeys(pids)] == [3, 3, 1]
    assert str(os.getpid()) not in pids


def test_modules_of_the_folder_and_of_pythonpath_are_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "zipfile.py").write_text("raise SystemExit('trapped')")
    (tmp_path / "selectolax.py").write_text("raise SystemExit('trapped')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.syspath_prepend(str(tmp_path))
    paths = folder(tmp_path)
    assert all(result.document is not None for result in read_documents(paths))


# --- files -------------------------------------------------------------------------------------------------


def test_files_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "空.docx").write_bytes(b"")
    large = tmp_path / "大.txt"
    large.write_bytes(b"a")
    os.truncate(large, 10 << 30)
    assert refused(tmp_path / "无.docx", Limits()) == "G001"
    assert refused(tmp_path, Limits()) == "G001"
    assert refused(tmp_path / "空.docx", Limits()) == "G002"
    assert refused(large, Limits()) == "G003"
    assert refused(Path("a\0b.txt"), Limits()) == "G001"


@POSIX
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.txt")
    assert refused(tmp_path / "管道.txt", Limits()) == "G001"
    assert refused(Path("/dev/zero"), Limits()) == "G001"


@pytest.mark.parametrize(
    "name, data, code",
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "W001"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "W002"),
        ("a.wps", b"anything", "W001"),
        ("a.rtf", b"{\\rtf1 x}", "W001"),
        ("a.doc", b"MIME-Version: 1.0\nContent-Type: multipart/related", "W001"),
        ("a.txt", b"\x89PNG\r\n", "W001"),
        ("a.csv", b"a,b", "W001"),
        ("a.xml", b"<?xml version='1.0'?><a/>", "W001"),
        ("a.docx", b"no archive", "W003"),
        ("a.pdf", b"no pdf", "W003"),
        ("a.txt", b" \n \n", "W011"),
    ],
)
def test_kinds_that_are_not_read(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert refused(tmp_path / name, Limits()) == code


@pytest.mark.parametrize(
    "name, given, form",
    [
        ("a.docx", "公告.pdf", "pdf"),
        ("a.txt", "办法.docx", "docx"),
        ("a.doc", "网页.html", "html"),
        ("a", "公告.pdf", "pdf"),
    ],
)
def test_a_wrong_name_is_said_and_the_content_read(tmp_path: Path, name: str, given: str, form: str) -> None:
    (tmp_path / name).write_bytes(FILES[given])
    document = read_document(tmp_path / name)
    assert document.form == form
    assert [warning.code for warning in document.warnings] == ["W020"]
