"""What this program wrote and left beside the documents is not reviewed as one of them."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from guiju.engine.document.own_papers import own_title
from guiju.engine.ledger.template import template

from .command_line import process, run
from .test_cli_review import ON, folder, put

__all__ = ["folder"]
TEXT = "02_夜间集市管理办法.txt"


def test_opinions_and_reports_beside_the_documents_are_told_in_one_line(folder: Path) -> None:
    put(folder, TEXT)
    run("opinion", folder / TEXT, *ON, "-o", folder / "意见书.docx")
    for name in ("清理报告.docx", "清理.xlsx", "清理.html"):
        run("review", folder, *ON, "-o", folder / name)
    ended = run("review", folder, *ON)
    assert ended.says("1 件:", "guiju 写出的意见书和报告,不是要清理的文件:")
    line = "".join(ended.out.partition("guiju 写出的")[2].partition("\n\n")[0].split())
    assert all(name in line for name in ("意见书.docx", "清理报告.docx", "清理.xlsx", "清理.html"))
    assert "是台账的" not in ended.out
    assert "意见书" not in run("impact", "民法典", folder, "--on", "2026-11-24").out


def test_a_ledger_to_be_filled_in_is_still_offered_as_one(folder: Path) -> None:
    put(folder, TEXT)
    (folder / "台账.xlsx").write_bytes(template("zh"))
    ended = run("review", folder, *ON)
    assert ended.says("是台账的,用 guiju review") and "guiju 写出的" not in ended.out


def test_texts_that_a_ledger_does_not_list_are_documents_alone(folder: Path) -> None:
    put(folder, TEXT, "03_摊点设置规定.txt")
    run("opinion", folder / TEXT, *ON, "-o", folder / "意见书.docx")
    (folder / "台账.xlsx").write_bytes(template("zh", [{"title": "甲", "text": TEXT}]))
    ended = run("review", folder / "台账.xlsx", *ON)
    assert ended.says("台账没有列的文件:03_摊点设置规定.txt") and "意见书.docx" not in ended.out


def _archive(properties: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("docProps/core.xml", properties)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("甲.docx", b""),
        ("甲.docx", b"PK\x03\x04"),
        ("甲.docx", _archive("<dc:creator>王某</dc:creator><dc:title>guiju</dc:title>")),
        ("甲.docx", _archive("<dc:creator>guiju2</dc:creator>")),
        ("甲.txt", _archive("<dc:creator>guiju</dc:creator>")),
        ("甲.html", b"<html><p>guiju</p></html>"),
    ],
)
def test_files_of_others_are_not_taken_for_own_ones(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert own_title(tmp_path / name) is None and own_title(tmp_path / "没有.docx") is None


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_file_is_left_to_those_who_read_it(folder: Path, method: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr(
            "docProps/core.xml", "<dc:creator>guiju</dc:creator>" + "".join(map(chr, range(48, 999)))
        )
        size = archive.getinfo("docProps/core.xml").compress_size
    whole, start = out.getvalue(), 30 + len("docProps/core.xml")
    for at in range(start, start + size, 7):
        data = whole[:at] + bytes(255 - byte for byte in whole[at : at + 5]) + whole[at + 5 :]
        (folder / "甲.docx").write_bytes(data)
        assert own_title(folder / "甲.docx") in (None, "")
    put(folder, TEXT)
    (folder / "甲.docx").write_bytes(whole[:start] + b"\xff" * size + whole[start + size :])
    ended = run("review", folder, *ON)
    assert ended.code == 2 and ended.says("读不了") and "G010" not in ended.said


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes among its files")
def test_a_pipe_among_the_files_is_not_waited_for(folder: Path) -> None:
    put(folder, TEXT)
    for name in ("甲.docx", "乙.html"):
        os.mkfifo(folder / name)
    assert "guiju 写出的" not in process("review", folder, *ON).said


def test_an_own_file_that_was_edited_elsewhere_is_still_known(tmp_path: Path) -> None:
    (tmp_path / "甲.docx").write_bytes(
        _archive("<dc:title>合法性审核意见书</dc:title><dc:creator>guiju</dc:creator><x>王某</x>")
    )
    assert own_title(tmp_path / "甲.docx") == "合法性审核意见书"
