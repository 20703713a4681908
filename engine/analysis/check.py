"""The checks of a pack, by code, and the analysis that runs them.

In: a compiled program, and the files whose declarations are checked; the other packs stand beside them, since rules of
several packs bind together. Out: diagnostics, by place. Nothing is read or written. Another check is another line in
`CHECKS` (and a section in docs/diagnostics.md).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from guiju.engine.analysis.conditions import always, never
from guiju.engine.analysis.contradictions import contradictions
from guiju.engine.analysis.cures import missing_cures, useless_cures
from guiju.engine.analysis.examples import idle_examples, untested_conditions
from guiju.engine.analysis.exceptions import overlapping, swallowing, void
from guiju.engine.analysis.loosening import loosened
from guiju.engine.analysis.parameters import loosened_values
from guiju.engine.analysis.precedence import cycles
from guiju.engine.analysis.redundancy import implied_rules
from guiju.engine.analysis.subject import Staged, Subject, finding
from guiju.engine.analysis.timetable import timetables
from guiju.engine.analysis.unused import unasked, untouched_steps, unused_words
from guiju.engine.analysis.versions import gaps, outlived_norms, overlaps
from guiju.engine.analysis.written_in_vain import demanding_powers, ends_of_no_stretch
from guiju.engine.calendar import Calendar
from guiju.engine.diagnostics.model import Diagnostic, Severity, by_place
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics.names import Reference
from guiju.engine.semantics.program import Program
from msgspec import Struct


class Check(Struct, frozen=True):
    """One code: how grave its findings are at most, what it is about in one line, and what finds them."""

    code: str
    severity: Severity
    title: Text
    run: Callable[[Subject], Iterable[Diagnostic]]


def _looser(subject: Subject) -> Iterator[Diagnostic]:
    yield from loosened(subject)
    yield from loosened_values(subject)


def _not_looked_through(subject: Subject) -> Iterator[Diagnostic]:
    """What the other checks noted on the way; so this one stands last."""
    for span, message in subject.capped.items():
        yield finding("L021", "note", message, span)


CHECKS = (
    Check("L001", "error", Text("先后要求成圈", "steps that must precede each other"), cycles),
    Check("L002", "error", Text("期限排不出时间表", "times that cannot all be kept"), timetables),
    Check("L003", "error", Text("要求互相矛盾", "demands that contradict each other"), contradictions),
    Check("L004", "warning", Text("规则多余", "a rule that another implies"), implied_rules),
    Check("L005", "error", Text("下层放宽上位要求", "a lower layer loosens a higher norm"), _looser),
    Check("L006", "error", Text("例外吞没规则", "an exception that swallows its rule"), swallowing),
    Check("L007", "error", Text("例外不是例外", "an exception that is none"), void),
    Check("L008", "error", Text("例外重叠而效果不同", "exceptions that overlap and differ"), overlapping),
    Check("L009", "error", Text("条件不可能成立", "a condition that can never hold"), never),
    Check("L010", "warning", Text("条件总是成立", "a condition that always holds"), always),
    Check("L011", "note", Text("步骤没有规则涉及", "a step no rule touches"), untouched_steps),
    Check("L012", "note", Text("事实或字段没有用到", "a fact or field never asked for"), unasked),
    Check(
        "L013", "warning", Text("定义、参数、用语没有用到", "an unused definition or wording"), unused_words
    ),
    Check("L014", "error", Text("补正做不到", "a cure that cannot work"), useless_cures),
    Check("L015", "warning", Text("版本之间有空档", "a gap between versions"), gaps),
    Check("L016", "error", Text("版本重叠", "versions that overlap"), overlaps),
    Check(
        "L017", "error", Text("规则与规范的效力期间不合", "a rule outside its norm's time"), outlived_norms
    ),
    Check("L018", "warning", Text("案例什么也没检验", "an example that tests nothing"), idle_examples),
    Check("L019", "note", Text("没有不适用的案例", "no example of not applying"), untested_conditions),
    Check("L020", "note", Text("没有写补正", "no cure"), missing_cures),
    Check("L023", "warning", Text("权力写了要求", "a power with a requirement"), demanding_powers),
    Check(
        "L024", "warning", Text("不是时段而有止日", "a last day of what does not last"), ends_of_no_stretch
    ),
    Check("L021", "note", Text("没有全部查完", "not all was looked at"), _not_looked_through),
)


def analyse(
    program: Program,
    own: Collection[str],
    calendar: Calendar,
    stage: Staged,
    references: Sequence[Reference] | None = None,
) -> list[Diagnostic]:
    """What is wrong with the declarations in the files `own`, by place.

    `stage` makes a case of an example; `references` are those of the compiler, without which L013 finds nothing.
    """
    subject = Subject(program, own, calendar, stage, references)
    found = [d for check in CHECKS for d in check.run(subject)]
    kept = [d for d in found if subject.is_own(d.span) or any(subject.is_own(x.span) for x in d.labels)]
    return by_place(dict.fromkeys(kept))
