"""Whether one requirement is at least as strict as another, by their form. When in doubt, no."""

from __future__ import annotations

from collections.abc import Sequence

from guiju.engine.analysis.props import Prop
from guiju.engine.analysis.subject import Subject
from guiju.engine.analysis.windows import at_least_as_long, inside
from guiju.engine.diagnostics.model import Span
from guiju.engine.semantics.core import AllOf, AnyOf, Exists, Forbid, Lasts, OrElse, Req, Test
from msgspec import Struct


class About(Struct, frozen=True):
    """What both requirements are about: records of `step` (None: the case) for which `given` holds.

    `repeating`: an alternative that the strict requirement does not have makes the weak one another demand, since it
    tells what else is missing where the strict one is broken.
    """

    subject: Subject
    step: str | None
    given: Sequence[Prop]
    span: Span | None
    repeating: bool = False


def entails(about: About, strict: Req, weak: Req) -> bool:
    """Whether everything that meets `strict` meets `weak`."""
    if strict == weak:
        return True
    match strict, weak:
        case (_, AllOf(parts)):
            return all(entails(about, strict, part) for part in parts)
        case (_, AnyOf(parts)) if about.repeating:
            return isinstance(strict, AnyOf) and _same_alternatives(about, strict.parts, parts)
        case (AnyOf(parts), _):
            return all(entails(about, part, weak) for part in parts)
        case (AllOf(parts), AnyOf(others)):
            return any(entails(about, part, weak) for part in parts) or any(
                entails(about, strict, other) for other in others
            )
        case (AllOf(parts), _):
            return any(entails(about, part, weak) for part in parts)
        case (_, AnyOf(parts)):
            return any(entails(about, strict, part) for part in parts)
        case (OrElse(), _) | (_, OrElse()):
            return False
        case (Exists(), Exists()):
            return _exists(about, strict, weak)
        case (Forbid(), Forbid()):
            return strict.step == weak.step and _within(about, weak, strict)
        case (Test(), Test()):
            one = about.subject.prop(strict.cond, about.step)
            other = about.subject.prop(weak.cond, about.step)
            return about.subject.always(about.span, other, *about.given, one)
        case (Lasts(), Lasts()):
            return _lasts(about, strict, weak)
        case _:
            return False


def _same_alternatives(about: About, strict: Sequence[Req], weak: Sequence[Req]) -> bool:
    """Whether each alternative of the one has its like among those of the other."""
    return all(any(entails(about, s, w) for w in weak) for s in strict) and all(
        any(entails(about, s, w) for s in strict) for w in weak
    )


def _exists(about: About, strict: Exists, weak: Exists) -> bool:
    if strict.step != weak.step or strict.at_least < weak.at_least or not _within(about, strict, weak):
        return False
    if weak.at_most is None:
        return True
    fewer = strict.at_most is not None and strict.at_most <= weak.at_most
    return fewer and _within(about, weak, strict)


def _within(about: About, inner: Exists | Forbid, outer: Exists | Forbid) -> bool:
    """Whether every record that the one speaks of is one that the other speaks of."""
    if not inside(inner.window, outer.window, about.subject.lengths):
        return False
    one = about.subject.prop(inner.where, about.step, inner.step)
    other = about.subject.prop(outer.where, about.step, outer.step)
    return about.subject.always(about.span, other, *about.given, one)


def _lasts(about: About, strict: Lasts, weak: Lasts) -> bool:
    if (strict.op, strict.first, strict.last) != (weak.op, weak.first, weak.last):
        return False
    if strict.excluding != weak.excluding:
        return False
    lengths = about.subject.lengths
    if strict.op == ">=":
        rolls = strict.roll or not weak.roll
        full = strict.full_days or not weak.full_days
        return rolls and full and at_least_as_long(strict.duration, weak.duration, lengths)
    return (weak.roll or not strict.roll) and at_least_as_long(weak.duration, strict.duration, lengths)
