"""docs/calendar.md is true: its files are accepted, its figures and tables are those of the data."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from guiju.engine.calendar.codes import CODES
from guiju.engine.calendar.periods import periods
from guiju.engine.calendar.plausible import balance, listed_by
from guiju.engine.calendar.statute import statute_of
from guiju.engine.calendar.years import shipped_notices
from guiju.engine.diagnostics.limits import CALENDAR_BYTES, CALENDAR_DEPTH, CALENDAR_NODES, CALENDARS_BESIDE
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Lang
from guiju.engine.pipeline.calendars import calendar_of

from .command_line import ROOT, run
from .pages import blocks, table

PAGES: dict[Lang, Path] = {"en": ROOT / "docs" / "calendar.md", "zh": ROOT / "docs" / "calendar.zh.md"}
CODE_PAGES: dict[Lang, Path] = {
    "en": ROOT / "docs" / "diagnostics.md",
    "zh": ROOT / "docs" / "diagnostics.zh.md",
}
LANGS: tuple[Lang, ...] = ("en", "zh")


@pytest.mark.parametrize("lang", LANGS)
def test_the_files_shown_are_accepted_as_they_stand(lang: Lang) -> None:
    shown = [Source(str(b), b.text) for b in blocks(PAGES[lang]) if b.info == "yaml calendar"]
    assert len(shown) == 2
    calendar, warnings = calendar_of(shown)
    assert warnings == [] and len(calendar.notices) == len(calendar.closures) == 1


@pytest.mark.parametrize("lang", LANGS)
def test_the_commands_shown_run(lang: Lang) -> None:
    (block,) = (b for b in blocks(PAGES[lang]) if b.info == "sh")
    for line in block.lines():
        words = line.replace('"', "").split()
        assert words[:2] == ["guiju", "days"] and run(*words[1:], lang=lang).code == 0, line


@pytest.mark.parametrize("lang", LANGS)
def test_the_ways_to_count_are_those_of_the_data(lang: Lang) -> None:
    known = periods()
    assert table(PAGES[lang], "readings") == [
        [f"`{r.key}`", r.name.in_lang(lang), known.cited(r.basis).in_lang(lang)] for r in known.readings
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_the_balances_are_those_of_the_notices(lang: Lang) -> None:
    rows = []
    for year in range(2018, 2027):
        found, statute = balance(listed_by(shipped_notices(year))), statute_of(year)
        assert statute is not None
        rows.append([str(n) for n in (year, found.off, found.worked, found.days, statute.days)])
    assert table(PAGES[lang], "balances") == rows


@pytest.mark.parametrize("lang", LANGS)
def test_every_code_is_explained_and_none_is_unused(lang: Lang) -> None:
    rows = table(CODE_PAGES[lang], "calendar codes")
    assert [row[:2] for row in rows] == [[code, name.in_lang(lang)] for code, name in CODES.items()]
    assert all(row[2] for row in rows)
    texts = [p.read_text("utf-8") for p in (ROOT / "engine").glob("calendar/*.py") if p.name != "codes.py"]
    texts.append((ROOT / "engine" / "pipeline" / "calendars.py").read_text("utf-8"))
    assert {c for text in texts for c in re.findall(r'"(K0\d\d)"', text)} == set(CODES)


def keys(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {k for inner in value.values() for k in keys(inner)}
    return {k for inner in value for k in keys(inner)} if isinstance(value, list) else set()


@pytest.mark.parametrize("lang", LANGS)
def test_every_key_of_the_json_is_named(lang: Lang) -> None:
    written = json.loads(run("days", "2020-01-20", "7工作日", "--format", "json").out)
    text = PAGES[lang].read_text("utf-8")
    assert [k for k in sorted(keys(written)) if f"`{k}`" not in text] == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_limits_are_those_of_the_program(lang: Lang) -> None:
    text = PAGES[lang].read_text("utf-8")
    for number in (
        f"{CALENDAR_BYTES // 1024} KiB",
        f"{CALENDAR_NODES:,}",
        str(CALENDAR_DEPTH),
        str(CALENDARS_BESIDE),
    ):
        assert number in text


@pytest.mark.parametrize("lang", LANGS)
def test_every_option_of_days_is_described(lang: Lang) -> None:
    text = PAGES[lang].read_text("utf-8")
    options = set(re.findall(r"(--[a-z-]+)", run("days", "--help").out)) - {"--help", "--lang"}
    assert options == {"--back", "--full-days", "--roll", "--known-on", "--calendar", "--format"}
    assert [o for o in sorted(options) if f"`{o}" not in text] == []
