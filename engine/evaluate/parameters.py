"""Parameters by layer: which pack's value counts for a case, and the rules with that value in place.

The compiler puts the value of the declaring pack where a parameter is used. Of the packs that bind a case and give
a parameter a value, the one of the lowest layer counts (docs/semantics.md §3, parameters).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar, cast

from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.text import Text, plain
from guiju.engine.evaluate.binding import Binding
from guiju.engine.evaluate.finding import Finding, ParamUse
from guiju.engine.semantics.core import Duration, Lit
from guiju.engine.semantics.layers import above
from guiju.engine.semantics.program import Citation, ParamValue, Program, Rule
from guiju.engine.semantics.vocabulary import LAYERS, Name
from guiju.engine.semantics.walk import parameters
from msgspec import Struct
from msgspec.structs import replace

_RANKS = {layer.zh: rank for rank, layer in enumerate(LAYERS)}
_COMBINATIONS = 16
_LEAVES = (Text, Span, Name, Citation)
_T = TypeVar("_T")


def values_that_count(program: Program, bound: Sequence[Binding]) -> dict[str, ParamValue]:
    """{parameter: the value of the lowest layer that binds; of one layer that of the pack that builds on most others,
    then that of the pack whose name comes first; else the value of the pack that declares it}."""
    over = {p.id: p.over for p in program.packs.values() if p.over is not None}
    rank = {
        b.pack.id: (-_RANKS.get(b.pack.layer, -1), -len(above(b.pack.id, over)), b.pack.id) for b in bound
    }
    return {
        name: min(
            (v for v in param.values if v.pack in rank), key=lambda v: rank[v.pack], default=param.values[0]
        )
        for name, param in program.params.items()
    }


def with_values(program: Program, values: Mapping[str, ParamValue]) -> Program:
    """The program with these values in the place of those it was compiled with; itself where none differs.

    One combination of values gives one program: the cases of a run share it.
    """
    chosen = {name: program.params[name].values.index(value) for name, value in values.items()}
    changed = tuple((name, number) for name, number in chosen.items() if number)
    return _changed(_Same(program), changed) if changed else program


class _Same:
    """A program told from others by identity, since it holds mappings."""

    def __init__(self, program: Program) -> None:
        self.program = program

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.program is other.program

    def __hash__(self) -> int:
        return id(self.program)


@lru_cache(maxsize=_COMBINATIONS)
def _changed(same: _Same, chosen: tuple[tuple[str, int], ...]) -> Program:
    """The program with the values that stand at these places among those given for each parameter."""
    program = same.program
    changed = {name: program.params[name].values[number] for name, number in chosen}
    return replace(
        program,
        rules=substituted(program.rules, changed),
        exceptions=substituted(program.exceptions, changed),
        counts=substituted(program.counts, changed),
        scopes=substituted(program.scopes, changed),
    )


def substituted(node: _T, values: Mapping[str, ParamValue]) -> _T:
    """Any part of a program with the values put in; a part that uses no such parameter is the same object."""
    return cast(_T, _substituted(node, values))  # of the same type: only values inside it change


def _substituted(node: object, values: Mapping[str, ParamValue]) -> object:
    if isinstance(node, tuple):
        parts = tuple(_substituted(part, values) for part in node)
        return parts if any(a is not b for a, b in zip(parts, node, strict=True)) else node
    if not isinstance(node, Struct) or isinstance(node, _LEAVES):
        return node
    if isinstance(node, Duration | Lit) and node.param is not None and node.param in values:
        value = values[node.param].value
        if isinstance(node, Lit):
            return replace(node, value=value)
        return replace(value, param=node.param) if isinstance(value, Duration) else node
    changes: dict[str, Any] = {}
    for name in node.__struct_fields__:
        before = getattr(node, name)
        after = _substituted(before, values)
        if after is not before:
            changes[name] = after
    return replace(node, **changes) if changes else node


class ParamUses:
    """What the findings of one verdict say of the parameters they rest on."""

    def __init__(self, program: Program, values: Mapping[str, ParamValue]) -> None:
        self._program = program
        self._values = values
        self._of_version: dict[tuple[str, date | None], tuple[str, ...]] = {}

    def noted(self, finding: Finding) -> Finding:
        """The finding with the parameters of the version judged, and of the exceptions that were applied."""
        names = [*self._names(finding.rule, finding.proof.version_start)]
        for result in finding.proof.exceptions:
            if result.applied:
                exception = result.exception
                names += parameters((exception.when, exception.proof, exception.instead))
        if not names:
            return finding
        uses = tuple(self._use(n) for n in dict.fromkeys(names) if n in self._values)
        return replace(finding, proof=replace(finding.proof, parameters=uses))

    def _names(self, rule: Rule, start: date | None) -> tuple[str, ...]:
        key = (rule.id, start)
        if key not in self._of_version:
            judged = tuple(v.readings for v in rule.versions if v.start == start)
            found = parameters((rule.when, rule.every, judged))
            self._of_version[key] = tuple(dict.fromkeys(found))
        return self._of_version[key]

    def _use(self, name: str) -> ParamUse:
        value = self._values[name]
        pack = self._program.packs.get(value.pack)
        title = pack.title if pack is not None else plain(value.pack)
        declared = self._program.params[name]
        return ParamUse(declared.name.words, value.value, title, value.basis, declared.kind)
