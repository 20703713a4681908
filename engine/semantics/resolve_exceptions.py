"""Exceptions, counts-as rules, scopes and the rows that cannot be checked."""

from __future__ import annotations

from collections.abc import Mapping

from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics.citing import Citing
from guiju.engine.semantics.clauses import Clauses
from guiju.engine.semantics.names import as_name, as_text
from guiju.engine.semantics.program import CountsRule, ExceptionRule, NotCheckable, ScopeRule
from guiju.engine.semantics.resolve_conditions import condition
from guiju.engine.semantics.resolve_lengths import duration
from guiju.engine.semantics.resolve_operands import Around
from guiju.engine.semantics.resolve_requirements import occurrence, requirement
from guiju.engine.semantics.vocabulary import Name, StepDecl
from guiju.engine.syntax import tree as t

UNCHECKED_KINDS = (
    Name("权力", "power"),
    Name("机关义务", "duty_of_organ"),
    Name("责任", "liability"),
    Name("原则", "principle"),
    Name("其他", "other"),
)


class OtherResolver(Citing, frozen=True):
    """Resolves what stands beside the rules of one pack."""

    def exception(
        self,
        decl: t.Decl,
        steps: Mapping[str, StepDecl | None],
        names: Mapping[str, Name],
    ) -> ExceptionRule | None:
        """An exception; `steps` gives the activating step and `names` the name of each rule and exception it may aim
        at, by every spelling."""
        assert decl.name is not None
        clauses = Clauses(self.table, decl)
        name = as_name(decl.name)
        targets = []
        for word in decl.head[0]:
            if word.text in steps:
                targets.append(names[word.text].zh)
                self.table.refer("rule", word, names[word.text])
            else:
                self.table.unknown(Text("规则", "rule"), word, steps)
        step = next((steps[w.text] for w in decl.head[0] if w.text in steps), None)
        self.table.refer_to_declared("rule", decl.name, decl.span)
        around = Around(this=step, occurs=occurrence)
        instead = clauses.arg("instead")
        proof = clauses.arg("proof")
        return ExceptionRule(
            name.zh,
            name,
            self.pack,
            tuple(targets),
            condition(self.table, around, clauses.arg("when")),
            self.basis(clauses, decl),
            self.gist(clauses, decl),
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
        of, derived, on_expiry, after = record[0].args
        step = self.table.step(of)
        as_step = self.table.step(derived) if derived is not None else None
        if step is None or (derived is not None and as_step is None):
            return None
        unless = clauses.arg("unless_done")
        if on_expiry and unless is None:
            message = Text(
                "“期满”要和“若未”一起用:什么的期限满了",
                "'on_expiry' needs 'unless_done': what is it that expires?",
            )
            self.table.error("P014", message, record[0].span)
        return CountsRule(
            name.zh,
            name,
            self.pack,
            step.name.zh,
            decl.head[0],
            condition(self.table, Around(this=step), clauses.arg("when")),
            self.basis(clauses, decl),
            self.gist(clauses, decl),
            as_step.name.zh if as_step is not None else None,
            requirement(self.table, step, unless) if unless is not None else None,
            clauses.arg("row"),
            decl.span,
            "expiry" if on_expiry else "start",
            duration(self.table, Around(this=step), after) if after is not None else None,
        )

    def scope(self, decl: t.Decl) -> ScopeRule:
        assert decl.name is not None
        clauses = Clauses(self.table, decl)
        name = as_name(decl.name)
        return ScopeRule(
            name.zh,
            name,
            self.pack,
            condition(self.table, Around(occurs=occurrence), clauses.arg("when")),
            self.basis(clauses, decl),
            self.gist(clauses, decl),
            clauses.arg("row"),
            decl.span,
        )

    def unchecked(self, decl: t.Decl) -> NotCheckable:
        clauses = Clauses(self.table, decl)
        reason = as_text(clauses.arg("reason"))
        if reason is None:
            self.table.error("P022", Text("没有写理由", "no reason is given"), decl.span)
        kind = self.chosen(clauses, "kind", Text("类别", "kind"), UNCHECKED_KINDS, "other")
        return NotCheckable(
            decl.head[0].text,
            self.pack,
            self.basis(clauses, decl),
            kind,
            reason or Text("", ""),
        )
