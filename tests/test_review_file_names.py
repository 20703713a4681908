"""How the folder and files that cannot be read are called in a review."""

from __future__ import annotations

import contextlib
from pathlib import Path

from guiju.engine.report.office.paper_text import paper_text
from guiju.engine.report.review.paper import review_paper
from guiju.engine.report.review.text import render_review

from .reviewing import reviewed


def test_files_that_cannot_be_read_are_called_by_their_files_and_are_not_alike(tmp_path: Path) -> None:
    for name in ("空.docx", "空.txt", "旧/空.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    found = reviewed(tmp_path)
    assert sorted(r.entry.title for r in found.reviewed) == ["旧/空.txt", "空.docx", "空.txt"]
    assert not found.remarks and "《空" not in render_review(found, "zh")


def test_the_folder_in_which_one_stands_has_no_name_to_show(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text("柳桥镇甲办法\n第一条 甲。\n", "utf-8")
    with contextlib.chdir(tmp_path):
        found = reviewed(Path())
    assert "当前文件夹,2026" in render_review(found, "zh")
    assert "名单" not in paper_text(review_paper(found, "zh"))
    assert f"名单:{tmp_path.name}" in paper_text(review_paper(reviewed(tmp_path), "zh")).replace("：", ":")


def test_a_garbled_text_is_told_as_such(tmp_path: Path) -> None:
    text = "柳桥镇夜间集市管理办法\n第一条 为了规范夜间集市，方便群众生活，制定本办法。\n柳桥镇人民政府\n"
    (tmp_path / "甲.txt").write_text(text.encode("utf-8").decode("gbk", "replace"), "utf-8")
    (only,) = reviewed(tmp_path).reviewed
    assert [w.code for w in only.warnings] == [] and only.proposal == "ask"
    assert any("乱码" in reason.message.zh for reason in only.questions)


def test_a_text_that_is_called_a_pdf_is_read_as_text(tmp_path: Path) -> None:
    text = "柳桥镇夜间集市管理办法\n第一条 为了规范夜间集市，制定本办法。\n柳桥镇人民政府\n2020年3月2日\n"
    (tmp_path / "甲.pdf").write_text(text, "utf-8")
    (tmp_path / "乙.docx").write_bytes(text.encode("gb18030"))
    for row in reviewed(tmp_path).reviewed:
        assert row.judged_text and row.entry.title == "柳桥镇夜间集市管理办法"
        assert [w.code for w in row.warnings] == ["W020"]
