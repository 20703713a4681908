"""Markdown of checks and gates, read by the parser of GitHub (`cmarkgfm`)."""

from __future__ import annotations

import importlib
import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from guiju.engine.diagnostics.text import Lang
from guiju.engine.report.ci.markdown import check_markdown
from guiju.engine.report.gate.markdown import gate_markdown
from guiju.engine.report.gate.outline import gate_outline
from guiju.engine.report.layout.gfm import bullets, details, document, escaped, fenced, table, tasks
from guiju.engine.report.verdict.outline import outline
from guiju.engine.report.verdict.result import FileResult
from hypothesis import given
from hypothesis import strategies as st

from .ci_samples import CHECK, FOLDER, gates
from .test_report_html import parsed
from .test_report_samples import FULL, HOSTILE, HOSTILE_NAME, PROBLEM, RESULTS

cmark: Any = importlib.import_module("cmarkgfm")
options: Any = importlib.import_module("cmarkgfm.cmark").Options
EXTENSIONS = ["table", "autolink", "tagfilter", "strikethrough", "tasklist"]
MARKS = (
    "*a*",
    "_b_",
    "**c**",
    "[d](e)",
    "`f`",
    "~~g~~",
    "<h1>",
    "# i",
    "|",
    "- j",
    "1. k",
    "2) l",
    "&amp;",
    "![m](n)",
    "\\",
    "***",
    "> o",
)
ONE_LINE = st.lists(st.sampled_from((*MARKS, " ", "甲", ":", "+", "="))).map("".join) | st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S"])
)


class Read(HTMLParser):
    """The text of a page, and its tags with how often they stand there."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: dict[str, int] = {}
        self.rows: list[list[str]] = []
        self.inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] = self.tags.get(tag, 0) + 1
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self.inside = True

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.inside:
            self.rows[-1][-1] += data

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag not in ("td", "th")


def page_of(markdown: str) -> str:
    """As GitHub makes it, before it takes out what it does not allow."""
    return str(
        cmark.markdown_to_html_with_extensions(
            markdown, options=options.CMARK_OPT_UNSAFE, extensions=EXTENSIONS
        )
    )


def read(markdown: str) -> Read:
    return Read(page_of(markdown))


def flat(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_answer_comes_first_and_every_line_of_the_outline_is_there(lang: Lang) -> None:
    found = read(check_markdown(RESULTS[:1], lang, FOLDER))
    told = outline(FULL, lang, others=False)
    assert found.text.strip().startswith(told.answer)
    for group in told.open:
        parts = [*group.before, *(p for e in group.entries for p in e.parts), *group.after]
        for line in [group.heading, *(line for p in parts for line in p.lines)]:
            assert flat(line) in flat(found.text)
    assert found.tags["details"] == found.tags["summary"] == len(told.open)
    assert {"h1", "pre", "code", "a", "img"} & set(found.tags) == {"pre", "code"}  # a warning about the file


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_table_has_a_row_for_each_finding_that_matters(lang: Lang) -> None:
    found = read(check_markdown(RESULTS[:1], lang, FOLDER))
    meant = [f for f in CHECK.cases[0].findings if f.outcome != "kept"]
    rows = found.rows[1:]
    assert [r[1] for r in rows] == [f.rule.label.in_lang(lang) for f in meant]
    assert [flat(r[2]) for r in rows] == [flat(f.why.in_lang(lang)) for f in meant]
    waived = [r[0] for r, f in zip(rows, meant, strict=True) if f.outcome == "waived"]
    assert waived and all(("已放行" if lang == "zh" else "waived") in w for w in waived)


def test_several_files_have_a_table_of_answers_and_the_unreadable_one_its_fault() -> None:
    found = read(check_markdown(RESULTS, "zh", FOLDER))
    assert [r[0] for r in found.rows[1:4]] == ["案卷/decision.yaml", "park.yaml", "bad.yaml"]
    assert [r[2] for r in found.rows[1:4]] == ["1", "0", "2"]
    assert "C012" in found.text and "读不了" in found.text


def test_all_adds_what_is_kept() -> None:
    less, more = (read(check_markdown(RESULTS[:1], "zh", FOLDER, show_all=a)) for a in (False, True))
    assert more.tags["details"] > less.tags["details"] and "其余:" in less.text


def test_what_a_file_says_is_text() -> None:
    hostile = [FileResult(f"{HOSTILE_NAME}.yaml", HOSTILE, (PROBLEM,))]
    found = read(check_markdown(hostile, "zh", FOLDER))
    assert "script" not in found.tags and "<script>alert(1)</script>{{7*7}}" in found.text


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("answer", ["no", "yes", "depends"])
def test_a_gate_says_all_of_its_outline(answer: str, lang: Lang) -> None:
    gate = gates()[answer]
    told, found = gate_outline(gate, lang), read(gate_markdown(gate, lang, FOLDER))
    assert found.text.strip().startswith(told.answer)
    for section in told.sections:
        assert flat(section.title) in flat(found.text)
        for _, line in section.lines:
            assert flat(line) in flat(found.text)


def test_the_papers_are_a_task_list_ticked_where_they_are_there() -> None:
    assert gates()["yes"].papers is not None and gates()["no"].papers is not None
    for answer, ticked in (("yes", True), ("no", False)):
        papers = gates()[answer].papers
        text = gate_markdown(gates()[answer], "zh", FOLDER)
        assert papers is not None and read(text).tags["input"] == len(papers.items)
        assert page_of(text).count('checked=""') == (len(papers.items) if ticked else 0)


@given(ONE_LINE)
def test_any_line_reads_back_as_itself_wherever_it_stands(text: str) -> None:
    line = " ".join(text.split())
    for markdown in (
        f"## {escaped(text)}",
        bullets([text, text]),
        tasks([(True, text)]),
        table(["a", text], [["b", text]]),
        escaped(text),
    ):
        found = read(markdown)
        assert line in " ".join(found.text.split())
        marks = {"em", "strong", "code", "img", "del", "h1", "h3", "ol", "blockquote", "hr", "script"}
        assert not marks & set(found.tags)
    assert len(read(table(["a", text], [["b", text]])).rows) == 2


@given(st.text(st.sampled_from("`~\n a<|")))
def test_a_fenced_block_holds_any_text(text: str) -> None:
    found = read(fenced(text) + "\n\nafter\n")
    assert found.tags == {"pre": 1, "code": 1, "p": 1}
    assert unescape(found.text).startswith(text.rstrip())


def test_what_a_part_is_headed_with_is_text() -> None:
    found = read(details("<b>x</b> & *y* &lt;", "z"))
    assert found.text.split() == ["<b>x</b>", "&", "*y*", "&lt;", "z"]
    assert found.tags == {"details": 1, "summary": 1, "p": 1}


def test_a_document_that_does_not_fit_says_how_much_is_left_out() -> None:
    blocks = [f"block {n} " + "x" * 100 for n in range(50)]
    cut = document(blocks, "en", 2000)
    assert len(cut) <= 2000
    shown = len(re.findall("^block", cut, re.M))
    assert f"{50 - shown} more parts" in cut and document(blocks, "en") == document(blocks, "en", 10**6)


def test_the_page_reads_as_html() -> None:
    parsed(page_of(gate_markdown(gates()["no"], "zh", FOLDER)))
