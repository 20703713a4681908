"""Several files in one table: the answer for each, requirements by state, exit codes, totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from guiju.engine.diagnostics.model import Diagnostic, by_place
from guiju.engine.diagnostics.text import Lang, Text, plain
from guiju.engine.evaluate.finding import State, Verdict
from guiju.engine.report.layout.columns import clip_front, columns, fill, pad
from guiju.engine.report.verdict.result import FileResult, run_exit_code
from guiju.engine.report.words.headline import (
    Kind,
    counts_text,
    kind_word,
    open_kinds,
    requirements_by_kind,
    waived_requirements,
)
from guiju.engine.report.words.naming import behind, named, visible
from guiju.engine.report.words.suspicion import waits
from guiju.engine.report.words.waivers import WAIVED

_ALWAYS = ((State.VIOLATED, False), (State.UNKNOWN, False), (State.PENDING, False))
_UNREADABLE = Text("读不了", "unreadable")
_CLEAR = Text("没有违反", "nothing violated")
_NO_RULE = Text("无规则适用", "no rule applies")
_HEADINGS = (Text("文件", "file"), Text("结论", "answer"))
_EXIT = Text("退出码", "exit")
_GAP = "  "


def render_summary(rows: Sequence[FileResult], lang: Lang, *, width: int = 100) -> str:
    """An aligned table of the files and a line of totals. A file that could not be read is a row without
    counts, followed by its first error."""
    counts = _counts(rows)
    used = open_kinds((*_ALWAYS, *(kind for count in counts if count for kind in count)))
    waived = [waived_requirements(r.verdict.findings) if r.verdict else None for r in rows]
    signed = [WAIVED] if any(waived) else []
    heads = [t.in_lang(lang) for t in (*map(kind_word, used), *signed, _EXIT)]
    verdicts = [verdict_word(r.verdict).in_lang(lang) for r in rows]
    files = [visible(named(r.file)) for r in rows]
    number_columns = [max(columns(h), 4) for h in heads]
    second = max(columns(v) for v in [*verdicts, _HEADINGS[1].in_lang(lang)])
    rest = sum(n + len(_GAP) for n in number_columns) + second + len(_GAP)
    longest = max(columns(f) for f in [*files, _HEADINGS[0].in_lang(lang)])
    first = max(min(longest, width - rest), 12)

    def row(file: str, answer: str, cells: Sequence[str]) -> str:
        numbers = [pad(c, n, right=True) for c, n in zip(cells, number_columns, strict=True)]
        return _GAP.join([pad(clip_front(file, first), first), pad(answer, second), *numbers])

    lines = [row(_HEADINGS[0].in_lang(lang), _HEADINGS[1].in_lang(lang), heads)]
    lines.append("─" * min(first + rest, width))
    for result, file, answer, count, n in zip(rows, files, verdicts, counts, waived, strict=True):
        cells = [str(count[s]) if count is not None else "-" for s in used]
        cells += ["-" if n is None else str(n) for _ in signed]
        lines.append(row(file, answer, [*cells, str(result.exit_code)]))
        if count is None:
            lines += fill(_first_error(result, lang), width, "    ")
    lines += fill(_totals(rows, counts, sum(n or 0 for n in waived)).in_lang(lang), width)
    return "\n".join(lines) + "\n"


def verdict_word(verdict: Verdict | None) -> Text:
    """The worst thing that can be said of a file, in one word."""
    if verdict is None:
        return _UNREADABLE
    states = {f.state for f in verdict.findings}
    for state in (State.VIOLATED, State.DOOMED, State.UNKNOWN):
        if state in states:
            found = [f for f in verdict.findings if f.state is state]
            told = kind_word((state, all(waits(f) for f in found)))
            return behind(told, WAIVED if all(f.waived for f in found) else plain(""))
    return _CLEAR if states - {State.NOT_APPLICABLE} else _NO_RULE


def totals(rows: Sequence[FileResult]) -> Text:
    """All files in one line: how many, requirements by state, the exit code of the run."""
    return _totals(
        rows, _counts(rows), sum(waived_requirements(r.verdict.findings) for r in rows if r.verdict)
    )


def _first_error(result: FileResult, lang: Lang) -> str:
    """Line, column, code and message of the first error (of the first diagnostic if none is an error)."""
    ordered: list[Diagnostic] = by_place(result.diagnostics)
    errors = [d for d in ordered if d.severity == "error"] or ordered
    if not errors:
        return Text("原因未记录", "no reason recorded").in_lang(lang)
    first = errors[0]
    where = f"{first.span.line}:{first.span.column} " if first.span else ""
    return f"{where}{first.code} {visible(first.message.in_lang(lang))}"


def _counts(rows: Sequence[FileResult]) -> list[Counter[Kind] | None]:
    return [requirements_by_kind(r.verdict.findings) if r.verdict else None for r in rows]


def _totals(rows: Sequence[FileResult], counts: Sequence[Counter[Kind] | None], waived: int) -> Text:
    total = sum((c for c in counts if c), Counter[Kind]())
    unread = sum(c is None for c in counts)
    parts = [Text(f"共 {len(rows)} 个文件", f"{len(rows)} file" + ("" if len(rows) == 1 else "s"))]
    if unread:
        parts.append(Text(f"{unread} 个读不了", f"{unread} unreadable"))
    stated = counts_text(total)
    if stated.zh:
        parts.append(stated)
        if waived:
            parts.append(Text(f"其中已放行 {waived} 项", f"{waived} of them waived"))
    elif rows and not unread:
        clear = any(state is not State.NOT_APPLICABLE for state, _ in total)
        parts.append(_CLEAR if clear else _NO_RULE)
    code = run_exit_code(rows)
    parts.append(Text(f"退出码 {code}", f"exit {code}"))
    return Text(":".join([parts[0].zh, " · ".join(p.zh for p in parts[1:])]), " · ".join(p.en for p in parts))
