"""The answer of a gate as Markdown for a comment on a merge request or the summary of a job: the answer first, then a
table of the rules that count, the checklist of papers as a list with boxes, the proofs to be opened on request."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from guiju.engine.diagnostics.text import Lang
from guiju.engine.plan.gate import Gate
from guiju.engine.report.ci.markdown_finding import findings_table, group_details
from guiju.engine.report.gate.ci import gate_run
from guiju.engine.report.gate.outline import PAPER_MARKS, Section, gate_outline
from guiju.engine.report.layout.gfm import bullets, document, escaped, tasks


def gate_markdown(gate: Gate, lang: Lang, root: PurePath, *, limit: int | None = None) -> str:
    """The whole answer; what does not fit into `limit` bytes is left out at the end."""
    told = gate_outline(gate, lang)
    (case,) = gate_run(gate, root).cases
    blocks = [f"## {escaped(told.answer)}", "\n\n".join(escaped(line) for line in told.head)]
    blocks.append(findings_table([f for f in case.findings if f.level is not None], lang))
    for section in told.sections:
        blocks += _section(section)
    return document(blocks, lang, limit)


def _section(section: Section) -> Iterator[str]:
    yield f"### {escaped(section.title)}"
    yield from map(group_details, section.groups)
    marks = {mark for mark, _ in section.lines}
    if marks and marks <= set(PAPER_MARKS.values()):
        yield tasks((mark == PAPER_MARKS[True], line) for mark, line in section.lines)
    else:
        yield bullets(line for _, line in section.lines)
