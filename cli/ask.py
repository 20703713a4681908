"""`guiju ask CASE`: asks for what a case leaves open, the question that decides most first, and writes the answers in."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

import click
from guiju.cli.errors import USAGE, print_diagnostics
from guiju.cli.help import Command
from guiju.cli.language import run_language, say
from guiju.cli.options import (
    calendar_option,
    known_on_option,
    lang_option,
    law_option,
    no_waivers_option,
    on_option,
    pack_option,
)
from guiju.cli.output import write_out, write_whole
from guiju.cli.packs import load_packs
from guiju.engine.diagnostics.model import Refused
from guiju.engine.diagnostics.nearest import shown
from guiju.engine.diagnostics.os_errors import os_reason

if TYPE_CHECKING:
    from guiju.engine.explain.answering import Refusal
    from guiju.engine.explain.open_atoms import About
    from guiju.engine.explain.questions import Question
    from guiju.engine.pipeline.ask import Opened
    from guiju.engine.pipeline.check import Looking
    from guiju.engine.semantics.program import Program


class Signature(NamedTuple):
    """Who looks at suspected passages, and why it is so or not; `for_all`: the reason came with the command."""

    by: str
    reason: str
    for_all: bool = False


OPEN = 3
"""The exit code while something is still open, as for a check."""
_UNKNOWN = ("未知", "unknown")


@click.command(
    "ask",
    cls=Command,
    help=say(
        "只问案卷里缺的事实,决定得最多的先问,答案写进案卷文件,不动文件里的注释和排版。\n\n"
        "退出码:0 没有要问的了;3 还有没答的;2 读不了输入,或者写不进去。",
        "Ask only for the facts that a case leaves open, the one that decides most first, and write the answers into "
        "the file; its comments and layout stay as they are.\n\n"
        "Exit codes: 0 nothing is open any more; 3 something is; 2 the input could not be read, or not be written.",
    ),
    short_help=say("问出案卷里缺的事实,写进案卷", "ask for the facts a case leaves open"),
)
@click.argument("case", type=click.Path(path_type=Path), metavar=say("案卷", "CASE"))
@on_option
@law_option
@click.option(
    "--answer",
    "answers",
    multiple=True,
    metavar=say("名称=值", "NAME=VALUE"),
    help=say(
        "直接写入一个答案,不再提问(可重复);步骤的项目写成 步骤.项目,同一步骤有几条的加 @行号",
        "write an answer without asking (repeatable); a field of a step is STEP.FIELD, with @LINE where there are "
        "several records of the step",
    ),
)
@click.option(
    "--list",
    "only_list",
    is_flag=True,
    help=say("只列出要问的,不改文件", "only list the questions, change nothing"),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help=say("--list 的格式", "format of --list"),
)
@click.option(
    "--by",
    default="",
    metavar=say("姓名", "NAME"),
    help=say(
        "疑似的地方由谁核对,写进“核对”", "who has looked at suspected passages; written under 'reviewed'"
    ),
)
@click.option(
    "--reason",
    default="",
    metavar=say("理由", "REASON"),
    help=say("疑似的地方为什么属实或者不属实", "why a suspected passage is so, or is not"),
)
@no_waivers_option
@calendar_option
@known_on_option
@lang_option
@pack_option
def command(
    case: Path,
    on: date | None,
    law: date | None,
    answers: tuple[str, ...],
    only_list: bool,
    form: str,
    by: str,
    reason: str,
    no_waivers: bool,
    calendars: tuple[Path, ...],
    known_on: date | None,
    packs: tuple[Path, ...],
) -> None:
    from guiju.cli.calendars import load_calendar
    from guiju.engine.pipeline.check import Looking

    program = load_packs(packs, law)
    looking = Looking(on or date.today(), load_calendar(calendars, known_on), not no_waivers)
    opened = _open(program, case, looking, warn=True)
    if only_list:
        write_out(_listed(opened, program, form), None)
        sys.exit(OPEN if opened.questions else 0)
    signed = Signature(by, reason, bool(reason))
    if answers:
        done = _given(program, case, looking, opened, answers, signed)
    else:
        done = _asked(program, case, looking, opened, signed)
    sys.exit(OPEN if done.questions else 0)


def _open(program: Program, path: Path, looking: Looking, *, warn: bool = False) -> Opened:
    from guiju.engine.pipeline.ask import open_case

    try:
        opened, diagnostics = open_case(program, path, looking)
    except Refused as refused:
        print_diagnostics(refused.diagnostics)
        sys.exit(USAGE)
    if diagnostics and (warn or opened is None):
        print_diagnostics(diagnostics)
    if opened is None:
        sys.exit(USAGE)
    return opened


def _listed(opened: Opened, program: Program, form: str) -> str:
    if form == "json":
        from guiju.engine.report.explain.ask_json import list_json

        return list_json(opened.name, opened.questions, program)
    from guiju.engine.report.explain.ask_text import render_list

    return render_list(opened.questions, program, run_language())


# --- given answers ---------------------------------------------------------------------------------------------


def _given(
    program: Program, path: Path, looking: Looking, opened: Opened, answers: Iterable[str], signed: Signature
) -> Opened:
    """All answers of the command line; none is written unless every name is known."""
    topics: list[tuple[About, str, str]] = []
    for answer in answers:
        name, sign, value = answer.partition("=")
        if not sign:
            text = shown(answer)
            _end(say(f"“{text}”要写成 名称=值", f"'{text}' must be written as NAME=VALUE"))
        topics.append((_topic(program, opened, name.strip()), name.strip(), value.strip()))
    for topic, name, value in topics:
        opened = _write(program, path, looking, opened, topic, value, signed) or _fail(name)
        click.echo(say(f"已写入 {name} = {value}", f"written: {name} = {value}"))
    return opened


def _topic(program: Program, opened: Opened, name: str) -> About:
    from guiju.engine.explain.answering import Refusal
    from guiju.engine.explain.passages import passage_called
    from guiju.engine.explain.topics import topic_of

    found = passage_called(opened.questions, name) or topic_of(program, opened.case, name)
    if isinstance(found, Refusal):
        _end(_words(found))
    return found


def _fail(name: str) -> NoReturn:
    _end(say(f"没有写入 {name}", f"{name} was not written"))


def _end(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(USAGE)


# --- questions -------------------------------------------------------------------------------------------------


def _asked(program: Program, path: Path, looking: Looking, opened: Opened, signed: Signature) -> Opened:
    """One question after the other, until none is left or no more lines come."""
    from guiju.engine.explain.open_atoms import AboutPassage
    from guiju.engine.report.explain.ask_text import NOTHING_OPEN, SKIP, more_lines, question_lines
    from guiju.engine.report.words.naming import Names

    names, lang = Names(program), run_language()
    passed: set[About] = set()
    asked = bool(opened.questions)
    click.echo((SKIP if asked else NOTHING_OPEN).in_lang(lang))
    while question := _next(opened, passed):
        left = len([q for q in opened.questions if q.about not in passed])
        first, *rest = question_lines(question, names, lang)
        click.echo("\n".join(["", say(f"(还有 {left} 项)", f"({left} left) ") + first, *rest]))
        answer = _line()
        while answer == "?":
            click.echo("\n".join(more_lines(question, names, lang)))
            answer = _line()
        if answer is None:
            break
        if not answer or answer in _UNKNOWN:
            passed.add(question.about)
            continue
        if isinstance(question.about, AboutPassage):
            signed = _signed(signed)
        now = _write(program, path, looking, _open(program, path, looking), question.about, answer, signed)
        if now is not None:
            opened = now
            click.echo(say("已写入", "written"))
    still = len(opened.questions)
    if still:
        click.echo(say(f"还缺 {still} 项", f"{still} still open"))
    elif asked:
        click.echo(say("问完了", "nothing is open any more"))
    return opened


def _next(opened: Opened, passed: set[About]) -> Question | None:
    return next((q for q in opened.questions if q.about not in passed), None)


def _signed(signed: Signature) -> Signature:
    """Who looked, asked once for a run, and why, asked each time it was not given with the command."""
    by, reason = signed.by, signed.reason
    if not by:
        click.echo(say("谁核对的?", "Who has looked at it?"))
        by = _line() or ""
    if not signed.for_all:
        click.echo(say("为什么这样认定?", "Why is that so?"))
        reason = _line() or ""
    return Signature(by, reason, for_all=signed.for_all)


def _line() -> str | None:
    """The next answer; None when there are no more."""
    click.echo("> ", nl=False)
    line = sys.stdin.readline()
    if not sys.stdin.isatty():
        click.echo(line.rstrip("\r\n"))
    return line.strip() if line else None


# --- writing ---------------------------------------------------------------------------------------------------


def _write(
    program: Program,
    path: Path,
    looking: Looking,
    opened: Opened,
    topic: About,
    answer: str,
    signed: Signature,
) -> Opened | None:
    """The file with the answer in it, read again; None (and why) where it was not taken."""
    from guiju.engine.explain.answering import Refusal
    from guiju.engine.pipeline.ask import with_answer
    from guiju.engine.pipeline.ask_passages import Looker

    data = with_answer(program, opened, topic, answer, Looker(signed.by, looking.on, signed.reason))
    if isinstance(data, Refusal):
        click.echo(_words(data), err=True)
        return None
    try:
        write_whole(path, data.decode("utf-8"))
    except OSError as error:
        name, reason = shown(str(path), 200), os_reason(error)
        _end(say(f"写不了 {name}:{reason.zh}", f"cannot write {name}: {reason.en}"))
    return _open(program, path, looking)


def _words(refusal: Refusal) -> str:
    from guiju.engine.report.explain.ask_text import refusal_words

    return refusal_words(refusal.message, refusal.hint).in_lang(run_language())
