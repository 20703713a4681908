"""A plan as Markdown: for an issue, a merge request, a file beside the case."""

from __future__ import annotations

from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.plan.timetable import Plan
from guiju.engine.report.layout.gfm import escaped
from guiju.engine.report.plan.outline import CRITICAL, outline
from guiju.engine.report.plan.rows import COLUMNS
from guiju.engine.report.words.naming import visible


def plan_markdown(plan: Plan, lang: Lang) -> str:
    """The plan as a document with one table."""
    told = outline(plan)

    def said(text: Text) -> str:
        return escaped(visible(text.in_lang(lang)))

    lines = [f"# {said(told.head)}", "", f"**{said(told.answer)}**", ""]
    if told.rows:
        heads = [*(said(c) for c in COLUMNS), said(CRITICAL)]
        lines += [f"| {' | '.join(heads)} |", "|---|---|---|---:|:---:|"]
        for row in told.rows:
            cells = [
                *(said(c) for c in (row.step, row.earliest, row.latest, row.slack)),
                "●" if row.critical else "",
            ]
            lines.append(f"| {' | '.join(cells)} |")
        lines.append("")
    for section in told.sections:
        lines += [f"## {said(section.title)}", ""]
        for line in section.lines:
            deeper = line.in_lang(lang).startswith("  ")
            lines.append(f"{'  ' if deeper else ''}- {said(line)}")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"
