"""The report of one case for a terminal: plain text, characters that GBK has, colour only on request."""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.evaluate.finding import State, Verdict
from guiju.engine.report.diagnostics.text import render_diagnostics
from guiju.engine.report.layout.columns import columns, fill, pad
from guiju.engine.report.verdict.outline import Entry, Group, Outline, Section, outline
from guiju.engine.report.verdict.proof_parts import LABELS, Part
from guiju.engine.report.verdict.summary import render_summary
from guiju.engine.report.words.naming import behind

__all__ = ["render_diagnostics", "render_summary", "render_text"]

ENTRIES_SHOWN = 20
_SHOW_ALL = Text("加 --all 查看", "add --all to see them")
_COLOURS = {
    State.VIOLATED: "red",
    State.DOOMED: "red",
    State.AT_RISK: "yellow",
    State.UNKNOWN: "yellow",
    State.PENDING: "blue",
    State.CURED: "green",
    State.HOLDING: "green",
    State.SATISFIED: "green",
}


def render_text(
    verdict: Verdict, lang: Lang, *, show_all: bool = False, width: int = 100, color: bool = False
) -> str:
    """The verdict as lines of at most `width` columns. `show_all` adds what is satisfied, exempt or not
    applicable; without it those are only counted."""
    return "\n".join(_lines(outline(verdict, lang, others=show_all), lang, show_all, width, color)) + "\n"


def _lines(page: Outline, lang: Lang, show_all: bool, width: int, color: bool) -> Iterator[str]:
    yield from _styled(fill(page.answer, width), None, color)
    if page.file:
        yield from fill(page.file, width)
    for group in page.open + (page.others if show_all else ()):
        yield ""
        yield from _group(group, lang, show_all, width, color)
    if page.needs:
        yield ""
        yield from _section(page.needs, width, color)
    if page.others_counted and not show_all:
        yield ""
        yield from fill(behind(page.others_counted, _SHOW_ALL).in_lang(lang), width)
    for section in page.sections:
        yield ""
        yield from _section(section, width, color)


def group_lines(group: Group, lang: Lang, width: int, color: bool) -> Iterator[str]:
    """One group of findings in full."""
    return _group(group, lang, True, width, color)


def _group(group: Group, lang: Lang, show_all: bool, width: int, color: bool) -> Iterator[str]:
    label_width = max(columns(label.in_lang(lang)) for label in LABELS.values()) + 2
    yield from _styled(fill(group.heading, width, rest="  "), _COLOURS.get(group.state), color)
    yield from _parts(group.before, "  ", label_width, width)
    if len(group.entries) == 1:
        yield from _parts(group.entries[0].parts, "  ", label_width, width)
    else:
        yield from _entries(group.entries, lang, show_all, label_width, width)
    yield from _parts(group.after, "  ", label_width, width)


def _entries(
    entries: tuple[Entry, ...], lang: Lang, show_all: bool, label_width: int, width: int
) -> Iterator[str]:
    shown = entries if show_all else entries[:ENTRIES_SHOWN]
    for number, entry in enumerate(shown, 1):
        yield from fill(entry.about, width, f"  ({number}) ")
        yield from _parts(entry.parts, "      ", label_width, width)
    left = len(entries) - len(shown)
    if left:
        more = Text(f"另有 {left} 处同类", f"{left} more of this kind")
        yield "  " + behind(more, _SHOW_ALL).in_lang(lang)


def _parts(parts: tuple[Part, ...], indent: str, label_width: int, width: int) -> Iterator[str]:
    for part in parts:
        lead = indent + pad(part.label, label_width)
        blank = " " * columns(lead)
        for i, line in enumerate(part.lines):
            yield from fill(line, width, blank if i else lead, blank)


def _section(section: Section, width: int, color: bool) -> Iterator[str]:
    yield from _styled(fill(section.title, width), None, color)
    for line in section.lines:
        yield from fill(line, width, "  - ", "    ")


def _styled(lines: list[str], colour: str | None, color: bool) -> list[str]:
    if not color:
        return lines
    import click

    return [click.style(line, fg=colour, bold=True) for line in lines]
