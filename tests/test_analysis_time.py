"""L001 and L002: circles of steps, and times that cannot all be kept."""

from __future__ import annotations

from datetime import date, timedelta

import networkx as nx
import pytest
from guiju.engine.analysis.lengths import Lengths
from guiju.engine.analysis.network import Link, Node
from guiju.engine.analysis.timetable import negative_circle
from guiju.engine.calendar import Calendar, MissingYear
from guiju.engine.case.duration import Duration
from hypothesis import given
from hypothesis import strategies as st

from .linting import found, none, one, only, places, rule

# --- L001 ----------------------------------------------------------------------------------------------------


def test_two_steps_that_must_each_come_first() -> None:
    pack = rule("子", "审查 先于 讨论") + rule("丑", "讨论 先于 审查", basis="国法 第二条")
    it = one("L001", pack)
    assert places(it) == [("0.rule", 2), ("0.rule", 3)] and it.severity == "error"
    assert "讨论 → 审查 → 讨论" in it.message.zh
    assert "“子”(国法第一条)" in it.message.zh and "“丑”(国法第二条)" in it.message.zh
    assert "discussion → review → discussion" in it.message.en and "'丑_en' (国法 art. 2)" in it.message.en


def test_a_circle_over_three_steps_is_the_shortest() -> None:
    pack = (
        rule("子", "启动 先于 审查")
        + rule("丑", "审查 先于 讨论")
        + rule("寅", "讨论 先于 启动")
        + rule("卯", "启动 先于 决定")
    )
    it = one("L001", pack)
    assert [line for _, line in places(it)] == [2, 4, 3]
    assert "审查 → 讨论 → 启动 → 审查" in it.message.zh  # 审查 先于 讨论, 讨论 先于 启动, 启动 先于 审查


def test_a_step_before_itself() -> None:
    assert places(one("L001", rule("子", "每一 审查  有 审查 先于 本"))) == [("0.rule", 2)]


def test_a_circle_under_conditions_that_can_hold_together_names_them() -> None:
    pack = rule("子", "每一 讨论  当 紧急  有 审查 先于 本") + rule(
        "丑", "每一 审查  当 类别 = 甲类  有 讨论 先于 本"
    )
    it = one("L001", pack)
    assert it.hint is not None and "紧急 = 是" in it.hint.zh and "kind = kind a" in it.hint.en


def test_a_circle_through_the_parts_of_an_interval() -> None:
    pack = rule("子", "每一 公示  有 审查 先于 本.止") + rule("丑", "每一 审查  有 公示 先于 本")
    assert len(only("L001", found(pack))) == 1


@pytest.mark.parametrize(
    "pack",
    [
        # conditions that exclude each other
        rule("子", "每一 讨论  当 紧急  有 审查 先于 本")
        + rule("丑", "每一 审查  当 非 紧急  有 讨论 先于 本"),
        # only some reviews need a discussion before: another review will do
        rule("子", "审查 先于 讨论") + rule("丑", "每一 审查(份数 > 3)  有 讨论 先于 本"),
        # before the end of the display is not before its start
        rule("子", "每一 公示  有 整改 先于 本.止 计至 起")
        + rule("丑", "每一 整改  有 公示 先于 本.止 计至 起"),
        # an alternative opens the circle
        rule("子", "审查 先于 讨论") + rule("丑", "每一 审查  任一 { 有 讨论 先于 本; 有 启动 先于 本 }"),
        # after, not before
        rule("子", "审查 先于 讨论") + rule("丑", "审查 之后 讨论"),
        # a power demands nothing
        rule("子", "审查 先于 讨论") + rule("丑", "讨论 先于 审查", kind="可以"),
        # one after the other in time
        rule("子", "每一 讨论 版本 2020-01-01 至 2022-01-01 { 有 审查 先于 本 }")
        + rule("丑", "每一 审查 版本 2022-01-01 { 有 讨论 先于 本 }"),
    ],
)
def test_no_circle(pack: str) -> None:
    none("L001", pack)


def test_a_circle_that_an_exception_always_opens_is_none() -> None:
    pack = (
        rule("子", "审查 先于 讨论")
        + rule("丑", "每一 审查  当 紧急  有 讨论 先于 本")
        + '例外 寅 针对 丑 { 依据 国法 第二条 要旨 "x" / "x" 当 紧急 }\n'
    )
    none("L001", pack)


# --- L002 ----------------------------------------------------------------------------------------------------


def test_a_deadline_too_short_for_what_must_lie_in_it() -> None:
    pack = (
        rule("子", "启动 先于 公示")
        + rule("丑", "公示 期限 不少于30日")
        + rule("寅", "公示 先于 决定")
        + rule("卯", "启动 之后 决定 20日内")
    )
    it = one("L002", pack)
    assert it.severity == "error"
    assert sorted(places(it)) == [("0.rule", n) for n in (2, 3, 4, 5)]
    assert "至少要 30 天,只容 20 天,差 10 天" in it.message.zh
    assert "公示开始到公示结束至少 30日(“丑”(国法第一条))" in it.message.zh
    assert "At least 30 days are needed, 20 allowed: 10 too few" in it.message.en
    assert "from start up to decision at most 20 days ('卯_en' (国法 art. 1))" in it.message.en


def test_what_must_follow_soon_and_be_long_prepared() -> None:
    pack = rule("子", "启动 之后 决定 5日内") + rule("丑", "启动 先于 决定 至少 10日")
    it = one("L002", pack)
    assert it.severity == "error" and "差 5 天" in it.message.zh


def test_one_window_that_ends_before_it_begins() -> None:
    # the bounds are in different units, so the compiler takes them as they are
    assert one("L002", rule("子", "启动 之后 决定 至少 60个工作日 至多 2个月")).severity == "error"


def test_working_days_count_by_the_known_calendars() -> None:
    pack = rule("子", "启动 先于 决定 至少 60个工作日") + rule("丑", "启动 之后 决定 70日内")
    assert "即至少" in one("L002", pack).message.zh
    none("L002", rule("子", "启动 先于 决定 至少 20个工作日") + rule("丑", "启动 之后 决定 30日内"))


def test_what_could_be_kept_by_doing_a_step_twice_is_a_warning() -> None:
    pack = (
        rule("子", "启动 先于 公示")
        + rule("丑", "公示 期限 不少于30日")
        + rule("寅", "公示 先于 决定")
        + rule("卯", "启动 先于 决定 20日内")
    )
    it = one("L002", pack)
    assert it.severity == "warning" and "不止一次" in it.message.zh


def test_an_order_that_only_two_records_keep_is_a_hint() -> None:
    it = one("L002", rule("子", "公布 先于 决定") + rule("丑", "决定 之后 公布"))
    assert it.severity == "note" and "不止一次" in it.message.zh and "天" not in it.message.zh
    assert "publication before decision ('子_en' (国法 art. 1))" in it.message.en


def test_demands_that_never_end() -> None:
    it = one("L002", rule("子", "决定 之后 公布") + rule("丑", "公布 之后 决定 至少 3日"))
    assert it.severity == "warning" and "永远做不完" in it.message.zh and "never end" in it.message.en


def test_a_chain_of_answers_longer_than_the_time_for_all() -> None:
    pack = (
        rule("子", "启动 之后 公示")
        + rule("丑", "公示 期限 不少于30日")
        + rule("寅", "公示 之后 决定")
        + rule("卯", "启动 之后 决定 20日内")
    )
    assert one("L002", pack).severity == "warning"


@pytest.mark.parametrize(
    "pack",
    [
        rule("子", "启动 先于 公示")
        + rule("丑", "公示 期限 不少于30日")
        + rule("寅", "公示 先于 决定")
        + rule("卯", "启动 之后 决定 30日内"),
        rule("子", "启动 先于 决定") + rule("丑", "启动 之后 决定 0日内"),  # one after the other on one day
        rule("子", "公布 先于 决定") + rule("丑", "每一 决定  任一 { 有 公布 后于 本; 有 启动 先于 本 }"),
        # every year anew
        rule("子", "每一 公示  有 公示 后于 本 1年内"),
        rule("子", "每一 启动  当 紧急  有 决定 后于 本 5日内")
        + rule("丑", "每一 决定  当 非 紧急  有 启动 先于 本 至少 10日"),
        # a month can have 31 days
        rule("子", "启动 先于 决定 至少 31日") + rule("丑", "启动 之后 决定 1个月内"),
        # days of another step are left out of the count, as many as they may be
        rule("子", "启动 先于 决定 至少 10日") + rule("丑", "启动 之后 决定 5日内 不计入 整改"),
        rule("子", "启动 先于 决定 至少 10日") + rule("丑", "每一 启动  任一 { 有 决定 后于 本 5日内; 要求 紧急 }")
        + '例外 寅 针对 子 { 依据 国法 第二条 要旨 "x" / "x" 当 非 紧急 }\n',
    ],
)  # fmt: skip
def test_times_that_can_be_kept(pack: str) -> None:
    none("L002", pack)


# --- lengths -------------------------------------------------------------------------------------------------

LENGTHS = Lengths(Calendar())


@pytest.mark.parametrize(
    ("duration", "days"),
    [
        (Duration(30, "day"), (30, 30)),
        (Duration(1, "month"), (28, 31)),
        (Duration(1, "year"), (365, 366)),
        (Duration(12, "month"), (365, 366)),
        (Duration(0, "workday"), (0, 0)),
    ],
)
def test_lengths_in_days(duration: Duration, days: tuple[int, int]) -> None:
    assert LENGTHS.days(duration) == days


@given(
    st.dates(date(2018, 1, 1), date(2026, 6, 30)), st.integers(1, 40), st.sampled_from(["workday", "month"])
)
def test_no_count_is_shorter_or_longer(start: date, n: int, unit: str) -> None:
    calendar = Calendar()
    least, most = LENGTHS.days(Duration(n, "workday" if unit == "workday" else "month"))
    for add in (calendar.add, calendar.back):
        try:
            result = add(start, n, "workday" if unit == "workday" else "month").result
        except MissingYear:
            continue
        passed = abs((result - start).days)
        assert least <= passed and (most is None or passed <= most)


def test_the_longest_rest() -> None:
    calendar = Calendar()
    starts = [date(2019, 1, 1) + timedelta(n) for n in range(2500)]
    assert max((calendar.roll(d).result - d).days for d in starts) == LENGTHS.longest_rest()


def test_a_count_longer_than_the_known_years_has_no_longest() -> None:
    assert LENGTHS.days(Duration(9000, "workday")) == (9000, None)


# --- circles -------------------------------------------------------------------------------------------------

NODES = [("甲", "start"), ("甲", "end"), ("乙", "start"), ("丙", "start"), ("丁", "start")]
LINKS = st.builds(Link, st.sampled_from(NODES), st.sampled_from(NODES), st.integers(-3, 4))


@given(st.lists(LINKS, max_size=14))
def test_a_negative_circle_is_found_wherever_there_is_one(links: list[Link]) -> None:
    graph: nx.MultiDiGraph[Node] = nx.MultiDiGraph()
    for link in links:
        graph.add_edge(link.tail, link.head, weight=link.days)
    circle = negative_circle(links)
    assert (circle is not None) is nx.negative_edge_cycle(graph)
    if circle is not None:
        assert sum(link.days for link in circle) < 0
        assert all(a.head == b.tail for a, b in zip(circle, [*circle[1:], circle[0]], strict=True))
