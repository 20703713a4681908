"""What to do about a rule in the way of a step that was not taken: what has to be done before it.

The cure that a rule states is for a step that was taken all the same (withdraw the item, stop applying the document), and
is none as long as the step is only supposed.
"""

from __future__ import annotations

from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.finding import Cure, Finding
from guiju.engine.plan.gate import Gate
from guiju.engine.report.words.naming import Names
from msgspec.structs import replace


def beforehand(gate: Gate) -> Gate:
    """The gate whose findings about the supposed step say what comes first, where it is another step, and no more."""
    names = Names(gate.verdict.program)
    return replace(
        gate,
        blocked=tuple(replace(b, finding=_beforehand(b.finding, gate, names)) for b in gate.blocked),
        waived=tuple(_beforehand(f, gate, names) for f in gate.waived),
    )


def _beforehand(finding: Finding, gate: Gate, names: Names) -> Finding:
    about, cure = finding.activation, finding.cure
    if about is None or cure is None or about.index != gate.supposed.record.index:
        return finding
    first = cure.missing or finding.rule.redo or next(iter(cure.redo), None)
    if first is None or first == gate.step:
        return replace(finding, cure=None)
    wanted, step = names.step(first), names.step(gate.step)
    told = Text(f"先办{wanted.zh},再办{step.zh}", f"{wanted.en} first, then {step.en}")
    if any(r.step == first for r in gate.supposed.without.records):
        told = Text(f"先重新办{wanted.zh},再办{step.zh}", f"{wanted.en} once more first, then {step.en}")
    return replace(finding, cure=Cure(told))
