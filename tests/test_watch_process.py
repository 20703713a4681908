"""`guiju check --watch` as a process: files saved in the ways of editors, what is shown, and how it ends."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .command_line import run
from .watched import BROKEN, LONG, LONGEST, MAIN, SHORT, Watching, packs

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to one process there")
Start = Callable[..., Watching]
RULES = ("--pack", "main.rule", "--on", "2024-06-15")


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    started: list[Watching] = []
    packs(tmp_path)

    def starting(*arguments: str, into: int = subprocess.PIPE) -> Watching:
        started.append(Watching(tmp_path, *RULES, *arguments, into=into))
        return started[-1]

    yield starting
    for one in started:
        one.kill()


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "案卷" / "a.yaml"
    path.parent.mkdir()
    path.write_text(SHORT, "utf-8")
    return path


def test_saves_are_seen_however_an_editor_makes_them(start: Start, case: Path) -> None:
    watching = start("案卷/a.yaml")
    assert "违反程序" in watching.report()

    case.write_text(LONG, "utf-8")
    assert "没有违反" in watching.until("改动 案卷/a.yaml", "没有违反")

    beside = case.with_name(".a.yaml.swp")
    beside.write_text(SHORT, "utf-8")
    beside.replace(case)
    assert "违反程序" in watching.until("改动 案卷/a.yaml", "违反程序")

    case.rename(case.with_name("a.yaml~"))
    case.write_text(LONG, "utf-8")
    watching.until("案卷/a.yaml", "没有违反")

    case.write_text(BROKEN, "utf-8")
    assert "a.yaml:5:1" in watching.until("错误")
    with case.open("w", encoding="utf-8") as stream:
        for line in SHORT.splitlines(keepends=True):
            stream.write(line)
            stream.flush()
    watching.until("违反程序")
    assert watching.interrupt() == (0, "\n不再监视\n")


def test_one_save_is_one_report(start: Start, case: Path) -> None:
    watching = start("案卷/a.yaml")
    watching.report()
    assert watching.is_quiet()
    beside = case.with_name("new")
    beside.write_text(LONG, "utf-8")
    beside.replace(case)
    case.chmod(0o600)
    os.utime(case)
    assert "没有违反" in watching.report()
    os.utime(case)
    case.with_name("note.txt").write_text("beside it", "utf-8")
    assert watching.is_quiet()


def test_a_folder_with_files_that_come_and_go(start: Start, case: Path) -> None:
    watching = start("案卷")
    assert "桃园" in watching.report()
    below = case.parent / "2024" / "六月"
    below.mkdir(parents=True)
    (below / "b.yaml").write_text(LONG.replace("桃园", "柳园"), "utf-8")
    came = watching.until("新增 案卷/2024/六月/b.yaml", "柳园")
    assert "共 2 个文件:违反 1 项" in came and "桃园" not in came
    (below / "b.yaml").write_text(SHORT.replace("桃园", "柳园"), "utf-8")
    assert "桃园" not in watching.until("柳园", "共 2 个文件:违反 2 项")
    case.unlink()
    went = watching.until("删除 案卷/a.yaml")
    assert "桃园" not in went and "柳园" not in went


def test_packs_are_compiled_again(start: Start, case: Path, tmp_path: Path) -> None:
    watching = start("案卷")
    watching.report()
    (tmp_path / "main.rule").write_text(MAIN.replace("15 days", "10 days"), "utf-8")
    watching.until("改动 main.rule", "没有违反")
    (tmp_path / "words.rule").write_text("procedure", "utf-8")
    broken = watching.until("words.rule:1", "改好之前不判断案卷")
    assert "桃园" not in broken
    packs(tmp_path)
    watching.until("违反程序")


def test_the_report_can_go_to_a_file(start: Start, case: Path, tmp_path: Path) -> None:
    page = tmp_path / "out.html"
    watching = start("案卷", "--format", "html", "--output", "out.html")
    assert "已写入 out.html" in watching.report() and "违反程序" in page.read_text("utf-8")
    case.write_text(LONG, "utf-8")
    said = watching.until("改动 案卷/a.yaml", "已写入 out.html")
    assert "桃园" not in said and "违反程序" not in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--record", "folder"), "--record"),
        (("--proof", "proof.json"), "--proof"),
        (("--format", "json"), "--format json"),
        (("--format", "html"), "--output"),
    ],
    ids=lambda o: o[-1] if isinstance(o, tuple) else "",
)
def test_what_makes_no_sense_beside_it_is_refused(options: tuple[str, ...], said: str, case: Path) -> None:
    ended = run("check", case, "--watch", *options)
    assert ended.code == 2 and ended.out == "" and said in ended.err and "--watch" in ended.err
    assert not Path("folder").exists()


def test_a_path_that_is_not_there_is_not_waited_for(case: Path) -> None:
    ended = run("check", case, case.with_name("没有这个"), "--watch")
    assert ended.code == 2 and ended.out == "" and "没有这个" in ended.err


def test_a_fault_of_the_program_does_not_end_it(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def woken(folders: object) -> Iterator[None]:
        case.write_text(LONG, "utf-8")
        yield
        raise KeyboardInterrupt

    def faulty(*given: object) -> None:
        raise LookupError("deep inside")

    monkeypatch.setattr("guiju.cli.watching.wakes", woken)
    monkeypatch.setattr("guiju.engine.pipeline.watching.file_results", faulty)
    ended = run("check", "--watch", case)
    assert ended.code == 0 and ended.out == "\n不再监视\n"
    assert ended.err.count("程序内部错误(LookupError:deep inside)") == 2


def read_until(end: int, text: str) -> str:
    said, deadline = b"", time.monotonic() + LONGEST
    while text.encode() not in said and time.monotonic() < deadline:
        said += os.read(end, 65536)
    return said.decode()


def test_it_ends_when_nobody_reads_any_more(start: Start, case: Path) -> None:
    reading, writing = os.pipe()
    watching = start("案卷", into=writing)
    os.close(writing)
    assert "违反程序" in read_until(reading, "监视中")
    os.close(reading)
    case.write_text(LONG, "utf-8")
    assert watching.process.wait(LONGEST) == 0


def test_the_screen_is_cleared_on_a_terminal_only(start: Start, case: Path) -> None:
    import pty

    assert "\x1b" not in start("案卷").report()
    reading, writing = pty.openpty()
    start("案卷", into=writing)
    os.close(writing)
    said = read_until(reading, "监视中")
    assert said.startswith("\x1b[2J\x1b[1;1H") and "违反程序" in said
    os.close(reading)
