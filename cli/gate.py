"""`guiju gate CASE --before STEP`: may the step be taken, and if not, when?"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from guiju.cli.case_input import read_one, refuse_step
from guiju.cli.ci_formats import CI_FORMATS, gate_for_ci
from guiju.cli.help import Command
from guiju.cli.language import run_language, say
from guiju.cli.options import (
    Day,
    calendar_option,
    format_option,
    known_on_option,
    lang_option,
    law_option,
    no_waivers_option,
    output_option,
    pack_option,
)
from guiju.cli.output import refuse_input, write_out
from guiju.cli.packs import load_packs

if TYPE_CHECKING:
    from guiju.engine.plan.gate import Gate


@click.command(
    "gate",
    cls=Command,
    help=say(
        "某一步现在能不能办:只看这一步之前必须做完的事,假定它在那一天办,看会不会因此违反规则,或者使规则再也满足不了。"
        "说出可以、不可以还是取决于哪些事实,挡住的规则和条文,这一步要的材料,最早合法的日期和它的由来。\n\n"
        "例:guiju gate 案卷.yaml --before 集体讨论 --on 2026-12-20\n\n"
        "退出码:0 可以;1 不可以;2 读不了输入;3 取决于没有说明的事实。",
        "May a step be taken now? Only what must be done before it counts: the step is supposed to be taken on that "
        "day, and the gate asks whether a rule is broken by that, or can no longer be kept. It says yes, no or what it "
        "depends on, with the rules and articles in the way, the papers the step wants, the earliest lawful day and how "
        "it comes about.\n\n"
        "Example: guiju gate case.yaml --before collective_discussion --on 2026-12-20\n\n"
        "Exit codes: 0 yes; 1 no; 2 the input could not be read; 3 that depends on facts not stated.",
    ),
    short_help=say("这一步能不能办,最早哪天", "may a step be taken, and when at the earliest"),
)
@click.argument("case", type=click.Path(path_type=Path), metavar=say("案卷", "CASE"))
@click.option(
    "--before",
    "step",
    required=True,
    metavar=say("步骤", "STEP"),
    help=say("哪一步之前(中文名或英文名)", "the step, by its Chinese or English name"),
)
@click.option(
    "--on",
    type=Day(),
    default=None,
    metavar="YYYY-MM-DD",
    help=say(
        "这一步在哪天办(默认案卷里计划的日期,否则今天)",
        "the day of the step (default: the one planned in the file, else today)",
    ),
)
@click.option(
    "--today",
    type=Day(),
    default=None,
    metavar="YYYY-MM-DD",
    help=say("今天是哪天:还缺的步骤从这天起才能办", "what day it is: steps missing can be taken from it on"),
)
@format_option("text", "json", "html", *CI_FORMATS)
@output_option
@law_option
@no_waivers_option
@calendar_option
@known_on_option
@lang_option
@pack_option
def command(
    case: Path,
    step: str,
    on: date | None,
    today: date | None,
    form: str,
    output: Path | None,
    law: date | None,
    no_waivers: bool,
    calendars: tuple[Path, ...],
    known_on: date | None,
    packs: tuple[Path, ...],
) -> None:
    from guiju.cli.calendars import load_calendar
    from guiju.engine.pipeline.check import Looking
    from guiju.engine.pipeline.gating import gate_case
    from guiju.engine.pipeline.planning import NoStep

    refuse_input(output, [case, *packs, *calendars])
    program = load_packs(packs, law)
    read = read_one(program, case)
    day = today or date.today()
    gate = gate_case(
        program, read, step, day, on, Looking(day, load_calendar(calendars, known_on), not no_waivers)
    )
    if isinstance(gate, NoStep):
        refuse_step(program, read, gate)
    write_out(_written(gate, form, sys.stdout.isatty() and output is None), output)
    sys.exit(gate.exit_code)


def _written(gate: Gate, form: str, color: bool) -> str:
    if form == "json":
        from guiju.engine.report.gate.json import gate_json

        return gate_json(gate)
    if form == "html":
        from guiju.engine.report.gate.html import gate_html

        return gate_html(gate, run_language())
    if form in CI_FORMATS:
        return gate_for_ci(gate, form)
    from guiju.engine.report.gate.text import gate_text

    return gate_text(gate, run_language(), color=color)
