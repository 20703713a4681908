"""How well documents are taken apart: precision and recall on the labelled documents of tests/labelled, kind by kind, and
the time that long documents take. Nothing is written.

    python benchmarks/document_structure.py [--misses] [--no-time]
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from guiju.engine.diagnostics.words import chinese_number, numbered
from guiju.engine.document.cited import Cited, Location
from guiju.engine.document.clauses import Effect, Expiry
from guiju.engine.document.dates import DayRead
from guiju.engine.document.model import Paragraph, RawDocument
from guiju.engine.document.statements import Statements, statements
from guiju.engine.document.structure import structure
from guiju.engine.document.tree import Document, Node

LABELLED = Path(__file__).resolve().parent.parent / "tests" / "labelled"
KINDS = (
    "head fields",
    "nodes",
    "citations",
    "numbers cited",
    "effect",
    "expiry",
    "repeals",
    "definitions",
    "problems",
)
_LETTERS = {
    "book": "B", "chapter": "C", "section": "S", "article": "a", "paragraph": "p", "item": "i", "subitem": "m",
    "point": "q", "circle": "o", "first": "f", "second": "s", "third": "t", "fourth": "u", "fifth": "v", "table": "T",
    "continuation": "k",
}  # fmt: skip
_ALONE = ("book", "chapter", "section", "article")


@dataclass
class Count:
    """How many were found, how many of these are right, how many there are."""

    found: int = 0
    right: int = 0
    there: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, found: Counter[str], wanted: Counter[str], where: str) -> None:
        self.found += found.total()
        self.there += wanted.total()
        self.right += (found & wanted).total()
        self.misses += [f"{where}: not found: {each}" for each in (wanted - found).elements()]
        self.misses += [f"{where}: found: {each}" for each in (found - wanted).elements()]

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.there if self.there else 1.0


def raw_document(text: str, name: str = "text.txt") -> RawDocument:
    """The lines of a text as the paragraphs of a file."""
    return RawDocument(name, "txt", tuple(Paragraph(line, n) for n, line in enumerate(text.split("\n"), 1)))


def labelled() -> Iterator[tuple[str, dict[str, Any], Document, Statements]]:
    """The name of each labelled document, its labels, and what was made of it."""
    for path in sorted(LABELLED.glob("*.txt")):
        document = structure(raw_document(path.read_text("utf-8"), path.name))
        yield (
            path.stem,
            yaml.safe_load(path.with_suffix(".yaml").read_text("utf-8")),
            document,
            statements(document),
        )


def measured() -> dict[str, Count]:
    """The counts of each kind over all documents."""
    counts = {kind: Count() for kind in KINDS}
    for name, labels, document, said in labelled():
        wanted = wanted_of(labels)
        found = found_in(document, said)
        found["nodes"] = _as_labelled(found["nodes"], wanted["nodes"])
        for kind in KINDS:
            counts[kind].add(found[kind], wanted[kind], name)
    return counts


def wanted_of(labels: dict[str, Any]) -> dict[str, Counter[str]]:
    """What the labels of one document say, as strings to be counted."""
    fields = ("style", "title", "wrapper", "number", "register", "made", "published", "printed", "addressee")
    head = [f"{key}: {labels[key]}" for key in fields if key in labels]
    head += [f"issuer: {name}" for name in labels.get("issuers", [])]
    head += [f"annex: {title}" for title in labels.get("annexes", [])]
    return {
        "head fields": Counter(head),
        "nodes": Counter(labels["nodes"].splitlines()),
        "citations": Counter(labels["citations"].splitlines()),
        "numbers cited": Counter(f"{title}: {number}" for title, number in labels.get("numbers", {}).items()),
        "effect": Counter(labels["effects"]),
        "expiry": Counter(labels["expiries"]),
        "repeals": Counter(labels["repeals"]),
        "definitions": Counter(labels["definitions"]),
        "problems": Counter(labels.get("problems", [])),
    }


def found_in(document: Document, said: Statements) -> dict[str, Counter[str]]:
    """The same of what was found."""
    problems = [p.kind for p in document.problems] + [p.kind for c in said.citations for p in c.problems]
    numbers = {
        f"{c.source.title}: {c.source.number}"
        for c in said.citations
        if c.source.title and c.source.number and c.source.kind == "title"
    }
    repeals = [t.source.title or str(t.source.number) for r in said.repeals for t in r.targets]
    return {
        "head fields": Counter(_head(document)),
        "nodes": Counter(_nodes(document)),
        "citations": Counter(_cited(c, document) for c in said.citations),
        "numbers cited": Counter(numbers),
        "effect": Counter(_effect(e, document) for e in said.effects),
        "expiry": Counter(_expiry(e, document) for e in said.expiries),
        "repeals": Counter(repeals + ["implied" for r in said.repeals if r.implied]),
        "definitions": Counter(d.term for d in said.definitions),
        "problems": Counter(map(str, problems)),
    }


def _head(document: Document) -> Iterator[str]:
    head, core = document.head, document.core
    yield f"style: {core.style}"
    for key, line in (
        ("title", core.title),
        ("wrapper", document.wrapper.title if document.wrapper else None),
    ):
        if line is not None:
            yield f"{key}: {line.text}"
    for key, value in (("number", head.number), ("register", head.register)):
        if value is not None:
            yield f"{key}: {value}"
    for key, day in (("made", head.made), ("published", head.published), ("printed", head.printed)):
        if day is not None and day.day is not None:
            yield f"{key}: {day.day}"
    addressee = (document.wrapper or core).addressee
    if addressee is not None:
        yield f"addressee: {addressee.text}"
    yield from (f"issuer: {name}" for name in head.issuers)
    yield from (f"annex: {a.part.title.text if a.part.title else ''}" for a in document.annexes)


def _part(index: int, document: Document) -> str:
    core = 1 if document.wrapper is not None else 0
    return "w" if index < core else "c" if index == core else f"x{index - core}"


def _nodes(document: Document) -> Iterator[str]:
    for index, part in enumerate(document.parts):
        for node in part.nodes:
            yield from _below(node, f"{_part(index, document)} ", "")


def _below(node: Node, part: str, outer: str) -> Iterator[str]:
    number = (
        ""
        if node.level in ("table", "continuation")
        else str(node.number)
        if node.number is not None
        else "?"
    )
    path = f"{_LETTERS[node.level]}{number}"
    if outer and node.level not in _ALONE:
        path = f"{outer}.{path}"
    text = "".join(line.text for line in (node.heading, node.text) if line is not None)
    yield f"{part}{path} {text}".rstrip()
    below = "" if node.level in ("book", "chapter", "section") else path
    for child in node.children:
        yield from _below(child, part, below)


def _as_labelled(found: Counter[str], wanted: Counter[str]) -> Counter[str]:
    """A label has the beginning of the text of a node; nothing where the node has none."""
    beginnings: dict[str, list[str]] = {}
    for label in wanted.elements():
        path = " ".join(label.split(" ", 2)[:2])
        beginnings.setdefault(path, []).append(label)
    out: Counter[str] = Counter()
    for node in found.elements():
        path = " ".join(node.split(" ", 2)[:2])
        labels = beginnings.get(path, [])
        fitting = [label for label in labels if (node == path if label == path else node.startswith(label))]
        left = [label for label in fitting if out[label] < wanted[label]]
        out[left[0] if left else node[:24]] += 1
    return out


def _cited(cited: Cited, document: Document) -> str:
    source = cited.source
    name = {"self": "self", "relative": "here", "unclear": "unclear"}.get(
        source.kind, source.title or str(source.number)
    )
    where = f"{_part(cited.part, document)}{cited.article if cited.article is not None else '-'}"
    return " ".join([where, str(name), *map(_location, cited.locations)])


def _location(at: Location) -> str:
    text = str(at).removesuffix(f" {at.half}" if at.half else "").removesuffix(" p?").replace(" ", "")
    return f"{text}:{at.half}" if at.half else text


def _effect(effect: Effect, document: Document) -> str:
    delay = f" + {effect.delay.n} {effect.delay.unit}" if effect.delay else ""
    when = effect.event if effect.event is not None else _day(effect.day)
    return f"{_part(effect.part, document)} {when}{delay}"


def _day(day: DayRead | None) -> str:
    return f"date {day.day}" if day is not None and day.day is not None else "damaged"


def _expiry(expiry: Expiry, document: Document) -> str:
    trial = "trial " if expiry.trial else ""
    if expiry.day is not None:
        term = f"until {expiry.day.day}"
    elif expiry.duration is not None:
        term = f"{expiry.duration.n} {expiry.duration.unit}"
    else:
        term = f"as {expiry.as_long_as}"
    return f"{_part(expiry.part, document)} {trial}{term}"


def long_text(articles: int) -> str:
    """A text of that many articles, with items and citations."""
    lines = ["云溪市试验办法"]
    for n in range(1, articles + 1):
        article, before = (
            numbered("citation", "article", n).zh,
            numbered("citation", "article", max(1, n - 1)).zh,
        )
        lines += [
            f"{article} 依照《云溪市甲条例》（云府〔2014〕5号）{before}第一款和本办法{before}的规定，办理下列事项：",
            f"（一）登记第{chinese_number(n)}类信息，报主管部门备案；",
            "（二）法律、法规规定的其他情形。",
            "前款规定的期限自2020年1月1日起施行，有效期三年。",
        ]
    return "\n".join(lines)


def timed(text: str) -> tuple[float, float]:
    """Seconds to take the text apart, and to find its citations and clauses."""
    start = time.perf_counter()
    document = structure(raw_document(text))
    middle = time.perf_counter()
    statements(document)
    return middle - start, time.perf_counter() - middle


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--misses", action="store_true", help="list what was missed and what was found wrongly"
    )
    parser.add_argument("--no-time", action="store_true", help="leave out the long documents")
    asked = parser.parse_args()
    print(f"{'kind':14} {'there':>6} {'found':>6} {'right':>6} {'precision':>10} {'recall':>7}")
    for kind, count in measured().items():
        shares = f"{count.precision:10.3f} {count.recall:7.3f}"
        print(f"{kind:14} {count.there:6} {count.found:6} {count.right:6} {shares}")
        if asked.misses:
            print("".join(f"    {miss}\n" for miss in count.misses), end="")
    if asked.no_time:
        return
    print(f"\n{'articles':>8} {'KiB':>7} {'structure s':>12} {'statements s':>13} {'ms per KiB':>11}")
    timed(long_text(3))
    for articles in (250, 1000, 4000):
        text = long_text(articles)
        size = len(text.encode()) / 1024
        first, second = timed(text)
        print(f"{articles:8} {size:7.0f} {first:12.2f} {second:13.2f} {(first + second) / size * 1000:11.2f}")


if __name__ == "__main__":
    main()
