"""What the pages of `guiju explain` share: the heading of a rule, and lines with labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.diagnostics.words import word
from guiju.engine.report.layout.columns import columns, fill, pad
from guiju.engine.report.words.naming import Names, named, visible
from guiju.engine.semantics.program import Rule

POWER = Text("这是一项权力,案卷里没有可判断的", "this is a power; a case cannot break it")
"""Said of a rule that gives no finding."""

_LABELS = {
    "says": Text("要求", "It asks"),
    "gist": Text("要旨", "In short"),
    "basis": Text("依据", "Basis"),
    "applies": Text("前提", "It applies if"),
    "weight": Text("强度", "Strength"),
    "suspected": Text("疑似", "Suspected"),
    "sorted_as": Text("归类", "Sorted as"),
    "versions": Text("施行", "In force"),
    "readings": Text("读法", "Readings"),
    "exceptions": Text("例外", "Exceptions"),
    "counts": Text("作不作数", "What counts"),
    "cure": Text("怎么办", "What to do"),
    "liability": Text("责任", "Liability"),
    "waiver": Text("放行", "Waiver"),
    "note": Text("说明", "Note"),
    "place": Text("出处", "Written in"),
    "examples": Text("案例", "Examples"),
}


def heading(rule: Rule, names: Names, lang: Lang) -> str:
    """Name, modality and row of a rule."""
    modality = word("modality", rule.modality)
    name = names.name(rule.name)
    title = Text(f"{modality.zh} {name.zh}", f"{name.en} ({modality.en})")
    row = f" [{named(rule.row)}]" if rule.row else ""
    return visible(title.in_lang(lang) + row)


def rows_of(rows: Mapping[str, Sequence[Text]], lang: Lang, width: int) -> list[str]:
    """Lines of at most `width` columns, the label (a key of the table above) before the first of each group."""
    label_width = max(columns(label.in_lang(lang)) for label in _LABELS.values()) + 2
    lines: list[str] = []
    for key, texts in rows.items():
        lead = "  " + pad(_LABELS[key].in_lang(lang), label_width)
        for i, text in enumerate(texts):
            blank = " " * columns(lead)
            lines += fill(visible(text.in_lang(lang)), width, blank if i else lead, blank)
    return lines
