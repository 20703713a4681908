"""What the formats for machines say of a finding, in one language: a sentence, and lines with basis and way out."""

from __future__ import annotations

from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.report.ci.model import CiFinding, CiRemark

_TOLD = ("basis", "suspected", "reviewed", "waiver", "unknown", "readings", "due", "cure", "redo")
_FAULT = Text("文件有问题", "problem in the file")


def sentence(finding: CiFinding, lang: Lang) -> str:
    """What it comes to, and why."""
    return f"{finding.word.in_lang(lang)}:{_gap(lang)}{finding.why.in_lang(lang)}"


def lines(finding: CiFinding, lang: Lang) -> list[str]:
    """The basis and what to do, one labelled line for each part; the proof in full is in the other formats."""
    told = (d for d in finding.details if d.key in _TOLD)
    return [
        f"{d.label.in_lang(lang)}:{_gap(lang)}{_separator(lang).join(t.in_lang(lang) for t in d.lines)}"
        for d in told
    ]


def message(found: CiFinding | CiRemark, lang: Lang) -> str:
    """All of it, on several lines."""
    if isinstance(found, CiRemark):
        return found.text.in_lang(lang)
    return "\n".join([sentence(found, lang), *lines(found, lang)])


def headline(found: CiFinding | CiRemark, lang: Lang) -> str:
    """A few words: state and rule; of a remark its title, or its code."""
    if isinstance(found, CiFinding):
        return found.title.in_lang(lang)
    if found.title is not None:
        return found.title.in_lang(lang)
    return f"{_FAULT.in_lang(lang)} ({found.code})"


def _gap(lang: Lang) -> str:
    return " " if lang == "en" else ""


def _separator(lang: Lang) -> str:
    return "; " if lang == "en" else ";"
