"""The answer of a gate on the screen."""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.diagnostics.text import Lang
from guiju.engine.plan.gate import Gate
from guiju.engine.report.gate.outline import Section, gate_outline
from guiju.engine.report.layout.columns import fill
from guiju.engine.report.verdict.text import group_lines


def gate_text(gate: Gate, lang: Lang, *, width: int = 100, color: bool = False) -> str:
    """The gate as lines of at most `width` columns."""
    told = gate_outline(gate, lang)
    lines = [*_coloured(fill(told.answer, width), gate, color)]
    for line in told.head:
        lines += fill(line, width)
    for section in told.sections:
        lines += ["", *_section(section, lang, width, color)]
    return "\n".join(lines) + "\n"


def _section(section: Section, lang: Lang, width: int, color: bool) -> Iterator[str]:
    yield from fill(section.title, width)
    for group in section.groups:
        yield from group_lines(group, lang, width, color)
    for mark, line in section.lines:
        yield from fill(line, width, f"  {mark} ", "    ")


_COLOURS = {"yes": "green", "no": "red", "depends": "yellow"}


def _coloured(lines: list[str], gate: Gate, color: bool) -> list[str]:
    if not color:
        return lines
    import click

    return [click.style(line, fg=_COLOURS[gate.answer], bold=True) for line in lines]
