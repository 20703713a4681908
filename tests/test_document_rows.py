"""Whatever is written, no row of words is an error: every row of tokens is a line to the grammars of documents, shown for
all rows of the grammars of clauses and levels, and tried with the words of the trade for all that reads documents."""

from __future__ import annotations

import re
import tomllib
from collections import deque
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from guiju.engine.diagnostics.shipped import GRAMMARS
from guiju.engine.document.citation_tokens import CitationTokens
from guiju.engine.document.clause_lines import LEADS_TO, ClauseTokens
from guiju.engine.document.grammar import grammar, token_grammar
from guiju.engine.document.levels import ARTICLE_LEVELS, NUMBER_LEVELS
from guiju.engine.document.numbers import document_numbers
from guiju.engine.document.statements import statements
from guiju.engine.textcase import Setting, text_case
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lark import Token
from lark.exceptions import UnexpectedToken
from lark.parsers.lalr_analysis import Shift

from .document_reading import read
from .known_norms import KNOWN

OF_GRAMMARS = {"clauses": ClauseTokens(), "citations": CitationTokens()}


def kinds(name: str) -> list[str]:
    """The terminals that a lexer finds: those that only the postlexer makes are left out."""
    made = {"AND", "PLUS", "TO_PLACE", "CODE"}
    return sorted(t.name for t in grammar(name, OF_GRAMMARS[name]).terminals if t.name not in made)


# --- rows of tokens ----------------------------------------------------------------------------------------------


Following = frozenset[str] | None
END = "$END"
GivenAs = Callable[[str], Iterator[tuple[str, Following]]]
BEHIND_CLOSING = frozenset(("CLOSING", END))


def as_given(kind: str) -> Iterator[tuple[str, Following]]:
    """The token as the parser is given it, with what then follows (None: anything): one that leads nowhere is text."""
    if kind in LEADS_TO:
        yield "OTHER", None
    yield kind, LEADS_TO.get(kind)


def test_every_row_of_tokens_is_a_line_of_clauses() -> None:
    """All states of the parser that any row leads to are visited; in none is a token, or the end, refused."""
    parsing = grammar("clauses", OF_GRAMMARS["clauses"]).parse_interactive()
    seen, refused = refusals(parsing, kinds("clauses"), as_given)
    assert not refused and seen > 20


@pytest.mark.parametrize(("style", "number_of_levels"), [("articles", 11), ("numbered", 11)])
def test_every_row_of_levels_is_a_text(style: str, number_of_levels: int) -> None:
    """The same for the lines of a text, in either style with all levels that its lines may have."""
    given_levels = levels_of(style)
    assert len(given_levels) == number_of_levels
    parsing = token_grammar("levels", ("articles", "numbered")).parse_interactive(start=style)
    seen, refused = refusals(parsing, given_levels, as_leveled)
    assert not refused and seen > len(given_levels)


def as_leveled(kind: str) -> Iterator[tuple[str, Following]]:
    """What closes a text is all that then follows, as it is by the way it is found."""
    yield kind, BEHIND_CLOSING if kind == "CLOSING" else None


def levels_of(style: str) -> list[str]:
    """The tokens that lines are given: those of the marks in this style, and of lines that have none."""
    marks, others = {
        "articles": (ARTICLE_LEVELS, ("PARAGRAPH", "TABLE", "CONTINUATION")),
        "numbered": (NUMBER_LEVELS, ("PARAGRAPH", "TABLE", "CLOSING")),
    }[style]
    return sorted({*(level.upper() for level in marks.values()), *others})


def refusals(start: Any, kinds: list[str], given_as: GivenAs) -> tuple[int, set[tuple[str, str]]]:
    """How many states of the parser rows of these lead to, and which token, or end, is refused behind which.

    Rows lead to more stacks of states than can be gone through; but what a state does hangs on those below it alone, so
    that it is enough to know for each state which ones may lie right below it."""
    table = start.parser_state.parse_conf
    below: dict[int, set[int]] = {}
    tops: set[tuple[int, Following, str]] = {(table.start_state, None, "")}
    refused: set[tuple[str, str]] = set()
    known = -1
    while known != (known := len(tops) + sum(map(len, below.values()))):
        for top, following, last in tuple(tops):
            for kind in following or (*kinds, END):
                for given_kind, then in given_as(kind):
                    for state in read_behind(table, below, top, given_kind):
                        if state is None:
                            refused.add((last, kind))
                        elif kind != END:
                            tops.add((state, then, kind))
    return len({top for top, _, _ in tops}), refused


def read_behind(table: Any, below: dict[int, set[int]], top: int, kind: str) -> Iterator[int | None]:
    """The states that the token leads to where this one is on top, None where it is refused."""
    queue, seen = deque([top]), {top}
    while queue:
        state = queue.popleft()
        if kind == END and state == table.end_state:
            yield state
            continue
        action, to = table.states[state].get(kind, (None, None))
        if action is None:
            yield None
        elif action is Shift:
            below.setdefault(to, set()).add(state)
            yield to
        else:
            bases = {state}
            for _ in to.expansion:
                bases = set().union(*(below.get(base, ()) for base in bases))
            for base in bases:
                _, reduced = table.states[base][to.origin.name]
                below.setdefault(reduced, set()).add(base)
                if reduced not in seen:
                    seen.add(reduced)
                    queue.append(reduced)


def takes(parsing: Any, kind: str) -> bool:
    """Whether the token, or the end, is taken; a token is then behind the parser."""
    try:
        (parsing.copy() if kind == END else parsing).feed_token(Token(kind, kind))
    except UnexpectedToken:
        return False
    return True


@settings(max_examples=1500, deadline=None)
@given(st.data())
def test_no_row_of_tokens_is_refused(data: st.DataObject) -> None:
    """The tokens of both grammars as they come from the lexer, in any order, also one that no text gives."""
    name = data.draw(st.sampled_from(sorted(OF_GRAMMARS)))
    words = st.sampled_from(("的", "中", "某府", "，", "某镇的某府"))
    row = data.draw(st.lists(st.tuples(st.sampled_from(kinds(name)), words), max_size=14))
    at, tokens = 0, []
    for kind, text in row:
        tokens.append(Token(kind, text, at))
        at += len(text)
    parsing = grammar(name, OF_GRAMMARS[name]).parse_interactive()
    for token in OF_GRAMMARS[name].process(iter(tokens)):
        parsing.feed_token(token)
    parsing.feed_token(Token("$END", ""))


# --- words of the trade ------------------------------------------------------------------------------------------


def words_of_the_trade() -> list[str]:
    """What the lists and the grammars of documents are looking for, with days, terms, numbers and signs."""
    lists = tomllib.loads((GRAMMARS / "document_words.toml").read_text("utf-8")).values()
    listed = {word for words in lists for word in words}
    spelled = {
        word
        for name in ("clauses", "citations", "inside", "lines", "numbers", "sentences", "shapes")
        for line in (GRAMMARS / f"document_{name}.lark").read_text("utf-8").splitlines()
        if re.match(r"_?[A-Z_]+(\.-?[0-9]+)?:", line)
        for word in re.findall(r"[一-鿿]{1,6}", line)
    }
    others = (
        "2020年1月1日 二〇二〇年一月 2020-01-01 2018年1105 三年 2年 6个月 30日 五年后 《甲办法》 〔2020〕 12号 第 （ ） "
        "《 》 。 ， ； ： 1. ① 一、"
    )
    return sorted(listed | spelled | set(others.split()))


WORDS = words_of_the_trade()
TIME = [w for w in WORDS if w in set("自从于起至到止与同即") or re.search("效|行|废|止|布|日|年|发", w)]
LINES = st.lists(st.sampled_from(TIME), max_size=8) | st.lists(st.sampled_from(WORDS), max_size=12)


def test_the_words_are_those_that_are_looked_for() -> None:
    assert {"自", "至", "有效期", "试行", "废止", "本办法", "但书", "追溯"} <= {*WORDS, "本办法"}
    assert {"自", "至", "有效期"} <= set(TIME) and len(WORDS) > 300


@settings(max_examples=1500, deadline=None)
@given(st.lists(LINES.map("".join), min_size=1, max_size=4))
@example(["有效期自"])
@example(["有效期至", "试行二年内", "自2020年1月1日至"])
def test_no_row_of_words_is_an_error(lines: list[str]) -> None:
    document = read("某办法", "第一条 " + lines[0], *lines[1:])
    said = statements(document)
    document_numbers(lines[0])
    found = text_case(document, said, Setting(date(2024, 6, 1), KNOWN, digests=lambda key: {})).case
    assert {record.step for record in found.records} >= {"全文"}


def test_a_row_that_the_grammar_alone_would_refuse() -> None:
    """What stands between lexer and parser makes every row a line: without it 有效期自。 is none."""
    parsing = grammar("clauses", OF_GRAMMARS["clauses"]).parse_interactive()
    assert [takes(parsing, kind) for kind in ("EXPIRY", "FROM", "STOP")] == [True, True, False]
