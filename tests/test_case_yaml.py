"""The YAML of case files: limits, tags, references, keys, documents and syntax, by the C and the Python parser."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from guiju.engine.case.compose import compose
from guiju.engine.case.nodes import Bad, ListNode, MapNode, Node, Scalar
from guiju.engine.case.problems import Problems
from guiju.engine.diagnostics import limits
from guiju.engine.diagnostics.model import Diagnostic, Span
from guiju.engine.diagnostics.source import Source

PARSERS = [pytest.param(yaml.CSafeLoader, id="c"), pytest.param(yaml.SafeLoader, id="python")]
both_parsers = pytest.mark.parametrize("parser", PARSERS)


def read(text: str, parser: Any = yaml.CSafeLoader) -> tuple[Node | None, list[Diagnostic]]:
    problems = Problems()
    return compose(Source("f.yaml", text), problems, parser), problems.found


def place(diagnostic: Diagnostic) -> tuple[str, int, int]:
    assert diagnostic.span is not None
    return diagnostic.code, diagnostic.span.line, diagnostic.span.column


def one(text: str, parser: Any = yaml.CSafeLoader) -> Diagnostic:
    _, found = read(text, parser)
    assert len(found) == 1, found
    assert found[0].message.zh and found[0].message.en
    return found[0]


# --- the tree -----------------------------------------------------------------------------------------------


@both_parsers
def test_scalars_stay_texts_with_their_places(parser: Any) -> None:
    root, found = read("甲: 2019-02-30\n乙: [no, 'no', 1_000]\n𠮷: |\n  一\n  二\n末: x\n", parser)
    assert not found and isinstance(root, MapNode)
    assert root.span == Span("f.yaml", 1, 1, 6, 5)
    values = {entry.key.text: entry.value for entry in root.entries}
    assert values["甲"] == Scalar("2019-02-30", False, Span("f.yaml", 1, 4, 1, 14))
    items = values["乙"]
    assert isinstance(items, ListNode) and items.span == Span("f.yaml", 2, 4, 2, 21)
    no, quoted_no, number = items.items
    assert no == Scalar("no", False, Span("f.yaml", 2, 5, 2, 7))
    assert quoted_no == Scalar("no", True, Span("f.yaml", 2, 9, 2, 13))
    assert isinstance(number, Scalar) and number.text == "1_000"
    assert values["𠮷"] == Scalar("一\n二\n", True, Span("f.yaml", 3, 4, 5, 4))
    assert root.entries[2].key.span == Span("f.yaml", 3, 1, 3, 2)


def test_a_block_ends_where_its_last_value_ends() -> None:
    root, _ = read("a:\n  - b: 1\n    c: 22\n\n# remark\nd: 3\n")
    assert isinstance(root, MapNode)
    assert root.entries[0].value.span == Span("f.yaml", 2, 3, 3, 10)


@both_parsers
def test_null_is_told_from_text(parser: Any) -> None:
    root, _ = read("a:\nb: ~\nc: '~'\nd: null\ne: !!str\nf: nil\n", parser)
    assert isinstance(root, MapNode)
    nulls = [isinstance(e.value, Scalar) and e.value.null for e in root.entries]
    assert nulls == [True, True, False, True, False, False]


@both_parsers
def test_an_alias_stands_for_its_anchor(parser: Any) -> None:
    root, found = read("a: &x [1, 2]\nb: *x\n", parser)
    assert not found and isinstance(root, MapNode)
    assert root.entries[0].value is root.entries[1].value


# --- limits -------------------------------------------------------------------------------------------------


@both_parsers
@pytest.mark.parametrize("text", ["a: " + "[" * 100_000, "a:\n" + "- " * 5_000 + "x\n", "{a: " * 3_000])
def test_depth_is_limited_before_anything_is_built(text: str, parser: Any) -> None:
    diagnostic = one(text, parser)
    assert diagnostic.code == "C002" and str(limits.YAML_DEPTH) in diagnostic.message.zh


@both_parsers
def test_the_deepest_nesting_allowed(parser: Any) -> None:
    depth = limits.YAML_DEPTH
    root, found = read("\n".join(" " * n + "-" for n in range(depth - 1)) + " [x]\n", parser)
    assert root is not None and not found
    text = "\n".join(" " * n + "-" for n in range(depth)) + " [x]\n"
    assert place(one(text, parser)) == ("C002", depth, depth + 2)


@both_parsers
def test_alias_expansion_is_counted_not_done(parser: Any) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    diagnostic = one("\n".join(lines) + "\n", parser)
    assert place(diagnostic) == ("C002", 6, 30)
    assert str(limits.YAML_EXPANDED) in diagnostic.message.en


@both_parsers
def test_counts_of_anchors_aliases_and_nodes(parser: Any) -> None:
    anchors = "".join(f"- &n{n} x\n" for n in range(limits.YAML_ANCHORS + 5))
    assert place(one(anchors, parser)) == ("C002", limits.YAML_ANCHORS + 1, 3)
    aliases = "- &a x\n" + "- *a\n" * (limits.YAML_ALIASES + 5)
    assert place(one(aliases, parser)) == ("C002", limits.YAML_ALIASES + 2, 3)


def test_count_of_nodes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "YAML_NODES", 1_000)
    assert place(one("- x\n" * 1_001)) == ("C002", 1_000, 3)  # the list itself is a node too
    assert not read("- x\n" * 999)[1]


def test_long_keys_and_texts() -> None:
    key = "长" * (limits.KEY_CHARS + 1)
    assert place(one(f"a: 1\n  \n{key}: 1\n")) == ("C009", 3, 1)
    diagnostic = one("a:\n  " + "长" * 2_000 + ": 1\n")
    assert place(diagnostic) == ("C009", 2, 3)
    assert len(diagnostic.message.zh) < 100
    assert place(one("a: 1\n" + "b" * 2_000 + "\n")) == ("C009", 2, 1)
    assert place(one("a: " + "x" * (limits.SCALAR_CHARS + 1))) == ("C009", 1, 4)


# --- what a case must not hold ------------------------------------------------------------------------------


@both_parsers
def test_every_tag_is_named_in_one_run(parser: Any) -> None:
    text = "a: !include x\nb: !!python/name:os.system\nc: !!set {x, y}\nd: !<tag:x,2019:y> 1\ne: !!str 1\n"
    root, found = read(text, parser)
    assert [place(d) for d in found] == [("C003", line, 4) for line in (1, 2, 3, 4)]
    names = ("!include", "!!python/name:os.system", "!!set", "tag:x,2019:y")
    assert all(name in d.message.zh for name, d in zip(names, found, strict=True))
    assert isinstance(root, MapNode)
    assert [isinstance(entry.value, Bad) for entry in root.entries] == [True] * 4 + [False]


@both_parsers
def test_merge_keys_are_refused(parser: Any) -> None:
    root, found = read("a: &a {k: v}\nb:\n  <<: *a\n  c: 1\n", parser)
    assert [place(d) for d in found] == [("C004", 3, 3)]
    assert isinstance(root, MapNode)
    inner = root.entries[1].value
    assert isinstance(inner, MapNode) and [e.key.text for e in inner.entries] == ["c"]
    assert not read("'<<': 1\n", parser)[1]


@both_parsers
def test_references_to_nothing_and_to_themselves(parser: Any) -> None:
    _, found = read("a: &x\n  b: *x\nc: *nowhere\n", parser)
    assert [place(d) for d in found] == [("C005", 2, 6), ("C005", 3, 4)]


@both_parsers
def test_a_second_document_is_refused(parser: Any) -> None:
    root, found = read("a: 1\n---\nb: 2\n", parser)
    assert [place(d) for d in found] == [("C006", 2, 1)]
    assert isinstance(root, MapNode) and root.entries[0].key.text == "a"


@both_parsers
def test_equal_keys_name_both_lines(parser: Any) -> None:
    _, found = read("名称: 1\nb: 2\n名称: 3\n", parser)
    assert [place(d) for d in found] == [("C007", 3, 1)]
    assert "第 1 行" in found[0].message.zh and "line 1" in found[0].message.en
    assert found[0].labels[0].span == Span("f.yaml", 1, 1, 1, 3)


@pytest.mark.parametrize(
    ("twin", "name"),
    [("合法\u200b性", "U+200B"), ("合法\u2060性", "U+2060"), ("合法性\u202e", "U+202E")],
)
def test_keys_equal_to_the_eye(twin: str, name: str) -> None:
    _, found = read(f"合法性: 1\n{twin}: 2\n")
    assert [place(d) for d in found] == [("C007", 2, 1)]
    assert found[0].hint is not None and name in found[0].hint.zh
    assert not any(char in found[0].message.zh for char in "\u200b\u2060\u202e")


@both_parsers
def test_keys_must_be_texts(parser: Any) -> None:
    _, found = read("? [a, b]\n: 1\n? {c: d}\n: 2\n? &k x\n: 3\n*k : 4\n~: 5\n'': 6\n", parser)
    places = [("C008", 1, 3), ("C008", 3, 3), ("C008", 7, 1), ("C008", 8, 1), ("C008", 9, 1)]
    assert [place(d) for d in found] == places


@both_parsers
@pytest.mark.parametrize("text", ["# only a remark\n", "\n\n", "--- # nothing\n...\n"])
def test_no_case(text: str, parser: Any) -> None:
    root, found = read(text, parser)
    assert [d.code for d in found] == ["C010"] or (isinstance(root, Scalar) and root.null)


@both_parsers
def test_characters_without_a_place(parser: Any) -> None:
    for char in ("\x81", "\ufeff", "\uffff"):
        root, found = read(f"a: 1\nb: x{char}\n", parser)
        assert root is None and [place(d) for d in found] == [("C011", 2, 5)]
    root, found = read('a: "x\\uD800"\n', parser)
    assert found[0].span is not None and found[0].span.line == 1


@both_parsers
def test_line_ends_that_editors_do_not_show(parser: Any) -> None:
    _, found = read('a: "x\u2028y\x85z\u2029"\nb: 1\nb: 2\n', parser)
    assert [place(d) for d in found] == [("C011", 1, 6), ("C007", 3, 1)]
    assert "U+2028" in found[0].message.en


@both_parsers
def test_directives(parser: Any) -> None:
    assert not read("%YAML 1.2\n%TAG ! tag:x,2019:\n---\na: 1\n", parser)[1]
    for version in ("9.9", "1.9"):
        assert place(one(f"%YAML {version}\n---\na: 1\n", parser)) == ("C012", 1, 1)


# --- syntax in plain words ----------------------------------------------------------------------------------

SYNTAX = [
    ("a: 1\nb:\n\t- c\n", 3, 1, "Tab"),
    ("a: 1\n  b: 2\n", 2, 4, "冒号"),
    ("a: b: c\n", 1, 5, "冒号"),
    ("a: x\nb\nc: y\n", 2, 1, "没有冒号"),
    ('a: 1\nb: "x\nc: 2\n', 2, 4, "引号"),
    ("a: [x, y\nb: 1\n", 1, 4, "方括号"),
    ("a: {x: 1\n", 1, 4, "花括号"),
    ("- a\nb: 1\n", 2, 1, ""),
    ("a: 'it's'\n", 1, 8, "接不上"),
    ("a: @x\n", 1, 4, "@"),
    ('a: "x\\q"\n', 1, 0, "反斜杠"),
    ("a: *\n", 1, 4, "*"),
    (" a: 1\nb: 2\n", 2, 1, "之外"),
    ("a: |x\n", 1, 4, "|"),
    ("a: ? b\n", 1, 4, "?"),
    ("a: x\n\tb: 1\n", 2, 0, "Tab"),
    ("a: !x{ 1\n", 1, 0, "!"),
    ("[a,, b]\n", 1, 4, "少了内容"),
    ("a: !x!y 1\n", 1, 4, "!"),
]


@both_parsers
@pytest.mark.parametrize(("text", "line", "column", "words"), SYNTAX)
def test_syntax_errors(text: str, line: int, column: int, words: str, parser: Any) -> None:
    diagnostic = one(text, parser)
    _, at_line, at_column = place(diagnostic)
    assert at_line == line and (column in (0, at_column))
    said = diagnostic.message.zh + (diagnostic.hint.zh if diagnostic.hint else "")
    assert words in said
    assert not any(
        term in diagnostic.message.en for term in ("mapping", "scalar", "token", "simple key", "flow")
    )


def test_full_width_colon_is_named() -> None:
    diagnostic = one("名称: x\n日期：2019-10-20\n事实: 1\n")
    assert place(diagnostic) == ("C001", 2, 1)
    assert "全角冒号" in diagnostic.message.zh and "full-width colon" in diagnostic.message.en
    assert diagnostic.hint is not None and "「日期: 2019-10-20」" in diagnostic.hint.zh
