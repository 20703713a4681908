"""Colours and strokes of pictures, and what the legend says of them; Mermaid and SVG share them.

States differ by stroke and words as well as by colour, for a black-and-white printer.
"""

from __future__ import annotations

from collections.abc import Mapping

from guiju.engine.diagnostics.text import Text
from guiju.engine.graph.picture import BoxKind, LineKind, LinkKind
from msgspec import Struct

FONTS = (
    "'Noto Sans CJK SC', 'Source Han Sans SC', 'Microsoft YaHei', 'PingFang SC', 'Hiragino Sans GB', "
    "'WenQuanYi Micro Hei', SimHei, SimSun, sans-serif"
)
INK = "#1e293b"
PAPER_COLOUR = "#ffffff"


class BoxStyle(Struct, frozen=True):
    fill: str
    stroke: str
    width: float
    ink: str
    legend: Text
    dash: str | None = None


class LinkStyle(Struct, frozen=True):
    stroke: str
    width: float
    legend: Text
    dash: str | None = None


class LineStyle(Struct, frozen=True):
    size: float
    weight: str
    ink: str | None = None  # None: the ink of the box


BOXES: Mapping[BoxKind, BoxStyle] = {
    "required": BoxStyle("#eef2ff", "#3730a3", 2.0, INK, Text("必经步骤", "step every case needs")),
    "step": BoxStyle("#ffffff", "#64748b", 1.2, INK, Text("视情形的步骤", "step some cases need")),
    "done": BoxStyle("#ecfdf3", "#15803d", 1.4, "#14532d", Text("已办", "done")),
    "skipped": BoxStyle("#fef2f2", "#dc2626", 2.6, "#991b1b", Text("缺:应办未办", "missing: skipped"), "7 4"),
    "worthless": BoxStyle(
        "#fffbeb", "#d97706", 1.6, "#92400e", Text("须重做(数字为次序)", "redo (number: order)")
    ),
    "pending": BoxStyle("#ffffff", "#2563eb", 1.4, "#1e3a8a", Text("待办", "pending")),
    "not_needed": BoxStyle("#ffffff", "#b6bfca", 1.0, "#7b8794", Text("未要求", "not called for")),
    "document": BoxStyle("#eef2ff", "#3730a3", 2.0, INK, Text("文件", "document")),
    "document_over": BoxStyle(
        "#f1f5f9",
        "#64748b",
        1.4,
        "#475569",
        Text("文件,已届满或者废止", "document, expired or repealed"),
        "7 4",
    ),
    "norm": BoxStyle("#ffffff", "#15803d", 1.4, INK, Text("规范,施行中", "norm in force")),
    "norm_over": BoxStyle(
        "#fef2f2", "#dc2626", 2.6, "#991b1b", Text("规范,不再施行", "norm no longer in force"), "7 4"
    ),
    "norm_unknown": BoxStyle(
        "#ffffff", "#94a3b8", 1.2, "#475569", Text("规范,目录不知其状态", "norm of unknown standing"), "2 3"
    ),
}

LINKS: Mapping[LinkKind, LinkStyle] = {
    "always": LinkStyle("#334155", 1.5, Text("必须先后", "must come before")),
    "conditional": LinkStyle("#94a3b8", 1.2, Text("视情形必须先后", "must come before, in some cases")),
    "alternative": LinkStyle("#94a3b8", 1.2, Text("几种先后择一", "one of several ways"), "2 3"),
    "response": LinkStyle("#0f766e", 1.3, Text("其后应办", "must follow"), "6 3"),
    "basis": LinkStyle("#334155", 1.8, Text("以之为依据", "based on")),
    "cites": LinkStyle("#94a3b8", 1.1, Text("引用", "cites")),
    "repeals": LinkStyle("#dc2626", 1.3, Text("废止", "repeals"), "2 3"),
    "replaced": LinkStyle("#0f766e", 1.3, Text("由其代替", "replaced by"), "6 3"),
}

LINES: Mapping[LineKind, LineStyle] = {
    "name": LineStyle(14.0, "normal"),
    "note": LineStyle(11.0, "normal"),
    "date": LineStyle(11.0, "normal"),
    "mark": LineStyle(12.0, "bold"),
    "wrong": LineStyle(11.0, "normal", "#b91c1c"),
}
