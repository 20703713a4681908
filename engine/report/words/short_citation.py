"""Citations where room is short: the norm that the national packs cite most goes by the last word of its title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from guiju.engine.diagnostics.text import Text
from guiju.engine.report.words.citation import cite, norm_title, provision
from guiju.engine.semantics.program import Citation, Program, Rule

_KIND = re.compile("(条例|规定|办法|决定|规则|细则|通知|意见|法)》?$")
_TOP = "国家"


class ShortCitations:
    """How to cite where room is short, for rules of a program that judge cases of these procedures (all, if none is
    named). In English the main norm is left out: an article alone is one of it."""

    def __init__(self, program: Program, rules: Iterable[Rule], procedures: Sequence[str] = ()) -> None:
        self._norms = program.norms
        self._main = main_norm(program, rules, procedures)
        self._title = norm_title(self._main, self._norms)
        kind = _KIND.search(self._title.zh)
        self._kind = kind[1] if kind is not None else ""
        self._shortened = False

    def cite(self, citation: Citation) -> Text:
        place = provision(citation)
        if not self._kind or citation.norm != self._main or not place.zh:
            return cite(citation, self._norms)
        self._shortened = True
        return Text(self._kind + place.zh, place.en)

    @property
    def meaning(self) -> tuple[Text, ...]:
        """The words that explain the short form: none where there is none."""
        title = self._title
        told = Text(f"{self._kind}:{title.zh}", f"An article without a title is of: {title.en}")
        return (told,) if self._kind else ()

    @property
    def explained(self) -> tuple[Text, ...]:
        """The same: none as long as nothing was cited by it."""
        return self.meaning if self._shortened else ()


def main_norm(program: Program, rules: Iterable[Rule], procedures: Sequence[str]) -> str:
    """The norm that the national packs for these procedures cite most."""
    cited: Counter[str] = Counter()
    for rule in rules:
        pack = program.packs.get(rule.pack)
        if pack is not None and pack.layer == _TOP and _for(procedures, rule.procedures or pack.procedures):
            cited.update(citation.norm for citation in rule.basis)
    return cited.most_common(1)[0][0] if cited else ""


def _for(wanted: Sequence[str], procedures: Sequence[str]) -> bool:
    return not wanted or not procedures or bool(set(wanted) & set(procedures))
