"""A small folder of documents of our own making and small packs of their own, for the tests of the review."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from unittest import mock

from guiju.engine.diagnostics.shipped import RULES
from guiju.engine.diagnostics.source import read_source
from guiju.engine.norms.lookup import KnownNorm, NormBook
from guiju.engine.pipeline.check import Looking
from guiju.engine.pipeline.library import compile_sources
from guiju.engine.pipeline.reviewing import listing, looked_at, review
from guiju.engine.portfolio.model import Reason, Review, Reviewed
from guiju.engine.semantics.program import Program

TESTS = Path(__file__).parent
FOLDER = TESTS / "review_sample"
PACK = TESTS / "review_sample.rule"
ON = date(2026, 11, 24)


@cache
def program() -> Program:
    """The words of texts as they are shipped, and the packs of the sample."""
    sources = [read_source(RULES / "text" / "vocabulary.rule"), read_source(PACK)]
    compiled, found = compile_sources(sources, "sample")
    assert not found, [(d.code, d.message.zh, d.span) for d in found]
    return compiled


def norms() -> NormBook:
    """Norms that have ended, one of them not verified; the shipped catalogue may change."""
    heads = (
        ("信访条例", "国务院令第431号", date(2005, 5, 1), date(2022, 5, 1), "信访工作条例", True),
        ("信访工作条例", None, date(2022, 5, 1), None, None, True),
        (
            "个体工商户条例",
            "国务院令第596号",
            date(2011, 11, 1),
            date(2022, 11, 1),
            "促进个体工商户发展条例",
            False,
        ),
        ("促进个体工商户发展条例", None, date(2022, 11, 1), None, None, False),
        ("样例旧办法", None, date(2000, 1, 1), date(2010, 1, 1), None, True),
    )
    return NormBook(
        KnownNorm(title, title, number, None, None, start, until, successor, verified)
        for title, number, start, until, successor, verified in heads
    )


def review_path(program: Program, path: Path, looking: Looking) -> Review:
    """All of it in one go."""
    listed, filed = listing(program, path)
    return review(program, listed, list(looked_at(program, filed, looking)), looking)


def reviewed(folder: Path = FOLDER, on: date = ON) -> Review:
    with mock.patch("guiju.engine.pipeline.texts.shipped_norms", norms):
        return review_path(program(), folder, Looking(on))


@cache
def sample() -> Review:
    """The review of the folder; its files are called as from the folder of the tests."""
    with contextlib.chdir(TESTS):
        return reviewed(Path(FOLDER.name))


def row(review: Review, start: str) -> Reviewed:
    """The row of the file whose name begins so."""
    (found,) = (
        r
        for r in review.reviewed
        if (r.entry.text or r.entry.case or "").rpartition("/")[2].startswith(start)
    )
    return found


def causes(reasons: Iterable[Reason]) -> list[str]:
    return [reason.cause for reason in reasons]
