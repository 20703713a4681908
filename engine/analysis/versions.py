"""L015 to L017: gaps and overlaps between the versions of a rule, and rules that outlive the norms they cite."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from guiju.engine.analysis.naming import rule_name
from guiju.engine.analysis.subject import Subject, finding
from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.semantics.program import Norm, Rule, Version

_EVER, _NEVER = date.min, date.max


def gaps(subject: Subject) -> Iterator[Diagnostic]:
    """L015: days between two versions on which the rule says nothing."""
    for rule in subject.own_rules():
        for earlier, later in pairwise(rule.versions):
            if _end(earlier) < _start(later):
                name, last = rule_name(rule), _start(later) - timedelta(1)
                message = Text(
                    f"{name.zh}的两个版本之间有空档:{_end(earlier)} 至 {last} 没有规则",
                    f"there is a gap between two versions of {name.en}: nothing from {_end(earlier)} to {last}",
                )
                yield finding("L015", "warning", message, later.span or rule.span)


def overlaps(subject: Subject) -> Iterator[Diagnostic]:
    """L016: days on which two versions of a rule are in force; the first of them is taken."""
    for rule in subject.own_rules():
        for earlier, later in pairwise(rule.versions):
            if _end(earlier) > _start(later):
                name, start = rule_name(rule), "" if later.start is None else f" {later.start} "
                message = Text(
                    f"{name.zh}的两个版本重叠:从{start or '最早'}起两个都有效",
                    f"two versions of {name.en} overlap: both are in force from{start or ' the earliest day'}",
                )
                hint = Text("在前一个版本写上结束的日期", "give the earlier version its last day")
                yield finding("L016", "error", message, later.span or rule.span, (), hint)


def outlived_norms(subject: Subject) -> Iterator[Diagnostic]:
    """L017: versions in force while none of the cited norms is, or after the norm that the rule leads with."""
    for rule in subject.own_rules():
        norms = [n for c in rule.basis if (n := subject.program.norms.get(c.norm)) is not None]
        if norms:
            for version in rule.versions:
                yield from _against_norms(rule, version, norms)


def _against_norms(rule: Rule, version: Version, norms: list[Norm]) -> Iterator[Diagnostic]:
    name, lead = rule_name(rule), norms[0]
    titles = join([plain(f"《{n.title}》") for n in dict.fromkeys(norms)], "、", ", ")
    if lead.until is not None and lead.until < _end(version):
        message = Text(
            f"{name.zh}依据的《{lead.title}》{lead.until} 起失效,规则却没有到此为止",
            f"{name.en} goes on after {lead.until}, when 《{lead.title}》, which it rests on, is repealed",
        )
        hint = Text(
            "给这个版本写上结束的日期,或者改引新的规范",
            "give this version its last day, or cite the norm that came in its place",
        )
        yield finding("L017", "error", message, version.span or rule.span, (), hint)
    first = min((n.in_force or _EVER for n in norms), default=_EVER)
    if first > _EVER and version.start is not None and version.start < first:
        message = Text(
            f"{name.zh}从 {version.start} 起适用,所依据的{titles.zh}到 {first} 才施行",
            f"{name.en} applies from {version.start}, and {titles.en} is in force only from {first}",
        )
        hint = Text("把版本的起始日期改到施行之日以后", "let the version start when the norm is in force")
        yield finding("L017", "error", message, version.span or rule.span, (), hint)


def _start(version: Version) -> date:
    return version.start or _EVER


def _end(version: Version) -> date:
    return version.until or _NEVER
