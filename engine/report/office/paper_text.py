"""A paper to look at: as plain text, or as Markdown. It says the same as the Word file, in the same order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guiju.engine.report.layout import gfm
from guiju.engine.report.layout.columns import fill
from guiju.engine.report.office.clean import clean, one_line
from guiju.engine.report.office.paper import Attached, Block, Heading, Line, Paper, Para, Signature, Table

_WIDTH = 96


def paper_text(paper: Paper) -> str:
    lines = [one_line(paper.title), *_all_lines(paper.blocks)]
    for annex in paper.annexes:
        lines += ["", f"{one_line(annex.mark)}  {one_line(annex.title)}", *_all_lines(annex.blocks)]
    return "\n".join(line.rstrip() for line in lines).rstrip("\n") + "\n"


def paper_markdown(paper: Paper) -> str:
    blocks = [f"# {gfm.escaped(one_line(paper.title))}", *map(_markdown, paper.blocks)]
    for annex in paper.annexes:
        blocks.append(f"## {gfm.escaped(one_line(f'{annex.mark} {annex.title}'))}")
        blocks += map(_markdown, annex.blocks)
    return gfm.document(blocks, paper.lang)


def _all_lines(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        yield from _lines(block)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(level, text):
            if level == 1:
                yield ""
            yield one_line(text)
        case Para(text, label):
            for line in _paragraphs(label + text):
                yield from fill(line, _WIDTH, "  ", "  ")
        case Line(text):
            yield one_line(text)
        case Table(columns, rows):
            for row in rows:
                told = [f"{c.title} {one_line(cell)}" for c, cell in zip(columns, row, strict=True) if cell]
                yield from fill(" · ".join(told), _WIDTH, "  - ", "    ")
        case Signature(lines):
            yield ""
            yield from (f"  {one_line(line)}" for line in lines)
        case Attached(lead, names):
            yield ""
            yield from (f"  {one_line(name)}" for name in (lead + names[0], *names[1:]))


def _markdown(block: Block) -> str:
    match block:
        case Heading(level, text):
            return f"{'#' * (level + 1)} {gfm.escaped(one_line(text))}"
        case Para(text, label):
            first, *others = map(gfm.escaped, _paragraphs(text))
            lead = f"**{gfm.escaped(one_line(label))}** " if label else ""
            return "\n\n".join([f"{lead}{first}", *others])
        case Line(text):
            return gfm.escaped(one_line(text))
        case Table(columns, rows):
            return gfm.table([c.title for c in columns], [[one_line(cell) for cell in row] for row in rows])
        case Signature(lines):
            return "  \n".join(gfm.escaped(one_line(line)) for line in lines)
        case Attached(lead, names):
            listed = (lead + names[0], *names[1:])
            return "  \n".join(gfm.escaped(one_line(name)) for name in listed)


def _paragraphs(text: str) -> list[str]:
    return clean(text).split("\n")
