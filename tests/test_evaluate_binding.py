"""Which packs bind a case: by procedure, level and place, outright or by reference."""

from __future__ import annotations

import pytest
from guiju.engine.case.model import Authority, Case, Value
from guiju.engine.evaluate.binding import Binding, bindings
from guiju.engine.semantics.program import (
    Pack,
    Program,
)
from msgspec.structs import replace

from .evaluating import SOURCE, WORDS, by_reference, pack
from .oracle.small import (
    case,
    program,
    record,
)

A = record("A", 0)


def of(*packs: Pack) -> Program:
    return replace(program(words=WORDS), packs={p.id: p for p in packs})


def at(
    level: str | None = None,
    region: str | None = None,
    name: str | None = None,
    facts: dict[str, Value] | None = None,
) -> Case:
    return replace(case(A, facts=facts), authority=Authority(name, level, region))


def bound(made: Program, looked_at: Case) -> tuple[list[str], list[tuple[str, str]]]:
    found, notes = bindings(made, looked_at)
    return [b.pack.id for b in found], [(n.text.zh, n.text.en) for n in notes]


def test_a_pack_binds_the_levels_it_names_outright() -> None:
    made = of(pack("国", "县", "市"), pack("乡", "乡镇"))
    assert bound(made, at("县")) == (["国"], [])
    assert bound(made, at("乡镇")) == (["乡"], [])
    assert bound(of(pack("都")), at("县")) == (["都"], [])
    assert bound(of(pack("都")), at(None)) == (["都"], [])


def test_a_level_not_stated_or_named_by_no_pack_is_no_way_out() -> None:
    made = of(pack("国", "县"))
    assert bound(made, at(None)) == (
        ["国"],
        [
            (
                "没有写机关层级,按“包国”直接适用判断",
                "the level of the organ is not stated; 'pack 国' is taken to bind it outright",
            )
        ],
    )
    assert bound(made, at("村")) == (
        ["国"],
        [
            (
                "“包国”没有提到“村”,按适用处理,请核实",
                "'pack 国' does not name the level '村'; it is taken to apply, please verify",
            )
        ],
    )


def test_a_level_that_some_pack_names_outright_or_by_reference_is_not_taken_to_be_bound_by_another() -> None:
    elsewhere = pack("别", "村", procedures=("别的程序",))
    assert bound(of(pack("国", "县"), elsewhere), at("村")) == ([], [])
    referring = pack("别", "市", procedures=("别的程序",), references=(by_reference("国", "村"),))
    assert bound(of(pack("国", "县"), referring), at("村")) == ([], [])


def test_a_pack_concerns_only_the_procedures_it_names() -> None:
    made = of(pack("国", "县"), pack("别", "县", procedures=("别的程序",)), pack("通", "县", procedures=()))
    assert bound(made, at("县")) == (["国", "通"], [])
    both = replace(at("县"), procedures=("别的程序", "程序"))
    assert bound(made, both)[0] == ["国", "别", "通"]


def test_a_pack_of_a_place_binds_the_organs_of_that_place() -> None:
    made = of(pack("国", "县"), pack("粤", "县", region="广东"))
    assert bound(made, at("县", "广东东莞")) == (["国", "粤"], [])
    assert bound(made, at("县", "湖南")) == (["国"], [])
    assert bound(made, at("县", "东莞广东")) == (["国"], [])
    assert bound(made, at("县")) == (
        ["国"],
        [
            (
                "没有写机关所在地区,没有适用地方规则:包粤",
                "the region of the organ is not stated; local rules were not applied: pack 粤",
            )
        ],
    )
    far = of(pack("国", "县"), pack("粤", "县", region="广东", procedures=("别的程序",)))
    assert bound(far, at("县")) == (["国"], [])
    assert bound(of(pack("国", "县")), at("县")) == (["国"], [])


def test_a_pack_of_an_organ_binds_that_organ() -> None:
    made = of(pack("镇", "乡镇", organ="桥头镇人民政府"))
    assert bound(made, at("乡镇", name="东莞市桥头镇人民政府")) == (["镇"], [])
    assert bound(made, at("乡镇", name="别镇人民政府")) == ([], [])
    assert bound(made, at("乡镇")) == ([], [])


def test_a_pack_binds_by_reference_the_levels_a_pack_of_the_case_refers() -> None:
    town = pack(
        "省",
        "省",
        references=(by_reference("国", "乡镇", read_as=(("镇务会", "常务会"), ("镇务会", "全体会"))),),
    )
    made = of(pack("国", "县"), town)
    (binding,), notes = bindings(made, at("乡镇"))
    assert binding == Binding(made.packs["国"], town.by_reference[0], None)
    assert binding.readings() == {"镇务会": frozenset({"常务会", "全体会"})}
    assert [(n.text.zh, n.text.en, n.basis) for n in notes] == [
        ("参照适用:包国;参照某条", "by reference: pack 国; by some article", SOURCE)
    ]
    assert bound(made, at("县")) == (["国"], [])
    assert bound(made, at("省")) == (["省"], [])
    away = replace(town, region="广东")
    assert bound(of(pack("国", "县"), away), at("乡镇", "湖南")) == ([], [])
    assert Binding(town).readings() == {}


@pytest.mark.parametrize(("cited", "bound_by"), [(None, None), ("无", None), ("某镇规则", "某镇规则")])
def test_a_local_rule_that_the_case_cites_leads(cited: str | None, bound_by: str | None) -> None:
    town = pack("省", "省", references=(by_reference("国", "乡镇", unless="依据"),))
    looked_at = at("乡镇", facts={"依据": cited} if cited else {})
    (binding,), notes = bindings(of(pack("国", "县"), town), looked_at)
    assert binding.bound_by == bound_by
    assert len(notes) == (0 if bound_by else 1)
    plain = pack("省", "省", references=(by_reference("国", "乡镇"),))
    (binding,), _ = bindings(of(pack("国", "县"), plain), looked_at)
    assert binding.bound_by is None


def test_each_level_has_the_reference_that_names_it() -> None:
    town, street = by_reference("国", "乡镇"), by_reference("国", "街道", lower=False)
    made = of(pack("国", "县"), pack("省", "省", references=(town, street)))
    for level, expected in (("乡镇", town), ("街道", street)):
        (binding,), _ = bindings(made, at(level))
        assert binding.reference == expected


def test_a_pack_that_only_refers_is_not_applied_to_a_level_nobody_names() -> None:
    made = of(pack("国", "县"), pack("省", "省", references=(by_reference("国", "乡镇"),)))
    for level in (None, "村"):
        names, notes = bound(made, at(level))
        assert (names, len(notes)) == (["国"], 1)
