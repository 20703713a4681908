"""Parameters and definitions: values and conditions that rules use by name.

A pack of a lower layer may give a parameter of a higher one another value; who declares it first (the packs are
read from the upper layers down) settles its kind.
"""

from __future__ import annotations

from decimal import Decimal

from guiju.engine.case.duration import Duration
from guiju.engine.diagnostics.model import Diagnostic, Label
from guiju.engine.diagnostics.nearest import shown
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics.citing import Citing
from guiju.engine.semantics.clauses import Clauses
from guiju.engine.semantics.names import Definition, Table, as_name, as_text
from guiju.engine.semantics.program import Param, ParamValue
from guiju.engine.semantics.resolve_conditions import condition
from guiju.engine.semantics.resolve_operands import Around
from guiju.engine.semantics.vocabulary import Kind
from guiju.engine.syntax import tree as t
from msgspec.structs import replace

_KINDS: dict[str, Kind] = {"number": "number", "amount": "amount", "duration": "duration"}


class ParamResolver(Citing, frozen=True):
    """Resolves the parameters of one pack."""

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
        elif self._may_follow(known, literal, value):
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

    def _may_follow(self, known: Param, literal: t.Literal_, value: ParamValue) -> bool:
        """Each pack gives a parameter one value, of the kind it was declared with."""
        earlier = next((v for v in known.values if v.pack == self.pack), None)
        name = shown(known.name.zh)
        if earlier is not None and earlier.span is not None:
            label = Label(earlier.span, Text("先在这里声明", "first declared here"))
            message = Text(f"参数“{name}”重复声明", f"parameter '{name}' is declared twice")
            self.table.diagnostics.append(Diagnostic("P012", message, value.span, None, "error", (label,)))
            return False
        if literal.kind != known.kind:
            first = known.values[0].span
            labels = (Label(first, Text("在这里声明", "declared here")),) if first else ()
            message = Text(
                f"参数“{name}”的值种类与声明的不同",
                f"the value of parameter '{name}' is of another kind than declared",
            )
            self.table.diagnostics.append(Diagnostic("P011", message, literal.span, None, "error", labels))
            return False
        return True


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
    condition(table, Around(this=this, inside=(as_name(decl.name).zh,)), expr)
