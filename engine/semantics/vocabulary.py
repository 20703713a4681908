"""The names a procedure declares: steps with typed fields, facts with types, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Literal, TypeVar

from guiju.engine.case.duration import Duration
from guiju.engine.diagnostics.model import Span
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics.core import ACTOR, END, EVIDENCE, START, TIME
from msgspec import Struct, field

PROCEDURE_START = "程序启动日"
"""The date fact that states when the procedure started; else the first record does."""

TEXT_WORDS, TEXT_PLACE = "文", "位置"
"""The fields of a record that is a unit of a text: its words, and where in the text it stands."""

Kind = Literal["yesno", "number", "amount", "duration", "text", "list", "date", "cite", "enum"]


_K = TypeVar("_K", bound=str)


class Name(Struct, frozen=True):
    """A canonical Chinese name, its English name, and further accepted spellings of either."""

    zh: str
    en: str
    aliases: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        return (self.zh, self.en, *self.aliases)

    @property
    def text(self) -> Text:
        return Text(self.zh, self.en)

    @property
    def words(self) -> Text:
        """The name in running text: English names are written with blanks."""
        return Text(self.zh, self.en.replace("_", " "))


class Type(Struct, frozen=True):
    """The type of a fact or field. `values` for enums (and lists over named values); `item` for list records.

    A list with `item` holds mappings with those fields; any other list holds texts.
    """

    kind: Kind
    values: tuple[Name, ...] = ()
    item: tuple[FieldDecl, ...] = ()


class FieldDecl(Struct, frozen=True):
    name: Name
    type: Type
    span: Span | None = None


class FactDecl(Struct, frozen=True):
    """A fact; `default` is used, and shown, when a case does not state it; `question` asks a person for it."""

    name: Name
    type: Type
    default: bool | Decimal | str | Duration | None = None
    question: Text | None = None
    span: Span | None = None


LEVELS = (
    Name("省", "province"),
    Name("市", "city"),
    Name("县", "county"),
    Name("乡镇", "town"),
    Name("部门", "department"),
    Name("派出机关", "agency"),
)

LAYERS = (
    Name("国家", "nation"),
    Name("省", "province"),
    Name("市", "city"),
    Name("县", "county"),
    Name("乡镇", "town"),
)
"""The layers of packs, the uppermost first."""

AUTHORITY_FACTS = {
    "机关名称": FactDecl(Name("机关名称", "authority_name"), Type("text")),
    "机关层级": FactDecl(Name("机关层级", "authority_level"), Type("enum", LEVELS)),
    "机关地区": FactDecl(Name("机关地区", "authority_region"), Type("text")),
}
"""The facts that the head of a case file states, by canonical name; every pack may ask for them."""


BUILT_IN = {
    ACTOR: FieldDecl(Name(ACTOR, "actor"), Type("text")),
    EVIDENCE: FieldDecl(Name(EVIDENCE, "evidence"), Type("list")),
    START: FieldDecl(Name(START, "start", ("日期", "date")), Type("date")),
    END: FieldDecl(Name(END, "end"), Type("date")),
    TIME: FieldDecl(Name(TIME, "time"), Type("text")),
}
"""The fields that every record has without a declaration, by canonical name."""


class StepDecl(Struct, frozen=True):
    """A step; `interval` steps take 起 and 止; `actors` and `evidence` are what is usual, not a demand. At one that
    `deliberates` (议决) the matter of the procedure is discussed and settled."""

    name: Name
    interval: bool
    fields: tuple[FieldDecl, ...] = ()
    actors: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    span: Span | None = None
    deliberates: bool = False


class Procedure(Struct, frozen=True):
    name: Name
    steps: tuple[StepDecl, ...]
    pack: str = ""


class Vocabulary(Struct, frozen=True):
    """All steps and facts that the cases of some procedures may use. Keys are canonical Chinese names."""

    steps: Mapping[str, StepDecl] = field(default_factory=dict)
    facts: Mapping[str, FactDecl] = field(default_factory=dict)
    levels: tuple[Name, ...] = ()

    def step(self, spelling: str) -> StepDecl | None:
        return _find(self.steps.values(), spelling)

    def fact(self, spelling: str) -> FactDecl | None:
        return _find(self.facts.values(), spelling)

    def words(self, zh: str) -> Text:
        """A step or fact in running text (its Chinese name in both languages when nothing declares it)."""
        found = self.steps.get(zh) or self.facts.get(zh) or AUTHORITY_FACTS.get(zh)
        return found.name.words if found else Text(zh, zh)

    def english(self, zh: str) -> str:
        """The English name of a step or fact (the Chinese one when it has none)."""
        found = self.steps.get(zh) or self.facts.get(zh) or AUTHORITY_FACTS.get(zh)
        return found.name.en if found else zh


def names_by_key(spellings: Mapping[str, _K]) -> dict[_K, Name]:
    """For a table of spellings, Chinese before English for each key: what each key is called."""
    listed: dict[_K, list[str]] = {}
    for spelling, key in spellings.items():
        listed.setdefault(key, []).append(spelling)
    return {key: Name(zh, en, tuple(more)) for key, (zh, en, *more) in listed.items()}


def find_field(fields: Iterable[FieldDecl], spelling: str) -> FieldDecl | None:
    return _find(fields, spelling)


def find_name(names: Iterable[Name], spelling: str) -> Name | None:
    return next((n for n in names if spelling in n.spellings), None)


_D = TypeVar("_D", StepDecl, FactDecl, FieldDecl)


def _find(declared: Iterable[_D], spelling: str) -> _D | None:
    for each in declared:
        name = each.name
        if spelling == name.zh or spelling == name.en or spelling in name.aliases:
            return each
    return None
