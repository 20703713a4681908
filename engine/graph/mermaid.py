"""A picture as the text of a Mermaid flowchart.

Node ids are `n0`, `n1`, … in declared order; every label is quoted, and every character that Mermaid or HTML
could read as more than text is written as a character code, so a name can neither end its label nor start a
directive, a link or markup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.graph.case_graph import CaseGraph
from guiju.engine.graph.picture import Box, Link, LinkKind, Picture, picture
from guiju.engine.graph.style import BOXES
from guiju.engine.graph.text_width import printable

if TYPE_CHECKING:
    import networkx as nx

_PLAIN_ASCII = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -.,:()")
_ARROWS: dict[LinkKind, str] = {
    "always": "==>",
    "conditional": "-->",
    "alternative": "-.->",
    "response": "-.->",
    "basis": "==>",
    "cites": "-->",
    "repeals": "-.->",
    "replaced": "-.->",
}


def mermaid(
    graph: nx.DiGraph[str],
    lang: Lang,
    case: CaseGraph | None = None,
    title: Text | None = None,
) -> str:
    """A procedure, or a case on it, as a flowchart (see `picture_mermaid`)."""
    return picture_mermaid(picture(graph, lang, case), lang, title)


def picture_mermaid(
    drawing: Picture, lang: Lang, title: Text | None = None, direction: Literal["TB", "LR"] = "TB"
) -> str:
    """The flowchart, top to bottom or left to right, with a class for each kind of box that occurs in it."""
    lines = []
    if title is not None:
        lines += ["---", f'title: "{_yaml(printable(title.in_lang(lang)))}"', "---"]
    lines.append(f"flowchart {direction}")
    lines += [f'  n{number}["{_label(box)}"]' for number, box in enumerate(drawing.boxes)]
    lines += [f"  {_link(link)}" for link in drawing.links]
    for kind, style in BOXES.items():
        members = [f"n{number}" for number, box in enumerate(drawing.boxes) if box.kind == kind]
        if members:
            dash = f",stroke-dasharray:{style.dash}" if style.dash else ""
            look = f"fill:{style.fill},stroke:{style.stroke},stroke-width:{style.width:g}px,color:{style.ink}"
            lines.append(f"  classDef {kind} {look}{dash}")
            lines.append(f"  class {','.join(members)} {kind}")
    return "\n".join(lines) + "\n"


def _label(box: Box) -> str:
    rows = (f"<s>{_escaped(r.text)}</s>" if r.struck else _escaped(r.text) for r in box.lines)
    return "<br/>".join(rows)


def _link(link: Link) -> str:
    label = f'|"{_escaped(link.label)}"|' if link.label else ""
    return f"n{link.source} {_ARROWS[link.kind]}{label} n{link.target}"


def _escaped(text: str) -> str:
    return "".join(c if c in _PLAIN_ASCII or ord(c) > 127 else f"#{ord(c)};" for c in text)


def _yaml(text: str) -> str:
    """Inside double quotes of YAML, whose escapes also keep `%%{` from being seen as a directive."""
    return "".join(c if c in _PLAIN_ASCII or ord(c) > 127 else f"\\u{ord(c):04x}" for c in text)
