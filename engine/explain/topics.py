"""What is to be answered, by the name a person gives it: a fact, or a field as STEP.FIELD."""

from __future__ import annotations

from collections.abc import Iterable

from guiju.engine.case.edit import AUTHORITY_KEYS
from guiju.engine.case.form import RECORD
from guiju.engine.case.model import Case
from guiju.engine.diagnostics.nearest import nearest, shown
from guiju.engine.diagnostics.text import Text
from guiju.engine.explain.answering import Refusal
from guiju.engine.explain.open_atoms import About, AboutFact, AboutField
from guiju.engine.semantics.core import START
from guiju.engine.semantics.program import Program
from guiju.engine.semantics.vocabulary import BUILT_IN, Name, StepDecl, find_field

RECORD_KEYS = {name: field.name.en for name, field in BUILT_IN.items() if name != START}
"""The lines that every record may have, by the name of the field, with their key in the form of a record."""


def topic_of(program: Program, case: Case, spelling: str) -> About | Refusal:
    """What `NAME` in `--answer NAME=VALUE` means: a fact, or a field as STEP.FIELD, with @LINE where a step has
    several records."""
    for fact in program.vocabulary.facts.values():
        if spelling in (*fact.name.spellings, fact.name.words.en):
            return AboutFact(fact.name.zh)
    if spelling in AUTHORITY_KEYS:
        return AboutFact(spelling)
    if "." in spelling:
        return _field_called(program, case, spelling)
    names = [s for f in program.vocabulary.facts.values() for s in f.name.spellings]
    return _unknown(spelling, names)


def _field_called(program: Program, case: Case, spelling: str) -> About | Refusal:
    step_name, _, rest = spelling.partition(".")
    field_name, _, line = rest.partition("@")
    step = next((s for s in program.vocabulary.steps.values() if step_name in _all(s.name)), None)
    if step is None:
        return _unknown(step_name, [n for s in program.vocabulary.steps.values() for n in s.name.spellings])
    field = find_field(step.fields, field_name)
    built_in = next((zh for zh, key in RECORD_KEYS.items() if field_name in RECORD[key].spellings), None)
    if field is None and built_in is None:
        return _unknown(field_name, [n for f in step.fields for n in f.name.spellings])
    records = [r for r in case.records if r.step == step.name.zh]
    if line:
        records = [r for r in records if r.span is not None and str(r.span.line) == line]
    if len(records) != 1:
        return _not_one(case, step, len(records))
    return AboutField(records[0].index, field.name.zh if field else built_in or field_name)


def _not_one(case: Case, step: StepDecl, count: int) -> Refusal:
    """No record of the step, or several: then the line tells which is meant."""
    lines = ", ".join(str(r.span.line) for r in case.records if r.span and r.step == step.name.zh)
    message = Text(
        f"案卷里有 {count} 条这样的“{step.name.zh}”",
        f"the file has {count} such records of {step.name.words.en}",
    )
    hint = Text(f"写成 名称@行号,行号可以是 {lines}", f"write NAME@LINE, with a line of {lines}")
    return Refusal(message, hint if lines else None)


def _all(name: Name) -> tuple[str, ...]:
    return (*name.spellings, name.words.en)


def _unknown(spelling: str, names: Iterable[str]) -> Refusal:
    close = nearest(spelling, names)
    hint = Text(f"是不是“{close[0]}”?", f"did you mean '{close[0]}'?") if close else None
    name = shown(spelling)
    return Refusal(Text(f"没有事实或项目“{name}”", f"there is no fact or field '{name}'"), hint)
