"""Rules: activation, versions, readings, and what a finding will say about them."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from guiju.engine.case.duration import Duration
from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics import core
from guiju.engine.semantics.citing import Citing
from guiju.engine.semantics.clauses import Clauses
from guiju.engine.semantics.in_force import in_force
from guiju.engine.semantics.names import as_name, as_text
from guiju.engine.semantics.program import (
    Citation,
    NotWaivable,
    Places,
    Reading,
    Rule,
    Suspected,
    Version,
)
from guiju.engine.semantics.resolve_conditions import condition
from guiju.engine.semantics.resolve_hours import hours_after_a_breach, no_hours
from guiju.engine.semantics.resolve_lengths import duration
from guiju.engine.semantics.resolve_operands import Around
from guiju.engine.semantics.resolve_requirements import activation_of, occurrence, point, requirement
from guiju.engine.semantics.vocabulary import Name, StepDecl
from guiju.engine.syntax import tree as t

STRENGTHS = (
    Name("明文", "explicit"),
    Name("推论", "inferred"),
    Name("参照", "by_reference"),
    Name("存疑", "unsure", ("unverified",)),
)
HOW_SURE = (Name("高", "high"), Name("中", "medium"), Name("低", "low"))
SEVERITIES = (Name("违反程序", "breach"), Name("瑕疵", "flaw"), Name("提示", "hint"))
_NO_NAME = Name("", "")
_PERIODS = ("year", "half_year", "quarter", "month")
_ACTIVATIONS = ("each", "stretches", "if_violated", *(f"each_{period}" for period in _PERIODS))
_NO_STRETCH = Text("间隔不能是零", "a stretch of time is more than nothing")


class RuleResolver(Citing, frozen=True):
    """Resolves the rules of one pack against the table of the whole library."""

    def rule(self, decl: t.Decl) -> Rule | None:
        assert decl.name is not None
        clauses = Clauses(self.table, decl)
        name = as_name(decl.name)
        fresh = self.table.declare(Text("规则", "rule"), name.zh, decl.span)
        written = self._first_requirement(clauses)
        self.table.refer_to_declared("rule", decl.name, decl.span)
        step, when, period, every = self._activation(clauses, written)
        basis = self.basis(clauses, decl)
        versions = self._versions(clauses, None if every else step, basis, decl)
        strength: Any = self.chosen(clauses, "strength", Text("强度", "strength"), STRENGTHS, "explicit")
        severity: Any = self.chosen(clauses, "severity", Text("严重程度", "severity"), SEVERITIES, "breach")
        if decl.head[0] != "may":
            self._has_examples(clauses, decl)
        reference, category = clauses.all("reference"), clauses.arg("sorted_as")
        if not fresh:  # checked like any other, but one rule of a name is enough
            return None
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
            self.gist(clauses, decl),
            clauses.arg("row"),
            strength,
            severity,
            as_text(clauses.arg("cure")),
            self._redo(clauses),
            as_text(clauses.arg("note")),
            self.citations(clauses, "liability"),
            self._law_day(step, reference[0].args[0]) if reference else None,
            decl.span,
            every,
            self.layers(clauses.arg("delegates", ())),
            self.procedures(clauses.arg("procedures", ())),
            next((NotWaivable(c.span) for c in clauses.all("not_waivable")), None),
            suspected=self._suspected(clauses),
            category=category.text if category is not None else None,
            places=Places(*(_place(clauses, role) for role in ("when", "otherwise", "redo"))),
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
    ) -> tuple[StepDecl | None, core.Cond, Any, Duration | None]:
        step: StepDecl | None = None
        conditions: list[core.Cond] = []
        stretches = clauses.all("stretches")
        every = duration(self.table, Around(), stretches[0].args[0]) if stretches else None
        each = stretches[0].args[1] if stretches else clauses.arg("each")
        if each is not None:
            step = self.table.step(each.step)
            around = Around(this=step, occurs=occurrence)
            conditions.append(condition(self.table, around, each.where))
        if self._one_activation(clauses, written) and written is not None:
            activated = activation_of(self.table, written)
            if activated is not None:
                step = activated.step
                conditions.append(activated.when)
        around = Around(this=step, occurs=occurrence)
        conditions.append(condition(self.table, around, clauses.arg("when")))
        period = next((p for p in _PERIODS if clauses.has(f"each_{p}")), None)
        if stretches:
            no_hours(self.table, every, stretches[0].span)
        if every is not None and every.n == 0:
            self.table.error("P005", _NO_STRETCH, stretches[0].span)
        real = [c for c in conditions if c != core.Const(True)]
        when = core.And(tuple(real)) if len(real) > 1 else real[0] if real else core.Const(True)
        return step, when, period, every

    def _one_activation(self, clauses: Clauses, written: t.Requirement | None) -> bool:
        """Whether the requirement is looked at for what the rule is about; more than one way to say it is an error."""
        ways = [c for role in _ACTIVATIONS for c in clauses.all(role)[:1]]
        for more in sorted(ways, key=lambda c: (c.span.line, c.span.column))[1:]:
            message = Text(
                "“每一”“每隔”“每年”“若违反”等各自说明规则针对什么,只能用一种",
                "'each', 'at_intervals_of', 'each_year', 'if_violated' and the like all say what the rule is about; "
                "use one",
            )
            self.table.error("P013", message, more.span)
        short = written is not None and (
            written.form in ("precedes", "responds")
            or (written.form == "lasts" and written.pattern is not None)
        )
        if ways and short and written is not None:
            message = Text(
                "“每一”“每年”等和简写各自说明规则针对什么,只能用一种",
                "'each', 'each_year' and the like and a short form both say what the rule is about; use one",
            )
            self.table.error("P013", message, written.span)
        return short or not ways

    def _versions(
        self, clauses: Clauses, step: StepDecl | None, basis: tuple[Citation, ...], decl: t.Decl
    ) -> tuple[Version, ...]:
        otherwise = clauses.arg("otherwise")
        plain = self._readings(clauses.requirements[:1] + clauses.all("reading"), step, otherwise)
        out = []
        for clause in clauses.all("version"):
            start, until, body = clause.args
            readings = self._readings(list(body), step, otherwise) if body else plain
            out.append(Version(start, until, readings, clause.span))
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
        span = in_force(basis, self.table.norms)
        return span.start, span.until

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
        said: dict[core.Req, Name] = {}
        for part, reading in zip(parts, out, strict=True):
            same = said.setdefault(reading.req, reading.name)
            if same is not reading.name:
                message = Text(
                    f"解释“{reading.name.zh}”的要求和“{same.zh}”相同",
                    f"the reading '{reading.name.en}' demands the same as '{same.en}'",
                )
                self.table.error("P015", message, part.span)
        return tuple(out)

    def _whole(self, req: t.Requirement, step: StepDecl | None, otherwise: Any) -> core.Req:
        first = requirement(self.table, step, req)
        if otherwise is None:
            return first
        owed = requirement(self.table, step, otherwise)
        hours_after_a_breach(self.table, owed, otherwise.span)
        return core.OrElse(first, owed)

    def _law_day(self, this: StepDecl | None, node: t.PointNode) -> core.LawDay | None:
        """The day by which the version is chosen; None for the usual one, and where the step is not known."""
        if node.kind == "procedure_start":
            return core.ProcedureStart()
        if node.kind not in ("step_before", "step_after"):
            return point(self.table, this, node)
        assert node.name is not None
        step = self.table.step(node.name)
        direction: Literal["before", "after"] = "before" if node.kind == "step_before" else "after"
        return core.StepStart(step.name.zh, direction) if step else None

    def _suspected(self, clauses: Clauses) -> Suspected | None:
        said = clauses.all("suspected")
        if not said:
            return None
        how_sure: Any = self.chosen(
            clauses, "suspected", Text("把握", "degree of confidence"), HOW_SURE, "medium"
        )
        question = as_text(said[0].args[1])
        assert question is not None
        return Suspected(how_sure, question)

    def _redo(self, clauses: Clauses) -> str | None:
        word = clauses.arg("redo")
        step = self.table.step(word) if word is not None else None
        return step.name.zh if step else None

    def _has_examples(self, clauses: Clauses, decl: t.Decl) -> None:
        for role, zh, en in (("conforming", "合例", "conforming"), ("violating", "违例", "violating")):
            if not clauses.has(role):
                message = Text(f"规则没有{zh}", f"the rule has no {en} example")
                self.table.error("P025", message, decl.span)


def _place(clauses: Clauses, role: str) -> Span | None:
    found = clauses.all(role)
    return found[0].span if found else None
