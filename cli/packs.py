"""The rule packs of a run, and the procedures in them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from guiju.cli.errors import USAGE, print_diagnostics
from guiju.cli.language import say
from guiju.engine.diagnostics.model import Refused
from guiju.engine.diagnostics.nearest import nearest, shown

if TYPE_CHECKING:
    from guiju.engine.semantics.program import Program
    from guiju.engine.semantics.vocabulary import Name, Procedure


def load_packs(extra: Sequence[Path] = (), law: date | None = None) -> Program:
    """The shipped packs with the `extra` ones, by the law of one day if it is given; says what is wrong with them and
    ends the run if they do not do."""
    from guiju.engine.pipeline.library import by_law_of, load_library

    try:
        program, warnings = load_library(extra)
    except Refused as refused:
        print_diagnostics(refused.diagnostics)
        sys.exit(USAGE)
    if warnings:
        print_diagnostics(warnings)
    return by_law_of(program, law)


def find_procedure(program: Program, spelling: str) -> Procedure:
    """The procedure called so in either language; names the nearest one and ends the run if there is none."""
    names = [p.name for p in program.procedures.values()]
    for name in names:
        if spelling in name.spellings:
            return program.procedures[name.zh]
    close = nearest(spelling, [s for name in names for s in name.spellings])
    hint = say(f",是不是“{close[0]}”?", f"; did you mean '{close[0]}'?") if close else _all(names)
    click.echo(
        say(f"没有程序“{shown(spelling)}”", f"there is no procedure '{shown(spelling)}'") + hint, err=True
    )
    sys.exit(USAGE)


def _all(names: Sequence[Name]) -> str:
    return say(";有:" + "、".join(n.zh for n in names), "; there are: " + ", ".join(n.en for n in names))
