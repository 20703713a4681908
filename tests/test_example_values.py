"""The values in the examples of packs: read as deep as the types go, and refused where they do not fit."""

from __future__ import annotations

import pytest
from guiju.engine.trial.run import run_examples

from .site_works import codes, made, rule, wrong

INNER = "each show for_every people { ensure every it.own satisfies (clear) }"
SHOW = "show(people = [PEOPLE]) 2024-03-01 to 2024-03-16"


def shown(people: str) -> str:
    return SHOW.replace("PEOPLE", people)


def test_lists_in_the_elements_of_lists_are_read() -> None:
    good = shown('{nm = "a", own = [{q = "1", clear = yes}, {q = "2", clear = yes}]}')
    bad = shown('{nm = "a", own = [{q = "1", clear = no}]}')
    program = made(rule(INNER, good=good, bad=bad))
    record = program.examples[0].records[0]
    assert dict(record.fields)["people"] == (
        {"nm": "a", "own": ({"q": "1", "clear": True}, {"q": "2", "clear": True})},
    )
    assert not run_examples(program, program.examples)
    single = made(rule(INNER, good=shown("{own = {clear = yes}}"), bad=bad))
    assert dict(single.examples[0].records[0].fields)["people"] == ({"own": ({"clear": True},)},)


@pytest.mark.parametrize(
    "given",
    [
        "n = [1]",
        "n = {q = 1}",
        "n = []",
        "kind = [large]",
        "names = [[a]]",
        "names = [{q = 1}]",
        "people = [[a]]",
        "people = [a]",
        "people = [{nm = [a]}]",
        "people = [{nm = {q = 1}}]",
        "people = [{own = [a]}]",
        "people = [{own = [{clear = [yes]}]}]",
        "actor = [a]",
        "actor = {q = 1}",
        "evidence = [[a]]",
        "evidence = {q = 1}",
    ],
)
def test_a_value_of_the_wrong_shape_is_one_error_at_its_place(given: str) -> None:
    show = f"show({given}) 2024-03-01 to 2024-03-16"
    (error,) = wrong(rule("each show ensure pressing", bad=show))
    assert error.code == "P011" and error.span is not None
    facts = "fact n0 = [1]  show 2024-03-01 to 2024-03-16"
    assert codes(rule("each show ensure pressing", bad=facts)) == [("P011", 1)]


def test_a_fraction_stands_in_sums_only() -> None:
    assert codes(rule("each show ensure n in [三分之二]")) == [("P011", 1)]
    assert codes(rule("each show ensure pressing", bad="show(n = 三分之二) 2024-03-01 to 2024-03-16")) == [
        ("P011", 1)
    ]
    assert codes(rule("each show ensure n > n0 * 三分之二 and n0 > 三分之二")) == []


def test_the_first_of_a_list_of_named_values_is_one_of_these() -> None:
    first = rule("each show ensure first(channels) = web and last(channels) in [paper, web]")
    program = made(
        first.replace(
            "show 2024-03-01 to 2024-03-16", "show(channels = [web, paper]) 2024-03-01 to 2024-03-16", 1
        ).replace("violating { show 2", "violating { show(channels = [paper]) 2")
    )
    assert not run_examples(program, program.examples)
    assert codes(rule("each show ensure first(channels) = radio")) == [("P010", 1)]
    assert codes(rule('each show ensure first(people) = "a"')) == [("P011", 1)]
    for way in ("count", "first", "last"):
        for of in ("n", "kind", "n0", "P"):
            assert codes(rule(f"each show ensure {way}({of}) = 1"))[0] == ("P011", 1), (way, of)
