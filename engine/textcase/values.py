"""The named values that text records hold, as `rules/text/vocabulary.rule` declares them, by what the program finds."""

from __future__ import annotations

from collections.abc import Mapping

from guiju.engine.document.tree import Level, ProblemKind

PROCEDURE = "文件文本"
"""The procedure that text records belong to."""

PUBLICATION = "公布"
"""The step of a case from which the day of publication is known."""

LEVELS: Mapping[str, str] = {
    "乡镇": "level_town",
    "派出机关": "level_agency",
    "县": "level_county",
    "省": "level_province",
    "部门": "level_department",
}
"""The levels of organs, each with the list of `document_words.toml` by which it is told."""

STEPS = (
    "全文", "条", "句", "项", "引用处", "施行条款", "有效期条款", "废止条款", "溯及用语", "形式问题",
)  # fmt: skip
"""Its steps, in the order in which the records of a text come."""

UNNAMED = "未写明"
SUBJECTS: Mapping[str, str] = {
    "VILLAGE": "村居组织",
    "OFFICIALS": "公职人员",
    "EVERYONE": "单位和个人",
    "OPERATORS": "经营者",
    "INDIVIDUALS": "个人",
    "ORGANS": "行政机关",
}
"""In the order in which they are looked for: 村民委员会 before 村民."""

MOODS: Mapping[str, str] = {
    "MUST_NOT": "不得",
    "MUST": "应当",
    "MAY": "可以",
    "ENCOURAGES": "倡导",
    "": "其他",
}
MONEY: Mapping[str, str] = {"FINED": "罚没", "COLLECTED": "收取", "PAID_OUT": "给付"}

UNKNOWN_RANK = "位阶不明"
RANKS = (
    "宪法", "法律", "行政法规", "地方性法规", "部门规章", "地方政府规章", "规范性文件", "党内法规", "地方标准",
    UNKNOWN_RANK,
)  # fmt: skip

UNLISTED = "未收录"
STATES: Mapping[str, str] = {
    "in force": "现行有效",
    "not yet": "尚未施行",
    "lapsed": "已失效",
    "replaced": "已被替代",
    "unlisted": UNLISTED,
}
BASIS, MENTION, REPEALED = "依据", "正文引用", "废止对象"
ANOTHER, ITSELF = "其他文件", "本文件"
MAIN, COVER, ANNEX = "正文", "印发通知", "附件"
ARTICLE, POINT, PARAGRAPH = "条文", "编号段", "自然段"
PARAGRAPH_LEVELS: frozenset[Level] = frozenset(("paragraph", "table", "continuation"))
"""What has no number."""

PROBLEMS: Mapping[ProblemKind, str] = {
    "gap": "断号",
    "duplicate": "重号",
    "paragraphs unknown": "款不可考",
    "unclosed title": "书名号不全",
    "damaged day": "日期残缺",
    "no such day": "无此日期",
    "number form": "文号不规范",
    "no core": "缺所附文件",
    "no title": "缺题名",
    "nothing before": "前无所指",
    "no such provision": "条款不存在",
    "long range": "范围过大",
}
