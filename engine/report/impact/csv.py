"""What rests on a norm, as a table: one row for each place in a document, for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.portfolio.impact import Affected, Impact
from guiju.engine.portfolio.impact_advice import advice
from guiju.engine.report.impact.words import DOCUMENT_STATES, ROLES, WAYS
from guiju.engine.report.layout.csv_table import csv_table

_HEADINGS = (
    Text("题名", "title"),
    Text("文号", "number"),
    Text("状态", "state"),
    Text("依赖的方式", "way"),
    Text("经由", "through"),
    Text("位置", "place"),
    Text("所在", "role"),
    Text("原文", "words"),
    Text("怎么办", "to do"),
    Text("文件", "file"),
)


def impact_csv(impact: Impact, lang: Lang) -> str:
    rows = (row for each in impact.affected for row in _rows(each, impact, lang))
    return csv_table([heading.in_lang(lang) for heading in _HEADINGS], rows)


def _rows(each: Affected, impact: Impact, lang: Lang) -> Iterator[list[str]]:
    document = each.node.document
    for mention in each.mentions:
        yield [
            document.title,
            document.number or "",
            DOCUMENT_STATES[each.node.state].in_lang(lang),
            WAYS[each.way].in_lang(lang),
            " → ".join(each.path),
            mention.where,
            ROLES[mention.role].in_lang(lang),
            mention.words,
            advice(each, impact).in_lang(lang),
            document.file,
        ]
