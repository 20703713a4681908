"""What rests on a norm, for a terminal: `guiju impact`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guiju.engine.diagnostics.text import Lang, Text, join
from guiju.engine.portfolio.citation_graph import DocumentNode
from guiju.engine.portfolio.impact import Affected, Impact, Resting
from guiju.engine.portfolio.impact_advice import advice
from guiju.engine.report.impact.words import DOCUMENT_STATES, WAYS, changed, quoted, standing, titled
from guiju.engine.report.layout.columns import columns, fill, pad
from guiju.engine.report.words.naming import named, visible

_WIDTH = 100
_INDENT = "  "
_TODO = Text("怎么办", "to do")


def impact_text(impact: Impact, lang: Lang) -> str:
    """Lines of at most 100 columns: the norm, what was looked at, the documents by the way they rest on it, the norms."""
    return "\n".join(_lines(impact, lang)) + "\n"


def _lines(impact: Impact, lang: Lang) -> Iterator[str]:
    head = [titled(impact.target), standing(impact.target), changed(impact.change)]
    said = join([part for part in head if part.zh], " ─ ", " ─ ")
    yield from fill(visible(said.in_lang(lang)), _WIDTH)
    yield _counted(impact).in_lang(lang)
    for way, title in WAYS.items():
        if found := [each for each in impact.affected if each.way == way]:
            yield ""
            yield _heading(title, len(found)).in_lang(lang)
            for each in found:
                yield from _affected(each, impact, lang)
    others: tuple[tuple[Text, Sequence[DocumentNode]], ...] = (
        (Text("只引它的其他条文", "cites other provisions of it only"), impact.elsewhere),
        (Text("只是废止它", "only repeals it"), impact.ending),
    )
    for title, nodes in others:
        if nodes:
            yield ""
            yield _heading(title, len(nodes)).in_lang(lang)
            yield from (line for node in nodes for line in _line(titled(node), lang))
    if impact.norms:
        yield ""
        yield _heading(
            Text("目录里以它为依据的规范", "norms of the catalogue based on it"), len(impact.norms)
        ).in_lang(lang)
        yield from (line for each in impact.norms for line in _line(_resting(each), lang))


def _counted(impact: Impact) -> Text:
    if not impact.looked:
        return Text(f"以 {impact.on} 看,没有给出文件", f"as of {impact.on}; no documents were given")
    count = len(impact.affected)
    return Text(
        f"以 {impact.on} 看,{impact.looked} 件文件里有 {count} 件依赖它",
        f"as of {impact.on}, {count} of {impact.looked} documents rest on it",
    )


def _heading(title: Text, count: int) -> Text:
    return Text(f"{title.zh}({count})", f"{title.en[0].upper()}{title.en[1:]} ({count})")


def _affected(each: Affected, impact: Impact, lang: Lang) -> Iterator[str]:
    title = titled(each.node)
    if each.node.state != "in force":
        title = join([title, DOCUMENT_STATES[each.node.state]], " · ", " · ")
    yield from _line(title, lang)
    rows = [*_words(each, lang), (_TODO.in_lang(lang), advice(each, impact).in_lang(lang))]
    width = max(columns(label) for label, _ in rows)
    for label, text in rows:
        yield from fill(visible(text), _WIDTH, f"{_INDENT * 2}{pad(label, width)}  ")


def _words(each: Affected, lang: Lang) -> Iterator[tuple[str, str]]:
    """What it says of the norm, or of what lies between, by place."""
    if each.path:
        between = join([quoted(title) for title in each.path], " → ", " → ")
        yield Text("经由", "through").in_lang(lang), between.in_lang(lang)
    for mention in each.mentions:
        yield visible(named(mention.where)), named(mention.words)


def _resting(each: Resting) -> Text:
    parts = [titled(each.node)]
    if each.node.found.state != "in force":
        parts.append(standing(each.node))
    if each.path:
        parts.append(Text("经", "through ") + join([quoted(title) for title in each.path]))
    return join(parts, " · ", " · ")


def _line(text: Text, lang: Lang) -> list[str]:
    return fill(visible(text.in_lang(lang)), _WIDTH, _INDENT, _INDENT * 2)
