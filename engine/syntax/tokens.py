"""Looking through the children of a grammar rule."""

from __future__ import annotations

from typing import Any, TypeVar

from lark import Token

_T = TypeVar("_T")


class Kids:
    """The children of one node, found by their type rather than by position."""

    def __init__(self, children: list[Any]) -> None:
        self._children = children

    def tokens(self, *types: str) -> list[Token]:
        return [c for c in self._children if isinstance(c, Token) and c.type in types]

    def token(self, *types: str) -> Token:
        return self.tokens(*types)[0]

    def has(self, *types: str) -> bool:
        return bool(self.tokens(*types))

    def all(self, kind: type[_T]) -> list[_T]:
        return [c for c in self._children if isinstance(c, kind) and not isinstance(c, Token)]

    def first(self, kind: type[_T]) -> _T | None:
        found = self.all(kind)
        return found[0] if found else None

    def one(self, kind: type[_T]) -> _T:
        return self.all(kind)[0]
