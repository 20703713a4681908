"""The page: self-contained, inert whatever a file contains, and saying what the text says."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Lang
from guiju.engine.report.verdict.html import render_html
from guiju.engine.report.verdict.outline import outline
from guiju.engine.report.verdict.result import FileResult

from tests.command_line import ROOT
from tests.test_report_samples import EARLY, FULL, HOSTILE, HOSTILE_NAME, PROBLEM, RESULTS

VOID = {"meta", "path", "circle", "line", "rect", "br"}


class Tags(HTMLParser):
    """Collects the tags and text of a page and checks that they nest."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def parsed(page: str) -> Tags:
    tags = Tags()
    tags.feed(page)
    tags.close()
    assert tags.open == []
    return tags


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_says_what_the_text_says(lang: Lang) -> None:
    page = unescape(render_html(RESULTS, lang))
    shown = outline(FULL, lang)
    assert shown.answer in page
    for group in shown.open + shown.others:
        assert group.heading in page
        for part in [*group.before, *(p for e in group.entries for p in e.parts), *group.after]:
            assert all(line in page for line in part.lines)
    assert f'<html lang="{"zh-CN" if lang == "zh" else "en"}">' in page


def test_nothing_is_loaded_and_nothing_runs() -> None:
    tags = parsed(render_html(RESULTS, "zh"))
    names = {tag for tag, _ in tags.seen}
    assert not names & {"script", "link", "img", "iframe", "object", "form"}
    for tag, attrs in tags.seen:
        assert not any(name.startswith("on") or name in ("src", "srcset") for name in attrs)
        assert (attrs.get("href") or "#").startswith("#")
        assert tag != "a" or attrs["href"]
    assert "url(" not in render_html(RESULTS, "zh") and "@import" not in render_html(RESULTS, "zh")


def test_hostile_text_is_text() -> None:
    page = render_html([FileResult(HOSTILE_NAME, HOSTILE, (PROBLEM,))], "zh", sources={"": Source("", "")})
    tags = parsed(page)
    assert "script" not in {tag for tag, _ in tags.seen}
    assert "{{7*7}}" in "".join(tags.text) and "49}}" not in page
    assert all(c.isprintable() or c == "\n" for c in page)
    page.encode("utf-8")


def test_an_unreadable_file_is_on_the_page_with_its_fault() -> None:
    sources = {"bad.yaml": Source("bad.yaml", "程序: 决策\n  - {步骤: 合法性申查}\n")}
    page = unescape(render_html(RESULTS, "zh", sources=sources))
    assert "这个文件读不了,没有作出任何判断" in page and "C012" in page and "│   - {步骤: 合法性申查}" in page


def test_one_file_needs_no_table_of_contents() -> None:
    assert '<table class="contents">' not in render_html([FileResult("park.yaml", EARLY)], "zh")
    assert render_html(RESULTS, "zh").count('href="#case-') == 3


def test_the_drawing_marks_violations_and_the_missing_step() -> None:
    page = render_html([FileResult("x", FULL)], "zh")
    assert 'class="mark violated"' in page and 'class="mark missing"' in page
    assert "缺,应在 2019-10-30 之前" in page
    assert re.search(r'class="bar done running"', page)


def test_the_head_names_the_organ_and_the_day() -> None:
    page = parsed(render_html(RESULTS[:1], "zh"))
    assert "样例镇人民政府 · 乡镇 · 某省某市 · 截至 2019-11-20" in page.text
    assert "as of 2019-10-08" in parsed(render_html([FileResult("a", EARLY)], "en")).text


STYLES = sorted((ROOT / "engine").rglob("*.css"))


@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.name)
def test_on_paper_only_a_heading_is_kept_with_what_follows(style: Path) -> None:
    """What is repeated row after row must not be: a browser then moves all of it to the next page, and the rest of
    this one stays empty."""
    kept = re.findall(r"([^{}]+)\{[^{}]*break-after: avoid", style.read_text("utf-8"))
    last = {selector.split()[-1] for group in kept for selector in group.split(",")}
    assert last <= {"h1", "h2", "h3", "h4", "h5", "header", ".expected"}
