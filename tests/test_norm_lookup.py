"""Which norm a citation means, and how it stands on a day."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from itertools import pairwise

import pytest
from guiju.engine.diagnostics.shipped import RULES
from guiju.engine.diagnostics.source import read_source
from guiju.engine.norms.known_heads import known_norms
from guiju.engine.norms.lookup import Found, KnownNorm, NormBook, State, shipped_norms
from guiju.engine.norms.norm_catalogue import read_catalogue
from guiju.engine.norms.norm_files import CATALOGUE, further_files, further_keys
from guiju.engine.norms.titles import number_key, title_forms, title_key
from hypothesis import given
from hypothesis import strategies as st

TODAY = date(2025, 6, 1)
BOOK = shipped_norms()


def found(title: str | None, number: str | None = None, day: date = TODAY) -> Found:
    return BOOK.find(title, number, day)


def key(title: str | None, number: str | None = None, day: date = TODAY) -> str | None:
    norm = found(title, number, day).norm
    return norm.key if norm else None


# --- titles and numbers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    [
        "中华人民共和国行政处罚法",
        "《中华人民共和国行政处罚法》",
        "行政处罚法",
        "《行政处罚法》",
        " 中华人民共和国 行政处罚法 ",
        "行政处罚法（2021年修订）",
        "《行政处罚法》（2021年修订）",
        "中华人民共和国行政处罚法（2021修订）",
    ],
)
def test_a_title_is_found_however_it_is_written(title: str) -> None:
    assert key(title) == "行政处罚法"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("决策条例", "决策条例"),
        ("重大行政决策程序暂行条例", "决策条例"),
        ("科技进步法", "科学技术进步法"),
        ("国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知", "规范性文件通知"),
        ("关于加强行政规范性文件制定和监督管理工作的通知", "规范性文件通知"),
        ("关于做好证明事项清理工作的通知", "证明事项清理通知"),
        ("广东省实施《中华人民共和国消防法》办法", "广东实施消防法办法"),
        ("广东省实施〈中华人民共和国消防法〉办法", "广东实施消防法办法"),
        ("广东省实施〈消防法〉办法", "广东实施消防法办法"),
        ("关于印发〈最低生活保障审核确认办法〉的通知", "最低生活保障审核确认办法"),
        ("物业管理条例（试行）", "物业管理条例"),
        ("决策条理", None),
        ("条例", None),
        ("", None),
    ],
)
def test_short_names_notices_and_what_is_no_norm(title: str, expected: str | None) -> None:
    assert key(title) == expected


def test_a_title_with_a_mark_of_trial_is_first_sought_as_written() -> None:
    book = NormBook(
        [KnownNorm("正", "灯塔办法", start=date(2020, 1, 1)), KnownNorm("试", "灯塔办法（试行）")]
    )
    assert [book.find(t, None, TODAY).norm for t in ("灯塔办法(试行)", "灯塔办法")] == [
        book.by_key["试"],
        book.by_key["正"],
    ]


@pytest.mark.parametrize(
    "number",
    [
        "国办发〔2018〕37号",
        "国办发[2018]37号",
        "国办发（2018）第037号",
        "国办发【2018】37号",
        "国办发 〔2018〕 37 号",
    ],
)
def test_a_number_is_found_in_any_form_of_brackets(number: str) -> None:
    assert key(None, number) == "规范性文件通知"
    assert key("某个没有收录的通知", number) == "规范性文件通知"


def test_a_number_of_an_order_and_one_that_begins_anew_each_term() -> None:
    assert key(None, "中华人民共和国国务院令第713号") == key(None, "国务院令第七百一十三号") == "决策条例"
    assert key(None, "主席令第70号") is None and key(None, "中华人民共和国主席令第七十号") is None
    assert key(None, "国务院令第71300号") is None and key(None, "说不清") is None


@given(
    st.sampled_from(["国办发", "粤府", "东府办", "明府办规"]),
    st.integers(1949, 2099),
    st.integers(1, 9999),
    st.sampled_from(["〔〕", "[]", "()", "（）", "【】", "［］", "{}", "〈〉"]),
    st.sampled_from(["{}号", "0{}号", "第{}号", " {} 号", "{}"]),
)
def test_a_number_is_compared_without_brackets_blanks_and_zeros(
    code: str, year: int, serial: int, brackets: str, form: str
) -> None:
    written = f"{code}{brackets[0]}{year}{brackets[1]}{form.format(serial)}"
    assert number_key(written) == f"{code}〔{year}〕{serial}号"


@given(
    st.sampled_from(list(BOOK.by_key.values())), st.sampled_from(["", "《{}》", " {} ", "中华人民共和国{}"])
)
def test_every_norm_is_found_by_every_form_of_its_title(norm: KnownNorm, frame: str) -> None:
    for form in title_forms(norm.title, norm.issuer):
        versions = BOOK.versions(frame.format(form) if frame else form, None)
        assert norm in versions
        assert {title_key(v.title) for v in versions if norm.key in (v.key, v.successor)} == {
            title_key(norm.title)
        }


# --- versions and days --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(1996, 9, 30), ("行政处罚法_1996", "not yet", date(1996, 10, 1))),
        (date(1996, 10, 1), ("行政处罚法_1996", "in force", date(1996, 10, 1))),
        (date(2017, 12, 31), ("行政处罚法_2009", "in force", date(2009, 8, 27))),
        (date(2021, 7, 14), ("行政处罚法_2017", "in force", date(2018, 1, 1))),
        (date(2021, 7, 15), ("行政处罚法", "in force", date(2021, 7, 15))),
    ],
)
def test_the_version_of_a_day(day: date, expected: tuple[str, State, date]) -> None:
    got = found("行政处罚法", None, day)
    assert got.norm and (got.norm.key, got.state, got.since) == expected


def test_an_edition_or_a_number_names_one_version() -> None:
    old = found("行政处罚法（2017年修正）")
    assert old.norm and (old.norm.key, old.state, old.since) == (
        "行政处罚法_2017",
        "replaced",
        date(2021, 7, 15),
    )
    assert old.successor == BOOK.by_key["行政处罚法"]
    assert found("行政处罚法（2014年修正）") == Found(None, "unlisted")
    assert key("行政处罚法", "主席令第63号") == "行政处罚法_1996"
    assert key("行政处罚法", "主席令第9999号") == "行政处罚法"
    assert key("消防法（2019年修正）") == "消防法"


def test_what_stands_in_the_place_of_a_norm_that_ended() -> None:
    contract = found("合同法")
    assert (contract.state, contract.since) == ("replaced", date(2021, 1, 1))
    assert contract.successor == BOOK.by_key["民法典"]
    hygiene = {day.year: found("食品卫生法", None, day).successor for day in (date(2012, 1, 1), TODAY)}
    assert [norm and norm.key for norm in hygiene.values()] == ["食品安全法_2009", "食品安全法"]


def test_what_is_not_known_is_not_made_up() -> None:
    assert (
        found("广东省安全生产条例").state == "unlisted" and key("广东省安全生产条例") == "广东省安全生产条例"
    )
    assert found("大气污染防治法", None, date(2010, 1, 1)).state == "unlisted"
    assert found("没有收录的办法") == Found(None, "unlisted")


def test_places_of_a_norm() -> None:
    norm = BOOK.by_key["决策条例"]
    assert norm.has_place(44) and norm.has_place(3, paragraph=1, item=5)
    assert norm.has_place(45) is False and norm.has_place(3, paragraph=1, item=6) is False
    assert BOOK.by_key["立法法"].has_place(3) is None


# --- the property: the state of a day is what a reader of the days would say -----------------------------------

DAYS = st.dates(date(2000, 1, 1), date(2002, 12, 31))


@st.composite
def _versions(draw: st.DrawFn) -> list[KnownNorm]:
    """Versions of one title, one after the other, some of whose days are not known."""
    bounds = sorted(draw(st.sets(DAYS, min_size=2, max_size=5)))
    made = []
    for at, (start, until) in enumerate(pairwise(bounds)):
        last = at == len(bounds) - 2
        successor = f"v{at + 1}" if not last else draw(st.sampled_from([None, "other"]))
        ended = until if not last or draw(st.booleans()) else None
        begun = start if draw(st.integers(0, 4)) else None
        made.append(
            KnownNorm(
                f"v{at}",
                "灯塔办法",
                start=begun,
                until=ended,
                successor=successor,
                earlier=draw(st.booleans()),
            )
        )
    return made


def _by_hand(norm: KnownNorm, day: date) -> State:
    """The days in force counted out one by one."""
    if norm.until and any(norm.until + timedelta(n) == day for n in range(2000)):
        return "replaced" if norm.successor else "lapsed"
    if norm.start and any(norm.start + timedelta(n) == day for n in range(2000)):
        return "in force"
    return "not yet" if norm.start and not norm.earlier else "unlisted"


@given(_versions(), DAYS)
def test_the_state_on_a_day_is_what_the_days_say(versions: list[KnownNorm], day: date) -> None:
    book = NormBook([*versions, KnownNorm("other", "别的", start=date(1999, 1, 1))])
    got = book.find("灯塔办法", None, day)
    by_hand = {norm.key: _by_hand(norm, day) for norm in versions}
    assert got.norm is not None and by_hand[got.norm.key] == got.state
    for better in ("in force", "unlisted"):
        if better in by_hand.values():
            assert got.state == better
            break
    else:
        ended = [norm for norm in versions if by_hand[norm.key] in ("lapsed", "replaced")]
        assert (got.norm == ended[-1]) if ended else got.state == "not yet"
    if got.state == "replaced":
        assert got.since and got.since <= day and got.successor is not None
    if got.state == "in force":
        assert got.since and got.since <= day and (got.norm.until is None or day < got.norm.until)


def test_successors_in_a_circle_end() -> None:
    ended = date(2001, 1, 1)
    book = NormBook(
        KnownNorm(key, key, start=date(2000, 1, 1), until=ended, successor=to) for key, to in ("甲乙", "乙甲")
    )
    assert book.find("甲", None, TODAY).successor is not None


# --- what ships ---------------------------------------------------------------------------------------------


def test_the_fast_reading_agrees_with_the_strict_one() -> None:
    folder = RULES / "norms"
    elsewhere = {
        *further_keys(folder),
        *read_catalogue(read_source(folder / CATALOGUE), further_keys(folder)),
    }
    strict = {
        key: head
        for path in (folder / CATALOGUE, *further_files(folder))
        for key, head in read_catalogue(read_source(path), elsewhere).items()
    }
    fast = {norm.key: norm for norm in known_norms(folder)}
    assert fast.keys() == strict.keys()
    for name, norm in fast.items():
        head = strict[name]
        assert (norm.title, norm.issuer, norm.rank) == (head.title, head.issuer, head.rank)
        assert norm.number == (head.number.value if head.number else None)
        assert norm.start == (head.in_force.start.value if head.in_force.start else None)
        assert norm.until == (head.in_force.until.value if head.in_force.until else None)
        assert (norm.successor, norm.edition, norm.earlier) == (head.successor, head.edition, head.earlier)
        assert (norm.based_on, norm.amended) == (head.based_on, head.amended)
        decisive = head.in_force.until or head.in_force.start
        assert norm.verified == bool(decisive and decisive.verified)


def test_versions_of_a_title_follow_each_other_without_a_gap() -> None:
    by_title: dict[str, list[KnownNorm]] = {}
    for norm in BOOK.by_key.values():
        by_title.setdefault(title_key(norm.title), []).append(norm)
    several = [BOOK.versions(title, None) for title, norms in by_title.items() if len(norms) > 1]
    assert len(several) > 30
    for versions in several:
        for before, after in pairwise(versions):
            assert before.until == after.start and before.successor == after.key


def test_the_lookup_needs_neither_the_models_nor_a_grammar() -> None:
    code = (
        "import sys; from guiju.engine.norms.lookup import shipped_norms; from datetime import date;"
        "assert shipped_norms().find('行政处罚法', None, date(2025, 1, 1)).norm;"
        "print([m for m in ('pydantic', 'lark', 'networkx') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert done.stdout.strip() == "[]"
