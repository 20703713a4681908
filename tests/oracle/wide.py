"""The small world with fields and facts of every type, for random questions."""

from __future__ import annotations

from guiju.engine.semantics.vocabulary import FactDecl, FieldDecl, Name, StepDecl, Type, Vocabulary

from .small import FIELDS, YES_NO

_OF_ONE = (Name("k", "k"), YES_NO), (Name("v", "v"), Type("number")), (Name("e", "e"), Type("date"))
PEOPLE = Type("list", item=tuple(FieldDecl(name, kind) for name, kind in _OF_ONE))
TYPES: dict[str, Type] = {
    "n": Type("number"),
    "w": Type("text"),
    "d": Type("date"),
    "t": Type("duration"),
    "l": Type("list"),
    "p": PEOPLE,
}
"""The types of the fields; the facts of these types have the same name as capitals."""

START = "程序启动日"
WORDS = Vocabulary(
    {
        s: StepDecl(
            Name(s, f"step_{s.lower()}"),
            s == "I",
            (*FIELDS, *(FieldDecl(Name(n, n), kind) for n, kind in TYPES.items())),
        )
        for s in ("A", "B", "C", "I")
    },
    {
        "F": FactDecl(Name("F", "f_fact"), YES_NO),
        "G": FactDecl(Name("G", "g_fact"), YES_NO, default=False),
        "D2": FactDecl(Name("D2", "d2_fact"), Type("date")),
        START: FactDecl(Name(START, "procedure_start"), Type("date")),
        **{n.upper(): FactDecl(Name(n.upper(), f"{n}_fact"), kind) for n, kind in TYPES.items()},
    },
)
