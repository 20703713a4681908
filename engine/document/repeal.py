"""What a document repeals: documents that it names (《旧办法》同时废止), those of a list (下列文件同时废止), or whatever
contradicts it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from guiju.engine.document.citations import citations
from guiju.engine.document.cited import Cited
from guiju.engine.document.clause_lines import Clause, clauses
from guiju.engine.document.clauses import Repeal
from guiju.engine.document.grammar import words
from guiju.engine.document.tree import Document, Node

_LONGEST_GAP = 24
_LONGEST_BASIS = 4


def repeals(
    document: Document, cited: Sequence[Cited] | None = None, found: Sequence[Clause] | None = None
) -> tuple[Repeal, ...]:
    """The repeal clauses, which hold from when the document itself is in force. `cited` are the citations of the
    document and `found` its clauses, if they are at hand."""
    by_paragraph: dict[int, list[Cited]] = defaultdict(list)
    for each in citations(document) if cited is None else cited:
        if each.source.kind in ("title", "number", "named before") and each.source.part is None:
            by_paragraph[each.places[0].paragraph].append(each)
    reader = _Reader(by_paragraph)
    every = clauses(document) if found is None else found
    return tuple(repeal for clause in every for repeal in reader.read(clause))


class _Reader:
    def __init__(self, cited: dict[int, list[Cited]]) -> None:
        self._cited = cited
        self._listed_last: Node | None = None

    def read(self, clause: Clause) -> Iterator[Repeal]:
        part = clause.spot.part
        if clause.kind == "CONTRARY":
            yield Repeal(part, clause.text, clause.places, implied=True)
        elif clause.kind == "REPEALED":
            announced = any(word in "".join(clause.before) for word in words("list_announced"))
            targets = self._listed(clause.spot.node) if announced else self._before(clause)
            if targets:
                yield Repeal(part, clause.text, clause.places, tuple(targets))

    def _before(self, clause: Clause) -> list[Cited]:
        """The documents named in the sentence up to the word of repeal; none where that is told as something past."""
        line = clause.spot.line.text
        start = (clause.before[0].start_pos or 0) if clause.before else clause.start
        first, last = clause.spot.line.places(start, start + 1)[0], clause.places[0]
        found: list[Cited] = []
        for paragraph in dict.fromkeys((first.paragraph, last.paragraph)):
            here = self._cited.get(paragraph, [])
            begin = bisect_left(here, first.start, key=_start) if paragraph == first.paragraph else 0
            end = bisect_left(here, last.start, key=_start) if paragraph == last.paragraph else len(here)
            found += here[begin:end]
        targets: list[Cited] = []
        at = clause.start
        for each in reversed(found):
            begin = clause.spot.line.written.rfind(each.text, start, at)
            gap = line[begin + len(each.text) : at]
            if begin < 0 or len(gap) > _LONGEST_GAP or any(word in gap for word in words("not_repealing")):
                break
            at = begin
            if line[max(0, at - _LONGEST_BASIS) : at].endswith(words("basis")):
                break
            targets.insert(0, each)
        return targets

    def _listed(self, node: Node) -> list[Cited]:
        """The documents named in the list below the clause, for the first clause above it."""
        if node is self._listed_last:
            return []
        self._listed_last = node
        below = (place.paragraph for child in node.walk() if child is not node for place in child.places)
        return [each for paragraph in dict.fromkeys(below) for each in self._cited.get(paragraph, ())]


def _start(cited: Cited) -> int:
    return cited.places[0].start
