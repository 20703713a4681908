"""A trial of rule packs as JSON, with every sentence in both languages."""

from __future__ import annotations

import json
from typing import Any

from guiju.engine.report.trial.words import difference, example_title, grounds, place
from guiju.engine.report.words.both_languages import both
from guiju.engine.trial.coverage import RuleCoverage
from guiju.engine.trial.result import Mutation, Trial
from guiju.engine.trial.run import Tried


def trial_json(trial: Trial) -> str:
    """`{ok, rules, powers, examples, failed, failures, coverage, mutation}`; the last two are null when not asked for."""
    whole = {
        "ok": trial.exit_code == 0,
        "rules": len(trial.rules),
        "powers": trial.powers,
        "examples": trial.examples,
        "failed": trial.examples_failed,
        "failures": [_failure(t) for t in trial.failed],
        "coverage": None if trial.coverage is None else [_covered(c) for c in trial.coverage],
        "mutation": None if trial.mutation is None else _mutation(trial.mutation, trial.min_killed),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _failure(tried: Tried) -> dict[str, Any]:
    expected, found = difference(tried)
    return {
        "example": tried.example.name,
        "title": both(example_title(tried)),
        "place": place(tried.example.span),
        "rule": tried.rule,
        "expected": {"state": tried.expected, **both(expected)},
        "found": {"state": tried.found.value, **both(found)},
        "grounds": [both(g) for g in grounds(tried)],
    }


def _covered(covered: RuleCoverage) -> dict[str, Any]:
    return {
        "rule": covered.rule.id,
        "examples": covered.examples,
        "parts": [{"kind": p.kind, "shown": p.shown, **both(p.words)} for p in covered.parts],
    }


def _mutation(mutation: Mutation, min_killed: float) -> dict[str, Any]:
    return {
        "tried": len(mutation.fates),
        "killed": mutation.killed,
        "percent": round(mutation.percent, 2),
        "min_killed": min_killed,
        "mutants": [
            {
                "id": f.mutant.id,
                "of": f.mutant.kind,
                "name": f.mutant.owner,
                "change": both(f.mutant.text),
                "killed_by": f.killer.name if f.killer else None,
                "killed_at": place(f.killer.span) if f.killer else None,
                "equivalent": both(mutation.declared[f.mutant.id].reason)
                if f.killer is None and f.mutant.id in mutation.declared
                else None,
            }
            for f in mutation.fates
        ],
    }
