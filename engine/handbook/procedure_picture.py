"""The picture of what the rules of one pack say about the order of steps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from guiju.engine.diagnostics.text import Lang
from guiju.engine.semantics.program import Rule
from guiju.engine.semantics.vocabulary import StepDecl

Form = Literal["html", "markdown"]


def procedure_picture(rules: Sequence[Rule], steps: Sequence[StepDecl], lang: Lang, form: Form) -> str:
    """An SVG element or a Mermaid flowchart of the steps that the rules order; empty if they order none."""
    from guiju.engine.graph.procedure import procedure_graph

    graph = procedure_graph(rules, {s.name.zh: s for s in steps})
    graph.remove_nodes_from([step for step, degree in dict(graph.degree()).items() if degree == 0])
    if not graph:
        return ""
    if form == "markdown":
        from guiju.engine.graph.mermaid import mermaid

        return mermaid(graph, lang)
    from guiju.engine.graph.svg import svg

    return svg(graph, lang)
