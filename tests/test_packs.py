"""The shipped packs keep their promises: they compile, each example comes out as it says, no requirement is lost."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest
from guiju.engine.evaluate.finding import State
from guiju.engine.pipeline.coverage import coverage
from guiju.engine.pipeline.library import compile_sources, library_sources, load_library
from guiju.engine.semantics.program import CountsRule, ExceptionRule, Program, ScopeRule
from guiju.engine.trial.run import CLEAR, FINE, example_case, meets, run_examples
from msgspec.structs import replace

# The requirements of Order 713 one by one: article, paragraph, then the parts of it.
ORDER_713 = re.findall(
    r"\S+",
    """
    D02 D03-1 D03-2a D03-2b D03-3a D03-3b D03-3c D04 D05-07 D08-1 D08-2 D09
    D10-0 D10-1 D10-2 D10-3 D11-1 D11-2 D12-1 D12-2 D12-3 D12-4 D13-1 D13-2
    D14-1 D14-2 D14-3 D15-1a D15-1b D15-1c D15-1d D15-2 D16-1 D16-2 D16-3a D16-3b D16-3c D16-3d
    D17-0 D17-1 D17-2 D17-3 D18
    D19-1 D19-2a D19-2b D19-2c D20-1 D20-2 D20-3 D21-1 D21-2/3
    D22-1 D22-2 D23-1 D23-2a D23-2b D23-3 D24-1 D24-2
    D25-1a D25-1b D25-2a D25-2b D26-1a D26-1b D26-2 D27 D28-1 D28-2 D28-3
    D29-1a D29-1b D29-2 D29-3 D29-4 D29-5 D29-6 D30-1a D30-1b D30-2a D30-2b D30-2c D30-3a D30-3b D31
    D32-1 D32-2 D33-1 D33-2 D34-1 D34-2 D35-1 D35-2 D36-1 D36-2 D36-3 D36-4 D37-1 D37-2 D37-3
    D38-1 D38-2 D38-3 D39 D40 D41 D42 D43-1 D43-2 D44
    """,
)


@pytest.fixture(scope="module")
def program() -> Program:
    return load_library()[0]


def test_they_compile_without_a_word() -> None:
    sources, problems = library_sources()
    _, diagnostics = compile_sources(sources)
    assert [d.message.en for d in [*problems, *diagnostics]] == []


def test_every_example_comes_out_as_it_says(program: Program) -> None:
    assert len(program.examples) > 200
    missed = run_examples(program, program.examples)
    assert [
        f"{m.example.span.file}:{m.example.span.line} {m.rule}: expected {m.expected}, found {m.found.value}"
        for m in missed
        if m.example.span is not None
    ] == []


def test_an_example_that_does_not_come_out_is_found(program: Program) -> None:
    """Turned round, every example inside a rule must fail: the check above can fail."""
    turned = [
        replace(e, expect=tuple((r, "violated" if s == FINE else FINE) for r, s in e.expect))
        for e in program.examples
        if all(state in (FINE, "violated") for _, state in e.expect)
    ][::10]
    assert len(turned) > 20
    assert {m.example.name for m in run_examples(program, turned)} == {e.name for e in turned}


def test_every_rule_has_examples_of_both_kinds(program: Program) -> None:
    seen = Counter((rule, state in (FINE, CLEAR)) for e in program.examples for rule, state in e.expect)
    without = [
        (rule.id, "conforming" if fine else "violating")
        for rule in program.rules
        if rule.modality != "may"
        for fine in (True, False)
        if not seen[rule.id, fine]
    ]
    assert without == []


def test_the_organ_and_the_day_of_an_example(program: Program) -> None:
    inner = next(e for e in program.examples if e.pack == "决策_桥头" and e.level == "乡镇")
    case, on = example_case(program, inner)
    pack = program.packs["决策_桥头"]
    assert (case.authority.name, case.authority.level, case.authority.region) == (
        pack.organ,
        "乡镇",
        pack.region,
    )
    assert case.procedures == pack.procedures
    last = max(d for r in case.records for d in (r.start, r.end) if d is not None)
    assert (on - last).days == 1 or on == inner.on
    national = next(e for e in program.examples if e.pack == "决策_国家" and e.level is None)
    assert example_case(program, national)[0].authority.level == program.packs["决策_国家"].levels[0]
    fixed = replace(inner, on=date(2030, 1, 1), level="县")
    case, on = example_case(program, fixed)
    assert on == date(2030, 1, 1) and case.authority.level == "县"


def test_what_a_conforming_example_may_be() -> None:
    fine = {state for state in State if meets(state.value, FINE)}
    assert fine == {State.SATISFIED, State.HOLDING, State.EXEMPT}
    assert all(meets(state.value, state.value) and not meets(state.value, "") for state in State)


@pytest.mark.parametrize("row", ORDER_713)
def test_every_requirement_of_the_order_is_checked_or_says_why_not(row: str, program: Program) -> None:
    found = [r for r in coverage(program).rows if r.id == row]
    assert len(found) == 1
    assert found[0].means or (found[0].reason is not None and found[0].reason.zh and found[0].reason.en)


def test_every_citation_of_an_indexed_norm_goes_to_an_article(program: Program) -> None:
    bare = [
        rule.id
        for rule in program.rules
        for citation in rule.basis
        if citation.article is None and program.norms[citation.norm].indexed
    ]
    assert bare == []


def test_every_text_of_a_pack_is_there_in_both_languages(program: Program) -> None:
    def same(zh: str, en: str) -> bool:
        return zh == en and any("一" <= c <= "鿿" for c in zh)

    others: list[ExceptionRule | CountsRule | ScopeRule] = [
        *program.exceptions,
        *program.counts,
        *program.scopes,
    ]
    texts = [(r.id, t) for r in program.rules for t in (r.gist, r.cure, r.note) if t is not None]
    texts += [(e.id, e.gist) for e in others] + [(n.row, n.reason) for n in program.not_checkable]
    names = [r.name for r in program.rules] + [e.name for e in others]
    assert [key for key, text in texts if not text.zh or same(text.zh, text.en)] == []
    assert [name.zh for name in names if same(name.zh, name.en)] == []
