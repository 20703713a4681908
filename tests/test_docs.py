"""The documentation is true: its code compiles, its examples come out, its tables and links are those of the project.

Marks behind the fence of a code block: `rule` declarations, `rule en` the same as the block before, `rule shipped`
also in the shipped packs, `rule prelude` the words that the others use, `rule requirement | condition | clause` one
to a line, Chinese and English in turn, `… file=NAME` a file for the commands, `sh run exit=N`, `text output`.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from guiju.engine.case.duration import Duration
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.words import word
from guiju.engine.evaluate.finding import State
from guiju.engine.evaluate.reference import judge_rule
from guiju.engine.pipeline.library import compile_sources, load_library
from guiju.engine.report.models.case import FindingModel, Model, VerdictModel
from guiju.engine.semantics import core
from guiju.engine.semantics.core import Lit
from guiju.engine.semantics.program import (
    Breaches,
    Citation,
    CountsRule,
    Example,
    ExceptionRule,
    Norm,
    Pack,
    ParamValue,
    Program,
    Rule,
    ScopeRule,
)
from guiju.engine.semantics.vocabulary import Name, StepDecl
from guiju.engine.syntax.keywords import keyword_table
from guiju.engine.trial.run import run_examples
from msgspec.structs import replace

from .oracle import small
from .pages import Block, anchors, blocks, headings, links, prose, show, table

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
LANGUAGE = (DOCS / "language.md", DOCS / "language.zh.md")
PAIRS = [
    *(
        (DOCS / f"{n}.md", DOCS / f"{n}.zh.md")
        for n in (
            "language",
            "semantics",
            "architecture",
            "report",
            "testing",
            "record",
            "proof",
            "plan",
            "formats",
            "calendar",
            "ci",
            "documents",
            "citations",
            "review",
            "ledger",
            "opinion",
        )
    ),
    (ROOT / "CHANGELOG.md", ROOT / "CHANGELOG.zh.md"),
]
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
HEADER = "规则包 样例 { }\n"
RULE = '应当 例 {{ 依据 决策条例 要旨 "x" {body}\n 合例 {{ }} 违例 {{ }} }}'


def marked(*infos: str) -> list[Block]:
    return [b for page in LANGUAGE for b in blocks(page) if b.info in infos]


def compiled(block: Block, text: str) -> Program:
    prelude = next(b for b in blocks(block.page) if b.info == "rule prelude")
    parts = [Source("prelude", prelude.text), Source("block", text)]
    program, found = compile_sources(parts if text else parts[:1])
    problems = [f"{d.code} {d.message.en} (line {d.span.line if d.span else 0})" for d in found]
    assert not problems, f"{block}: {problems}\n{text}"
    return program


@cache
def declarations(block: Block) -> Program:
    standalone = re.match(r"\s*(规则包|pack)\b", block.text)
    return compiled(block, block.text if standalone else HEADER + block.text)


# --- code ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("block", marked("rule", "rule en", "rule shipped", "rule prelude"), ids=str)
def test_declarations_compile_and_their_examples_come_out(block: Block) -> None:
    program = declarations(block) if block.info != "rule prelude" else compiled(block, "")
    missed = run_examples(program, program.examples)
    assert [(m.example.name, m.rule, m.expected, m.found) for m in missed] == []


_FREE: dict[type, set[str]] = {
    Norm: {"rank", "key"},
    Citation: {"norm"},
    StepDecl: {"actors", "evidence"},
    Pack: {"title"},
    Duration: {"param"},
    Lit: {"param"},
    core.Matches: {"wording"},
    ParamValue: {"gist"},
    Breaches: {"rules"},
    Program: {"digest", "order", "downstream"},
    **{kind: {"name"} for kind in (Rule, ExceptionRule, CountsRule, ScopeRule)},
}


def meaning(value: Any) -> Any:
    """A program without the names its author is free to choose, and without places."""
    if isinstance(value, Name):
        return value.en
    if isinstance(value, Example):
        states = tuple(state for _, state in value.expect)
        return (meaning(value.records), meaning(value.facts), value.level, value.closed, value.on, states)
    if isinstance(value, Mapping):
        return [meaning(v) for v in value.values()]
    if isinstance(value, tuple):
        return [meaning(v) for v in value]
    names = getattr(type(value), "__match_args__", None)
    if names is None:
        return value
    free = {"span", "places", "id", "pack", "targets"}
    for kind, left_free in _FREE.items():
        if isinstance(value, kind):
            free |= left_free
    return [
        type(value).__name__,
        *((name, meaning(getattr(value, name))) for name in names if name not in free),
    ]


@pytest.mark.parametrize("page", LANGUAGE, ids=show)
def test_the_english_block_means_what_the_chinese_one_means(page: Path) -> None:
    found = list(blocks(page))
    pairs = [(a, b) for a, b in pairwise(found) if b.info == "rule en"]
    assert len(pairs) > 10
    for chinese, english in pairs:
        assert meaning(declarations(chinese)) == meaning(declarations(english)), str(english)


def _one_line(block: Block, line: str) -> Any:
    if block.info == "rule condition":
        asked = compiled(block, HEADER + RULE.format(body="有 公布 当 " + line))
        return asked.rules[0].when
    if block.info == "rule clause":
        text = RULE.replace("依据 决策条例 ", "").format(body="有 公布 " + line)
        return [
            (c.norm, c.article, c.paragraph, c.item, c.sentence)
            for c in compiled(block, HEADER + text).rules[0].basis
        ]
    short = re.match(r"\w+(\(.*?\))? (先于|之后|期限|before|then|lasts) ", line)
    each = "" if short else "每一 公开征求意见 " if block.info.endswith("interval") else "每一 集体讨论 "
    rule = compiled(block, HEADER + RULE.format(body=each + line)).rules[0]
    return (rule.step, rule.when, rule.versions)


LINES = ("rule requirement", "rule requirement interval", "rule condition", "rule clause")


@pytest.mark.parametrize("block", marked(*LINES), ids=str)
def test_each_pair_of_lines_compiles_to_one_meaning(block: Block) -> None:
    lines = block.lines()
    assert len(lines) % 2 == 0
    for chinese, english in zip(lines[::2], lines[1::2], strict=True):
        assert _one_line(block, chinese) == _one_line(block, english), english


@pytest.mark.parametrize("block", marked("rule shipped"), ids=str)
def test_the_rule_of_the_introduction_is_in_the_shipped_packs(block: Block) -> None:
    program, _ = load_library()
    (ours,) = declarations(block).rules
    theirs = next(r for r in program.rules if r.id == ours.id)
    for part in ("row", "modality", "step", "when", "versions"):
        assert meaning(getattr(ours, part)) == meaning(getattr(theirs, part)), part
    for part in ("basis", "liability"):
        assert all(c in meaning(getattr(theirs, part)) for c in meaning(getattr(ours, part))), part


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


RUN = "from guiju.cli.main import main; main()"


@pytest.fixture(scope="module")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def run_guiju(
    folder: Path, cache_folder: Path, *arguments: str, code: str = RUN
) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONUTF8": "1", "GUIJU_CACHE_DIR": str(cache_folder)}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("page", LANGUAGE, ids=show)
def test_the_commands_run_and_print_what_is_shown(page: Path, tmp_path: Path, cache_folder: Path) -> None:
    ran = ""
    for block in blocks(page):
        if "file=" in block.info:
            (tmp_path / block.info.split("file=")[1]).write_text(block.text, "utf-8")
        elif block.info.startswith("sh run"):
            for line in block.lines():
                name, *arguments = shlex.split(line)
                assert name == "guiju"
                done = run_guiju(tmp_path, cache_folder, *arguments)
                assert f"exit={done.returncode}" in block.info, done.stdout + done.stderr
                ran = _squeezed(done.stdout)
        elif block.info == "text output":
            for line in block.lines():
                assert _squeezed(line) in ran
    assert ran


@pytest.mark.parametrize("page", LANGUAGE, ids=show)
def test_the_examples_of_the_pack_in_the_introduction_come_out(page: Path) -> None:
    (pack,) = (b for b in blocks(page) if b.info.startswith("rule file="))
    program, found = compile_sources([Source("pack", pack.text)])
    assert not found and len(program.examples) == 7
    assert run_examples(program, program.examples) == []


# --- tables ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", LANGUAGE, ids=show)
def test_the_keyword_table_is_the_one_of_the_grammar(page: Path) -> None:
    def ticked(words: Iterable[str]) -> str:
        return " ".join(f"`{w}`" for w in words)

    expected = [
        [ticked(zh), ticked(en)] for entries in keyword_table().values() for zh, en in entries.values()
    ]
    assert [row[1:] for row in table(page, "keywords")] == expected


@pytest.mark.parametrize("page", LANGUAGE, ids=show)
def test_every_code_of_a_pack_error_is_explained(page: Path) -> None:
    parts = ("syntax", "semantics", "pipeline")
    sources = [p.read_text("utf-8") for part in parts for p in (ROOT / "engine" / part).glob("*.py")]
    raised = {c for s in sources for c in re.findall(r'"(P0\d\d)"', s)}
    assert set(re.findall(r"^\| (P0\d\d) \|", page.read_text("utf-8"), re.M)) == raised


@pytest.mark.parametrize("page", PAIRS[2], ids=show)
def test_the_layers_are_those_of_the_contract(page: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contract = project["tool"]["importlinter"]["contracts"][0]
    names = [name for layer in contract["layers"] for name in layer.split(" | ")]
    layers = [f"`{name.removeprefix('guiju.')}`" for name in names]
    assert [row[0] for row in table(page, "layers")] == layers


@pytest.mark.parametrize("page", PAIRS[2], ids=show)
def test_the_files_it_names_exist(page: Path) -> None:
    named = re.findall(r"`((?:engine|cli|rules|grammars|docs|tests)/[\w./]*)`", prose(page))
    assert len(named) > 15
    assert [n for n in named if n.isascii() and "YEAR" not in n and not (ROOT / n).exists()] == []


@pytest.mark.parametrize("page", PAIRS[3], ids=show)
def test_every_key_of_the_report_is_described(page: Path) -> None:
    models: tuple[type[Model], ...] = (VerdictModel, FindingModel)
    text = page.read_text("utf-8")
    assert [k for m in models for k in m.model_fields if f"`{k}`" not in text] == []


IN_3 = core.Window("after", hi=small.days(3))
FROM_3 = core.Window("after", lo=small.days(3))
SUCH = core.Compare("=", core.FieldRef("that", "x"), core.Lit("1"))
DAY_3 = core.FixedPoint(small.day(3))
IN_THE_STRETCH = core.Window(since=core.EdgePoint("start"), by=core.EdgePoint("end"))
EVERY_3 = core.Exists("B", SUCH, IN_THE_STRETCH)
FORMS: list[
    tuple[core.Req, int, int | None]
] = [  # the requirement, the day of a record in time, of a late one
    (core.Exists("B", SUCH, IN_3), 2, 5),
    (core.Exists("B", SUCH, FROM_3), 5, None),
    (core.Exists("B", SUCH, core.Window("before")), -2, 5),
    (core.Exists("B", SUCH, IN_3, 1, 1), 2, 5),
    (core.Forbid("B", SUCH, IN_3), 2, 5),
    (core.OrElse(core.Exists("B", SUCH, IN_3), core.Exists("B", SUCH, core.Window("after"))), 2, 5),
    (core.Exists("B", SUCH, core.Window("after", by=DAY_3)), 2, 5),
    (core.Exists("B", SUCH, core.Window("after", since=DAY_3)), 5, None),
    (core.Forbid("B", SUCH, core.Window("after", by=DAY_3)), 2, 5),
    (EVERY_3, 2, 5),
]
LONG = core.Lasting(">=", small.days(3), "that")
START, END = core.FieldRef("this", core.START), core.FieldRef("this", core.END)
LENGTHS: list[tuple[str | None, core.Req]] = [
    ("I", core.Lasts(">=", small.days(3))),
    ("I", core.Lasts("<=", small.days(3))),
    ("I", core.Lasts(">=", small.days(3), first=START, last=END)),
    ("I", core.Lasts("<=", small.days(3), first=START, last=END)),
    ("I", core.Test(core.Lasting(">=", small.days(3)))),
    ("I", core.Test(core.Lasting("<=", small.days(3)))),
    (None, core.Exists("I", LONG, core.Window())),
    (None, core.Forbid("I", LONG, core.Window())),
]


def _state(req: core.Req, on: int, closed: bool, *others: Any) -> State:
    case = small.case(small.record("A", 0), *others, closed=closed)
    rule: Rule = small.rule(req)
    if req == EVERY_3:
        rule = replace(rule, every=small.days(3))
    first, *more = judge_rule(rule, case, small.day(on), small.program(rule))
    assert not more or req == EVERY_3
    return first.state


@pytest.mark.parametrize(("page", "lang"), [(PAIRS[1][0], "en"), (PAIRS[1][1], "zh")], ids=["en", "zh"])
def test_the_verdict_table_is_what_the_evaluator_says(page: Path, lang: Any) -> None:
    rows = table(page, "verdicts")
    assert len(rows) == len(FORMS)
    for (req, in_time, late), row in zip(FORMS, rows, strict=True):
        tried = [(2, ()), (9, ()), (max(in_time, 2), (small.record("B", in_time, x="1"),))]
        tried += [(9, (small.record("B", in_time),))]
        tried += [(9, (small.record("B", late, x="1"),))] if late is not None else []
        seen = []
        for on, others in tried:
            states = [_state(req, on, closed, *others) for closed in (False, True)]
            seen.append(" / ".join(word("state", s.value).in_lang(lang) for s in states))
        assert row[1:] == [*seen, *["–"] * (late is None)], row[0]


@pytest.mark.parametrize(("page", "lang"), [(PAIRS[1][0], "en"), (PAIRS[1][1], "zh")], ids=["en", "zh"])
def test_the_table_of_lengths_is_what_the_evaluator_says(page: Path, lang: Any) -> None:
    def state(req: core.Req, step: str | None, on: int, end: int, closed: bool) -> str:
        rule = small.rule(req, step)
        case = small.case(small.record("I", 0, end), closed=closed)
        (finding,) = judge_rule(rule, case, small.day(on), small.program(rule))
        return word("state", finding.state.value).in_lang(lang)

    tried = [(2, small.RUNNING), (5, small.RUNNING), (5, 2), (5, 5)]
    for (step, req), row in zip(LENGTHS, table(page, "lengths"), strict=True):
        seen = [
            " / ".join(state(req, step, on, end, closed) for closed in (False, True)) for on, end in tried
        ]
        assert row[1:] == seen, row[0]


# --- pages -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("english", "chinese"), PAIRS, ids=lambda p: p.name)
def test_both_languages_have_the_same_structure(english: Path, chinese: Path) -> None:
    def structure(page: Path) -> list[tuple[int, str]]:
        return [
            (depth, match[0] if (match := re.match(r"[\d.]+", text)) else "")
            for depth, text in headings(page)
        ]

    assert structure(english) == structure(chinese)
    infos = [[re.sub("file=.*", "", b.info) for b in blocks(page)] for page in (english, chinese)]
    assert infos[0] == infos[1]
    rows = [len(re.findall(r"^\|", prose(page), re.M)) for page in (english, chinese)]
    assert rows[0] == rows[1]


@pytest.mark.parametrize("page", PAGES, ids=show)
def test_links_lead_somewhere(page: Path) -> None:
    for target in links(page):
        if re.match(r"https?:|mailto:", target):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), target
        if anchor:
            assert anchor in anchors(there), target


FORBIDDEN = r"""\bTODO\b|FIXME|(?<!\w)/work\b|(?<!\w)/tmp\b|\bfor[ ]now\b
    |\bstubs?\b|\bplaceholders?\b|\bhelpers?\b|\bagents?\b"""


@pytest.mark.parametrize("page", PAGES, ids=show)
def test_nothing_unfinished_is_left(page: Path) -> None:
    assert re.findall(FORBIDDEN, page.read_text("utf-8"), re.I | re.X) == []


def test_a_check_with_a_warm_cache_loads_neither_graph_nor_parser(tmp_path: Path, cache_folder: Path) -> None:
    """What docs/architecture.md says in its last chapter."""
    for block in blocks(LANGUAGE[0]):
        if "file=" in block.info:
            (tmp_path / block.info.split("file=")[1]).write_text(block.text, "utf-8")
    arguments = ("check", "case.yaml", "--pack", "parking.rule", "--on", "2024-06-15")
    assert run_guiju(tmp_path, cache_folder, *arguments).returncode == 1
    code = (
        "import sys, atexit\n"
        "heavy = ('networkx', 'lark', 'graphlay')\n"
        "atexit.register(lambda: print([m for m in heavy if m in sys.modules]))\n" + RUN
    )
    done = run_guiju(tmp_path, cache_folder, *arguments, code=code)
    assert done.returncode == 1 and done.stdout.rstrip().endswith("[]"), done.stdout + done.stderr
