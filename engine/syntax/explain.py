"""What is wrong with the text of a pack, said so that its author can mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from guiju.engine.diagnostics.model import Diagnostic, Span
from guiju.engine.diagnostics.nearest import nearest, shown
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Text, join
from guiju.engine.syntax.keywords import keyword_table, spellings, token_word
from lark import Token, UnexpectedCharacters

NO_QUOTE = Text("这段文字没有结束的引号", "this text has no closing quote")
_BRACES = re.compile(r"""#[^\n]*|"[^"\n]*"|“[^”\n]*”|「[^」\n]*」|《[^》\n]*》|[{}｛｝]""")


def unexpected_token(token: Token, expected: Iterable[str], source: Source) -> Diagnostic:
    """A word that may not stand here: what was found, what may stand here, and what was probably meant."""
    allowed = sorted(expected)
    if token.type == "$END":
        opened = open_brace(source, len(source.text))
        if opened is not None:
            return unclosed_brace(opened)
        message = Text("文件到此结束,还缺内容", "the file ends here, something is missing")
        line = source.text.count("\n") + 1
        last = source.line(line)
        span = Span(source.name, line, len(last) + 1, line, len(last) + 2)
        return Diagnostic("P001", message, span, _expected(allowed))
    if token.type == "SLASH" and source.text.startswith(("/*", "//"), token.start_pos or 0):
        return _comment(source.span(token.line or 1, token.column or 1, 2))
    unclosed = _run_on(token.line or 1, token.column or 1, source) or _glued_before(token, allowed, source)
    if unclosed is not None:
        return unclosed
    text = shown(str(token), 40)
    message = Text(f"这里不能是“{text}”", f"'{text}' may not stand here")
    span = Span(source.name, token.line or 1, token.column or 1, token.end_line or 1, token.end_column or 2)
    return Diagnostic("P001", message, span, _glued(token.type, str(token), allowed) or _expected(allowed))


def unexpected_character(error: UnexpectedCharacters, source: Source) -> Diagnostic:
    at = error.pos_in_stream or 0
    char = source.text[at : at + 1]
    span = source.span(error.line, error.column)
    if char in '"“＂「':
        return _run_on(error.line, error.column, source) or Diagnostic("P001", NO_QUOTE, span)
    if char == "《":
        return Diagnostic("P001", Text("书名号没有结束", "this title has no closing 》"), span)
    message = Text(f"不认识的字符“{shown(char)}”", f"unknown character '{shown(char)}'")
    return Diagnostic("P001", message, span)


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


def _glued_before(token: Token, allowed: list[str], source: Source) -> Diagnostic | None:
    """A keyword run together with the step after it, which was taken for the name of a step: 每一集体讨论."""
    last = re.search(r"(\w+)\s*\Z", source.text[: token.start_pos or 0])
    if last is None or "BEFORE" not in allowed:
        return None
    clauses = keyword_table()["clause"].values()
    for spelling in (s for zh, _ in clauses for s in zh if len(s) > 1):
        if last[1].startswith(spelling) and last[1] != spelling:
            at = last.start()
            word = shown(last[1], 40)
            message = Text(f"这里不能是“{word}”", f"'{word}' may not stand here")
            line = source.text.count("\n", 0, at) + 1
            span = source.span(line, at - source.text.rfind("\n", 0, at), len(last[1]))
            return Diagnostic("P001", message, span, _blank_after(spelling))
    return None


def _blank_after(spelling: str) -> Text:
    return Text(f"“{spelling}”后要空一格", f"put a blank after '{spelling}'")


def _comment(span: Span) -> Diagnostic:
    message = Text("不认识这种注释", "this form of comment is not known")
    return Diagnostic(
        "P001", message, span, Text("注释从 # 到行末", "a comment runs from # to the end of the line")
    )


def _expected(allowed: list[str]) -> Text | None:
    if not allowed:
        return None
    words = [token_word(a) for a in allowed]
    extra = len(words) - 12
    listed = join(words[:12])
    if extra > 0:
        listed += Text(f" 等 {extra + 12} 种", f" and {extra} more")
    return Text("可以是:", "expected: ") + listed


def _glued(kind: str, word: str, allowed: list[str]) -> Text | None:
    """A name that swallowed a keyword for want of a blank, or a keyword misspelled."""
    if kind != "NAME":
        return None
    known = spellings()
    for spelling, terminal in known.items():
        if len(spelling) > 1 and terminal in allowed and word.endswith(spelling) and word != spelling:
            head = word[: -len(spelling)]
            return Text(
                f"“{head}”和“{spelling}”之间缺空格?", f"is a blank missing between '{head}' and '{spelling}'?"
            )
        if len(spelling) > 1 and word.startswith(spelling) and word != spelling and terminal in allowed:
            return _blank_after(spelling)
    close = nearest(word, [s for s, terminal in known.items() if terminal in allowed])
    return Text(f"是不是“{close[0]}”?", f"did you mean '{close[0]}'?") if close else None
