"""The editor's answers in the words of the Language Server Protocol."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from guiju.engine.diagnostics.model import Diagnostic, Span
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Lang
from guiju.engine.editor.completion import Item
from guiju.engine.editor.hover import Hover
from guiju.engine.editor.positions import Encoding, column_at, lines_of, units_before
from guiju.engine.editor.symbols import Symbol
from lsprotocol import types
from pygls.uris import from_fs_path

_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "note": types.DiagnosticSeverity.Information,
}
_ITEMS = {
    "step": types.CompletionItemKind.Event,
    "field": types.CompletionItemKind.Field,
    "fact": types.CompletionItemKind.Variable,
    "value": types.CompletionItemKind.EnumMember,
    "rule": types.CompletionItemKind.Class,
    "norm": types.CompletionItemKind.Reference,
    "procedure": types.CompletionItemKind.Module,
    "pack": types.CompletionItemKind.Module,
    "definition": types.CompletionItemKind.Function,
    "parameter": types.CompletionItemKind.Constant,
    "wording": types.CompletionItemKind.Constant,
    "word": types.CompletionItemKind.EnumMember,
    "keyword": types.CompletionItemKind.Keyword,
    "provision": types.CompletionItemKind.Reference,
    "key": types.CompletionItemKind.Property,
}
_SYMBOLS = {
    "pack": types.SymbolKind.Package,
    "norm": types.SymbolKind.File,
    "procedure": types.SymbolKind.Module,
    "step": types.SymbolKind.Event,
    "fact": types.SymbolKind.Variable,
    "define": types.SymbolKind.Function,
    "param": types.SymbolKind.Constant,
    "wording": types.SymbolKind.Constant,
    "rule": types.SymbolKind.Class,
    "exception": types.SymbolKind.Class,
    "counts": types.SymbolKind.Class,
    "scope": types.SymbolKind.Class,
    "unchecked": types.SymbolKind.Null,
    "example": types.SymbolKind.Method,
}

Located = Callable[[str], tuple[str, Source | None]]
"""The URI of the file of a span and, if it is at hand, its text."""


class Converter:
    """Converts for one client: in its language, counting columns as it does."""

    def __init__(self, language: Lang, encoding: Encoding) -> None:
        self._language = language
        self._encoding = encoding

    def place(self, source: Source, position: types.Position) -> tuple[int, int]:
        """Line and column (from 1, in characters) of a position."""
        lines = lines_of(source)
        line = min(position.line, len(lines) - 1)
        return line + 1, column_at(lines[line], position.character, self._encoding)

    def range(self, source: Source | None, span: Span) -> types.Range:
        """A stretch of a text; without the text, columns are taken as they are."""
        return types.Range(
            self._position(source, span.line, span.column),
            self._position(source, span.end_line, span.end_column),
        )

    def location(self, span: Span, located: Located) -> types.Location:
        uri, source = located(span.file)
        return types.Location(uri, self.range(source, span))

    def diagnostic(self, found: Diagnostic, source: Source | None, located: Located) -> types.Diagnostic:
        message = found.message.in_lang(self._language)
        if found.hint is not None:
            message += "\n" + found.hint.in_lang(self._language)
        related = [
            types.DiagnosticRelatedInformation(
                self.location(label.span, located), label.message.in_lang(self._language)
            )
            for label in found.labels
        ]
        span = found.span or Span("", 1, 1, 1, 1)
        return types.Diagnostic(
            self.range(source, span),
            message,
            severity=_SEVERITIES[found.severity],
            code=found.code,
            source="guiju",
            related_information=related or None,
        )

    def items(
        self, items: Iterable[Item], source: Source, line: int, column: int
    ) -> list[types.CompletionItem]:
        end = self._position(source, line, column)
        return [
            types.CompletionItem(
                item.label,
                kind=_ITEMS[item.kind],
                detail=item.detail.in_lang(self._language),
                documentation=self._markdown(item.about.in_lang(self._language)) if item.about else None,
                sort_text=f"{item.rank:05}",
                filter_text=item.label,
                text_edit=types.TextEdit(
                    types.Range(self._position(source, line, column - item.prefix), end),
                    item.insert or item.label,
                ),
            )
            for item in items
        ]

    def hover(self, found: Hover, source: Source) -> types.Hover:
        return types.Hover(self._markdown(found.text.in_lang(self._language)), self.range(source, found.span))

    def symbol(self, found: Symbol, source: Source) -> types.DocumentSymbol:
        return types.DocumentSymbol(
            found.name.in_lang(self._language),
            _SYMBOLS[found.kind],
            self.range(source, found.span),
            self.range(source, found.name_span),
            detail=found.name.zh if self._language == "en" else found.name.en,
            children=[self.symbol(inner, source) for inner in found.children],
        )

    def _position(self, source: Source | None, line: int, column: int) -> types.Position:
        lines = lines_of(source) if source is not None else ()
        text = lines[line - 1] if line <= len(lines) else " " * column
        return types.Position(line - 1, units_before(text, column, self._encoding))

    def _markdown(self, text: str) -> types.MarkupContent:
        return types.MarkupContent(types.MarkupKind.Markdown, text)


def uri_of(path: Path) -> str:
    """The address of a file."""
    return from_fs_path(str(path)) or path.as_uri()
