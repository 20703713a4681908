"""The page of a gate: self-contained, inert whatever a file contains, to be printed, with boxes and lines to sign on."""

from __future__ import annotations

from html import unescape

import pytest
from guiju.engine.diagnostics.text import Lang
from guiju.engine.report.gate.html import gate_html
from guiju.engine.report.gate.outline import gate_outline
from msgspec.structs import replace

from .ci_samples import case, gate_of, gates
from .test_report_html import parsed
from .test_report_samples import HOSTILE_NAME


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("answer", ["no", "yes", "depends"])
def test_the_page_says_all_of_the_outline(answer: str, lang: Lang) -> None:
    gate = gates()[answer]
    told, page = gate_outline(gate, lang), unescape(gate_html(gate, lang))
    assert f'<h1 class="{answer}">{told.answer}</h1>' in page
    for section in told.sections:
        assert f"<h2>{section.title}</h2>" in page
        for _, line in section.lines:
            assert line in page
        for group in section.groups:
            assert group.heading in page
            parts = [*group.before, *(p for e in group.entries for p in e.parts), *group.after]
            assert all(line in page for p in parts for line in p.lines)


def test_papers_have_boxes_ticked_where_they_are_there() -> None:
    for answer, mark in (("yes", "there"), ("no", "open")):
        gate = gates()[answer]
        assert gate.papers is not None
        boxes = [a["class"] for t, a in parsed(gate_html(gate, "zh")).seen if t == "li" and "class" in a]
        assert boxes == [mark] * len(gate.papers.items)


def test_there_are_lines_to_sign_on_and_it_is_made_for_paper() -> None:
    page = gate_html(gates()["no"], "zh")
    for label in ("经办人", "审核人", "日期"):
        assert f"<td>{label}</td>" in page
    assert "@page { size: A4" in page and "@media print" in page
    assert "所用规则" in page and "鹿湖县人民政府" in page


def test_nothing_is_loaded_and_nothing_runs() -> None:
    for gate in gates().values():
        page = gate_html(gate, "zh")
        tags = parsed(page)
        assert not {t for t, _ in tags.seen} & {"script", "link", "img", "iframe", "object", "form", "input"}
        for _, attrs in tags.seen:
            assert not any(name.startswith("on") or name in ("src", "href", "style") for name in attrs)
        assert "url(" not in page and "@import" not in page


def test_hostile_text_is_text() -> None:
    hostile = replace(case("04"), name=HOSTILE_NAME, file=f"{HOSTILE_NAME}.yaml")
    page = gate_html(gate_of(hostile), "zh")
    tags = parsed(page)
    assert "script" not in {t for t, _ in tags.seen} and "{{7*7}}" in "".join(tags.text)
    assert "49}}" not in page and all(c.isprintable() or c == "\n" for c in page)
    page.encode("utf-8")
