"""A small pack with fields of every kind, lists in lists among them, for tests of the compiler and of what it makes.

A rule is written in one line (`rule`), so that the line of an error tells which it is: the first line behind the head
is line 1.
"""

from __future__ import annotations

from datetime import date

from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.diagnostics.source import Source
from guiju.engine.evaluate.finding import Verdict
from guiju.engine.evaluate.verdict import judge_case
from guiju.engine.pipeline.library import compile_sources, ordered
from guiju.engine.semantics.bind import bind_source
from guiju.engine.semantics.program import Program

HEAD = """pack works "工程" / "Works" { layer city binds town, department for_procedure works edition "1" }
norm code 《工程办法》 { number "1" rank local_rules in_force 2000-01-01 in_english "Works Code" }
procedure works {
  step show interval { field notified: date, n: num, names: list, channels: list[web | paper], kind: large | small,
    people: list { nm: text, fine: yesno, from_day: date, own: list { q: text, clear: yesno } } }
  step check { field result: passed | failed, own_check: yesno, cost: amount, mentioned: text }
  step begin
  step report
}
fact pressing: yesno
fact price: amount
fact n0: num
fact d0: date
fact t0: text
parameter P = 7 days { basis code art 1 }
parameter N = 3 { basis code art 1 }
"""
_ONE = "show 2024-03-01 to 2024-03-16"
_LINES = HEAD.count("\n")


def rule(body: str, name: str = "r1", good: str = _ONE, bad: str = _ONE) -> str:
    """A rule in one line; its examples need not come out as it says."""
    examples = f"conforming {{ {good} }} violating {{ {bad} }}"
    return f'must {name} {{ basis code art 5 gist "要" / "gist" {body} {examples} }}\n'


def exception(name: str, targets: str, body: str) -> str:
    return f'exception {name} against {targets} {{ basis code art 6 gist "例" / "exception" {body} }}\n'


def wrong(*parts: str) -> list[Diagnostic]:
    """Everything wrong with the pack."""
    return compile_sources([Source("works.rule", HEAD + "".join(parts))])[1]


def codes(*parts: str) -> list[tuple[str, int]]:
    """Code and line of everything wrong with the pack, counted behind the head."""
    return [(d.code, d.span.line - _LINES) for d in wrong(*parts) if d.span]


def made(*parts: str) -> Program:
    """The program of a pack without errors."""
    program, found = compile_sources([Source("works.rule", HEAD + "".join(parts))])
    assert not found, [(d.code, d.message.en) for d in found]
    return ordered(program)


def verdict(program: Program, steps: str, on: date = date(2024, 6, 15), more: str = "") -> Verdict:
    """What a case comes to; `steps` are records as YAML in one line each, `more` further lines of its head."""
    text = f"case: X\nprocedure: works\nauthority: {{name: 某镇, level: town}}\n{more}\nsteps:\n{steps}\n"
    case, problems = bind_source(Source("case.yaml", text), program.vocabulary, program.procedures)
    assert case is not None and not problems, problems
    return judge_case(program, case, on)
