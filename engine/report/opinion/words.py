"""What an opinion calls itself, and the step it belongs to."""

from __future__ import annotations

from guiju.engine.diagnostics.text import Text
from guiju.engine.report.opinion.model import Opinion

_EXAMINATION, _REVIEW = "合法性审核", "合法性审查"


def reviews(opinion: Opinion) -> bool:
    """Whether the step is called 审查, as of decisions; that of documents is called 审核 (so is what has no case)."""
    if opinion.of_case is None:
        return False
    declared = (opinion.program.procedures.get(name) for name in opinion.of_case.case.procedures)
    steps = {step.name.zh for procedure in declared if procedure is not None for step in procedure.steps}
    return _REVIEW in steps and _EXAMINATION not in steps


def step_word(opinion: Opinion) -> Text:
    """审查 or 审核, for use in sentences."""
    return Text("审查", "review") if reviews(opinion) else Text("审核", "examination")


def title(opinion: Opinion) -> Text:
    if reviews(opinion):
        return Text("合法性审查意见书", "Legality Review Opinion")
    return Text("合法性审核意见书", "Legality Examination Opinion")
