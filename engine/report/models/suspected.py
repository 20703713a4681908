"""What heuristics found and what people said of it, as pydantic models of the JSON report."""

from __future__ import annotations

from datetime import date
from typing import Literal

from guiju.engine.report.models.basics import Both, Model, Place, Str
from guiju.engine.semantics.program import HowSure


class ReviewedModel(Model):
    """What a person found of a suspected passage: whether it is so, who looked, when and why."""

    quote: Str
    confirmed: bool
    by: Str
    on: date
    reason: Str
    place: Place | None


class SuspicionModel(Model):
    """What a heuristic found. Until somebody has looked (`reviewed` null) its finding is unknown, and its `question` is
    for a person; `where` is the place in the text, `quote` the passage, `words` those in it that the rule looks for."""

    how_sure: HowSure
    question: Both
    where: Str | None
    quote: Str | None
    words: list[Str]
    place: Place | None
    reviewed: ReviewedModel | None


class IdleReviewModel(Model):
    """An entry of the case about a passage that no finding of its rule is about: it is not there, or was looked at after
    the day of looking, or the rule is not judged here."""

    rule: Both
    reason: Literal["later", "not there", "not judged"]
    reviewed: ReviewedModel
