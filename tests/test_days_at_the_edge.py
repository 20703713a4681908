"""Days at the edge of what may be named: refused beyond it, and reckoned with up to it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from .command_line import run
from .site_works import HEAD, codes, made, rule, verdict

CASE = """case: X
procedure: works
authority: {name: 某镇, level: town}
steps:
  - {step: show, start: 2199-03-01, end: 2200-12-31}
  - {step: check, date: 2200-12-31}
"""
RULES = (
    rule("each_year has report not_after next_year 01-31", "yearly"),
    rule("each_month has report not_after this.end", "monthly"),
    rule("each check has report before this at_least 3 days", "before"),
    rule("each check has report after this within 3 days or_else has begin after this", "after"),
    rule("each show lasts within 3 days or_else has begin after this within 3 days", "lasting"),
    rule("at_intervals_of 1 months from check has report any_time", "stretches"),
    rule("at_intervals_of 36500 years from check has report any_time", "far"),
    rule("each check law_as_of next_year 12-31 when d0 < 2200-12-31 has report any_time", "edge"),
)
LAST = date(2200, 12, 31)


@pytest.mark.parametrize("day", ["9999-12-31", "2201-01-01", "1899-12-31", "0001-01-01"])
def test_a_day_outside_the_years_is_refused(day: str) -> None:
    assert codes(rule(f"each check when d0 < {day} has report any_time")) == [("P004", 1)]
    assert codes(rule(f"each check has report any_time not_before {day}")) == [("P004", 1)]
    assert codes(rule("each check has report any_time", bad=f"report {day}")) == [("P004", 1)]
    for lang, said in (("zh", "不在 1900–2200 之内"), ("en", "is outside 1900–2200")):
        ended = run("check", "x.yaml", "--on", day, lang=lang)
        assert ended.code == 2 and ended.says(said) and "internal" not in ended.err


@pytest.mark.parametrize("day", ["2200-12-31", "1900-01-01"])
def test_the_last_days_are_lawful(day: str) -> None:
    assert codes(rule(f"each check when d0 < {day} has report any_time not_after {day}")) == []


def test_everything_is_reckoned_up_to_the_last_day() -> None:
    program = made(*RULES)
    found = verdict(program, CASE.partition("steps:\n")[2].rstrip("\n"), LAST)
    assert {f.rule.id for f in found.findings} == {r.id for r in program.rules}


@pytest.mark.parametrize("command", ["check", "explain", "ask", "plan"])
def test_the_commands_end_without_an_internal_error(tmp_path: Path, command: str) -> None:
    (tmp_path / "works.rule").write_text(HEAD + "".join(RULES), encoding="utf-8")
    (tmp_path / "case.yaml").write_text(CASE, encoding="utf-8")
    around: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
        "explain": (("before",), ()),
        "ask": ((), ("--list",)),
    }
    before, behind = around.get(command, ((), ()))
    more: tuple[str | Path, ...] = (*before, tmp_path / "case.yaml", *behind)
    ended = run(command, *more, "--pack", tmp_path / "works.rule", "--on", "2200-12-31", lang="en")
    assert "internal error" not in ended.err and not ended.says("P0") and ended.code != 2, ended.err


def test_lint_and_mutants_at_the_last_day(tmp_path: Path) -> None:
    pack = tmp_path / "works.rule"
    pack.write_text(HEAD + RULES[2] + RULES[7], encoding="utf-8")
    for arguments in (("lint", pack), ("test", pack, "--mutate")):
        assert "internal error" not in run(*arguments, lang="en").err
