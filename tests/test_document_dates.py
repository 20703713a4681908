"""From when and until when documents are in force, what they repeal, what they define."""

from __future__ import annotations

from datetime import date

import pytest
from guiju.engine.case.duration import Duration
from guiju.engine.document.clauses import Expiry
from guiju.engine.document.dates import DayRead, read_day
from guiju.engine.document.definitions import definitions
from guiju.engine.document.effect import backdated, effect, expiry
from guiju.engine.document.repeal import repeals
from guiju.engine.document.tree import Document, Head
from guiju.engine.document.validity import Counting, Validity, lapsed_days, validity

from .document_reading import articles, read, text_at


def day(text: str) -> DayRead:
    return read_day(text)


def of(document: Document, counting: Counting | None = None, head: Head | None = None) -> Validity:
    """By the first clauses of each kind."""
    effects, expiries = effect(document), expiry(document)
    return validity(
        head or document.head, effects[0] if effects else None, expiries[0] if expiries else None, counting
    )


def of_text(
    text: str, counting: Counting | None = None, head: Head | None = None
) -> tuple[date | None, date | None]:
    found = of(articles("甲。", text), counting, head)
    return found.first, found.last


PUBLISHED = Head(published=day("2021年3月1日"), made=day("2021年2月20日"), printed=day("2021年2月25日"))


def test_a_day_and_a_term() -> None:
    assert of_text("本办法自2020年1月1日起施行，有效期五年。") == (date(2020, 1, 1), date(2024, 12, 31))
    assert of_text("本办法自2019年12月1日起施行。有效期5年。") == (date(2019, 12, 1), date(2024, 11, 30))
    same = Counting(term_ends="same day")
    assert of_text("本办法自2019年12月1日起施行。有效期5年。", same) == (date(2019, 12, 1), date(2024, 12, 1))


def test_a_term_from_the_29th_of_february() -> None:
    assert of_text("自2020年2月29日起施行，有效期1年。") == (date(2020, 2, 29), date(2021, 2, 28))
    assert of_text("自2020年2月29日起施行，有效期4年。") == (date(2020, 2, 29), date(2024, 2, 28))


def test_until_a_day_included() -> None:
    text = "自发布之日起施行，有效期至2025年6月30日止"
    assert of_text(text, head=PUBLISHED) == (date(2021, 3, 1), date(2025, 6, 30))
    assert of_text("本办法自2020年1月1日起实施，至2022年12月31日止。") == (
        date(2020, 1, 1),
        date(2022, 12, 31),
    )
    assert of_text("本办法自2020年1月1日起实施，2022年12月31日废止。") == (
        date(2020, 1, 1),
        date(2022, 12, 31),
    )


def test_days_after_an_event() -> None:
    """30 days after printing on 25 February: the day of printing does not count, the 30th day is 27 March."""
    text = "自印发之日起30日后施行"
    assert of_text(text, head=PUBLISHED)[0] == date(2021, 3, 28)
    assert of_text(text, Counting(delay="that day"), PUBLISHED)[0] == date(2021, 3, 27)
    (found,) = effect(articles("甲。", text))
    assert (found.event, found.delay) == ("printed", Duration(30, "day"))


@pytest.mark.parametrize(
    ("text", "event"),
    [("公布", "published"), ("发布", "published"), ("印发", "printed"), ("下发", "printed")],
)
def test_events(text: str, event: str) -> None:
    assert [e.event for e in effect(articles(f"本办法自{text}之日起施行。"))] == [event]


def test_at_once() -> None:
    assert [e.event for e in effect(articles("本办法从即日起执行。"))] == ["at once"]


def test_a_day_that_the_file_does_not_state_is_inferred_or_missing() -> None:
    document = articles("本办法自公布之日起施行，有效期一年。")
    found = of(document, head=Head(made=day("2021年2月20日")))
    assert (found.first, found.last, found.inferred) == (date(2021, 2, 20), date(2022, 2, 19), True)
    assert "成文日期" in found.steps[0].zh and "date of the document" in found.steps[0].en
    nothing = of(document, head=Head())
    assert (nothing.first, nothing.last) == (None, None)
    assert [text.zh for text in nothing.missing] == ["缺发布日期"]
    assert not of(document, head=PUBLISHED).inferred


def test_a_term_of_trial_is_inferred() -> None:
    document = articles("甲。", "试行期限两年，自公布之日起计算")
    (found,) = expiry(document)
    assert (found.trial, found.duration, found.from_event) == (True, Duration(2, "year"), "published")
    result = of(document, head=PUBLISHED)
    assert (result.last, result.inferred) == (date(2023, 2, 28), True)


@pytest.mark.parametrize(
    "text",
    ["本办法试行一年。", "本办法自2020年1月1日起试行一年。", "本办法自2020年1月1日起施行，试行期1年。"],
)
def test_forms_of_trial(text: str) -> None:
    assert [(e.trial, e.duration) for e in expiry(articles(text))] == [(True, Duration(1, "year"))]


def test_a_term_by_reference() -> None:
    document = read("某通知", "各村：", "一、甲。", "二、本通知有效期与《甲方案》一致。")
    (found,) = expiry(document)
    assert (found.kind, found.as_long_as) == ("by reference", "甲方案")
    assert of(document).last is None and "甲方案" in of(document).missing[-1].zh


@pytest.mark.parametrize(
    "text",
    [
        "许可证有效期三年。",
        "临时通行证自签发之日起生效，有效期一年。",
        "本办法规定的许可证有效期三年。",
        "证照由镇政府核发，有效期三年。",
        "有效期内不得转让。",
        "有效期满前三十日申请延续。",
        "该办法有效期延长至2024年9月30日。",
    ],
)
def test_what_is_no_term_of_the_document(text: str) -> None:
    assert expiry(articles("甲。", text)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "自2018年1月1日起已按本办法发放的补贴继续有效。",
        "《甲法》自2019年5月1日起施行，各村应当学习。",
        "自2015年5月1日起施行的《甲法》。",
        "自收到申请之日起十五日内执行。",
        "调整后的标准自2020年7月1日起执行。",
        "按照2020年1月1日起施行的标准执行。",
    ],
)
def test_what_is_no_clause_of_effect(text: str) -> None:
    assert effect(articles("甲。", text)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "有效期至新的办法出台之日止。",
        "本办法自2020年1月1日起施行，有效期自此起算至另行通知。",
        "本办法自印发之日起试行2年内总结。",
        "有效期自",
    ],
)
def test_clauses_that_name_no_day_are_read_as_text(text: str) -> None:
    assert expiry(articles("甲。", text)) == ()


def test_words_that_reach_back() -> None:
    document = articles("甲。", "自2018年1月1日起已按本办法发放的补贴继续有效。")
    (found,) = backdated(document)
    assert (found.day and found.day.day, text_at(document, found.places)) == (
        date(2018, 1, 1),
        "自2018年1月1日起",
    )
    assert len(backdated(articles("本办法追溯至2018年1月1日。"))) == 1
    (before,) = backdated(articles("2023年5月1日以前已经饲养的烈性犬，按照本通告处理。"))
    assert before.day and before.day.day == date(2023, 5, 1)
    assert len(backdated(articles("2019年1月1日以来领取的补贴，予以追回。"))) == 1
    assert backdated(articles("各村应当在2023年5月1日以前报送名单。", "2023年5月1日前完成。")) == ()
    assert backdated(articles("自收到之日起十日内办理。", "本办法自2018年1月1日起施行。")) == ()


def test_the_notice_may_say_when_what_it_carries_is_in_force() -> None:
    document = read(
        "某镇关于印发《某办法》的通知", "各村：", "现将《某办法》印发给你们，自2020年1月1日起施行。",
        "某镇人民政府", "2019年12月2日", "某办法", "第一条 甲。",
    )  # fmt: skip
    (found,) = effect(document)
    assert (found.part, found.day and found.day.day) == (1, date(2020, 1, 1))


def test_a_notice_in_the_numbered_style() -> None:
    document = read("某通告", *(f"{n}、甲。" for n in "一二三四五六七八九"), "十、本通告自发布之日起施行")
    assert [(e.event, e.text) for e in effect(document)] == [("published", "自发布之日起施行")]


def test_a_damaged_day_of_effect() -> None:
    document = articles("本办法自2018年1105起施行。")
    (found,) = effect(document)
    assert found.day is not None and (found.day.day, len(found.day.readings)) == (None, 2)
    assert of(document).first is None and of(document).missing


def test_repeal_of_named_documents() -> None:
    document = articles("本办法自2020年1月1日起施行。《旧办法》（某府〔2014〕5号）同时废止。")
    (found,) = repeals(document)
    assert [(t.source.title, str(t.source.number)) for t in found.targets] == [("旧办法", "某府〔2014〕5号")]
    assert not found.implied


def test_repeal_of_several_and_of_a_list() -> None:
    several = repeals(articles("根据《丙条例》，《甲规定》、《乙通知》即行废止。"))
    assert [[t.source.title for t in r.targets] for r in several] == [["甲规定", "乙通知"]]
    listed = repeals(articles("下列文件同时废止：\n（一）《甲》；\n（二）《乙》（某府〔2014〕5号）。"))
    assert [[t.source.title for t in r.targets] for r in listed] == [["甲", "乙"]]


def test_implied_repeal() -> None:
    (found,) = repeals(articles("此前规定与本办法不一致的，以本办法为准。"))
    assert (found.implied, found.targets) == (True, ())


@pytest.mark.parametrize(
    "text",
    [
        "《甲办法》已于2018年废止。",
        "依照《甲办法》的规定，许可证同时失效。",
        "根据《甲条例》，证照同时废止。",
        "有效期届满自行失效。",
    ],
)
def test_what_repeals_nothing(text: str) -> None:
    assert repeals(articles(text)) == ()


def test_a_bracket_inside_a_term_is_part_of_it() -> None:
    said = (
        "本通告所称非法载客电动（人力）车，是指三轮车。",
        "本通告所称出租屋（含公寓），是指用于出租的房屋。",
    )
    found = definitions(read("某通告", "一、" + said[0], "二、" + said[1]))
    assert [each.term for each in found] == ["非法载客电动（人力）车", "出租屋"]


def test_definitions() -> None:
    document = articles(
        "本办法所称出租屋，是指用于出租的房屋。它们包括公寓。",
        "本办法下列用语的含义：\n（一）出租人，是指房屋的所有人；\n（二）承租人是指租用人。",
        "由东江市人民政府（以下简称市政府）负责。",
    )
    found = [(d.term, d.meaning, d.short) for d in definitions(document)]
    assert found == [
        ("出租屋", "用于出租的房屋", False),
        ("出租人", "房屋的所有人；", False),
        ("承租人", "租用人", False),
        ("市政府", "东江市人民政府", True),
    ]


def test_no_definition_without_a_term() -> None:
    assert definitions(articles("申请材料包括申请书。", "前款所称的情形。")) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019年11月20日", date(2019, 11, 20)),
        ("二〇一九年十一月二十日", date(2019, 11, 20)),
        ("二○一九年十月五日", date(2019, 10, 5)),
        ("二O一九年十月五日", date(2019, 10, 5)),
        ("二零一九年十二月三十一日", date(2019, 12, 31)),
        ("2019/9/5", date(2019, 9, 5)),
        ("2019年2月30日", None),
        ("2018年1105", None),
        ("九月五日", None),
    ],
)
def test_days(text: str, expected: date | None) -> None:
    assert read_day(text).day == expected


def test_a_day_without_its_last_sign_is_certain_but_damaged() -> None:
    assert read_day("2018年11月05") == DayRead(
        "2018年11月05", date(2018, 11, 5), (date(2018, 11, 5),), damaged=True
    )


def test_a_renewal_after_the_last_day_does_not_revive() -> None:
    assert lapsed_days(date(2022, 9, 30), date(2022, 10, 1)) == 0
    assert lapsed_days(date(2022, 9, 30), date(2022, 10, 11)) == 10


def test_a_term_too_long_for_the_calendar_is_missing() -> None:
    long = Expiry(0, "", (), duration=Duration(999, "year"))
    found = validity(PUBLISHED, None, long)
    assert found.last is None and found.missing[-1].en


ISSUED = Head(made=day("2019年5月20日"))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("本办法自2019年7月1日起施行，5年内有效。", date(2019, 7, 1), date(2024, 6, 30)),
        ("本办法自2019年7月1日起施行，期限5年。", date(2019, 7, 1), date(2024, 6, 30)),
        ("本办法自2019年7月1日起生效，有效期为伍年。", date(2019, 7, 1), date(2024, 6, 30)),
        ("本办法自2019年7月1日零时起施行。", date(2019, 7, 1), None),
        ("本办法施行日期为2019年7月1日。", date(2019, 7, 1), None),
        ("本办法有效期5年，自2019年7月1日至2024年6月30日。", date(2019, 7, 1), date(2024, 6, 30)),
        ("本办法执行期限为2019年7月1日至2021年12月31日。", date(2019, 7, 1), date(2021, 12, 31)),
        ("以上规定从2019年3月1日起执行。", date(2019, 3, 1), None),
        ("县人民政府决定自2019年3月1日起实行禁牧。", date(2019, 3, 1), None),
        ("决定从2019年3月1日起，凡运输渣土的，必须办理准运证。", date(2019, 3, 1), None),
        ("经营合同的期限5年。", None, None),
        ("本办法的施行日期为公布之日。", date(2019, 5, 20), None),
        ("本办法施行日期为公布之日起30日后。", date(2019, 6, 20), None),
        ("本办法的施行日期：2019年7月1日起。", date(2019, 7, 1), None),
        ("试行时间为三年，自2024年7月1日起施行。", date(2024, 7, 1), date(2027, 6, 30)),
        ("本办法自2024年7月1日起施行。试行时间：两年。", date(2024, 7, 1), date(2026, 6, 30)),
        ("本办法自2024年7月1日起施行，试行期限：两年。", date(2024, 7, 1), date(2026, 6, 30)),
        ("执行时间为每年3月1日至5月31日。", None, None),
        ("实施时间：每周一至周五。", None, None),
        ("本办法施行日期为2024年。", None, None),
        ("施行时间：另行通知。", None, None),
        ("试行时间为1年内。", None, None),
    ],
)
def test_further_wordings_of_its_time(text: str, first: date | None, last: date | None) -> None:
    document = articles("甲。", text)
    effects = effect(document)
    found = validity(ISSUED, effects[0] if effects else None, next(iter(expiry(document)), None))
    assert (found.first if effects else None, found.last) == (first, last)


def test_a_time_of_trial_without_a_beginning_is_a_term() -> None:
    (found,) = expiry(articles("甲。", "试行时间：两年。"))
    assert (found.duration, found.trial) == (Duration(2, "year"), True)


def test_the_day_of_passing_is_not_that_of_signing() -> None:
    found = of(articles("本办法自通过之日起施行。"), head=ISSUED)
    assert (found.first, found.inferred) == (date(2019, 5, 20), True)


def test_what_is_demanded_from_an_earlier_day_reaches_back() -> None:
    def back(text: str) -> list[date | None]:
        document = read("某通知", "如下：", f"一、{text}", "二、乙。", "某县人民政府", "2019年5月20日")
        return [each.day.day for each in backdated(document) if each.day is not None]

    assert back("从2019年3月1日起，全县运输渣土的单位应当备案。") == [date(2019, 3, 1)]
    assert back("从2019年6月1日起，全县运输渣土的单位应当备案。") == []
    assert back("从2019年3月1日起，全县渣土增多。") == []
