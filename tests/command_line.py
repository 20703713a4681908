"""Runs the command line: in this process, where a process is not the point, or in one of its own."""

from __future__ import annotations

import atexit
import contextlib
import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from guiju.cli.language import run_language
from guiju.cli.main import check_main, main

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "fixtures" / "decisions"

CACHE = Path(tempfile.mkdtemp(prefix="guiju-tests-"))
"""A cache of programs for all runs of a test session, apart from the user's own."""
atexit.register(shutil.rmtree, CACHE, ignore_errors=True)

_STARTS = {
    "guiju": "from guiju.cli.main import main; main()",
    "check": "from guiju.cli.main import check_main; check_main()",
}


@dataclass(frozen=True)
class Ended:
    """A run that has ended."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return self.out + self.err

    def says(self, *texts: str) -> bool:
        """Whether all of the texts were said, wherever lines were broken."""
        said = "".join(self.said.split())
        return all("".join(text.split()) in said for text in texts)


def run(*arguments: str | Path, lang: str | None = "zh", program: str = "guiju") -> Ended:
    """`guiju ARGUMENTS --lang LANG` in this process."""
    given = [str(a) for a in arguments] + (["--lang", lang] if lang else [])
    out, err = io.StringIO(), io.StringIO()
    with (
        mock.patch.dict(os.environ, {"GUIJU_CACHE_DIR": str(CACHE)}),
        mock.patch.object(sys, "argv", [program, *given]),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        run_language.cache_clear()
        try:
            (main if program == "guiju" else check_main)()
            code = 0
        except SystemExit as ended:
            code = int(ended.code or 0)
        finally:
            run_language.cache_clear()
    assert "Traceback" not in err.getvalue()
    return Ended(code, out.getvalue(), err.getvalue())


def command(*arguments: str | Path, program: str = "guiju", options: tuple[str, ...] = ()) -> list[str]:
    """The words that start a process; `options` are the interpreter's."""
    return [sys.executable, *options, "-c", _STARTS[program], *map(str, arguments)]


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """This process's environment with a cache of its own and no language set."""
    plain = {k: v for k, v in os.environ.items() if k not in ("LC_ALL", "LC_MESSAGES", "LANG", "GUIJU_DEBUG")}
    return {**plain, "GUIJU_CACHE_DIR": str(CACHE), "PYTHONUTF8": "1", **(extra or {})}


def process(
    *arguments: str | Path,
    program: str = "guiju",
    env: Mapping[str, str] | None = None,
    folder: Path | None = None,
    options: tuple[str, ...] = (),
) -> Ended:
    """The same in a process of its own."""
    done = subprocess.run(
        command(*arguments, program=program, options=options),
        capture_output=True,
        encoding="utf-8",
        env=environment(env),
        cwd=folder,
        timeout=120,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)
