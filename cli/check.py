"""`guiju check FILE|FOLDER…`: the verdict on each case, and the exit code that sums it up."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from guiju.cli.ci_formats import CI_FORMATS, check_for_ci
from guiju.cli.errors import USAGE, sources_of
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
from guiju.cli.output import refuse_among_records, refuse_input, refuse_same_file, write_out
from guiju.cli.packs import load_packs
from guiju.engine.diagnostics.limits import OUTPUT_CHARS

if TYPE_CHECKING:
    from guiju.engine.report.verdict.result import FileResult
    from guiju.engine.semantics.program import Strength


@click.command(
    "check",
    cls=Command,
    help=say(
        "判断案卷是否合乎法定程序;给的是文件(.docx、.pdf、.html、.md、.txt)的,判断它的文本。\n\n"
        "退出码:0 没有违反也没有待补充;1 有违反;2 读不了输入;3 没有违反,但有待补充。",
        "Judge whether cases keep to the procedure the law requires; of a document (.docx, .pdf, .html, .md, .txt) the "
        "text.\n\n"
        "Exit codes: 0 nothing violated or unknown; 1 something violated; 2 the input could not be read; "
        "3 nothing violated but something unknown.",
    ),
)
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
    metavar=say("案卷、文件或目录...", "PATHS..."),
)
@on_option
@law_option
@click.option(
    "--all",
    "show_all",
    is_flag=True,
    help=say("也列出已满足和不适用的规则", "also list what is satisfied or not applicable"),
)
@format_option("text", "json", "html", *CI_FORMATS)
@output_option
@click.option(
    "--color/--no-color",
    default=None,
    help=say("是否用颜色(默认只在终端用)", "colours (default: only on a terminal)"),
)
@click.option(
    "--strength",
    type=click.Choice(["explicit", "by_reference", "inferred", "unsure"]),
    default=None,
    help=say(
        "只列出、只按这一强度及更强的结论定退出码(明文、参照、推论、存疑,由强到弱)",
        "only findings this firm or firmer, for output and exit code (from explicit down to unsure)",
    ),
)
@no_waivers_option
@click.option(
    "--record",
    type=click.Path(path_type=Path),
    default=None,
    metavar=say("文件夹", "FOLDER"),
    help=say("把结论记入这个文件夹,并写出记录的根", "record the verdicts in this folder and print the root"),
)
@click.option(
    "--proof",
    type=click.Path(path_type=Path),
    default=None,
    metavar=say("文件", "FILE"),
    help=say(
        "把结论连同证明写成文件,供 proof/check_proof.py 独立核对(一次一个案卷)",
        "write the verdict with its proofs, for proof/check_proof.py to check (one case at a time)",
    ),
)
@click.option(
    "--watch",
    is_flag=True,
    help=say(
        "每次保存都重新判断,按 Ctrl-C 结束(退出码 0)", "judge again on every save, until Ctrl-C (exit code 0)"
    ),
)
@calendar_option
@known_on_option
@lang_option
@pack_option
def command(
    paths: tuple[Path, ...],
    on: date | None,
    law: date | None,
    show_all: bool,
    form: str,
    output: Path | None,
    color: bool | None,
    strength: Strength | None,
    no_waivers: bool,
    record: Path | None,
    proof: Path | None,
    watch: bool,
    packs: tuple[Path, ...],
    calendars: tuple[Path, ...],
    known_on: date | None,
) -> None:
    from guiju.engine.pipeline.check import Looking, check_paths, limited
    from guiju.engine.report.verdict.result import run_exit_code

    coloured = color if color is not None else output is None and sys.stdout.isatty()
    whole = show_all or output is not None
    render = partial(_render, form=form, color=coloured, show_all=show_all, whole=whole)
    if watch:
        from guiju.cli.watching import refuse_beside_watch, refuse_missing, watch_paths
        from guiju.engine.pipeline.watching import JudgedBy

        refuse_beside_watch(form, output, {"--record": record, "--proof": proof})
        refuse_missing(paths)
        by = JudgedBy(packs, calendars, on, law, not no_waivers, strength, known_on)
        watch_paths(paths, by, render, output)
        return
    from guiju.cli.calendars import load_calendar

    refuse_same_file(proof, output, ("--proof", "--output"))
    refuse_among_records(proof, record, "--proof")
    refuse_among_records(output, record, "--output")
    program = load_packs(packs, law)
    calendar = load_calendar(calendars, known_on)
    looking, complete = Looking(on or date.today(), calendar, not no_waivers), True
    if record is None:
        results = list(check_paths(program, paths, looking))
    else:
        from guiju.cli.recording import checked_and_recorded

        results, complete = checked_and_recorded(program, paths, looking, record, packs, calendars)
    inputs = [*(Path(r.file) for r in results), *packs, *calendars]
    if proof is not None and complete:
        from guiju.cli.proof import write_proof

        refuse_input(proof, inputs)
        write_proof(results, proof, calendar)
    if strength is not None:
        results = [limited(result, strength) for result in results]
    refuse_input(output, inputs)
    if results or complete:
        write_out(render(results, results), output)
    sys.exit(run_exit_code(results) if complete else USAGE)


def _render(
    results: Sequence[FileResult],
    among: Sequence[FileResult],
    *,
    form: str,
    color: bool,
    show_all: bool,
    whole: bool,
) -> str:
    """The report on some results; its summary is about all those they are `among`."""
    lang = run_language()
    if form == "json":
        from guiju.engine.report.verdict.json import render_json

        return render_json(results)
    if form in CI_FORMATS:
        return check_for_ci(results, form, show_all=show_all)
    found = [d for r in results for d in r.diagnostics]
    if form == "html":
        from guiju.engine.report.verdict.html import render_html

        return render_html(results, lang, sources=sources_of(found))
    from guiju.engine.report.verdict.record_line import record_line
    from guiju.engine.report.verdict.text import render_diagnostics, render_summary, render_text

    sources = sources_of(found)
    blocks = []
    for result in results:
        if result.diagnostics:
            blocks.append(render_diagnostics(result.diagnostics, sources, lang))
        if result.verdict is not None:
            text = render_text(result.verdict, lang, show_all=show_all, color=color)
            blocks.append(text if whole else _for_screen(text))
        if result.record is not None:
            blocks.append(record_line(result.record).in_lang(lang))
    if len(among) > 1:
        blocks.append(render_summary(among, lang))
    return "\n".join(b.rstrip("\n") + "\n" for b in blocks)


def _for_screen(text: str) -> str:
    """The report, worst first, as far as a person will read on a screen; what is left out is said, with the way to it."""
    if len(text) <= OUTPUT_CHARS:
        return text
    end = text.rfind("\n", 0, OUTPUT_CHARS) + 1
    left = text.count("\n", end)
    return text[:end] + say(
        f"\n报告太长,另有 {left} 行未显示(用 --output 文件 写出全文,或者用 --all)\n",
        f"\nThe report is long: {left} more lines not shown (--output FILE writes all of it, --all shows it)\n",
    )
