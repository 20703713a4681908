"""Which files make up the library of an open file, its diagnostics, outline and canonical form."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from guiju.engine.diagnostics import limits
from guiju.engine.diagnostics.shipped import RULES
from guiju.engine.diagnostics.source import Source
from guiju.engine.editor import workspace
from guiju.engine.editor.formatting import whole
from guiju.engine.editor.library import Library
from guiju.engine.editor.session import Session

from .editing import PACK, TODAY, Desk

WAIT = 30.0
USES = '规则包 用 {{ }}\n可以 甲 {{ 依据 民法典 要旨 "x" 每一 {step} }}'


def messages(desk: Desk, path: Path) -> list[str]:
    return [d.message.zh for d in desk.session.diagnostics(path, TODAY)]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_packs_of_the_folder_and_shipped_ones_are_seen(desk: Desk) -> None:
    assert messages(desk, desk.put("a.rule", USES.format(step="安全评估"))) == []
    assert messages(desk, desk.put("a.rule", USES.format(step="集体讨论"))) == []
    assert messages(desk, desk.put("a.rule", USES.format(step="安全评沽"))) == ["没有声明步骤“安全评沽”"]


def test_an_open_text_stands_for_the_file_on_disk(desk: Desk) -> None:
    words = "规则包 词 { }\n程序 丙 { 步骤 磁盘上的 }"
    desk.put("words.rule", words, on_disk=True)
    path = desk.put("a.rule", USES.format(step="磁盘上的"))
    assert messages(desk, path) == []
    opened = desk.put("words.rule", words.replace("磁盘上的", "改过的"))
    assert messages(desk, path) == ["没有声明步骤“磁盘上的”"]
    desk.session.workspace.close(opened)
    assert messages(desk, path) == []


def test_a_change_on_disk_is_seen_once_the_editor_says_so(desk: Desk) -> None:
    path = desk.put("a.rule", USES.format(step="后来的"))
    assert messages(desk, path) != []
    desk.put("words.rule", "规则包 词 { }\n程序 丙 { 步骤 后来的 }", on_disk=True)
    desk.session.workspace.touched()
    assert messages(desk, path) == []


def test_a_text_that_has_not_changed_is_not_compiled_again(desk: Desk) -> None:
    before = desk.session.workspace.library(desk.pack)
    desk.put("parking.rule", PACK)
    assert desk.session.workspace.library(desk.pack) is before
    desk.put("parking.rule", PACK + "\n")
    assert desk.session.workspace.library(desk.pack, fresh=False) is before
    assert desk.session.workspace.library(desk.pack) is not before


def test_a_text_is_seen_though_another_thread_reads_while_it_comes_in(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    space = desk.session.workspace
    accepted = workspace._accepted

    def while_another_reads(path: Path, text: str) -> Source:
        space.library(path)
        return accepted(path, text)

    monkeypatch.setattr(workspace, "_accepted", while_another_reads)
    assert messages(desk, desk.put("a.rule", USES.format(step="安全评沽"))) == ["没有声明步骤“安全评沽”"]
    assert messages(desk, desk.put("a.rule", USES.format(step="安全评估"))) == []
    assert messages(desk, desk.put("a.rule", "规则包 \0")) != []
    assert messages(desk, desk.put("a.rule", USES.format(step="安全评估"))) == []


def test_a_library_that_is_being_renewed_is_not_taken_for_new(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = desk.put("a.rule", USES.format(step="安全评估"))
    assert messages(desk, path) == []
    compiled, entered, ask = workspace._compiled, Event(), Event()

    def slowly(*given: Any) -> Library:
        entered.set()
        assert ask.wait(WAIT)
        return compiled(*given)

    monkeypatch.setattr(workspace, "_compiled", slowly)
    desk.put("a.rule", USES.format(step="安全评沽"))
    with ThreadPoolExecutor() as threads:
        first = threads.submit(messages, desk, path)
        assert entered.wait(WAIT)
        second = threads.submit(messages, desk, path)
        with pytest.raises(TimeoutError):
            second.result(0.2)
        ask.set()
        assert first.result(WAIT) == second.result(WAIT) == ["没有声明步骤“安全评沽”"]


def test_imports_are_those_of_the_open_text(desk: Desk) -> None:
    path = desk.put("a.rule", '导入 "gone.rule"\n规则包 用 { }\n可以 甲 { 依据 民法典 要旨 "x" }')
    assert messages(desk, path) == ["同一目录里没有文件“gone.rule”"]
    desk.put("gone.rule", "规则包 词 { }\n程序 丙 { 步骤 丁 }")
    assert messages(desk, path) == []


def test_files_outside_the_workspace_are_not_read(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (outside / "words.rule").write_text("规则包 词 { }\n程序 丙 { 步骤 外面的 }", encoding="utf-8")
    session = Session([inside])
    path = outside / "a.rule"
    session.workspace.put(path, USES.format(step="外面的"))
    assert [d.code for d in session.diagnostics(path, TODAY)] == ["P010"]
    session.workspace.put(path, '导入 "words.rule"\n' + USES.format(step="外面的"))
    assert session.diagnostics(path, TODAY) == []
    assert session.workspace.cases(path) == []


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (outside / "words.rule").write_text("规则包 词 { }\n程序 丙 { 步骤 外面的 }", encoding="utf-8")
    (inside / "words.rule").symlink_to(outside / "words.rule")
    session = Session([inside])
    session.workspace.put(inside / "a.rule", USES.format(step="外面的"))
    assert [d.code for d in session.diagnostics(inside / "a.rule", TODAY)] == ["P010"]


def test_too_many_packs_are_said_to_be_too_many(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PACKS_BESIDE", 1)
    for name in ("b", "c"):
        desk.put(f"{name}.rule", f"规则包 {name} {{ }}", on_disk=True)
    path = desk.put("a.rule", USES.format(step="集体讨论"))
    assert messages(desk, path) == ["这个目录的规则包超过 1 个,其余的没有读"]


def test_a_shipped_pack_that_is_open_takes_its_own_place() -> None:
    session = Session()
    path = RULES / "decision" / "state_2_opinions.rule"
    text = path.read_text("utf-8")
    session.workspace.put(path, text)
    assert session.diagnostics(path, TODAY) == []
    assert session.findings(path) == []
    session.workspace.put(path, text.replace("每一 ", "每一", 1))
    assert [d.code for d in session.diagnostics(path, TODAY)][:1] == ["P001"]


def test_a_copy_of_the_shipped_packs_takes_their_place(tmp_path: Path) -> None:
    for shipped in (RULES / "decision").glob("*.rule"):
        (tmp_path / shipped.name).write_bytes(shipped.read_bytes())
    session = Session([tmp_path])
    path = tmp_path / "state_2_opinions.rule"
    session.workspace.put(path, path.read_text("utf-8") + "\n# of my own\n")
    assert session.diagnostics(path, TODAY) == []


def test_what_is_no_text_is_said(desk: Desk) -> None:
    assert messages(desk, desk.put("a.rule", "规则包 甲 { }\x00")) == ["文件里有控制字符 U+0000"]
    assert messages(desk, desk.put("a.rule", "\ud800")) != []
    assert messages(desk, desk.put("a.rule", "")) == ["文件里没有任何声明"]
    assert desk.session.hover(*desk.at(desk.pack, "安全评估")) is not None
    path = desk.put("a.rule", "\x00")
    session = desk.session
    assert session.hover(path, 1, 1) is None and session.complete(path, 1, 1, TODAY) == []
    assert session.definition(path, 1, 1) == [] and session.formatted(path) is None


def test_a_file_that_is_too_large_is_not_read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PACK_BYTES", 50)
    path = desk.put("a.rule", USES.format(step="集体讨论"))
    assert messages(desk, path) == ["这个文件太大,编辑器不作检查"]


def test_findings_are_failed_examples_and_the_analysis(desk: Desk) -> None:
    text = PACK.replace(
        "合例 { 安全评估(结论 = 通过) 2024-04-01", "合例 { 安全评估(结论 = 不通过) 2024-04-01"
    )
    path = desk.put("parking.rule", text)
    assert messages(desk, path) == []
    found = desk.session.findings(path)
    assert [d.span.line for d in found if d.code == "P040" and d.span] == [23]
    desk.put("parking.rule", text + "@")
    assert desk.session.findings(path) == []


def test_the_outline(desk: Desk) -> None:
    found = desk.session.symbols(desk.pack)
    assert [(s.kind, s.name.zh) for s in found][:5] == [
        ("pack", "车位"),
        ("norm", "车位办法"),
        ("norm", "民法典"),
        ("procedure", "车位程序"),
        ("fact", "抢险"),
    ]
    procedure = found[3]
    assert [(s.kind, s.name.zh, s.name.en) for s in procedure.children] == [
        ("step", "方案公示", "plan_display"),
        ("step", "安全评估", "safety_check"),
        ("step", "开工", "works_start"),
    ]
    assert (procedure.span.line, procedure.span.end_line) == (6, 13)
    assert desk.session.symbols(desk.case) == []


def test_formatting(desk: Desk) -> None:
    text = desk.session.formatted(desk.put("a.rule", "规则包   甲{层级 市 }\n可以 乙{依据 民法典  要旨“x”}"))
    assert text is not None and '  要旨 "x"\n' in text
    path = desk.put("a.rule", text)
    assert desk.session.formatted(path) is None
    source = desk.session.workspace.source(path)
    assert source is not None
    assert (whole(source).end_line, whole(source).end_column) == (text.count("\n") + 1, 1)
    assert desk.session.formatted(desk.put("a.rule", text + "应当 {")) is None
    assert desk.session.formatted(desk.case) is None
