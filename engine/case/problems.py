"""Collecting what is wrong with a case file, and the ways of wording it that all its readers share."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

from guiju.engine.case.codes import CODES
from guiju.engine.diagnostics import limits
from guiju.engine.diagnostics.model import Diagnostic, Label, Severity, Span
from guiju.engine.diagnostics.nearest import nearest, shown, suspicious
from guiju.engine.diagnostics.text import Text, join, plain
from msgspec import Struct, field


class Problems(Struct):
    """The diagnostics found so far, in the order they were found."""

    found: list[Diagnostic] = field(default_factory=list)
    _near: dict[tuple[str, int], list[str]] = field(default_factory=dict)

    def add(
        self,
        code: str,
        message: Text,
        span: Span | None,
        hint: Text | None = None,
        *,
        labels: tuple[Label, ...] = (),
        severity: Severity = "error",
    ) -> None:
        """Note one problem. KeyError for a code that is not in the table of codes."""
        if code not in CODES:
            raise KeyError(code)
        self.found.append(Diagnostic(code, message, span, hint, severity, labels))

    def hint(self, wrong: str, valid: Collection[str], otherwise: Text | None = None) -> Text | None:
        """A way out of a wrong name: characters that mislead the eye, then the nearest valid name, else
        `otherwise`. Comparing costs time: it ends after many more names than are ever shown."""
        parts = []
        odd = suspicious(wrong) + _blanks(wrong)
        if odd:
            listed = plain(", ".join(odd[:5]))
            parts.append(Text("含有看不见或形似的字符 ", "it holds misleading characters: ") + listed)
        for name in self._nearest(wrong, valid):
            parts.append(Text(f"是不是「{name}」?", f"did you mean “{name}”?"))
        return join(parts, ";", "; ") if parts else otherwise

    def _nearest(self, wrong: str, valid: Collection[str]) -> list[str]:
        key = (wrong, hash(tuple(valid)))
        if key not in self._near:
            if len(self._near) >= 4 * limits.ERRORS_SHOWN:
                return []
            self._near[key] = nearest(wrong, valid)
        return self._near[key]


def _blanks(text: str) -> list[str]:
    """Blanks that are no ASCII blank, and ASCII ones at either end, by name."""
    ends = text[:1] + text[-1:]
    found = dict.fromkeys(c for c in text if unicodedata.category(c) == "Zs" and (c != " " or c in ends))
    return [f"U+{ord(c):04X} {unicodedata.name(c)}" for c in found]


def quoted(text: str) -> Text:
    """A name from the file in the quotation marks of each language, safe to print and shortened."""
    safe = shown(text)
    return Text(f"「{safe}」", f"“{safe}”")


def listed(names: Collection[str | Text], limit: int = 12) -> Text:
    """Valid names in a row, each in one spelling or in those of both languages; a long list is cut with a count of the
    rest."""
    names = list(names)
    row = join([plain(n) if isinstance(n, str) else n for n in names[:limit]])
    rest = len(names) - limit
    return row + Text(f" 等 {len(names)} 个", f" and {rest} more") if rest > 0 else row
