"""The results of a check as Markdown for a comment on a merge request or the summary of a job: the answer first, then a
table of what was found, the proofs to be opened on request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath

from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.report.ci.check import check_run
from guiju.engine.report.ci.markdown_finding import findings_table, group_details
from guiju.engine.report.ci.model import CiCase
from guiju.engine.report.diagnostics.text import render_diagnostics
from guiju.engine.report.layout.gfm import bullets, document, escaped, fenced, table
from guiju.engine.report.verdict.outline import outline
from guiju.engine.report.verdict.result import FileResult

_CASES = (Text("文件", "File"), Text("结论", "Answer"), Text("退出码", "Exit code"))
_FILE = Text("案卷文件", "case file")
_PROBLEMS = Text("文件中的问题", "Problems in the file")


def check_markdown(
    results: Sequence[FileResult],
    lang: Lang,
    root: PurePath,
    *,
    sources: Mapping[str, Source] | None = None,
    show_all: bool = False,
    limit: int | None = None,
) -> str:
    """All files of a run. `show_all` adds what is satisfied, exempt or not applicable; without it those are counted. What
    does not fit into `limit` bytes is left out at the end; `sources` let the problems of a file quote its lines."""
    run = check_run(results, root)
    blocks = [f"## {escaped(run.answer.in_lang(lang))}"]
    several = len(results) > 1
    if several:
        rows = [(c.file, c.answer.in_lang(lang), str(c.exit_code)) for c in run.cases]
        blocks.append(table([h.in_lang(lang) for h in _CASES], rows))
    for result, case in zip(results, run.cases, strict=True):
        if several:
            blocks.append(f"### {escaped(case.answer.in_lang(lang))}")
        blocks += _case(result, case, lang, sources or {}, show_all)
    return document(blocks, lang, limit)


def _case(
    result: FileResult, case: CiCase, lang: Lang, sources: Mapping[str, Source], show_all: bool
) -> Iterator[str]:
    yield f"{_FILE.in_lang(lang)} {escaped(case.file)}"
    if result.verdict is not None:
        told = outline(result.verdict, lang, others=show_all)
        yield findings_table([f for f in case.findings if f.outcome != "kept"], lang)
        for group in told.open + (told.others if show_all else ()):
            yield group_details(group)
        if told.others_counted is not None and not show_all:
            yield escaped(told.others_counted.in_lang(lang))
        for section in (told.needs, *told.sections):
            if section is not None:
                yield f"**{escaped(section.title)}**\n\n{bullets(section.lines)}"
    if result.diagnostics:
        title = _PROBLEMS.in_lang(lang)
        yield f"**{title}**\n\n{fenced(render_diagnostics(result.diagnostics, sources, lang))}"
    for note in case.notes:
        yield escaped(note.in_lang(lang))
