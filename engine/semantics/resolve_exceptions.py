"""Exceptions, counts-as rules, scopes and the rows that cannot be checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics import core
from guiju.engine.semantics.citing import Citing
from guiju.engine.semantics.clauses import Clauses
from guiju.engine.semantics.names import Table, as_name, as_text
from guiju.engine.semantics.program import CountsRule, ExceptionRule, NotCheckable, Places, ScopeRule
from guiju.engine.semantics.resolve_conditions import condition
from guiju.engine.semantics.resolve_examples import single_values
from guiju.engine.semantics.resolve_hours import no_hours
from guiju.engine.semantics.resolve_lengths import duration
from guiju.engine.semantics.resolve_operands import Around
from guiju.engine.semantics.resolve_requirements import occurrence, requirement
from guiju.engine.semantics.vocabulary import Name, StepDecl
from guiju.engine.syntax import tree as t
from msgspec.structs import replace

UNCHECKED_KINDS = (
    Name("权力", "power"),
    Name("机关义务", "duty_of_organ"),
    Name("责任", "liability"),
    Name("原则", "principle"),
    Name("其他", "other"),
)


_Says = tuple[core.Cond, core.Cond | None, core.Req | None]


def _says(table: Table, clauses: Clauses, step: StepDecl | None) -> _Says:
    """The condition, the proof and the effect of an exception to a rule about a step (None: about the case)."""
    around = Around(this=step, occurs=occurrence)
    proof, instead = clauses.arg("proof"), clauses.arg("instead")
    return (
        condition(table, around, clauses.arg("when")),
        condition(table, around, proof) if proof is not None else None,
        requirement(table, step, instead) if instead is not None else None,
    )


class OtherResolver(Citing, frozen=True):
    """Resolves what stands beside the rules of one pack."""

    def exception(
        self,
        decl: t.Decl,
        steps: Mapping[str, tuple[StepDecl | None, ...]],
        names: Mapping[str, Name],
        targets: Sequence[str],
    ) -> ExceptionRule | None:
        """An exception to `targets`; `steps` gives the activating steps and `names` the name of each rule and exception
        it may aim at, by every spelling. What it says must mean the same for a record of each of these steps."""
        assert decl.name is not None
        clauses = Clauses(self.table, decl)
        name = as_name(decl.name)
        fresh = self._declared(decl, name)
        aimed: list[tuple[t.Word, StepDecl | None]] = []
        for word in decl.head[0]:
            if word.text in steps:
                aimed += [(word, step) for step in steps[word.text]]
                self.table.refer("rule", word, names[word.text])
            else:
                self.table.unknown(Text("规则", "rule"), word, steps)
        whole_pack: bool = decl.head[1]
        if whole_pack:
            aimed = [(t.Word(name, decl.name.word.span), step) for name in targets for step in steps[name]]
        if whole_pack and not aimed:
            message = Text("本包没有规则可以针对", "this pack has no rule to aim at")
            self.table.error("P010", message, decl.name.word.span)
        self.table.refer_to_declared("rule", decl.name, decl.span)
        first = aimed[0][1] if aimed else None
        says = _says(self.table, clauses, first)
        self._alike_for_all(clauses, aimed, says)
        when, proof, instead = says
        basis, gist = self.basis(clauses, decl), self.gist(clauses, decl)
        if not fresh:
            return None
        return ExceptionRule(
            name.zh,
            name,
            self.pack,
            tuple(dict.fromkeys(names[w.text].zh for w, _ in aimed)),
            when,
            basis,
            gist,
            proof,
            instead,
            int(clauses.arg("priority", 0)),
            clauses.arg("row"),
            decl.span,
            whole_pack,
            Places(next((c.span for c in clauses.all("when")), None)),
        )

    def _declared(self, decl: t.Decl, name: Name) -> bool:
        """All that findings and exceptions name shares the names of rules."""
        return self.table.declare(Text("规则", "rule"), name.zh, decl.span)

    def _alike_for_all(
        self, clauses: Clauses, aimed: Sequence[tuple[t.Word, StepDecl | None]], says: _Says
    ) -> None:
        """An error at the first target for whose step the exception says something else, or nothing."""
        steps = dict.fromkeys(step for _, step in aimed)
        readings = {step: self._tried(clauses, step) for step in steps} if len(steps) > 1 else {}
        if readings and readings[aimed[0][1]] is None:
            return  # what is wrong with it for the first of them is told already
        for word, step in aimed if readings else ():
            if readings[step] == says:
                continue
            message = Text(
                f"例外针对的几条规则不是同一步骤的,其中写到的字段对“{word.text}”说不通或另有所指",
                f"the rules aimed at are about different steps, and for '{word.text}' a field in the exception means "
                "nothing or something else",
            )
            hint = Text("为每个步骤分别写例外", "write an exception for each of the steps")
            self.table.error("P013", message, word.span, hint)
            return

    def _tried(self, clauses: Clauses, step: StepDecl | None) -> _Says | None:
        """What the exception says for a step, None where something is wrong with it; nothing is noted."""
        trial = replace(self.table, diagnostics=[], noted=set(), references={})
        says = _says(trial, clauses, step)
        return None if trial.diagnostics else says

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
        fresh = self._declared(decl, name)
        of, derived, on_expiry, after, assigned = record[0].args
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
        long = duration(self.table, Around(this=step), after, up=True) if after is not None else None
        no_hours(self.table, long, record[0].span)
        made = CountsRule(
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
            long,
            single_values(self.table, as_step, assigned) if as_step is not None else (),
        )
        return made if fresh else None

    def scope(self, decl: t.Decl) -> ScopeRule | None:
        assert decl.name is not None
        clauses = Clauses(self.table, decl)
        name = as_name(decl.name)
        fresh = self._declared(decl, name)
        made = ScopeRule(
            name.zh,
            name,
            self.pack,
            condition(self.table, Around(occurs=occurrence), clauses.arg("when")),
            self.basis(clauses, decl),
            self.gist(clauses, decl),
            clauses.arg("row"),
            decl.span,
        )
        return made if fresh else None

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
