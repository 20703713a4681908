"""The one case that a command is about, and a step of it named by a person; what is wrong with either ends the run."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
from guiju.cli.errors import USAGE, print_diagnostics
from guiju.cli.language import say
from guiju.engine.diagnostics.model import Refused
from guiju.engine.diagnostics.nearest import nearest, shown

if TYPE_CHECKING:
    from guiju.engine.case.model import Case
    from guiju.engine.pipeline.planning import NoStep
    from guiju.engine.semantics.program import Program


def read_one(program: Program, path: Path) -> Case:
    """The case in a file; warnings are said, errors end the run."""
    from guiju.engine.pipeline.planning import read_case

    try:
        read = read_case(program, path)
    except Refused as refused:
        print_diagnostics(refused.diagnostics)
        sys.exit(USAGE)
    if read.diagnostics:
        print_diagnostics(read.diagnostics)
    if read.case is None:
        sys.exit(USAGE)
    return read.case


def refuse_step(program: Program, case: Case, missing: NoStep) -> NoReturn:
    """Says that a step has been taken already, or that its procedures have none of that name, with the nearest one."""
    if not missing.spelling.strip():
        refuse(say("没有写是哪一步", "no step is named"))
    name = shown(missing.spelling)
    if missing.why == "done":
        refuse(say(f"“{name}”已经办过了", f"'{name}' has been done already"))
    steps = [step for p in case.procedures if p in program.procedures for step in program.procedures[p].steps]
    known = [s for step in steps for s in step.name.spellings]
    close = nearest(missing.spelling, known)
    hint = say(f",是不是“{close[0]}”?", f"; did you mean '{close[0]}'?") if close else ""
    if missing.why == "elsewhere":
        told = say(f"本案的程序没有步骤“{name}”", f"the procedure of this case has no step '{name}'")
        refuse(told + (_elsewhere(program, missing.spelling) or hint))
    refuse(say(f"没有步骤“{name}”", f"there is no step '{name}'") + hint)


def _elsewhere(program: Program, spelling: str) -> str:
    """The procedures that have such a step."""
    names = [
        p.name for p in program.procedures.values() if any(spelling in s.name.spellings for s in p.steps)
    ]
    if not names:
        return ""
    chinese = "、".join(f"“{name.zh}”" for name in names)
    english = ", ".join(f"'{(name.en or name.zh).replace('_', ' ')}'" for name in names)
    return say(f";那是{chinese}的步骤", f"; it belongs to {english}")


def refuse(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(USAGE)
