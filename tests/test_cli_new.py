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


@pytest.mark.parametrize("name", ["文件文本", "document_text"])
def test_there_is_nothing_to_fill_in_for_the_text_of_a_document(name: str, tmp_path: Path) -> None:
    file = tmp_path / "案卷.yaml"
    zh, en = run("new", name, "-o", file), run("new", name, "-o", file, lang="en")
    assert (zh.code, en.code, zh.out, en.out) == (2, 2, "", "") and not file.exists()
    assert zh.says("由程序从文件里读出", "guiju check 文件", "文本: 文件")
    assert en.says("read from the document", "guiju check FILE", "text: FILE")


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


PROVINCE = """\
规则包 样例省决策 "样例省决策规定" / "Decisions in Sample Province" {
  层级 省  地区 "样例省"  约束 县  适用程序 重大行政决策, 样例执法  上位 决策_国家
}
规范 样例规定 《样例省程序规定》 { 施行 2020-01-01 }
程序 重大行政决策 { 步骤 方案比选 { 字段 方案数: 数 } }
程序 样例执法 {
  步骤 执法申请
  步骤 视为受理
  步骤 执法决定
}
事实 特别复杂: 是否
事实 执法特急: 是否
应当 上会前比选 {
  依据 样例规定 第九条  要旨 "上会前比选方案" / "alternatives before the meeting"
  每一 集体讨论  当 特别复杂 且 属省定应当听证事项
  有 方案比选 先于 本
  合例 { 集体讨论 2024-01-02 }
  违例 { 集体讨论 2024-01-02 }
}
视为 不答复即受理 {
  依据 样例规定 第十条  要旨 "5日不答复即受理" / "accepted after 5 days of silence"
  记录 执法申请 作为 视为受理
  若未 有 执法决定 后于 本 5日内
}
应当 受理后决定 {
  依据 样例规定 第十一条  要旨 "受理后30日内决定" / "decided within 30 days"
  每一 视为受理  当 非 执法特急
  有 执法决定 后于 本 30日内
  合例 { 事实 执法特急 = 否  执法申请 2024-01-02  执法决定 2024-01-03 }
  违例 { 执法申请 2024-01-02 }
}
"""


def skeleton_with(folder: Path, procedure: str, pack: str) -> str:
    (folder / "a.rule").write_text(pack, encoding="utf-8")
    ended = run("new", procedure, "--pack", folder / "a.rule")
    assert ended.code == 0, ended.err
    return ended.out


def test_what_a_pack_that_is_asked_for_adds_is_part_of_it(tmp_path: Path) -> None:
    text = skeleton_with(tmp_path, "重大行政决策", PROVINCE)
    plain = run("new", "重大行政决策").out
    steps = {line for line in plain.splitlines() if "# - 步骤:" in line}
    assert steps and steps <= set(text.splitlines())  # the steps of the nation stay
    assert "# - 步骤: 方案比选" in text and "#   方案数: 未知" in text
    assert "# 特别复杂: 未知" in text and "《样例省程序规定》第九条:上会前比选方案" in text
    assert "# 属省定应当听证事项: 未知" in text  # of another province, but this pack asks for it
    assert "执法特急" not in text and "执法申请" not in text  # of another procedure of the same pack
    assert "特别复杂" not in plain and "方案比选" not in plain
    usual = [line for line in plain.splitlines() if "每个案卷通常都有的步骤" in line]
    assert usual == [line for line in text.splitlines() if "每个案卷通常都有的步骤" in line]


def test_a_procedure_of_its_own_is_asked_nothing_of_the_others(tmp_path: Path) -> None:
    text = skeleton_with(tmp_path, "样例执法", PROVINCE)
    facts = text.split("\n事实:\n")[1].split("\n步骤:\n")[0].strip().splitlines()
    assert facts == ["# 执法特急: 未知  ## 是、否"]
    assert "《重大行政决策程序暂行条例》" not in text and "条例第" not in text
    steps = [line.split(": ")[1] for line in text.splitlines() if "# - 步骤:" in line]
    assert steps == ["执法申请", "执法决定"]  # 视为受理 arises by itself
    file = tmp_path / "案卷.yaml"
    file.write_text(text, encoding="utf-8")
    judged = run("check", file, "--pack", tmp_path / "a.rule")
    assert judged.code in (0, 3) and judged.err == ""
