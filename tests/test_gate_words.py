"""What a gate says of the step and of how it was asked, in words that are true of it, in every format."""

from __future__ import annotations

from pathlib import Path

import pytest

from .command_line import FIXTURES, Ended, run

SKIPPED = FIXTURES / "05_review_skipped.yaml"
READY = FIXTURES / "04_before_the_meeting.yaml"
UNLAWFUL = FIXTURES / "07_review_unlawful.yaml"
TOWN_DOCUMENT = FIXTURES.parent / "documents" / "01_town_lawful.yaml"


def gate(file: Path, step: str, *more: str, lang: str = "zh") -> Ended:
    return run("gate", file, "--before", step, *more, lang=lang)


@pytest.fixture
def unsent(tmp_path: Path) -> Path:
    """A draft found unlawful, as it stands before it is submitted."""
    lines = UNLAWFUL.read_text("utf-8").splitlines()
    end = next(i for i, line in enumerate(lines) if "步骤: 提交讨论" in line)
    file = tmp_path / "unlawful.yaml"
    file.write_text("\n".join(lines[:end]).replace("结案: 是", "结案: 否") + "\n", "utf-8")
    return file


def test_a_norm_of_another_procedure_is_not_explained_where_nothing_is_cited_by_it() -> None:
    ended = gate(TOWN_DOCUMENT, "备案", "--today", "2024-06-03")
    assert "重大行政决策程序暂行条例" not in ended.out
    assert gate(READY, "集体讨论", "--today", "2026-11-24").says("条例:《重大行政决策程序暂行条例》")


def test_what_was_not_done_is_not_to_be_withdrawn_but_to_be_preceded(unsent: Path) -> None:
    ended = gate(unsent, "集体讨论", "--on", "2026-11-26", "--today", "2026-11-24")
    assert ended.code == 1 and ended.says("未通过审查上会", "先重新办合法性审查,再办集体讨论")
    assert "撤回" not in ended.out
    ended = gate(unsent, "集体讨论", "--on", "2026-11-26", "--today", "2026-11-24", lang="en")
    assert ended.says("legality review once more first, then collective discussion")
    assert "Withdraw" not in ended.out
    for form in ("github", "json", "gitlab", "sarif", "junit", "markdown", "html"):
        ended = gate(unsent, "集体讨论", "--on", "2026-11-26", "--today", "2026-11-24", "--format", form)
        assert "先重新办合法性审查" in ended.out, form
