"""A plan on the screen: the answer, the table of steps, the chains of days."""

from __future__ import annotations

from collections.abc import Sequence

from guiju.engine.diagnostics.text import Lang
from guiju.engine.plan.timetable import Plan
from guiju.engine.report.layout.columns import columns, fill, pad
from guiju.engine.report.plan.outline import CRITICAL, outline
from guiju.engine.report.plan.rows import COLUMNS, Row
from guiju.engine.report.words.naming import visible


def plan_text(plan: Plan, lang: Lang, width: int = 100) -> str:
    """The plan as lines of at most `width` columns (the table may be wider)."""
    told = outline(plan)
    lines = [told.answer.in_lang(lang), visible(told.head.in_lang(lang)), ""]
    if told.rows:
        lines += [*_table(told.rows, lang), ""]
    for section in told.sections:
        lines.append(section.title.in_lang(lang))
        for line in section.lines:
            text = visible(line.in_lang(lang))
            indent = "    " if text.startswith("  ") else "  "
            lines += fill(text.strip(), width, indent, indent + "  ")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _table(rows: Sequence[Row], lang: Lang) -> list[str]:
    cells = [[c.in_lang(lang) for c in COLUMNS]]
    cells += [[c.in_lang(lang) for c in (r.step, r.earliest, r.latest, r.slack)] for r in rows]
    widths = [max(columns(row[i]) for row in cells) for i in range(len(COLUMNS))]
    marks = ["", *(CRITICAL.in_lang(lang) if r.critical else "" for r in rows)]
    out = []
    for row, mark in zip(cells, marks, strict=True):
        line = "  ".join(
            pad(cell, width, right=i == 3) for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        out.append(f"{line}  {mark}".rstrip())
    return [out[0], "-" * min(sum(widths) + 6, 120), *out[1:]]
