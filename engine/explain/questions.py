"""What a case leaves open, as questions: the one that decides most first.

In: a verdict. Out: for each fact or field that an open finding hangs on (never the calendar, never what is still to
come) the findings, and how many of them are expected to be decided by its answer, each answer being as likely. Ties
go by severity, then by the order of the facts in the packs and of the records in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from guiju.engine.calendar import Calendar
from guiju.engine.case.model import Case
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.activations import same_record
from guiju.engine.evaluate.conditions import holds
from guiju.engine.evaluate.env import Env, Tries
from guiju.engine.evaluate.finding import Finding, State, Verdict
from guiju.engine.evaluate.kleene import FREE, Atom
from guiju.engine.evaluate.reference import judge_rule
from guiju.engine.evaluate.values import Scope
from guiju.engine.explain.open_atoms import (
    About,
    AboutFact,
    AboutField,
    AboutItem,
    AboutOrder,
    AboutPassage,
    about,
    records_in_order,
)
from guiju.engine.explain.setting import Setting, setting
from guiju.engine.explain.tree import proof_tree
from guiju.engine.semantics.program import SEVERITY_ORDER, Citation, Program
from guiju.engine.semantics.vocabulary import (
    AUTHORITY_FACTS,
    BUILT_IN,
    FactDecl,
    FieldDecl,
    Type,
    find_field,
)
from msgspec import Struct
from msgspec.structs import replace


class Question(Struct, frozen=True):
    """One thing to be stated. `type` is None where the order of two records is asked.

    `hangs` are the open findings that hang on it (one for each), `decides` how many of them its answer is expected to
    decide, `matters` what is looked for in an answer that is free, `scope` whether it also settles if a pack applies
    at all.
    """

    about: About
    label: Text
    type: Type | None
    asks: Text | None
    hangs: tuple[Finding, ...]
    decides: float
    basis: tuple[Citation, ...]
    matters: tuple[Text, ...] = ()
    scope: bool = False


def questions(
    program: Program, case: Case, on: date, verdict: Verdict, calendar: Calendar | None = None
) -> list[Question]:
    """Every question that is open, the one that decides most first; what is waived asks nothing."""
    view = setting(program, case, on, calendar)
    unknown = [f for f in verdict.findings if f.state is State.UNKNOWN and not f.waived]
    open_ = [f for f in unknown if f.suspected is None]  # passages.py asks of these
    hangs: dict[About, dict[int, list[Atom]]] = {}
    for number, finding in enumerate(open_):
        for atom in _atoms(view, finding):
            for topic in _askable(view, atom):
                hangs.setdefault(topic, {}).setdefault(number, []).append(atom)
    found = [_question(view, topic, by_finding, open_) for topic, by_finding in hangs.items()]
    found += _of_scope(view, {q.about for q in found})
    place = {topic: _place(view, topic) for topic in (q.about for q in found)}
    return sorted(found, key=lambda q: (-q.decides, -len(q.hangs), _gravest(q), place[q.about]))


def _atoms(view: Setting, finding: Finding) -> list[Atom]:
    """What an open finding hangs on, taken from its proof."""
    tree = proof_tree(view.env(finding.rule.pack), finding)
    found = {a.key: a for node in tree.walk() for a in node.atoms if node.kind != "finding"}
    keys = set(finding.questions)
    telling = [a for a in found.values() if a.key in keys] or list(found.values())
    return sorted(telling, key=lambda a: str(a.key))


def _askable(view: Setting, atom: Atom) -> Iterable[About]:
    """What the atom is about, as far as an answer can be written into the file: no order that numbers could not state
    without saying more, and no field that only the step has for which a record is deemed to stand."""
    for topic in about(atom.key):
        if isinstance(topic, AboutOrder):
            if records_in_order(atom.key, view.case) is not None:
                yield topic
        elif not isinstance(topic, AboutField) or declared_field(view, topic) is not None:
            yield topic


def _question(
    view: Setting, topic: About, by_finding: Mapping[int, list[Atom]], open_: list[Finding]
) -> Question:
    hangs = tuple(open_[n] for n in by_finding)
    decides = sum(
        max(_share_decided(view, open_[n], atom) for atom in atoms) for n, atoms in by_finding.items()
    )
    label = next(a.label for atoms in by_finding.values() for a in atoms)
    basis = tuple(dict.fromkeys(c for f in hangs for c in f.rule.basis[:1]))
    plain = Question(topic, label, None, None, hangs, round(decides, 6), basis)
    question = _described(view, topic, label, plain)
    if question.type is None or question.type.kind in ("yesno", "enum"):
        return question
    matters = (words for atoms in by_finding.values() for a in atoms for _, words in a.choices[:1])
    return replace(question, matters=tuple(dict.fromkeys(matters)))


def _share_decided(view: Setting, finding: Finding, atom: Atom) -> float:
    """The share of the answers to an atom under which the finding is no longer open."""
    if not atom.choices:
        return 1.0 if len(finding.unknown) == 1 else 0.0
    env = view.env(finding.rule.pack)
    decided = 0
    for value, _ in atom.choices:
        answers = {atom.key: value}
        if value is True and atom.settles is not None:
            answers[atom.settles[0]] = atom.settles[1]
        under = replace(env.assuming(answers), tries=Tries())
        decided += _is_decided(view, finding, under)
    return decided / len(atom.choices)


def _is_decided(view: Setting, finding: Finding, env: Env) -> bool:
    found = judge_rule(finding.rule, view.case, view.on, view.program, env)
    same = [f for f in found if same_record(f.activation, finding.activation)]
    return not same or same[0].state is not State.UNKNOWN


# --- scope ----------------------------------------------------------------------------------------------------


def _of_scope(view: Setting, asked: set[About]) -> list[Question]:
    """What settles whether a pack applies at all, where no finding hangs on it: asked last."""
    found: dict[About, Question] = {}
    for scope in view.program.scopes:
        if scope.pack not in view.bound:
            continue
        truth = holds(view.env(scope.pack), Scope(), scope.when)
        for atom in sorted(truth.atoms - {FREE}, key=lambda a: str(a.key)) if truth.value is None else ():
            for topic in _askable(view, atom):
                if topic not in asked and topic not in found:
                    plain = Question(topic, atom.label, None, None, (), 0.0, scope.basis, scope=True)
                    found[topic] = _described(view, topic, atom.label, plain)
    return list(found.values())


# --- order and words --------------------------------------------------------------------------------------------


def _gravest(question: Question) -> int:
    return min((SEVERITY_ORDER.index(f.severity) for f in question.hangs), default=len(SEVERITY_ORDER))


def _place(view: Setting, topic: About) -> tuple[int, int, str]:
    """Facts in the order in which the packs declare them, then records in the order of the file."""
    facts = list(view.program.vocabulary.facts)
    match topic:
        case AboutFact(name) | AboutItem(name):
            return 0, facts.index(name) if name in facts else -1, ""
        case AboutField(index, name):
            return 1, index, name
        case AboutOrder(low, _):
            return 1, low, ""
        case AboutPassage(rule, _):
            return 2, 0, rule


def _described(view: Setting, topic: About, label: Text, question: Question) -> Question:
    """The question with its type and, of a fact, the words in which it is put to a person."""
    match topic:
        case AboutFact(name):
            declared = fact_of(view.program, name)
            if declared is None:
                return question
            return replace(question, label=declared.name.words, type=declared.type, asks=declared.question)
        case AboutItem() | AboutField():
            field = declared_field(view, topic)
            return replace(question, label=label, type=field.type if field else None)
        case AboutOrder() | AboutPassage():
            return question


def fact_of(program: Program, name: str) -> FactDecl | None:
    """A fact that packs declare, or one of those that the head of a file states."""
    return program.vocabulary.facts.get(name) or AUTHORITY_FACTS.get(name)


def declared_field(view: Setting, topic: AboutField | AboutItem) -> FieldDecl | None:
    """The declaration of a field, of a part of a list element, or of a line that every record has."""
    vocabulary = view.program.vocabulary
    if isinstance(topic, AboutItem):
        fact = vocabulary.facts.get(topic.fact)
        return _inside(fact, (topic.part, *(part for _, part in topic.inner)))
    if topic.name in BUILT_IN:
        return BUILT_IN[topic.name]
    record = next((r for r in view.case.records if r.index == topic.index), None)
    step = vocabulary.steps.get(record.step) if record else None
    field = find_field(step.fields, topic.name) if step else None
    return _inside(field, (topic.part, *(part for _, part in topic.inner))) if topic.part else field


def _inside(outer: FactDecl | FieldDecl | None, parts: Iterable[str]) -> FieldDecl | None:
    """The field of an element of a list, through the lists between."""
    found: FieldDecl | None = None
    for part in parts:
        found = find_field(outer.type.item, part) if outer is not None else None
        outer = found
    return found
