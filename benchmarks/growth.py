"""How the time grows with the size of what should cost no more than in proportion to it. Nothing is written.

    python benchmarks/growth.py [--of SUBJECT]

For each subject and size: the best of three times in milliseconds, and the time for each unit against that of the
smallest size, which stays near 1 where the time grows in proportion. The tests count the steps of the same work; what
libraries do within one step, expressions that search texts above all, only a clock can tell.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path, PurePath

from guiju.engine.diagnostics.source import Source
from guiju.engine.document.model import Paragraph, RawDocument
from guiju.engine.document.statements import statements
from guiju.engine.document.structure import structure
from guiju.engine.document.workbook import Area, Book, Sheet, SheetCell, Workbook
from guiju.engine.ledger.read_ledger import ledger_of
from guiju.engine.pipeline.check import Looking, check_file
from guiju.engine.pipeline.library import compile_sources, load_library
from guiju.engine.report.ci.check import check_run
from guiju.engine.report.ci.render import FORMS, render_ci
from guiju.engine.report.verdict.result import FileResult

CASE = Path(__file__).resolve().parent.parent / "fixtures" / "decisions" / "05_review_skipped.yaml"
DAY = date(2026, 1, 5)
PIECES = (
    "《",
    "第一条、",
    "（一）",
    "附件\n",
    "《a》同时废止",
    "，有效期五年",
    "自2020年1月1日起",
    "第 ",
)
"""What a text may repeat to make a reader go over it again and again."""
_PACK = 'pack t "试" / "T" { layer city binds town for_procedure p edition "1" }\nprocedure p { step a }\nfact f: yesno\n'

Work = Callable[[], object]


def texts(piece: str) -> Iterator[tuple[int, Work]]:
    """A document of one piece over and over, by its characters."""
    for chars in (5_000, 20_000, 80_000):
        lines = ("某办法\n第一条 甲。\n" + piece * (chars // len(piece))).split("\n")
        raw = RawDocument("text.txt", "txt", tuple(Paragraph(line, n) for n, line in enumerate(lines, 1)))
        yield chars, partial(_taken_apart, raw)


def ci() -> Iterator[tuple[int, Work]]:
    """A case with a breach, judged once, in all forms for continuous integration as often as asked for."""
    result = check_file(load_library()[0], CASE, Looking(DAY))
    for cases in (20, 200, 2_000):
        yield cases, partial(_printed, (result,) * cases)


def ledger() -> Iterator[tuple[int, Work]]:
    """A workbook in each row of which a cell is merged with all below it and to the right, by its rows."""
    for rows in (500, 2_000, 8_000):
        heading = (SheetCell(1, 1, "text", "文件名称"), SheetCell(1, 2, "text", "备注"))
        cells = tuple(SheetCell(n, 1, "text", f"办法{n}") for n in range(2, rows + 2))
        areas = tuple(Area(n, 1, 1_048_576, 16_384) for n in range(2, rows + 2))
        yield rows, partial(ledger_of, Workbook("t.xlsx", Book((Sheet("t", False, heading + cells, areas),))))


def definitions() -> Iterator[tuple[int, Work]]:
    """A pack of definitions each of which uses the next one twice, refused at the limit, by their number."""
    for levels in (25, 50, 100):
        lines = "".join(f"define D{n} = D{n + 1} and D{n + 1}\n" for n in range(levels))
        source = Source("t.rule", f"{_PACK}{lines}define D{levels} = f\n")
        yield levels, partial(compile_sources, [source])


SUBJECTS: dict[str, Callable[[], Iterator[tuple[int, Work]]]] = {
    **{f"text {piece.strip()}": partial(texts, piece) for piece in PIECES},
    "ci": ci,
    "ledger": ledger,
    "definitions": definitions,
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--of",
        default="",
        metavar="SUBJECT",
        help="only subjects that begin so: text, ci, ledger, definitions",
    )
    asked = parser.parse_args()
    print(f"{'size':>8} {'ms':>9} {'per unit':>9}  subject")
    for name, sizes in SUBJECTS.items():
        if not name.startswith(asked.of):
            continue
        first = None
        for size, work in sizes():
            taken = best(work)
            first = first or taken / size
            print(f"{size:8} {taken:9.1f} {taken / size / first:9.2f}  {name}")


def best(work: Work) -> float:
    """The shortest of three runs, in milliseconds."""
    times = []
    for _ in range(3):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return min(times) * 1e3


def _taken_apart(raw: RawDocument) -> None:
    statements(structure(raw))


def _printed(results: tuple[FileResult, ...]) -> None:
    run = check_run(results, PurePath(CASE.parent))
    for form in FORMS:
        render_ci(run, form, "zh")


if __name__ == "__main__":
    main()
