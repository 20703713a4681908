"""Places inside rules: all of them are found, and one can be changed without the others."""

from __future__ import annotations

from guiju.engine.pipeline.library import load_library
from guiju.engine.semantics import core
from guiju.engine.trial.walk import places, with_node

from .oracle.small import ALWAYS, days, rule

REQ = core.AllOf(
    (
        core.Exists("B", ALWAYS, core.Window("after", hi=days(3))),
        core.Test(core.Truth(core.FactRef("F"))),
    )
)


def test_every_node_is_met_once_with_its_path() -> None:
    found = {place.path: place.node for place in places(rule(REQ))}
    inside = ("versions", 0, "readings", 0, "req")
    assert found[()] == rule(REQ)
    assert found[inside] == REQ
    assert found[(*inside, "parts", 0, "window", "hi")] == days(3)
    assert found[(*inside, "parts", 1, "cond", "of")] == core.FactRef("F")
    assert len([p for p in places(rule(REQ)) if p.path[:5] == inside]) == 8


def test_a_place_knows_what_stands_around_it() -> None:
    (place,) = (p for p in places(rule(REQ)) if isinstance(p.node, core.Duration))
    assert [type(n).__name__ for n in place.around] == [
        "Rule",
        "Version",
        "Reading",
        "AllOf",
        "Exists",
        "Window",
    ]
    assert place.slot == "hi"
    assert place.parent == core.Window("after", hi=days(3))


def test_texts_names_and_citations_are_no_places() -> None:
    kinds = {type(p.node).__name__ for r in load_library()[0].rules for p in places(r)}
    assert not kinds & {"Text", "Name", "Citation", "Span"}
    assert {"Exists", "Window", "Member", "Duration", "Reading"} <= kinds


def test_a_node_put_back_in_its_place_changes_nothing() -> None:
    for element in load_library()[0].rules[::7]:
        assert all(with_node(element, p.path, p.node) == element for p in places(element))


def test_one_node_is_changed_and_no_other() -> None:
    whole = rule(REQ)
    path = ("versions", 0, "readings", 0, "req", "parts", 0, "window", "hi")
    changed = with_node(whole, path, days(4))
    before, after = ({p.path: p.node for p in places(r)} for r in (whole, changed))
    assert [p for p in before if before[p] != after[p] and p not in {path[:i] for i in range(9)}] == [path]
    assert after[path] == days(4)
