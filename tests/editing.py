"""A folder with a small pack and a case, as an editor has them open, for the tests of the editor."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from guiju.engine.editor.completion import Item
from guiju.engine.editor.session import Session

TODAY = date(2024, 6, 15)
CURSOR = "‸"

PACK = """\
规则包 车位 "车位改造" / "Parking works" {
  层级 市  约束 乡镇  适用程序 车位程序
}
规范 车位办法 《样例市车位改造办法》 { 文号 "样府令第9号"  施行 2023-01-01 }
规范 民法典 { 英文 "Civil Code" }
程序 车位程序 (parking_works) {
  步骤 方案公示 (plan_display) 时段 { 主体 社区  凭证 照片 }
  步骤 安全评估 (safety_check) {
    字段 结论 (result): 通过 (passed) | 不通过 (failed), 自评 (own_check): 是否,
      人员 (people): 列表 { 姓名 (name): 文本, 资格 (licensed): 是否 }, 收到日期 (received): 日期
  }
  步骤 开工 (works_start)
}
事实 抢险 (emergency): 是否 "是不是抢险?" / "Is it an emergency?"
事实 类型 (kind): 新建 (new) | 改建 (rebuilt)
定义 急事 (pressing) = 抢险 且 类型 = 新建
参数 公示期 (display_time) = 15日
应当 先评估后开工 (check_first) {
  依据 车位办法 第六条
  要旨 "评估通过才能开工" / "Works start only after a passed check"
  安全评估(结论 = 通过) 先于 开工
  补正 "停工补评" / "Stop and have it checked"
  合例 { 安全评估(结论 = 通过) 2024-04-01  开工 2024-04-10 }
  违例 { 事实 抢险 = 否  开工 2024-04-10 }
}
应当 公示够久 (long_display) {
  依据 车位办法 第五条
  要旨 "公示期满" / "Displayed long enough"
  每一 方案公示
  期限 不少于 公示期
  合例 { 方案公示 2024-03-01 至 2024-03-16 }
  违例 { 方案公示 2024-03-01 至 2024-03-12 }
}
例外 抢险先开工 (emergency_first) 针对 先评估后开工 {
  依据 车位办法 第七条
  要旨 "抢险可先开工" / "Emergency works may start at once"
  当 急事
}
"""

CASE = """\
案卷: 桃园车位
程序: 车位程序
机关: {名称: 样例镇人民政府, 层级: 乡镇}
结案: 是
事实:
  抢险: 否
步骤:
  - {步骤: 方案公示, 起: 2024-03-01, 止: 2024-03-20}
  - 步骤: 安全评估
    日期: 2024-04-01
    结论: 不通过
  - 步骤: 开工
    日期: 2024-04-10
"""


class Desk:
    """An editor in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.session = Session([folder])
        self.pack = self.put("parking.rule", PACK)
        self.case = self.put("case.yaml", CASE)

    def put(self, name: str, text: str, *, on_disk: bool = False) -> Path:
        """Opens or changes a file; `on_disk` writes it instead, unopened."""
        path = self.folder / name
        if on_disk:
            path.write_text(text, encoding="utf-8")
        else:
            self.session.workspace.put(path, text)
        return path

    def at(self, path: Path, text: str, nth: int = 0) -> tuple[Path, int, int]:
        """The place of the nth occurrence of a text in an open file; `‸` in it marks the column."""
        source = self.session.workspace.source(path)
        assert source is not None
        plain = text.replace(CURSOR, "")
        offset = -1
        for _ in range(nth + 1):
            offset = source.text.index(plain, offset + 1)
        offset += max(text.find(CURSOR), 0)
        line = source.text.count("\n", 0, offset) + 1
        return path, line, offset - source.text.rfind("\n", 0, offset)

    def complete(self, name: str, text: str) -> list[Item]:
        """What is offered at the `‸` of a text, the likeliest first."""
        before, _, after = text.partition(CURSOR)
        path = self.put(name, before + after)
        line, column = before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
        items = self.session.complete(path, line, column, TODAY)
        return sorted(items, key=lambda item: item.rank)

    def labels(self, name: str, text: str, *kinds: str) -> list[str]:
        """The labels of what is offered, of some kinds only if any are named."""
        return [i.label for i in self.complete(name, text) if not kinds or i.kind in kinds]
