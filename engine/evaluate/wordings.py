"""Whether a text matches a wording, in Kleene's three values: a text that is not stated leaves the question open."""

from __future__ import annotations

from guiju.engine.diagnostics.text import Text, plain
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.kleene import FREE, Atom, Truth3, known, unknown
from guiju.engine.evaluate.known import Known, Open, key_of
from guiju.engine.semantics import core


def matches(env: Env, value: Known, cond: core.Matches) -> Truth3:
    """Whether the value of the text has words that a pattern of the condition fits."""
    if isinstance(value, Open):
        return _undecided(env, value, cond)
    if not isinstance(value, str):
        return known(False)
    from guiju.engine.semantics.patterns import first_match

    return known(first_match(cond.patterns, value) is not None)


def wording_words(patterns: tuple[str, ...], wording: Text | None) -> Text:
    """How a wording, or a pattern written out, is called in running text."""
    named = wording if wording is not None else plain("|".join(patterns))
    return Text(f"“{named.zh}”", f"'{named.en}'")


def _undecided(env: Env, value: Open, cond: core.Matches) -> Truth3:
    """A question of its own, whatever values the text may have."""
    if value.atom == FREE:
        return unknown(FREE)
    key = ("~", key_of(value), cond.patterns)
    if key in env.answers:
        return known(bool(env.answers[key]))
    words = wording_words(cond.patterns, cond.wording)
    there = Text(f"匹配{words.zh}", f"matches {words.en}")
    not_there = Text(f"不匹配{words.zh}", f"does not match {words.en}")
    return unknown(Atom(key, value.atom.label, ((True, there), (False, not_there))))
