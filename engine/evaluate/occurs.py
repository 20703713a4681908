"""Whether something happened by the day of looking: what is still to come plays no part."""

from __future__ import annotations

from guiju.engine.case.model import Record
from guiju.engine.evaluate.bounds import excluded_days
from guiju.engine.evaluate.env import Asked, Env
from guiju.engine.evaluate.kleene import Truth3, known
from guiju.engine.evaluate.matches import Matches
from guiju.engine.evaluate.requirements import broken
from guiju.engine.evaluate.stated_bounds import unless_stated, with_window
from guiju.engine.evaluate.sums import DayTest
from guiju.engine.evaluate.values import Open, Scope
from guiju.engine.semantics import core


def occurs(env: Env, this: Record | None, req: core.Exists | core.Forbid) -> Truth3:
    """Whether the number of matching records up to now is one the requirement allows."""
    bounded = with_window(env, Scope(this=this), req)
    if isinstance(bounded, Open):
        return unless_stated(env, this, core.Occurs(req), bounded)
    found = Matches(env, this, bounded, broken)
    least, most = (req.at_least, req.at_most) if isinstance(req, core.Exists) else (0, 0)
    fewest = len(found.certain)
    verdicts = {
        least <= n and (most is None or n <= most) for n in range(fewest, fewest + len(found.possible) + 1)
    }
    return known(verdicts.pop()) if len(verdicts) == 1 else Truth3(None, found.atoms)


def _left_out(env: Env, steps: tuple[str, ...]) -> DayTest | None:
    return excluded_days(env, steps, broken)


ASKED = Asked(occurs, _left_out)
