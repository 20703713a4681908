"""What is declared where: the table the compiler resolves names against, and the errors for wrong ones."""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Iterable
from typing import Literal

from guiju.engine.diagnostics.model import Diagnostic, Label, Span
from guiju.engine.diagnostics.nearest import nearest, shown
from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.semantics.core import Cond
from guiju.engine.semantics.program import Norm, Param, Wording
from guiju.engine.semantics.vocabulary import LAYERS as LAYERS
from guiju.engine.semantics.vocabulary import FactDecl, Name, Procedure, StepDecl
from guiju.engine.syntax import tree as t
from guiju.engine.syntax.lookalikes import skeleton
from msgspec import Struct, field
from msgspec.structs import replace

RefKind = Literal[
    "step",
    "field",
    "fact",
    "value",
    "rule",
    "norm",
    "procedure",
    "pack",
    "definition",
    "parameter",
    "wording",
    "word",
]


class Reference(Struct, frozen=True):
    """A word in a pack that stands for something declared: what it is called, and where it is declared.

    `owner` is the step of a field, the field or fact of a value; `declares` marks the declaration itself. A
    `word` belongs to a fixed set of the language (levels, states, strengths).
    """

    span: Span
    kind: RefKind
    name: Name
    declared: Span | None = None
    owner: str = ""
    declares: bool = False


def resolved(references: Iterable[Reference]) -> tuple[Reference, ...]:
    """References in the order of their places, each with the place of the declaration it means."""
    found = sorted(references, key=lambda r: (r.span.file, r.span.line, r.span.column))
    declared = {(r.kind, r.name.zh, r.owner): r.declared for r in found if r.declares}
    return tuple(
        r if r.declared is not None else replace(r, declared=declared.get((r.kind, r.name.zh, r.owner)))
        for r in found
    )


class Definition(Struct, frozen=True):
    """A named condition as written: about a record of `step`, or about facts only (None)."""

    name: Name
    expr: t.Expr
    step: t.Word | None
    span: Span


class Table(Struct):
    """Everything declared in all files of a library, by every accepted spelling.

    `unusable` are the definitions that rest on themselves or are nested too deep; `resolved` keeps what a definition
    comes to, for each kind of place that uses it. `patterns` is how many patterns of text were read.
    """

    steps: dict[str, StepDecl] = field(default_factory=dict)
    facts: dict[str, FactDecl] = field(default_factory=dict)
    norms: dict[str, Norm] = field(default_factory=dict)
    procedures: dict[str, Procedure] = field(default_factory=dict)
    definitions: dict[str, Definition] = field(default_factory=dict)
    params: dict[str, Param] = field(default_factory=dict)
    wordings: dict[str, Wording] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    noted: set[Diagnostic] = field(default_factory=set)
    references: dict[tuple[str, int, int], Reference] = field(default_factory=dict)
    places: dict[tuple[str, str], Span] = field(default_factory=dict)
    looks: dict[tuple[str, str], str] = field(default_factory=dict)
    unusable: frozenset[str] = frozenset()
    resolved: dict[Hashable, Cond] = field(default_factory=dict)
    patterns: int = 0

    def error(self, code: str, message: Text, span: Span, hint: Text | None = None) -> None:
        """Note an error, once: a definition is resolved anew wherever it is used."""
        found = Diagnostic(code, message, span, hint)
        if found not in self.noted:
            self.noted.add(found)
            self.diagnostics.append(found)

    def refer(
        self, kind: RefKind, word: t.Word, name: Name, declared: Span | None = None, owner: str = ""
    ) -> None:
        """Note what a word stands for."""
        declares = declared is not None and _within(word.span, declared) and word.text in name.spellings
        at = (word.span.file, word.span.line, word.span.column)
        self.references[at] = Reference(word.span, kind, name, declared, owner, declares)

    def refer_to_declared(self, kind: RefKind, node: t.NameDecl, declared: Span, owner: str = "") -> None:
        """Note the words of a declaration itself."""
        name = as_name(node)
        for word in (node.word, *node.aliases):
            self.refer(kind, word, name, declared, owner)

    def declare(self, kind: Text, spelling: str, span: Span) -> bool:
        """Note a declaration; False (and an error with both places) when the name is taken."""
        key = (kind.en, spelling)
        taken = next((k for k in _sharing(kind) if (k.en, spelling) in self.places), None)
        if taken is not None:
            label = Label(self.places[taken.en, spelling], Text("先在这里声明", "first declared here"))
            name = shown(spelling)
            message = (
                Text(f"{kind.zh}“{name}”重复声明", f"{kind.en} '{name}' is declared twice")
                if taken == kind
                else Text(f"“{name}”已经是{taken.zh}的名称", f"'{name}' is the name of a {taken.en} already")
            )
            self.diagnostics.append(Diagnostic("P012", message, span, None, "error", (label,)))
            return False
        self.places[key] = span
        self._twins(kind, spelling, span)
        return True

    def _twins(self, kind: Text, spelling: str, span: Span) -> None:
        """An error for a name that only the eye takes for one that is declared already."""
        earlier = self.looks.setdefault((kind.en, skeleton(spelling)), spelling)
        if earlier != spelling:
            label = Label(self.places[(kind.en, earlier)], plain(_code_points(earlier, spelling)))
            message = Text(
                f"{kind.zh}“{shown(spelling)}”与“{shown(earlier)}”看上去相同,字符不同:{_code_points(spelling, earlier)}",
                f"{kind.en} '{shown(spelling)}' looks like '{shown(earlier)}' but differs in "
                f"{_code_points(spelling, earlier)}",
            )
            self.diagnostics.append(Diagnostic("P006", message, span, None, "error", (label,)))

    def unknown(self, kind: Text, word: t.Word, valid: Iterable[str], allowed: Text | None = None) -> None:
        """An error for a name nobody declared, with the nearest valid one and, of a fixed set, all `allowed`."""
        pool = list(valid)
        blank = _missing_blank(word.text, pool)
        if blank is not None:
            name = shown(word.text)
            message = Text(f"没有声明{kind.zh}“{name}”", f"no {kind.en} '{name}' is declared")
            self.error("P010", message, word.span, blank)
            return
        close = nearest(word.text, pool)
        hint = Text(f"是不是“{close[0]}”?", f"did you mean '{close[0]}'?") if close else None
        if allowed is not None:
            listed = Text("可以是:", "it can be: ") + allowed
            hint = hint + Text(" ", " ") + listed if hint else listed
        name = shown(word.text)
        self.error(
            "P010", Text(f"没有声明{kind.zh}“{name}”", f"no {kind.en} '{name}' is declared"), word.span, hint
        )

    def step(self, word: t.Word) -> StepDecl | None:
        found = self.steps.get(word.text)
        if found is None:
            self.unknown(Text("步骤", "step"), word, self.steps)
        else:
            self.refer("step", word, found.name, found.span)
        return found


_BARE = (Text("事实", "fact"), Text("定义", "definition"), Text("参数", "parameter"))
"""What a word by itself may mean in a condition: no two of these have one name."""


def _sharing(kind: Text) -> tuple[Text, ...]:
    """The kinds of declarations whose names one of this kind must not take, its own first."""
    return (kind, *(k for k in _BARE if k != kind)) if kind in _BARE else (kind,)


def _within(span: Span, outer: Span) -> bool:
    start, end = (outer.line, outer.column), (outer.end_line, outer.end_column)
    return span.file == outer.file and start <= (span.line, span.column) < end


def _missing_blank(name: str, valid: list[str]) -> Text | None:
    """A hint for a keyword run together with the name after it: 非情况紧急 is no 情况紧急."""
    for keyword in ("非", "载明", "本"):
        rest = name.removeprefix(keyword)
        if rest != name and rest in valid:
            return Text(f"“{keyword}”之后缺空格?", f"is a blank missing after '{keyword}'?")
    return None


def choose(table: Table, kind: Text, word: t.Word, names: Iterable[Name]) -> str | None:
    """The canonical Chinese name among a fixed set; an error with the nearest one otherwise."""
    pool = list(names)
    for name in pool:
        if word.text in name.spellings:
            table.refer("word", word, name)
            return name.zh
    table.unknown(kind, word, [s for n in pool for s in n.spellings], join([n.text for n in pool]))
    return None


def _code_points(name: str, other: str) -> str:
    """The characters of a name that the other one does not have, by code point."""
    own = dict.fromkeys(c for c in name if c not in other)
    return ", ".join(f"U+{ord(c):04X} {unicodedata.name(c, '')}".strip() for c in own)


def as_name(declared: t.NameDecl) -> Name:
    """Canonical Chinese name, English name (the first in brackets, else the same), further aliases."""
    aliases = [w.text for w in declared.aliases]
    return Name(declared.word.text, aliases[0] if aliases else declared.word.text, tuple(aliases[1:]))


def as_text(node: t.TextNode | None) -> Text | None:
    return Text(node.zh, node.en if node.en is not None else node.zh) if node else None


def procedures_named(table: Table, words: Iterable[t.Word]) -> tuple[str, ...]:
    """The canonical names of procedures; an unknown one is an error."""
    out: list[str] = []
    for word in words:
        found = table.procedures.get(word.text)
        if found is None:
            table.unknown(Text("程序", "procedure"), word, table.procedures)
        else:
            table.refer("procedure", word, found.name)
            out.append(found.name.zh)
    return tuple(out)
