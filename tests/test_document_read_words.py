"""What is said of documents: each code has its sentence and its line in the documentation, each limit its true value."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from guiju.engine.diagnostics.text import Lang
from guiju.engine.document.read_codes import CODES
from guiju.engine.document.read_limits import MIB, Limits
from guiju.engine.document.read_remarks import Remark, Value
from guiju.engine.document.read_words import diagnostic
from guiju.engine.document.read_words_kinds import DAMAGES, KINDS, LIMITS, SCRIPTS

from .command_line import ROOT
from .pages import table

LANGS: tuple[Lang, ...] = ("zh", "en")
DOCS = ROOT / "docs"
CODE_PAGES: dict[Lang, Path] = {"en": DOCS / "diagnostics.md", "zh": DOCS / "diagnostics.zh.md"}
PAGES: dict[Lang, Path] = {"en": DOCS / "documents.md", "zh": DOCS / "documents.zh.md"}
VALUES: dict[str, tuple[Value, ...]] = {
    "W001": ("doc",),
    "W002": (),
    "W003": ("docx", "word/document.xml"),
    "W004": ("unpacked", 512 * MIB),
    "W008": ("word/document.xml",),
    "W009": ("word/document.xml",),
    "W010": (3, "0xFF"),
    "W012": ("台账", "XFD1048576", 7),
    "W020": (".docx", "pdf"),
    "W022": (1, 2),
    "W026": ("1, 3", 2),
    "W027": ("1", 1),
    "W028": ("某镇",),
    "W030": ("macros",),
    "W033": ("hebrew1",),
    "W034": ("1", 1),
    "W035": (),
    "W037": ("1", 1),
    "W038": (),
}


def values(code: str) -> tuple[Value, ...]:
    return VALUES.get(code, (7,))


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_sentence_in_both_languages(code: str) -> None:
    said = diagnostic(Remark(code, values(code)), "某.docx")
    assert said.code == code and said.span is not None and said.span.file == "某.docx"
    assert said.severity == ("error" if code < "W020" else "warning")
    for text in filter(None, (said.message, said.hint)):
        assert re.search("[一-鿿]", text.zh) and not re.search("[一-鿿{}]", re.sub("某镇|台账", "", text.en))


def test_every_kind_damage_limit_and_script_has_its_words() -> None:
    for code, found in (("W001", KINDS), ("W003", DAMAGES), ("W030", SCRIPTS)):
        assert all(diagnostic(Remark(code, (key,)), "a").message.zh for key in found)
    named = {name for name in LIMITS if diagnostic(Remark("W004", (name, 3 * MIB)), "a")}
    assert named <= set(Limits.__struct_fields__)
    sizes = {name for name in named if "3 MiB" in diagnostic(Remark("W004", (name, 3 * MIB)), "a").message.en}
    assert sizes == {"unpacked", "part", "answer"}


def test_the_sentences_used_by_the_readers_are_there() -> None:
    texts = [path.read_text("utf-8") for path in (ROOT / "engine" / "document").glob("*.py")]
    used = {c for text in texts if "CODES: Mapping" not in text for c in re.findall(r'"(W0\d\d)"', text)}
    assert used == set(CODES)
    assert {what for text in texts for what in re.findall(r'\bover\("(\w+)"', text)} <= set(LIMITS)


@pytest.mark.parametrize(
    "remark",
    [
        Remark("W099"),
        Remark("W001"),
        Remark("W001", ("made up",)),
        Remark("W004", ("unpacked", "much")),
        Remark("W010", ("x", "0xFF")),
        Remark("W021", (True,)),
        Remark("W020", (".docx", "exe")),
        Remark("W002", ("more",)),
    ],
)
def test_values_that_do_not_fit_are_an_error(remark: Remark) -> None:
    with pytest.raises(ValueError, match=r"fit|such|wanted"):
        diagnostic(remark, "a")


def test_what_a_file_says_is_shortened_and_shows_no_control_signs() -> None:
    said = diagnostic(Remark("W009", ("\x1b[31m\u202e" + "长" * 500,)), "a").message
    assert "\x1b" not in said.zh and "\u202e" not in said.zh and len(said.zh) < 200


@pytest.mark.parametrize("lang", LANGS)
def test_every_code_is_in_the_documentation(lang: Lang) -> None:
    rows = table(CODE_PAGES[lang], "document codes")
    assert [row[:2] for row in rows] == [[code, name.in_lang(lang)] for code, name in CODES.items()]
    assert all(row[2] for row in rows)


@pytest.mark.parametrize("lang", LANGS)
def test_the_limits_stated_are_those_held(lang: Lang) -> None:
    held = Limits()
    stated = [re.sub(",", "", row[1]) for row in table(PAGES[lang], "document limits")]
    ratio = f"{held.ratio} to 1" if lang == "en" else f"{held.ratio}:1"
    assert stated == [
        f"{held.file // MIB} MiB",
        f"{held.unpacked // MIB} MiB",
        f"{held.part // MIB} MiB",
        str(held.parts),
        ratio,
        str(held.depth),
        str(held.elements),
        str(held.pages),
        str(held.paragraphs),
        str(held.chars),
        str(held.remarks),
        f"{held.cpu} s",
        f"{held.wall:.0f} s",
        f"{held.memory // MIB} MiB",
        f"{held.answer // MIB} MiB",
        str(held.files),
    ]


@pytest.mark.parametrize(
    ("kind", "program"), [("docx", "Word"), ("pdf", "PDF"), ("html", "浏览器"), ("txt", "编辑器")]
)
def test_what_helps_is_said_by_the_kind_of_file(kind: str, program: str) -> None:
    hint = diagnostic(Remark("W003", (kind,)), "a").hint
    assert hint is not None and program in hint.zh and ("Word" in hint.zh) is (kind == "docx")
