"""The program that checks proofs, loaded from its file, and proofs for it to check."""

from __future__ import annotations

import importlib.util
import json
from datetime import date
from typing import Any

from guiju.engine.evaluate.finding import Verdict
from guiju.engine.report.proof.file import proof_text

from .command_line import ROOT

CHECKER = ROOT / "proof" / "check_proof.py"


def _loaded() -> Any:
    spec = importlib.util.spec_from_file_location("check_proof", CHECKER)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CHECK = _loaded()


def faults(text: str) -> list[str]:
    """What the program finds wrong with the findings of a proof."""
    found: list[str] = CHECK.check(json.loads(text, object_hook=CHECK.read))
    return found


def proof_of(verdict: Verdict, content: bytes = b"") -> str:
    return proof_text(verdict, content)


def day_in(path: Any) -> date:
    """The day on which a fixture is looked at."""
    return date.fromisoformat(json.loads(path.with_suffix(".expected.json").read_text("utf-8"))["on"])
