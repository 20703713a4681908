"""The index of norms as a list to read, and where its hand-made part lies."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from guiju.engine.diagnostics.shipped import RULES
from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.norms.norm_entry import Known, NormEntry
from guiju.engine.norms.norm_files import CATALOGUE
from guiju.engine.norms.norm_index import NormIndex
from guiju.engine.report.layout.columns import columns, fill, pad

_WIDTH = 110
_HEADINGS = (
    Text("代号", "key"),
    Text("施行", "in force"),
    Text("条文", "articles"),
    Text("标题和文号", "title and number"),
)
_NONE = Text("无文本", "no text")
_UNVERIFIED = Text("* 凭记忆录入,未与任何文本核对", "* entered from memory, compared with no text")


def shipped_catalogue() -> Path:
    """The catalogue that ships with the rules."""
    return RULES / "norms" / CATALOGUE


def norms_text(index: NormIndex, lang: Lang) -> str:
    """Every norm of the index by key: the days it is in force (from, until), how many articles can be checked.

    What nobody has compared with a text is marked with an asterisk.

    Raises `Refused` if a file of the index is damaged.
    """
    entries = [entry for key in index.keys if (entry := index.get(key)) is not None]
    rows = [[h.in_lang(lang) for h in _HEADINGS], *(_cells(entry, lang) for entry in entries)]
    widths = [max(columns(row[i]) for row in rows) for i in range(3)]
    lead = sum(widths) + 2 * len(widths)
    lines: list[str] = []
    for row in rows:
        first = "".join(pad(cell, width) + "  " for cell, width in zip(row, widths, strict=False))
        lines += fill(row[3], _WIDTH, first, " " * lead)
    lines += [_UNVERIFIED.in_lang(lang), _total(entries).in_lang(lang)]
    return "\n".join(lines) + "\n"


def _cells(entry: NormEntry, lang: Lang) -> list[str]:
    number = f"({_marked(entry.number)})" if entry.number else ""
    articles = str(len(entry.articles)) if entry.articles else _NONE.in_lang(lang)
    return [entry.key, _in_force(entry, lang), articles, f"《{entry.title}》{number}"]


def _in_force(entry: NormEntry, lang: Lang) -> str:
    start, until = entry.in_force.start, entry.in_force.until
    if start is None and until is None:
        return Text("不详", "not known").in_lang(lang)
    if start is None or until is None:
        begun = Text(f"{_marked(start)} 起", f"from {_marked(start)}") if start else Text("", "")
        ended = Text(f"至 {_marked(until)} 前", f"until {_marked(until)}") if until else Text("", "")
        return (begun + ended).in_lang(lang)
    first, last = _marked(start), _marked(until)
    return Text(f"{first} 至 {last} 前", f"{first} until {last}").in_lang(lang)


def _marked(known: Known[str] | Known[date]) -> str:
    return f"{known.value}{'' if known.verified else '*'}"


def _total(entries: list[NormEntry]) -> Text:
    texts = sum(bool(entry.articles) for entry in entries)
    articles = sum(len(entry.articles) for entry in entries)
    return Text(
        f"共 {len(entries)} 件规范,其中 {texts} 件有文本,可核对 {articles} 条",
        f"{len(entries)} norms, {texts} of them with a text: {articles} articles can be checked",
    )
