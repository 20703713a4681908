"""Citations where room is short: the norm that the national packs cite most goes by the last word of its title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

from guiju.engine.diagnostics.text import Text
from guiju.engine.report.words.citation import cite, norm_title, provision
from guiju.engine.semantics.program import Citation, Program, Rule

_KIND = re.compile("(条例|规定|办法|决定|规则|细则|通知|意见|法)》?$")
_TOP = "国家"


def short_citations(
    program: Program, rules: Iterable[Rule]
) -> tuple[Callable[[Citation], Text], tuple[Text, ...]]:
    """How to cite for these rules, and the words that explain the short form (none where no norm has one).

    In English the main norm is left out: an article alone is one of it.
    """
    cited = Counter(
        citation.norm
        for rule in rules
        for citation in rule.basis
        if (pack := program.packs.get(rule.pack)) is not None and pack.layer == _TOP
    )
    main = cited.most_common(1)[0][0] if cited else ""
    title = norm_title(main, program.norms)
    kind = _KIND.search(title.zh)
    if kind is None:
        return lambda citation: cite(citation, program.norms), ()

    def short(citation: Citation) -> Text:
        place = provision(citation)
        if citation.norm != main or not place.zh:
            return cite(citation, program.norms)
        return Text(kind[1] + place.zh, place.en)

    explained = Text(f"{kind[1]}:{title.zh}", f"An article without a title is of: {title.en}")
    return short, (explained,)
