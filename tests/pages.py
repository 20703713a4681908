"""Pages of documentation taken apart: blocks of code, headings, tables, links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Block:
    """A block of code: the line of its fence, what stands behind the fence, and the code."""

    page: Path
    line: int
    info: str
    text: str

    def __str__(self) -> str:
        return f"{self.page.name}:{self.line}"

    def lines(self) -> list[str]:
        return self.text.strip().split("\n")


def show(path: Path) -> str:
    return path.name


def blocks(page: Path) -> Iterator[Block]:
    lines = page.read_text("utf-8").split("\n")
    start = None
    for n, line in enumerate(lines):
        if line.startswith("```") and start is None:
            start = n
        elif line == "```" and start is not None:
            yield Block(page, start + 1, lines[start][3:], "\n".join(lines[start + 1 : n]) + "\n")
            start = None
    assert start is None, f"{page.name}: a block is not closed"


def prose(page: Path) -> str:
    """The page without its blocks of code."""
    return re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.M | re.S)


def headings(page: Path) -> list[tuple[int, str]]:
    return [(len(m[1]), m[2]) for m in re.finditer(r"^(#+) (.*)$", prose(page), re.M)]


def anchors(page: Path) -> set[str]:
    """As GitHub makes them: small letters, no signs, a hyphen for each blank."""
    return {re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for _, text in headings(page)}


def links(page: Path) -> list[str]:
    return re.findall(r"\]\(([^)\s]+)\)", prose(page))


def table(page: Path, name: str) -> list[list[str]]:
    """The rows of the table between two comments, without its head."""
    text = re.search(rf"<!-- {name} -->\n(.*?)\n<!-- /{name} -->", page.read_text("utf-8"), re.S)
    assert text, f"{page.name} has no table {name}"
    return [[c.strip() for c in row.strip("|").split("|")] for row in text[1].split("\n")[2:]]
