"""Circles that would leave a meaning without ground: exceptions to each other, records counting as each other."""

from __future__ import annotations

from collections.abc import Mapping

from guiju.engine.diagnostics.model import Diagnostic, Label, Span
from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.semantics.program import CountsRule, ExceptionRule, Rule


def exception_cycles(exceptions: list[ExceptionRule]) -> list[Diagnostic]:
    """An error for each circle of exceptions, naming its members and their places."""
    links = {e.id: set(e.targets) & {x.id for x in exceptions} for e in exceptions}
    spans = {e.id: e.span for e in exceptions}
    names = {e.id: e.name.text for e in exceptions}
    message = Text("例外互相针对,成了圈", "exceptions aim at each other in a circle")
    return [_circle("P017", message, c, spans, names) for c in _cycles(links)]


def counts_cycles(counts: list[CountsRule], steps: Mapping[str, Text]) -> list[Diagnostic]:
    """An error for each circle of steps that stand for one another; `steps` says how they are called."""
    links: dict[str, set[str]] = {}
    spans: dict[str, Span | None] = {}
    for rule in counts:
        if rule.as_step is not None:
            links.setdefault(rule.step, set()).add(rule.as_step)
            links.setdefault(rule.as_step, set())
            spans.setdefault(rule.step, rule.span)
    return [
        _circle("P018", Text("视为规则成了圈", "counts-as rules go in a circle"), c, spans, steps)
        for c in _cycles(links)
    ]


def breach_cycles(rules: list[Rule]) -> list[Diagnostic]:
    """An error for each circle of rules that are about the breach of each other."""
    links = {r.id: set(r.breaches.rules) for r in rules if r.breaches is not None}
    spans = {r.id: r.span for r in rules}
    message = Text("规则以互相违反为前提,成了圈", "rules are about the breach of each other in a circle")
    names = {r.id: r.name.text for r in rules}
    return [_circle("P027", message, c, spans, names) for c in _cycles(links)]


def definition_cycles(
    links: Mapping[str, set[str]], spans: Mapping[str, Span | None], names: Mapping[str, Text]
) -> list[Diagnostic]:
    """An error for each circle of definitions; `links` says which a definition rests on."""
    message = Text("定义互相引用,成了圈", "definitions rest on each other in a circle")
    return [_circle("P019", message, c, spans, names) for c in _cycles(links)]


def _cycles(links: Mapping[str, set[str]]) -> list[list[str]]:
    """One circle through each strongly connected part, found by walking iteratively."""
    done: set[str] = set()
    found: list[list[str]] = []
    for start in links:
        path: list[str] = []
        on_path: set[str] = set()
        stack: list[tuple[str, bool]] = [(start, True)]
        while stack:
            node, entering = stack.pop()
            if not entering:
                path.pop()
                on_path.discard(node)
                done.add(node)
            elif node in on_path:
                found.append(path[path.index(node) :])
            elif node not in done:
                path.append(node)
                on_path.add(node)
                stack.append((node, False))
                stack += [(n, True) for n in sorted(links.get(node, ()))]
    return found


def _circle(
    code: str,
    message: Text,
    members: list[str],
    spans: Mapping[str, Span | None],
    names: Mapping[str, Text],
) -> Diagnostic:
    called = [names.get(m, plain(m)) for m in members]
    listed = join([*called, called[0]], " → ", " → ")
    labels = tuple(
        Label(span, name)
        for member, name in zip(members[1:], called[1:], strict=True)
        if (span := spans.get(member)) is not None
    )
    return Diagnostic(code, message + Text(":", ": ") + listed, spans.get(members[0]), None, "error", labels)
