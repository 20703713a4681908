"""A pack to try: its text for the tests of `guiju test`, and programs compiled from such texts."""

from __future__ import annotations

from guiju.engine.diagnostics.source import Source
from guiju.engine.pipeline.library import compile_sources
from guiju.engine.semantics.program import Program
from guiju.engine.trial.killing import Fate, fates
from guiju.engine.trial.mutants import mutants

HEAD = """\
规则包 试 "试规则" / "Trial rules" { 层级 县  约束 县  适用程序 试程序 }
规范 试法 《试法》 { 施行 2020-01-01 }
程序 试程序 (trial_procedure) {
  步骤 公示 (trial_notice) 时段
  步骤 论证 (trial_review) { 字段 结论 (result): 合格 (good) | 存疑 (doubtful) | 不合格 (bad), 人数 (persons): 数 }
  步骤 座谈 (trial_talk)
  步骤 决定 (trial_decision)
}
事实 紧急 (rush): 是否
事实 保密 (secret): 是否
"""

NOTICE = """\
应当 公示期 (notice_period) {
  依据 试法 第一条  要旨 "公示至少7日" / "Seven days of notice"
  公示 期限 不少于7日
  合例 { 公示 2021-03-01 至 2021-03-20 }
  违例 { 公示 2021-03-01 至 2021-03-02 }
}
"""

SHARP = """\
案例 恰好7日 { 公示 2021-03-01 至 2021-03-08  预期 公示期 已满足 }
案例 只有6日 { 公示 2021-03-01 至 2021-03-07  预期 公示期 违反 }
"""

REVIEW = """\
应当 先论证 (reviewed_first) {
  依据 试法 第二条  要旨 "论证合格后决定" / "A good review comes before the decision"
  每一 决定
  当 非 保密
  有 论证(结论 属于 [合格, 存疑]) 先于 本
  合例 { 事实 紧急 = 否, 保密 = 否  论证(结论 = 合格) 2021-03-01  决定 2021-03-10 }
  违例 { 事实 紧急 = 否, 保密 = 否  决定 2021-03-10 }
}
"""


def program_of(*parts: str) -> Program:
    """The program of a pack that stands alone; it must compile."""
    program, found = compile_sources([Source("试.rule", HEAD + "".join(parts))])
    assert not found, [(d.code, d.message.zh) for d in found]
    return program


def fates_of(program: Program, jobs: int = 1) -> dict[str, Fate]:
    """{id of the mutant: what becomes of it} under the examples of the program."""
    return {f.mutant.id: f for f in fates(program, list(mutants(program)), program.examples, jobs)}


def surviving(program: Program) -> set[str]:
    return {id_ for id_, fate in fates_of(program).items() if fate.killer is None}
