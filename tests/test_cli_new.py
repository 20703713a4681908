"""`guiju new` and `guiju schema`: a skeleton that loads, names the schema, and destroys nothing."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from .command_line import ROOT, run

SCHEMA = ROOT / "schema" / "guiju-case.schema.json"


@pytest.mark.parametrize(("lang", "called"), [("zh", "重大行政决策"), ("en", "major_decision")])
@pytest.mark.parametrize("asked", ["重大行政决策", "major_decision"])
def test_the_skeleton_loads_and_cites(lang: str, called: str, asked: str, tmp_path: Path) -> None:
    ended = run("new", asked, lang=lang)
    assert ended.code == 0 and ended.err == ""
    assert called in ended.out and "{" not in ended.out.splitlines()[0]
    assert ("第二十五条" in ended.out) if lang == "zh" else ("art. 25" in ended.out)
    file = tmp_path / "case.yaml"
    file.write_text(ended.out, encoding="utf-8")
    judged = run("check", file, lang=lang)
    assert judged.code in (0, 3) and judged.err == ""
    jsonschema.validate(yaml.safe_load(ended.out), json.loads(SCHEMA.read_text("utf-8")))


def test_it_is_short_and_names_nothing_of_one_place() -> None:
    for lang in ("zh", "en"):
        text = run("new", "重大行政决策", lang=lang).out
        assert (
            "广东" not in text
            and "桥头" not in text
            and "Guangdong" not in text
            and len(text.splitlines()) < 500
        )
        assert "fixtures/decisions/01_county_lawful.yaml" in text
        steps = text.split("\n\n")[3:]
        assert all(step.count("\n  ## ") <= 2 for step in steps)
    zh = run("new", "重大行政决策").out
    assert "省定应当听证" not in zh and "条例:《重大行政决策程序暂行条例》" in zh
    assert "条例第二十五条" in zh and zh.count("《重大行政决策程序暂行条例》") == 1
    usual = next(line for line in zh.splitlines() if "每个案卷通常都有的步骤" in line)
    assert "合法性审查、集体讨论" in usual and "听证" not in usual and "专家论证" not in usual


def test_it_overwrites_nothing(tmp_path: Path) -> None:
    file = tmp_path / "案卷.yaml"
    assert run("new", "重大行政决策", "-o", file).code == 0
    text = file.read_text("utf-8")
    file.write_text(text + "# 已填\n", encoding="utf-8")
    again = run("new", "重大行政决策", "-o", file)
    assert again.code == 2 and again.err == f"{file} 已经存在,没有改动\n"
    assert "exists already" in run("new", "重大行政决策", "-o", file, lang="en").err
    assert file.read_text("utf-8").endswith("# 已填\n")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "nowhere.yaml")
    assert run("new", "重大行政决策", "-o", tmp_path / "link.yaml").code == 2
    assert sorted(p.name for p in tmp_path.iterdir()) == ["link.yaml", "案卷.yaml"]


def test_it_names_the_schema_that_is_nearest(tmp_path: Path) -> None:
    def first_line(file: Path) -> str:
        return file.read_text("utf-8").splitlines()[0].removeprefix("# yaml-language-server: $schema=")

    deep = tmp_path / "2024" / "镇" / "a.yaml"
    deep.parent.mkdir(parents=True)
    alone = run("new", "重大行政决策", "-o", deep)
    assert first_line(deep) == "guiju-case.schema.json"
    assert "guiju schema -o" in alone.err and str(deep.with_name("guiju-case.schema.json")) in alone.err

    (tmp_path / "schema").mkdir()
    assert run("schema", "-o", tmp_path / "schema" / SCHEMA.name).code == 0
    found = run("new", "重大行政决策", "-o", deep.with_name("b.yaml"))
    assert first_line(deep.with_name("b.yaml")) == "../../schema/guiju-case.schema.json" and found.err == ""


def test_the_schema_in_the_repository_is_what_the_command_prints() -> None:
    assert SCHEMA.read_text("utf-8") == run("schema").out, (
        "run: guiju schema -o schema/guiju-case.schema.json"
    )


def test_fixtures_name_the_schema_and_fit_it() -> None:
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))
    files = sorted((ROOT / "fixtures").rglob("*.yaml"))
    assert files
    for file in files:
        text = file.read_text("utf-8")
        named = text.splitlines()[0].removeprefix("# yaml-language-server: $schema=")
        assert (file.parent / named).resolve() == SCHEMA, file.name
        assert not list(validator.iter_errors(yaml.load(text, yaml.BaseLoader))), file.name
