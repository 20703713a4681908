"""The table of requirements as text for a terminal, as Markdown and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from guiju.engine.diagnostics.text import Lang, Text, join, plain
from guiju.engine.diagnostics.words import word
from guiju.engine.pipeline.coverage import Coverage, Kind, Row, main_norm, words_of
from guiju.engine.report.layout.columns import columns, fill, pad
from guiju.engine.report.words.citation import cite, cite_all, norm_title, provisions
from guiju.engine.report.words.naming import Names
from guiju.engine.semantics.program import Citation, Norm, Program
from guiju.engine.textcase.values import PROCEDURE

WIDTH = 110

_HEADINGS = (
    Text("条目", "id"),
    Text("条款", "provision"),
    Text("用语", "says"),
    Text("强度", "strength"),
    Text("严重程度", "severity"),
    Text("由什么检查,或者为什么不能检查", "checked by, or why it cannot be checked"),
)
_WIDEST = (12, 22, 8, 12, 20)
_KINDS: dict[Kind, Text] = {
    "rule": Text("规则", "rule"),
    "exception": Text("例外", "exception"),
    "counts": Text("视为", "counts as"),
    "scope": Text("适用范围", "scope"),
}
_NOT_CHECKED = Text("不能检查", "not checked")
_TITLE = Text("要求对照表", "Requirements and the rules that check them")
_INTRO = Text(
    "随附规则包里的每一项要求,以及检查它的规则;不能检查的写明理由。本页由 `guiju coverage --format markdown` 生成。",
    "Every requirement of the shipped packs with the rules that check it, or the reason why it cannot be checked. "
    "Made by `guiju coverage --format markdown`.",
)


def coverage_text(table: Coverage, program: Program, lang: Lang) -> str:
    """The table with aligned columns, a heading for each pack and a line with the totals."""
    cells = [_cells(row, norm, program, lang) for _, rows, norm in _parts(table) for row in rows]
    heads = [h.in_lang(lang) for h in _HEADINGS]
    widths = [
        min(max(columns(heads[i]), *(columns(c[i]) for c in cells)) if cells else columns(heads[i]), most)
        for i, most in enumerate(_WIDEST)
    ]
    widths.append(max(WIDTH - sum(widths) - 2 * len(widths), 30))
    lines: list[str] = []
    for pack, rows, norm in _parts(table):
        lines += [_heading(pack, norm, program, lang), ""]
        lines += _wrapped(heads, widths)
        lines.append("  ".join("─" * w for w in widths))
        for row in rows:
            lines += _wrapped(_cells(row, norm, program, lang), widths)
        lines.append("")
    return "\n".join([*lines, total(table).in_lang(lang)]) + "\n"


def coverage_markdown(table: Coverage, program: Program, lang: Lang) -> str:
    """The same as a page: a table for each pack."""
    lines = [f"# {_TITLE.in_lang(lang)}", "", _INTRO.in_lang(lang), ""]
    for pack, rows, norm in _parts(table):
        lines += [f"## {_escaped(_heading(pack, norm, program, lang))}", ""]
        lines.append(_markdown_row(h.in_lang(lang) for h in _HEADINGS))
        lines.append("|" + "---|" * len(_HEADINGS))
        lines += [_markdown_row(_cells(row, norm, program, lang)) for row in rows]
        lines.append("")
    return "\n".join([*lines, total(table).in_lang(lang)]) + "\n"


def coverage_json(table: Coverage, program: Program) -> str:
    """The table as data, in both languages."""
    data = {
        "total": len(table.rows),
        "checked": table.checked,
        "not_checked": len(table.rows) - table.checked,
        "rules": table.rules,
        "rows": [_as_data(row, program) for row in table.rows],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def total(table: Coverage) -> Text:
    """How many requirements there are, how many of them are checked, by how many rules."""
    n, checked, rules = len(table.rows), table.checked, table.rules
    return Text(
        f"共 {n} 项要求:{checked} 项有 {rules} 条规则以及例外、视为、适用范围规则检查,{n - checked} 项不能检查。",
        f"{n} requirements: {checked} are checked, by {rules} rules and by exceptions, counts-as and scope rules; "
        f"{n - checked} cannot be checked.",
    )


# --- the cells ------------------------------------------------------------------------------------------------


def _parts(table: Coverage) -> Iterator[tuple[str, list[Row], str | None]]:
    """Each pack with its rows and the norm that most of them rest on."""
    for pack, rows in table.by_pack().items():
        yield pack, rows, main_norm(rows)


def _heading(pack: str, norm: str | None, program: Program, lang: Lang) -> str:
    title = program.packs[pack].title if pack in program.packs else plain(pack)
    if norm is not None:
        title += Text(":", ": ") + norm_title(norm, program.norms)
    return title.in_lang(lang)


def _cells(row: Row, norm: str | None, program: Program, lang: Lang) -> list[str]:
    pack = program.packs.get(row.pack)
    modality, strength, severity = words_of(row, pack is not None and PROCEDURE in pack.procedures)
    return [
        row.id,
        _provisions(row.basis, norm, program.norms).in_lang(lang),
        join(modality).in_lang(lang),
        join(strength).in_lang(lang),
        join(severity).in_lang(lang),
        _checked_by(row, Names(program)).in_lang(lang),
    ]


def _provisions(basis: Sequence[Citation], norm: str | None, norms: Mapping[str, Norm]) -> Text:
    """The provisions; those of the norm that the heading names without its title."""
    own = provisions([c for c in basis if c.norm == norm])
    others = [c for c in basis if c.norm != norm]
    parts = [own] if own.zh else []
    return join([*parts, *([cite_all(others, norms)] if others else [])], zh=";", en="; ")


def _checked_by(row: Row, names: Names) -> Text:
    parts = []
    for kind, label in _KINDS.items():
        found = [names.name(m.name) for m in row.means if m.kind == kind]
        if found:
            parts.append(label + Text(":", ": ") + join(found))
    if row.reason is not None:
        parts.append(
            _NOT_CHECKED + Text("(", " (") + word("unchecked", row.kind) + Text("):", "): ") + row.reason
        )
    return join(parts, zh=";", en="; ")


def _as_data(row: Row, program: Program) -> dict[str, Any]:
    return {
        "id": row.id,
        "pack": row.pack,
        "basis": [
            {
                "norm": c.norm,
                "article": c.article,
                **({"inserted": c.suffix} if c.suffix else {}),
                "paragraph": c.paragraph,
                "item": c.item,
                "sentence": c.sentence,
                **({"through": c.through[0]} if c.through else {}),
                "text": _both(cite(c, program.norms)),
            }
            for c in row.basis
        ],
        "checked_by": [
            {
                "kind": m.kind,
                "name": {"zh": m.name.zh, "en": m.name.en},
                "modality": m.modality,
                "strength": m.strength,
                "severity": m.severity,
            }
            for m in row.means
        ],
        "not_checked": {"kind": row.kind, "reason": _both(row.reason)} if row.reason is not None else None,
    }


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


# --- lines ----------------------------------------------------------------------------------------------------


def _wrapped(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    """A row of the table, as many lines high as its highest cell."""
    broken = [fill(cell, width) for cell, width in zip(cells, widths, strict=True)]
    height = max(len(lines) for lines in broken)
    return [
        "  ".join(
            pad(lines[i] if i < len(lines) else "", width)
            for lines, width in zip(broken, widths, strict=True)
        ).rstrip(" ")
        for i in range(height)
    ]


def _markdown_row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(_escaped(cell) for cell in cells) + " |"


def _escaped(cell: str) -> str:
    """A cell in which nothing ends the cell or becomes markup."""
    flat = " ".join(cell.split())
    return "".join(f"\\{c}" if c in "\\|`*_<[" else c for c in flat)
