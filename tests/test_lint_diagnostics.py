"""docs/diagnostics.md is true: every code has its section in both languages, and its example brings it about.

Mark behind the fence: `rule CODE` declarations behind those of `rule prelude`, `rule CODE whole` a file of its own.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from guiju.engine.analysis import law_drift
from guiju.engine.analysis.check import CHECKS, analyse
from guiju.engine.calendar import Calendar
from guiju.engine.diagnostics.model import Diagnostic, has_errors
from guiju.engine.diagnostics.source import Source
from guiju.engine.norms.norm_entry import NormEntry
from guiju.engine.norms.norm_index import NormIndex, load_index
from guiju.engine.pipeline.examples import as_diagnostics
from guiju.engine.pipeline.imports import with_imports
from guiju.engine.pipeline.library import compile_beside, ordered, shipped_beside
from guiju.engine.report.diagnostics.json import FoundModel, LabelModel, LintModel, PlaceModel, page_of
from guiju.engine.trial.run import example_case, run_examples

from .command_line import ROOT
from .pages import Block, anchors, blocks, headings, show

PAGES = (ROOT / "docs" / "diagnostics.md", ROOT / "docs" / "diagnostics.zh.md")
LACKING = {"P025", "P026"}
ASIDE = "P035"
"""Brought about by what is shipped, so its example is read beside that; it is a warning."""
SECTION = re.compile(r"[PL]0\d\d")


def codes_of_texts() -> set[str]:
    parts = ("syntax", "semantics", "pipeline")
    sources = [p.read_text("utf-8") for part in parts for p in (ROOT / "engine" / part).glob("*.py")]
    return {c for s in sources for c in re.findall(r'"(P0\d\d)"', s)}


def sections(page: Path) -> list[str]:
    return [text for depth, text in headings(page) if depth == 3]


@pytest.mark.parametrize("page", PAGES, ids=show)
def test_every_code_has_its_section(page: Path) -> None:
    assert sections(page) == [*sorted(codes_of_texts()), *sorted({*(c.code for c in CHECKS), law_drift.CODE})]
    assert all(page_of(code).split("#")[1] in anchors(page) for code in sections(page))


@pytest.mark.parametrize("page", PAGES, ids=show)
def test_every_section_says_what_it_means_shows_it_and_says_what_to_do(page: Path) -> None:
    text = page.read_text("utf-8")
    marks = [*re.finditer(r"^### (\w+)$", text, re.M)]
    ends = [m.start() for m in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=True):
        parts = re.split(r"^```.*?^```$", text[mark.end() : end].split("\n## ")[0], flags=re.M | re.S)
        assert len(parts) == 2, mark[1]
        before, after = parts
        assert re.match(r"\n\n\*\*.+?[.。]\*\*", before) and len(before) > 20, mark[1]
        assert re.match(r"\n\n(What to do|怎么办):", after), mark[1]
        assert f"```rule {mark[1]}" in text[mark.end() : end], mark[1]


@pytest.mark.parametrize("page", PAGES, ids=show)
def test_every_key_of_the_json_is_described(page: Path) -> None:
    keys = {
        field.alias or name
        for part in (LintModel, FoundModel, PlaceModel, LabelModel)
        for name, field in part.model_fields.items()
    }
    text = page.read_text("utf-8")
    assert [k for k in sorted(keys) if f"`{k}`" not in text and f".{k}`" not in text] == []


def marked(page: Path) -> list[Block]:
    return [b for b in blocks(page) if SECTION.search(b.info)]


def test_both_pages_show_the_same() -> None:
    english, chinese = ([b.info for b in blocks(page)] for page in PAGES)
    assert english == chinese
    for page in PAGES:
        assert all(a < b for a, b in pairwise([b.info for b in marked(page) if b.info.startswith("rule P")]))


def brought_about(block: Block, folder: Path) -> list[Diagnostic]:
    """Everything said about the example."""
    prelude = next(b for b in blocks(block.page) if b.info == "rule prelude")
    file = folder / "example.rule"
    file.write_text(block.text, encoding="utf-8")
    for name in ("词汇.rule", "words.rule"):
        (folder / name).write_text("规则包 样例 { }\n", encoding="utf-8")
    read, problems = with_imports([file])
    own = Source(str(file), block.text)
    whole = block.info.endswith(" whole")
    texts = [own] if whole else [Source("prelude", prelude.text), own]
    if not whole and not re.match(r"\s*(规则包|pack)\b", block.text):
        header = prelude.text.split("{")[0].split('"')[0] + "{ }\n"
        texts[1] = Source(str(file), header + block.text)
    beside = shipped_beside([]) if block.info.split()[1] == ASIDE else []
    compiled = compile_beside(beside, [*texts, *(s for s in read if s.name != str(file))])
    found = list(dict.fromkeys([*problems, *compiled.diagnostics]))
    if has_errors(d for d in found if d.code not in LACKING):
        return found
    program = ordered(compiled.program)
    examples = [e for e in program.examples if e.span is not None and e.span.file == str(file)]
    found += as_diagnostics(run_examples(program, examples), program)
    if law_drift.CODE in block.info:
        index = load_index()
        return found + law_drift.drifted(program, [str(file)], index, _changed(index, "决策条例"))
    return found + analyse(program, [str(file)], Calendar(), example_case, compiled.references)


def _changed(index: NormIndex, norm: str) -> dict[str, NormEntry]:
    """The norm with other words in every article."""
    entry = index.get(norm)
    assert entry is not None
    articles = {k: a.model_copy(update={"digest": "0" * 16}) for k, a in entry.articles.items()}
    return {norm: entry.model_copy(update={"articles": articles})}


@pytest.mark.parametrize("block", [b for page in PAGES for b in marked(page)], ids=str)
def test_the_example_brings_about_this_code_and_no_other(block: Block, tmp_path: Path) -> None:
    code = block.info.split()[1]
    found = brought_about(block, tmp_path)
    asked = next((d.severity for d in found if d.code == code), None)
    assert asked is not None, [f"{d.code} {d.message.en}" for d in found]
    severity = next((c.severity for c in CHECKS if c.code == code), "warning" if code == ASIDE else "error")
    assert asked == severity
    others = {d.code for d in found if d.severity != "note" and d.code not in LACKING | {code}}
    assert others == set(), [f"{d.code} {d.message.en}" for d in found]
