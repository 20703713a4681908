"""How long one cold `check` of a case takes, set against the cost of importing pydantic and click alone.

    python benchmarks/cold_check.py [--runs 30] [CASE]

Measures whole processes under the interpreter it runs with: `check CASE` (its cache of compiled packs warm, the
process cold) and `python -c "import pydantic, click"`, by turns, so that a busy machine slows both. Prints medians
and quartiles of wall and processor time in milliseconds, the ratio of the medians, the largest memory a process
held, and whether the goal (a ratio of at most 2) is met. Exit code: 0 met, 1 missed, 2 the case cannot be judged.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import sysconfig
import time
from dataclasses import dataclass
from pathlib import Path

GOAL = 2.0
CASE = Path(__file__).parent.parent / "fixtures" / "decisions" / "01_county_lawful.yaml"
ORDINARY = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
"""With that variable every module of an editable installation would be compiled again in every process."""

YARDSTICK = [sys.executable, "-c", "import pydantic, click"]


@dataclass(frozen=True)
class Run:
    """One process: wall and processor time in milliseconds, peak memory in MiB, exit code."""

    wall: float
    cpu: float
    memory: float
    code: int


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=30, help="processes of each kind (default 30)")
    parser.add_argument("case", nargs="?", type=Path, default=CASE, metavar="CASE")
    options = parser.parse_args()
    command = [*_check(), str(options.case)]
    for _ in range(2):  # fills the cache of compiled packs, and the system's own
        warm = measure(command)
        measure(YARDSTICK)
    if warm.code not in (0, 1, 3):
        print(f"{' '.join(command)} ends with exit code {warm.code}", file=sys.stderr)
        return 2
    checks, imports = [], []
    for _ in range(options.runs):
        checks.append(measure(command))
        imports.append(measure(YARDSTICK))
    ratio = report("check", checks) / report("import pydantic, click", imports)
    met = ratio <= GOAL
    print(f"ratio of the medians {ratio:.2f}, goal {GOAL:.1f}: {'met' if met else 'missed'}")
    return 0 if met else 1


def measure(command: list[str]) -> Run:
    """Run a process to its end, its output thrown away."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, env=ORDINARY, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if hasattr(os, "wait4"):
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        kib = used.ru_maxrss / 1024 if sys.platform == "darwin" else used.ru_maxrss
        return Run(wall * 1e3, (used.ru_utime + used.ru_stime) * 1e3, kib / 1024, process.returncode)
    process.wait()  # Windows tells neither processor time nor memory of a child
    return Run((time.perf_counter() - begin) * 1e3, float("nan"), float("nan"), process.returncode)


def report(name: str, runs: list[Run]) -> float:
    """Print one line about the runs; the median of their wall time."""
    first, median, third = statistics.quantiles([r.wall for r in runs], n=4)
    cpu = statistics.median(r.cpu for r in runs)
    memory = max(r.memory for r in runs)
    print(
        f"{name:24} median {median:6.0f} ms (quartiles {first:.0f} – {third:.0f}), "
        f"processor {cpu:.0f} ms, peak memory {memory:.1f} MiB"
    )
    return median


def _check() -> list[str]:
    """The installed command `check` of this interpreter; without one, the same by its module."""
    name = "check.exe" if sys.platform == "win32" else "check"
    script = Path(sysconfig.get_path("scripts")) / name
    if script.exists():
        return [str(script)]
    return [sys.executable, "-c", "from guiju.cli.main import check_main; check_main()"]


if __name__ == "__main__":
    sys.exit(main())
