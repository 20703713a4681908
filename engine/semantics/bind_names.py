"""All names a case may use, by every spelling, and what to say to a name that is none of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from guiju.engine.case.form import RECORD
from guiju.engine.case.nodes import Scalar
from guiju.engine.case.problems import Problems, listed, quoted
from guiju.engine.diagnostics.text import Text, join
from guiju.engine.semantics.vocabulary import FactDecl, FieldDecl, Name, Procedure, StepDecl, Vocabulary
from msgspec import Struct

RECORD_KEYS = tuple(spelling for key in RECORD.values() for spelling in key.spellings)


class Lexicon(Struct, frozen=True, dict=True):
    """Names of a vocabulary by spelling. Indexed once, since a case may ask thousands of times."""

    vocabulary: Vocabulary
    procedures: Mapping[str, Procedure]

    @cached_property
    def steps(self) -> dict[str, StepDecl]:
        return {s: decl for decl in self.vocabulary.steps.values() for s in decl.name.spellings}

    @cached_property
    def facts(self) -> dict[str, FactDecl]:
        return {s: decl for decl in self.vocabulary.facts.values() for s in decl.name.spellings}

    @cached_property
    def procedure_names(self) -> dict[str, Name]:
        return {s: proc.name for proc in self.procedures.values() for s in proc.name.spellings}

    @cached_property
    def fields(self) -> dict[str, dict[str, FieldDecl]]:
        """Step → spelling → field."""
        return {zh: by_spelling(decl.fields) for zh, decl in self.vocabulary.steps.items()}

    @cached_property
    def known_facts(self) -> Text:
        return Text("已有的事实:", "the facts are: ") + names_of(
            f.name for f in self.vocabulary.facts.values()
        )

    @cached_property
    def homes(self) -> dict[str, list[Name]]:
        """Spelling of a field → the steps that have such a field."""
        found: dict[str, list[Name]] = {}
        for zh, fields in self.fields.items():
            for spelling in fields:
                found.setdefault(spelling, []).append(self.vocabulary.steps[zh].name)
        return found


def by_spelling(fields: Iterable[FieldDecl]) -> dict[str, FieldDecl]:
    """The fields by each of their spellings."""
    return {spelling: decl for decl in fields for spelling in decl.name.spellings}


def unknown_procedure(word: Scalar, lexicon: Lexicon, problems: Problems) -> None:
    """Report a procedure that no pack declares."""
    known = Text("已有的程序:", "the procedures are: ") + names_of(
        p.name for p in lexicon.procedures.values()
    )
    hint = problems.hint(word.text, lexicon.procedure_names, known)
    problems.add("C030", Text("没有程序", "there is no procedure ") + quoted(word.text), word.span, hint)


def unknown_step(word: Scalar, lexicon: Lexicon, problems: Problems) -> None:
    """Report a step that no pack declares."""
    known = Text("已有的步骤:", "the steps are: ")
    known += names_of(decl.name for decl in lexicon.vocabulary.steps.values())
    hint = problems.hint(word.text, lexicon.steps, known)
    problems.add("C031", Text("没有步骤", "there is no step ") + quoted(word.text), word.span, hint)


def unknown_fact(key: Scalar, lexicon: Lexicon, problems: Problems) -> None:
    """Report a fact that no pack declares; a field of a step is told where it belongs."""
    homes = lexicon.homes.get(key.text)
    if homes:
        steps = names_of(homes, 3)
        message = Text(
            f"{quoted(key.text).zh}不是事实,是步骤 {steps.zh} 的一项",
            f"{quoted(key.text).en} is no fact but a field of the step {steps.en}",
        )
        problems.add("C033", message, key.span, Text("移到该步骤之下", "move it to that step"))
        return
    hint = problems.hint(key.text, lexicon.facts, lexicon.known_facts)
    problems.add("C034", Text("没有事实", "there is no fact ") + quoted(key.text), key.span, hint)


def unknown_field(key: Scalar, step: StepDecl, lexicon: Lexicon, problems: Problems) -> None:
    """Report a line that the step does not take: a fact, a field of another step, or a misspelling."""
    name = Text(f"步骤「{step.name.zh}」", f"the step “{step.name.en}”")
    message = name + Text("没有", " has no ") + quoted(key.text)
    homes = lexicon.homes.get(key.text)
    if homes:
        hint = Text("它属于步骤 ", "it belongs to the step ") + names_of(homes, 3)
        problems.add("C033", message, key.span, hint)
    elif key.text in lexicon.facts:
        hint = Text("它是事实,写在「事实」之下", "it is a fact: write it under “facts”")
        problems.add("C033", message, key.span, hint)
    else:
        own = lexicon.fields[step.name.zh]
        takes = Text("可写的有:", "it takes: ") + names_of(field.name for field in step.fields)
        if not own:
            takes = Text("可写的有:", "it takes: ") + listed(RECORD_KEYS, len(RECORD_KEYS))
        problems.add("C032", message, key.span, problems.hint(key.text, [*own, *RECORD_KEYS], takes))


def names_of(names: Iterable[Name], limit: int = 12) -> Text:
    """Names in a row, in each language its own; a long row is cut with the number of all."""
    row: Collection[Name] = list(names)
    shown = join([name.text for name in list(row)[:limit]])
    if len(row) > limit:
        shown += Text(f" 等 {len(row)} 个", f" and {len(row) - limit} more")
    return shown
