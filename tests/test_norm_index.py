"""The index of norms: made from made-up laws, and the one that ships with the rules."""

from __future__ import annotations

import re
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from guiju.engine.diagnostics.model import Refused
from guiju.engine.diagnostics.source import Source
from guiju.engine.norms.norm_catalogue import read_catalogue
from guiju.engine.norms.norm_entry import NormEntry
from guiju.engine.norms.norm_files import CATALOGUE, FURTHER, NO_TEXT
from guiju.engine.norms.norm_index import NormIndex, index_folder, load_index

NORMS = files("guiju.rules") / "norms"
KEYS = load_index().keys
INDEXED = sorted(
    p.name.removesuffix(".yaml") for p in NORMS.iterdir() if p.is_file() and p.name != "catalogue.yaml"
)

CATALOGUE_TEXT = """\
checked_to: 2024-05-06
norms:
  灯塔办法_2001:
    title: 灯塔管理办法
    in_force:
      from: {value: 2001-03-01, source: stated}
      until: {value: 2020-01-01, source: memory, verified: false}
    successor: 灯塔办法
    text: 灯塔-2001.md
  灯塔办法:
    title: 中华人民共和国灯塔管理办法
    short: [灯塔新规]
    number: {value: 灯塔令第2号, source: press copy}
    in_force: {from: {value: 2020-01-01, source: stated}}
    text: 灯塔-2019.md
  航标规定:
    title: 航标规定
    in_force: {}
    text: none
"""
OLD = "# 灯塔管理办法\n\n<!-- INFO END -->\n\n第一条 甲。\n"
NEW = (
    "# 灯塔管理办法\n\n<!-- INFO END -->\n\n第一条 应当:\n\n(一)甲;乙。丙。\n\n(二)丁。\n\n戊。己。\n\n"
    "第一条之一 庚。\n\n第二条 辛。\n"
)


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path, Path]:
    texts, out = tmp_path / "law", tmp_path / "out"
    texts.mkdir()
    (texts / "灯塔-2001.md").write_text(OLD, encoding="utf-8")
    (texts / "灯塔-2019.md").write_text(NEW, encoding="utf-8")
    (texts / "README.md").write_text("no law", encoding="utf-8")
    catalogue = tmp_path / CATALOGUE
    catalogue.write_text(CATALOGUE_TEXT, encoding="utf-8")
    return texts, catalogue, out


def test_a_folder_of_texts_becomes_one_file_a_norm_and_version(folders: tuple[Path, Path, Path]) -> None:
    texts, catalogue, out = folders
    assert index_folder(texts, catalogue, out) == []
    assert sorted(p.name for p in out.iterdir()) == ["灯塔办法.yaml", "灯塔办法_2001.yaml", "航标规定.yaml"]
    entry = NormIndex(out).get("灯塔办法")
    assert entry is not None
    assert entry.number is not None and entry.number.source == "press copy"
    assert entry.checked_to == date(2024, 5, 6)
    assert list(entry.articles) == ["1", "1-1", "2"]
    assert entry.articles["1"].paragraphs == (2, 0)
    assert dict(entry.articles["1"].sentences) == {"1/1": 2, "2": 2}


def test_the_files_are_stable_compact_and_without_words_of_the_law(folders: tuple[Path, Path, Path]) -> None:
    texts, catalogue, out = folders
    index_folder(texts, catalogue, out)
    first = {p.name: p.read_bytes() for p in out.iterdir()}
    index_folder(texts, catalogue, out)
    assert first == {p.name: p.read_bytes() for p in out.iterdir()}
    written = first["灯塔办法.yaml"].decode()
    assert re.search(
        r"^  1: \{paragraphs: \[2, 0\], sentences: \{1/1: 2, 2: 2\}, digest: \S{16,18}\}$", written, re.M
    )
    assert b"\r" not in first["灯塔办法.yaml"]
    assert not set("丙丁戊己庚辛") & set(written)


def test_a_bad_text_is_reported_and_its_file_left_alone(folders: tuple[Path, Path, Path]) -> None:
    texts, catalogue, out = folders
    index_folder(texts, catalogue, out)
    before = (out / "灯塔办法.yaml").read_bytes()
    (texts / "灯塔-2019.md").write_text(NEW.replace("第二条", "第三条"), encoding="utf-8")
    (texts / "灯塔-2001.md").write_bytes("# 灯塔管理办法".encode("gb18030"))
    (texts / "灯塔-2018.md").write_text(OLD, encoding="utf-8")
    problems = index_folder(texts, catalogue, out)
    assert sorted(p.code for p in problems) == ["G005", "N003", "N010"]
    stray = next(p for p in problems if p.code == "N010")
    assert stray.hint is not None and "灯塔-20" in stray.hint.zh
    assert (out / "灯塔办法.yaml").read_bytes() == before
    assert not list(out.glob(".*"))


def test_a_text_that_is_not_there_and_a_wrong_title_are_warnings(folders: tuple[Path, Path, Path]) -> None:
    texts, catalogue, out = folders
    (texts / "灯塔-2001.md").unlink()
    (texts / "灯塔-2019.md").write_text(NEW.replace("# 灯塔管理办法", "# 航道管理办法"), encoding="utf-8")
    problems = index_folder(texts, catalogue, out)
    assert sorted((p.code, p.severity) for p in problems) == [("N007", "warning"), ("N011", "warning")]
    assert not (out / "灯塔办法_2001.yaml").exists()


def test_trouble_with_files_is_a_diagnostic(folders: tuple[Path, Path, Path]) -> None:
    texts, catalogue, out = folders
    assert [p.code for p in index_folder(texts, catalogue.parent / "没有.yaml", out)] == ["G001"]
    out.write_text("a file where the folder should be", encoding="utf-8")
    assert [p.code for p in index_folder(texts, catalogue, out)] == ["N013"]


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("    short: [灯塔新规]", "    shorts: [灯塔新规]", 12, "shorts"),
        ("2020-01-01, source: stated", "2020-13-01, source: stated", 14, "2020-13-01"),
        ("source: press copy", "source: rumour", 13, "rumour"),
        ("successor: 灯塔办法\n", "successor: 灯搭办法\n", 8, "灯搭办法"),
        ("    text: none", "    txt: none", 16, "text"),
        ("text: 灯塔-2019.md", "text: ../灯塔-2019.md", 15, "灯塔-2019"),
        ("  航标规定:", "  灯塔办法:", 16, "灯塔办法"),
        ("in_force: {}", "in_force: {]", 18, "YAML"),
        ("in_force: {}", "in_force: *x", 18, "*"),
        ("  航标规定:", "  ../航标:", 16, "航标"),
        ("norms:", "norm:", 1, "norms"),
    ],
)
def test_every_fault_of_the_catalogue_has_its_line(old: str, new: str, line: int, said: str) -> None:
    assert old in CATALOGUE_TEXT
    with pytest.raises(Refused) as refused:
        read_catalogue(Source("c.yaml", CATALOGUE_TEXT.replace(old, new, 1)))
    found = refused.value.diagnostics
    assert any(
        p.span and p.span.line == line and said in p.message.zh and said in p.message.en for p in found
    )


def test_all_faults_of_the_catalogue_come_at_once_with_the_nearest_name() -> None:
    spoilt = CATALOGUE_TEXT.replace("short:", "shrt:").replace("successor: 灯塔办法", "successor: 灯搭办法")
    with pytest.raises(Refused) as refused:
        read_catalogue(Source("c.yaml", spoilt))
    hints = [p.hint.en for p in refused.value.diagnostics if p.hint]
    assert sorted(hints) == ['is "short" meant?', 'is "灯塔办法" meant?']


def test_look_up_by_title_and_day(folders: tuple[Path, Path, Path]) -> None:
    texts, catalogue, out = folders
    index_folder(texts, catalogue, out)
    index = NormIndex(out)
    found = {
        day: index.find("《灯塔管理办法》", day)
        for day in (date(2001, 2, 28), date(2001, 3, 1), date(2019, 12, 31), date(2020, 1, 1))
    }
    assert [e and e.key for e in found.values()] == [None, "灯塔办法_2001", "灯塔办法_2001", "灯塔办法"]
    assert [e.key for e in index.versions("中华人民共和国灯塔管理办法")] == ["灯塔办法_2001", "灯塔办法"]
    assert [e.key for e in index.versions("灯塔新规")] == ["灯塔办法"]
    assert index.versions("灯塔") == () and index.get("灯塔") is None


def test_the_later_version_wins_where_no_end_of_the_earlier_is_known(tmp_path: Path) -> None:
    for key, day in (("甲", "2020-01-01"), ("乙", "2010-01-01")):
        head = f"key: {key}\ntitle: 灯塔办法\ntext: none\n"
        start = f"in_force: {{from: {{value: {day}, source: stated}}}}\n"
        (tmp_path / f"{key}.yaml").write_text(head + start, encoding="utf-8")
    found = [NormIndex(tmp_path).find("灯塔办法", date(year, 6, 1)) for year in (2009, 2015, 2021)]
    assert [e and e.key for e in found] == [None, "乙", "甲"]


def test_inserted_articles_are_checked_by_suffix(folders: tuple[Path, Path, Path]) -> None:
    texts, catalogue, out = folders
    index_folder(texts, catalogue, out)
    index = NormIndex(out)
    assert index.check("灯塔办法", 1, suffix=1) is None
    missing = index.check("灯塔办法", 1, suffix=2)
    assert missing and (missing.zh, missing.en) == ("灯塔办法没有第一条之二", "灯塔办法 has no art. 1-2")
    beyond = index.check("灯塔办法", 3)
    assert beyond and beyond.zh == "灯塔办法到第二条为止,没有第三条"
    assert beyond.en == "灯塔办法 ends with art. 2; there is no art. 3"
    assert index.check("灯塔办法", 1, 1, 1, 2) is None and index.check("灯塔办法", 1, None, 1, 2) is None
    assert index.check("灯塔办法", 1, 1, 2, 2) is not None


def test_a_damaged_index_file_is_a_diagnostic_of_that_file_alone(tmp_path: Path) -> None:
    (tmp_path / "好.yaml").write_text("key: 好\ntitle: 好\nin_force: {}\ntext: none\n", encoding="utf-8")
    (tmp_path / "坏.yaml").write_text("key: 坏\ntitle: [\n", encoding="utf-8")
    (tmp_path / "歪.yaml").write_text("key: 歪\ntext: none\n", encoding="utf-8")
    index = NormIndex(tmp_path)
    assert index.get("好") is not None
    for key in ("坏", "歪"):
        with pytest.raises(Refused) as refused:
            index.get(key)
        assert {p.code for p in refused.value.diagnostics} == {"N014"}


# --- the index that ships -----------------------------------------------------------------------------------


def shipped(key: str) -> NormEntry:
    entry = load_index().get(key)
    assert entry is not None
    return entry


@pytest.mark.parametrize("key", KEYS)
def test_every_shipped_entry_loads_and_hangs_together(key: str) -> None:
    entry = shipped(key)
    assert entry.key == key
    assert bool(entry.articles) == (entry.text != NO_TEXT)
    if entry.articles:
        assert [int(name) for name in entry.articles] == list(range(1, entry.last_article() + 1))
        assert all(set("0123456789abcdef") >= set(p.digest) for p in entry.articles.values())
    if entry.successor and entry.in_force.until:
        heir = shipped(entry.successor)
        assert heir.in_force.start is not None and heir.in_force.start.value == entry.in_force.until.value
    known = [entry.number, entry.in_force.start, entry.in_force.until, *entry.other_numbers]
    assert all(k.verified == (k.source != "memory") for k in known if k)


@pytest.mark.parametrize("key", KEYS)
def test_every_shipped_place_names_a_paragraph_or_item_that_is_there(key: str) -> None:
    for provision in shipped(key).articles.values():
        for place in provision.sentences:
            paragraph, _, item = place.partition("/")
            assert 1 <= int(paragraph) <= len(provision.paragraphs)
            assert not item or 1 <= int(item) <= provision.paragraphs[int(paragraph) - 1]


def test_shipped_heads_are_those_of_the_catalogue() -> None:
    paths = [path for path in (NORMS / FURTHER).iterdir() if path.name.endswith(".yaml")]
    elsewhere = {key for path in paths for key in yaml.safe_load(path.read_text("utf-8"))["norms"]}
    heads = read_catalogue(Source(CATALOGUE, (NORMS / CATALOGUE).read_text("utf-8")), elsewhere)
    assert set(heads) == set(INDEXED)
    assert set(heads) | elsewhere == set(KEYS) and not set(heads) & elsewhere
    for key, head in heads.items():
        assert shipped(key).model_copy(update={"articles": {}}) == head


def test_no_norm_stands_twice_in_the_further_files_and_each_says_how_it_is_known() -> None:
    seen: set[str] = set()
    for path in (NORMS / FURTHER).iterdir():
        data = yaml.safe_load(path.read_text("utf-8"))
        assert data["otherwise"] == {"source": "memory", "verified": False}
        assert not seen & set(data["norms"])
        seen |= set(data["norms"])
    assert len(seen) > 150


def test_shipped_files_are_plain_yaml_with_an_article_a_line() -> None:
    for key in INDEXED:
        written = (NORMS / f"{key}.yaml").read_text("utf-8")
        data = yaml.safe_load(written)
        assert written.count("\n") <= len(data.get("articles", {})) + 20
        assert all(isinstance(row["digest"], str) for row in data.get("articles", {}).values())


def test_decision_order_agrees_with_a_reading_by_hand() -> None:
    entry = shipped("决策条例")
    by_hand = {
        3: (5, 0, 0),
        10: (3,),
        12: (0, 0, 0, 0),
        14: (0, 0, 0),
        15: (0, 0),
        16: (0, 0, 0),
        17: (3,),
        25: (0, 0),
        26: (0, 0),
        27: (3,),
        28: (0,),
        29: (6,),
        30: (0, 0, 0),
        31: (0,),
        36: (3, 0, 0, 0),
        38: (0, 0, 0),
        43: (0, 0),
        44: (0,),
    }
    assert {n: entry.articles[str(n)].paragraphs for n in by_hand} == by_hand
    assert entry.last_article() == 44
    assert entry.articles["15"].sentences_at(1) == 2
    assert entry.articles["16"].sentences_at(3) == 3
    assert entry.articles["3"].sentences_at(2) == 2


@pytest.mark.parametrize(
    ("place", "zh", "en"),
    [
        ((50,), "决策条例有44条,没有第五十条", "决策条例 has 44 articles; there is no art. 50"),
        ((0,), "决策条例有44条,没有第0条", "决策条例 has 44 articles; there is no art. 0"),
        ((12345,), "决策条例有44条,没有第12345条", "决策条例 has 44 articles; there is no art. 12345"),
        (
            (15, 3),
            "决策条例第十五条有2款,没有第三款",
            "决策条例 art. 15 has 2 paragraphs; there is no para. 3",
        ),
        (
            (31, 2),
            "决策条例第三十一条只有1款,没有第二款",
            "决策条例 art. 31 has 1 paragraph; there is no para. 2",
        ),
        (
            (17, None, 4),
            "决策条例第十七条有3项,没有第(四)项",
            "决策条例 art. 17 has 3 items; there is no item 4",
        ),
        (
            (36, 2, 1),
            "决策条例第三十六条第二款不分项,没有第(一)项",
            "决策条例 art. 36 para. 2 has no items; there is no item 1",
        ),
        (
            (15, 1, None, 3),
            "决策条例第十五条第一款有2句,没有第三句",
            "决策条例 art. 15 para. 1 has 2 sentences; there is no sentence 3",
        ),
        (
            (29, 1, 6, 2),
            "决策条例第二十九条第一款第(六)项只有1句,没有第二句",
            "决策条例 art. 29 para. 1 item 6 has 1 sentence; there is no sentence 2",
        ),
    ],
)
def test_what_is_missing_is_said_in_both_languages(place: tuple[int, ...], zh: str, en: str) -> None:
    said = load_index().check("决策条例", *place)
    assert said is not None
    assert (said.zh, said.en) == (zh, en)


def test_places_that_exist_pass() -> None:
    index = load_index()
    for place in ((), (44,), (3, 1, 5), (3, None, 5), (25, 2, None, 2), (17, 1, 3, 1), (16, None, None, 3)):
        assert index.check("决策条例", *place) is None


def test_an_unknown_key_names_the_nearest() -> None:
    said = load_index().check("决策条列", 3)
    assert said is not None
    assert said.zh == "规范索引里没有“决策条列”,最接近的是“决策条例”"
    assert said.en == 'the index of norms has no "决策条列"; the nearest is "决策条例"'


def test_what_cannot_be_judged_is_not_judged_and_says_so() -> None:
    index = load_index()
    assert index.check("广东听证规定", 4) is None and not index.checkable("广东听证规定", 4)
    assert index.check("民法典", 204, 2) is not None and index.checkable("民法典", 204)
    assert index.check("民法典", 577) is None and not index.checkable("民法典", 577)
    assert index.checkable("决策条例", 50)


def test_versions_of_one_law_by_day() -> None:
    index = load_index()
    days = {
        date(2020, 1, 1): "行政复议法_2017",
        date(2023, 12, 31): "行政复议法_2017",
        date(2024, 1, 1): "行政复议法",
    }
    for day, key in days.items():
        found = index.find("行政复议法", day)
        assert found is not None and found.key == key
    hearing = index.find("广东省重大行政决策听证规定", date(2019, 12, 1))
    assert hearing is not None and hearing.key == "广东听证规定_2013"
    assert index.find("信访条例", date(2022, 5, 1)) is None
    assert [e.key for e in index.versions("国办发〔2018〕37号")] == ["规范性文件通知"]
