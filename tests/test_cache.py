"""The cache of compiled packs: it changes nothing but the time, and nothing found in it is trusted or fatal."""

from __future__ import annotations

import hashlib
import os
import pickle
import stat
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest
from guiju.engine.pipeline import cache as cache_module
from guiju.engine.pipeline import library
from guiju.engine.pipeline.cache import load_cached, store
from guiju.engine.pipeline.library import load_library
from guiju.engine.semantics.program import Program
from msgspec.structs import replace

from .command_line import FIXTURES, process

CASE = FIXTURES / "05_review_skipped.yaml"
ON = ("--on", "2026-11-24")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GUIJU_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def stored(folder: Path) -> tuple[Path, Program]:
    """The one file of a cache that was just filled, and the program compiled for it."""
    program, _ = load_library()
    (file,) = folder.iterdir()
    return file, program


def compiled_again(program: Program) -> bool:
    """Whether the library comes out right and had to be compiled for it."""
    with mock.patch.object(library, "compile_beside", wraps=library.compile_beside) as compiling:
        again, _ = load_library()
    assert again == program
    return compiling.called


def test_cold_and_warm_give_equal_programs(stored: tuple[Path, Program]) -> None:
    assert not compiled_again(stored[1])
    warm, warnings = load_library()
    assert warm == stored[1] and warm is not stored[1] and warnings == []


def test_the_answers_are_the_same_too(tmp_path: Path) -> None:
    env = {"GUIJU_CACHE_DIR": str(tmp_path / "new")}
    cold, warm = (process("check", CASE, *ON, env=env) for _ in range(2))
    assert cold == warm and cold.code == 1
    assert len(list((tmp_path / "new").iterdir())) == 1


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "one byte": lambda data: data[:1],
    "cut off": lambda data: data[: len(data) // 2],
    "one bit": lambda data: data[:-100] + bytes([data[-100] ^ 1]) + data[-99:],
    "other head": lambda data: b"x" + data[1:],
    "longer": lambda data: data + b"\x00",
    "text": lambda data: b"<html>not found</html>",
}


@pytest.mark.parametrize("how", DAMAGE)
def test_a_damaged_file_is_replaced_in_silence(
    how: str, stored: tuple[Path, Program], capfd: pytest.CaptureFixture[str]
) -> None:
    file, program = stored
    good = file.read_bytes()
    file.write_bytes(DAMAGE[how](good))
    assert compiled_again(program)
    assert not compiled_again(program)  # mended
    assert capfd.readouterr() == ("", "")


def test_a_file_of_someone_else_is_not_read(
    stored: tuple[Path, Program], monkeypatch: pytest.MonkeyPatch
) -> None:
    file, program = stored
    assert stat.S_IMODE(file.stat().st_mode) & 0o022 == 0
    file.chmod(0o666)  # others may have written it
    assert compiled_again(program)
    assert not compiled_again(program)
    me = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: me + 1)
    assert compiled_again(program)


def test_a_folder_that_cannot_be_written_is_no_matter(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write_text("a file where the folder should be", encoding="utf-8")
    program, _ = load_library()
    assert compiled_again(program)
    folder.unlink()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert compiled_again(program)


def test_a_folder_in_place_of_the_file_is_no_matter(stored: tuple[Path, Program]) -> None:
    file, program = stored
    file.unlink()
    (file / "x").mkdir(parents=True)
    assert compiled_again(program)


def test_a_process_without_a_writable_home_still_judges(tmp_path: Path) -> None:
    ended = process("check", CASE, *ON, env={"GUIJU_CACHE_DIR": "/proc/1/nowhere"})
    assert ended.code == 1 and ended.err == ""


def test_other_packs_are_another_program(stored: tuple[Path, Program], tmp_path: Path) -> None:
    pack = tmp_path / "x.rule"
    pack.write_text(
        '规则包 附加 "附加" / "more" { 层级 县 版次 "1" }\n事实 新事实 (novelty): 是否\n', encoding="utf-8"
    )
    more, _ = load_library([pack])
    assert "新事实" in more.vocabulary.facts and "新事实" not in load_library()[0].vocabulary.facts
    assert len(list(stored[0].parent.iterdir())) == 2


def test_other_code_grammar_norms_or_packs_are_another_digest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs = [
        "engine/norms/a.py",
        "engine/semantics/a.py",
        "engine/syntax/a.py",
        "grammars/a.lark",
        "rules/norms/a.yaml",
        "rules/a.rule",
    ]
    for name in inputs:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("1", encoding="utf-8")
    for part in library._CODE:
        (tmp_path / "engine" / part).mkdir(exist_ok=True)
    monkeypatch.setattr(library, "__file__", str(tmp_path / "engine" / "pipeline" / "library.py"))
    monkeypatch.setattr(library, "GRAMMARS", tmp_path / "grammars")
    monkeypatch.setattr(library, "RULES", tmp_path / "rules")
    digests = [library.library_digest([])]
    for name in inputs:
        (tmp_path / name).write_text("12", encoding="utf-8")
        digests.append(library.library_digest([]))
    assert len(set(digests)) == len(inputs) + 1
    (tmp_path / "rules" / "calendar").mkdir()
    (tmp_path / "rules" / "calendar" / "2030.yaml").write_text("1", encoding="utf-8")
    assert library.library_digest([]) == digests[-1]  # a calendar is read when a case is judged


def sealed(digest: str, payload: bytes) -> bytes:
    """A file as the cache itself would write it, whatever its payload."""
    checksum = hashlib.sha256(digest.encode() + payload).digest()
    return cache_module._MAGIC + checksum + payload


class Runs:
    """What pickles as the call of a function."""

    def __init__(self, *call: object) -> None:
        self._call = call

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return self._call[0], self._call[1:]


def reaching(module: str, name: str, code: str) -> bytes:
    """The call of what hangs on a class, which protocol 4 can name with dots: it gives `eval`, and `eval` runs."""
    words = [b"X" + len(word).to_bytes(4, "little") + word.encode() for word in (module, name, "eval", code)]
    return b"\x80\x04" + words[0] + words[1] + b"\x93" + words[2] + b"\x85R" + words[3] + b"\x85R."


def test_a_pickle_that_names_a_function_is_not_run(stored: tuple[Path, Program], tmp_path: Path) -> None:
    file, program = stored
    mark = tmp_path / "owned"
    for payload in (
        pickle.dumps(Runs(os.system, f"touch {mark}")),
        pickle.dumps([Runs(eval, f"open({str(mark)!r}, 'w')")]),
        pickle.dumps(Runs(__import__("subprocess").call, ["touch", str(mark)])),
        b"cos\nsystem\n(S'touch " + str(mark).encode() + b"'\ntR.",
        reaching(
            "guiju.engine.diagnostics.text", "Text.in_lang.__builtins__.get", f"open({str(mark)!r}, 'w')"
        ),
        reaching("guiju.engine.diagnostics.text", "plain", "x"),
    ):
        file.write_bytes(sealed(file.stem, payload))
        file.chmod(0o600)
        assert load_cached(file.stem) is None
        assert compiled_again(program)
        assert not mark.exists()


def test_a_program_under_the_wrong_name_is_not_taken(stored: tuple[Path, Program]) -> None:
    """A file is good only for the packs it was made from."""
    file, program = stored
    other = file.with_name("0" * len(file.stem) + ".bin")
    other.write_bytes(file.read_bytes())
    assert load_cached(other.stem) is None
    assert load_cached(file.stem) == (program, ())


def test_what_is_no_program_is_not_taken(stored: tuple[Path, Program]) -> None:
    file, _ = stored
    file.write_bytes(sealed(file.stem, pickle.dumps({"rules": ()})))
    assert load_cached(file.stem) is None


def test_few_programs_are_kept(folder: Path) -> None:
    empty = Program({}, {}, {}, load_library()[0].vocabulary, ())
    for n in range(20):
        store(f"{n:064x}", empty)
        os.utime(folder / f"{n:064x}.bin", (n, n))
    kept = list(folder.iterdir())
    assert len(kept) <= 9 and all(p.suffix == ".bin" for p in kept)
    assert load_cached(f"{19:064x}") is not None


def test_packs_with_warnings_warn_every_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from guiju.engine.diagnostics.model import Diagnostic
    from guiju.engine.diagnostics.text import Text

    warning = Diagnostic("P000", Text("留意", "note"), severity="warning")
    real = library.compile_beside
    monkeypatch.setattr(library, "compile_beside", lambda *a: replace(real(*a), diagnostics=(warning,)))
    assert load_library()[1] == [warning]
    monkeypatch.setattr(library, "compile_beside", lambda *a: pytest.fail("the program was kept"))
    assert load_library()[1] == [warning]
