"""`guiju review FOLDER|LEDGER`: the clean-up review of all documents of a folder or a ledger."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click
from guiju.cli.case_input import refuse
from guiju.cli.errors import USAGE, print_diagnostics
from guiju.cli.help import Command
from guiju.cli.language import run_language, say
from guiju.cli.options import (
    calendar_option,
    format_option,
    known_on_option,
    lang_option,
    law_option,
    no_waivers_option,
    on_option,
    output_option,
    pack_option,
)
from guiju.cli.output import refuse_input, write_file, write_out
from guiju.cli.packs import load_packs

if TYPE_CHECKING:
    from guiju.engine.portfolio.model import Review

_T = TypeVar("_T")
_TEXTS = ("json", "csv", "html")
_OFFICE = ("docx", "xlsx")
"""The report and the tables as files of an office program. All forms are chosen by the suffix of `-o` too."""
_LONG_RUN = 8
"""From so many documents on a bar shows how far it is, on a terminal."""


@click.command(
    "review",
    cls=Command,
    help=say(
        "清理规范性文件:逐件给出继续有效、修改、废止、宣布失效的建议和理由。\n\n"
        "退出码:0 都继续有效,没有问题;1 有要修改、废止、宣布失效的,或者程序有错;2 有文件读不了;3 只有待核实的问题。",
        "Review filed documents: for each a proposed result, and why.\n\n"
        "Exit codes: 0 all remain in force, no questions; 1 something to amend, repeal or declare lapsed, or a fault of "
        "procedure; 2 something could not be read; 3 only questions.",
    ),
)
@click.argument("path", type=click.Path(path_type=Path), metavar=say("文件夹或台账", "FOLDER|LEDGER"))
@on_option
@law_option
@format_option("text", *_TEXTS, *_OFFICE)
@output_option
@click.option(
    "--color/--no-color",
    default=None,
    help=say("是否用颜色(默认只在终端用)", "colours (default: only on a terminal)"),
)
@no_waivers_option
@calendar_option
@known_on_option
@lang_option
@pack_option
def command(
    path: Path,
    on: date | None,
    law: date | None,
    form: str,
    output: Path | None,
    color: bool | None,
    no_waivers: bool,
    packs: tuple[Path, ...],
    calendars: tuple[Path, ...],
    known_on: date | None,
) -> None:
    from guiju.cli.calendars import load_calendar
    from guiju.engine.diagnostics.model import Refused
    from guiju.engine.pipeline.check import Looking
    from guiju.engine.pipeline.reviewing import listing, looked_at, review

    if form in _OFFICE and output is None:
        refuse(say(f"要写到文件里,请加 -o 文件.{form}", f"it needs a place: add -o FILE.{form}"))
    program = load_packs(packs, law)
    looking = Looking(on or date.today(), load_calendar(calendars, known_on), not no_waivers)
    try:
        listed, filed = listing(program, path)
        with _shown(looked_at(program, filed, looking), len(filed)) as each:
            looked = list(each)
        found = review(program, listed, looked, looking)
    except Refused as refused:
        print_diagnostics(refused.diagnostics)
        sys.exit(USAGE)
    refuse_input(output, [*_inputs(path, found), *packs, *calendars])
    if form in _OFFICE and output is not None:
        write_file(output, _office_file(found, form))
    else:
        coloured = color if color is not None else output is None and sys.stdout.isatty()
        write_out(_render(found, form, color=coloured), output)
    sys.exit(found.exit_code)


@contextmanager
def _shown(run: Iterator[_T], length: int) -> Iterator[Iterable[_T]]:
    """The run, with a bar on the terminal while it lasts."""
    if length < _LONG_RUN or not sys.stderr.isatty():
        yield run
        return
    label = say("正在看文件", "looking at documents")
    with click.progressbar(run, length=length, label=label, file=sys.stderr) as bar:
        yield bar


def _inputs(path: Path, found: Review) -> Sequence[Path]:
    """The files that were read."""
    folder = path if path.is_dir() else path.parent
    entries = (each.entry for each in found.reviewed)
    return [path, *(folder / name for e in entries for name in (e.text, e.case) if name is not None)]


def _office_file(found: Review, form: str) -> bytes:
    lang = run_language()
    if form == "docx":
        from guiju.engine.report.review.docx import review_docx

        return review_docx(found, lang)
    from guiju.engine.report.review.xlsx import review_xlsx

    return review_xlsx(found, lang)


def _render(found: Review, form: str, *, color: bool) -> str:
    lang = run_language()
    if form == "json":
        from guiju.engine.report.review.json import render_review_json

        return render_review_json(found)
    if form == "csv":
        from guiju.engine.report.review.csv import render_review_csv

        return render_review_csv(found, lang)
    if form == "html":
        from guiju.engine.report.review.html import render_review_html

        return render_review_html(found, lang)
    from guiju.engine.report.review.text import render_review

    return render_review(found, lang, color=color)
