"""How well the rules on texts find what a lawyer would ask about: precision and recall, row by row, against the
labels of tests/questioned/labels.yaml. Nothing is written.

    python benchmarks/text_rules.py [--misses]

Each document is judged as it stands on one day, as that of an organ of Guangdong; its level is what its head tells.
A finding is one that is violated or suspected; it is right if a label of its row is among its words.
"""

from __future__ import annotations

import argparse
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml
from guiju.engine.case.model import Authority
from guiju.engine.document.read_document import read_documents
from guiju.engine.evaluate.finding import Finding, State, Verdict
from guiju.engine.evaluate.suspected import text_of as words_of
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.pipeline.library import load_library
from guiju.engine.pipeline.texts import text_of
from guiju.engine.semantics.program import Program
from msgspec.structs import replace

ROOT = Path(__file__).resolve().parent.parent
LABELS = ROOT / "tests" / "questioned" / "labels.yaml"
GROUPS = {
    "questioned": ROOT / "tests" / "questioned",
    "fresh": ROOT / "tests" / "questioned",
    "last": ROOT / "tests" / "questioned",
    "plain": ROOT / "tests" / "questioned",
    "labelled": ROOT / "tests" / "labelled",
    "filed": ROOT / "fixtures" / "filed",
}
FORMS = (".txt", ".docx", ".pdf", ".html", ".md")
DAY = date(2025, 1, 6)
WHOLE = "全文"
REVISED = "依据已经修改"
"""What rests on the catalogue of norms alone is no question of reading."""


@dataclass
class Count:
    """Of one row: what was found, how much of it is right; what was labelled, how much of it was found."""

    found: int = 0
    right: int = 0
    labelled: int = 0
    covered: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.covered / self.labelled if self.labelled else 1.0


@dataclass(frozen=True)
class Label:
    """The rows that will do, and the words; None: the document as a whole."""

    rows: tuple[str, ...]
    words: str | None


@dataclass(frozen=True)
class Found:
    """What a rule found: its row, and the words of the passage; `whole`: it is about the document as a whole."""

    row: str
    rule: str
    words: str
    whole: bool


def labels() -> dict[str, list[Label]]:
    """The labels of each document, by group and name."""
    read = yaml.safe_load(LABELS.read_text("utf-8"))
    return {
        name: [
            Label(tuple(rows.split("/")), None if words == WHOLE else words)
            for rows, all_words in asked.items()
            for words in all_words
        ]
        for name, asked in read.items()
    }


def narrow(words: str) -> str:
    """In one width, without blanks."""
    return "".join(unicodedata.normalize("NFKC", words).split())


def verdicts(program: Program, names: Sequence[str]) -> Iterator[tuple[str, Verdict]]:
    """The verdict on each document, in the order of the names."""
    paths = [_path(name) for name in names]
    for name, read in zip(names, read_documents(paths), strict=True):
        if read.document is None:
            raise SystemExit(f"{name}: {read.refused[0].message.en}")
        text = text_of(read.document, DAY)
        own = text.case.authority
        authority = Authority(own.name, own.level, own.region or "广东省")
        yield name, judge_case(program, replace(text.case, authority=authority), DAY)


def found_in(verdict: Verdict) -> list[Found]:
    """The findings that a person is to look at, each passage once for each row."""
    kept: dict[tuple[str, str], Found] = {}
    for finding in verdict.findings:
        if finding.rule.id == REVISED or not _is_to_be_looked_at(finding):
            continue
        words = "\n".join((words_of(finding.activation) or "", _sentence(finding)))
        step = finding.activation.step if finding.activation else WHOLE
        row = row_of(finding.rule.row or "")
        kept.setdefault((row, words), Found(row, finding.rule.id, words, step == WHOLE))
    return list(kept.values())


def _sentence(finding: Finding) -> str:
    """Of a citation, the sentence that it stands in."""
    sentence = finding.activation.fields.get("所在句") if finding.activation else None
    return sentence if isinstance(sentence, str) else ""


def row_of(row: str) -> str:
    """Rows of one kind count as one: B-10a is B-10."""
    return row.rstrip("abcd")


def measured(program: Program, group: str) -> dict[str, Count]:
    """The counts of each row over the documents of one group."""
    wanted = {name: asked for name, asked in labels().items() if name.startswith(group)}
    counts: dict[str, Count] = defaultdict(Count)
    for name, verdict in verdicts(program, list(wanted)):
        found = found_in(verdict)
        for each in found:
            count = counts[each.row]
            count.found += 1
            if any(_fits(each, label) for label in wanted[name]):
                count.right += 1
            else:
                count.misses.append(f"{name}: found by {each.rule}: {each.words[:60]}")
        for label in wanted[name]:
            count = counts[label.rows[0]]
            count.labelled += 1
            if any(_fits(each, label) for each in found):
                count.covered += 1
            else:
                count.misses.append(f"{name}: not found: {label.words or WHOLE}")
    return dict(counts)


def total(counts: dict[str, Count]) -> Count:
    """All rows together."""
    return Count(
        sum(c.found for c in counts.values()),
        sum(c.right for c in counts.values()),
        sum(c.labelled for c in counts.values()),
        sum(c.covered for c in counts.values()),
    )


def _path(name: str) -> Path:
    group, _, stem = name.partition("/")
    return next(path for form in FORMS if (path := GROUPS[group] / f"{stem}{form}").exists())


def _is_to_be_looked_at(finding: Finding) -> bool:
    return finding.state is State.VIOLATED or finding.suspected is not None


def _fits(found: Found, label: Label) -> bool:
    if found.row not in label.rows:
        return False
    return found.whole or label.words is None or narrow(label.words) in narrow(found.words)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--misses", action="store_true", help="print what was missed and what was too much")
    options = parser.parse_args()
    program, _ = load_library()
    for group in GROUPS:
        counts = measured(program, group)
        print(
            f"{group:12} {'found':>6} {'right':>6} {'labels':>7} {'covered':>8} {'precision':>10} {'recall':>7}"
        )
        for row in sorted(counts, key=lambda row: int(row.removeprefix("B-"))):
            print(_line(row, counts[row]))
        print(_line("all", total(counts)), end="\n\n")
        if options.misses:
            print("\n".join(miss for row in counts for miss in counts[row].misses), end="\n\n")


def _line(name: str, count: Count) -> str:
    return (
        f"{name:12} {count.found:6} {count.right:6} {count.labelled:7} {count.covered:8}"
        f" {count.precision:10.2f} {count.recall:7.2f}"
    )


if __name__ == "__main__":
    main()
