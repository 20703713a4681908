"""`guiju test [PATH…]`: examples, what they cover, and small changes of the rules that they should notice."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from guiju.cli.errors import USAGE, print_diagnostics
from guiju.cli.help import Command
from guiju.cli.language import run_language, say
from guiju.cli.options import format_option, lang_option, output_option
from guiju.cli.output import write_out
from guiju.engine.diagnostics.model import has_errors
from guiju.engine.diagnostics.nearest import nearest, shown

if TYPE_CHECKING:
    from guiju.engine.pipeline.trial import Wanted
    from guiju.engine.trial.result import Trial


@click.command(
    "test",
    cls=Command,
    help=say(
        "试规则:运行规则包里的案例,看它们管到了哪些情形,改动规则时有没有案例发觉。\n\n"
        "每条规则只有一个合例、一个违例时,--mutate 的试改大约六成有案例发觉;要到95%,在每个界限的两边各加一个案例,"
        "每个条件、例外、解释成立和不成立的各加一个(见 docs/testing.zh.md)。\n\n"
        "给出规则包文件或文件夹;不给则试随附的规则包。只写案例的文件也可以。"
        "退出码:0 都好;1 有案例不合预期,或者发觉的试改太少;2 文件有错误。",
        "Try the rules: run the examples of packs, see which kinds of case they show, and whether an example "
        "notices when a rule is changed.\n\n"
        "With one conforming and one violating example to a rule, about 60 % of the changes of --mutate are noticed. "
        "To reach 95 % add an example on either side of each bound, and one with and one without each condition, "
        "exception and reading (see docs/testing.md).\n\n"
        "Name pack files or folders; without any the shipped packs are tried. Files with examples only will do. "
        "Exit codes: 0 fine; 1 an example does not come out or too few changes are noticed; 2 errors in files.",
    ),
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar=say("[路径...]", "[PATHS...]"))
@click.option("--rule", metavar=say("规则名", "NAME"), help=say("只试这一条规则", "try this one rule only"))
@click.option(
    "--coverage", is_flag=True, help=say("列出没有案例的情形", "list the kinds of case without an example")
)
@click.option(
    "--mutate", is_flag=True, help=say("逐处试改规则,看案例能否发觉", "change the rules place by place")
)
@click.option(
    "--min-killed",
    type=click.FloatRange(0, 100),
    default=95.0,
    show_default=True,
    metavar=say("百分数", "PERCENT"),
    help=say("试改至少要有多少被发觉", "share of changes that examples must notice"),
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=1,
    metavar=say("个数", "N"),
    help=say("同时用几个进程试改", "processes that share the work"),
)
@format_option("text", "json", "junit")
@output_option
@lang_option
def command(
    paths: tuple[Path, ...],
    rule: str | None,
    coverage: bool,
    mutate: bool,
    min_killed: float,
    jobs: int,
    form: str,
    output: Path | None,
) -> None:
    from guiju.engine.pipeline.trial import Wanted, run_trial

    wanted = Wanted(paths, rule, coverage, mutate, min_killed, jobs)
    trial = run_trial(wanted)
    if trial.diagnostics:
        print_diagnostics(trial.diagnostics)
    if trial.program is None:
        sys.exit(USAGE)
    if rule is not None and not trial.rules:
        _unknown_rule(trial, wanted)
    write_out(_rendered(trial, form), output)
    sys.exit(USAGE if has_errors(trial.diagnostics) else trial.exit_code)


def _rendered(trial: Trial, form: str) -> str:
    match form:
        case "json":
            from guiju.engine.report.trial.json import trial_json

            return trial_json(trial)
        case "junit":
            from guiju.engine.report.trial.junit import trial_junit

            return trial_junit(trial, run_language())
    from guiju.engine.report.trial.text import render_trial

    return render_trial(trial, run_language())


def _unknown_rule(trial: Trial, wanted: Wanted) -> None:
    name = wanted.rule or ""
    names = [s for r in trial.program.rules for s in r.name.spellings] if trial.program else []
    close = nearest(name, names)
    hint = say(f",是不是 {close[0]}?", f"; did you mean {close[0]}?") if close else ""
    click.echo(say(f"没有规则 {shown(name)}", f"there is no rule {shown(name)}") + hint, err=True)
    sys.exit(USAGE)
