"""Values written in packs, in words for messages."""

from __future__ import annotations

from decimal import Decimal

from guiju.engine.diagnostics.text import Text, plain
from guiju.engine.diagnostics.words import money, quantity
from guiju.engine.syntax import tree as t


def literal_words(node: t.Literal_) -> Text:
    """The value: a length and an amount with their unit, all else as it is written."""
    if isinstance(node.value, t.Dur):
        return quantity(node.value.n, node.value.unit)
    if isinstance(node.value, Decimal):
        return money(node.value) if node.kind == "amount" else plain(f"{node.value.normalize():f}")
    return plain(str(node.value))
