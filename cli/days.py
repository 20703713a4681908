"""`guiju days START PERIOD`: the day that a period leads to, by every way to count it."""

from __future__ import annotations

import re
import sys
import unicodedata
from datetime import date
from pathlib import Path

import click
from guiju.cli.calendars import load_calendar
from guiju.cli.errors import USAGE, print_diagnostics
from guiju.cli.help import Command
from guiju.cli.language import run_language, say
from guiju.cli.options import Day, calendar_option, format_option, known_on_option, lang_option
from guiju.engine.calendar import Unit
from guiju.engine.diagnostics.limits import DURATION_MAX
from guiju.engine.diagnostics.model import Refused
from guiju.engine.diagnostics.nearest import nearest, shown
from guiju.engine.diagnostics.words import quantity

_PERIOD = re.compile(r"([0-9]+|[零〇一二两三四五六七八九十百千]+)(.*?)(?:之内|以内|内)?")

_EXAMPLES: tuple[tuple[int, Unit], ...] = ((30, "day"), (7, "workday"), (3, "month"), (1, "year"))


def _period(ctx: click.Context, param: click.Parameter, words: tuple[str, ...]) -> tuple[int, Unit]:
    """The number and unit of a period, in whatever width, spacing and language they are typed."""
    from guiju.engine.calendar.periods import periods
    from guiju.engine.syntax.numerals import ordinal

    typed = " ".join(words)
    example = say(
        "写法如 " + "、".join(quantity(n, unit).zh for n, unit in _EXAMPLES),
        "as in " + ", ".join(f"'{quantity(n, unit).en}'" for n, unit in _EXAMPLES),
    )
    found = _PERIOD.fullmatch("".join(unicodedata.normalize("NFKC", typed[:80]).split()))
    if found is None:
        message = say(
            f"“{shown(typed)}”不是期限,{example}", f"'{shown(typed)}' is no period; write it {example}"
        )
        raise click.BadParameter(message, ctx, param)
    unit = periods().unit(found[2])
    if unit is None:
        message = _in_hours() if found[2] in _hours() else _no_unit(found[2], example)
        raise click.BadParameter(message, ctx, param)
    n = ordinal(found[1])
    if not 1 <= n <= DURATION_MAX:
        message = say(
            f"期限应在 1 到 {DURATION_MAX} 之间", f"a period is from 1 to {DURATION_MAX} units long"
        )
        raise click.BadParameter(message, ctx, param)
    return n, unit


def _in_hours() -> str:
    return say(
        "小时从时刻数到时刻,不必查日历;这里只算到日",
        "hours run from clock time to clock time and need no calendar; this counts days",
    )


def _hours() -> frozenset[str]:
    from guiju.engine.syntax.keywords import keyword_table

    return frozenset(spelling for both in keyword_table()["unit"]["HOUR"] for spelling in both)


def _no_unit(written: str, example: str) -> str:
    from guiju.engine.calendar.periods import periods

    if not written:
        return say(f"没有写单位,{example}", f"no unit is given; write it {example}")
    spellings = [s for unit in periods().units.values() for s in unit]
    close = nearest(written.casefold(), spellings)
    hint = say(f";是不是“{close[0]}”?", f"; did you mean '{close[0]}'?") if close else ""
    name = shown(written)
    return say(f"没有单位“{name}”,{example}", f"there is no unit '{name}'; write it {example}") + hint


@click.command(
    "days",
    cls=Command,
    help=say(
        "算一个期限到哪天为止:几种算法并列,各有依据;其间哪些天不上班、为什么;起算那天已公布的通知会不会算出另一天。\n\n"
        f"例:guiju days 2020-01-20 {quantity(7, 'workday').zh}\n\n"
        "例:guiju days 2019-10-08 7日 --back\n\n"
        "退出码:0 算出来了;2 读不了输入;3 那一年的放假安排还没有公布,算不出。",
        "Work out to which day a period runs: by every way to count it, each with its basis; which days between are off "
        "and why; whether the notices public on the first day would have given another one.\n\n"
        "Example: guiju days 2020-01-20 7 workdays\n\n"
        "Example: guiju days 2019-10-08 7 days --back\n\n"
        "Exit codes: 0 it was worked out; 2 the input could not be read; 3 its year has no holiday notice yet.",
    ),
    short_help=say("算一个期限到哪天为止", "to which day a period runs"),
)
@click.argument("start", type=Day(), metavar=say("起算日", "START"))
@click.argument("period", nargs=-1, required=True, callback=_period, metavar=say("期限", "PERIOD"))
@click.option("--back", is_flag=True, help=say("往前数", "count back from the day"))
@click.option(
    "--full-days",
    is_flag=True,
    help=say("中间要隔满整个期限", "the whole period lies between the two days"),
)
@click.option(
    "--roll",
    is_flag=True,
    help=say("末日不上班的顺延", "a last day that is off moves to the next day worked"),
)
@known_on_option
@calendar_option
@format_option("text", "json")
@lang_option
def command(
    start: date,
    period: tuple[int, Unit],
    back: bool,
    full_days: bool,
    roll: bool,
    known_on: date | None,
    calendars: tuple[Path, ...],
    form: str,
) -> None:
    from guiju.cli.output import write_out
    from guiju.engine.calendar.days import Question, answer
    from guiju.engine.calendar.periods import How

    if back and roll:
        message = say(
            "往前数的没有顺延,--back 和 --roll 不能并用",
            "nothing rolls on backwards: --back or --roll, not both",
        )
        raise click.UsageError(message, click.get_current_context())
    calendar = load_calendar(calendars, known_on)
    question = Question(start, *period, back=back, how=How(full_days=full_days, roll=roll))
    try:
        found = answer(question, calendar)
    except Refused as refused:
        print_diagnostics(refused.diagnostics)
        sys.exit(USAGE)
    if form == "json":
        from guiju.engine.report.days.json import days_json

        write_out(days_json(found), None)
    else:
        from guiju.engine.report.days.text import days_text

        write_out(days_text(found, run_language()), None)
    sys.exit(found.exit_code)
