"""A run as one page: self-contained, without script, printable; the outline of each case and its timeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Lang, Text, join, plain
from guiju.engine.diagnostics.words import word
from guiju.engine.evaluate.finding import State, Verdict
from guiju.engine.report.diagnostics.text import render_diagnostics
from guiju.engine.report.layout.page import style, template
from guiju.engine.report.verdict.outline import Outline, outline
from guiju.engine.report.verdict.record_line import record_line
from guiju.engine.report.verdict.result import FileResult
from guiju.engine.report.verdict.summary import verdict_word
from guiju.engine.report.verdict.timeline import Timeline, timeline
from guiju.engine.report.words.naming import Names, named, visible
from msgspec import Struct

_WORDS = {
    "title": Text("程序合规报告", "Procedural compliance report"),
    "timeline": Text("时间线", "Timeline"),
    "problems": Text("文件中的问题", "Problems in the file"),
    "file": Text("文件", "File"),
    "answer": Text("结论", "Answer"),
    "unreadable": Text("这个文件读不了,没有作出任何判断", "This file could not be read; nothing was judged"),
}
_LEGEND = (
    ("done", Text("已做", "done")),
    ("violated", Text("违反所涉", "subject of a violation")),
    ("worthless", Text("须重新履行", "to be done again")),
    ("discounted", Text("不计入", "does not count")),
    ("planned", Text("计划中", "planned")),
    ("missing", Text("缺的步骤", "missing step")),
)


class _Page(Struct, frozen=True):
    """One file on the page. `anchor` is its id for the table of contents."""

    anchor: str
    file: str
    word: str
    organ: str
    outline: Outline | None
    timeline: Timeline | None
    legend: tuple[tuple[str, str], ...]
    problems: str
    record: str


def render_html(
    results: Sequence[FileResult],
    lang: Lang,
    *,
    sources: Mapping[str, Source] | None = None,
    diagnostics: Sequence[Diagnostic] = (),
) -> str:
    """The page for all files of a run, with a table of contents when there are several. `sources` let the
    problems of a file quote its lines; `diagnostics` belong to no case file."""
    quoted = sources or {}
    pages = [_page(n, r, quoted, lang) for n, r in enumerate(results, 1)]
    page = template("report.html").render(
        lang="zh-CN" if lang == "zh" else "en",
        words={key: text.in_lang(lang) for key, text in _WORDS.items()},
        pages=pages,
        states={state: word("state", state.value).in_lang(lang) for state in State},
        problems=render_diagnostics(diagnostics, quoted, lang) if diagnostics else "",
        css=style("report.css"),
    )
    return page + "\n"


def _page(number: int, result: FileResult, sources: Mapping[str, Source], lang: Lang) -> _Page:
    verdict = result.verdict
    drawing = timeline(verdict, lang) if verdict else None
    drawn = {m.kind for lane in drawing.lanes for m in lane.marks} if drawing else set()
    return _Page(
        anchor=f"case-{number}",
        file=visible(named(result.file)),
        word=verdict_word(verdict).in_lang(lang),
        organ=organ_line(verdict, lang) if verdict else "",
        outline=outline(verdict, lang) if verdict else None,
        timeline=drawing,
        legend=tuple((kind, label.in_lang(lang)) for kind, label in _LEGEND if kind in drawn),
        problems=render_diagnostics(result.diagnostics, sources, lang) if result.diagnostics else "",
        record=record_line(result.record).in_lang(lang) if result.record else "",
    )


def organ_line(verdict: Verdict, lang: Lang) -> str:
    """The organ, its level and region as far as stated, and the day as of which the case is judged."""
    authority = verdict.case.authority
    parts = [plain(named(authority.name))] if authority.name else []
    if authority.level:
        parts.append(Names(verdict.program).level(authority.level))
    if authority.region:
        parts.append(plain(named(authority.region)))
    parts.append(Text(f"截至 {verdict.on}", f"as of {verdict.on}"))
    return visible(join(parts, " · ", " · ").in_lang(lang))
