"""One rule on one case, for the tests of the evaluator: the small world of `oracle/small.py` with fields of all types."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from guiju.engine.case.model import Case, Record, Value
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.env import Env
from guiju.engine.evaluate.finding import Finding, State, Verdict
from guiju.engine.evaluate.kleene import Truth3
from guiju.engine.evaluate.reference import judge_rule, make_env
from guiju.engine.evaluate.requirements import broken
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.evaluate.windows import Fit, fit
from guiju.engine.semantics import core
from guiju.engine.semantics.core import Cond, FactRef, Req, Window
from guiju.engine.semantics.program import ByReference, Citation, CountsRule, ExceptionRule, Pack, Rule
from guiju.engine.semantics.vocabulary import FactDecl, FieldDecl, Name, StepDecl, Type, Vocabulary
from msgspec.structs import replace

from .oracle.small import ALWAYS, FIELDS, ONE_TWO, YES_NO, case, day, days, program, record, rule

PERSON = Type(
    "list",
    item=(FieldDecl(Name("姓名", "full_name"), Type("text")), FieldDecl(Name("相关", "conflict"), YES_NO)),
)
TYPES: dict[str, tuple[str, Type]] = {
    "通过": ("passed", YES_NO),
    "份数": ("copies", Type("number")),
    "期日": ("due_day", Type("date")),
    "文号": ("doc_number", Type("text")),
    "名单": ("name_list", Type("list", (Name("甲", "first_man"), Name("乙", "other")))),
    "专家": ("experts", PERSON),
}
MORE = tuple(FieldDecl(Name(zh, en), kind) for zh, (en, kind) in TYPES.items())
WORDS = Vocabulary(
    {
        s: StepDecl(Name(s, f"step_{s.lower()}"), s in "IJ", FIELDS + MORE)
        for s in ("A", "B", "C", "D", "I", "J")
    },
    {
        "F": FactDecl(Name("F", "the_f"), YES_NO),
        "G": FactDecl(Name("G", "the_g"), YES_NO, default=False),
        "H": FactDecl(Name("H", "the_h"), ONE_TWO),
        "金额": FactDecl(Name("金额", "amount"), Type("number")),
        "定日": FactDecl(Name("定日", "set_day"), Type("date")),
        "依据": FactDecl(Name("依据", "the_basis"), Type("cite")),
        "名册": FactDecl(Name("名册", "roll"), Type("list")),
        "专家组": FactDecl(Name("专家组", "panel"), PERSON),
    },
)


def having(record: Record, **fields: Value | tuple[Mapping[str, Value], ...]) -> Record:
    """The record with further fields."""
    return replace(record, fields={**record.fields, **fields})


def env_of(
    *records: Record,
    on: int = 0,
    closed: bool = False,
    facts: Mapping[str, Value] | None = None,
    counts: tuple[CountsRule, ...] = (),
) -> Env:
    looked_at = case(*records, closed=closed, facts=facts)
    return make_env(program(counts=counts, words=WORDS), looked_at, day(on))


def judged(
    req: Req,
    looked_at: Case,
    on: int | date = 0,
    *,
    step: str | None = "A",
    when: Cond = ALWAYS,
    exceptions: tuple[ExceptionRule, ...] = (),
    counts: tuple[CountsRule, ...] = (),
) -> Finding:
    """The single finding of a rule."""
    stated = rule(req, step, when)
    made = program(stated, exceptions=exceptions, counts=counts, words=WORDS)
    (found,) = judge_rule(stated, looked_at, day(on) if isinstance(on, int) else on, made)
    return found


def state(
    req: Req, looked_at: Case, on: int | date = 0, *, step: str | None = "A", when: Cond = ALWAYS
) -> State:
    return judged(req, looked_at, on, step=step, when=when).state


def labels(truth: Truth3) -> set[tuple[str, str]]:
    """What an unknown hangs on, in both languages."""
    assert truth.value is None
    return {(a.label.zh, a.label.en) for a in truth.atoms}


def placed(
    window: Window, this: Record, that: Record, *more: Record, on: int = 9, closed: bool = False
) -> Fit:
    """Whether `that` lies in the window of `this`, with other records beside them."""
    env = env_of(this, that, *more, on=on, closed=closed)
    return fit(env, env.happened[0], env.happened[1], window, broken)


ONLY_A = case(record("A", 0))
SOURCE = (Citation("other", 3),)
"""The basis of what binds by reference."""


def verdict(
    *rules: Rule, looked_at: Case = ONLY_A, on: int = 5, packs: tuple[Pack, ...] = (), **more: object
) -> Verdict:
    """The verdict under these rules; `more` are other parts of the program."""
    made = replace(program(*rules, words=WORDS), **more)
    if packs:
        made = replace(made, packs={p.id: p for p in packs})
    return judge_case(made, looked_at, day(on))


def pack(
    name: str,
    *levels: str,
    procedures: tuple[str, ...] = ("程序",),
    region: str | None = None,
    organ: str | None = None,
    references: tuple[ByReference, ...] = (),
) -> Pack:
    title = Text(f"包{name}", f"pack {name}")
    return Pack(name, title, "层", levels, procedures, region, organ, by_reference=references)


def by_reference(
    to: str,
    *levels: str,
    lower: bool = True,
    unless: str | None = None,
    read_as: tuple[tuple[str, str], ...] = (),
) -> ByReference:
    return ByReference(to, levels, SOURCE, Text("参照某条", "by some article"), lower, unless, read_as)


# --- a rule about A that wants, or bars, a B within three days ---------------------------------------------

AFTER3 = Window("after", hi=days(3))
F = core.Truth(FactRef("F"))
A = record("A", 0)


def b(n: int, **more: str) -> Record:
    return record("B", n, x=more.get("x"), time=more.get("time"))


def exists(
    at_least: int = 1, at_most: int | None = None, window: Window = AFTER3, where: core.Cond = ALWAYS
) -> core.Exists:
    return core.Exists("B", where, window, at_least, at_most)


def forbid(window: Window = AFTER3, where: core.Cond = ALWAYS) -> core.Forbid:
    return core.Forbid("B", where, window)
