"""Whole case files: both languages give one case, every error comes in one run, nothing ever raises."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from guiju.engine.case.model import Case
from guiju.engine.diagnostics.model import Diagnostic, Refused
from guiju.engine.diagnostics.source import Source, decode
from guiju.engine.semantics.bind import bind_source, load_case
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from .test_case_vocabulary import PROCEDURES, VOCABULARY, bind, good

DATA = Path(__file__).parent / "data" / "yaml"
GOOD = (DATA / "good.yaml").read_text("utf-8")


def load(path: Path, name: str | None = None) -> tuple[Case | None, list[Diagnostic]]:
    return load_case(path, VOCABULARY, PROCEDURES, name)


def without_places(case: Case) -> Case:
    records = tuple(replace(record, span=None, spans={}) for record in case.records)
    return replace(case, file="", fact_spans={}, spans={}, records=records)


def test_both_languages_give_one_case() -> None:
    chinese, found_zh = load(DATA / "good.yaml")
    english, found_en = load(DATA / "good-en.yaml")
    assert chinese is not None and english is not None and not found_zh and not found_en
    assert without_places(chinese) == without_places(english)
    assert chinese.records[0].fields == {"渠道": ("政府网站",)} and len(chinese.facts) == 5
    assert chinese.fact_spans.keys() == english.fact_spans.keys()


@pytest.mark.parametrize("end", ["\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_mark_change_nothing(end: str, mark: bytes, tmp_path: Path) -> None:
    path = tmp_path / "good.yaml"
    path.write_bytes(mark + GOOD.replace("\n", end).encode())
    plain, _ = load(DATA / "good.yaml", "x")
    other, found = load(path, "x")
    assert not found and other == plain


def test_every_error_in_one_run() -> None:
    case, found = load(DATA / "everything-wrong.yaml", "方案.yaml")
    assert case is None
    assert [(d.code, d.span.line, d.span.column) for d in found if d.span] == [
        ("C030", 2, 5),
        ("C035", 3, 10),
        ("C040", 4, 5),
        ("C040", 6, 10),
        ("C004", 7, 3),
        ("C041", 8, 8),
        ("C033", 9, 3),
        ("C043", 12, 9),
        ("C035", 13, 9),
        ("C049", 14, 9),
        ("C053", 17, 8),
        ("C023", 18, 5),
        ("C050", 19, 9),
        ("C003", 20, 9),
        ("C020", 21, 1),
        ("C005", 21, 5),
    ]
    assert {d.span.file for d in found if d.span} == {"方案.yaml"}


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    gbk = tmp_path / "gbk.yaml"
    gbk.write_bytes(GOOD.encode("gb18030"))
    empty = tmp_path / "empty.yaml"
    empty.write_bytes(b"")
    for path, code in ((tmp_path / "none.yaml", "G001"), (tmp_path, "G001"), (gbk, "G005"), (empty, "G002")):
        case, found = load(path)
        assert case is None and [d.code for d in found] == [code]


def test_evidence_is_never_opened(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "opened = []\n"
        "from pathlib import Path\n"
        "from tests.test_case_vocabulary import VOCABULARY, PROCEDURES\n"
        "from guiju.engine.semantics.bind import load_case\n"
        "sys.addaudithook(lambda e, a: opened.append(str(a[0])) if e in ('open', 'socket.connect') else None)\n"
        "load_case(Path(sys.argv[1]), VOCABULARY, PROCEDURES)\n"
        "case, found = load_case(Path(sys.argv[1]), VOCABULARY, PROCEDURES)\n"
        "print([o for o in opened if not o.endswith(('.py', '.pyc', '.so'))])\n"
        "print(len(found), sorted({'jsonschema', 'networkx'} & sys.modules.keys()))\n"
    )
    path = tmp_path / "case.yaml"
    path.write_text(GOOD.replace("会议纪要", "[/etc/passwd, 附件/会议纪要.docx]"), "utf-8")
    root = Path(__file__).parent.parent
    run = subprocess.run(
        [sys.executable, "-c", script, str(path)], cwd=root, capture_output=True, text=True, check=True
    )
    assert run.stdout.splitlines() == [str([str(path)] * 2), "1 []"]


def test_a_large_case_is_read_whole() -> None:
    entry = "  - {步骤: 集体讨论, 日期: 2019-10-30}\n  - {步骤: 合法性审查, 日期: 2019-10-30, 结论: 合法}\n"
    assert len(good(GOOD + entry * 250).records) == len(good(GOOD).records) + 500


# --- anything at all ----------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        *(
            "案卷",
            "程序",
            "重大行政决策",
            "事实",
            "步骤",
            "日期",
            "起",
            "止",
            "结论",
            "合法",
            "集体讨论",
            "合法性审查",
        ),
        *(
            ": ",
            ":\n",
            "\n  - ",
            "\n  ",
            "\n    ",
            "\n",
            "- ",
            "? ",
            "{",
            "}",
            "[",
            "]",
            ", ",
            "&a ",
            "*a",
            "<<: ",
        ),
        *(
            "!x ",
            "!!str ",
            "|\n",
            ">\n",
            "'",
            '"',
            "#",
            "%YAML 9\n",
            "---\n",
            "...\n",
            "~",
            "\t",
            "\\",
            "@",
            "：",
        ),
        *("2019-10-20", "2019-02-30", "是", "未知", "\u200b", "\u2028", "\ufeff", "\x85", "𠮷", "1e3", "."),
    ]
)


def check(case: Case | None, found: list[Diagnostic]) -> None:
    assert (case is None) == any(d.severity == "error" for d in found)
    for diagnostic in found:
        assert diagnostic.message.zh and diagnostic.message.en and diagnostic.span is not None
        assert diagnostic.span.line >= 1 and diagnostic.span.column >= 1
        assert not any(unicodedata.category(c)[0] == "C" for c in diagnostic.message.en)
        assert len(diagnostic.message.en) < 400


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_diagnostics(data: bytes) -> None:
    try:
        source = decode(data, "x.yaml")
    except Refused as refused:
        check(None, list(refused.diagnostics))
        return
    check(*bind_source(source, VOCABULARY, PROCEDURES))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_diagnostics(text: str) -> None:
    check(*bind_source(Source("x.yaml", text), VOCABULARY, PROCEDURES))


@settings(max_examples=1_000, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_anything_like_a_case_gives_diagnostics(text: str) -> None:
    check(*bind(text))


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_a_good_case_spoilt_somewhere(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(GOOD)))
    length = data.draw(st.integers(0, 12))
    put = data.draw(st.one_of(PIECES, st.text(max_size=3)))
    text = GOOD[:start] + put + GOOD[start + length :]
    case, found = bind(text)
    check(case, found)
    lines = text.count("\n") + 1
    assert all(d.span is not None and d.span.line <= lines for d in found)
