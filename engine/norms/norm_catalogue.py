"""The hand-made part of the index of norms: `catalogue.yaml`, read with the line of everything wrong in it.

The file: `checked_to` (the day up to which changes of the norms with a text were looked for), `otherwise`
(how the values without a mark are known, see norm_files.py) and `norms`, a mapping of key to head. See
norm_entry.NormEntry for what a head holds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Protocol

import yaml
from guiju.engine.diagnostics.limits import YAML_DEPTH
from guiju.engine.diagnostics.model import Diagnostic, Refused, Span
from guiju.engine.diagnostics.nearest import nearest, shown
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Text
from guiju.engine.norms.norm_entry import NormEntry
from guiju.engine.norms.norm_files import LOADER, NO_TEXT, OTHERWISE, with_marks
from pydantic import ValidationError
from pydantic_core import ErrorDetails


def read_catalogue(source: Source, elsewhere: Collection[str] = ()) -> dict[str, NormEntry]:
    """The heads by key, in the order of the file. `elsewhere`: keys of norms in other files, which a
    successor or a basis may name. Raises `Refused` with every problem in it."""
    root, data = _load(source)
    norms = data.get("norms") if isinstance(data, dict) else None
    if not isinstance(norms, dict):
        zh = "目录里要有“norms:”,下面每个规范一项"
        message = Text(zh, 'a catalogue holds "norms:", one entry per norm')
        raise Refused([Diagnostic("N012", message, source.span(1, 1))])
    heads: dict[str, NormEntry] = {}
    problems: list[Diagnostic] = []
    for key, head in norms.items():
        given = with_marks(head, data.get(OTHERWISE))
        if isinstance(given, dict):
            with_text = given.get("text") != NO_TEXT and "checked_to" in data
            given = given | {"key": key} | ({"checked_to": data["checked_to"]} if with_text else {})
        try:
            heads[key] = NormEntry.model_validate(given)
        except ValidationError as error:
            problems += [_problem(e, key, root, source) for e in error.errors()]
    valid = [*norms, *elsewhere]
    for head in heads.values():
        if head.successor and head.successor not in valid:
            problems.append(_no_norm(head.key, "successor", head.successor, valid, root, source))
        for name in head.based_on:
            if name not in valid:
                problems.append(_no_norm(head.key, "based_on", name, valid, root, source))
    if problems:
        raise Refused(problems)
    return heads


def shape_problems(error: ValidationError, name: str) -> list[Diagnostic]:
    """The problems of a file of the index, without lines (nobody edits one by hand)."""
    span = Span(name, 1, 1, 1, 1)
    return [
        Diagnostic("N014", Text(f"{_where(e)}:", f"{_where(e)}: ") + _wrong(e), span) for e in error.errors()
    ]


def meant(name: str, valid: Iterable[str]) -> Text | None:
    """A hint at the valid name nearest to a wrong one."""
    return next((Text(f"是否指“{n}”?", f'is "{n}" meant?') for n in nearest(name, valid)), None)


def _load(source: Source) -> tuple[yaml.Node | None, Any]:
    """The file as nodes, which know their lines, and as data. Aliases and deep nesting are refused first."""
    try:
        depth = 0
        for event in yaml.parse(source.text, Loader=LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > YAML_DEPTH or isinstance(event, yaml.AliasEvent):
                message = Text("层数太多,或者用了 * 引用", "too many levels, or a reference (*)")
                raise Refused([Diagnostic("N012", message, _span(source, event.start_mark))])
        root = yaml.compose(source.text, Loader=LOADER)
        if root and (repeated := list(_repeated(root, source))):
            raise Refused(repeated)
        return root, yaml.load(source.text, Loader=LOADER)
    except yaml.YAMLError as error:
        reason = shown(str(getattr(error, "problem", None) or type(error).__name__), 120)
        message = Text(f"写法不合 YAML 格式:{reason}", f"not well-formed YAML: {reason}")
        span = _span(source, getattr(error, "problem_mark", None))
        raise Refused([Diagnostic("N012", message, span)]) from None


class _Mark(Protocol):
    """A place as YAML counts it, from 0."""

    line: int
    column: int


def _span(source: Source, mark: _Mark | None) -> Span:
    return source.span(mark.line + 1, mark.column + 1) if mark else source.span(1, 1)


def _repeated(node: yaml.Node, source: Source) -> list[Diagnostic]:
    """Keys that stand twice in one mapping, of which YAML would silently keep the last."""
    found: list[Diagnostic] = []
    if isinstance(node, yaml.SequenceNode):
        for child in node.value:
            found += _repeated(child, source)
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            if name in seen:
                message = Text(f"“{shown(name)}”写了两次", f'"{shown(name)}" stands here twice')
                found.append(Diagnostic("N012", message, _span(source, key.start_mark)))
            seen.add(name)
            found += _repeated(value, source)
    return found


def _problem(error: ErrorDetails, key: str, root: yaml.Node | None, source: Source) -> Diagnostic:
    hint = None
    if error["type"] == "extra_forbidden" and len(error["loc"]) == 1:
        hint = meant(str(error["loc"][0]), NormEntry.model_fields)
    path = ".".join(map(str, (key, *error["loc"])))
    message = Text(f"{shown(path)}:", f"{shown(path)}: ") + _wrong(error)
    return Diagnostic("N012", message, _span(source, _place(("norms", key, *error["loc"]), root)), hint)


_RELATIONS = {"successor": Text("后继规范", "the successor"), "based_on": Text("依据", "the basis")}


def _no_norm(
    key: str, entry: str, named: str, norms: Iterable[str], root: yaml.Node | None, source: Source
) -> Diagnostic:
    name, relation = shown(named), _RELATIONS[entry]
    zh = f"{key}:{relation.zh}“{name}”不在目录里"
    message = Text(zh, f'{key}: {relation.en} "{name}" is not in the catalogue')
    span = _span(source, _place(("norms", key, entry), root))
    return Diagnostic("N012", message, span, meant(named, norms))


def _place(path: tuple[object, ...], root: yaml.Node | None) -> _Mark | None:
    """Where the deepest part of `path` that the file has begins."""
    node, mark = root, None
    for step in path:
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if str(k.value) == str(step)), None)
            if pair is None:
                break
            mark, node = pair[0].start_mark, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            mark = node.start_mark
    return mark


def _where(error: ErrorDetails) -> str:
    return ".".join(str(step) for step in error["loc"]) or "?"


def _wrong(error: ErrorDetails) -> Text:
    if error["type"] == "missing":
        return Text("没有填写", "is missing")
    if error["type"] == "extra_forbidden":
        return Text("没有这个项目", "there is no such entry")
    value = shown(str(error["input"]))
    if expected := (error.get("ctx") or {}).get("expected"):
        return Text(f"“{value}”不行,可用:{expected}", f'"{value}" does not fit; use {expected}')
    return Text(f"“{value}”不合要求", f'"{value}" does not fit')
