"""Lists inside the elements of lists: each open part is a question of its own, and can be answered in the file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from guiju.engine.diagnostics.source import Source
from guiju.engine.evaluate.finding import State
from guiju.engine.explain.answering import Refusal
from guiju.engine.explain.open_atoms import AboutField, AboutItem, about
from guiju.engine.explain.questions import questions
from guiju.engine.pipeline.ask import open_case, with_answer
from guiju.engine.pipeline.check import Looking
from guiju.engine.report.explain.ask_json import list_json
from guiju.engine.semantics.bind import bind_source
from guiju.engine.semantics.vocabulary import Type

from .site_works import made, rule, verdict

ON = date(2024, 6, 15)
OWN = ("item", ("field", 0, "people"), 1, "own")
ALL_CLEAR = rule("each show ensure every people satisfies (every it.own satisfies (clear))")
FOR_EACH = rule("each show for_every people { ensure every it.own satisfies (clear) }")
TWO = (
    "  - {step: show, start: 2024-03-01, end: 2024-03-12, "
    'people: [{nm: a, own: [{q: "1"CLEAR}]}, {nm: b, own: [{q: "2"}]}]}'
)


def test_the_open_parts_of_two_entries_are_two_questions() -> None:
    for text in (ALL_CLEAR, FOR_EACH):
        program = made(text)
        (finding,) = verdict(program, TWO.replace("CLEAR", "")).findings
        assert finding.state is State.UNKNOWN
        assert set(finding.questions) == {
            ("item", ("item", ("field", 0, "people"), 0, "own"), 0, "clear"),
            ("item", OWN, 0, "clear"),
        }
        assert [t.en for t in finding.unknown] == [
            "show.people (line 6) entry 1: own entry 1: clear",
            "show.people (line 6) entry 2: own entry 1: clear",
        ]
        (half,) = verdict(program, TWO.replace("CLEAR", ", clear: no")).findings
        assert half.state is State.VIOLATED


def test_a_yes_or_no_in_an_inner_list_has_its_answers_listed() -> None:
    program = made(ALL_CLEAR)
    (finding,) = verdict(program, TWO.replace("CLEAR", ", clear: yes")).findings
    assert finding.questions == (("item", OWN, 0, "clear"),)
    assert {a.state for a in finding.answers} == {State.SATISFIED, State.VIOLATED}


def test_what_the_key_of_an_inner_part_is_about() -> None:
    inner = ((0, "clear"),)
    assert about(("item", OWN, 0, "clear")) == (AboutField(0, "people", 1, "own", inner),)
    fact = ("item", ("item", ("fact", "F"), 2, "own"), 0, "clear")
    assert about(fact) == (AboutItem("F", 2, "own", inner),)
    deeper = ("item", ("item", OWN, 3, "x"), 4, "y")
    assert about(deeper) == (AboutField(0, "people", 1, "own", ((3, "x"), (4, "y"))),)


def test_an_inner_part_is_asked_and_answered_in_the_file(tmp_path: Path) -> None:
    program, path = made(ALL_CLEAR), tmp_path / "case.yaml"
    text = f"case: X\nprocedure: works\nauthority: {{name: 某镇, level: town}}\nsteps:\n{TWO}\n"
    path.write_text(text.replace("CLEAR", ", clear: yes"), encoding="utf-8")
    opened, problems = open_case(program, path, Looking(ON))
    assert opened is not None, problems
    (question,) = questions(program, opened.case, ON, opened.verdict)
    assert question.about == AboutField(0, "people", 1, "own", ((0, "clear"),))
    assert question.type == Type("yesno") and question.decides == 1
    assert '"inner": [' in list_json("case.yaml", [question], program)
    told = with_answer(program, opened, question.about, "no")
    assert not isinstance(told, Refusal)
    assert 'own: [{q: "2", clear: no}]' in " ".join(told.decode().split())
    case, _ = bind_source(Source("case.yaml", told.decode()), program.vocabulary, program.procedures)
    assert case is not None
    second = {"nm": "b", "own": ({"q": "2", "clear": False},)}
    assert case.records[0].fields["people"] == ({"nm": "a", "own": ({"q": "1", "clear": True},)}, second)
