"""The shipped packs that a run goes without, since a pack of the user's declares a word of theirs (docs/decisions/0019):
every report tells it, and no report says that nothing is violated where one of them would have bound the case."""

from __future__ import annotations

from collections.abc import Iterator

from guiju.engine.case.model import Case
from guiju.engine.diagnostics.nearest import shown
from guiju.engine.diagnostics.text import Text, join
from guiju.engine.evaluate.binding import bindings
from guiju.engine.evaluate.finding import Assumption
from guiju.engine.semantics.program import Pack, Program
from msgspec.structs import replace

_NAMED = 3
"""So many of the packs that only build on another are told by name."""


def left_out(program: Program) -> Iterator[Assumption]:
    """Which packs are left out, and the words that they are left out for."""
    for each in program.left_out:
        first, *others = each.packs
        words = join([Text(f"“{shown(w)}”", f"'{shown(w)}'") for w in each.words[:_NAMED]])
        more = len(each.words) - _NAMED
        if more > 0:
            words += Text(f"等 {len(each.words)} 个词", f" and {more} more")
        titles = join([Text(f"“{p.title.zh}”", f"'{p.title.en}'") for p in others[:_NAMED]])
        further = len(others) - _NAMED
        if further > 0:
            titles += Text(f"等 {len(others)} 个", f" and {further} more")
        with_it = Text("", "")
        if others:
            with_it = Text(f",也没有用以它为基础的{titles.zh}", f", nor {titles.en}, which build on it")
        at = f"{shown(each.span.file)}:{each.span.line}" if each.span is not None else ""
        yield Assumption(
            Text(
                f"没有用随附的规则包“{first.title.zh}”{with_it.zh},没有按它们判断:自己的规则包也声明了它的{words.zh}"
                f"({at});要按它们判断,给自己的词换个名称",
                f"the shipped pack '{first.title.en}' is not used{with_it.en}, and nothing was judged by that: a pack "
                f"given here declares {words.en} of it too ({at}); to have it judged, give your own word another name",
            ),
            of_run=True,
        )


def not_judged(program: Program, case: Case) -> tuple[Pack, ...]:
    """The packs left out that would bind the case."""
    gone = {pack.id: pack for each in program.left_out for pack in each.packs}
    if not gone:
        return ()
    bound, _ = bindings(replace(program, packs={**program.packs, **gone}), case)
    return tuple(binding.pack for binding in bound if binding.pack.id in gone)
