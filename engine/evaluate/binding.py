"""Which packs bind a case: by its procedure, the level of its organ, the place; outright or by reference."""

from __future__ import annotations

from guiju.engine.case.model import NONE, Authority, Case
from guiju.engine.diagnostics.text import Text, join
from guiju.engine.evaluate.finding import Assumption
from guiju.engine.semantics.program import ByReference, Pack, Program
from msgspec import Struct


class Binding(Struct, frozen=True):
    """A pack that binds; `reference` when it does so only by reference, `bound_by` the local rule cited."""

    pack: Pack
    reference: ByReference | None = None
    bound_by: str | None = None

    def readings(self) -> dict[str, frozenset[str]]:
        """{a value such an organ uses: the values it reads as}."""
        out: dict[str, set[str]] = {}
        for theirs, ours in self.reference.read_as if self.reference else ():
            out.setdefault(theirs, set()).add(ours)
        return {theirs: frozenset(ours) for theirs, ours in out.items()}


def bindings(program: Program, case: Case) -> tuple[list[Binding], list[Assumption]]:
    """The packs that bind the case, in the order of the layers, and what had to be assumed for it."""
    bound: list[Binding] = []
    notes: list[Assumption] = []
    candidates = [p for p in program.packs.values() if _concerns(p, case)]
    references = {(r.pack, level): r for p in candidates for r in p.by_reference for level in r.levels}
    notes += _without_region(program, case)
    for pack in candidates:
        level = case.authority.level
        if not pack.levels or level in pack.levels:
            bound.append(Binding(pack))
            continue
        by = references.get((pack.id, level or ""))
        if by is not None:
            bound.append(_by_reference(case, pack, by, notes))
        elif (level is None or not _listed(program, level)) and not pack.by_reference:
            bound.append(Binding(pack))
            notes.append(_unsettled(pack, level))
    return bound, notes


def _without_region(program: Program, case: Case) -> list[Assumption]:
    """A case that does not say where it is may lie in a place that has rules of its own."""
    if case.authority.region is not None:
        return []
    local = [p for p in program.packs.values() if p.region and set(p.procedures) & set(case.procedures)]
    if not local:
        return []
    names = join([p.title for p in local])
    text = Text(
        f"没有写机关所在地区,没有适用地方规则:{names.zh}",
        f"the region of the organ is not stated; local rules were not applied: {names.en}",
    )
    return [Assumption(text)]


def _concerns(pack: Pack, case: Case) -> bool:
    """The procedure is one of the pack's, and the organ lies in its place (a pack of no place is everywhere)."""
    if pack.procedures and not set(pack.procedures) & set(case.procedures):
        return False
    return _in_place(pack, case.authority)


def _in_place(pack: Pack, authority: Authority) -> bool:
    if pack.region is not None and not (authority.region or "").startswith(pack.region):
        return False
    return pack.organ is None or (authority.name or "").endswith(pack.organ)


def _listed(program: Program, level: str) -> bool:
    """Whether any pack names the level, outright or by reference."""
    return any(
        level in p.levels or any(level in r.levels for r in p.by_reference) for p in program.packs.values()
    )


def _by_reference(case: Case, pack: Pack, reference: ByReference, notes: list[Assumption]) -> Binding:
    cited = case.facts.get(reference.unless_bound) if reference.unless_bound else None
    bound_by = str(cited) if cited is not None and cited != NONE else None
    title = pack.title
    if bound_by is None:
        text = Text(
            f"参照适用:{title.zh};{reference.gist.zh}", f"by reference: {title.en}; {reference.gist.en}"
        )
        notes.append(Assumption(text, reference.basis))
    return Binding(pack, reference, bound_by)


def _unsettled(pack: Pack, level: str | None) -> Assumption:
    title = pack.title
    if level is None:
        return Assumption(
            Text(
                f"没有写机关层级,按“{title.zh}”直接适用判断",
                f"the level of the organ is not stated; '{title.en}' is taken to bind it outright",
            )
        )
    return Assumption(
        Text(
            f"“{title.zh}”没有提到“{level}”,按适用处理,请核实",
            f"'{title.en}' does not name the level '{level}'; it is taken to apply, please verify",
        )
    )
