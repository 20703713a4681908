"""How much one run of searches for changes may look at: a bound on time that is the same on every machine."""

from __future__ import annotations

from msgspec import Struct

WHOLE_CASE = 10
"""What the verdict on a whole changed case takes, beside the judgement of one rule."""


class Budget(Struct):
    """How many judgements of one rule are left. What has begun is brought to its end."""

    left: int = 1_200

    @property
    def used_up(self) -> bool:
        return self.left <= 0

    def take(self, judgements: int) -> None:
        self.left -= judgements
