"""What the records of a plan have to show, in words: a value, or what a text or list has to contain."""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.diagnostics.text import Text, join
from guiju.engine.plan.field_values import PLACEHOLDER
from guiju.engine.plan.timetable import Plan, Planned
from guiju.engine.report.plan.chain import ChainWords
from guiju.engine.report.words.naming import field_words


def contained(entry: Planned) -> tuple[str, ...]:
    """The fields of which rules ask only that they contain something."""
    return tuple(name for name, value in entry.fields if isinstance(value, tuple) and value != (PLACEHOLDER,))


def must_show(plan: Plan, words: ChainWords) -> Iterator[Text]:
    """A line for each step whose record has to show something."""
    for entry in plan.left:
        if entry.fields:
            step, listed = words.names.step(entry.step), join(list(_fields(plan, entry, words)))
            yield Text(f"{step.zh}:{listed.zh}", f"{step.en}: {listed.en}")


def _fields(plan: Plan, entry: Planned, words: ChainWords) -> Iterator[Text]:
    for name, value in entry.fields:
        field = field_words(plan.program.vocabulary, entry.step, name)
        shown = words.names.value(value)
        told = Text(f"{field.zh} = {shown.zh}", f"{field.en} = {shown.en}")
        if name in contained(entry):
            told = Text(f"{field.zh} 含 {shown.zh}", f"{field.en} contains {shown.en}")
        if name in entry.read_several_ways:
            told += Text("(有几种读法,这样都满足)", " (read in several ways, this keeps all of them)")
        yield told
