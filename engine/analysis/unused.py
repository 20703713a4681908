"""L011 to L013: steps no rule touches, facts and fields nothing asks for, definitions, parameters and wordings nobody
uses."""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.analysis.subject import Subject, finding
from guiju.engine.analysis.used import Used, used_by
from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.diagnostics.text import Text, join
from guiju.engine.semantics.vocabulary import FieldDecl, StepDecl


def untouched_steps(subject: Subject) -> Iterator[Diagnostic]:
    """L011."""
    used = used_by(subject.program)
    for step in subject.program.vocabulary.steps.values():
        if subject.is_own(step.span) and step.name.zh not in used.steps:
            message = Text(f"没有规则涉及步骤“{step.name.zh}”", f"no rule touches the step '{step.name.en}'")
            hint = Text("删去它,或者补上涉及它的规则", "drop it, or write the rule that needs it")
            yield finding("L011", "note", message, step.span, (), hint)


def unasked(subject: Subject) -> Iterator[Diagnostic]:
    """L012: facts, which a person would be asked for in vain, and fields."""
    used = used_by(subject.program)
    for fact in subject.program.vocabulary.facts.values():
        if subject.is_own(fact.span) and fact.name.zh not in used.facts:
            message = Text(f"没有规则用到事实“{fact.name.zh}”", f"no rule asks for the fact '{fact.name.en}'")
            hint = Text("删去它:填写案卷的人不必回答", "drop it: nobody need answer it")
            yield finding("L012", "note", message, fact.span, (), hint)
    for step in subject.program.vocabulary.steps.values():
        idle = [f for f in _fields(step) if not _asked(used, step, f)]
        if idle and subject.is_own(step.span):
            names = join([f.name.text for f in idle], "、", ", ")
            message = Text(
                f"没有规则用到步骤“{step.name.zh}”的字段:{names.zh}",
                f"no rule asks for these fields of '{step.name.en}': {names.en}",
            )
            yield finding("L012", "note", message, idle[0].span or step.span)


def _fields(step: StepDecl) -> list[FieldDecl]:
    return [f for outer in step.fields for f in (outer, *outer.type.item)]


def _asked(used: Used, step: StepDecl, field: FieldDecl) -> bool:
    name = field.name.zh
    if (step.name.zh, name) in used.fields or ("", name) in used.fields:
        return True
    return any(("", f.name.zh) in used.fields for f in field.type.item)


def unused_words(subject: Subject) -> Iterator[Diagnostic]:
    """L013: what is declared in an own file and referred to nowhere. Nothing where no references are at hand."""
    if subject.references is None:
        return
    kinds = {
        "definition": Text("定义", "definition"),
        "parameter": Text("参数", "parameter"),
        "wording": Text("用语", "wording"),
    }
    referred = {(r.kind, r.name.zh) for r in subject.references if not r.declares}
    declared = {(r.kind, r.name.zh): r for r in reversed(subject.references) if r.declares}
    for reference in reversed(declared.values()):
        kind = kinds.get(reference.kind)
        if kind is None or not subject.is_own(reference.span):
            continue
        if (reference.kind, reference.name.zh) not in referred:
            name = reference.name
            message = Text(f"{kind.zh}“{name.zh}”没有用到", f"the {kind.en} '{name.en}' is used nowhere")
            yield finding("L013", "warning", message, reference.span)
