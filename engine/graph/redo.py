"""What must be done again after a step was skipped: pure data, so that judging a case needs no graph library.

`order` and `downstream` are what `compute_order` in `procedure.py` found when the program was compiled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from guiju.engine.case.model import Record


def redo_after_skip(
    missing: str,
    done_records: Iterable[Record],
    order: Sequence[str],
    downstream: Mapping[str, Sequence[str]],
) -> tuple[tuple[Record, ...], tuple[str, ...]]:
    """The records that the skip of `missing` made worthless, and the steps to do (again), in lawful order.

    Worthless are the records of every step that rests on the missing one, in the order of the procedure, then
    of their dates. To redo are the missing step, first, and the steps of those records; a step that rests on
    it but was not done yet is simply still to come. A step unknown to `order` goes last, by name.
    """
    place = {step: index for index, step in enumerate(order)}
    resting = set(downstream.get(missing, ())) - {missing}

    def by_step(step: str) -> tuple[int, str]:
        return (place.get(step, len(place)), step)

    worthless = sorted(
        (r for r in done_records if r.step in resting),
        key=lambda r: (by_step(r.step), r.start, r.index),
    )
    again = sorted({r.step for r in worthless}, key=by_step)
    return tuple(worthless), (missing, *again)
