"""Whether a place in a norm exists, and what to say in both languages when it does not."""

from __future__ import annotations

from guiju.engine.diagnostics.text import Text
from guiju.engine.norms.law_text import article_form, cited
from guiju.engine.norms.norm_entry import NormEntry, article_key

_COUNTED = {
    "article": ("条", "article"),
    "paragraph": ("款", "paragraph"),
    "item": ("项", "item"),
    "sentence": ("句", "sentence"),
}


def missing_place(
    entry: NormEntry,
    article: int,
    suffix: int = 0,
    paragraph: int | None = None,
    item: int | None = None,
    sentence: int | None = None,
) -> Text | None:
    """What of the place does not exist, the uppermost first; None when all of it does.

    Without a paragraph, an item or sentence is sought in every paragraph of the article.
    """
    provision = entry.articles.get(article_key(article, suffix))
    if provision is None:
        return _no_article(entry, article, suffix)
    form = article_form(article, suffix)
    place = Text(f"{entry.key}{form.zh}", f"{entry.key} {form.en}")
    counts = provision.paragraphs
    among = list(range(1, len(counts) + 1))
    if paragraph is not None:
        if paragraph not in among:
            return _lacks(place, len(counts), "paragraph", paragraph)
        among, place = [paragraph], _deeper(place, "paragraph", paragraph)
    if item is not None:
        having = [p for p in among if 1 <= item <= counts[p - 1]]
        if not having:
            return _lacks(place, max(counts[p - 1] for p in among), "item", item)
        among, place = having, _deeper(place, "item", item)
    if sentence is not None:
        most = max(provision.sentences_at(p, item) for p in among)
        if not 1 <= sentence <= most:
            return _lacks(place, most, "sentence", sentence)
    return None


def _no_article(entry: NormEntry, article: int, suffix: int) -> Text:
    last, form = entry.last_article(), article_form(article, suffix)
    if suffix and article_key(article) in entry.articles:
        return Text(f"{entry.key}没有{form.zh}", f"{entry.key} has no {form.en}")
    if len(entry.articles) != last:  # inserted articles: their number is not the number of the last one
        zh = f"{entry.key}到{article_form(last).zh}为止,没有{form.zh}"
        return Text(zh, f"{entry.key} ends with {article_form(last).en}; there is no {form.en}")
    return _has(Text(entry.key, entry.key), last, "article", form)


def _lacks(place: Text, count: int, kind: str, asked: int) -> Text:
    form = cited(kind, asked)
    if count == 0:
        return Text(f"{place.zh}不分项,没有{form.zh}", f"{place.en} has no items; there is no {form.en}")
    return _has(place, count, kind, form)


def _has(place: Text, count: int, kind: str, asked: Text) -> Text:
    zh, en = _COUNTED[kind]
    only, plural = ("只", "") if count == 1 else ("", "s")
    return Text(
        f"{place.zh}{only}有{count}{zh},没有{asked.zh}",
        f"{place.en} has {count} {en}{plural}; there is no {asked.en}",
    )


def _deeper(place: Text, kind: str, number: int) -> Text:
    form = cited(kind, number)
    return Text(place.zh + form.zh, f"{place.en} {form.en}")
