"""`guiju plan CASE`: the earliest and latest lawful dates of the steps left, or why a date cannot be kept."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click
from guiju.cli.case_input import read_one, refuse, refuse_step
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
    from guiju.engine.calendar import Calendar
    from guiju.engine.case.model import Case
    from guiju.engine.plan.planner import Asked
    from guiju.engine.plan.timetable import Plan
    from guiju.engine.semantics.program import Program

Form = Literal["text", "json", "svg", "ics", "markdown"]


class StepDay(click.ParamType[tuple[str, date]]):
    """A step and its last day: STEP=YYYY-MM-DD."""

    name = "step=date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, date]:
        step, equals, day = str(value).replace("＝", "=").partition("=")
        if not equals or not step.strip():
            message = say("请写成 步骤=2026-12-20", "write STEP=2026-12-20")
            self.fail(message, param, ctx)
        return step.strip(), Day().convert(day.strip(), param, ctx)


@click.command(
    "plan",
    cls=Command,
    help=say(
        "算出还要办的每一步最早、最晚合法的日期,连同关键路线和每个日期的由来;给定会期的,倒推每一步最晚哪天开始,"
        "或者说明为什么赶不上。\n\n"
        "例:guiju plan 案卷.yaml --meeting 2026-12-20\n\n"
        "退出码:0 办得到;1 办不到;2 读不了输入;3 取决于没有说明的事实、还没有公布的放假安排,或者要先补正什么。",
        "Work out the earliest and latest lawful day of every step left, with the critical path and how each day comes "
        "about; for a given day of the meeting, the last day each step may start, or why the day cannot be kept.\n\n"
        "Example: guiju plan case.yaml --meeting 2026-12-20\n\n"
        "Exit codes: 0 it can be done; 1 it cannot; 2 the input could not be read; 3 that depends on facts not stated, "
        "on holidays not announced yet, or on what has to be put right first.",
    ),
    short_help=say("算出最早、最晚的合法日期", "the earliest and latest lawful dates"),
)
@click.argument("case", type=click.Path(path_type=Path), metavar=say("案卷", "CASE"))
@click.option(
    "--on",
    type=Day(),
    default=None,
    metavar="YYYY-MM-DD",
    help=say("从这一天起算(默认今天)", "count from this day on (default: today)"),
)
@click.option(
    "--meeting",
    type=Day(),
    default=None,
    metavar="YYYY-MM-DD",
    help=say("会议(主要的讨论)不晚于这一天", "the meeting (the main deliberation) is held by this day"),
)
@click.option(
    "--by",
    "by",
    type=StepDay(),
    multiple=True,
    metavar=say("步骤=日期", "STEP=DATE"),
    help=say("某一步不晚于这一天办完(可重复)", "a step is done by this day (repeatable)"),
)
@click.option(
    "--with",
    "include",
    multiple=True,
    metavar=say("步骤", "STEP"),
    help=say(
        "规则没有要求也把这一步排进去(可重复)", "plan this step even if no rule asks for it (repeatable)"
    ),
)
@format_option("text", "json", "svg", "ics", "markdown")
@output_option
@law_option
@no_waivers_option
@calendar_option
@known_on_option
@lang_option
@pack_option
def command(
    case: Path,
    on: date | None,
    meeting: date | None,
    by: tuple[tuple[str, date], ...],
    include: tuple[str, ...],
    form: Form,
    output: Path | None,
    law: date | None,
    no_waivers: bool,
    calendars: tuple[Path, ...],
    known_on: date | None,
    packs: tuple[Path, ...],
) -> None:
    from guiju.cli.calendars import load_calendar
    from guiju.engine.pipeline.planning import plan_case

    refuse_input(output, [case, *packs, *calendars])
    program, calendar = load_packs(packs, law), load_calendar(calendars, known_on)
    day = on or date.today()
    read = read_one(program, case)
    asked = _asked(program, read, day, meeting, by, include)
    plan = plan_case(program, read, day, asked, calendar, waivers=not no_waivers)
    write_out(_written(plan, form, calendar), output)
    sys.exit(plan.exit_code)


def _asked(
    program: Program,
    case: Case,
    on: date,
    meeting: date | None,
    by: tuple[tuple[str, date], ...],
    include: tuple[str, ...],
) -> Asked:
    from guiju.engine.pipeline.planning import NoStep, meeting_step, steps_asked

    if meeting is not None:
        step = meeting_step(program, case, on)
        if step is None:
            refuse(say("这个程序的规则里没有会议", "the rules of this procedure know no meeting"))
        by = (*by, (step, meeting))
    asked = steps_asked(program, case, on, by, include)
    if isinstance(asked, NoStep):
        refuse_step(program, case, asked)
    return asked


def _written(plan: Plan, form: Form, calendar: Calendar) -> str:
    lang = run_language()
    match form:
        case "json":
            from guiju.engine.report.plan.json import plan_json

            return plan_json(plan)
        case "svg":
            from guiju.engine.report.plan.svg import plan_svg

            return plan_svg(plan, lang, calendar)
        case "ics":
            from guiju.engine.report.plan.ics import plan_ics

            return plan_ics(plan).decode("utf-8")
        case "markdown":
            from guiju.engine.report.plan.markdown import plan_markdown

            return plan_markdown(plan, lang)
        case "text":
            from guiju.engine.report.plan.text import plan_text

            return plan_text(plan, lang)
