"""A rule by itself: what lifts it, what decides whether its records count, and the examples that try it."""

from __future__ import annotations

from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics.program import CountsRule, Example, ExceptionRule, Program, Rule
from guiju.engine.semantics.walk import sought
from msgspec import Struct


class Sentence(Struct, frozen=True):
    """What a rule says in one version (`when`) under one reading; None where there is only one of them. `default`:
    the reading that is used."""

    when: Text | None
    reading: Text | None
    text: Text
    default: bool = True


class Card(Struct, frozen=True):
    """`sentences` say what the rule asks, `applies` when it does (None: always). `exceptions` are those to the rule,
    each before those to itself; `counts` the counts-as rules of the steps the rule is about or asks for; `examples`
    with the state that each is to give."""

    rule: Rule
    sentences: tuple[Sentence, ...]
    applies: Text | None
    exceptions: tuple[ExceptionRule, ...]
    counts: tuple[CountsRule, ...]
    examples: tuple[tuple[Example, str], ...]


def card(program: Program, rule: Rule, sentences: tuple[Sentence, ...], applies: Text | None) -> Card:
    """Everything in the program that bears on the rule, beside what it says in sentences."""
    steps = {rule.step} | {s for v in rule.versions for r in v.readings for s in sought(r.req)}
    return Card(
        rule,
        sentences,
        applies,
        tuple(_exceptions(program, rule.id)),
        tuple(c for c in program.counts if (c.as_step if c.counts else c.step) in steps),
        tuple((e, state) for e in program.examples for name, state in e.expect if name == rule.id),
    )


def _exceptions(program: Program, target: str, above: tuple[str, ...] = ()) -> list[ExceptionRule]:
    found: list[ExceptionRule] = []
    for exception in program.exceptions:
        if target in exception.targets and exception.id not in above:
            found += [exception, *_exceptions(program, exception.id, (*above, exception.id))]
    return list({e.id: e for e in found}.values())
