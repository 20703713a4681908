"""L023 and L024: what is written and never looked at: the requirement of a power, and the last day of a record whose step
takes no time."""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.analysis.naming import rule_name
from guiju.engine.analysis.subject import Subject, finding
from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.diagnostics.text import Text


def demanding_powers(subject: Subject) -> Iterator[Diagnostic]:
    """L023."""
    hint = Text(
        "要判断的写“应当”或者“不得”;只是权力的,删去这一部分",
        "write must or must_not to have it judged; drop that part of a mere power",
    )
    for rule in subject.own_rules():
        if rule.modality != "may" or not (rule.versions or rule.suspected):
            continue
        name = rule_name(rule)
        message = (
            Text(
                f"{name.zh}是“可以”,它写的要求不会判断",
                f"{name.en} is a 'may': the requirement in it is never judged",
            )
            if rule.versions
            else Text(
                f"{name.zh}是“可以”,不会有什么疑似", f"{name.en} is a 'may': nothing of it is ever suspected"
            )
        )
        yield finding("L023", "warning", message, rule.span, (), hint)


def ends_of_no_stretch(subject: Subject) -> Iterator[Diagnostic]:
    """L024, once for each step in an example."""
    steps = subject.program.vocabulary.steps
    for example in subject.program.examples:
        if not subject.is_own(example.span):
            continue
        for name in dict.fromkeys(r.step for r in example.records if r.end is not None and r.end != r.start):
            step = steps.get(name)
            if step is None or step.interval:
                continue
            message = Text(
                f"案例里的“{step.name.zh}”写了起止两天,而这个步骤没有声明为时段",
                f"'{step.name.en}' has a first and a last day in this example, but the step is not declared as an "
                "interval",
            )
            hint = Text(
                "只写一天;确实延续几天的,在步骤后面写“时段”",
                "write one day; a step that does last is declared with interval",
            )
            yield finding("L024", "warning", message, example.span, [(step.span, step.name.text)], hint)
