"""The 18 Declare templates as core rules: untimed, over single-letter steps, one record a day.

A template that is a conjunction is several rules; its state is the worst of theirs.
"""

from __future__ import annotations

from guiju.engine.case.model import Case
from guiju.engine.semantics.core import AllOf, AnyOf, Exists, Forbid, Req, Window
from guiju.engine.semantics.program import Program, Rule

from .small import ALWAYS, ANYTIME, case, program, record, rule, vocabulary

LETTERS = ("a", "b", "x")
WORDS = vocabulary(*LETTERS)
BEFORE, AFTER = Window("before"), Window("after")


def exists(step: str, window: Window = ANYTIME, at_least: int = 1, at_most: int | None = None) -> Exists:
    return Exists(step, ALWAYS, window, at_least, at_most)


def forbid(step: str, window: Window = ANYTIME) -> Forbid:
    return Forbid(step, ALWAYS, window)


def each(*reqs: tuple[str | None, Req]) -> tuple[Rule, ...]:
    return tuple(rule(req, step, name=f"R{i}") for i, (step, req) in enumerate(reqs))


PRECEDENCE = ("b", exists("a", BEFORE))
RESPONSE = ("a", exists("b", AFTER))
NEVER_TWICE = (None, exists("a", at_least=0, at_most=1))

TEMPLATES: dict[str, tuple[Rule, ...]] = {
    "existence(a)": each((None, exists("a"))),
    "absence(a)": each((None, forbid("a"))),
    "absence2(a)": each(NEVER_TWICE),
    "exactly1(a)": each((None, exists("a", at_most=1))),
    "init(a)": each((None, exists("a")), ("b", exists("a", BEFORE)), ("x", exists("a", BEFORE))),
    "end(a)": each((None, exists("a")), ("b", exists("a", AFTER)), ("x", exists("a", AFTER))),
    "choice(a,b)": each((None, AnyOf((exists("a"), exists("b"))))),
    "exclusive_choice(a,b)": each(
        (None, AnyOf((exists("a"), exists("b")))),
        (None, AnyOf((forbid("a"), forbid("b")))),
    ),
    "responded_existence(a,b)": each(("a", exists("b"))),
    "coexistence(a,b)": each(("a", exists("b")), ("b", exists("a"))),
    "response(a,b)": each(RESPONSE),
    "precedence(a,b)": each(PRECEDENCE),
    "succession(a,b)": each(RESPONSE, PRECEDENCE),
    "alternate_precedence(a,b)": each(("b", exists("a", Window("before", none_between=("b",))))),
    "chain_precedence(a,b)": each(("b", exists("a", Window("before", immediate=True)))),
    "chain_response(a,b)": each(("a", exists("b", Window("after", immediate=True)))),
    "not_coexistence(a,b)": each(("a", forbid("b"))),
    "not_succession(a,b)": each(("a", forbid("b", AFTER))),
}
"""The templates, by their names in the table."""

EXCLUSIVE = AllOf((AnyOf((exists("a"), exists("b"))), AnyOf((forbid("a"), forbid("b")))))
"""Exclusive choice as one requirement of the case."""


def prefix_case(prefix: str) -> Case:
    """The trace as a case: one record a day from day 0 on (ε is the empty trace)."""
    return case(*(record(letter, i) for i, letter in enumerate(prefix.strip("ε"))))


def program_of(rules: tuple[Rule, ...]) -> Program:
    return program(*rules, words=WORDS)
