"""What a text case asks of the norms that are known: a part of `engine/norms/lookup.py`, which a test may answer."""

from __future__ import annotations

from datetime import date
from typing import Protocol


class NormSeen(Protocol):
    """A norm that is known; `rank` None where nobody has noted it."""

    @property
    def key(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def rank(self) -> str | None: ...
    @property
    def verified(self) -> bool: ...


class NormFound(Protocol):
    """What is known under a title or number on a day. `state` is a key of `values.STATES`; `since` the first day of that
    state, if known."""

    @property
    def norm(self) -> NormSeen | None: ...
    @property
    def state(self) -> str: ...
    @property
    def since(self) -> date | None: ...
    @property
    def successor(self) -> NormSeen | None: ...


class Norms(Protocol):
    def find(self, title: str | None, number: str | None, day: date) -> NormFound: ...


class NoNorms:
    """Knows none: every norm is unlisted."""

    def find(self, title: str | None, number: str | None, day: date) -> NormFound:
        return _UNLISTED


class _Unlisted:
    norm = None
    state = "unlisted"
    since = None
    successor = None


_UNLISTED = _Unlisted()
