"""Under which of the four heads of an opinion (主体, 权限, 程序, 内容) a finding goes, and what the conclusions are
called: `rules/opinion/heads.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Literal, get_args

import msgspec
from guiju.engine.diagnostics.shipped import RULES
from guiju.engine.diagnostics.text import Text
from guiju.engine.evaluate.finding import Finding
from guiju.engine.portfolio.substance import Share
from msgspec import Struct

Head = Literal["issuer", "powers", "procedure", "content"]
HEADS: tuple[Head, ...] = get_args(Head)
Conclusion = Literal["lawful", "mostly", "amend", "redo", "unlawful", "open"]


class _Otherwise(Struct, frozen=True):
    text: Head
    making: Head


class Heads(Struct, frozen=True):
    """See the head of the file."""

    whole: tuple[Head, ...]
    mainly: Share
    conclusions: Mapping[Conclusion, Text]
    names: Mapping[Head, Text]
    otherwise: _Otherwise
    kinds: Mapping[str, Head]
    rules: Mapping[str, Head]

    def of(self, finding: Finding, *, of_text: bool) -> Head:
        rule = finding.rule
        if rule.id in self.rules:
            return self.rules[rule.id]
        if rule.category is not None and rule.category in self.kinds:
            return self.kinds[rule.category]
        return self.otherwise.text if of_text else self.otherwise.making


@cache
def heads() -> Heads:
    return msgspec.convert(tomllib.loads((RULES / "opinion" / "heads.toml").read_text("utf-8")), Heads)
