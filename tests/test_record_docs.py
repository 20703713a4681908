"""docs/record.md names every kind of failure and every outcome there is, in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from guiju.engine.record.fault import Kind
from guiju.engine.report.verify.verification import Outcome

from .pages import table

DOCS = Path(__file__).parent.parent / "docs"


@pytest.mark.parametrize("page", ["record.md", "record.zh.md"])
def test_every_failure_and_outcome_is_documented(page: str) -> None:
    documented = {
        name: [row[0].strip("`") for row in table(DOCS / page, name)] for name in ("kinds", "outcomes")
    }
    assert sorted(documented["kinds"]) == sorted(get_args(Kind))
    assert sorted(documented["outcomes"]) == sorted(get_args(Outcome))
