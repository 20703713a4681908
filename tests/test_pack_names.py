"""Names that are taken: each word means one thing, and both places are shown where it would mean two."""

from __future__ import annotations

from guiju.engine.diagnostics.source import Source
from guiju.engine.pipeline.library import compile_sources

from .site_works import HEAD, codes, exception, rule, wrong

R1 = rule("each check has show before this")
COUNTS = 'does_not_count NAME { basis code art 3 gist "不" / "no" record check when own_check }\n'
SCOPE = 'out_of_scope NAME { basis code art 3 gist "不" / "no" when pressing }\n'


def test_an_exception_a_counting_rule_and_a_scope_share_the_names_of_rules() -> None:
    first = exception("e1", "r1", "when pressing")
    assert codes(R1, first, first) == [("P012", 3)]
    assert codes(R1, exception("r1", "r1", "when pressing")) == [("P012", 2)]
    for written in (COUNTS, SCOPE):
        assert codes(R1, written.replace("NAME", "r1")) == [("P012", 2)]
        assert codes(written.replace("NAME", "x"), written.replace("NAME", "x"), R1) == [("P012", 2)]
        assert codes(R1, written.replace("NAME", "x")) == []
    (error,) = wrong(R1, first, first)
    assert error.span is not None
    assert [label.span.line for label in error.labels] == [error.span.line - 1]


OTHER = 'pack other "别的" / "Other" { layer city region "别市" binds town for_procedure works OVER }\n'


def test_another_value_of_a_parameter_comes_from_a_pack_that_builds_on_the_first() -> None:
    stated = "parameter P = 100 days { basis code art 1 }\n"
    (error,) = wrong(OTHER.replace("OVER", ""), stated)
    assert error.code == "P012" and "declared by the pack 'works'" in error.message.en
    assert [label.span.line for label in error.labels] == [HEAD.split("parameter P")[0].count("\n") + 1]
    assert codes(OTHER.replace("OVER", "over works"), stated) == []
    between = 'pack middle "中" / "Middle" { layer city over works }\n'
    assert codes(between, OTHER.replace("OVER", "over middle"), stated) == []


def test_the_pack_that_is_built_on_comes_first_in_whatever_file_it_stands() -> None:
    stated = "parameter Q = 100 days { basis code art 1 }\n"
    lower = Source("a.rule", OTHER.replace("OVER", "over works") + stated)
    upper = Source("b.rule", HEAD + "parameter Q = 3 days { basis code art 1 }\n")
    program, found = compile_sources([lower, upper])
    assert not found
    assert [v.pack for v in program.params["Q"].values] == ["works", "other"]


def test_a_fact_a_definition_and_a_parameter_do_not_share_a_name() -> None:
    define, param = "define X = not pressing\n", "parameter X = 3 { basis code art 1 }\n"
    for fact in ("fact X: yesno\n", "fact Y (X): yesno\n"):
        assert codes(fact, define) == [("P012", 2)] and codes(fact, param) == [("P012", 2)]
        assert codes(define, param) == [("P012", 2)]
    found = wrong("define pressing = price > 3 yuan\n")
    assert [d.message.en for d in found] == ["'pressing' is the name of a fact already"]
    assert [label.span.line for label in found[0].labels] == [HEAD.split("fact pressing")[0].count("\n") + 1]


def test_a_pack_that_sets_another_value_adds_no_name() -> None:
    lower = OTHER.replace("OVER", "over works")
    assert codes(lower, "parameter P (more) = 9 days { basis code art 1 }\n") == [("P012", 2)]
    upper = "parameter Q (quorum) = 3 { basis code art 1 }\n"
    assert codes(upper, lower, "parameter Q (quorum) = 9 { basis code art 1 }\n") == []
