"""Changes that make no difference, as the author of a pack declares them beside the pack.

A file `equivalent*.toml` in the folder of a pack lists mutants that no case can tell from the rule as written:

    [[same]]
    changes = ["RULE/req.parts.1.window/to_after", …]
    zh = "理由"
    en = "the reason"

In: the text of such a file. Out: the declarations. Diagnostics: T001 no TOML, T002 an entry lacks a part, T003 a
change that does not exist, T004 a change that an example notices after all, T005 a change listed twice.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

from guiju.engine.diagnostics.model import Diagnostic, Span
from guiju.engine.diagnostics.nearest import nearest
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Text
from guiju.engine.trial.killing import Fate
from msgspec import Struct

_AT = re.compile(r"\(at line (\d+), column (\d+)\)")


class Equivalent(Struct, frozen=True):
    """A mutant that is the same as the rule, and why."""

    mutant: str
    reason: Text
    span: Span


def read_equivalents(source: Source) -> tuple[list[Equivalent], list[Diagnostic]]:
    """What a file declares, and everything wrong with it."""
    try:
        table = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        return [], [_not_toml(source, str(error))]
    found: list[Equivalent] = []
    problems = [_lacking(source, key) for key in table if key != "same"]
    entries = table.get("same", [])
    for entry in entries if isinstance(entries, list) else [entries]:
        changes, zh, en = (_part(entry, key) for key in ("changes", "zh", "en"))
        if not (_texts(changes) and _texts([zh]) and _texts([en])):
            first = changes[0] if _texts(changes) else "same"
            problems.append(_lacking(source, first))
            continue
        found += [Equivalent(c, Text(zh, en), _place(source, c)) for c in changes]
    return found, problems


def stale(
    declared: Iterable[Equivalent], fates: Iterable[Fate], every_mutant: Iterable[str]
) -> list[Diagnostic]:
    """Declarations that are not true (any more). `every_mutant` are the ids of all there are; only those in
    `fates` were tried."""
    killers = {f.mutant.id: f.killer for f in fates}
    ids = dict.fromkeys(every_mutant)
    problems: list[Diagnostic] = []
    seen: set[str] = set()
    for entry in declared:
        killer = killers.get(entry.mutant)
        if entry.mutant in seen:
            problems.append(Diagnostic("T005", _TWICE, entry.span))
        elif entry.mutant not in ids:
            problems.append(Diagnostic("T003", _GONE, entry.span, _meant(entry.mutant, ids)))
        elif killer is not None:
            at = f"{killer.span.file}:{killer.span.line}" if killer.span else ""
            hint = Text(f"案例“{killer.name}”({at})", f"example '{killer.name}' ({at})")
            problems.append(Diagnostic("T004", _NOTICED, entry.span, hint))
        seen.add(entry.mutant)
    return problems


_TWICE = Text("这一处试改已经列过", "this change is already listed")
_GONE = Text(
    "没有这一处试改:规则已经不是这样写的",
    "there is no such change: the rule is not written like that any more",
)
_NOTICED = Text(
    "已有案例能发觉这一处试改,请从清单里删去", "an example notices this change; take it off the list"
)


def _meant(mutant: str, ids: Iterable[str]) -> Text | None:
    owner = mutant.split("/")[0]
    close = nearest(mutant, [i for i in ids if i.split("/")[0] == owner])
    return Text(f"是不是 {close[0]}?", f"did you mean {close[0]}?") if close else None


def _part(entry: Any, key: str) -> Any:
    return entry.get(key) if isinstance(entry, Mapping) else None


def _texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, str) and v.strip() for v in value)


def _not_toml(source: Source, error: str) -> Diagnostic:
    at = _AT.search(error)
    line, column = (int(at[1]), int(at[2])) if at else (1, 1)
    message = Text("这里不合 TOML 的写法", "this is not valid TOML")
    return Diagnostic("T001", message, Span(source.name, line, column, line, column + 1))


def _lacking(source: Source, text: str) -> Diagnostic:
    message = Text(
        "每一项要写成 [[same]],含 changes(试改的编号,列表)、zh 和 en(理由)",
        "each entry is a [[same]] with changes (a list of the changes' ids), zh and en (the reason)",
    )
    return Diagnostic("T002", message, _place(source, text))


def _place(source: Source, text: str) -> Span:
    """Where a text stands in the file."""
    for number, line in enumerate(source.text.split("\n"), start=1):
        column = line.find(text)
        if column >= 0:
            return Span(source.name, number, column + 1, number, column + 1 + len(text))
    return Span(source.name, 1, 1, 1, 1)
