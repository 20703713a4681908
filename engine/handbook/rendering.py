"""Pages as HTML (self-contained, without script, printable) and as Markdown, through templates that escape all texts.

The same page gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import quote

from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.handbook.flow_drawing import LINKS, flow_mermaid, flow_svg
from guiju.engine.handbook.page_model import IndexPage, PackPage
from guiju.engine.handbook.page_words import WORDS
from guiju.engine.handbook.procedure_picture import Form

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = "templates"
_MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]|~$#@])")
_HTML_SIGNS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ADDRESS = re.compile(r"(?i)(https?|ftp)(:)|(www)(\.)|(mailto|xmpp)(:)")
_LIST_SIGN = re.compile(r"^(?:([-+=])|(\d+)([.)])(?=\s|$))")
_UNSAFE_IN_ADDRESS = re.compile(r"[^\w\-./]")
_PLAIN_CSS = re.compile(r"[A-Za-z0-9]")


def render_pack(page: PackPage, lang: Lang, form: Form) -> str:
    """The page of a pack."""
    environment = _environment(form)
    template = environment.get_template(f"pack.{ending(form)}")
    return _tidy(template.render(page=page, title=page.title.in_lang(lang), **_common(lang)))


def render_index(page: IndexPage, lang: Lang, form: Form) -> str:
    """The list of all packs."""
    template = _environment(form).get_template(f"index.{ending(form)}")
    return _tidy(template.render(page=page, title=WORDS["handbook"].in_lang(lang), **_common(lang)))


def escape_markdown(text: str) -> str:
    """Text that Markdown shows as it stands: no markup, no HTML, no links made of addresses, on one line."""
    flat = " ".join(text.split())
    signs = _MARKDOWN_SIGNS.sub(r"\\\1", flat.translate(_HTML_SIGNS))
    linkless = _ADDRESS.sub(lambda m: "\\".join(g for g in m.groups() if g), signs)
    return _LIST_SIGN.sub(lambda m: f"{m[2] or ''}\\{m[1] or m[3]}", linkless)


def address(text: str) -> str:
    """Part of an address inside the brackets of a Markdown link."""
    return _UNSAFE_IN_ADDRESS.sub(lambda m: quote(m[0], safe=""), text)


def css_string(text: str) -> str:
    """Text inside the quotes of a CSS string: every sign that is not a plain letter or digit by its code."""
    return "".join(c if _PLAIN_CSS.match(c) else f"\\{ord(c):06x}" for c in text)


def _common(lang: Lang) -> dict[str, object]:
    return {
        "css": _css(),
        "lang": "en" if lang == "en" else "zh-CN",
        "words": {key: text.in_lang(lang) for key, text in WORDS.items()},
        "links": [(kind, style, style.legend.in_lang(lang)) for kind, style in LINKS.items()],
        "flow_svg": partial(_markup, flow_svg, lang),
        "comma": Text("、", ", ").in_lang(lang),
        "colon": Text(":", ": ").in_lang(lang),
    }


def _tidy(text: str) -> str:
    """Never more than one empty line, none at the ends, no blanks at the ends of lines."""
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return re.sub("\n{3,}", "\n\n", lines).strip() + "\n"


def _markup(draw: Callable[..., str], lang: Lang, flow: object, label: str) -> object:
    from markupsafe import Markup

    return Markup(draw(flow, lang, label))


def ending(form: Form) -> str:
    """The ending of the file names of a form."""
    return "html" if form == "html" else "md"


@cache
def _environment(form: Form) -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    def as_markdown(value: object) -> object:
        """What is not markup yet becomes text of the page."""
        return value if hasattr(value, "__html__") else Markup(escape_markdown(str(value)))

    environment = Environment(
        loader=PackageLoader("guiju.engine.handbook", _FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=as_markdown if form == "markdown" else None,
    )
    environment.globals["flow_mermaid"] = lambda flow: Markup(flow_mermaid(flow))
    environment.filters["css_string"] = lambda text: Markup(css_string(text))
    environment.filters["html"] = lambda text: Markup("{}").format(text)
    environment.filters["plain"] = Markup
    environment.filters["address"] = lambda text: Markup(address(text))
    environment.globals["nl"] = Markup("\n")
    return environment


@cache
def _css() -> str:
    return (files("guiju.engine.handbook") / _FOLDER / "handbook.css").read_text("utf-8")
