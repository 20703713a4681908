"""What came of explaining rules on a case."""

from __future__ import annotations

from guiju.engine.evaluate.finding import Finding, Verdict
from guiju.engine.explain.nearest import Nearest
from guiju.engine.explain.node import Node
from msgspec import Struct


class Explained(Struct, frozen=True):
    """A finding taken apart, and what would change it (None where nothing is to be changed)."""

    finding: Finding
    tree: Node
    nearest: Nearest | None


class CaseExplained(Struct, frozen=True):
    """A case against some rules: the findings of each rule in the order of the records."""

    verdict: Verdict
    findings: tuple[Explained, ...]
