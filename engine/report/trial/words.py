"""Sentences about a trial that its text, JSON and JUnit forms share."""

from __future__ import annotations

from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.text import Text, join
from guiju.engine.diagnostics.words import word
from guiju.engine.report.words.arithmetic import sum_line
from guiju.engine.trial.result import Mutation, Trial
from guiju.engine.trial.run import CLEAR, FINE, Tried, expected_words, open_names, reason


def example_title(tried: Tried) -> Text:
    """The name of an example, or of what kind it is where it stands unnamed in its rule."""
    example = tried.example
    line = example.span.line if example.span else 0
    if example.name != f"{tried.rule}:{line}":
        return Text(f"案例“{example.name}”", f"example '{example.name}'")
    if tried.expected in (FINE, CLEAR):
        return Text("合例", "conforming example")
    return Text("违例", "violating example")


def difference(tried: Tried) -> tuple[Text, Text]:
    """The state that was expected, and the one that was found."""
    return expected_words(tried.expected), word("state", tried.came_to)


def grounds(tried: Tried) -> list[Text]:
    """Why the state was found, what it hangs on, and the sums behind it."""
    finding, hangs_on = tried.telling, open_names(tried.telling)
    sums = finding.proof.arithmetic if finding is not None else ()
    return [reason(finding), *([hangs_on] if hangs_on else []), *(sum_line(s) for s in sums)]


def place(span: Span | None) -> str:
    return f"{span.file}:{span.line}" if span else ""


def examples_line(trial: Trial) -> Text:
    return counted(len(trial.rules), trial.powers, trial.examples, trial.examples_failed)


def counted(rules: int, powers: int, examples: int, failed: int) -> Text:
    """How many rules and, beside them, powers (nothing to judge) there are, and how many examples come out."""
    good = examples - failed
    line = Text(f"规则 {rules} 条", f"{rules} {_plural('rule', rules)}")
    if powers:
        line += Text(f",权力 {powers} 项", f", {powers} {_plural('power', powers)}")
    return line + Text(
        f";案例 {examples} 个,{good} 个合乎预期",
        f"; {examples} {_plural('example', examples)}, {good} as expected",
    )


def coverage_line(trial: Trial) -> Text:
    covered = trial.coverage or ()
    full = sum(1 for c in covered if not c.gaps)
    return Text(
        f"覆盖:{len(covered)} 条规则中,{full} 条的各种情形都有案例",
        f"coverage: of {len(covered)} {_plural('rule', len(covered))}, {full} have an example of every kind",
    )


def mutation_line(mutation: Mutation, min_killed: float) -> Text:
    tried, killed = len(mutation.fates), mutation.killed
    same, left = len(mutation.equivalent), len(mutation.surviving)
    share = f"{mutation.percent:.1f}"
    return Text(
        f"试改 {tried} 处:{killed} 处有案例发觉({share}%,要求不少于 {min_killed:g}%),"
        f"{same} 处已声明没有差别,{left} 处没有案例发觉",
        f"{tried} {_plural('change', tried)} tried: {killed} noticed by an example ({share}%, at least "
        f"{min_killed:g}% asked for), {same} declared to make no difference, {left} not noticed",
    )


def gaps_of(gaps: tuple[Text, ...]) -> Text:
    return join(gaps, zh=";", en="; ")


def _plural(noun: str, count: int) -> str:
    return noun if count == 1 else f"{noun}s"
