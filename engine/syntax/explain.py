"""What is wrong with the text of a pack, said so that its author can mend it."""

from __future__ import annotations

from collections.abc import Iterable

from guiju.engine.diagnostics.model import Diagnostic, Span
from guiju.engine.diagnostics.nearest import nearest, shown
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Text, join
from guiju.engine.syntax.keywords import spellings, token_word
from lark import Token, UnexpectedCharacters


def unexpected_token(token: Token, expected: Iterable[str], source: Source) -> Diagnostic:
    """A word that may not stand here: what was found, what may stand here, and what was probably meant."""
    allowed = sorted(expected)
    if token.type == "$END":
        message = Text("文件到此结束,还缺内容", "the file ends here, something is missing")
        line = source.text.count("\n") + 1
        last = source.line(line)
        span = Span(source.name, line, len(last) + 1, line, len(last) + 2)
        return Diagnostic("P001", message, span, _expected(allowed))
    if token.type == "SLASH" and source.text.startswith(("/*", "//"), token.start_pos or 0):
        return _comment(source.span(token.line or 1, token.column or 1, 2))
    text = shown(str(token), 40)
    message = Text(f"这里不能是“{text}”", f"'{text}' may not stand here")
    span = Span(source.name, token.line or 1, token.column or 1, token.end_line or 1, token.end_column or 2)
    return Diagnostic("P001", message, span, _glued(token.type, str(token), allowed) or _expected(allowed))


def unexpected_character(error: UnexpectedCharacters, source: Source) -> Diagnostic:
    at = error.pos_in_stream or 0
    char = source.text[at : at + 1]
    span = source.span(error.line, error.column)
    if char in '"“＂「':
        message = Text("这段文字没有结束的引号", "this text has no closing quote")
        return Diagnostic("P001", message, span)
    if char == "《":
        return Diagnostic("P001", Text("书名号没有结束", "this title has no closing 》"), span)
    message = Text(f"不认识的字符“{shown(char)}”", f"unknown character '{shown(char)}'")
    return Diagnostic("P001", message, span)


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
            return Text(f"“{spelling}”之后缺空格?", f"is a blank missing after '{spelling}'?")
    close = nearest(word, [s for s, terminal in known.items() if terminal in allowed])
    return Text(f"是不是“{close[0]}”?", f"did you mean '{close[0]}'?") if close else None
