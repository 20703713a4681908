"""The answer of a gate as one page for the file of the meeting: self-contained, without script, to be printed, with boxes
for the papers and lines to sign on."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from guiju.engine.diagnostics.text import Lang, Text, join, plain
from guiju.engine.plan.gate import Gate
from guiju.engine.report.gate_outline import PAPER_MARKS, gate_outline
from guiju.engine.report.html import environment, organ_line
from guiju.engine.report.naming import named, visible

if TYPE_CHECKING:
    from jinja2 import Template

_TITLE = Text("办理前核对单", "Checked before a step")
_RULES = Text("所用规则:", "Rules used: ")
_SIGNATURES = (Text("经办人", "Prepared by"), Text("审核人", "Checked by"), Text("日期", "Date"))
_BOXES = {PAPER_MARKS[True]: "there", PAPER_MARKS[False]: "missing", PAPER_MARKS[None]: "open"}


def gate_html(gate: Gate, lang: Lang) -> str:
    """The page, ending in a line end."""
    told = gate_outline(gate, lang)
    packs = [plain(named(f"{p.title.in_lang(lang)} {p.version}".strip())) for p in gate.verdict.packs]
    page = _template().render(
        lang="zh-CN" if lang == "zh" else "en",
        words={"title": _TITLE.in_lang(lang)},
        answer=gate.answer,
        outline=told,
        organ=organ_line(gate.verdict, lang),
        checklists=[s for s in told.sections if s.lines and {m for m, _ in s.lines} <= set(_BOXES)],
        boxes=_BOXES,
        rules=visible((_RULES + join(packs)).in_lang(lang)),
        signatures=[s.in_lang(lang) for s in _SIGNATURES],
        css=_css(),
    )
    return page + "\n"


@cache
def _template() -> Template:
    return environment().get_template("gate.html")


@cache
def _css() -> str:
    folder = files("guiju.engine.report")
    return "".join((folder / name).read_text("utf-8") for name in ("report.css", "gate.css"))
