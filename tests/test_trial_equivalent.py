"""The list of changes that make no difference: what it says, and what is wrong with it."""

from __future__ import annotations

from guiju.engine.diagnostics.model import Diagnostic, Span
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Text
from guiju.engine.trial.equivalent import Equivalent, read_equivalents, stale

from .trying import NOTICE, SHARP, fates_of, program_of

GOOD = """\
# why
[[same]]
changes = ["甲/req/part_0_dropped", "甲/req/part_1_dropped"]
zh = "都一样"
en = "all the same"

[[same]]
changes = ["乙/when/negated"]
zh = "理由"
en = "a reason"
"""


def read(text: str) -> tuple[list[Equivalent], list[Diagnostic]]:
    return read_equivalents(Source("equivalent.toml", text))


def test_each_change_has_its_reason_and_place() -> None:
    found, problems = read(GOOD)
    assert problems == []
    assert [(e.mutant, e.reason) for e in found] == [
        ("甲/req/part_0_dropped", Text("都一样", "all the same")),
        ("甲/req/part_1_dropped", Text("都一样", "all the same")),
        ("乙/when/negated", Text("理由", "a reason")),
    ]
    assert found[1].span == Span("equivalent.toml", 3, 37, 3, 57)
    assert read("") == ([], [])


def test_what_is_no_toml_is_placed() -> None:
    (problem,) = read("[[same]]\nchanges = [甲]\n")[1]
    assert (problem.code, problem.span) == ("T001", Span("equivalent.toml", 2, 12, 2, 13))


def test_an_entry_that_lacks_a_part() -> None:
    for text in (
        '[[same]]\nchanges = ["甲/x"]\nzh = "理由"\n',
        '[[same]]\nchanges = ["甲/x"]\nzh = "理由"\nen = " "\n',
        '[[same]]\nchanges = []\nzh = "理由"\nen = "why"\n',
        '[[same]]\nchanges = "甲/x"\nzh = "理由"\nen = "why"\n',
        '[[same]]\nzh = "理由"\nen = "why"\n',
        "same = 3\n",
        '[[other]]\nzh = "理由"\n',
    ):
        found, problems = read(text)
        assert (found, [p.code for p in problems]) == ([], ["T002"]), text
    (problem,) = read(GOOD.replace('en = "a reason"', ""))[1]
    assert problem.span is not None and problem.span.line == 8


def declared(*ids: str) -> list[Equivalent]:
    return [Equivalent(id_, Text("理由", "why"), Span("e.toml", n, 1, n, 2)) for n, id_ in enumerate(ids, 1)]


def problems_of(*ids: str, examples: str = "") -> list[Diagnostic]:
    found = fates_of(program_of(NOTICE, examples))
    return stale(declared(*ids), found.values(), found)


def test_a_true_declaration_is_no_problem() -> None:
    assert problems_of("公示期/req.duration/plus_one") == []


def test_a_change_that_is_gone_is_an_error_with_the_nearest() -> None:
    (problem,) = problems_of("公示期/req.durations/plus_one")
    assert problem.code == "T003"
    assert problem.hint is not None and problem.hint.en == "did you mean 公示期/req.duration/plus_one?"


def test_a_change_that_an_example_notices_is_an_error() -> None:
    (problem,) = problems_of("公示期/req.duration/plus_one", examples=SHARP)
    assert problem.code == "T004"
    assert problem.hint is not None and "恰好7日" in problem.hint.zh


def test_a_change_listed_twice() -> None:
    found = problems_of("公示期/req.duration/plus_one", "公示期/req.duration/plus_one")
    assert [(p.code, p.span and p.span.line) for p in found] == [("T005", 2)]


def test_what_was_not_tried_is_not_said_to_be_wrong() -> None:
    every = fates_of(program_of(NOTICE))
    assert stale(declared("公示期/req.duration/plus_one"), [], every) == []
