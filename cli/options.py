"""Options that several commands share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click
from guiju.cli.language import say
from guiju.cli.output import form_for
from guiju.engine.diagnostics.day_range import in_range, outside
from guiju.engine.diagnostics.nearest import shown

_WRITTEN = re.compile(
    r"([0-9]{4})[-‐‑–—−/.年]([0-9]{1,2})[-‐‑–—−/.月]([0-9]{1,2})[日号]?|([0-9]{4})([0-9]{2})([0-9]{2})"
)


class Day(click.ParamType[date]):
    """A day as people write it, the year first: 2020-01-20, 2020/1/20, 2020年1月20日, 20200120, also in full width."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        written = _WRITTEN.fullmatch("".join(unicodedata.normalize("NFKC", str(value)[:80]).split()))
        if written is None:
            name = shown(str(value))
            message = say(f"“{name}”不是日期,请写成 2019-10-30", f"'{name}' is no date; write 2019-10-30")
            return self.fail(message, param, ctx)
        year, month, day = (part for part in written.groups() if part)
        plain = f"{year}-{month:>02}-{day:>02}"
        try:
            found = date.fromisoformat(plain)
        except ValueError:
            return self.fail(say(f"没有 {plain} 这一天", f"there is no day {plain}"), param, ctx)
        if not in_range(found):
            said = outside(plain)
            self.fail(say(said.zh, said.en), param, ctx)
        return found


def lang_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--lang zh|en`; its value is read before parsing (language.py), here it is only checked."""
    return click.option(
        "--lang",
        type=click.Choice(["zh", "en"]),
        expose_value=False,
        help=say("输出语言(默认随系统,否则中文)", "language of the output (default: the locale's, else zh)"),
    )(command)


def pack_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--pack FILE`: further rule packs beside the shipped ones."""
    return click.option(
        "--pack",
        "packs",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar=say("文件", "FILE"),
        help=say("另加一个规则包文件(可重复)", "a further rule pack file (repeatable)"),
    )(command)


def output_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--output FILE`: where to write instead of the screen (see output.py). Read before `--format`, which goes by it."""
    return click.option(
        "--output",
        "-o",
        is_eager=True,
        type=click.Path(path_type=Path),
        metavar=say("文件", "FILE"),
        help=say("写到文件而不是屏幕", "write to a file instead of the screen"),
    )(command)


def on_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--on DATE`: the day of looking."""
    return click.option(
        "--on",
        type=Day(),
        default=None,
        metavar="YYYY-MM-DD",
        help=say("以这一天的眼光看(默认今天)", "look at the case on this day (default: today)"),
    )(command)


def calendar_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--calendar FILE`, passed on as `calendars`: the holidays of a year that is not shipped, or local closures."""
    return click.option(
        "--calendar",
        "calendars",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar=say("文件", "FILE"),
        help=say(
            "另加一个日历文件:尚未随程序提供的年份的放假通知,或者当地不上班的日子(可重复)",
            "a further calendar file: the holidays of a year that is not shipped, or local closures (repeatable)",
        ),
    )(command)


def known_on_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--known-on DATE`: count by the notices that were public on that day."""
    return click.option(
        "--known-on",
        type=Day(),
        default=None,
        metavar="YYYY-MM-DD",
        help=say(
            "只按这一天已经公布的放假通知计算(默认按现有的全部通知)",
            "count by the holiday notices that were public on this day (default: by all there are)",
        ),
    )(command)


def no_waivers_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--no-waivers`: what was signed off counts like anything else."""
    return click.option(
        "--no-waivers",
        is_flag=True,
        help=say("不理会案卷里的放行", "look at the cases without their waivers"),
    )(command)


def law_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--as-of-law DATE`, passed on as `law`: the day whose law everything is judged by."""
    return click.option(
        "--as-of-law",
        "law",
        type=Day(),
        default=None,
        metavar="YYYY-MM-DD",
        help=say(
            "全部按这一天施行的法律判断(默认各步骤按当时的法律)",
            "judge everything by the law in force on this day (default: each step by the law of its own day)",
        ),
    )(command)


def format_option(*forms: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--format`, passed on as `form`; by default that of the ending of `--output`, else the first of the forms."""

    def chosen(ctx: click.Context, param: click.Parameter, asked: str | None) -> str:
        return form_for(ctx.params.get("output"), asked, forms)

    return click.option(
        "--format",
        "form",
        type=click.Choice(forms),
        default=None,
        callback=chosen,
        help=say(
            f"输出格式(默认看 -o 的文件名,否则 {forms[0]})",
            f"output format (default: by the file name of -o, else {forms[0]})",
        ),
    )
