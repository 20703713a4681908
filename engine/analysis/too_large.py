"""Rules that ask more than is looked at: their conditions are not analysed, nor are their examples judged on the way.

What is open in a condition is tried out, one question after the other, so that both take the square of its length.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import get_args

from guiju.engine.analysis.duties import Aims
from guiju.engine.analysis.worlds import QUESTIONS
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics import core
from guiju.engine.semantics.program import Example, Program, Rule
from guiju.engine.semantics.walk import nodes
from msgspec.structs import replace

_SINGLE = tuple(set(get_args(core.Cond)) - {core.Const, core.Not, core.And, core.Or})


def too_large(program: Program) -> Mapping[str, int]:
    """How many single conditions a rule has, by its id, for the rules with more than are looked at."""
    aims = Aims(program)
    counted = {rule.id: _conditions(rule, aims) for rule in program.rules}
    return {rule: n for rule, n in counted.items() if n > QUESTIONS}


def quickly_judged(program: Program, examples: Iterable[Example]) -> list[Example]:
    """The examples without what they expect of such rules."""
    large = too_large(program)
    if not large:
        return list(examples)
    kept = ((e, tuple((rule, state) for rule, state in e.expect if rule not in large)) for e in examples)
    return [replace(e, expect=expect) for e, expect in kept if expect]


def said_too_large(n: int) -> Text:
    return Text(
        f"这条规则连同例外有 {n} 个条件,超过 {QUESTIONS} 个,没有全部查完,案例也没有判断;"
        "没有报告不等于没有问题。案例可用 guiju test 判断",
        f"this rule with its exceptions has {n} conditions, over {QUESTIONS}: not all was looked at and its examples "
        "were not judged; no report does not mean no problem. guiju test judges the examples",
    )


def _conditions(rule: Rule, aims: Aims) -> int:
    parts = (rule.when, rule.versions, *((e.when, e.proof, e.instead) for e in aims.below(rule.id)))
    return sum(isinstance(node, _SINGLE) for node in nodes(parts))
