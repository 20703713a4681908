"""The TextMate grammar and the folder of the VS Code extension."""

from __future__ import annotations

import importlib.util
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from guiju.engine.diagnostics.source import Source
from guiju.engine.editor.tokens import terminals, tokens_of
from guiju.engine.pipeline.library import shipped_packs

ROOT = Path(__file__).parents[1]
EXTENSION = ROOT / "editors" / "vscode"
KEYWORD_SCOPES = ("keyword", "storage", "constant.language", "variable.language")


@cache
def generator() -> Any:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "editors" / "generate.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_committed_grammar_is_the_generated_one() -> None:
    """If this fails: python editors/generate.py"""
    assert generator().TARGET.read_text("utf-8") == generator().text()


@cache
def patterns() -> list[tuple[re.Pattern[str], dict[int, str]]]:
    """The patterns of the grammar for Python's engine, each with the scopes of its groups (0: the whole)."""
    found = []
    for rule in generator().grammar()["patterns"]:
        match = rule.get("match") or f"{rule['begin']}.*?(?:{rule['end']})"
        match = match.replace(r"[\p{L}\p{N}_]", r"\w").replace(r"[\p{L}_]", r"[^\W\d]")
        scopes = {int(n): c["name"] for n, c in rule.get("captures", {}).items()} or {0: rule["name"]}
        found.append((re.compile(match), scopes))
    return found


def tokenised(line: str) -> dict[int, tuple[str, str]]:
    """By column (from 1), the words of a line with their scopes, as a TextMate engine finds them."""
    out: dict[int, tuple[str, str]] = {}
    at = 0
    while at < len(line):
        for pattern, scopes in patterns():
            found = pattern.match(line, at)
            if found is not None and found.end() > at:
                out |= {found.start(n) + 1: (found[n], scope) for n, scope in scopes.items()}
                at = found.end()
                break
        else:
            at += 1
    return out


def scope(text: str, word: str) -> str:
    return next(s for w, s in tokenised(text).values() if w == word).removesuffix(".guiju")


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("应当 上会前审查 (review) {", "应当", "storage.type.declaration"),
        ("应当 上会前审查 (review) {", "上会前审查", "entity.name.function.rule"),
        ("步骤 公布 时段", "公布", "entity.name.class.step"),
        ("  依据 决策条例 第二十五条第一款第(三)项第2句", "依据", "keyword.other.clause"),
        ("  依据 决策条例 第二十五条第一款第(三)项第2句", "决策条例", "support.class.norm"),
        ("  依据 决策条例 第二十五条第一款第(三)项第2句", "第(三)项", "constant.other.citation"),
        ("  basis 决策条例 art 25 para 1", "art 25", "constant.other.citation"),
        ("  每一 集体讨论", "每一", "keyword.other.clause"),
        ("  每一集体讨论", "每一集体讨论", "variable.other"),
        ("当 非遗项目 且 非 甲", "非遗项目", "variable.other"),
        ("当 非遗项目 且 非 甲", "非", "keyword.operator.logical"),
        ("期限 不少于30日", "不少于", "keyword.other.word"),
        ("期限 不少于30日", "30", "constant.numeric"),
        ("有 公布 后于 本 20个工作日内", "个工作日", "keyword.other.unit"),
        ("有 公布 后于 本 20个工作日内", "内", "keyword.other.word"),
        ("有 公布 后于 本 7 days inside", "days", "keyword.other.unit"),
        ("金额 ≥ 5000万元", "万元", "keyword.other.unit"),
        ("hash has_no x", "has_no", "keyword.control.requirement"),
        ("hash has_no x", "hash", "variable.other"),
        ("字段 结论 (result): 是否", "结论", "variable.other.field"),
        ("要旨 “中文” # 说明", "“中文”", "string.quoted"),
        ("要旨 “中文” # 说明", "# 说明", "comment.line.number-sign"),
        ('要旨 "没有结束', '"没有结束', "string.quoted"),
        ("规范 办法 《样例办法》", "《样例办法》", "string.other.title"),
        ("施行 2023-01-01", "2023-01-01", "constant.numeric.date"),
        ("至少 三分之二 名单", "三分之二", "constant.numeric.fraction"),
        ("当 甲 = 是", "是", "constant.language"),
    ],
)
def test_scopes(text: str, word: str, wanted: str) -> None:
    assert scope(text, word) == wanted


def test_keywords_of_the_shipped_packs_are_those_of_the_lexer() -> None:
    wrong = []
    for _, source in shipped_packs():
        lines = [tokenised(line) for line in source.text.split("\n")]
        for token in tokens_of(Source(source.name, source.text)):
            if token.type != "NAME" and token.type not in terminals():
                continue
            word, found = lines[(token.line or 1) - 1].get(token.column or 1, ("", ""))
            if found.startswith("entity.name") and word == str(token):
                continue  # a declared name may be spelled like a keyword: 步骤 条
            keyword = found.startswith(KEYWORD_SCOPES)
            if keyword is (token.type == "NAME") or (not keyword and word != str(token)):
                wrong.append((source.name, token.line, str(token), found))
    assert wrong == []


def test_every_spelling_of_a_keyword_has_a_colour() -> None:
    for both in terminals().values():
        for word in (w for words in both for w in words):
            found = [s for _, s in tokenised(f"{word} ").values()]
            assert len(found) == 1 and found[0].startswith(KEYWORD_SCOPES), word


# --- the extension ----------------------------------------------------------------------------------------


def read(name: str) -> Any:
    return json.loads((EXTENSION / name).read_text("utf-8"))


def test_what_the_extension_names_is_there() -> None:
    package = read("package.json")
    contributes = package["contributes"]
    files = [
        package["main"],
        *(language["configuration"] for language in contributes["languages"]),
        *(grammar["path"] for grammar in contributes["grammars"]),
        "README.md",
        "README.zh.md",
        "LICENSE",
        ".vscodeignore",
    ]
    assert all((EXTENSION / name).is_file() for name in files)
    assert package["license"] == "Apache-2.0"
    assert contributes["grammars"][0]["scopeName"] == generator().grammar()["scopeName"]
    assert contributes["languages"][0]["id"] == contributes["grammars"][0]["language"] == "guiju"
    assert "guiju.path" in contributes["configuration"]["properties"]
    asked = set(re.findall(r"%(\w+)%", json.dumps(package)))
    assert asked == set(read("package.nls.json")) == set(read("package.nls.zh-cn.json"))


def test_brackets_are_those_of_the_language() -> None:
    configuration = read("language-configuration.json")
    assert configuration["comments"]["lineComment"] == "#"
    assert {a + b for a, b in configuration["brackets"]} == {"{}", "()", "[]", "｛｝", "（）", "［］", "【】"}


def test_the_extension_names_no_host_of_packages() -> None:
    for path in EXTENSION.rglob("*"):
        if path.is_file() and "node_modules" not in path.parts:
            text = path.read_text("utf-8")
            assert not re.search(r"registry\.|npmjs|pypi\.org", text), path


def test_both_readmes_have_the_same_headings() -> None:
    pages = [(EXTENSION / name).read_text("utf-8") for name in ("README.md", "README.zh.md")]
    levels = [re.findall(r"^(#+) ", page, re.MULTILINE) for page in pages]
    assert levels[0] == levels[1] and len(levels[0]) == 7
    codes = [re.findall(r"```.*?```", page, re.DOTALL) for page in pages]
    assert codes[0] == codes[1]
