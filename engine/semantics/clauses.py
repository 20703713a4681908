"""The clauses of a declaration, by role."""

from __future__ import annotations

from typing import Any

from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics.names import Table
from guiju.engine.syntax import tree as t


class Clauses:
    """The clauses of a declaration by role; a role that may stand once is reported when it stands twice."""

    _MANY = frozenset({"reading", "version", "conforming", "violating", "basis", "by_reference", "read_as"})

    def __init__(self, table: Table, decl: t.Decl) -> None:
        self._by_role: dict[str, list[t.Clause]] = {}
        self.requirements = [c for c in decl.clauses if isinstance(c, t.Requirement)]
        for clause in decl.clauses:
            if not isinstance(clause, t.Clause):
                continue
            earlier = self._by_role.setdefault(clause.role, [])
            if earlier and clause.role not in self._MANY:
                table.error("P015", Text("这一项写了两次", "this clause stands twice"), clause.span)
            earlier.append(clause)
        for extra in self.requirements[1:]:
            message = Text(
                "一条规则只能有一个要求(可用“全部”“任一”合并)",
                "a rule has one requirement (join several by all_of, any_of)",
            )
            table.error("P015", message, extra.span)

    def all(self, role: str) -> list[t.Clause]:
        return self._by_role.get(role, [])

    def arg(self, role: str, default: Any = None) -> Any:
        found = self.all(role)
        return found[0].args[0] if found and found[0].args else default

    def has(self, role: str) -> bool:
        return role in self._by_role
