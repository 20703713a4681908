"""`guiju explain RULE [CASE]`: what a rule asks, how a case stands against each part of it, what would change that."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
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
from guiju.cli.output import refuse_input, write_out
from guiju.cli.packs import load_packs
from guiju.engine.diagnostics.nearest import shown

if TYPE_CHECKING:
    from guiju.engine.explain.lookup import Found
    from guiju.engine.pipeline.check import Looking
    from guiju.engine.semantics.program import Program


@click.command(
    "explain",
    cls=Command,
    help=say(
        "说明一条规则:要求什么,依据哪一条;给了案卷的,再说明案卷在每一部分上怎样,怎样结论会变。\n\n"
        "规则可以写中文名、英文名或条目编号。例:guiju explain 上会前审查 案卷.yaml",
        "Explain a rule: what it asks, on which articles; with a case also how the case stands against each part of "
        "it, and what would change that.\n\n"
        "The rule is given by its Chinese or English name or its row. Example: guiju explain D25-1a case.yaml",
    ),
    short_help=say("说明一条规则,或案卷为何如此判断", "explain a rule, or why a case is judged so"),
)
@click.argument("rule", metavar=say("规则", "RULE"))
@click.argument("case", required=False, type=click.Path(path_type=Path), metavar=say("[案卷]", "[CASE]"))
@on_option
@law_option
@format_option("text", "json")
@output_option
@no_waivers_option
@calendar_option
@known_on_option
@lang_option
@pack_option
def command(
    rule: str,
    case: Path | None,
    on: date | None,
    law: date | None,
    form: str,
    output: Path | None,
    no_waivers: bool,
    calendars: tuple[Path, ...],
    known_on: date | None,
    packs: tuple[Path, ...],
) -> None:
    from guiju.cli.calendars import load_calendar
    from guiju.engine.explain.lookup import find
    from guiju.engine.pipeline.check import Looking

    program, calendar = load_packs(packs, law), load_calendar(calendars, known_on)
    found = find(program, rule)
    if not (found.rules or found.others or found.unchecked):
        _no_such(rule, found)
    if case is None or not found.rules:
        write_out(_by_itself(program, found, form), output)
        return
    refuse_input(output, [case, *packs, *calendars])
    looking = Looking(on or date.today(), calendar, not no_waivers)
    write_out(_on_case(program, found, case, looking, form), output)


def _no_such(spelling: str, found: Found) -> None:
    name = shown(spelling)
    near = [f"“{n}”" for n in found.near], [f"'{n}'" for n in found.near]
    hint = (
        say(f",是不是{'、'.join(near[0])}?", f"; did you mean {' or '.join(near[1])}?") if found.near else ""
    )
    click.echo(say(f"没有规则“{name}”", f"there is no rule '{name}'") + hint, err=True)
    sys.exit(USAGE)


def _by_itself(program: Program, found: Found, form: str) -> str:
    from guiju.engine.pipeline.explain import explain_rule

    cards = [explain_rule(program, rule) for rule in found.rules]
    if form == "json":
        from guiju.engine.report.explain.json import cards_json

        return cards_json(cards, found, program)
    from guiju.engine.report.explain.rule import render_card, render_others

    if not cards:
        return render_others(found.others, found.unchecked, program, run_language())
    return "\n".join(render_card(card, program, run_language()) for card in cards)


def _on_case(program: Program, found: Found, path: Path, looking: Looking, form: str) -> str:
    from guiju.engine.pipeline.case_at import case_at
    from guiju.engine.pipeline.explain import explain_case

    case, diagnostics = case_at(program, path, looking.on, found.rules)
    if diagnostics:
        print_diagnostics(diagnostics)
    if case is None:
        sys.exit(USAGE)
    explained = explain_case(program, case, looking, found.rules)
    if form == "json":
        from guiju.engine.report.explain.json import case_json

        return case_json(explained, found.rules)
    from guiju.engine.report.explain.case import render_case

    return render_case(explained, found.rules, run_language())
