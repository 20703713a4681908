"""What is wrong with the text of a pack, said so that its author can mend it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from guiju.engine.diagnostics.model import Diagnostic, Label, Span, Supposition
from guiju.engine.diagnostics.nearest import nearest, shown
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Text
from guiju.engine.syntax.expected import expected
from guiju.engine.syntax.keywords import keyword_table, spellings
from guiju.engine.syntax.mistaken import mistaken
from lark import Token, UnexpectedCharacters
from msgspec.structs import replace

NO_QUOTE = Text("这段文字没有结束的引号", "this text has no closing quote")
_WIDE_DIGITS = re.compile(r"[０-９][０-９．－-]*")
_LAST_WORD = re.compile(r"(\w+)\s*\Z")
_LAST_TWO = re.compile(r"(\w+)\s+\w+\s*\Z")
_BRACES = re.compile(r"""#[^\n]*|"[^"\n]*"|“[^”\n]*”|「[^」\n]*」|《[^》\n]*》|[{}｛｝]""")


def unexpected_token(
    token: Token,
    expected_: Iterable[str],
    source: Source,
    keyword: Token | None = None,
    before: tuple[Token, list[str]] | None = None,
) -> Diagnostic:
    """A word that may not stand here: what was found, what may stand here, and what was probably meant.

    `keyword` is the keyword just before that stands where a name could: perhaps it was meant for one. `before` is a name
    just before, with the keywords that could stand in its place: perhaps it was meant for one of these.
    """
    allowed = sorted(expected_)
    if token.type == "$END":
        opened = open_brace(source, len(source.text))
        if opened is not None:
            return unclosed_brace(opened)
        message = Text("文件到此结束,还缺内容", "the file ends here, something is missing")
        line = source.text.count("\n") + 1
        last = source.line(line)
        span = Span(source.name, line, len(last) + 1, line, len(last) + 2)
        return Diagnostic("P001", message, span, expected(allowed))
    at = token.start_pos or 0
    if token.type == "SLASH" and source.text.startswith(("/*", "//"), at):
        return _comment(source.span(token.line or 1, token.column or 1, 2))
    unclosed = _run_on(token.line or 1, token.column or 1, source)
    if unclosed is not None:
        return unclosed
    found = _misplaced(
        str(token),
        _span_of(token, source),
        expected(allowed, _name_before(source.text, at), demanded=_takes_a_requirement(source.text, at)),
    )
    if {"SEMICOLON", "RBRACE"} <= set(allowed) and str(token) in spellings():
        opened = open_brace(source, at)  # a clause in a group of requirements: its } may be what is missing
        if opened is not None:
            still = Text("这个 { 还没有关上", "this { is not closed yet")
            found = replace(found, labels=(Label(opened, still),))
    for guess in (
        _glued(token, allowed, source),
        _misspelt(before, source),
        *_one_letter_glued(token, allowed, before, source),
        _glued_before(token, allowed, source),
        _mistaken(token, allowed, source),
        _name_like(keyword, source),
    ):
        if guess is not None:
            name, declared, better = guess
            found = replace(better, supposes=Supposition(name, declared, found))
    return found


_Guess = tuple[str, bool, Diagnostic]
"""A diagnostic that holds if a name is declared (True), or if none of that name is (False)."""


def _misplaced(word: str, span: Span, hint: Text | None) -> Diagnostic:
    text = shown(word, 40)
    return Diagnostic("P001", Text(f"这里不能是“{text}”", f"'{text}' may not stand here"), span, hint)


def _span_of(token: Token, source: Source) -> Span:
    return Span(source.name, token.line or 1, token.column or 1, token.end_line or 1, token.end_column or 2)


def _span_at(source: Source, at: int, length: int) -> Span:
    return source.span(source.text.count("\n", 0, at) + 1, at - source.text.rfind("\n", 0, at), length)


def _name_before(text: str, at: int) -> str | None:
    """The word before a place, if it is no keyword."""
    found = _LAST_WORD.search(text, max(0, at - 200), at)
    return shown(found[1], 40) if found is not None and found[1] not in spellings() else None


def _takes_a_requirement(text: str, at: int) -> bool:
    """Whether the word before the last one asks for what is to be done: unless_done, or_else, instead."""
    found = _LAST_TWO.search(text, max(0, at - 200), at)
    clauses = keyword_table()["clause"]
    asking = {
        word for key in ("UNLESS_DONE", "ELSE", "INSTEAD") for language in clauses[key] for word in language
    }
    return found is not None and found[1] in asking


def _misspelt(before: tuple[Token, list[str]] | None, source: Source) -> _Guess | None:
    """A keyword misspelt, which was taken for a name."""
    if before is None:
        return None
    token, allowed = before
    hint = _near(str(token), allowed)
    if hint is None:
        return None
    return str(token), False, _misplaced(str(token), _span_of(token, source), hint)


def _one_letter_glued(
    token: Token, allowed: list[str], before: tuple[Token, list[str]] | None, source: Source
) -> Iterator[_Guess]:
    """A keyword of one letter run together with the name after it, which is declared: 当抢险工程, 有竣工报告."""
    for word, terminals in ((token, allowed), *([before] if before is not None else [])):
        text = str(word)
        if word.type == "NAME" and len(text) > 1 and spellings().get(text[0]) in terminals:
            yield text[1:], True, _misplaced(text, _span_of(word, source), _blank_after(text[0]))


def _mistaken(token: Token, allowed: list[str], source: Source) -> _Guess | None:
    """A word of ordinary language that is no keyword."""
    found = mistaken(source.text, token.start_pos or 0, allowed)
    if found is None:
        return None
    span = _span_at(source, found.start, len(found.word))
    return found.word, False, _misplaced(found.word, span, found.hint)


def _name_like(keyword: Token | None, source: Source) -> _Guess | None:
    """A keyword that is also the name of something declared."""
    if keyword is None:
        return None
    word = str(keyword)
    message = Text(f"“{word}”在这里读作关键词", f"'{word}' is read as a keyword here")
    hint = Text(f"作名称时用反引号:`{word}`", f"put it in backquotes where it is a name: `{word}`")
    return word, True, Diagnostic("P001", message, _span_of(keyword, source), hint)


def unexpected_character(error: UnexpectedCharacters, source: Source) -> Diagnostic:
    at = error.pos_in_stream or 0
    char = source.text[at : at + 1]
    span = source.span(error.line, error.column)
    if char in '"“＂「':
        return _run_on(error.line, error.column, source) or Diagnostic("P001", NO_QUOTE, span)
    if char == "《":
        return Diagnostic("P001", Text("书名号没有结束", "this title has no closing 》"), span)
    message = Text(f"不认识的字符“{shown(char)}”", f"unknown character '{shown(char)}'")
    return Diagnostic("P001", message, span, _narrow_digits(source.text[at : at + 40]))


def _narrow_digits(text: str) -> Text | None:
    """What to write for a number in wide digits."""
    wide = _WIDE_DIGITS.match(text)
    if wide is None:
        return None
    narrow = unicodedata.normalize("NFKC", wide[0])
    return Text(f"数字用半角,写 {narrow}", f"write digits in their narrow form: {narrow}")


def open_brace(source: Source, end: int) -> Span | None:
    """The last { before position `end` that no } before it closes; braces in texts and comments are none."""
    opened: list[int] = []
    for found in _BRACES.finditer(source.text, 0, end):
        if found[0] in "{｛":
            opened.append(found.start())
        elif found[0] in "}｝" and opened:
            opened.pop()
    if not opened:
        return None
    at = opened[-1]
    return source.span(source.text.count("\n", 0, at) + 1, at - source.text.rfind("\n", 0, at))


def unclosed_brace(opened: Span) -> Diagnostic:
    """A { without its }, at its own place."""
    message = Text(f"第 {opened.line} 行的 {{ 没有关上", f"the {{ on line {opened.line} is not closed")
    hint = Text("在这一段末尾加上 }", "put a } at the end of this part")
    return Diagnostic("P001", message, opened, hint)


def _run_on(line: int, column: int, source: Source) -> Diagnostic | None:
    """A text before a place of a line that ran into the next one, its closing quote missing: "a / "b"."""
    words = source.line(line)
    quotes = [i for i, char in enumerate(words[: column - 1]) if char == '"']
    if words.count('"') % 2 == 0 or len(quotes) < 2 or len(quotes) % 2 or not words[quotes[-1] + 1].isalnum():
        return None
    return Diagnostic("P001", NO_QUOTE, source.span(line, quotes[-2] + 1))


def _glued_before(token: Token, allowed: list[str], source: Source) -> _Guess | None:
    """A keyword run together with the step after it, which was taken for the name of a step: 每一集体讨论."""
    last = _LAST_WORD.search(source.text[: token.start_pos or 0])
    if last is None or "BEFORE" not in allowed:
        return None
    clauses = keyword_table()["clause"].values()
    for spelling in (s for zh, _ in clauses for s in zh if len(s) > 1):
        if last[1].startswith(spelling) and last[1] != spelling:
            span = _span_at(source, last.start(), len(last[1]))
            return last[1], False, _misplaced(last[1], span, _blank_after(spelling))
    return None


def _blank_after(spelling: str) -> Text:
    return Text(f"“{spelling}”后要空一格", f"put a blank after '{spelling}'")


def _comment(span: Span) -> Diagnostic:
    message = Text("不认识这种注释", "this form of comment is not known")
    return Diagnostic(
        "P001", message, span, Text("注释从 # 到行末", "a comment runs from # to the end of the line")
    )


def _glued(token: Token, allowed: list[str], source: Source) -> _Guess | None:
    """A name that swallowed a keyword for want of a blank, or a keyword misspelled."""
    if token.type != "NAME":
        return None
    word = str(token)
    hint = _blank_within(word, allowed) or _near(word, allowed)
    return (word, False, _misplaced(word, _span_of(token, source), hint)) if hint is not None else None


def _blank_within(word: str, allowed: list[str]) -> Text | None:
    for spelling, terminal in spellings().items():
        if len(spelling) < 2 or terminal not in allowed or word == spelling:
            continue
        if word.endswith(spelling):
            head = word[: -len(spelling)]
            return Text(
                f"“{head}”和“{spelling}”之间缺空格?", f"is a blank missing between '{head}' and '{spelling}'?"
            )
        if word.startswith(spelling):
            return _blank_after(spelling)
    return None


def _near(word: str, allowed: list[str]) -> Text | None:
    close = nearest(word, [s for s, terminal in spellings().items() if terminal in allowed])
    return Text(f"是不是“{close[0]}”?", f"did you mean '{close[0]}'?") if close else None
