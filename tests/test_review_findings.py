"""Faults that a reading of the code found, each kept as a test."""

from __future__ import annotations

import shutil
from pathlib import Path

from guiju.engine.diagnostics.source import Source
from guiju.engine.pipeline.library import compile_sources
from guiju.engine.pipeline.pack_check import check_packs

from .command_line import run

FIXTURE = Path(__file__).parent.parent / "fixtures" / "decisions" / "05_review_skipped.yaml"
HEAD = """pack parking "停车" / "Parking" { layer city binds town, department for_procedure paid_works }
norm park_rule 《停车规定》 { in_english "Parking rule" }
procedure paid_works { step works_start step safety_check { field done_on: date, channels: list [web | paper] }
  step show interval step review }
fact urgent: yesno
"""


def codes(text: str) -> list[tuple[str, int]]:
    found = compile_sources([Source("p.rule", HEAD + text)])[1]
    return [(d.code, d.span.line - HEAD.count("\n")) for d in found if d.span]


def rule(
    body: str, examples: str = "conforming { review 2024-01-01 } violating { review 2024-01-02 }"
) -> str:
    return f'must r {{ basis park_rule art 5 gist "样例" / "sample" {body} {examples} }}\n'


def test_a_rule_about_the_case_has_no_record_of_its_own() -> None:
    assert codes(rule("when this.end > 2024-01-01 has review any_time")) == [("P013", 1)]


def test_a_field_is_not_called_like_a_line_that_every_record_has() -> None:
    """A case file could never state it."""
    names = (
        "date",
        "日期",
        "actor",
        "主体",
        "evidence",
        "凭证",
        "start",
        "end",
        "时间",
        "time",
        "order",
        "x (步骤)",
    )
    for name in names:
        assert codes(f"procedure other {{ step paving {{ field {name}: text }} }}\n") == [("P012", 1)], name
        assert codes(f"procedure paid_works {{ extend review {{ field {name}: text }} }}\n") == [
            ("P012", 1)
        ], name
    assert codes("procedure other { step paving { field people: list { start: date, 主体: text } } }\n") == []


def test_a_list_is_not_compared_with_a_word() -> None:
    assert codes(rule("each safety_check ensure channels = web")) == [("P011", 1)]
    assert codes(rule("each safety_check ensure channels contains web")) == []


def test_a_parameter_or_definition_is_declared_once() -> None:
    assert codes("parameter p = 3 days\nparameter p = 9 days\n") == [("P012", 2)]
    assert codes("define d = urgent\ndefine d = not urgent\n") == [("P012", 2)]


def test_exceptions_may_be_declared_in_any_order() -> None:
    exceptions = [
        f'exception {name} against {target} {{ basis park_rule art 6 gist "样例" when channels contains web }}\n'
        for name, target in (("e3", "e2"), ("e2", "e1"), ("e1", "r"))
    ]
    good = "conforming { review 2024-01-01 safety_check 2024-01-02 } violating { safety_check 2024-01-02 }"
    assert codes("".join(exceptions) + rule("review before safety_check", good)) == []


def test_a_pack_may_bind_two_levels_on_different_terms(tmp_path: Path) -> None:
    text = (
        'pack lower "下" / "lower" { layer town binds town for_procedure paid_works\n'
        '  by_reference parking { basis park_rule art 7 gist "甲" / "a" binds town }\n'
        '  by_reference parking { basis park_rule art 8 gist "乙" / "b" binds department } }\n'
    )
    found = compile_sources([Source("a.rule", HEAD), Source("b.rule", text)])[1]
    assert found == []


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    pack = tmp_path / "d.rule"
    pack.write_text(HEAD, encoding="utf-8")
    (tmp_path / "x").mkdir()
    assert (
        check_packs([pack, tmp_path / "x" / ".." / "d.rule"]).diagnostics == check_packs([pack]).diagnostics
    )


def test_a_report_is_not_written_over_the_case(tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    shutil.copy(FIXTURE, case)
    before = case.read_bytes()
    for lang in ("zh", "en"):
        ended = run("check", case, "-o", case, lang=lang)
        assert ended.code == 2 and case.read_bytes() == before and str(case) in ended.err


def test_a_link_is_followed_not_replaced(tmp_path: Path) -> None:
    target, link = tmp_path / "target.txt", tmp_path / "link.txt"
    target.write_text("", encoding="utf-8")
    link.symlink_to(target)
    assert run("check", FIXTURE, "-o", link).code == 1
    assert link.is_symlink() and target.read_text("utf-8").startswith("违反")


def test_cases_are_found_whatever_the_case_of_their_ending(tmp_path: Path) -> None:
    shutil.copy(FIXTURE, tmp_path / "A.YAML")
    assert run("check", tmp_path).code == 1
