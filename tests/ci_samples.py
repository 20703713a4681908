"""Runs that the tests of the formats for machines share: three files of which one cannot be read, and three gates."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path, PurePath

from guiju.engine.case.model import Case
from guiju.engine.diagnostics.source import Source
from guiju.engine.pipeline.check import Looking
from guiju.engine.pipeline.gating import gate_case
from guiju.engine.pipeline.library import load_library
from guiju.engine.plan.gate import Gate
from guiju.engine.report.ci.check import check_run
from guiju.engine.report.ci.model import CiRun
from guiju.engine.report.gate.ci import gate_run
from guiju.engine.report.verdict.result import FileResult
from guiju.engine.semantics.bind import bind_source
from guiju.engine.semantics.program import Program
from msgspec.structs import replace

from .test_report_samples import HOSTILE, HOSTILE_NAME, PROBLEM, RESULTS

FOLDER = PurePath("/srv/repo")
"""The folder of the run; the files of the samples are relative to it."""

CASES = Path(__file__).parent.parent / "fixtures" / "decisions"
TODAY = date(2026, 11, 24)
STEP = "集体讨论"

CHECK = check_run(RESULTS, FOLDER)
HOSTILE_RUN = check_run([FileResult(f"{HOSTILE_NAME}.yaml", HOSTILE, (PROBLEM,))], FOLDER)


@cache
def program() -> Program:
    return load_library()[0]


@cache
def case(name: str) -> Case:
    """A shipped case as if it lay in the folder of the run."""
    text = next(CASES.glob(f"{name}_*.yaml")).read_text("utf-8")
    words = program()
    found, _ = bind_source(Source(f"案卷/{name}.yaml", text), words.vocabulary, words.procedures, words.rules)
    assert found is not None
    return found


def gate_of(looked_at: Case, on: date | None = None) -> Gate:
    gate = gate_case(program(), looked_at, STEP, TODAY, on, Looking(TODAY))
    assert isinstance(gate, Gate)
    return gate


@cache
def gates() -> dict[str, Gate]:
    """By their answers."""
    ready = case("04")
    unsaid = replace(ready, facts={k: v for k, v in ready.facts.items() if k != "专业性技术性较强"})
    return {"no": gate_of(case("03")), "yes": gate_of(ready), "depends": gate_of(unsaid)}


@cache
def runs() -> dict[str, CiRun]:
    """The runs by what they are called in the kept outputs."""
    return {"check": CHECK, **{f"gate-{a}": gate_run(g, FOLDER) for a, g in gates().items()}}
