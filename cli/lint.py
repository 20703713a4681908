"""`guiju lint PACK…`: what is wrong with rule pack files, whether their examples come out, what the analysis finds."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from guiju.cli.errors import USAGE, sources_of
from guiju.cli.help import Command
from guiju.cli.language import run_language, say
from guiju.cli.options import format_option, lang_option, output_option
from guiju.cli.output import write_out
from guiju.engine.diagnostics.nearest import shown
from guiju.engine.diagnostics.source import CASE_FILES

if TYPE_CHECKING:
    from guiju.engine.diagnostics.model import Diagnostic
    from guiju.engine.pipeline.pack_check import PackCheck


@click.command(
    "lint",
    cls=Command,
    help=say(
        "检查规则包文件:文字有没有错,案例合不合预期,规则之间有没有矛盾、多余、放宽、排不出的期限。\n\n"
        "文件与随附的规则包一起检查。各编号的说明见 docs/diagnostics.zh.md。"
        "退出码:0 没有错误;1 有案例不合预期,或者规则有错误;2 文件有错误。",
        "Check rule pack files: their texts, their examples, and whether rules contradict, repeat or loosen each "
        "other or leave no lawful timetable.\n\n"
        "The files are checked together with the shipped packs. docs/diagnostics.md explains each code. "
        "Exit codes: 0 no errors; 1 an example does not come out as expected or rules are at fault; 2 errors in "
        "the files.",
    ),
)
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
    metavar=say("规则包文件...", "PACKS..."),
)
@format_option("text", "json", "sarif")
@click.option(
    "--strict", is_flag=True, help=say("有警告也算没有通过(退出码 1)", "warnings fail (exit code 1)")
)
@click.option(
    "--law",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar=say("目录", "FOLDER"),
    help=say(
        "现行规范文本(.md)的目录:所引条文与写规则时不同的,报告",
        "a folder of texts of norms as they are today (.md): report cited articles that have changed",
    ),
)
@click.option("--hints", is_flag=True, help=say("也列出提示", "list the hints, too"))
@output_option
@lang_option
def command(
    paths: tuple[Path, ...], form: str, strict: bool, law: Path | None, hints: bool, output: Path | None
) -> None:
    from guiju.engine.pipeline.pack_check import check_packs

    _refuse_cases(paths)
    found = check_packs(paths, law)
    code = found.strict_code if strict else found.exit_code
    write_out(_rendered(found, form, code, hints), output)
    sys.exit(code)


def _refuse_cases(paths: Sequence[Path]) -> None:
    cases = [path for path in paths if path.suffix.lower() in CASE_FILES and path.is_file()]
    for path in cases:
        name = shown(str(path), 200)
        click.echo(
            say(
                f"{name}:这像案卷文件,请用 guiju check",
                f"{name}: this looks like a case file; use guiju check",
            ),
            err=True,
        )
    if cases:
        sys.exit(USAGE)


def _rendered(found: PackCheck, form: str, code: int, hints: bool) -> str:
    match form:
        case "json":
            from guiju.engine.report.diagnostics.json import render_diagnostics_json

            return render_diagnostics_json(
                found.all, exit_code=code, rules=found.rules, powers=found.powers, examples=found.examples
            )
        case "sarif":
            from importlib.metadata import version

            from guiju.engine.analysis.check import CHECKS
            from guiju.engine.analysis.law_drift import CODE, TITLE
            from guiju.engine.report.ci.sarif_problems import Code, render_sarif

            codes = {check.code: Code(check.title, check.severity) for check in CHECKS}
            codes[CODE] = Code(TITLE, "error")
            sources = sources_of(found.all)
            return render_sarif(found.all, codes, sources, run_language(), version("guiju"))
    return _text(found, hints)


def _text(found: PackCheck, hints: bool) -> str:
    from guiju.engine.report.diagnostics.text import render_diagnostics
    from guiju.engine.report.trial.words import counted

    wrong: list[Diagnostic] = [d for d in found.all if hints or d.severity != "note"]
    report = render_diagnostics(wrong, sources_of(wrong), run_language()) if wrong else ""
    if found.exit_code == USAGE:
        return report
    failed = len({f.span for f in found.failures})
    report += counted(found.rules, found.powers, found.examples, failed).in_lang(run_language())
    hidden = len(found.all) - len(wrong)
    if hidden:
        report += say(
            f";另有 {hidden} 条提示(--hints)", f"; {hidden} {_plural('hint', hidden)} more (--hints)"
        )
    return report


def _plural(noun: str, count: int) -> str:
    """The English noun as the count asks for it."""
    return noun if count == 1 else f"{noun}s"
