"""The limits on the size of a case file, counted while its YAML events arrive."""

from __future__ import annotations

import yaml
from guiju.engine.case.places import Places
from guiju.engine.case.problems import Problems
from guiju.engine.diagnostics import limits
from guiju.engine.diagnostics.text import Text


class LimitHit(Exception):
    """A limit was hit and reported; nothing more of the file is read."""


def bounds(event: yaml.Event) -> tuple[int, int]:
    """Start and end of an event as character positions."""
    start, end = event.start_mark, event.end_mark
    return (start.index if start else 0), (end.index if end else 0)


class Counter:
    """Counts nodes, anchors, aliases and the nodes there would be if every alias were written out."""

    def __init__(self, places: Places, problems: Problems) -> None:
        self._places = places
        self._problems = problems
        self._nodes = self._expanded = self._aliases = self._anchors = 0

    def count(self, event: yaml.NodeEvent, size: int = 1) -> None:
        """Count one node, or an alias of `size` nodes. Raises `LimitHit`, with the place reported."""
        self._expanded += size
        if isinstance(event, yaml.AliasEvent):
            self._aliases += 1
        else:
            self._nodes += 1
            self._anchors += event.anchor is not None
        if self._nodes > limits.YAML_NODES:
            self._stop(event, Text("内容", "values"), limits.YAML_NODES)
        if self._aliases > limits.YAML_ALIASES:
            self._stop(event, Text("引用(*)", "references (*)"), limits.YAML_ALIASES)
        if self._anchors > limits.YAML_ANCHORS:
            self._stop(event, Text("引用点(&)", "reference points (&)"), limits.YAML_ANCHORS)
        if self._expanded > limits.YAML_EXPANDED:
            what = Text("引用(*)展开后的内容", "values once references (*) are written out")
            self._stop(event, what, limits.YAML_EXPANDED)

    def depth(self, event: yaml.NodeEvent, depth: int) -> None:
        """Refuse a list or mapping that would be the `depth`-th inside another."""
        if depth > limits.YAML_DEPTH:
            limit = limits.YAML_DEPTH
            self._refuse(event, Text(f"嵌套超过 {limit} 层", f"nested deeper than {limit} levels"))

    def _stop(self, event: yaml.NodeEvent, what: Text, limit: int) -> None:
        message = Text(f"{what.zh}超过上限 {limit} 项", f"too many {what.en}: the limit is {limit}")
        self._refuse(event, message)

    def _refuse(self, event: yaml.NodeEvent, message: Text) -> None:
        start, end = bounds(event)
        place = self._places.span(start, end if isinstance(event, yaml.AliasEvent) else start + 1)
        self._problems.add("C002", message, place)
        raise LimitHit
