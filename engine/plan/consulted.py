"""Which open questions an evaluation put to the answers assumed."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping


class Consulted(Mapping[Hashable, Hashable]):
    """Answers by the keys of their questions, which keep what they were asked. Whoever goes through all of them may have
    copied them, and asked the copy anything."""

    def __init__(self, answers: Mapping[Hashable, Hashable]) -> None:
        self._answers = answers
        self._asked: set[Hashable] = set()
        self._copied = False

    def may_matter(self, keys: Iterable[Hashable]) -> bool:
        """Whether answers to these questions may have made a difference."""
        return self._copied or not self._asked.isdisjoint(keys)

    def __getitem__(self, key: Hashable) -> Hashable:
        self._asked.add(key)
        return self._answers[key]

    def __contains__(self, key: object) -> bool:
        self._asked.add(key)
        return key in self._answers

    def __iter__(self) -> Iterator[Hashable]:
        self._copied = True
        return iter(self._answers)

    def __len__(self) -> int:
        return len(self._answers)
