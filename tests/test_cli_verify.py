"""`guiju verify`: whole or not, roots from paper, verdicts judged again from the records alone, and hostile folders."""

from __future__ import annotations

import copy
import json
import shutil
import zlib
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from guiju.engine.diagnostics.limits import FILE_BYTES, PACK_BYTES
from guiju.engine.pipeline.digests import digest
from guiju.engine.record.folder import Records

from .command_line import FIXTURES, Ended, run
from .hash_proofs import continued, included
from .records import Unflushed, edit, fill, path_of, raw, rechain, rewrite

ON = ("--on", "2026-11-24")
CASES = sorted(FIXTURES.glob("0*.yaml"))[:5]
PACK = """规则包 附加 "附加" / "more" { 层级 县 约束 县 适用程序 重大行政决策 版次 "1" 上位 决策_国家 }
应当 附加要求 (extra_demand) {
  依据 决策条例 第二条  要旨 "归档后要备案" / "Filing follows archiving"
  每一 归档
  有 备案 后于 本
  合例 { 归档 2020-01-02  备案 2020-01-03 }
  违例 { 归档 2020-01-02  结案 }
}
"""


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five cases, recorded from files that are gone."""
    place = tmp_path_factory.mktemp("recorded")
    for case in CASES:
        shutil.copy(case, place)
    ended = run("check", *sorted(place.glob("*.yaml")), *ON, "--record", place / "r")
    assert ended.code == 1
    for case in place.glob("*.yaml"):
        case.unlink()
    return place / "r"


@pytest.fixture
def folder(recorded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(recorded, tmp_path / "r"))


def verify(folder: Path, *options: str, lang: str = "zh") -> Ended:
    return run("verify", folder, *options, lang=lang)


def as_json(folder: Path, *options: str, code: int = 0) -> dict[str, Any]:
    ended = verify(folder, "--format", "json", *options)
    data: dict[str, Any] = json.loads(ended.out)
    assert ended.code == data["exit_code"] == code, ended.said
    return data


def with_content(folder: Path, content: dict[str, Any]) -> Path:
    """Another folder with one record of this content, properly made."""
    other = folder.parent / "other"
    with Records(other, Unflushed()) as records:
        records.append("key", content)
    return other


def test_all_verdicts_come_out_again_without_the_files(folder: Path) -> None:
    ended = verify(folder)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("记录 5 · 根 ") and ended.says("完整", "重新判断 5 条", "结论相同 5 条")
    assert verify(folder, lang="en").says("whole:", "judged again: 5", "the same verdict: 5")
    assert [r["outcome"] for r in as_json(folder)["records"]] == ["same"] * 5


def test_verifying_writes_nothing(folder: Path) -> None:
    before = {p: p.stat().st_mtime_ns for p in folder.rglob("*")}
    verify(folder)
    assert {p: p.stat().st_mtime_ns for p in folder.rglob("*")} == before


def test_the_line_of_the_minutes_is_found(folder: Path) -> None:
    data = as_json(folder)
    for number in (2, 5):
        root = raw(folder, number + 1)["prior"]["root"] if number < 5 else data["root"]
        grouped = " ".join(root[i : i + 4] for i in range(0, 64, 4)).upper()
        for given in (root, grouped, f"{number}:{root}"):
            ended = verify(folder, "--no-rerun", "--root", given)
            assert ended.code == 0 and f"与记录 {number} 时相符" in ended.out


@pytest.mark.parametrize("number", [0, 4, 6])
def test_a_root_under_the_number_of_another_record(folder: Path, number: int) -> None:
    given = f"{number}:{as_json(folder)['root']}"
    odd = verify(folder, "--no-rerun", "--root", given)
    assert odd.code == 1 and odd.says(
        "与记录 5 时相符", f"给出的编号是 {number}", f"不符:记录 {number} 时不是这个根"
    )
    assert "完整" not in odd.out
    told = verify(folder, "--no-rerun", "--root", given, lang="en")
    assert told.says(f"differs: with record {number} the root was not this one, which came with record 5")
    data = json.loads(verify(folder, "--no-rerun", "--root", given, "--format", "json").out)
    assert [(b["kind"], b["number"]) for b in data["bad"]] == [("misnumbered", None)] and data[
        "exit_code"
    ] == 1


def test_a_wrong_number_is_no_word_against_the_records(folder: Path) -> None:
    given = f"2:{as_json(folder)['root']}"
    odd = verify(folder, "--no-rerun", "--root", given)
    assert odd.says("记录本身没有问题") and "为止没有问题" not in odd.out
    assert verify(folder, "--no-rerun", "--root", given, lang="en").says(
        "the records themselves are as they were"
    )


def test_a_broken_head_is_told_once(folder: Path) -> None:
    (folder / "head.json").write_text("{}", "utf-8")
    broken = verify(folder, "--no-rerun")
    assert broken.code == 1 and broken.says("head.json 坏了或被改动过") and not broken.says("缺失或过时")
    (folder / "head.json").unlink()
    assert verify(folder, "--no-rerun").says("head.json 缺失或过时")


def test_a_stray_file_among_the_records_is_mentioned_and_is_no_fault(folder: Path) -> None:
    assert as_json(folder, "--no-rerun")["strays"] == []
    (folder / "records" / "x.json").write_text("{}", "utf-8")
    (folder / "records" / ".000009.json.1-aa.part").write_text("{}", "utf-8")
    ended = verify(folder, "--no-rerun")
    assert ended.code == 0 and ended.says("注意:records 里有不是记录的文件,没有核对:x.json")
    assert "part" not in ended.out
    assert verify(folder, "--no-rerun", lang="en").says("files that are no records", "x.json")
    assert as_json(folder, "--no-rerun")["strays"] == ["x.json"]


def test_a_root_that_never_was(folder: Path) -> None:
    ended = verify(folder, "--root", "0" * 64)
    assert ended.code == 1 and ended.says("从来没有过这个根")
    assert as_json(folder, "--root", "0" * 64, code=1)["roots"][0]["size"] is None


@pytest.mark.parametrize("root", ["", "12", "g" * 64, "0" * 63, "0" * 65, "x:" + "0" * 64, ":" + "0" * 64])
def test_what_is_no_root_is_said(folder: Path, root: str) -> None:
    ended = verify(folder, "--root", root)
    assert ended.code == 2 and "不是根" in ended.err


def _remove(folder: Path) -> None:
    path_of(folder, 2).unlink()


def _edit(folder: Path) -> None:
    edit(folder, 3, lambda v: v["content"].update(exit_code=7))


def _swap(folder: Path) -> None:
    one, two = path_of(folder, 2).read_bytes(), path_of(folder, 4).read_bytes()
    path_of(folder, 2).write_bytes(two)
    path_of(folder, 4).write_bytes(one)


def _rechain(folder: Path) -> None:
    edit(folder, 2, lambda v: v["content"].update(exit_code=7))
    rechain(folder, 2)


def _cut(folder: Path) -> None:
    path_of(folder, 5).unlink()
    path_of(folder, 4).unlink()


@pytest.mark.parametrize(
    ("deed", "kind", "number", "zh", "en"),
    [
        (_remove, "removed", 2, "记录 2 被抽走", "record 2 has been removed"),
        (_edit, "edited", 3, "记录 3 的内容被改动", "what record 3 says has been changed"),
        (_swap, "reordered", 2, "在记录 2 的位置上的是记录 4", "in the place of record 2 stands record 4"),
        (_rechain, "rechained", 2, "记录 2 被换过", "record 2 has been replaced"),
        (_cut, "truncated", 4, "记录 4 起到 5 被截去", "the records from 4 to 5 have been cut off"),
    ],
)
def test_tampering_is_told_and_the_first_bad_record_named(
    folder: Path, deed: Callable[[Path], None], kind: str, number: int, zh: str, en: str
) -> None:
    deed(folder)
    for lang, said in (("zh", zh), ("en", en)):
        ended = verify(folder, lang=lang)
        assert ended.code == 1 and ended.says(said)
    data = as_json(folder, code=1)
    assert [(b["kind"], b["number"]) for b in data["bad"]] == [(kind, number)]
    assert data["size"] == number - 1 == len(data["records"])


def test_a_forger_who_also_mends_the_head_is_found_by_the_paper(folder: Path) -> None:
    kept = as_json(folder)["root"]
    _rechain(folder)
    (folder / "head.json").unlink()
    assert verify(folder).code == 1  # the verdict does not come out as the forger has it
    ended = verify(folder, "--no-rerun")
    assert ended.code == 0 and "head.json 缺失" in ended.out
    assert verify(folder, "--no-rerun", "--root", f"5:{kept}").says("记录 1 至 5 之间有一条被换过")


def test_one_record_can_be_shown_alone(folder: Path) -> None:
    data = as_json(folder, "--no-rerun")
    root = bytes.fromhex(data["root"])
    for one in data["records"]:
        path = [bytes.fromhex(h) for h in one["path"]]
        entry = path_of(folder, one["number"]).read_bytes()
        assert included(entry, one["number"] - 1, data["size"], path, root)
        assert not included(entry + b" ", one["number"] - 1, data["size"], path, root)


def test_an_old_root_comes_with_the_proof_that_it_was_continued(folder: Path) -> None:
    old = raw(folder, 4)["prior"]["root"]
    data = as_json(folder, "--no-rerun", "--root", old)
    (found,) = data["roots"]
    assert (found["root"], found["size"]) == (old, 3)
    proof = [bytes.fromhex(h) for h in found["consistency"]]
    assert continued(3, data["size"], bytes.fromhex(old), bytes.fromhex(data["root"]), proof)


# --- judged again ----------------------------------------------------------------------------------------


def _other_verdict(content: dict[str, Any]) -> None:
    """As if the rules had found something else then."""
    content["findings"][0] |= {"state": "violated", "last_day": "2020-01-01", "days_late": 3}
    del content["findings"][1]


def test_the_same_inputs_with_another_verdict_are_grave(folder: Path) -> None:
    content = copy.deepcopy(raw(folder, 1)["content"])
    _other_verdict(content)
    ended = verify(with_content(folder, content))
    assert ended.code == 1 and ended.says("都没有变,结论却不同", "违反 → 已满足", "最后一天 2020-01-01 → 无")
    assert "没有这一项 → 已满足" in ended.out
    (seen,) = as_json(folder.parent / "other", code=1)["records"]
    assert (seen["outcome"], seen["since"], len(seen["changes"])) == ("contradicted", [], 2)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"exit_code": 3}, "退出码却记成 3"),
        ({"answer": {"zh": "没有违反", "en": "nothing violated"}}, "答复"),
        ({"packs": []}, "规则包却不同"),
        ({"proofs": ""}, "证明却不同"),
        ({"proofs": "*"}, "证明却不同"),
        ({"proofs": b64encode(zlib.compress(b" " * 50_000_000)).decode()}, "证明却不同"),
    ],
)
def test_a_forged_answer_beside_true_findings_is_grave(
    folder: Path, change: dict[str, Any], said: str
) -> None:
    ended = verify(with_content(folder, raw(folder, 1)["content"] | change))
    assert ended.code == 1 and ended.says("都没有变", said)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda c: c["inputs"]["shipped"]["packs"].update({"decision/state_4_review.rule": "0"}),
            "state_4_review",
        ),
        (lambda c: c["inputs"]["shipped"]["packs"].update({"gone.rule": "0"}), "规则:gone.rule"),
        (
            lambda c: c["inputs"]["shipped"]["calendar"].update({"calendar/2024.yaml": "0"}),
            "日历:calendar/2024",
        ),
        (lambda c: c["inputs"]["shipped"].update(norms="0"), "规范索引"),
        (lambda c: c["engine"].update(version="0.0.9"), "程序 0.0.9 → "),
        (lambda c: c["engine"].update(code="0"), "程序"),
        (lambda c: c["engine"].update(python="3.9.1"), "Python 3.9.1 → "),
    ],
)
def test_what_has_changed_since_is_named(
    folder: Path, change: Callable[[dict[str, Any]], None], said: str
) -> None:
    content = copy.deepcopy(raw(folder, 1)["content"])
    change(content)
    same = as_json(with_content(folder, content))["records"][0]
    assert same["outcome"] == "same" and said in same["since"][0]["zh"]
    assert verify(folder.parent / "other").says("1 条是在规则、日历或程序变动之后重新判断的")
    shutil.rmtree(folder.parent / "other")
    _other_verdict(content)
    ended = verify(with_content(folder, content))
    assert ended.code == 1 and ended.says("已经变动", said)


def test_another_day_is_another_verdict(folder: Path) -> None:
    """The state alone is not compared: a bound that fell on another day is told."""
    content = copy.deepcopy(raw(folder, 1)["content"])
    content["findings"][0] |= {"last_day": "2020-01-01", "days_late": 2, "strength": "odd"}
    content["findings"][2]["about"]["start"] = "2000-01-01"
    ended = verify(with_content(folder, content))
    assert ended.code == 1
    assert ended.says("最后一天 2020-01-01 → 无", "逾期天数 2 → 无", "强度 odd → ", "日期 2000-01-01 → ")


def test_another_version_may_word_its_proofs_otherwise(folder: Path) -> None:
    content = raw(folder, 1)["content"] | {"proofs": "", "answer": {"zh": "好", "en": "fine"}}
    content["engine"]["version"] = "0.0.9"
    assert as_json(with_content(folder, content))["records"][0]["outcome"] == "same"


def test_a_pack_named_beside_is_judged_from_the_record(tmp_path: Path) -> None:
    pack = tmp_path / "p.rule"
    pack.write_text(PACK, "utf-8")
    case = tmp_path / "a.yaml"
    shutil.copy(CASES[0], case)
    ended = run("check", case, *ON, "--pack", pack, "--record", tmp_path / "r")
    assert ended.code == 1, ended.said
    stored = raw(tmp_path / "r", 1)["content"]
    assert stored["inputs"]["packs"][0]["text"] == PACK
    assert "附加要求" in {f["rule"] for f in stored["findings"]}
    pack.unlink()
    case.unlink()
    assert verify(tmp_path / "r").code == 0
    stored["inputs"]["packs"][0] |= {"text": "规则包", "digest": digest("规则包".encode())}
    broken = verify(with_content(tmp_path / "r", stored))
    assert broken.code == 1 and broken.says("无法重新判断", "p.rule")


UNJUDGED: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "digest": (lambda c: c["inputs"]["case"].update(text="x"), "摘要不符"),
    "day": (lambda c: c["inputs"].update(on="2024-02-31"), "日期写得不对"),
    "schema": (lambda c: c.update(schema="guiju.verdict/2"), "不是这个版本认得的结论"),
    "more": (lambda c: c["inputs"].update(waivers=[]), "不是这个版本认得的结论"),
    "no case": (lambda c: _text(c, "步聚: []\n"), "读不了当时的输入"),
    "large": (lambda c: _text(c, "#" * (FILE_BYTES + 1)), "MiB"),
    "bomb": (lambda c: _text(c, "a: " + "[" * 100_000), "读不了当时的输入"),
    "half": (lambda c: _text(c, "\ud800"), "读不了当时的输入"),
    "packs": (lambda c: c["inputs"].update(packs=[_stored("x")] * 300), "规则包太多"),
    "pack": (lambda c: c["inputs"].update(packs=[_stored("x" * (PACK_BYTES + 1))]), "太长"),
    "no pack": (lambda c: c["inputs"].update(packs=[_stored("\x00")]), "读不了当时的输入"),
}


def _text(content: dict[str, Any], text: str) -> None:
    content["inputs"]["case"] |= {"text": text, "digest": digest(text.encode(errors="surrogatepass"))}


def _stored(text: str) -> dict[str, Any]:
    return {"name": "x.rule", "digest": digest(text.encode()), "text": text}


@pytest.mark.parametrize("what", UNJUDGED)
def test_what_cannot_be_judged_again_says_why(folder: Path, what: str) -> None:
    change, said = UNJUDGED[what]
    content = copy.deepcopy(raw(folder, 1)["content"])
    change(content)
    ended = verify(with_content(folder, content))
    assert ended.code == 1 and ended.says("无法重新判断", said), ended.said
    assert verify(folder.parent / "other", "--no-rerun").code == 0


def test_records_of_another_kind_are_whole_but_not_judged(tmp_path: Path) -> None:
    fill(tmp_path / "r", 3)
    ended = verify(tmp_path / "r")
    assert ended.code == 1 and ended.says("完整", "无法判断 3 条")


def test_nothing_in_a_record_reaches_the_terminal_as_a_command(folder: Path) -> None:
    content = copy.deepcopy(raw(folder, 1)["content"])
    content["inputs"]["case"]["name"] = "\x1b[31mred\u202e.yaml\n"
    content["findings"][0] |= {
        "rule": "\x1b]0;x\x07",
        "state": "\x1b[2J",
        "name": {"zh": "\x1b[H", "en": "\x1b[H"},
    }
    content["inputs"]["shipped"]["packs"]["\x1b[5m"] = "0"
    other = with_content(folder, content)
    for ended in (verify(other), verify(other, lang="en"), verify(other, "--format", "json")):
        assert ended.code == 1 and not set(ended.out) & set("\x1b\x07\u202e")


def test_a_folder_made_to_hurt_is_a_plain_fault(folder: Path, tmp_path: Path) -> None:
    deep = b'{"content":' + b"[" * 200_000 + b"]" * 200_000 + b"}\n"
    path_of(folder, 2).write_bytes(deep)
    assert as_json(folder, code=1)["bad"][0]["number"] == 2
    path_of(folder, 2).unlink()
    path_of(folder, 2).symlink_to("/etc/hostname")
    assert as_json(folder, code=1)["bad"][0]["number"] == 2
    path_of(folder, 2).unlink()
    rewrite(folder, 2, {"number": 10**400})
    assert as_json(folder, code=1)["bad"][0]["number"] == 2
    with path_of(folder, 2).open("wb") as stream:
        stream.truncate(10 * 2**30)
    assert as_json(folder, code=1)["bad"][0]["number"] == 2


def test_what_cannot_be_read_is_code_2(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked" / "records").symlink_to(folder / "records")
    for place in (tmp_path / "none", tmp_path / "empty", tmp_path / "linked", path_of(folder, 1)):
        ended = verify(place)
        assert (ended.code, ended.out) == (2, "") and "读不了" in ended.err


def test_an_empty_record_folder_is_whole(tmp_path: Path) -> None:
    Records(tmp_path / "r", Unflushed())
    ended = verify(tmp_path / "r")
    assert ended.code == 0 and "没有记录" in ended.out


def test_the_result_goes_to_a_file(folder: Path, tmp_path: Path) -> None:
    ended = verify(folder, "--no-rerun", "-o", str(tmp_path / "out.txt"))
    assert (ended.code, ended.out) == (0, "")
    assert "完整" in (tmp_path / "out.txt").read_text("utf-8")
