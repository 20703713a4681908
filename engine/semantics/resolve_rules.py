"""Rules, exceptions, counts-as rules, scopes and rows that cannot be checked, with their citations checked."""

from __future__ import annotations

from datetime import date
from typing import Any

from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics import core
from guiju.engine.semantics.names import Table, as_name, as_text, choose
from guiju.engine.semantics.norm_index import NormIndex
from guiju.engine.semantics.program import (
    Citation,
    CountsRule,
    ExceptionRule,
    NotCheckable,
    Reading,
    Rule,
    ScopeRule,
    Version,
)
from guiju.engine.semantics.resolve_conditions import Around, condition
from guiju.engine.semantics.resolve_requirements import activation_of, requirement
from guiju.engine.semantics.vocabulary import Name, StepDecl
from guiju.engine.syntax import tree as t
from msgspec import Struct

_STRENGTHS = (
    Name("明文", "explicit"),
    Name("推论", "inferred"),
    Name("参照", "by_reference"),
    Name("存疑", "unsure", ("unverified",)),
)
_SEVERITIES = (Name("违反程序", "breach"), Name("瑕疵", "flaw"), Name("提示", "hint"))
_KINDS = (
    Name("权力", "power"),
    Name("机关义务", "duty_of_organ"),
    Name("责任", "liability"),
    Name("原则", "principle"),
    Name("其他", "other"),
)
_NO_NAME = Name("", "")


class Clauses:
    """The clauses of a declaration by role; a role that may stand once is reported when it stands twice."""

    _MANY = frozenset({"reading", "version", "conforming", "violating", "basis"})

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


class Resolver(Struct, frozen=True):
    """Resolves the declarations of one pack against the table of the whole library."""

    table: Table
    index: NormIndex
    pack: str

    # --- citations ------------------------------------------------------------------------------------

    def citations(self, clauses: Clauses, role: str = "basis") -> tuple[Citation, ...]:
        return tuple(self.citation(c) for clause in clauses.all(role) for c in clause.args[0])

    def citation(self, node: t.Cite) -> Citation:
        """A citation; an error when the norm is not declared or the provision does not exist."""
        key = node.norm.text
        if key not in self.table.norms:
            self.table.unknown(Text("规范", "norm"), node.norm, self.table.norms)
        elif self.table.norms[key].indexed:
            missing = self.index.check(key, node.article, node.paragraph, node.item, node.sentence)
            if missing is not None:
                self.table.error("P020", missing, node.span)
        return Citation(key, node.article, node.paragraph, node.item, node.sentence, node.span)

    def _basis(self, clauses: Clauses, decl: t.Decl) -> tuple[Citation, ...]:
        found = self.citations(clauses)
        if not found:
            self.table.error("P021", Text("没有写依据", "no basis is given"), decl.span)
        return found

    def _gist(self, clauses: Clauses, decl: t.Decl) -> Text:
        found = as_text(clauses.arg("gist"))
        if found is None:
            self.table.error("P022", Text("没有写要旨", "no gist is given"), decl.span)
        return found or Text("", "")

    # --- rules ----------------------------------------------------------------------------------------

    def rule(self, decl: t.Decl) -> Rule | None:
        assert decl.name is not None
        clauses = Clauses(self.table, decl)
        name = as_name(decl.name)
        if not self.table.declare(Text("规则", "rule"), name.zh, decl.span):
            return None
        written = self._first_requirement(clauses)
        step, when, period = self._activation(clauses, written)
        basis = self._basis(clauses, decl)
        versions = self._versions(clauses, step, basis, decl)
        strength: Any = self._chosen(clauses, "strength", Text("强度", "strength"), _STRENGTHS, "explicit")
        severity: Any = self._chosen(clauses, "severity", Text("严重程度", "severity"), _SEVERITIES, "breach")
        if decl.head[0] != "may":
            self._has_examples(clauses, decl)
        reference = clauses.all("reference")
        return Rule(
            name.zh,
            name,
            self.pack,
            decl.head[0],
            step.name.zh if step else None,
            period,
            when,
            versions,
            basis,
            self._gist(clauses, decl),
            clauses.arg("row"),
            strength,
            severity,
            as_text(clauses.arg("cure")),
            self._redo(clauses),
            as_text(clauses.arg("note")),
            self.citations(clauses, "liability"),
            self._reference(reference[0], step) if reference else None,
            decl.span,
        )

    def _first_requirement(self, clauses: Clauses) -> t.Requirement | None:
        """The requirement that may bring the activation with it: plain, or inside a version or reading."""
        parts: list[Any] = list(clauses.requirements)
        parts += [part for version in clauses.all("version") for part in version.args[2]]
        parts += clauses.all("reading")
        for part in parts:
            found = part if isinstance(part, t.Requirement) else part.args[4]
            if isinstance(found, t.Requirement):
                return found
        return None

    def _activation(
        self, clauses: Clauses, written: t.Requirement | None
    ) -> tuple[StepDecl | None, core.Cond, Any]:
        step: StepDecl | None = None
        conditions: list[core.Cond] = []
        each = clauses.arg("each")
        if each is not None:
            step = self.table.step(each.step)
            conditions.append(condition(self.table, Around(this=step), each.where))
            self._one_activation(written)
        elif written is not None:
            activated = activation_of(self.table, written)
            if activated is not None:
                step = activated.step
                conditions.append(activated.when)
        conditions.append(condition(self.table, Around(this=step), clauses.arg("when")))
        period = "year" if clauses.has("each_year") else "month" if clauses.has("each_month") else None
        real = [c for c in conditions if c != core.Const(True)]
        when = core.And(tuple(real)) if len(real) > 1 else real[0] if real else core.Const(True)
        return step, when, period

    def _one_activation(self, written: t.Requirement | None) -> None:
        short = written is not None and (written.form in ("precedes", "responds"))
        if written is not None and (short or (written.form == "lasts" and written.pattern is not None)):
            message = Text(
                "“每一”和简写各自说明针对哪个步骤,只能用一种",
                "'each' and a short form both say which step it is; use one",
            )
            self.table.error("P013", message, written.span)

    def _versions(
        self, clauses: Clauses, step: StepDecl | None, basis: tuple[Citation, ...], decl: t.Decl
    ) -> tuple[Version, ...]:
        otherwise = clauses.arg("otherwise")
        plain = self._readings(clauses.requirements[:1] + clauses.all("reading"), step, otherwise)
        out = []
        for clause in clauses.all("version"):
            start, until, body = clause.args
            readings = self._readings(list(body), step, otherwise) if body else plain
            out.append(Version(start, until, readings))
        if not out:
            start, until = self._in_force(basis)
            out.append(Version(start, until, plain))
        if any(not v.readings for v in out):
            if decl.head[0] == "may":
                return ()
            self.table.error("P023", Text("规则没有写要求", "the rule has no requirement"), decl.span)
        return tuple(sorted((v for v in out if v.readings), key=lambda v: v.start or date.min))

    def _in_force(self, basis: tuple[Citation, ...]) -> tuple[date | None, date | None]:
        """A rule without versions of its own is in force while its first-cited norm is."""
        norm = self.table.norms.get(basis[0].norm) if basis else None
        return (norm.in_force, norm.until) if norm else (None, None)

    def _readings(self, parts: list[Any], step: StepDecl | None, otherwise: Any) -> tuple[Reading, ...]:
        out: list[Reading] = []
        for part in parts:
            if isinstance(part, t.Requirement):
                out.append(Reading(_NO_NAME, self._whole(part, step, otherwise)))
                continue
            name, default, basis, gist, req = part.args
            cited = tuple(self.citation(c) for c in basis)
            out.append(
                Reading(as_name(name), self._whole(req, step, otherwise), default, cited, as_text(gist))
            )
        named = [p for p in parts if isinstance(p, t.Clause)]
        if named and sum(r.default for r in out) != 1:
            message = Text(
                "几种解释里要有且只有一种标为“默认”",
                "one of the readings, and only one, must be marked default",
            )
            self.table.error("P024", message, named[0].span)
        return tuple(out)

    def _whole(self, req: t.Requirement, step: StepDecl | None, otherwise: Any) -> core.Req:
        first = requirement(self.table, step, req)
        if otherwise is None:
            return first
        return core.OrElse(first, requirement(self.table, step, otherwise))

    def _redo(self, clauses: Clauses) -> str | None:
        word = clauses.arg("redo")
        step = self.table.step(word) if word is not None else None
        return step.name.zh if step else None

    def _reference(self, clause: t.Clause, step: StepDecl | None) -> core.Point | None:
        window = requirement(
            self.table,
            step,
            t.Requirement(
                "forbid",
                clause.span,
                pattern=t.Pattern(t.Word(next(iter(self.table.steps)), clause.span), None, clause.span),
                direction="after",
                point=clause.args[0],
            ),
        )
        return window.window.this_point if isinstance(window, core.Forbid) else None

    def _chosen(self, clauses: Clauses, role: str, kind: Text, names: tuple[Name, ...], default: str) -> str:
        word = clauses.arg(role)
        zh = choose(self.table, kind, word, names) if word is not None else None
        return next((n.en for n in names if n.zh == zh), default)

    def _has_examples(self, clauses: Clauses, decl: t.Decl) -> None:
        for role, zh, en in (("conforming", "合例", "conforming"), ("violating", "违例", "violating")):
            if not clauses.has(role):
                message = Text(f"规则没有{zh}", f"the rule has no {en} example")
                self.table.error("P025", message, decl.span)

    # --- the others -----------------------------------------------------------------------------------

    def exception(
        self, decl: t.Decl, steps: dict[str, StepDecl | None], ids: dict[str, str]
    ) -> ExceptionRule | None:
        """An exception; `steps` gives the activating step, `ids` the id of each rule and exception it may name."""
        assert decl.name is not None
        clauses = Clauses(self.table, decl)
        name = as_name(decl.name)
        targets = []
        for word in decl.head[0]:
            if word.text in steps:
                targets.append(ids[word.text])
            else:
                self.table.unknown(Text("规则", "rule"), word, steps)
        step = next((steps[w.text] for w in decl.head[0] if w.text in steps), None)
        around = Around(this=step)
        instead = clauses.arg("instead")
        proof = clauses.arg("proof")
        return ExceptionRule(
            name.zh,
            name,
            self.pack,
            tuple(targets),
            condition(self.table, around, clauses.arg("when")),
            self._basis(clauses, decl),
            self._gist(clauses, decl),
            condition(self.table, around, proof) if proof is not None else None,
            requirement(self.table, step, instead) if instead is not None else None,
            int(clauses.arg("priority", 0)),
            clauses.arg("row"),
            decl.span,
        )

    def counts(self, decl: t.Decl) -> CountsRule | None:
        assert decl.name is not None
        clauses = Clauses(self.table, decl)
        name = as_name(decl.name)
        record = clauses.all("counted_record")
        if not record:
            self.table.error(
                "P023", Text("没有写针对哪种记录", "it does not say which record it is about"), decl.span
            )
            return None
        found = [self.table.step(w) for w in record[0].args]
        if any(s is None for s in found):
            return None
        steps = [s for s in found if s is not None]
        step = steps[0]
        unless = clauses.arg("unless_done")
        return CountsRule(
            name.zh,
            name,
            self.pack,
            step.name.zh,
            decl.head[0],
            condition(self.table, Around(this=step), clauses.arg("when")),
            self._basis(clauses, decl),
            self._gist(clauses, decl),
            steps[1].name.zh if len(steps) > 1 else None,
            requirement(self.table, step, unless) if unless is not None else None,
            clauses.arg("row"),
            decl.span,
        )

    def scope(self, decl: t.Decl) -> ScopeRule:
        assert decl.name is not None
        clauses = Clauses(self.table, decl)
        name = as_name(decl.name)
        return ScopeRule(
            name.zh,
            name,
            self.pack,
            condition(self.table, Around(), clauses.arg("when")),
            self._basis(clauses, decl),
            self._gist(clauses, decl),
            clauses.arg("row"),
            decl.span,
        )

    def unchecked(self, decl: t.Decl) -> NotCheckable:
        clauses = Clauses(self.table, decl)
        reason = as_text(clauses.arg("reason"))
        if reason is None:
            self.table.error("P022", Text("没有写理由", "no reason is given"), decl.span)
        kind = self._chosen(clauses, "kind", Text("类别", "kind"), _KINDS, "other")
        return NotCheckable(
            decl.head[0].text,
            self.pack,
            self._basis(clauses, decl),
            kind,
            reason or Text("", ""),
        )
