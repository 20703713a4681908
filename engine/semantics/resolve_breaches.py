"""Rules about the breach of other rules (若违反): which rules these are, named or by the provisions they rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics.citation_words import place_in_norm
from guiju.engine.semantics.citing import Citing
from guiju.engine.semantics.layers import above
from guiju.engine.semantics.program import Breaches, Citation, Rule
from guiju.engine.syntax import tree as t
from msgspec.structs import replace


class BreachResolver(Citing, frozen=True):
    """Resolves, once all rules are there, what the rules of one pack say of the breach of others. `over` is, for each
    pack that builds on another, that other one."""

    over: Mapping[str, str] = {}

    def breaches(
        self, rule: Rule, clause: t.Clause, rules: Mapping[str, Rule], first: Sequence[Rule]
    ) -> Rule:
        """The rule with the rules whose breach it is about; `rules` are all by every spelling, `first` those that are
        not themselves about the breach of others."""
        found: list[str] = []
        said: list[str | Citation] = []
        for node in clause.args[0]:
            named = rules.get(node.norm.text) if node.article is None else None
            if named is not None:
                self.table.refer("rule", node.norm, named.name)
                self._can_be_broken(named, node)
                if named.id in said:
                    message = Text(f"“{named.name.zh}”写了两次", f"'{named.name.en}' is named twice")
                    self.table.error("P015", message, node.span)
                said.append(named.id)
                found.append(named.id)
            elif node.article is None and node.norm.text not in self.table.norms:
                self.table.unknown(Text("规则", "rule"), node.norm, rules)
            else:
                cited = self.citation(node)
                said.append(cited)
                found += self._resting_on(cited, node, first)
        return replace(rule, breaches=Breaches(tuple(dict.fromkeys(found)), tuple(said)))

    def _can_be_broken(self, rule: Rule, node: t.Cite) -> None:
        if rule.modality == "may":
            message = Text(
                f"“{rule.name.zh}”是权力,谈不上违反", f"'{rule.name.en}' is a power, which cannot be broken"
            )
            self.table.error("P013", message, node.span)
        elif rule.suspected is not None:
            message = Text(
                f"“{rule.name.zh}”只是疑似,要由人核对,谈不上违反",
                f"what '{rule.name.en}' finds is only suspected; it is for a person to say whether it is a breach",
            )
            self.table.error("P013", message, node.span)

    def _resting_on(self, cited: Citation, node: t.Cite, first: Sequence[Rule]) -> list[str]:
        """The rules of this pack and of those it builds on that rest on what is cited. What itself follows from a breach
        is not among them: it is meant only where it is named. Nor are heuristics: what they find is no breach."""
        packs = {self.pack, *above(self.pack, self.over)}
        asked = [r for r in first if r.pack in packs and r.modality != "may" and r.suspected is None]
        found = [r.id for r in asked if any(cited.covers(c) for c in r.basis)]
        unsure = [r for r in first if r.pack in packs and r.suspected is not None]
        if not found and any(cited.covers(c) for r in unsure for c in r.basis):
            message = Text(
                f"以{cited.norm}{place_in_norm(cited).zh}为依据的规则都只是疑似,要由人核对,谈不上违反",
                f"the rules that rest on {cited.norm} {place_in_norm(cited).en} only suspect; it is for a person to say "
                "whether it is a breach",
            )
            self.table.error("P013", message, node.span)
        elif not found:
            place = place_in_norm(cited)
            message = Text(
                f"本包和它的上位包里没有规则以{cited.norm}{place.zh}为依据",
                f"no rule of this pack, or of one that it builds on, rests on {cited.norm} {place.en}".rstrip(),
            )
            self.table.error("P010", message, node.span)
        return found
