"""The place inside a norm that a citation names, in words: 第十五条之一第二款, art. 15-1 para. 2."""

from __future__ import annotations

from guiju.engine.diagnostics.text import Text, join
from guiju.engine.diagnostics.words import inserted, numbered
from guiju.engine.semantics.program import Citation


def place_in_norm(citation: Citation) -> Text:
    """Article, paragraph, item, sentence as far as the citation goes; empty when the norm is cited as a whole."""
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


def depth_of(citation: Citation) -> tuple[int, int, int, int, int]:
    """The place as numbers, by which citations of one norm are put in order and told apart."""
    places = (citation.article, citation.suffix, citation.paragraph, citation.item, citation.sentence)
    article, suffix, paragraph, item, sentence = (n or 0 for n in places)
    return article, suffix, paragraph, item, sentence
