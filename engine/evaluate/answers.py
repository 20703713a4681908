"""Trying out the answers to what a case leaves open (docs/semantics.md §4, over the answers)."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.finding import Answer, State
from guiju.engine.evaluate.kleene import Atom
from msgspec import Struct

_LEAVES = 256
"""Combinations of answers tried for one finding; beyond, its states stay those that are possible."""
_SHOWN = 8
_FINE = frozenset({State.SATISFIED, State.HOLDING, State.EXEMPT, State.NOT_APPLICABLE})


class Possible(Struct, frozen=True):
    """The states possible in one view, and the atoms they hang on (none when there is one state)."""

    states: frozenset[State]
    atoms: frozenset[Atom]


class Settled(Struct, frozen=True):
    """The state over all answers, the atoms that matter, and what each combination of answers leads to."""

    state: State
    atoms: tuple[Atom, ...] = ()
    answers: tuple[Answer, ...] = ()


def collapse(states: frozenset[State]) -> State:
    """One state in all answers: that one. Otherwise unknown, but for three harmless mixtures: holding or
    satisfied is holding; violated or cured is violated; and where nothing can be wrong whichever answer is
    given (satisfied, holding, exempt, not applicable) it is holding (docs/decisions/0003)."""
    if len(states) == 1:
        return next(iter(states))
    if states <= {State.VIOLATED, State.CURED}:
        return State.VIOLATED
    if states <= _FINE:
        return State.HOLDING
    return State.UNKNOWN


def settle(env: Env, judge: Callable[[Env], Possible]) -> Settled:
    """The state of a judgement over every combination of answers to what it hangs on."""
    first = judge(env)
    if len(first.states) == 1:
        return Settled(next(iter(first.states)))
    search = _Search(judge)
    search.explore(env, first, {}, ())
    states = frozenset(search.states)
    state = collapse(states)
    if len(states) == 1:
        return Settled(state)
    atoms = tuple(sorted(search.atoms, key=lambda a: str(a.key)))
    answers = _merged(search.leaves)
    return Settled(state, atoms, tuple(answers) if not search.cut and len(answers) <= _SHOWN else ())


def _merged(leaves: list[Answer]) -> list[Answer]:
    """Answers that differ only in the last question and lead to one state, said together."""
    out: list[Answer] = []
    for leaf in leaves:
        before = out[-1] if out else None
        if before and before.state is leaf.state and before.assignment[:-1] == leaf.assignment[:-1]:
            (label, words), (_, more) = before.assignment[-1], leaf.assignment[-1]
            if before.assignment[-1][0] == leaf.assignment[-1][0]:
                either = words + Text("、", " / ") + more
                out[-1] = Answer((*before.assignment[:-1], (label, either)), leaf.state)
                continue
        out.append(leaf)
    return out


class _Search:
    def __init__(self, judge: Callable[[Env], Possible]) -> None:
        self.judge = judge
        self.states: set[State] = set()
        self.atoms: set[Atom] = set()
        self.leaves: list[Answer] = []
        self.cut = False

    def explore(
        self,
        env: Env,
        found: Possible,
        assumed: dict[Hashable, Hashable],
        told: tuple[tuple[Text, Text], ...],
    ) -> None:
        """Answer one open atom after the other until the state no longer depends on any."""
        open_ = [a for a in found.atoms if a.key not in assumed and a.choices]
        unanswerable = [a for a in found.atoms if not a.choices]
        if len(found.states) == 1 or not open_ or len(self.leaves) >= _LEAVES or env.tries.left <= 0:
            self.states |= found.states
            if len(found.states) > 1:
                self.cut = True
                self.atoms |= set(unanswerable) | set(open_)
            self.leaves.append(Answer(told, collapse(found.states)))
            return
        atom = min(open_, key=lambda a: (len(a.choices), str(a.key)))
        self.atoms.add(atom)
        for value, name in atom.choices:
            answers = {**assumed, atom.key: value}
            if value is True and atom.settles is not None:
                answers[atom.settles[0]] = atom.settles[1]
            env.tries.left -= 1
            view = env.assuming(answers)
            self.explore(view, self.judge(view), answers, (*told, (atom.label, name)))
