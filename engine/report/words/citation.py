"""A citation as a lawyer writes it: title, article, paragraph, item, sentence, in both languages.

The words around the numbers come from `grammars/words.toml`; the titles from the norms of the program.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from guiju.engine.diagnostics.nearest import shown
from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.evaluate.finding import Finding
from guiju.engine.semantics.citation_words import place_in_norm
from guiju.engine.semantics.program import Citation, Norm

_TITLE_CHARS = 200


def norm_title(key: str, norms: Mapping[str, Norm]) -> Text:
    """The title in its marks; in English its English title, where the norm has one, and the number."""
    norm = norms.get(key)
    title = shown(norm.title if norm else key, _TITLE_CHARS)
    zh = title if title.startswith("《") and title.endswith("》") else f"《{title}》"
    if norm is None:
        return plain(zh)
    en = shown(norm.en, _TITLE_CHARS) if norm.en else zh
    if norm.number and "(" not in en:
        en = f"{en} ({shown(norm.number, _TITLE_CHARS)})"
    return Text(zh, en)


def provision(citation: Citation) -> Text:
    """The place inside the norm alone; empty when the norm is cited as a whole."""
    return place_in_norm(citation)


def cite(citation: Citation, norms: Mapping[str, Norm]) -> Text:
    """One citation with the title of its norm."""
    return cite_all((citation,), norms)


def cite_all(citations: Sequence[Citation], norms: Mapping[str, Norm]) -> Text:
    """Several citations; the title stands once before neighbouring provisions of the same norm."""
    parts = []
    for key, group in groupby(citations, key=lambda c: c.norm):
        title, places = norm_title(key, norms), provisions(list(group))
        parts.append(Text(title.zh + places.zh, f"{title.en} {places.en}".rstrip()))
    return join(parts, zh=";", en="; ")


def provisions(citations: Sequence[Citation]) -> Text:
    """The places inside one norm, without its title."""
    places = dict.fromkeys(provision(c) for c in citations)
    return join([p for p in places if p.zh], zh="、", en=", ")


def cite_basis(finding: Finding, norms: Mapping[str, Norm]) -> Text:
    """What a finding rests on: the local rule the case cites first, then the norm that makes the basis apply
    by reference, then the basis itself (its title only where the chain has not just named it). Where the pack
    does not apply the chain says why, and nothing applies by it."""
    basis = cite_all(finding.rule.basis, norms)
    if finding.chain and not finding.outside:
        same = {c.norm for c in finding.rule.basis} == {finding.chain[-1].norm}
        applied = provisions(finding.rule.basis) if same else basis
        chain = cite_all(finding.chain, norms)
        basis = Text(f"依{chain.zh}参照{applied.zh}", f"{chain.en}, applying {applied.en} by reference")
    if finding.bound_by:
        local = shown(finding.bound_by, _TITLE_CHARS)
        basis = Text(f"依{local};{basis.zh}", f"{local}; {basis.en}")
    return basis
