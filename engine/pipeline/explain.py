"""One rule explained: by itself, or on a case. In: a program, the name of a rule, a case and how it is looked at.
Out: values for the reports on explanations."""

from __future__ import annotations

from datetime import date

from guiju.engine.case.model import Case
from guiju.engine.explain.card import Card, Sentence, card
from guiju.engine.explain.explained import CaseExplained, Explained
from guiju.engine.explain.nearest import nearest_of_all
from guiju.engine.explain.setting import setting
from guiju.engine.explain.tree import proof_tree
from guiju.engine.handbook.sentences import condition_words, sentences_of
from guiju.engine.pipeline.check import Looking, judged
from guiju.engine.semantics.program import Program, Rule


def explain_rule(program: Program, rule: Rule) -> Card:
    """The rule by itself, with what it says in plain sentences."""
    versions = sentences_of(rule, program)
    sentences = tuple(
        Sentence(
            v.when if len(versions) > 1 else None,
            r.reading.name.words if len(v.readings) > 1 else None,
            r.sentence,
            r.reading.default,
        )
        for v in versions
        for r in v.readings
    )
    return card(program, rule, sentences, condition_words(rule, program))


def explain_case(program: Program, case: Case, looking: Looking, rules: tuple[Rule, ...]) -> CaseExplained:
    """How the case, judged as a check judges it, stands against each part of the rules."""
    verdict = judged(program, case, looking)
    view = setting(program, case, looking.on, looking.calendar)
    wanted = {rule.id: number for number, rule in enumerate(rules)}
    found = [f for f in verdict.findings if f.rule.id in wanted]
    found.sort(key=lambda f: (wanted[f.rule.id], f.activation.start if f.activation else date.min))
    return CaseExplained(
        verdict,
        tuple(
            Explained(f, proof_tree(view.env(f.rule.pack), f), change)
            for f, change in zip(found, nearest_of_all(view, found), strict=True)
        ),
    )
