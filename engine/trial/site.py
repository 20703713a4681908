"""A node that is to be changed, with what must be known about its surroundings to change it sensibly."""

from __future__ import annotations

from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.describe import Describer
from guiju.engine.semantics import core
from guiju.engine.semantics.program import CountsRule, ExceptionRule, Program, Rule
from guiju.engine.semantics.vocabulary import AUTHORITY_FACTS, FieldDecl, Type, find_field
from guiju.engine.trial.walk import Place
from msgspec import Struct


class Change(Struct, frozen=True):
    """One small change of a node: the name of the operator, the node as changed (None: taken away with all it
    stands for), and in words what becomes of it."""

    operator: str
    node: Struct | None
    text: Text


class Site(Struct, frozen=True):
    """A place in a rule, exception, counts-as or scope rule (the root of its path) of a program. `step` is the
    step of the activating record, None where there is none."""

    place: Place
    program: Program
    step: str | None

    @property
    def target(self) -> str | None:
        """The step that the nearest requirement around the place looks for."""
        for node in reversed((*self.place.around, self.place.node)):
            if isinstance(node, core.Exists | core.Forbid):
                return node.step
        return None

    def lasts(self, step: str | None) -> bool:
        """Whether records of the step may start and end on different days."""
        declared = self.program.vocabulary.steps.get(step or "")
        return declared is None or declared.interval

    @property
    def words(self) -> Describer:
        return Describer(self.program.vocabulary, self.step)

    def in_words(self, cond: core.Cond) -> Text:
        return self.words.condition(cond, self.target)

    def type_of(self, operand: core.Operand) -> Type | None:
        """The declared type of a fact or field, of the elements of a picked list; None for anything else."""
        return self._type(operand, len(self.place.around))

    def _type(self, operand: core.Operand, depth: int) -> Type | None:
        """The type of an operand that stands inside the first `depth` of the nodes around the place."""
        match operand:
            case core.FactRef(name):
                fact = self.program.vocabulary.facts.get(name) or AUTHORITY_FACTS.get(name)
                return fact.type if fact else None
            case core.FieldRef("item", core.ELEMENT):
                listed = self._listed(depth)
                return Type("enum", listed.values) if listed and listed.values else Type("text")
            case core.FieldRef():
                declared = find_field(self._fields(operand.who, depth), operand.name)
                return declared.type if declared else None
            case core.Pick(_, of):
                return self._type(of, depth)
        return None

    def _listed(self, depth: int) -> Type | None:
        """The type of the innermost list whose elements are spoken of inside the first `depth` nodes."""
        inside = (*self.place.around, self.place.node)
        for i in reversed(range(depth)):
            node = inside[i]
            if isinstance(node, core.Quant | core.ForEach) and inside[i + 1] is not node.of:
                return self._type(node.of, i)
        return None

    def _fields(self, who: core.Who, depth: int) -> tuple[FieldDecl, ...]:
        if who == "item":
            listed = self._listed(depth)
            return listed.item if listed else ()
        step = self.target if who == "that" else self.step
        declared = self.program.vocabulary.steps.get(step or "")
        return declared.fields if declared else ()


def activating_step(root: Struct, program: Program) -> str | None:
    """The step of the record that a condition of the element means by `this`."""
    match root:
        case Rule() | CountsRule():
            return root.step
        case ExceptionRule():
            steps = [r.step for r in program.rules if r.id in root.targets]
            above = [e for e in program.exceptions if e.id in root.targets]
            return steps[0] if steps else activating_step(above[0], program) if above else None
    return None


def turned(before: Text, after: Text) -> Text:
    return Text(f"{before.zh} → {after.zh}", f"{before.en} → {after.en}")


def without(what: Text) -> Text:
    return Text(f"删去:{what.zh}", f"dropped: {what.en}")
