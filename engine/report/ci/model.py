"""What a consumer in continuous integration needs to know of a run, whichever format it reads.

Made by `ci_check` and `ci_gate`; printed by `ci_sarif`, `ci_junit`, `ci_github` and `ci_gitlab`. Texts come in both
languages; lines and columns count from 1, columns in characters, the end exclusive.
"""

from __future__ import annotations

from typing import Literal

from guiju.engine.diagnostics.model import Severity
from guiju.engine.diagnostics.text import Text
from msgspec import Struct

Level = Severity

Outcome = Literal["broken", "open", "short", "waived", "told", "kept"]
"""broken: violated, or bound to be; open: not to be decided from what is stated; short: time is running out; waived:
broken or open and signed off; told: worth knowing, but in nobody's way; kept: satisfied."""

OUTCOMES: tuple[Outcome, ...] = ("broken", "open", "short", "waived", "told", "kept")
"""Gravest first."""


class CiPlace(Struct, frozen=True):
    """`file` is relative to the folder of the run, with forward slashes, or absolute where it lies outside of it."""

    file: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    @property
    def whole_file(self) -> bool:
        return (self.line, self.column, self.end_line, self.end_column) == (1, 1, 1, 1)


class CiRelated(Struct, frozen=True):
    """Another place that belongs to a finding, and what stands there."""

    place: CiPlace
    text: Text


class CiRule(Struct, frozen=True):
    """A rule. `level` is that of a breach; `label` is its name with its row in the table of requirements."""

    id: str
    name: Text
    label: Text
    pack: str
    gist: Text
    basis: Text
    cure: Text | None
    level: Level


class CiDetail(Struct, frozen=True):
    """One part of a proof: its key in `proof_parts.LABELS`, its label and its lines."""

    key: str
    label: Text
    lines: tuple[Text, ...]


class CiWaiver(Struct, frozen=True):
    """The waiver that a waived finding is suppressed by; `lines` say who signed what, why and until when."""

    lines: tuple[Text, ...]
    place: CiPlace | None


class CiFinding(Struct, frozen=True):
    """`level` None: not to be shown beside a line of a file. `word` says in a word what it comes to, `state` is the state
    by the evaluator; `basis` names the norm as well that makes the rule apply by reference; `fingerprint` stays the same
    when lines move or records are written in another order."""

    rule: CiRule
    outcome: Outcome
    level: Level | None
    state: str
    word: Text
    about: Text
    why: Text
    basis: Text
    details: tuple[CiDetail, ...]
    place: CiPlace
    fingerprint: str
    related: tuple[CiRelated, ...] = ()
    waiver: CiWaiver | None = None

    @property
    def title(self) -> Text:
        """`违反:上会前审查 [D25-1a]`"""
        return Text(f"{self.word.zh}:{self.rule.label.zh}", f"{self.word.en}: {self.rule.label.en}")


class CiRemark(Struct, frozen=True):
    """Something about a file apart from the rules: a fault in it (`code` of docs/diagnostics.md), or what a reader of
    the result must know."""

    code: str
    level: Level
    text: Text
    place: CiPlace
    fingerprint: str
    title: Text | None = None


class CiCase(Struct, frozen=True):
    """One file. `counts` are findings by state; `notes` belong to the result as a whole (where it was recorded)."""

    file: str
    name: str
    answer: Text
    exit_code: int
    readable: bool
    findings: tuple[CiFinding, ...] = ()
    remarks: tuple[CiRemark, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    notes: tuple[Text, ...] = ()


class CiRun(Struct, frozen=True):
    """A run of `guiju check`, or of `guiju gate` before the step `before`. `answer` sums it up in one line."""

    command: Literal["check", "gate"]
    cases: tuple[CiCase, ...]
    exit_code: int
    answer: Text
    before: Text | None = None

    @property
    def reported(self) -> list[CiFinding | CiRemark]:
        """What has a place and a level, gravest first, then in the order of the files."""
        found: list[CiFinding | CiRemark] = []
        for case in self.cases:
            found += case.remarks
            found += [f for f in case.findings if f.level is not None]
        return sorted(found, key=lambda f: _LEVELS.index(f.level))


_LEVELS: tuple[Level | None, ...] = ("error", "warning", "note", None)
