"""The long comparison itself: it agrees on a small number, it counts, and a broken evaluator does not get past it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from guiju.engine.evaluate import lasts, rooms, sums
from guiju.engine.semantics import core
from guiju.engine.semantics.core import Lit

from . import prove
from .oracle.choose import Seeded
from .oracle.reads import nodes
from .oracle.small import ALWAYS, case, day, days, program, record, rule
from .oracle.strategies import Question, question


def test_it_counts_the_triples_and_says_what_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prove, "STEP", 100)
    told: list[str] = []
    assert prove.prove(300, seed=7, jobs=1, say=told.append)
    assert told[0].startswith("2") and "distinct triples" in told[0]
    assert "no disagreement" in told[-4]
    assert "violated" in told[-2] and "Exists" in told[-1]


def test_a_form_that_never_occurred_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prove, "FORMS", prove.FORMS | {"Unheard"})
    told: list[str] = []
    assert not prove.prove(5, seed=7, jobs=1, say=told.append)
    assert "Unheard" in told[-1]


def test_the_same_seed_gives_the_same_triples() -> None:
    assert prove.batch("a", 20).triples == prove.batch("a", 20).triples != prove.batch("b", 20).triples
    twice = prove.Tally()
    for seed in "aa":
        twice.add(prove.batch(seed, 20))
    assert len(twice.triples) == len(prove.batch("a", 20).triples)


def test_every_form_is_drawn() -> None:
    seen = {type(n).__name__ for i in range(600) for n in nodes(question(Seeded(f"forms {i}")).rule)}
    assert seen >= prove.FORMS


def day_late(found: Callable[..., sums.Limit]) -> Callable[..., sums.Limit]:
    def wrong(
        env: object, start: object, duration: core.Duration | None, *rest: object, **more: object
    ) -> sums.Limit:
        one_more = duration and core.Duration(duration.n + 1, duration.unit)
        return found(env, start, one_more, *rest, **more)

    return wrong


@pytest.mark.parametrize("place", [rooms, lasts])
def test_a_broken_evaluator_is_caught(monkeypatch: pytest.MonkeyPatch, place: object) -> None:
    if place is rooms:
        monkeypatch.setattr(rooms, "forward", day_late(sums.forward))
    else:
        swapped = {True: lasts._DECIDED[False], False: lasts._DECIDED[True], None: lasts._DECIDED[None]}
        monkeypatch.setattr(lasts, "_DECIDED", swapped)
    told: list[str] = []
    assert not prove.prove(3000, seed=1, jobs=1, say=told.append)
    assert told[-1].startswith("disagreement after")
    assert "evaluator: " in told[-1] and "oracle: " in told[-1]


def test_a_disagreement_is_made_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms, "forward", day_late(sums.forward))
    own = core.Compare("=", core.FieldRef("that", "x"), Lit("1"))
    both = core.AllOf((core.Exists("B", own, core.Window("after", hi=days(1))), core.Test(ALWAYS)))
    stated = rule(both)
    looked_at = case(record("A", 0), record("C", 0), record("C", 1), closed=False)
    least = prove.shrunk(Question(stated, program(stated), looked_at, day(2)))
    assert least.rule.versions[0].readings[0].req == core.Exists(
        "B", ALWAYS, core.Window("after", hi=days(1))
    )
    assert [r.step for r in least.case.records] == ["A"]
