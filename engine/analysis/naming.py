"""How findings name rules: by name and article, as the pack cites them."""

from __future__ import annotations

from guiju.engine.diagnostics.text import Text, plain
from guiju.engine.semantics.citation_words import place_in_norm
from guiju.engine.semantics.program import (
    Citation,
    CountsRule,
    ExceptionRule,
    Rule,
    ScopeRule,
)

Named = Rule | ExceptionRule | CountsRule | ScopeRule


def rule_name(rule: Named) -> Text:
    """The name with the provision it leads with."""
    cited = f"({cite(rule.basis[0]).zh})" if rule.basis else ""
    cited_en = f" ({cite(rule.basis[0]).en})" if rule.basis else ""
    return Text(f"“{rule.name.zh}”{cited}", f"'{rule.name.en}'{cited_en}")


def cite(citation: Citation) -> Text:
    """The key of the norm and the place in it."""
    place = place_in_norm(citation)
    return plain(citation.norm) + Text(place.zh, f" {place.en}" if place.en else "")
