"""How long after a save `guiju check --watch` has printed the verdict.

    python benchmarks/watch_check.py [--saves 30] [--cases 1] [CASE]

Starts `guiju check --watch FOLDER` with so many copies of the case in the folder, saves one of them by turns in place and
by replacing the file, and takes the time from the moment the save is done to the last line of the report. Prints
median, quartiles and the longest in milliseconds, and whether the goal (a median under 250 ms) is met. Exit code: 0 met,
1 missed, 2 the case cannot be watched.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

GOAL = 250.0
CASE = Path(__file__).parent.parent / "fixtures" / "decisions" / "02_qiaotou_lawful.yaml"
COMMAND = [
    sys.executable,
    "-c",
    "from guiju.cli.main import main; main()",
    "check",
    "--lang",
    "en",
    "--watch",
]
LAST_LINE = "watching; Ctrl-C ends it"
WAIT = 30.0


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--saves", type=int, default=30, help="saves measured (default 30)")
    parser.add_argument("--cases", type=int, default=1, help="case files in the folder (default 1)")
    parser.add_argument("case", nargs="?", type=Path, default=CASE, metavar="CASE")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="guiju-watch-"))
    try:
        for number in range(options.cases):
            shutil.copy(options.case, folder / f"{number:04}.yaml")
        return measure(folder, options.saves)
    finally:
        shutil.rmtree(folder)


def measure(folder: Path, saves: int) -> int:
    process = subprocess.Popen([*COMMAND, str(folder)], stdout=subprocess.PIPE, encoding="utf-8")
    reports: Queue[float] = Queue()
    Thread(target=follow, args=(process, reports), daemon=True).start()
    try:
        reports.get(timeout=WAIT)
        time.sleep(1)
        times = [save(folder / "0000.yaml", number, reports) for number in range(saves)]
    except Empty:
        print(f"no report within {WAIT:.0f} seconds", file=sys.stderr)
        return 2
    finally:
        process.terminate()
        process.wait()
    first, median, third = statistics.quantiles(times, n=4)
    met = median < GOAL
    print(
        f"save to verdict  median {median:.0f} ms (quartiles {first:.0f} – {third:.0f}), longest {max(times):.0f} ms; "
        f"goal {GOAL:.0f} ms: {'met' if met else 'missed'}"
    )
    return 0 if met else 1


def save(path: Path, number: int, reports: Queue[float]) -> float:
    """Save the file, every other time by replacing it; the milliseconds until the report has been printed."""
    text = path.read_text(encoding="utf-8") + f"# {number}\n"
    if number % 2:
        beside = path.with_suffix(".new")
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    else:
        path.write_text(text, encoding="utf-8")
    begin = time.perf_counter()
    return (reports.get(timeout=WAIT) - begin) * 1e3


def follow(process: subprocess.Popen[str], reports: Queue[float]) -> None:
    """Note when each report ends."""
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(LAST_LINE):
            reports.put(time.perf_counter())


if __name__ == "__main__":
    sys.exit(main())
