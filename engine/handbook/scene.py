"""What a phrase of the handbook is about: the program with its names, and the records that words can refer to."""

from __future__ import annotations

from guiju.engine.diagnostics.nearest import shown
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics import core
from guiju.engine.semantics.program import Program
from guiju.engine.semantics.vocabulary import AUTHORITY_FACTS, BUILT_IN, FactDecl, FieldDecl, Type, find_field
from msgspec import Struct

NAME_CHARS = 200


class Scene(Struct, frozen=True):
    """Where a phrase stands.

    `mention` is how the activation is referred to (`每次集体讨论`, later `本次集体讨论`), `step` its step, if it has one.
    `that` is the step of the record looked for, `listed` the type of the list whose elements are spoken of.
    Fields of `own` go without the name of their owner: in "a review whose conclusion is lawful" the conclusion
    is the review's. `whole_case`: the activation is the case, whose point in time is the start of the procedure.
    `breached`: the default point is the day of the breach, not the activation.
    """

    program: Program
    mention: Text
    step: str | None = None
    that: str | None = None
    own: core.Who | None = None
    listed: Type | None = None
    whole_case: bool = False
    breached: bool = False


def shown_text(text: Text) -> Text:
    """A name or text of a pack, safe to print."""
    return Text(shown(text.zh, NAME_CHARS), shown(text.en, NAME_CHARS))


def step_name(scene: Scene, step: str) -> Text:
    return shown_text(scene.program.vocabulary.words(step))


def fact_declared(scene: Scene, name: str) -> FactDecl | None:
    return scene.program.vocabulary.facts.get(name) or AUTHORITY_FACTS.get(name)


def field_declared(scene: Scene, who: core.Who, name: str) -> FieldDecl | None:
    """The declaration of a field of the record (or list element) that `who` means here."""
    if who == "item":
        return find_field(scene.listed.item, name) if scene.listed else None
    if name in BUILT_IN:
        return BUILT_IN[name]
    declared = scene.program.vocabulary.steps.get((scene.step if who == "this" else scene.that) or "")
    return find_field(declared.fields, name) if declared else None


def type_of(of: core.Operand, scene: Scene) -> Type | None:
    """The declared type of what an operand stands for; of the elements, for the first or last of a list."""
    match of:
        case core.FactRef(name):
            fact = fact_declared(scene, name)
            return fact.type if fact else None
        case core.FieldRef(who, name):
            if name == core.ELEMENT:
                return _element(scene.listed)
            field = field_declared(scene, who, name)
            return field.type if field else None
        case core.Count():
            return Type("number")
        case core.Tally("sum", inner, part):
            listed = type_of(inner, scene)
            field = find_field(listed.item, part) if listed is not None and part is not None else None
            return field.type if field else Type("number")
        case core.Tally():
            return Type("number")
        case core.Pick(_, of=inner):
            return _element(type_of(inner, scene))
        case core.Calc(_, left, right):
            kinds = [t.kind for side in (left, right) if (t := type_of(side, scene))]
            return Type("amount") if "amount" in kinds else Type("number")
        case core.Lit():
            return None


def _element(listed: Type | None) -> Type:
    """The type of the elements of a list that holds no records."""
    return Type("enum", listed.values) if listed and listed.values else Type("text")
