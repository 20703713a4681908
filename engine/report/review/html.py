"""A clean-up review as one page: self-contained, without script, to be printed."""

from __future__ import annotations

from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.portfolio.model import Review
from guiju.engine.report.layout.page import style, template
from guiju.engine.report.review.outline import review_outline
from guiju.engine.report.review.text import HEADS, table_cells

_WORDS = {"quiet": Text("没有要说明的", "Nothing further")}


def render_review_html(review: Review, lang: Lang) -> str:
    """The page, ending in a line end."""
    outline = review_outline(review, lang)
    page = template("review.html").render(
        lang="zh-CN" if lang == "zh" else "en",
        outline=outline,
        heads=[head.in_lang(lang) for head in HEADS],
        rows=[(document, table_cells(document, lang)) for document in outline.documents],
        words={key: text.in_lang(lang) for key, text in _WORDS.items()},
        css=style("report.css", "review.css"),
    )
    return page + "\n"
