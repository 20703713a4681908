"""A clean-up review as one page: self-contained, without script, to be printed."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.portfolio.model import Review
from guiju.engine.report.html import environment
from guiju.engine.report.review_outline import review_outline
from guiju.engine.report.review_text import HEADS, table_cells

if TYPE_CHECKING:
    from jinja2 import Template

_WORDS = {"quiet": Text("没有要说明的", "Nothing further")}


def render_review_html(review: Review, lang: Lang) -> str:
    """The page, ending in a line end."""
    outline = review_outline(review, lang)
    page = _template().render(
        lang="zh-CN" if lang == "zh" else "en",
        outline=outline,
        heads=[head.in_lang(lang) for head in HEADS],
        rows=[(document, table_cells(document, lang)) for document in outline.documents],
        words={key: text.in_lang(lang) for key, text in _WORDS.items()},
        css=_css(),
    )
    return page + "\n"


@cache
def _template() -> Template:
    return environment().get_template("review.html")


@cache
def _css() -> str:
    folder = files("guiju.engine.report")
    return "".join((folder / name).read_text("utf-8") for name in ("report.css", "review.css"))
