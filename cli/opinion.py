"""`guiju opinion CASE|DOCUMENT`: the opinion on legality, as Word, for a lawyer to edit."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

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
    from guiju.engine.report.opinion.model import Opinion

Form = Literal["docx", "markdown", "text"]


@click.command(
    "opinion",
    cls=Command,
    help=say(
        "写出合法性审查意见书(规范性文件为合法性审核意见书),供审查人员编辑。\n\n"
        "内容都出自案卷和文本的判断结果;工具不知道的留空【　】;结论只是建议。\n\n"
        "退出码:0 写好了;2 读不了输入,或者案卷所指的文本读不了。",
        "Write the opinion on legality for the reviewer to edit.\n\n"
        "All of it comes from the judgment on the case and the text; what the tool cannot know is left blank 【　】; "
        "the conclusion is only a proposal.\n\n"
        "Exit codes: 0 written; 2 the input, or the text that a case names, could not be read.",
    ),
)
@click.argument("path", type=click.Path(path_type=Path), metavar=say("案卷或文件", "CASE|DOCUMENT"))
@on_option
@law_option
@format_option("text", "markdown", "docx")
@output_option
@no_waivers_option
@calendar_option
@known_on_option
@lang_option
@pack_option
def command(
    path: Path,
    on: date | None,
    law: date | None,
    form: Form,
    output: Path | None,
    no_waivers: bool,
    packs: tuple[Path, ...],
    calendars: tuple[Path, ...],
    known_on: date | None,
) -> None:
    from guiju.cli.calendars import load_calendar
    from guiju.engine.pipeline.check import Looking
    from guiju.engine.pipeline.opining import opine

    if form == "docx" and output is None:
        refuse(say("Word 文件要写到文件里,请加 -o 文件.docx", "A Word file needs a place: add -o FILE.docx"))
    program = load_packs(packs, law)
    looking = Looking(on or date.today(), load_calendar(calendars, known_on), not no_waivers)
    opined = opine(program, path, looking)
    if opined.diagnostics:
        print_diagnostics(opined.diagnostics)
    if opined.opinion is None:
        sys.exit(USAGE)
    refuse_input(output, [path, *packs, *calendars, *(Path(i.file) for i in opined.opinion.inputs)])
    _write(opined.opinion, form, output)
    sys.exit(USAGE if opined.opinion.unread else 0)


def _write(opinion: Opinion, form: Form, output: Path | None) -> None:
    lang = run_language()
    if form == "docx" and output is not None:
        from guiju.engine.report.opinion.docx import opinion_docx

        write_file(output, opinion_docx(opinion, lang))
        return
    from guiju.engine.report.office.paper_text import paper_markdown, paper_text
    from guiju.engine.report.opinion.outline import opinion_paper

    paper = opinion_paper(opinion, lang)
    write_out(paper_markdown(paper) if form == "markdown" else paper_text(paper), output)
