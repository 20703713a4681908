"""Choosing at random: by a seeded generator, fast, or by hypothesis, which shrinks what fails to first choices."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")


class Choose(Protocol):
    def __call__(self, options: Sequence[T]) -> T:
        """One of the options; the first is the simplest."""


class Seeded:
    """The same choices for the same seed."""

    def __init__(self, seed: str) -> None:
        self.random = random.Random(seed)

    def __call__(self, options: Sequence[T]) -> T:
        return self.random.choice(options)


class Drawn:
    def __init__(self, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
        self.draw = draw

    def __call__(self, options: Sequence[T]) -> T:
        drawn: T = self.draw(st.sampled_from(options))
        return drawn


def once_in(n: int, choose: Choose) -> bool:
    return choose(range(n)) == n - 1
