"""What the tests of `guiju check --watch` watch: a small procedure in two packs, its cases, and the process."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

from .command_line import environment

MAIN = """\
pack parking "车位改造" / "Parking works" {
  layer city
  binds town
  for_procedure parking_works
  edition "1"
}

import "words.rule"

must display_period {
  basis parking_measures art 5
  gist "方案公示够天数" / "The plan is displayed long enough"
  plan_display lasts at_least 15 days
  conforming { plan_display 2024-03-01 to 2024-03-31 }
  violating { plan_display 2024-03-01 to 2024-03-02 }
}
"""
WORDS = """\
pack words "车位改造用语" / "Words of parking works" {
  layer city
  binds town
  for_procedure parking_works
  edition "1"
}

norm parking_measures 《样例市车位改造办法》 {
  number "样府令第9号"
  rank local_rules
  in_force 2023-01-01
  in_english "Sample City Measures on Parking Works"
}

procedure parking_works {
  step plan_display interval
}
"""
CASE = """\
case: {name}
procedure: parking_works
authority: {{name: 样例镇人民政府, level: town, region: 样例省样例市}}
closed: yes
steps:
  - {{step: plan_display, start: 2024-03-01, end: 2024-03-{end}}}
"""
SHORT, LONG = CASE.format(name="桃园", end="12"), CASE.format(name="桃园", end="22")
"""A display of 11 days, which the rule finds too short, and one of 21."""
BROKEN = LONG[: LONG.index("steps:") + 3]

LONGEST = 120.0
"""Seconds in which a report comes even from a busy machine."""
QUIET = 1.6
"""Seconds in which a report that should not come would have come: more than a tick of the clock."""

_START = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "from guiju.cli.main import main; main()"
)
"""Listens to Ctrl-C even where the tests run in the background of a shell, which turns it off."""
_END = "监视中"
_OVER = "\0"
"""Stands behind the last line of a process that has ended."""


def packs(folder: Path) -> Path:
    """Both packs in the folder; the path of the one that imports the other."""
    (folder / "words.rule").write_text(WORDS, "utf-8")
    (folder / "main.rule").write_text(MAIN, "utf-8")
    return folder / "main.rule"


class Watching:
    """A process that watches, and what it says round by round; or (`into`) says to whoever reads there."""

    def __init__(self, folder: Path, *arguments: str | Path, into: int = subprocess.PIPE) -> None:
        words = [sys.executable, "-c", _START, "check", "--watch", "--lang", "zh", *map(str, arguments)]
        self.process = subprocess.Popen(
            words,
            stdout=into,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            env=environment(),
            cwd=folder,
        )
        self._lines: Queue[str] = Queue()
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self._lines.put(line)
        self._lines.put(_OVER)

    def report(self) -> str:
        """The next report, to its last line."""
        said: list[str] = []
        while not said or not said[-1].startswith(_END):
            assert _OVER not in said, f"no report but {said}, exit code {self.process.wait(LONGEST)}"
            said.append(self._lines.get(timeout=LONGEST))
        return "".join(said)

    def until(self, *texts: str) -> str:
        """The next report that has all of the texts; those before it are of a save seen half-way."""
        while True:
            report = self.report()
            if all(text in report for text in texts):
                return report

    def is_quiet(self) -> bool:
        """Whether nothing is said for a while."""
        try:
            self._lines.get(timeout=QUIET)
        except Empty:
            return True
        return False

    def interrupt(self) -> tuple[int, str]:
        """Ctrl-C: the exit code, and what was said since the last report."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(LONGEST)
        self._reader.join(LONGEST)
        return code, "".join(self._lines.queue).removesuffix(_OVER)

    def kill(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self._reader.join()
        if self.process.stdout is not None:
            self.process.stdout.close()
