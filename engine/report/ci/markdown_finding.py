"""Findings in Markdown: a table of them, and the proof of each to be opened on request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.evaluate.finding import State
from guiju.engine.report.ci.model import CiFinding
from guiju.engine.report.layout.gfm import bullets, details, escaped, table
from guiju.engine.report.verdict.outline import MARKS, Group
from guiju.engine.report.verdict.proof_parts import Part

_HEADS = (
    Text("状态", "State"),
    Text("规则", "Rule"),
    Text("认定", "Finding"),
    Text("依据", "Basis"),
    Text("行", "Line"),
)


def findings_table(findings: Sequence[CiFinding], lang: Lang) -> str:
    """One row for each finding, in the order given; nothing where there is none."""
    rows = [
        (
            f"{MARKS[State(f.state)]} {f.word.in_lang(lang)}",
            f.rule.label.in_lang(lang),
            f.why.in_lang(lang),
            f.basis.in_lang(lang),
            "" if f.place.whole_file else str(f.place.line),
        )
        for f in findings
    ]
    return table([h.in_lang(lang) for h in _HEADS], rows) if rows else ""


def group_details(group: Group) -> str:
    """A group of findings as a part that opens on request."""
    lines = [*_parts(group.before, 0)]
    for number, entry in enumerate(group.entries, 1):
        if len(group.entries) == 1:
            lines += _parts(entry.parts, 0)
        else:
            lines.append(f"- ({number}) {escaped(entry.about)}")
            lines += _parts(entry.parts, 2)
    lines += _parts(group.after, 0)
    return details(group.heading, "\n".join(lines))


def _parts(parts: Sequence[Part], indent: int) -> Iterator[str]:
    """One line beside its label, several below it."""
    for part in parts:
        lead = f"{' ' * indent}- **{escaped(part.label)}**"
        if len(part.lines) == 1:
            yield f"{lead} {escaped(part.lines[0])}"
        else:
            yield lead
            yield bullets(part.lines, indent + 2)
