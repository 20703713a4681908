"""Entries of a case file that somebody answers for (放行, 核对): the rule that each names, and its lines, filled in.

Nothing of such an entry may be left open: every fault is reported at its place.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from guiju.engine.case.form import Keys
from guiju.engine.case.nodes import Scalar
from guiju.engine.case.problems import Problems, quoted
from guiju.engine.case.structure import first_line
from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics.bind_names import names_of
from guiju.engine.semantics.bind_values import NOTHING, is_unknown, read_day
from guiju.engine.semantics.program import Rule
from guiju.engine.semantics.rule_names import rules_called, spellings
from msgspec import Struct

_WHERE_NAMED = Text(
    "报告里写着每条规则的名称和编号", "a report shows each rule with its name and its number in brackets"
)


class Signed(Struct, frozen=True):
    """One kind of entry: its keys, what it is called, the code for a line that says nothing, what to do then, and how
    long a text may be."""

    keys: Keys
    kind: Text
    code: str
    way_out: Text
    most_chars: int

    def missing(self, there: Collection[str], place: Span, problems: Problems) -> None:
        """Report every owed key that is not `there`."""
        for name, key in self.keys.items():
            if key.owed and name not in there:
                zh, en = key.spellings
                message = Text(f"这项{self.kind.zh}没有写「{zh}」", f"the {self.kind.en} does not say “{en}”")
                hint = Text(f"加一行「{zh}: …」", f"add a line “{en}: …”")
                problems.add("C023", message, place, hint)

    def filled(self, key: str, word: Scalar, problems: Problems) -> bool:
        """Whether the file says it; that it is unknown, or nothing, is no signature (reported)."""
        if not is_unknown(word) and word.text.strip() not in NOTHING:
            return True
        zh, en = self.keys[key].spellings
        message = Text(f"{self.kind.zh}的「{zh}」要写明", f"a {self.kind.en} says its “{en}” outright")
        problems.add(self.code, message, word.span, self.way_out)
        return False

    def text(self, key: str, word: Scalar | None, problems: Problems) -> str | None:
        if word is None or not self.filled(key, word, problems):
            return None
        text = word.text.strip()
        if len(text) > self.most_chars:
            zh, en = self.keys[key].spellings
            limit = self.most_chars
            message = Text(
                f"{self.kind.zh}的「{zh}」超过 {limit} 个字符",
                f"the “{en}” of a {self.kind.en} is over {limit} characters",
            )
            problems.add("C009", message, first_line(word.span))
            return None
        return text

    def day(self, key: str, word: Scalar | None, problems: Problems) -> date | None:
        if word is None or not self.filled(key, word, problems):
            return None
        return read_day(word, problems)


def rule_called(word: Scalar, rules: Sequence[Rule], problems: Problems) -> Rule | None:
    """The one rule that is called so; None when there is none, or several (reported, with the nearest names)."""
    called = rules_called(rules, word.text)
    place = first_line(word.span)
    if not called:
        every = [name for rule in rules for name in sorted(spellings(rule))]
        hint = problems.hint(word.text.strip(), every, _WHERE_NAMED)
        problems.add("C070", Text("没有规则", "there is no rule ") + quoted(word.text), place, hint)
        return None
    if len(called) > 1:
        n = len(called)
        message = quoted(word.text) + Text(f"是 {n} 条规则共用的", f" stands for {n} rules")
        which = Text("写明是哪一条:", "say which one: ") + names_of(r.name for r in called)
        problems.add("C071", message, place, which)
        return None
    return called[0]
