"""The answer of a gate as one page for the file of the meeting: self-contained, without script, to be printed, with boxes
for the papers and lines to sign on."""

from __future__ import annotations

from guiju.engine.diagnostics.text import Lang, Text, join, plain
from guiju.engine.plan.gate import Gate
from guiju.engine.report.gate.outline import PAPER_MARKS, gate_outline
from guiju.engine.report.layout.page import style, template
from guiju.engine.report.verdict.html import organ_line
from guiju.engine.report.words.naming import named, visible

_TITLE = Text("办理前核对单", "Checked before a step")
_RULES = Text("所用规则:", "Rules used: ")
_SIGNATURES = (Text("经办人", "Prepared by"), Text("审核人", "Checked by"), Text("日期", "Date"))
_BOXES = {PAPER_MARKS[True]: "there", PAPER_MARKS[False]: "missing", PAPER_MARKS[None]: "open"}


def gate_html(gate: Gate, lang: Lang) -> str:
    """The page, ending in a line end."""
    told = gate_outline(gate, lang)
    packs = [plain(named(f"{p.title.in_lang(lang)} {p.version}".strip())) for p in gate.verdict.packs]
    page = template("gate.html").render(
        lang="zh-CN" if lang == "zh" else "en",
        words={"title": _TITLE.in_lang(lang)},
        answer=gate.answer,
        outline=told,
        organ=organ_line(gate.verdict, lang),
        checklists=[s for s in told.sections if s.lines and {m for m, _ in s.lines} <= set(_BOXES)],
        boxes=_BOXES,
        rules=visible((_RULES + join(packs)).in_lang(lang)),
        signatures=[s.in_lang(lang) for s in _SIGNATURES],
        css=style("report.css", "gate.css"),
    )
    return page + "\n"
