"""How a run was asked to look, and whether any rule had a say: what every report of it has to tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.finding import Assumption, State, Verdict
from guiju.engine.report.words.citation import norm_title
from guiju.engine.report.words.headline import law_asked
from guiju.engine.report.words.short_citation import main_norm
from guiju.engine.semantics.program import Program

NO_RULE = Text("没有一条规则适用", "no rule applies")


def nothing_applies(verdict: Verdict) -> bool:
    return all(f.state is State.NOT_APPLICABLE for f in verdict.findings)


def premises(verdict: Verdict) -> tuple[Assumption, ...]:
    """What the verdict takes for granted. Where every rule is out of scope or not in force, that is only how the run was
    asked to look."""
    if nothing_applies(verdict) and any(f.outside for f in verdict.findings):
        return tuple(a for a in verdict.assumptions if a.of_run)
    return verdict.assumptions


def asked(verdict: Verdict) -> Iterator[Text]:
    """The law asked for, and the calendar where it is not simply the shipped one of today."""
    if verdict.program.law is not None:
        yield law_asked(verdict.program.law)
    yield from (a.text for a in verdict.assumptions if a.of_run)


def not_in_force(program: Program, procedures: Sequence[str]) -> Iterator[Text]:
    """That the main norm of these procedures was not yet, or no more, in force on the day whose law is asked for."""
    law, norm = program.law, program.norms.get(main_norm(program, program.rules, procedures))
    if law is None or norm is None:
        return
    title = norm_title(norm.key, program.norms)
    if norm.in_force is not None and law < norm.in_force:
        yield Text(
            f"那一天{title.zh}还没有施行({norm.in_force} 起)",
            f"{title.en} was not yet in force on that day (from {norm.in_force})",
        )
    elif norm.until is not None and law >= norm.until:
        yield Text(
            f"那一天{title.zh}已经失效({norm.until} 起)",
            f"{title.en} was no longer in force on that day (from {norm.until})",
        )
