"""Labelled lines of a proof as paragraphs of a paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.report.office.official import sentence
from guiju.engine.report.office.paper import Para
from guiju.engine.report.verdict.proof_parts import Part

_LABELS = {
    "suspected": Text("需核实", "To be looked at"),
    "unknown": Text("需补充", "To be supplied"),
    "cure": Text("改正措施", "To put it right"),
}
"""What a paper calls parts of a proof otherwise than a report on the screen."""


def parts_told(
    parts: Iterable[Part],
    lang: Lang,
    *,
    left_out: frozenset[str] = frozenset(),
    labels: Mapping[str, Text] = _LABELS,
) -> Iterator[Para]:
    """A paragraph for each part, its label before it; a part of several lines is as many paragraphs. `left_out` are keys
    of parts that are not told."""
    for part in parts:
        if part.key not in left_out:
            name = labels[part.key].in_lang(lang) if part.key in labels else part.label
            yield labelled(name, "\n".join(sentence(line, lang) for line in part.lines), lang)


def labelled(name: str, text: str, lang: Lang) -> Para:
    return Para(text, f"{name}：" if lang == "zh" else f"{name}: ")
