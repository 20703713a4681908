"""One line written into a case file by position: where it belongs, in the style of the file, and nothing else touched."""

from __future__ import annotations

from datetime import date

import pytest
from guiju.engine.case.compose import compose
from guiju.engine.case.edit import Key, Splice, into_map, into_top, record_at, spliced
from guiju.engine.case.edit_values import Written, scalar, written
from guiju.engine.case.nodes import MapNode, Scalar
from guiju.engine.case.problems import Problems
from guiju.engine.diagnostics.source import decode
from guiju.engine.diagnostics.text import Text
from guiju.engine.explain.answering import Refusal
from guiju.engine.explain.open_atoms import About, AboutFact, AboutField
from guiju.engine.pipeline.ask import open_case, with_answer
from guiju.engine.pipeline.check import Looking
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .evaluating import WORDS
from .oracle.small import program

FACT = Key(Text("依据", "the_basis"), ("依据", "the_basis"))
FIELD = Key(Text("结论", "conclusion"), ("结论", "conclusion"))
YES = Text("是", "yes")


def first(text: str, key: Key = FACT, value: Written = YES, *, record: int | None = None) -> str:
    """The text after the best way to write the key."""
    data = text.encode()
    source = decode(data, "case.yaml")
    root = compose(source, Problems())
    assert root is not None
    if record is None:
        ways = list(into_top(source, root, "facts", key, value))
    else:
        node = record_at(root, record)
        assert node is not None
        ways = list(into_map(source, root, node, key, value))
    return spliced(data, ways[0]).decode() if ways else text


HEAD = "案卷: 试\n程序: 程序\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("事实:\n  甲: 1 # 注\n步骤: []\n", "事实:\n  甲: 1 # 注\n  依据: 是\n步骤: []\n"),
        ("事实:\n    甲: 1\n    # 尾注\n步骤: []\n", "事实:\n    甲: 1\n    依据: 是\n    # 尾注\n步骤: []\n"),
        ("事实: {甲: 1}\n", "事实: {甲: 1, 依据: 是}\n"),
        ("事实: { 甲: [1, 2] } # 注\n", "事实: { 甲: [1, 2], 依据: 是 } # 注\n"),
        ("事实: {甲: 1,}\n", "事实: {甲: 1, 依据: 是,}\n"),
        ("事实: {}\n", "事实: {依据: 是}\n"),
        ("事实: { }\n", "事实: {依据: 是 }\n"),
        ("事实:\n", "事实:\n  依据: 是\n"),
        ("事实: # 还没有写\n步骤: []\n", "事实: # 还没有写\n  依据: 是\n步骤: []\n"),
        ("事实:\n  甲: 1", "事实:\n  甲: 1\n  依据: 是"),
        ("事实:\n  甲: |\n    长\n    文\n步骤: []\n", "事实:\n  甲: |\n    长\n    文\n  依据: 是\n步骤: []\n"),
        ("事实:\n  依据: 未知 # 待查\n", "事实:\n  依据: 是 # 待查\n"),
        ("事实: {依据: 未知}\n", "事实: {依据: 是}\n"),
        ("事实:\n  # 依据: 未知  ## 哪一条?\n", "事实:\n  依据: 是  ## 哪一条?\n"),
        ("事实:\n  甲: 1\n  # 依据: 未知\n步骤: []\n", "事实:\n  甲: 1\n  依据: 是\n步骤: []\n"),
        ("事实:\n  甲: 1\n  # 依据: 另查\n", "事实:\n  甲: 1\n  依据: 是\n  # 依据: 另查\n"),
        ("facts:\n  kind: 1\n", "facts:\n  kind: 1\n  the_basis: yes\n"),
        ("facts: {kind: 1}\n", "facts: {kind: 1, the_basis: yes}\n"),
        ("# 注\n步骤: []\n", "事实:\n  依据: 是\n# 注\n步骤: []\n"),
        ("", "事实:\n  依据: 是\n"),
    ],
)  # fmt: skip
def test_a_fact_goes_into_its_block(before: str, after: str) -> None:
    assert first(HEAD + before) == HEAD + after


def test_a_block_is_made_in_the_language_of_the_file() -> None:
    assert first("case: x\nprocedure: p\nsteps: []\n") == (
        "case: x\nprocedure: p\nfacts:\n  the_basis: yes\nsteps: []\n"
    )


def test_a_block_is_indented_as_the_others_are() -> None:
    text = "案卷: 试\n机关:\n    名称: 甲\n步骤: []\n"
    assert first(text) == "案卷: 试\n机关:\n    名称: 甲\n事实:\n    依据: 是\n步骤: []\n"


def test_a_file_of_one_line() -> None:
    assert first("{案卷: 试, 程序: 程序}") == "{案卷: 试, 程序: 程序, 事实: {依据: 是}}"
    assert first("{案卷: 试, 事实: , 程序: 程序}").replace(" ", "") == "{案卷:试,事实:{依据:是},程序:程序}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  - {步骤: A, 日期: 2024-01-01}\n", "  - {步骤: A, 日期: 2024-01-01, 结论: 是}\n"),
        ("  - 步骤: A\n    日期: 2024-01-01 # 注\n", "  - 步骤: A\n    日期: 2024-01-01 # 注\n    结论: 是\n"),
        ("- 步骤: A\n  日期: 2024-01-01\n", "- 步骤: A\n  日期: 2024-01-01\n  结论: 是\n"),
        (
            "  - step: A\n    date: 2024-01-01\n    evidence:\n      - x\n",
            "  - step: A\n    date: 2024-01-01\n    evidence:\n      - x\n    conclusion: yes\n",
        ),
    ],
)  # fmt: skip
def test_a_field_goes_into_its_record(before: str, after: str) -> None:
    lead = HEAD + "步骤:\n  # 一\n"
    assert first(lead + before, FIELD, record=0) == lead + after


def test_the_second_record_is_not_the_first() -> None:
    lead = HEAD + "步骤:\n  - {步骤: A, 日期: 2024-01-01}\n  - {步骤: A, 日期: 2024-01-02,\n     主体: 甲}\n"
    assert first(lead, FIELD, record=1).endswith("日期: 2024-01-02,\n     主体: 甲, 结论: 是}\n")


def test_a_long_line_goes_on_in_the_next() -> None:
    text = HEAD + "步骤:\n  - {步骤: A, 日期: 2024-01-01, 说明: " + "长" * 50 + "}\n"
    assert first(text, FIELD, record=0).endswith("长,\n     结论: 是}\n")


def test_a_list_is_written_in_brackets() -> None:
    listed = (Text("会议纪要", "会议纪要"), Text("甲, 乙", "甲, 乙"))
    assert first(HEAD + "事实: {}\n", value=listed).endswith('{依据: [会议纪要, "甲, 乙"]}\n')


def test_what_is_stated_is_never_replaced() -> None:
    text = HEAD + "事实: {依据: 否}\n"
    assert first(text) == text


def test_line_ends_and_the_mark_at_the_beginning_stay() -> None:
    data = b"\xef\xbb\xbf" + (HEAD + "事实:\n  甲: 1\n步骤: []\n").replace("\n", "\r\n").encode()
    splice = Splice(5, 1, 5, 1, "  依据: 是\n")
    expected = (HEAD + "事实:\n  甲: 1\n  依据: 是\n步骤: []\n").replace("\n", "\r\n").encode()
    assert spliced(data, splice) == b"\xef\xbb\xbf" + expected


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("是", "是"),
        ("公共政策", "公共政策"),
        ("2024-03-31", "2024-03-31"),
        ("-3.5", "-3.5"),
        ("价格法第二十三条", "价格法第二十三条"),
        ("null", '"null"'),
        ("~", '"~"'),
        ("a: b", '"a: b"'),
        ("- x", '"- x"'),
        ("x #y", '"x #y"'),
        ("他说“好”", '"他说“好”"'),
        ("甲，乙", '"甲，乙"'),
        ('say "hi"', '"say \\"hi\\""'),
        ("", '""'),
    ],
)
def test_texts_that_would_not_read_as_meant_are_quoted(text: str, shown: str) -> None:
    assert scalar(text) == shown
    node = compose(decode(f"k: {shown}\n".encode(), "x"), Problems())
    assert isinstance(node, MapNode)
    value = node.entries[0].value
    assert isinstance(value, Scalar) and value.text == text


def test_values_are_in_the_language_of_the_keys() -> None:
    assert written(YES, "en", flow=True) == "yes" and written(YES, "zh", flow=True) == "是"


# --- any comments and layout survive ----------------------------------------------------------------------------

PROGRAM = program(words=WORDS)
COMMENTS = st.sampled_from(["", "", "# 注: {a: b}\n", "  # 缩进的注\n", "\n", "# - x\n\n"])
TAILS = st.sampled_from(["", "", " # 尾注", "   #x"])
VALUES = st.sampled_from(["某条", '"引 # 号"', "'单 引'", "无"])


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A case file in one of many layouts, without the facts 定日 and 依据 or the field x of its records."""
    english = draw(st.booleans())
    case_, facts_, steps_ = ("case", "facts", "steps") if english else ("案卷", "事实", "步骤")
    blocks = [f"{case_}: 试{draw(TAILS)}\n", f"{'procedure' if english else '程序'}: 程序\n"]
    kind = draw(st.sampled_from(["none", "empty", "braces", "flow", "block", "deep"]))
    fact = "amount" if english else "金额"
    basis = "the_f: yes" if english else "F: 是"
    blocks += {
        "none": [],
        "empty": [f"{facts_}:{draw(TAILS)}\n"],
        "braces": [f"{facts_}: {{}}{draw(TAILS)}\n"],
        "flow": [f"{facts_}: {{{fact}: 5, {basis}}}{draw(TAILS)}\n"],
        "block": [f"{facts_}:{draw(TAILS)}\n{draw(COMMENTS)}  {fact}: 5{draw(TAILS)}\n{draw(COMMENTS)}  {basis}\n"],
        "deep": [f"{facts_}:\n      {fact}: 5\n      # 中注\n      {basis}{draw(TAILS)}\n"],
    }[kind]  # fmt: skip
    step, day = ("step", "date") if english else ("步骤", "日期")
    actor = "actor" if english else "主体"
    record = draw(st.sampled_from([
        f"  - {{{step}: A, {day}: 2024-01-01, {actor}: {draw(VALUES)}}}{draw(TAILS)}\n",
        f"  - {step}: A{draw(TAILS)}\n    {day}: 2024-01-01\n    {actor}: {draw(VALUES)}{draw(TAILS)}\n",
        f"  - {{{step}: A,\n     {day}: 2024-01-01}}\n",
        f"  -\n    {step}: A\n{draw(COMMENTS)}    {day}: 2024-01-01\n",
    ]))  # fmt: skip
    other = f"  - {{{step}: B, {day}: 2024-01-02}}\n"
    steps = f"{steps_}:{draw(TAILS)}\n{draw(COMMENTS)}{record}{draw(COMMENTS)}{other}"
    blocks.append(steps)
    if draw(st.booleans()):
        blocks = [*blocks[:2], blocks[-1], *blocks[2:-1]]
    text = draw(COMMENTS) + draw(COMMENTS).join(blocks)
    if draw(st.booleans()):
        text = text.rstrip("\n")
    data = text.replace("\n", draw(st.sampled_from(["\n", "\r\n"]))).encode()
    return b"\xef\xbb\xbf" + data if draw(st.booleans()) else data


TOPICS: list[tuple[About, str]] = [
    (AboutFact("依据"), "价格法: 第二十三条 # 款"),
    (AboutFact("依据"), "无"),
    (AboutFact("定日"), "2024-05-06"),
    (AboutField(0, "x"), "1"),
    (AboutField(0, "文号"), "〔2024〕5号"),
    (AboutField(1, "名单"), "甲、乙"),
]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=files(), asked=st.sampled_from(TOPICS))
def test_any_comment_and_layout_survives(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, asked: tuple[About, str]
) -> None:
    path = tmp_path_factory.getbasetemp() / "survives.yaml"
    path.write_bytes(data)
    opened, problems = open_case(PROGRAM, path, Looking(date(2024, 6, 1)))
    assert opened is not None, problems
    new = with_answer(PROGRAM, opened, *asked)
    assert not isinstance(new, Refusal), (new.message.en, data.decode())
    head = next((i for i, (a, b) in enumerate(zip(data, new, strict=False)) if a != b), len(data))
    tail = next(
        (i for i, (a, b) in enumerate(zip(reversed(data[head:]), reversed(new), strict=False)) if a != b),
        len(data) - head,
    )
    assert head + tail == len(data), "nothing of the old file is gone"
    path.write_bytes(new)
    again, _ = open_case(PROGRAM, path, Looking(date(2024, 6, 1)))
    assert again is not None
    assert isinstance(with_answer(PROGRAM, again, *asked), Refusal), "what is stated is not written again"
