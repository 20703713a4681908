"""The pages of the handbook: complete, linked, safe whatever a pack says, the same each time."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import cache
from html import unescape
from html.parser import HTMLParser

import pytest
from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.handbook.anchors import anchors_of
from guiju.engine.handbook.flow import flow_of
from guiju.engine.handbook.flow_drawing import flow_mermaid, flow_svg
from guiju.engine.handbook.procedure_picture import Form
from guiju.engine.handbook.rendering import css_string, escape_markdown
from guiju.engine.handbook.sentences import sentences_of
from guiju.engine.pipeline.handbook import in_layers, render_handbook
from guiju.engine.pipeline.library import load_library
from guiju.engine.semantics import core
from guiju.engine.semantics.core import Duration, Window
from guiju.engine.semantics.program import (
    Citation,
    CountsRule,
    Example,
    ExampleRecord,
    ExceptionRule,
    NotCheckable,
    Param,
    ParamValue,
    Program,
    Reading,
    ScopeRule,
    Version,
)
from guiju.engine.semantics.vocabulary import LEVELS, Name
from msgspec.structs import replace

from .oracle.small import ALWAYS, counts_as, days, exception, program, rule

NATION = "决策_国家"
VOID = {"meta", "br", "rect", "path", "polygon", "img", "link", "input"}


@cache
def shipped() -> Program:
    return load_library()[0]


@cache
def pages(form: Form = "html", lang: Lang = "zh") -> dict[str, str]:
    made = shipped()
    return render_handbook(made, in_layers(made.packs.values()), lang, form)


@cache
def parsed(lang: Lang = "zh") -> dict[str, Page]:
    return {name: Page(text) for name, text in pages("html", lang).items()}


class Page(HTMLParser):
    """What a browser makes of a page: elements, ids, links, text; tags must be closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def ids(self) -> list[str]:
        return [a["id"] or "" for _, a in self.tags if "id" in a]

    def links(self) -> list[str]:
        return [a["href"] or "" for tag, a in self.tags if tag == "a" and "href" in a]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_rule_stands_on_its_page_in_both_languages(lang: Lang) -> None:
    made, anchors = shipped(), anchors_of(shipped())
    for checked in made.rules:
        page = parsed(lang)[f"{checked.pack}.html"]
        assert anchors["rule", checked.id] in page.ids()
        for version in sentences_of(checked, made):
            for said in version.readings:
                assert said.sentence.in_lang(lang) in page.text
        if not checked.versions:  # a power that asks for nothing
            continue
        latest = sentences_of(checked, made)[-1].readings[0].sentence
        assert latest.zh in page.text
        assert latest.en in page.text
        assert checked.gist.in_lang(lang) in page.text
        if checked.cure:
            assert checked.cure.in_lang(lang) in page.text


def test_everything_else_of_a_pack_stands_on_its_page() -> None:
    made = shipped()
    page = parsed()[f"{NATION}.html"]
    others: list[ExceptionRule | CountsRule | ScopeRule] = [*made.exceptions, *made.counts, *made.scopes]
    for item in others:
        if item.pack == NATION:
            assert item.gist.zh in page.text
            assert anchors_of(made)["other", item.id] in page.ids()
    for row in made.not_checkable:
        if row.pack == NATION:
            assert row.reason.zh in page.text
    for example in made.examples:
        if example.pack == NATION and ":" not in example.name:
            assert example.name in page.text
    for fact in made.vocabulary.facts.values():
        if fact.question and fact.span and fact.span.file == "decision/vocabulary.rule":
            assert fact.question.zh in page.text


def test_ids_are_unique_and_every_link_leads_somewhere() -> None:
    for name, page in parsed().items():
        assert [i for i, n in Counter(page.ids()).items() if n > 1] == []
        for link in page.links():
            target, _, anchor = link.partition("#")
            found = parsed()[unescape(target)] if target else page
            assert not anchor or anchor in found.ids(), (name, link)


def test_markdown_links_lead_somewhere() -> None:
    for name, text in pages("markdown").items():
        anchors = set(re.findall(r'<a id="([^"]*)"></a>', text))
        for link in re.findall(r"\]\(([^)]*)\)", text):
            target, _, anchor = link.partition("#")
            assert not target or target in pages("markdown"), (name, link)
            if anchor and not target:
                assert anchor in anchors, (name, link)


def test_rules_come_in_the_order_of_the_procedure() -> None:
    made = shipped()
    text = pages()[f"{NATION}.html"]
    sections = re.findall(r'<section class="step" id="rules-step-([a-z_]+)"', text)
    order = [made.vocabulary.english(step) for step in made.order]
    assert sections == [step for step in order if step in sections]
    assert len(sections) > 10


def test_a_page_needs_nothing_from_outside() -> None:
    for name, text in pages().items():
        page = parsed()[name]
        assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _ in page.tags}
        assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", text)
        assert "@import" not in text
        assert "url(" not in text


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_the_same_program_gives_the_same_bytes(form: Form) -> None:
    packs = [shipped().packs["决策_桥头"], shipped().packs["决策_参照"]]
    first = render_handbook(shipped(), packs, "zh", form)
    assert render_handbook(load_library()[0], packs, "zh", form) == first


def test_tables_have_a_cell_for_each_head() -> None:
    for text in pages("markdown").values():
        width = 0
        for line in text.split("\n"):
            if line.startswith("|"):
                cells = len(re.findall(r"(?<!\\)\|", line))
                assert width in (0, cells), line
                width = cells
            else:
                width = 0


def test_printing_repeats_heads_and_breaks_between_blocks() -> None:
    text = pages()[f"{NATION}.html"]
    assert "thead { display: table-header-group; }" in text
    assert f'@top-left {{ content: "{css_string(shipped().packs[NATION].title.zh)}"; }}' in text


# --- what a rule block holds ------------------------------------------------------------------------------


def world() -> Program:
    """A pack with a parameter, two versions, two readings, an or-else, exceptions and a counts-as rule."""
    late = core.OrElse(
        core.Exists("B", ALWAYS, Window("after", hi=Duration(5, "workday", "天数"))),
        core.Exists("C", ALWAYS, Window("after")),
    )
    old = Version(date(2015, 1, 1), date(2024, 7, 1), (Reading(Name("", ""), late),))
    readings = (
        Reading(Name("从宽", "lenient"), core.Forbid("B", ALWAYS, Window("after", hi=days(3)))),
        Reading(
            Name("从严", "strict"),
            late,
            default=False,
            basis=(Citation("norm", 7),),
            gist=Text("理由", "why"),
        ),
    )
    stated = replace(
        rule(late),
        versions=(old, Version(date(2024, 7, 1), None, readings)),
        strength="inferred",
        severity="flaw",
        cure=Text("重来", "again"),
        redo="B",
        row="R-1",
        note=Text("备考", "remark"),
        liability=(Citation("norm", 9, 2),),
        delegates=("省",),
    )
    record = ExampleRecord("A", date(2024, 3, 1), None, "09:00", 2, "甲", ("纪要",), (("x", "1"),))
    example = Example(
        "样例", "pack", "县", (("F", True),), (record,), True, date(2024, 4, 1), (("R", "violated"),)
    )
    made = program(
        stated,
        exceptions=(exception(core.Truth(core.FactRef("F"))), exception(ALWAYS, target="E", name="E2")),
        counts=(counts_as("B", ALWAYS, counts=False),),
    )
    days_open = Param(Name("天数", "days_open"), "duration", (ParamValue("pack", Duration(5, "workday")),))
    return replace(
        made,
        params={"天数": days_open},
        vocabulary=replace(made.vocabulary, levels=LEVELS),
        examples=(example,),
        not_checkable=(
            NotCheckable("R-2", "pack", (Citation("norm", 3),), "principle", Text("查不了", "no step")),
        ),
    )


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_a_rule_is_shown_with_all_that_belongs_to_it(form: Form) -> None:
    text = rendered(world(), form, "en")
    for wanted in (
        "must", "flaw", "inferred", "art. 9 para. 2", "again", "remark", "R-1", "lenient", "strict", "default",
        "art. 7", "from 1 January 2015 to 30 June 2024", "from 1 July 2024 on", "Or else", "5 working days",
        "parameter “days open”", "days open", "“f” applies", "does not count as",
        "violated", "2024-03-01 09:00", "still running", "order 2", "evidence = 纪要", "Level of the organ",
        "county", "f = yes", "no step", "principle", "art. 3", "even less strictly",
    ):  # fmt: skip
        assert wanted in text, wanted
    assert text.count("E2") >= 1


def test_the_picture_shows_what_comes_before_and_what_may_not() -> None:
    made = program(rule(core.AllOf((
        core.Exists("B", ALWAYS, Window("before", lo=days(7)), 2),
        core.Forbid("C", ALWAYS, Window("after")),
        core.Exists("I", ALWAYS, Window("any", hi=days(0))),
    ))))  # fmt: skip
    flow = flow_of(made.rules[0], made, "zh")
    assert flow is not None
    assert [(box.lines[0].text, box.kind, box.side) for box in flow.boxes] == [
        ("每次A", "about", "about"), ("B", "must", "before"), ("C", "never", "after"), ("I", "must", "after"),
    ]  # fmt: skip
    assert [(k.source, k.target, k.kind, k.label, k.both) for k in flow.links] == [
        (1, 0, "must", "≥7日", False), (0, 2, "never", "", False), (0, 3, "must", "同一天", True),
    ]  # fmt: skip
    assert "≥2次" in flow_svg(flow, "zh", "R")
    assert 'n1 ==>|"≥7日"| n0' in flow_mermaid(flow)


def test_one_of_several_is_not_drawn_as_if_it_were_demanded() -> None:
    parts = (core.Forbid("B", ALWAYS, Window("before")), core.Exists("C", ALWAYS, Window("before")))
    made = program(rule(core.AnyOf(parts)))
    flow = flow_of(made.rules[0], made, "en")
    assert flow is not None
    assert [box.kind for box in flow.boxes] == ["about", "none", "choice"]
    only_a_test = program(rule(core.Test(core.Truth(core.FactRef("F")))))
    assert flow_of(only_a_test.rules[0], only_a_test, "zh") is None


# --- hostile texts ----------------------------------------------------------------------------------------

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><script>alert(2)</script>",
    "[click](javascript:alert(1)) ![x](https://evil.example/x.png)",
    "``` \n# heading\n| a | b |\n- item\n<b>bold</b> *em* _em_ ~~gone~~ $x$ www.evil.example a@evil.example",
    "{{ 7 * 7 }} {% raw %} & &amp; \\ 1. one",
    "\u202eright to left\x00\x1b[31m",
)


def hostile(text: str) -> Program:
    both = Text(text, text)
    name = Name(f"名{text}", f"name{text}")
    made = world()
    stated = replace(made.rules[0], name=name, gist=both, cure=both, note=both, row=text, when=core.Compare(
        "=", core.FieldRef("this", "x"), core.Lit(text)
    ))  # fmt: skip
    pack = replace(made.packs["pack"], title=both, region=text, organ=text, version=text)
    norm = replace(made.norms["norm"], title=text, number=text, rank=text, note=both, en=text)
    example = replace(made.examples[0], name=text, facts=(("F", text),))
    vocabulary = made.vocabulary
    steps = {k: replace(s, name=Name(k, f"{k}{text}"), evidence=(text,)) for k, s in vocabulary.steps.items()}
    facts = {k: replace(f, name=Name(k, f"{k}{text}"), question=both) for k, f in vocabulary.facts.items()}
    return replace(
        made,
        packs={"pack": pack},
        norms={"norm": norm},
        rules=(stated,),
        examples=(example,),
        vocabulary=replace(vocabulary, steps=steps, facts=facts),
        not_checkable=(replace(made.not_checkable[0], row=text, reason=both),),
    )


def rendered(made: Program, form: Form, lang: Lang) -> str:
    """What a reader sees of the page of the pack."""
    files = render_handbook(made, list(made.packs.values()), lang, form)
    if form == "html":
        return Page(files["pack.html"]).text
    return unescape(re.sub(r"\\(?=[^\w\s])", "", files["pack.md"]))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_pack_becomes_html(text: str) -> None:
    made = hostile(text)
    for file in render_handbook(made, list(made.packs.values()), "en", "html").values():
        page = Page(file)
        for tag, attributes in page.tags:
            assert tag not in ("script", "img", "b"), file
            assert not any(key.startswith("on") for key in attributes)
            assert not (attributes.get("href") or "").startswith("javascript")
        assert file.count("</style>") == 1
        assert "\u202e" not in file
        assert "\x1b" not in file
    if text.isprintable():
        assert text in page.text


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_pack_becomes_markdown(text: str) -> None:
    made = hostile(text)
    plain = rendered_lines("harmless")
    for name, file in render_handbook(made, list(made.packs.values()), "en", "markdown").items():
        prose = re.sub(r"```mermaid.*?```", "", file, flags=re.S)
        assert not re.search(r"<(?!a id=|/a>|br/?>)", prose), file
        assert not re.search(r"(?<!\\)\]\((?!#|[\w.]+\.md)", file)
        assert "https://" not in prose
        assert "www.evil" not in prose
        assert "a@evil" not in prose
        if name == "pack.md":
            shape = [line[:2] for line in file.split("\n") if line[:1] in "#|>-`"]
            assert shape == plain


@cache
def rendered_lines(text: str) -> list[str]:
    """How the lines of the same pack begin where it says nothing special."""
    made = hostile(text)
    file = render_handbook(made, list(made.packs.values()), "en", "markdown")["pack.md"]
    return [line[:2] for line in file.split("\n") if line[:1] in "#|>-`"]


def test_mermaid_labels_hold_no_markup() -> None:
    made = hostile('"] --> x; click n0 "javascript:alert(1)" <b>')
    flow = flow_of(made.rules[0], made, "zh")
    assert flow is not None
    text = flow_mermaid(flow)
    assert "javascript:alert(1)" in text.replace("#40;", "(")
    assert not re.search(r'"[^"\n]*<(?!br/>)', text)
    for line in text.split("\n")[1:]:
        assert re.fullmatch(
            r'  (n\d+\["[^"\[\]]*"\]|n\d+ \S+( n\d+)?|n\d+ \S+\|"[^"|]*"\| n\d+|style n0 .*)', line
        ), line


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("a_b*c", r"a\_b\*c"),
        ("- item", r"\- item"),
        ("1. item", r"1\. item"),
        ("2026.1", "2026.1"),
        ("<b>&", "&lt;b&gt;&amp;"),
        ("see http://x.example", "see http\\://x.example"),
        ("two\nlines | cell", r"two lines \| cell"),
    ],
)
def test_markdown_is_escaped_where_it_must_be(text: str, escaped: str) -> None:
    assert escape_markdown(text) == escaped


def test_files_of_packs_never_collide() -> None:
    made = program(rule(core.Exists("B", ALWAYS, Window("before"))))
    pack = made.packs["pack"]
    packs = [replace(pack, id=name) for name in ("index", "甲", "Alpha", "alpha")]
    files = list(render_handbook(replace(made, packs={p.id: p for p in packs}), packs, "zh", "html"))
    assert files == ["index.html", "index_2.html", "甲.html", "Alpha.html", "alpha_2.html"]
