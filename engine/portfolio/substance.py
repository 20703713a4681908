"""The articles of a text that give rights or lay duties on somebody, told by the words of their sentences.

They are what a text is for: if next to all of them fall, nothing is left to be amended, and if a few do the others can
stay. Purpose, scope, definitions, who is in charge, interpretation, effect and repeal are not among them.

In: the records of a text (`engine/textcase`). Out: the names of such articles, or of the points where there are none, in
the order of the text.
"""

from __future__ import annotations

from collections.abc import Iterable

from guiju.engine.case.model import Record
from guiju.engine.document.grammar import words
from guiju.engine.textcase.values import MAIN, MOODS, SUBJECTS
from msgspec import Struct

_SENTENCE = "句"
_IN_UNITS = ("条", _SENTENCE, "项")
_COMMANDS = frozenset({MOODS["MUST"], MOODS["MUST_NOT"], MOODS["MAY"]})
_OWN_PEOPLE = frozenset({SUBJECTS["ORGANS"], SUBJECTS["OFFICIALS"]})


class Share(Struct, frozen=True, forbid_unknown_fields=True):
    """`n` of `of` parts, and no fewer than `least` articles."""

    n: int
    of: int
    least: int

    def reached(self, hit: int, every: int) -> bool:
        return hit >= self.least and hit * self.of >= every * self.n


def article_of(record: Record | None) -> str | None:
    """The article of the body of the text that it stands in; None for what is about the text as a whole."""
    if record is None or record.step not in _IN_UNITS or record.fields.get("部分") != MAIN:
        return None
    name = record.fields.get("条号")
    return name if isinstance(name, str) else None


def of_substance(records: Iterable[Record]) -> tuple[str, ...]:
    """The articles that bind somebody outside, or by which money is paid, collected or taken."""
    binding = (r for r in records if r.step == _SENTENCE and _binds(r) and not announces(r))
    names = map(article_of, binding)
    return tuple(dict.fromkeys(name for name in names if name is not None))


def announces(record: Record | None) -> bool:
    """Whether by this sentence a text says why it is made and announces the rest (现就禁止…有关事项通告如下:)."""
    said = str(record.fields.get("文", "")) if record is not None and record.step == _SENTENCE else ""
    return said.endswith((":", "：")) and any(word in said for word in words("made_from"))


def _binds(sentence: Record) -> bool:
    fields = sentence.fields
    if fields.get("系标题"):
        return False
    if fields.get("款项方向"):
        return True
    return fields.get("情态") in _COMMANDS and fields.get("主语") not in _OWN_PEOPLE


def in_order(names: Iterable[str], every: Iterable[str]) -> tuple[str, ...]:
    """The names, each once, in the order of `every`; those that are not in it come last."""
    wanted = dict.fromkeys(names)
    first = [name for name in dict.fromkeys(every) if name in wanted]
    return (*first, *(name for name in wanted if name not in first))
