"""载明: whether the file states a field at all, the built-in fields and the parts of elements included."""

from __future__ import annotations

import pytest
from guiju.engine.evaluate.finding import State
from guiju.engine.semantics.vocabulary import BUILT_IN

from .site_works import codes, made, rule, verdict

CHECK = "  - {step: check, date: 2024-04-01MORE}"
SHOW = "  - {step: show, start: 2024-03-01MORE}"


@pytest.mark.parametrize(
    ("name", "record", "line"),
    [
        ("time", CHECK, ', time: "09:00"'),
        ("时间", CHECK, ', time: "09:00"'),
        ("actor", CHECK, ", actor: a"),
        ("evidence", CHECK, ", evidence: []"),
        ("end", SHOW, ", end: 2024-03-09"),
        ("mentioned", CHECK, ", mentioned: a"),
    ],
)
def test_a_field_is_stated_where_the_record_has_the_line(name: str, record: str, line: str) -> None:
    step = "show" if record is SHOW else "check"
    for spelling in (name, f"this.{name}"):
        program = made(rule(f"each {step} ensure stated {spelling}"))
        (with_it,) = verdict(program, record.replace("MORE", line)).findings
        (without,) = verdict(program, record.replace("MORE", "")).findings
        assert with_it.state is State.SATISFIED
        assert without.state in (State.VIOLATED, State.PENDING)


def test_every_record_states_its_start() -> None:
    program = made(rule("each check ensure stated start"))
    assert verdict(program, CHECK.replace("MORE", "")).findings[0].state is State.SATISFIED


def test_the_element_of_a_list_is_meant_though_a_record_is_looked_for() -> None:
    program = made(
        rule("each show for_every people { has check(stated it.nm and result = passed) after this }")
    )
    show = "  - {step: show, start: 2024-03-01, end: 2024-03-12, people: [PERSON]}\n"
    passed = show + "  - {step: check, date: 2024-04-01, result: passed}"
    assert verdict(program, passed.replace("PERSON", "{nm: a}")).findings[0].state is State.SATISFIED
    alone = show + "  - {step: begin, date: 2024-04-01}"
    closed = verdict(program, alone.replace("PERSON", "{fine: yes}"), more="closed: yes").findings[0]
    assert closed.state is State.VIOLATED
    # whatever is recorded later, an element that lacks the name still lacks it
    forbidden = made(rule("each show for_every people { has_no check(stated it.nm) after this }"))
    assert verdict(forbidden, alone.replace("PERSON", "{fine: yes}")).findings[0].state is State.SATISFIED


def test_the_built_in_fields_are_known_by_every_spelling() -> None:
    for declared in BUILT_IN.values():
        for spelling in declared.name.spellings:
            assert codes(rule(f"each show ensure stated this.{spelling}")) == []


def test_an_amount_among_several_is_asked_as_an_amount() -> None:
    program = made(rule("each check ensure price in [3 ten_thousand_yuan, 5 yuan]"))
    (finding,) = verdict(program, CHECK.replace("MORE", "")).findings
    words = {w.zh for answer in finding.answers for _, w in answer.assignment}
    assert words == {"3万元", "≠ 3万元"}
