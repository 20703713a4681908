"""What a drawing shows before it is Mermaid or SVG: boxes and links; and those of a procedure, or of a case on it.

Powers (可以) and prohibitions are not drawn, they order nothing. Of the rest a link is left out when others
as firm already lead from its one end to the other (transitive reduction), unless it has a bound to show.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal

from guiju.engine.case.model import Record
from guiju.engine.diagnostics.text import Lang, Text
from guiju.engine.diagnostics.words import quantity
from guiju.engine.graph.case_graph import CaseGraph, CaseNode, NodeState
from guiju.engine.graph.text_width import printable
from guiju.engine.semantics.core import Duration
from msgspec import Struct

if TYPE_CHECKING:
    import networkx as nx

StepKind = Literal["step", "required", "done", "skipped", "worthless", "pending", "not_needed"]
CitedKind = Literal["document", "document_over", "norm", "norm_over", "norm_unknown"]
BoxKind = StepKind | CitedKind
LineKind = Literal["name", "note", "date", "mark", "wrong"]
OrderKind = Literal["always", "conditional", "alternative", "response"]
CitingKind = Literal["basis", "cites", "repeals", "replaced"]
LinkKind = OrderKind | CitingKind

MISSING = Text("缺", "missing")
REDO = Text("须重做", "redo")
PENDING = Text("待办", "pending")

_SHOWN = 3  # records and defects in one box; more are counted


class Line(Struct, frozen=True):
    text: str
    kind: LineKind
    struck: bool = False


class Box(Struct, frozen=True):
    """`step` is the name of what it stands for."""

    step: str
    kind: BoxKind
    lines: tuple[Line, ...]


class Link(Struct, frozen=True):
    """From box number `source` to box number `target`; `label` is empty when the law sets no bound."""

    source: int
    target: int
    kind: LinkKind
    label: str


class Picture(Struct, frozen=True):
    boxes: tuple[Box, ...]
    links: tuple[Link, ...]


def picture(graph: nx.DiGraph[str], lang: Lang, case: CaseGraph | None = None) -> Picture:
    """Boxes in declared order and links between them, all text in `lang` and safe to print (not escaped)."""
    place = {step: index for index, step in enumerate(graph)}
    boxes = tuple(
        _case_box(graph.nodes[step], case.nodes[step], lang) if case else _plain_box(step, graph, lang)
        for step in graph
    )
    links = tuple(
        Link(place[a], place[b], _link_kind(graph.edges[a, b]), bounds(graph.edges[a, b], lang))
        for a, b in drawn_edges(graph)
    )
    return Picture(boxes, links)


def drawn_edges(graph: nx.DiGraph[str]) -> list[tuple[str, str]]:
    """The ordering edges that a picture needs, in declared order.

    Only a chain that is at least as firm makes an edge superfluous: what binds every case is never left out
    for the sake of a path that hangs on a condition.
    """
    kinds = {
        (a, b): _link_kind(attributes)
        for a, b, attributes in graph.edges(data=True)
        if any(claim.binding for claim in attributes["claims"])
    }
    firm = [edge for edge, kind in kinds.items() if kind == "always"]
    any_case = firm + [edge for edge, kind in kinds.items() if kind == "conditional"]
    needed = {"always": _reduced(graph, firm), "conditional": _reduced(graph, any_case)}
    place = {step: index for index, step in enumerate(graph)}
    return sorted(
        (
            edge
            for edge, kind in kinds.items()
            if kind not in needed or edge in needed[kind] or bounds(graph.edges[edge], "zh")
        ),
        key=lambda edge: (place[edge[0]], place[edge[1]]),
    )


def _reduced(graph: nx.DiGraph[str], edges: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """The transitive reduction of the edges; those on a cycle all stay."""
    import networkx as nx

    whole: nx.DiGraph[str] = nx.DiGraph()
    whole.add_nodes_from(graph)
    whole.add_edges_from(edges)
    knots = nx.condensation(whole)
    knot_of: dict[str, int] = knots.graph["mapping"]
    kept = nx.transitive_reduction(knots)
    return {
        (a, b) for a, b in whole.edges if knot_of[a] == knot_of[b] or kept.has_edge(knot_of[a], knot_of[b])
    }


def bounds(attributes: dict[str, Any], lang: Lang) -> str:
    """The least and the greatest distance of an edge in words, e.g. `≥30日`; empty without any."""
    least = [_bound("≥", d, lang) for d in attributes["lo"] if d.n > 0]
    return " ".join(least + [_bound("≤", d, lang) for d in attributes["hi"]])


def _bound(sign: str, duration: Duration, lang: Lang) -> str:
    return sign + quantity(duration.n, duration.unit).in_lang(lang)


def _link_kind(attributes: dict[str, Any]) -> OrderKind:
    if attributes["alternative"]:
        return "alternative"
    if attributes["kind"] == "response":
        return "response"
    return "always" if attributes["unconditional"] else "conditional"


def _name(node: dict[str, Any], lang: Lang) -> Line:
    return Line(printable(node["en"].replace("_", " ") if lang == "en" else node["zh"]), "name")


def _plain_box(step: str, graph: nx.DiGraph[str], lang: Lang) -> Box:
    node = graph.nodes[step]
    lasting = dict.fromkeys(
        _bound("≥" if claim.op == ">=" else "≤", claim.duration, lang) for claim in node["lasts"]
    )
    notes = (Line(" ".join(lasting), "note"),) if lasting else ()
    return Box(step, "required" if node["always"] else "step", (_name(node, lang), *notes))


def _case_box(node: dict[str, Any], found: CaseNode, lang: Lang) -> Box:
    name = _name(node, lang)
    lines = [Line(name.text, "name", struck=found.state is NodeState.WORTHLESS)]
    lines += _dates(found, lang)
    word = {
        NodeState.SKIPPED: MISSING,
        NodeState.WORTHLESS: REDO,
        NodeState.PENDING: PENDING,
    }.get(found.state)
    if word is not None:
        turn = f" ({found.redo})" if found.redo is not None else ""
        lines.append(Line(word.in_lang(lang) + turn, "mark"))
    lines += [Line("✗ " + printable(label), "wrong") for label in found.violations[:_SHOWN]]
    more = len(found.violations) - _SHOWN
    if more > 0:
        lines.append(Line(Text(f"另有 {more} 项", f"and {more} more").in_lang(lang), "wrong"))
    return Box(found.step, found.state.value, tuple(lines))


def _dates(found: CaseNode, lang: Lang) -> list[Line]:
    """One line per record, the latest ones if there are many; worthless records are struck."""
    earlier = len(found.records) - _SHOWN
    lines = [Line(_when(r, lang), "date", r.index in found.worthless) for r in found.records[-_SHOWN:]]
    if earlier > 0:
        lines.insert(0, Line(Text(f"此前 {earlier} 次", f"{earlier} before").in_lang(lang), "date"))
    return lines


def _when(record: Record, lang: Lang) -> str:
    start, end = record.start, record.end
    if end is None:
        return Text(f"{start} 起", f"since {start}").in_lang(lang)
    if end == start:
        return str(start)
    last = f"{end:%m-%d}" if end.year == start.year else str(end)
    return Text(f"{start} 至 {last}", f"{start} to {last}").in_lang(lang)
