"""What an empty case file for a procedure is about: its steps, the rules that speak of them, and the facts these ask.

Of packs that hold everywhere only what concerns the procedure; of packs of one place or organ nothing, unless their
files are asked for. A step that only arises by being deemed (no example records it) is not for anybody to state.
"""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.diagnostics.model import Span
from guiju.engine.semantics.core import AllOf, Const, Exists, OrElse, Req
from guiju.engine.semantics.program import CountsRule, ExceptionRule, Program, Rule, ScopeRule
from guiju.engine.semantics.rule_steps import named_steps
from guiju.engine.semantics.vocabulary import FactDecl, Procedure, StepDecl
from guiju.engine.semantics.walk import facts
from msgspec import Struct
from msgspec.structs import replace

_RANKS = {"breach": 0, "flaw": 1, "hint": 2}
_Part = Rule | ExceptionRule | CountsRule | ScopeRule


class Asked(Struct, frozen=True):
    """A procedure (canonical name) of a program, and the pack files that are asked for, whatever place they are of."""

    program: Program
    procedure: str
    files: frozenset[str] = frozenset()

    @property
    def declared(self) -> Procedure:
        """KeyError if the program has no such procedure."""
        return self.program.procedures[self.procedure]

    def lies_in_files(self, span: Span | None) -> bool:
        return span is not None and span.file in self.files

    def heard(self, part: _Part) -> bool:
        """Whether the pack of a part is for the procedure, and for every place or asked for."""
        pack = self.program.packs.get(part.pack)
        if pack is None:
            return True
        if pack.procedures and self.procedure not in pack.procedures:
            return False
        return not (pack.region or pack.organ) or self.lies_in_files(part.span)


def rules_of(asked: Asked) -> list[Rule]:
    """The rules about the procedure: breaches before flaws before hints, otherwise in the order of the packs."""
    steps = {step.name.zh for step in asked.declared.steps}

    def concerns(rule: Rule) -> bool:
        named = named_steps(rule)
        of_procedure = not rule.procedures or asked.procedure in rule.procedures
        return of_procedure and (not named or bool(named & steps)) and asked.heard(rule)

    rules = [rule for rule in asked.program.rules if concerns(rule)]
    return sorted(rules, key=lambda rule: _RANKS[rule.severity])


def steps_of(asked: Asked) -> list[StepDecl]:
    """The steps of the procedure, with the fields of every place or of the files asked for."""
    program, declared = asked.program, asked.declared
    deemed = {c.as_step for c in program.counts if c.as_step} - {
        r.step for e in program.examples for r in e.records
    }
    spoken_of = {s for rule in rules_of(asked) for s in named_steps(rule)}
    elsewhere = {s for rule in program.rules for s in named_steps(rule)} - spoken_of
    return [
        _with_fields(program.vocabulary.steps.get(step.name.zh, step), asked)
        for step in declared.steps
        if step.name.zh not in deemed
        and (step.name.zh not in elsewhere or asked.lies_in_files(step.span) or _beside(step.span, declared))
    ]


def facts_of(asked: Asked) -> list[FactDecl]:
    """The facts that the rules about the procedure ask for, and those declared beside it that nothing asks for."""
    program = asked.program
    concerned = list(_concerned(asked))
    wanted = {name for part in concerned for name in facts(part)} | set(_bound_by(asked))
    every: tuple[_Part, ...] = (*program.rules, *program.exceptions, *program.counts, *program.scopes)
    elsewhere = {name for part in every for name in facts(part)} - wanted

    def stays(fact: FactDecl) -> bool:
        if fact.name.zh in wanted:
            return True
        here = asked.lies_in_files(fact.span) or _beside(fact.span, asked.declared)
        return here and fact.name.zh not in elsewhere

    return [fact for fact in program.vocabulary.facts.values() if stays(fact)]


def owed_steps(asked: Asked) -> set[str]:
    """The canonical names of the steps that the rules of every place demand whatever the facts are.

    A rule about a step that is itself owed only on a condition (a hearing) says nothing of every case.
    """
    plain: list[tuple[str | None, set[str]]] = []
    on_condition: set[str] = set()
    for rule in rules_of(replace(asked, files=frozenset())):
        if rule.modality == "may" or not rule.versions:
            continue
        demanded = {step for reading in rule.versions[-1].readings for step in _demanded(reading.req)}
        if rule.when != Const(True):
            on_condition |= demanded
        elif rule.severity == "breach":
            plain.append((rule.step, demanded))
    optional = on_condition - {step for _, demanded in plain for step in demanded}
    return {step for about, demanded in plain if about not in optional for step in demanded} - optional


def _concerned(asked: Asked) -> Iterator[_Part]:
    """The rules about the procedure, with the exceptions, deeming rules and scopes that bear on them."""
    program = asked.program
    rules = rules_of(asked)
    yield from rules
    aimed_at = {rule.id for rule in rules}
    left = [e for e in program.exceptions if asked.heard(e)]
    while found := [e for e in left if aimed_at & set(e.targets)]:
        yield from found
        aimed_at |= {e.id for e in found}
        left = [e for e in left if e not in found]
    steps = {step.name.zh for step in asked.declared.steps}
    yield from (c for c in program.counts if asked.heard(c) and {c.step, c.as_step} & steps)
    yield from (s for s in program.scopes if asked.heard(s))


def _bound_by(asked: Asked) -> Iterator[str]:
    """The facts that cite a local rule, of packs that bind some organs by reference."""
    for pack in asked.program.packs.values():
        if not pack.procedures or asked.procedure in pack.procedures:
            yield from (by.unless_bound for by in pack.by_reference if by.unless_bound)


def _with_fields(step: StepDecl, asked: Asked) -> StepDecl:
    fields = tuple(
        f
        for f in step.fields
        if _same_file(f.span, step.span) or _beside(f.span, asked.declared) or asked.lies_in_files(f.span)
    )
    return replace(step, fields=fields)


def _beside(span: Span | None, declared: Procedure) -> bool:
    """Whether something is declared in the file in which the procedure was first declared."""
    return not declared.steps or _same_file(span, declared.steps[0].span)


def _same_file(one: Span | None, other: Span | None) -> bool:
    return one is None or other is None or one.file == other.file


def _demanded(req: Req) -> Iterator[str]:
    match req:
        case Exists():
            yield req.step
        case AllOf():
            for part in req.parts:
                yield from _demanded(part)
        case OrElse():
            yield from _demanded(req.then)
