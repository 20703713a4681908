"""Text to syntax tree: Lark's LALR parser, driven token by token so that all errors of a file are found.

After an error the parser drops its stack back to the innermost unfinished declaration that can go on with one
of the following clause or declaration keywords (panic mode), so one mistake gives one message.
"""

from __future__ import annotations

import re
from collections import deque
from functools import cache
from typing import Any, cast

from guiju.engine.diagnostics import limits
from guiju.engine.diagnostics.model import Diagnostic, Span
from guiju.engine.diagnostics.shipped import GRAMMARS
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Text
from guiju.engine.syntax.build import TreeBuilder
from guiju.engine.syntax.explain import (
    NO_QUOTE,
    open_brace,
    unclosed_brace,
    unexpected_character,
    unexpected_token,
)
from guiju.engine.syntax.keywords import (
    declaration_terminals,
    keyword_terminals,
    resuming_terminals,
    spellings,
)
from guiju.engine.syntax.lookalikes import lookalikes
from guiju.engine.syntax.tree import PackFile
from lark import Lark, Token, UnexpectedCharacters, UnexpectedToken
from lark.lexer import ContextualLexer, LexerState
from lark.parsers.lalr_analysis import Shift

TOO_MANY = Text("错误太多,读到这里为止", "too many errors; the file is read no further")

# A text without its closing quote to the end of its line, else everything up to the next word, bracket or text.
_UNREADABLE = re.compile(
    r"""["“＂「《][^\n]*|[０-９][０-９\w．－-]*|[^\w\s][^\w\s#"“＂「《{}｛｝()（）\[\]［］【】]*|.""",
    re.DOTALL,
)
_SIGNS = frozenset(("PLUS", "MINUS", "TIMES", "DIVIDED", "SLASH"))
_IN_SUMS = frozenset(
    (
        "NAME", "NUMBER", "FRACTION", "DOT", "THIS", "FACT", "IT", "START", "END", "COUNT", "FIRST", "LAST", "DISTINCT",
        "MOST_FREQUENT", "SUM", "LPAR", "RPAR", "YUAN", "WAN_YUAN", "YI_YUAN",
    )
)  # fmt: skip
_OPENING, _CLOSING = ("LPAR", "LBRACKET", "LBRACE"), ("RPAR", "RBRACKET", "RBRACE")


@cache
def parser() -> Lark:
    """The LALR parser of the language; built once per process."""
    grammar = (GRAMMARS / "guiju.lark").read_text("utf-8")
    return Lark(
        f"{grammar}\n{keyword_terminals()}",
        parser="lalr",
        lexer="contextual",
        propagate_positions=True,
        maybe_placeholders=False,
    )


def parse_pack(source: Source) -> tuple[PackFile, list[Diagnostic]]:
    """The declarations of a file that could be read, and everything that is wrong with its text."""
    found = lookalikes(source)
    if found:
        return PackFile(source.name, ()), found
    run = _Run(source)
    run.read()
    builder = TreeBuilder(source.name)
    tree = PackFile(source.name, ())
    if run.result is not None:
        tree = builder.build(run.result)
    diagnostics = run.diagnostics + builder.diagnostics
    if not tree.decls and not diagnostics:
        message = Text("文件里没有任何声明", "the file declares nothing")
        diagnostics.append(Diagnostic("P003", message, source.span(1, 1)))
    return tree, diagnostics


class _Run:
    """One pass over one file."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.diagnostics: list[Diagnostic] = []
        self.result: Any = None
        self._last: Token | None = None
        self._depth = 0
        self._nots = 0
        self._signs = 0  # arithmetic signs since the sum began
        self._declarations = 0
        self._skipped = 0
        self._begun: set[int] = set()  # lines at which a declaration was taken to begin inside another
        self._sound = True  # something was understood since the last error
        self._taken: deque[tuple[Token, list[int]]] = deque(
            maxlen=3
        )  # the last tokens, each with the states before

    def read(self) -> None:
        interactive: Any = parser().parse_interactive(self.source.text)
        for token in self._tokens(interactive):
            if not self._within_limits(token):
                return
            self._feed(interactive, token)
        end = Token.new_borrow_pos("$END", "", self._last or Token("$END", "", 0, 1, 1, 1, 1, 0))
        if not takes(interactive.parser_state, interactive.parser_state.state_stack, "$END"):
            state = interactive.parser_state
            expected = [
                c for c in interactive.choices() if c.isupper() and takes(state, state.state_stack, c)
            ]
            self._report(unexpected_token(end, expected, self.source))
            self._drop_unfinished(interactive.parser_state)
        self.result = interactive.feed_token(end)

    def _tokens(self, interactive: Any) -> Any:
        """The tokens the state allows; characters that fit nothing are reported and skipped."""
        lexer = interactive.lexer_thread
        while True:
            stream = lexer.lex(interactive.parser_state)
            try:
                for token in stream:
                    self._last = token
                    yield token
                return
            except UnexpectedToken as error:  # a token, but none that may stand here
                self._last = error.token
                yield error.token
            except UnexpectedCharacters as error:
                self._report(unexpected_character(error, self.source))
                if not self._skip(lexer.state, error):
                    return

    def _skip(self, state: LexerState | None, error: UnexpectedCharacters) -> bool:
        """Pass over what fits no token; False when that has happened too often to go on."""
        unreadable = _UNREADABLE.match(self.source.text, error.pos_in_stream or 0)
        if state is not None and unreadable is not None:
            state.line_ctr.feed(unreadable[0])
        self._skipped += 1
        if self._skipped == limits.ERRORS_PER_PACK:
            self._stop(TOO_MANY, self.source.span(error.line, error.column))
        return self._skipped < limits.ERRORS_PER_PACK

    def _feed(self, interactive: Any, token: Token) -> None:
        states = list(interactive.parser_state.state_stack)
        try:
            interactive.feed_token(token)
            self._sound = True
            self._taken.append((token, states))
        except UnexpectedToken as error:
            if self._begins_inside(interactive, token):
                return
            keyword = self._keyword_for_a_name(interactive)
            before = self._name_before(interactive)
            expected = [t for t in error.expected if takes(interactive.parser_state, states, t)]
            self._report(unexpected_token(token, expected, self.source, keyword, before))
            self._resume(interactive, token)

    def _keyword_for_a_name(self, interactive: Any) -> Token | None:
        """The last keyword, if it stands where a name could."""
        for token, states in reversed(self._taken):
            if token.type != "NAME":
                named = spellings().get(str(token)) == token.type
                return token if named and takes(interactive.parser_state, states, "NAME") else None
            if (
                str(token) not in spellings()
            ):  # else a keyword that was read as a name for want of one: 载明 含 …
                return None
        return None

    def _name_before(self, interactive: Any) -> tuple[Token, list[str]] | None:
        """The word just before, if it was taken for a name, with the keywords that could stand in its place."""
        if not self._taken or self._taken[-1][0].type != "NAME":
            return None
        token, states = self._taken[-1]
        terminals = set(spellings().values())
        return token, sorted(t for t in terminals if takes(interactive.parser_state, states, t))

    def _begins_inside(self, interactive: Any, token: Token) -> bool:
        """Whether a declaration begins, at the left edge, before the last one was closed; it is then read as one."""
        words = self.source.line(token.line or 1).split(maxsplit=1)
        line_start = self.source.text.rfind("\n", 0, token.start_pos or 0) + 1
        kind = spellings().get(words[0]) if words else None
        if kind not in declaration_terminals() or not self.source.text.startswith(words[0], line_start):
            return False
        opened = open_brace(self.source, line_start)
        keyword = Token.new_borrow_pos(kind, words[0], token)
        if opened is None or line_start in self._begun or not self._unwind(interactive, keyword):
            return False
        self._begun.add(line_start)
        if not any(d.message == NO_QUOTE and d.span and d.span.line >= opened.line for d in self.diagnostics):
            self.diagnostics.append(unclosed_brace(opened))  # else the open text has swallowed the brace
        self._depth = 0
        if str(token) != words[0]:
            self._feed(interactive, token)
        return True

    def _resume(self, interactive: Any, token: Token | None) -> None:
        """Skip to a keyword that some open level can go on with, and drop what lies above that level."""
        state = interactive.parser_state
        closes = not takes(state, state.state_stack, "$END")  # else a } has nothing left to close
        braces = 0
        while token is not None:
            if token.type in declaration_terminals() and token.column == 1:
                braces = 0
            if token.type in _OPENING:
                braces += 1
            elif token.type in _CLOSING and braces:
                braces -= 1
            elif token.type == "RBRACE" and closes and self._gives_up_group(state):
                pass
            elif (
                not braces
                and (token.type in resuming_terminals() or (token.type == "RBRACE" and closes))
                and self._unwind(interactive, token)
            ):
                return
            token = self._any_token(interactive)

    def _gives_up_group(self, state: Any) -> bool:
        """Whether the } that comes next belongs to a group in which nothing could be read: that is dropped with it."""
        opened = [n for n, v in enumerate(state.value_stack) if isinstance(v, Token) and v.type == "LBRACE"]
        if not opened:
            return False
        at = opened[-1]
        kept = (state.state_stack[:keep] for keep in range(len(state.state_stack), at + 1, -1))
        if any(takes(state, stack, "RBRACE") for stack in kept):
            return False
        del state.state_stack[at + 1 :]
        del state.value_stack[at:]
        return True

    def _any_token(self, interactive: Any) -> Token | None:
        """The next token whatever the state, so that keywords are seen while skipping; None at the end."""
        thread = interactive.lexer_thread
        lexer = cast(ContextualLexer, thread.lexer).root_lexer
        while True:
            try:
                self._last = lexer.next_token(thread.state, interactive.parser_state)
                return self._last
            except EOFError:
                return None
            except UnexpectedCharacters as error:
                if not self._skip(thread.state, error):
                    return None

    def _unwind(self, interactive: Any, token: Token) -> bool:
        """Drop unfinished levels until one can take the token; False (and nothing dropped) if none can."""
        state = interactive.parser_state
        for keep in range(len(state.state_stack), 0, -1):
            if takes(state, state.state_stack[:keep], token.type):
                del state.state_stack[keep:]
                del state.value_stack[keep - 1 :]
                interactive.feed_token(token)
                self._sound = True
                self._depth = 0 if token.type in declaration_terminals() else 2
                return True
        return False

    def _drop_unfinished(self, state: Any) -> None:
        """At the end of the file: give up the unfinished declaration, keep the finished ones."""
        while len(state.state_stack) > 1 and not takes(state, state.state_stack, "$END"):
            state.state_stack.pop()
            state.value_stack.pop()

    def _within_limits(self, token: Token) -> bool:
        """Whether reading may go on; if not, the limit that was hit is reported."""
        if token.type in _OPENING:
            self._depth += 1
        elif token.type in _CLOSING:
            self._depth = max(0, self._depth - 1)
        elif token.type in declaration_terminals():
            self._declarations += 1
        self._nots = self._nots + 1 if token.type == "NOT" else 0
        if token.type in _SIGNS:
            self._signs += 1
        elif token.type not in _IN_SUMS:
            self._signs = 0
        if self._depth + self._nots > limits.EXPRESSION_DEPTH:
            limit = limits.EXPRESSION_DEPTH
            message = Text(f"嵌套超过 {limit} 层上限", f"nested deeper than the limit of {limit}")
        elif self._signs >= limits.SUM_TERMS:
            limit = limits.SUM_TERMS
            message = Text(f"算式超过 {limit} 项上限", f"a sum of more terms than the limit of {limit}")
        elif self._declarations > limits.DECLARATIONS_PER_PACK:
            limit = limits.DECLARATIONS_PER_PACK
            message = Text(f"声明超过 {limit} 个上限", f"more declarations than the limit of {limit}")
        elif len(self.diagnostics) >= limits.ERRORS_PER_PACK:
            message = TOO_MANY
        else:
            return True
        self._stop(message, _token_span(token, self.source))
        return False

    def _stop(self, message: Text, span: Span) -> None:
        self.diagnostics.append(Diagnostic("P002", message, span))

    def _report(self, diagnostic: Diagnostic) -> None:
        """Note an error, unless it follows from the last one: nothing was understood in between."""
        if self._sound:
            self.diagnostics.append(diagnostic)
        self._sound = False


def takes(state: Any, stack: list[int], terminal: str) -> bool:
    """Whether the LALR automaton, standing with this stack of states, can take the terminal (values untouched)."""
    table = state.parse_conf.parse_table.states
    stack = list(stack)
    while True:
        found = table[stack[-1]].get(terminal)
        if found is None:
            return False
        action, target = found
        if action is Shift:
            return True
        if target.expansion:
            del stack[-len(target.expansion) :]
        stack.append(table[stack[-1]][target.origin.name][1])
        if terminal == "$END" and stack[-1] in state.parse_conf.parse_table.end_states.values():
            return True


def _token_span(token: Token, source: Source) -> Span:
    line, column = token.line or 1, token.column or 1
    return Span(source.name, line, column, token.end_line or line, token.end_column or column + 1)
