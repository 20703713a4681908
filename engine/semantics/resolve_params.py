"""Parameters and definitions: values and conditions that rules use by name.

A pack may give a parameter of one that it builds on (上位) another value; who declares it first (the packs are read
from the upper layers down) settles its kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from guiju.engine.case.duration import Duration
from guiju.engine.diagnostics.model import Diagnostic, Label, Span
from guiju.engine.diagnostics.nearest import shown
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics.citing import Citing
from guiju.engine.semantics.clauses import Clauses
from guiju.engine.semantics.layers import above
from guiju.engine.semantics.names import Definition, Table, as_name, as_text
from guiju.engine.semantics.program import Param, ParamValue
from guiju.engine.semantics.resolve_conditions import condition
from guiju.engine.semantics.resolve_operands import Around
from guiju.engine.semantics.vocabulary import Kind
from guiju.engine.syntax import tree as t
from msgspec.structs import replace

_KINDS: dict[str, Kind] = {"number": "number", "amount": "amount", "duration": "duration"}


class ParamResolver(Citing, frozen=True):
    """Resolves the parameters of one pack; `over` is, for each pack that builds on another, that other one."""

    over: Mapping[str, str] = {}

    def param(self, decl: t.Decl) -> None:
        """Declare a parameter, or give one of a higher pack the value that this pack says."""
        assert decl.name is not None
        clauses = Clauses(self.table, decl)
        literal: t.Literal_ = decl.head[0]
        value = ParamValue(
            self.pack,
            _value(literal),
            self.citations(clauses),
            as_text(clauses.arg("gist")),
            self.layers(clauses.arg("delegates", ())),
            decl.span,
        )
        known = self.table.params.get(decl.name.word.text)
        if known is None:
            self._declare(decl, _KINDS[literal.kind], value)
        elif self._named_as_declared(decl, known) and self._may_follow(known, literal, value):
            self.table.refer("parameter", decl.name.word, known.name, known.values[0].span)
            changed = replace(known, values=(*known.values, value))
            for spelling in known.name.spellings:
                self.table.params[spelling] = changed

    def _declare(self, decl: t.Decl, kind: Kind, value: ParamValue) -> None:
        assert decl.name is not None
        name = as_name(decl.name)
        self.table.refer_to_declared("parameter", decl.name, decl.span)
        for spelling in dict.fromkeys(name.spellings):
            if self.table.declare(Text("参数", "parameter"), spelling, decl.span):
                self.table.params[spelling] = Param(name, kind, (value,))

    def _named_as_declared(self, decl: t.Decl, known: Param) -> bool:
        """A pack that gives a parameter another value gives it no further names."""
        assert decl.name is not None
        more = next((w for w in decl.name.aliases if w.text not in known.name.spellings), None)
        if more is None:
            return True
        name = shown(known.name.zh)
        message = Text(
            f"参数“{name}”的名称在声明它的地方已经写定,这里不能再添“{shown(more.text)}”",
            f"the names of parameter '{name}' are settled where it is declared; '{shown(more.text)}' cannot be added",
        )
        self._clash("P012", message, more.span, known.values[0].span)
        return False

    def _may_follow(self, known: Param, literal: t.Literal_, value: ParamValue) -> bool:
        """Each pack gives a parameter one value, of the kind it was declared with."""
        earlier = next((v for v in known.values if v.pack == self.pack), None)
        name = shown(known.name.zh)
        if earlier is not None:
            message = Text(f"参数“{name}”重复声明", f"parameter '{name}' is declared twice")
            self._clash("P012", message, value.span, earlier.span)
            return False
        first = known.values[0]
        if first.pack not in above(self.pack, self.over):
            message = Text(
                f"参数“{name}”已由规则包“{shown(first.pack)}”声明",
                f"parameter '{name}' is declared by the pack '{shown(first.pack)}' already",
            )
            hint = Text(
                "只有以它为上位的规则包才能另定;不是同一个参数的,换个名称",
                "only a pack that builds on it ('over') may set another value; name another parameter otherwise",
            )
            self._clash("P012", message, value.span, first.span, hint)
            return False
        if literal.kind != known.kind:
            message = Text(
                f"参数“{name}”的值种类与声明的不同",
                f"the value of parameter '{name}' is of another kind than declared",
            )
            self._clash("P011", message, literal.span, first.span)
            return False
        if _hourly(first) is not _hourly(value):
            message = Text(
                f"参数“{name}”按小时计的仍按小时,不按小时计的不能改为小时",
                f"parameter '{name}': hours stay hours, and what is not in hours cannot be put in hours",
            )
            self._clash("P011", message, literal.span, first.span)
            return False
        return True

    def _clash(
        self, code: str, message: Text, span: Span | None, first: Span | None, hint: Text | None = None
    ) -> None:
        """An error that shows both places."""
        labels = (Label(first, Text("先在这里声明", "first declared here")),) if first is not None else ()
        self.table.diagnostics.append(Diagnostic(code, message, span, hint, "error", labels))


def _hourly(value: ParamValue) -> bool:
    return isinstance(value.value, Duration) and value.value.unit == "hour"


def _value(literal: t.Literal_) -> Duration | Decimal:
    if isinstance(literal.value, t.Dur):
        return Duration(literal.value.n, literal.value.unit)
    assert isinstance(literal.value, Decimal)
    return literal.value


def add_definition(table: Table, decl: t.Decl) -> None:
    """Declare a named condition; what it says is resolved once all names are known (`check_definition`)."""
    assert decl.name is not None
    expr, step = decl.head
    found = Definition(as_name(decl.name), expr, step, decl.span)
    table.refer_to_declared("definition", decl.name, decl.span)
    for spelling in dict.fromkeys(found.name.spellings):
        if table.declare(Text("定义", "definition"), spelling, decl.span):
            table.definitions[spelling] = found


def check_definition(table: Table, decl: t.Decl) -> None:
    """Everything wrong with a definition, whether it is used or not."""
    assert decl.name is not None
    expr, step = decl.head
    this = table.step(step) if step is not None else None
    condition(table, Around(this=this), expr)
