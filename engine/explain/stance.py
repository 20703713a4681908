"""Where a search for changes stands: a changed case, looked at on a day, and the finding to be mended in it."""

from __future__ import annotations

from datetime import date

from guiju.engine.case.model import Case, Record
from guiju.engine.evaluate.activations import activations, same_record
from guiju.engine.evaluate.conditions import holds
from guiju.engine.evaluate.counted import candidates
from guiju.engine.evaluate.env import Candidate, Env
from guiju.engine.evaluate.finding import Finding
from guiju.engine.evaluate.outcome import Basic
from guiju.engine.evaluate.requirements import broken, judge
from guiju.engine.evaluate.values import Scope
from guiju.engine.evaluate.windows import fit
from guiju.engine.evaluate.written import written_in
from guiju.engine.explain.edits import Edit, SetFact, SetField
from guiju.engine.explain.setting import Setting
from guiju.engine.explain.wishes import Set, Way
from guiju.engine.semantics import core
from msgspec import Struct
from msgspec.structs import replace

Bundle = tuple[Edit, ...]
MET = frozenset({Basic.SATISFIED, Basic.HOLDING})


class Stance(Struct, frozen=True):
    """`case` is seen in `env`; `today` is the day the user looks at it, which `env.now` may lie after."""

    setting: Setting
    case: Case
    today: date
    finding: Finding
    env: Env

    @property
    def this(self) -> Record | None:
        return self.finding.activation

    @property
    def asked_of(self) -> Record | None:
        """The record that conditions are asked of: of a stretch of time, the one it is counted from."""
        found, _ = activations(self.env, self.finding.rule)
        same = (a for a in found if same_record(a.record, self.this))
        return next((a.asked_of for a in same), self.this)

    @property
    def scope(self) -> Scope:
        return Scope(this=self.this)

    def others(self, env: Env, step: str) -> list[Candidate]:
        """The recorded candidates of a step beside the activating record (deemed ones stand for others)."""
        this = self.this
        found = [c for c in candidates(env, step, broken) if c.record.derived_by is None]
        return [
            c for c in found if this is None or (c.record.index, c.record.step) != (this.index, this.step)
        ]

    def placed(self, env: Env, record: Record, window: core.Window) -> bool | None:
        """Whether a record lies in a window, seen from a day on which it has ended."""
        return fit(_seen(env, record), self.this, record, window, broken).truth.value

    def such(self, env: Env, record: Record, where: core.Cond) -> bool | None:
        """Whether a record meets a condition."""
        return holds(_seen(env, record), Scope(this=self.this, that=record), where).value

    def kept(self, env: Env, this: Record, req: core.Req) -> bool:
        """Whether a requirement is met in such a view once the activating record is this one."""
        case = replace(
            self.case, records=tuple(this if r.index == this.index else r for r in self.case.records)
        )
        now = max(self.env.now, this.end or this.start)
        view = self.setting.env(self.finding.rule.pack, case, now)
        view = replace(view, later_than=env.later_than, element=env.element)
        return judge(view, this, req).states <= MET

    def edits(self, way: Way, scope: Scope) -> Bundle | None:
        """Values as edits of the case; None where one cannot be set."""
        found = [self._edit(one, scope) for one in way]
        edits = tuple(e for e in found if e is not None)
        return edits if len(edits) == len(found) else None

    def _edit(self, one: Set, scope: Scope) -> Edit | None:
        if isinstance(one.of, core.FactRef):
            known = one.of.name in self.env.vocabulary.facts
            return SetFact(one.of.name, one.value, self.case.facts.get(one.of.name)) if known else None
        record = scope.this if one.of.who == "this" else scope.that
        if not isinstance(record, Record) or not record.step or one.of.name in (core.START, core.END):
            return None
        return SetField(record, one.of.name, one.value, written_in(record, one.of.name))


def _seen(env: Env, record: Record) -> Env:
    last = max(env.now, record.end or record.start)
    return env if last == env.now else replace(env.afresh(), now=last)
