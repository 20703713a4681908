"""What is wrong with files, for a terminal: place, message, the line itself with a caret, the way out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from guiju.engine.diagnostics.limits import ERRORS_SHOWN, EXCERPT_WIDTH, OUTPUT_CHARS
from guiju.engine.diagnostics.model import Diagnostic, Severity, Span, by_place
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Lang, Text, join
from guiju.engine.report.diagnostics.excerpt import excerpt
from guiju.engine.report.layout.columns import fill
from guiju.engine.report.words.naming import named, visible

KINDS: dict[Severity, Text] = {
    "error": Text("错误", "error"),
    "warning": Text("警告", "warning"),
    "note": Text("说明", "note"),
}
_COUNTED: dict[Severity, tuple[Text, Text]] = {
    "error": (Text("错误 {n} 处", "{n} error"), Text("错误 {n} 处", "{n} errors")),
    "warning": (Text("警告 {n} 处", "{n} warning"), Text("警告 {n} 处", "{n} warnings")),
    "note": (Text("说明 {n} 处", "{n} note"), Text("说明 {n} 处", "{n} notes")),
}
_GUTTER = "    │ "


def render_diagnostics(
    diagnostics: Sequence[Diagnostic],
    sources: Mapping[str, Source],
    lang: Lang,
    *,
    limit: int = ERRORS_SHOWN,
) -> str:
    """The errors, then the warnings, then the notes, each by place: at most `limit` of them and about `OUTPUT_CHARS`
    characters in all; how many of which kind are left out is said. `sources` are the files by the name in the spans;
    without one no line is quoted."""
    ordered = gravest_first(diagnostics)
    lines = _Lines(sources)
    blocks: list[str] = []
    room = OUTPUT_CHARS
    for diagnostic in ordered[:limit]:
        block = "\n".join(_block(diagnostic, lines, lang)) + "\n"
        if blocks and len(block) > room:
            break
        blocks.append(block if len(block) <= room else block[:room] + "…\n")
        room -= len(block)
    left = ordered[len(blocks) :]
    if left:
        blocks.append(_left_out(left).in_lang(lang) + "\n")
    return "".join(blocks)


def gravest_first(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Errors before warnings before notes; those of one severity by place."""
    ranks = list(KINDS)
    return sorted(by_place(diagnostics), key=lambda d: ranks.index(d.severity))


def _left_out(left: Sequence[Diagnostic]) -> Text:
    counts = [(kind, sum(1 for d in left if d.severity == kind)) for kind in KINDS]
    kinds = [_counted(kind, n) for kind, n in counts if n]
    n = len(left)
    return Text(f"另有 {n} 处未显示:", f"{n} more not shown: ") + join(kinds)


def _counted(kind: Severity, n: int) -> Text:
    one, many = _COUNTED[kind]
    words = one if n == 1 else many
    return Text(words.zh.format(n=n), words.en.format(n=n))


def headline(diagnostic: Diagnostic, lang: Lang) -> str:
    """Place, kind, code and message in one line."""
    kind = KINDS[diagnostic.severity].in_lang(lang)
    message = visible(diagnostic.message.in_lang(lang))
    return f"{_where(diagnostic.span)}{kind} {diagnostic.code} {message}"


class _Lines:
    """The lines of the files, each file split once."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources
        self._split: dict[str, list[str]] = {}

    def line(self, span: Span) -> str | None:
        source = self._sources.get(span.file)
        if source is None:
            return None
        lines = self._split.setdefault(span.file, source.text.split("\n"))
        return lines[span.line - 1] if 0 < span.line <= len(lines) else None


def _block(diagnostic: Diagnostic, lines: _Lines, lang: Lang) -> list[str]:
    out = fill(headline(diagnostic, lang), EXCERPT_WIDTH, rest="    ")
    if diagnostic.span:
        out += _quoted(diagnostic.span, lines, "^")
    for label in diagnostic.labels:
        message = _where(label.span) + visible(label.message.in_lang(lang))
        out += fill(message, EXCERPT_WIDTH, "  ─ ")
        out += _quoted(label.span, lines, "-")
    if diagnostic.hint:
        out += fill(visible(diagnostic.hint.in_lang(lang)), EXCERPT_WIDTH, "  → ")
    return out


def _quoted(span: Span, lines: _Lines, mark: str) -> list[str]:
    line = lines.line(span)
    if not line or span.whole_file:
        return []
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    text, marks = excerpt(line, span.column - 1, end, mark)
    return [_GUTTER + text, _GUTTER + marks]


def _where(span: Span | None) -> str:
    if span is None:
        return ""
    return f"{named(span.file)} " if span.whole_file else f"{named(span.file)}:{span.line}:{span.column} "
