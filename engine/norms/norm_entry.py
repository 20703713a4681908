"""One norm in the index: its origin, the days it is in force, the form of its articles. Never its words.

An entry is written as one YAML file. The head (everything but the articles) is made by hand in the catalogue;
the articles come from the text. `source` says how a value is known: `stated` in the text itself, `press copy`
(a stored copy of an official notice or a press report) or `memory`; what nobody has compared with an official
text is `verified: false`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Generic, Literal, TypeVar

import yaml
from guiju.engine.norms.law_text import LawText
from pydantic import BaseModel, ConfigDict, Field

T = TypeVar("T", str, date)


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Known(_Model, Generic[T]):
    """A value and how it is known."""

    value: T
    source: Literal["stated", "press copy", "memory"]
    verified: bool = True


class InForce(_Model):
    """In force on the days from `start` until the day before `until`; None: not known, or no end known."""

    start: Known[date] | None = Field(default=None, alias="from")
    until: Known[date] | None = None

    def covers(self, day: date) -> bool:
        """Whether the norm is in force on `day`; an open end covers every day on its side."""
        started = self.start is None or self.start.value <= day
        return started and (self.until is None or day < self.until.value)


class Provision(_Model):
    """The form of an article: the number of items of each paragraph; where there is more than one sentence,
    their number by place (`2`: paragraph 2, `2/3`: its item 3); the digest of law_text.digest."""

    paragraphs: tuple[Annotated[int, Field(ge=0)], ...] = Field(min_length=1)
    sentences: Mapping[str, Annotated[int, Field(ge=2)]] = {}
    digest: str = Field(pattern="^[0-9a-f]{16}$")

    def sentences_at(self, paragraph: int, item: int | None = None) -> int:
        """The number of sentences of a paragraph's own words, or of one of its items."""
        return self.sentences.get(f"{paragraph}/{item}" if item else str(paragraph), 1)


class Remark(_Model):
    """A remark for the reader, in both languages."""

    zh: str
    en: str


class NormEntry(_Model):
    """A norm in one version. `articles` is keyed `10`, or `10-1` for the first one inserted after it.

    `part` names the part of the norm that the text holds, when it is not the whole; `checked_to` is the day
    up to which later changes were looked for; `successor` is the key of the norm that took its place.
    `amended` are the first days in force of amendments that make no version of their own here, as far as known.
    `edition` is the year in which this version was made, by which it is cited; `earlier` says that before
    it there was one that is not listed; `based_on` are the keys of the norms that it states as its own
    basis.
    """

    key: str = Field(pattern=r"^\w{1,40}$")
    title: str = Field(min_length=1)
    short: tuple[str, ...] = ()
    number: Known[str] | None = None
    other_numbers: tuple[Known[str], ...] = ()
    issuer: str | None = None
    rank: str | None = None
    in_force: InForce
    amended: tuple[date, ...] = ()
    edition: int | None = Field(default=None, ge=1949, le=2100)
    earlier: bool = False
    successor: str | None = None
    based_on: tuple[str, ...] = ()
    text: str = Field(pattern=r"^[^/\\:]+$")
    part: str | None = None
    checked_to: date | None = None
    note: Remark | None = None
    articles: Mapping[str, Provision] = {}

    def last_article(self) -> int:
        """The highest number of an article; 0 when no text is at hand."""
        return max((int(name.partition("-")[0]) for name in self.articles), default=0)


def article_key(number: int, suffix: int = 0) -> str:
    return f"{number}-{suffix}" if suffix else str(number)


def with_articles(head: NormEntry, law: LawText) -> NormEntry:
    """The entry with the form of the law's articles in it."""
    found: dict[str, Provision] = {}
    for article in law.articles:
        sentences: dict[str, int] = {}
        for at, paragraph in enumerate(article.paragraphs, 1):
            places = {str(at): paragraph.sentences}
            places |= {f"{at}/{n}": count for n, count in enumerate(paragraph.item_sentences, 1)}
            sentences |= {place: count for place, count in places.items() if count > 1}
        items = tuple(p.items for p in article.paragraphs)
        found[article_key(article.number, article.suffix)] = Provision(
            paragraphs=items, sentences=sentences, digest=article.digest
        )
    return head.model_copy(update={"articles": found})


def entry_yaml(entry: NormEntry) -> str:
    """The entry as a file: keys in one order and an article a line, so that versions are easy to compare."""
    data: dict[str, Any] = entry.model_dump(by_alias=True, exclude_none=True, exclude_defaults=True)
    articles = data.pop("articles", {})
    lines = [_HEADER, yaml.safe_dump(_plain(data), **_LAYOUT)]
    if articles:
        lines.append("articles:\n")
        lines += [f"  {name}: {_row(row)}\n" for name, row in articles.items()]
    return "".join(lines)


_HEADER = "# Made by `guiju norms index` from catalogue.yaml and the text of the norm, not by hand.\n"
_LAYOUT: dict[str, Any] = {
    "allow_unicode": True,
    "sort_keys": False,
    "default_flow_style": None,
    "width": 10_000,
}


def _row(row: Mapping[str, Any]) -> str:
    """One article in flow style. YAML quotes a digest that would read as a number."""
    places = {int(p) if p.isdecimal() else p: n for p, n in row.get("sentences", {}).items()}
    ordered = {"paragraphs": list(row["paragraphs"])} | ({"sentences": places} if places else {})
    layout = _LAYOUT | {"default_flow_style": True}
    return str(yaml.safe_dump(ordered | {"digest": row["digest"]}, **layout)).strip()


def _plain(value: object) -> object:
    """Tuples as lists, which is what YAML knows."""
    if isinstance(value, dict):
        return {name: _plain(v) for name, v in value.items()}
    return [_plain(v) for v in value] if isinstance(value, list | tuple) else value
