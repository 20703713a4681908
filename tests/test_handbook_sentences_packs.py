"""The sentences of the handbook for the shipped packs and for random rules."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from guiju.engine.handbook.sentences import rule_sentence
from guiju.engine.handbook.sentences_others import (
    by_reference_sentence,
    counts_sentence,
    exception_sentence,
    scope_sentence,
)
from guiju.engine.semantics import core
from guiju.engine.semantics.core import Duration
from guiju.engine.semantics.program import (
    Reading,
    Rule,
)
from guiju.engine.semantics.vocabulary import Name
from guiju.engine.semantics.walk import nodes
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from .oracle import strategies
from .said_whole import complete, sound
from .test_handbook_sentences import mutants, shipped


@pytest.mark.parametrize("checked", shipped().rules, ids=lambda r: r.id)
def test_shipped_rules_are_said_whole(checked: Rule) -> None:
    sound(rule_sentence(checked, shipped()))
    complete(checked, shipped())


def test_shipped_surroundings_are_sound() -> None:
    made = shipped()
    for sentence in (
        *(exception_sentence(e, made) for e in made.exceptions),
        *(counts_sentence(c, made) for c in made.counts),
        *(scope_sentence(s, made) for s in made.scopes),
        *(by_reference_sentence(b, made) for p in made.packs.values() for b in p.by_reference),
    ):
        sound(sentence)


def test_no_two_shipped_rules_sound_alike_unless_they_are() -> None:
    by_sentence: dict[str, Rule] = {}
    for checked in shipped().rules:
        other = by_sentence.setdefault(rule_sentence(checked, shipped()).zh, checked)
        assert _demand(other) == _demand(checked), (other.id, checked.id)


def _demand(of: Rule) -> object:
    """What a rule asks, whatever the days it is in force."""
    return [v.readings for v in of.versions], of.when


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(strategies.questions())
def test_random_rules_are_said_whole(asked: strategies.Question) -> None:
    checked, made = asked.rule, asked.program
    sound(rule_sentence(checked, made))
    complete(checked, made)
    for lifted in made.exceptions:
        sound(exception_sentence(lifted, made))
    for counted in made.counts:
        sound(counts_sentence(counted, made))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(strategies.questions())
def test_random_rules_with_another_number_sound_otherwise(asked: strategies.Question) -> None:
    checked, made = asked.rule, asked.program
    (version,) = checked.versions
    whole = rule_sentence(checked, made)
    for req in mutants(version.readings[0].req):
        if [*_numbers(req)] != [*_numbers(version.readings[0].req)]:
            other = replace(checked, versions=(replace(version, readings=(Reading(Name("", ""), req),)),))
            assert rule_sentence(other, made) != whole


def _numbers(req: core.Req) -> Iterator[int]:
    for part in nodes(req):
        if (
            isinstance(part, Duration) and part.of is None and not part.shares
        ):  # a share's own number is reckoned
            yield part.n
        elif isinstance(part, core.Exists):
            yield part.at_least
