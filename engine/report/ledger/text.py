"""A ledger as text: what is wrong with it, then what was read, a line for each document."""

from __future__ import annotations

from collections.abc import Sequence

from guiju.engine.diagnostics.model import has_errors
from guiju.engine.diagnostics.nearest import shown
from guiju.engine.diagnostics.text import Lang, Text, plain
from guiju.engine.ledger.columns import results
from guiju.engine.ledger.model import Ledger, Row
from guiju.engine.report.diagnostics.text import render_diagnostics
from guiju.engine.report.layout.columns import columns, fill, pad

_NO_END = Text("长期", "no end")


def render_ledger(ledger: Ledger, lang: Lang, width: int = 100) -> str:
    """Ends in a line end."""
    said = render_diagnostics(ledger.diagnostics, {}, lang) if ledger.diagnostics else ""
    lines = [*([""] if said else []), *_documents(ledger.rows, lang, width), _summary(ledger).in_lang(lang)]
    return said + "\n".join(lines).lstrip("\n" if not said else "") + "\n"


def _documents(rows: Sequence[Row], lang: Lang, width: int) -> list[str]:
    if not rows:
        return []
    leads = [f"{row.row}" for row in rows]
    days = [_days(row).in_lang(lang) for row in rows]
    wide, wide_days = max(map(len, leads)), max(map(columns, days))
    lines = []
    for row, lead, when in zip(rows, leads, days, strict=True):
        title = shown(row.title.value, 200) if row.title else "?"
        number = f" {shown(row.number.value)}" if row.number else ""
        result = f" [{results()[row.result.value].text.in_lang(lang)}]" if row.result else ""
        first = f"  {pad(lead, wide, right=True)}  {pad(when, wide_days)}  "
        lines += fill(title + number + result, width, first)
    return lines


def _days(row: Row) -> Text:
    """From when to when it is in force, as far as that is stated."""
    first = plain(str(row.effective.value)) if row.effective else plain("?")
    if row.last_day is not None:
        return first + plain(f" – {row.last_day.value}")
    return first + plain(" – ") + (_NO_END if row.unlimited else plain("?"))


def _summary(ledger: Ledger) -> Text:
    name = shown(ledger.name, 200)
    if ledger.sheet is None:
        return Text(f"{name}:没有读出台账", f"{name}: no ledger was read")
    n = len(ledger.rows)
    documents = Text(f"{n} 份文件", "1 document" if n == 1 else f"{n} documents")
    sheet = shown(ledger.sheet)
    where = Text(
        f"(工作表「{sheet}」,表头在第 {ledger.header} 行)",
        f" (sheet “{sheet}”, heading in row {ledger.header})",
    )
    end = (
        Text(";有错误,改好后再用", "; mend the errors before it is used")
        if has_errors(ledger.diagnostics)
        else Text(";没有错误", "; no errors")
    )
    return plain(f"{name}: ") + documents + where + end
