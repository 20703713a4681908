"""The place inside a norm that a citation names, in words: 第十五条之一第二款, art. 15-1 para. 2;
第十条至第十五条, arts. 10 to 15."""

from __future__ import annotations

from guiju.engine.diagnostics.text import Text, join
from guiju.engine.diagnostics.words import inserted, numbered
from guiju.engine.semantics.program import Citation


def place_in_norm(citation: Citation) -> Text:
    """Article, paragraph, item, sentence as far as the citation goes; empty when the norm is cited as a whole."""
    if citation.article is not None and citation.through is not None:
        first = inserted(numbered("citation", "articles", citation.article), citation.suffix)
        last = inserted(numbered("citation", "last_article", citation.through[0]), citation.through[1])
        return Text(f"{first.zh}至{last.zh}", f"{first.en} to {last.en}")
    depths = (
        ("article", citation.article),
        ("paragraph", citation.paragraph),
        ("item", citation.item),
        ("sentence", citation.sentence),
    )
    words = [numbered("citation", key, n) for key, n in depths if n is not None]
    if words and citation.article is not None:
        words[0] = inserted(words[0], citation.suffix)
    return join(words, zh="", en=" ")


def depth_of(citation: Citation) -> tuple[int, ...]:
    """The place as numbers, by which citations of one norm are put in order and told apart."""
    places = (citation.article, citation.suffix, citation.paragraph, citation.item, citation.sentence)
    return tuple(n or 0 for n in (*places, *(citation.through or (0, 0))))
