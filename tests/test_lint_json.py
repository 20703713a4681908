"""`guiju lint --format json`: the models, and that nothing is lost on the way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from guiju.engine.diagnostics.model import Diagnostic, Label, Span
from guiju.engine.diagnostics.text import Text
from guiju.engine.report.diagnostics.json import LintModel, render_diagnostics_json

from .command_line import run
from .linting import NATION, rule

CLASH = rule("子", "每一 拍板  有 初审 先于 本") + rule("丑", "每一 拍板  没有 初审 先于 本")
HEAD = (
    NATION
    + "规范 国法 《样例国法》 { 施行 2020-01-01 }\n"
    + "程序 程序甲 (procedure_a) { 步骤 初审 (first_look)  步骤 拍板 (last_word) }\n"
)
EXAMPLES = {
    "子": "合例 { 初审 2024-01-02  拍板 2024-01-09 }  违例 { 拍板 2024-01-09 }",
    "丑": "合例 { 拍板 2024-01-09 }  违例 { 初审 2024-01-02  拍板 2024-01-09 }",
}


def linted(folder: Path, text: str) -> tuple[int, dict[str, Any]]:
    (folder / "a.rule").write_text(text, encoding="utf-8")
    ended = run("lint", folder / "a.rule", "--format", "json", lang="en")
    return ended.code, json.loads(ended.out)


def pack() -> str:
    text = HEAD + CLASH
    for name, examples in EXAMPLES.items():
        before, after = text.split(f"应当 {name} ")
        text = before + f"应当 {name} " + after.replace("}", f"{examples} }}", 1)
    return text


def test_a_run_as_json(tmp_path: Path) -> None:
    code, data = linted(tmp_path, pack())
    assert (code, data["exit_code"], data["schema"], data["rules"], data["examples"]) == (
        1,
        1,
        "guiju.lint/1",
        2,
        4,
    )
    (found,) = data["diagnostics"]
    assert (found["code"], found["severity"], found["page"]) == ("L003", "error", "diagnostics.md#l003")
    assert found["message"]["zh"].startswith("两条要求不能同时做到")
    assert found["message"]["en"].startswith("both cannot be kept")
    assert (found["place"]["file"], found["place"]["line"]) == (str(tmp_path / "a.rule"), 4)
    assert [label["place"]["line"] for label in found["labels"]] == [5]
    LintModel.model_validate_json(json.dumps(data))


def test_errors_of_the_text_are_there_too(tmp_path: Path) -> None:
    code, data = linted(tmp_path, pack().replace("有 初审", "有 粗审"))
    assert code == 2 == data["exit_code"]
    assert {d["code"] for d in data["diagnostics"]} == {"P010"}
    assert data["diagnostics"][0]["hint"]["en"]


def test_every_part_of_a_diagnostic_is_kept() -> None:
    span, other = Span("x.rule", 1, 2, 3, 4), Span("y.rule", 5, 6, 7, 8)
    label = Label(other, Text("那里", "there"))
    given = [
        Diagnostic("L001", Text("甲", "a"), span, Text("乙", "b"), "note", (label,)),
        Diagnostic("G001", Text("丙", "c")),
    ]
    data = json.loads(render_diagnostics_json(given, exit_code=0, rules=1, examples=2))
    first, second = data["diagnostics"]
    assert (first["code"], first["place"], first["hint"]) == ("G001", None, None)
    assert second["place"] == {"file": "x.rule", "line": 1, "column": 2, "end_line": 3, "end_column": 4}
    assert second["labels"][0]["place"]["end_column"] == 8 and second["labels"][0]["message"]["zh"] == "那里"
    assert (second["severity"], second["hint"]) == ("note", {"zh": "乙", "en": "b"})
