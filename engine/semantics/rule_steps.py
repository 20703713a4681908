"""Which steps a rule speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.semantics.core import AllOf, AnyOf, Exists, Forbid, LatestPoint, OrElse, Req
from guiju.engine.semantics.program import Rule


def named_steps(rule: Rule) -> set[str]:
    """The canonical names of the steps that a rule is about or asks for, in any version and reading."""
    found = {rule.step} if rule.step else set()
    for version in rule.versions:
        for reading in version.readings:
            found.update(_steps_of(reading.req))
    return found


def _steps_of(req: Req) -> Iterator[str]:
    match req:
        case Exists() | Forbid():
            yield req.step
            yield from req.window.none_between
            if isinstance(req.window.this_point, LatestPoint):
                yield from req.window.this_point.steps
        case AllOf() | AnyOf():
            for part in req.parts:
                yield from _steps_of(part)
        case OrElse():
            yield from _steps_of(req.then)
            yield from _steps_of(req.otherwise)
