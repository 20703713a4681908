"""The records that the program makes of texts and the words that `rules/text/vocabulary.rule` declares for them are the
same: whatever is made is declared, with its type, and whatever is declared is made of some document here."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache

import pytest
from guiju.engine.case.duration import Duration
from guiju.engine.case.model import Record, Value
from guiju.engine.document.model import Cell, Paragraph, RawDocument
from guiju.engine.document.statements import statements
from guiju.engine.document.structure import structure
from guiju.engine.norms.law_text import digest
from guiju.engine.norms.lookup import shipped_norms
from guiju.engine.pipeline.library import load_library
from guiju.engine.report.words.norms import rank_word
from guiju.engine.semantics.program import Program
from guiju.engine.semantics.vocabulary import FieldDecl
from guiju.engine.textcase import Setting, records_of_paragraphs, text_case
from guiju.engine.textcase.values import PROCEDURE, RANKS

from .command_line import ROOT
from .known_norms import KNOWN
from .pages import table
from .text_documents import EVERY

Path = tuple[str, ...]
ON = date(2024, 6, 1)
PYTHON = {
    "yesno": bool,
    "number": Decimal,
    "amount": Decimal,
    "duration": Duration,
    "text": str,
    "enum": str,
    "date": date,
    "list": tuple,
}


@cache
def library() -> Program:
    return load_library()[0]


@cache
def made() -> tuple[Record, ...]:
    of_texts = [records_of_paragraphs(paragraphs, ON, KNOWN)[0] for paragraphs in EVERY.values()]
    cells = (
        Paragraph("云溪镇补助标准", 1),
        Paragraph("每户补助3万元", 2, cell=Cell(1, 1, 1)),
        Paragraph("《集市法》规定的集市由镇人民政府管理。", 3),
    )
    table = structure(RawDocument("补助.docx", "docx", cells))
    setting = Setting(ON, KNOWN, digests=lambda key: {"3": digest(cells[2].text)})
    of_table = text_case(table, statements(table), setting).case.records
    return tuple(record for records in (*of_texts, of_table) for record in records)


def declared() -> Iterator[tuple[Path, FieldDecl]]:
    """Every field with the path to it: step, list field, field."""
    for step in library().procedures[PROCEDURE].steps:
        for field in step.fields:
            yield (step.name.zh, field.name.zh), field
            for inner in field.type.item:
                yield (step.name.zh, field.name.zh, inner.name.zh), inner


def stated(record: Record) -> Iterator[tuple[Path, Value | Mapping[str, Value]]]:
    for name, value in record.fields.items():
        yield (record.step, name), value
        for element in value if isinstance(value, tuple) else ():
            if isinstance(element, Mapping):
                for inner, of_it in element.items():
                    yield (record.step, name, inner), of_it


@cache
def found() -> Mapping[Path, Sequence[Value | Mapping[str, Value]]]:
    values: dict[Path, list[Value | Mapping[str, Value]]] = defaultdict(list)
    for record in made():
        for path, value in stated(record):
            values[path].append(value)
    return values


def names_in(values: Iterable[object]) -> set[str]:
    """The texts among the values, and those in lists."""
    names: set[str] = set()
    for value in values:
        inside = value if isinstance(value, tuple) else (value,)
        names |= {each for each in inside if isinstance(each, str)}
    return names


def test_whatever_is_made_is_declared() -> None:
    assert set(found()) <= {path for path, _ in declared()}
    assert {record.step for record in made()} == {s.name.zh for s in library().procedures[PROCEDURE].steps}


def test_every_declared_field_is_made() -> None:
    short = {path[-1] for path in found() if len(path) == 3}
    missing = {path for path, _ in declared()} - set(found())
    assert {path for path in missing if len(path) == 2 or path[-1] not in short} == set()


def test_values_are_of_the_declared_type() -> None:
    for path, field in declared():
        assert {type(value) for value in found().get(path, ())} <= {PYTHON[field.type.kind]}, path


def test_every_named_value_is_made_somewhere() -> None:
    """Of the fields called alike in several steps together: 情态 of sentences and of items."""
    wanted: dict[str, set[str]] = defaultdict(set)
    got: dict[str, set[str]] = defaultdict(set)
    for path, field in declared():
        if field.type.values:
            wanted[path[-1]] |= {name.zh for name in field.type.values}
            got[path[-1]] |= names_in(found().get(path, ()))
    assert got == wanted


def test_every_yes_and_no_is_made_somewhere() -> None:
    both = {path[-1]: set[object]() for path, field in declared() if field.type.kind == "yesno"}
    for path, values in found().items():
        if path[-1] in both:
            both[path[-1]] |= set(map(str, values))
    assert {name for name, values in both.items() if values != {"True", "False"}} == set()


def test_named_values_of_fields_called_alike_are_the_same() -> None:
    """A value that one step declares, all do; 未写明 is only of the one subject, not of the list of all."""
    by_name: dict[str, set[Path]] = defaultdict(set)
    for path, field in declared():
        if field.type.values:
            by_name[path[-1]].add(tuple(name.zh for name in field.type.values))
    assert {name for name, lists in by_name.items() if len(lists) > 1} == set()


def test_the_ranks_are_those_that_the_program_knows_and_the_page_names() -> None:
    declared_ranks = {
        tuple(name.zh for name in field.type.values) for path, field in declared() if path[-1] == "位阶"
    }
    assert declared_ranks == {RANKS}
    for page, comma, last in (("documents.md", ", ", " and "), ("documents.zh.md", "、", "、")):
        listed = comma.join(RANKS[:-1]) + last + RANKS[-1]
        assert listed in (ROOT / "docs" / page).read_text("utf-8")
    for rank in RANKS:
        assert rank_word(rank).zh == rank and rank_word(rank).en.isascii()


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize("title", ["宪法", "中华人民共和国宪法", "中华人民共和国宪法（2018年修正）"])
def test_the_constitution_has_a_rank_of_its_own(title: str, listed: bool) -> None:
    text = ("云溪镇通告", f"根据《{title}》，通告如下：")
    found, _ = records_of_paragraphs(text, ON, shipped_norms() if listed else KNOWN)
    (cited,) = [record.fields for record in found if record.step == "引用处"]
    assert cited["位阶"] == "宪法"
    (whole,) = [record.fields for record in found if record.step == "全文"]
    assert "宪法" in str(whole["依据"])


def test_every_step_and_field_has_an_english_name() -> None:
    names = [field.name for _, field in declared()] + [s.name for s in library().procedures[PROCEDURE].steps]
    assert [name.zh for name in names if not name.en.isascii()] == []


def test_the_facts_of_a_text_are_facts_of_the_packs_on_documents() -> None:
    for paragraphs in EVERY.values():
        _, facts = records_of_paragraphs(paragraphs, ON, KNOWN)
        for name, value in facts.items():
            assert type(value) is PYTHON[library().vocabulary.facts[name].type.kind]


@pytest.mark.parametrize("page", ["documents.md", "documents.zh.md"])
def test_the_page_has_every_record_with_all_its_fields(page: str) -> None:
    rows = table(ROOT / "docs" / page, "text records")
    assert [row[0] for row in rows] == [
        f"{step.name.zh} `{step.name.en}`" for step in library().procedures[PROCEDURE].steps
    ]
    for row, step in zip(rows, library().procedures[PROCEDURE].steps, strict=True):
        listed = [f"{field.name.zh} `{field.name.en}`" for field in step.fields[2:]]
        assert re.split(r"[,、] ?", row[2]) == listed, step.name.zh
