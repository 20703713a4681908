"""How the time to judge one case grows with its records and with the rules of the program.

    python benchmarks/scale.py [--records 100,200,…] [--rules 1,2,4] [CASE]

In one process: the records of CASE are repeated, a day later each time, until there are as many as asked for (the
limits are 500 of one step and 5000 in all); the rules are multiplied by giving copies other names. Prints, for each
size, the best of three times in milliseconds, and the time per record or rule against that of the smallest size:
where it stays near 1 the time grows in proportion.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from guiju.engine.case.model import Case, Record
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.pipeline.library import load_library
from guiju.engine.report.verdict.text import render_text
from guiju.engine.semantics.bind import load_case
from guiju.engine.semantics.program import Program
from msgspec.structs import replace

CASE = Path(__file__).parent.parent / "fixtures" / "decisions" / "02_qiaotou_lawful.yaml"
DAY = date(2026, 1, 5)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=_sizes, default=[100, 200, 500, 1000, 2000, 5000])
    parser.add_argument("--rules", type=_sizes, default=[1, 2, 4])
    parser.add_argument("case", nargs="?", type=Path, default=CASE, metavar="CASE")
    options = parser.parse_args()
    program, _ = load_library()
    case, diagnostics = load_case(options.case, program.vocabulary, program.procedures)
    if case is None:
        raise SystemExit("\n".join(d.message.in_lang("en") for d in diagnostics))
    print(f"{'records':>8} {'judge ms':>10} {'per record':>11} {'report ms':>10} {'per record':>11}")
    first = None
    for size in options.records:
        larger = with_records(case, size)
        judged = best(partial(judge_case, program, larger, DAY))
        verdict = judge_case(program, larger, DAY)
        shown = best(partial(render_text, verdict, "zh"))
        first = first or (judged / size, shown / size)
        growth = judged / size / first[0], shown / size / first[1]
        print(f"{size:8} {judged:10.1f} {growth[0]:11.2f} {shown:10.1f} {growth[1]:11.2f}")
    print(f"{'rules':>8} {'judge ms':>10} {'per rule':>11}")
    base = None
    for times in options.rules:
        larger_program = with_rules(program, times)
        judged = best(partial(judge_case, larger_program, case, DAY))
        size = len(larger_program.rules)
        base = base or judged / size
        print(f"{size:8} {judged:10.1f} {judged / size / base:11.2f}")


def with_records(case: Case, size: int) -> Case:
    """The case with its records repeated, each round a day later, up to `size` of them."""
    own = case.records
    return replace(case, records=tuple(_later(own[i % len(own)], i // len(own), i) for i in range(size)))


def with_rules(program: Program, times: int) -> Program:
    """The program with every rule `times` times, the copies under other names."""
    copies = (replace(r, id=f"{r.id}·{n}") if n else r for n in range(times) for r in program.rules)
    return replace(program, rules=tuple(copies))


def best(work: Callable[[], object]) -> float:
    """The shortest of three runs, in milliseconds."""
    times = []
    for _ in range(3):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return min(times) * 1e3


def _later(record: Record, days: int, index: int) -> Record:
    end = record.end + timedelta(days) if record.end else None
    return replace(record, start=record.start + timedelta(days), end=end, index=index)


def _sizes(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


if __name__ == "__main__":
    main()
