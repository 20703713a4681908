"""The JSON Schema of case files, checked with an independent validator."""

from __future__ import annotations

import importlib
import json
from typing import Any

import pytest
from guiju.engine.semantics.case_schema import DIALECT, case_schema
from guiju.engine.semantics.program import Program

from .test_case_vocabulary import PROCEDURES, VOCABULARY, bind

Draft202012Validator: Any = importlib.import_module("jsonschema").Draft202012Validator
SCHEMA = case_schema(Program({}, {}, PROCEDURES, VOCABULARY, ()))


def errors(case: Any) -> list[str]:
    found = Draft202012Validator(SCHEMA).iter_errors(case)
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in found]


def agreed(case: Any) -> bool:
    """The verdict of the schema, which must be the loader's (JSON is YAML)."""
    text = json.dumps(case, ensure_ascii=False)
    loaded, found = bind(text)
    assert (loaded is not None) == (not errors(case)), (found, errors(case))
    return loaded is not None


GOOD: list[Any] = [
    {"程序": "重大行政决策"},
    {"procedure": ["major_decision", "规范性文件"], "案卷": "", "备注": "x", "原案": "y"},
    {"程序": "重大行政决策", "机关": {"名称": "甲", "level": "town"}, "结案": "否"},
    {"程序": "重大行政决策", "机关": {"层级": "未知"}},
    {"程序": "重大行政决策", "步骤": [{"步骤": "公开征求意见", "日期": "2019-10-20", "渠道": "无"}]},
    {"程序": "重大行政决策", "事实": {"探索性改革": True, "investment": 12.5, "承办单位": ["甲"]}},
    {"程序": "重大行政决策", "事实": {"探索性改革": "未知", "启动日期": "2019-09-05", "承办单位": "无"}},
    {
        "procedure": "major_decision",
        "steps": [
            {
                "step": "legality_review",
                "date": "2019-10-20",
                "time": "09:30",
                "order": 1,
                "conclusion": "lawful",
            },
            {
                "步骤": "合法性审核",
                "日期": "2019-10-20",
                "结论": "不合法",
                "主体": "甲",
                "凭证": ["x"],
                "说明": "y",
            },
            {
                "步骤": "公开征求意见",
                "起": "2019-09-05",
                "止": "未知",
                "渠道": ["门户网站", "报纸"],
                "收到意见数": 3,
            },
            {"步骤": "专家论证", "日期": "2019-10-20", "专家": [{"姓名": "甲", "conflict": False}]},
            {"步骤": "听证公告", "日期": "2019-10-20", "说明": "是", "备注": "x"},
        ],
    },
]

BAD: list[Any] = [
    {},
    [],
    {"程序": "重大决策"},
    {"程序": "重大行政决策", "procedure": "major_decision"},
    {"程序": "重大行政决策", "错键": 1},
    {"程序": "重大行政决策", "结案": "完"},
    {"程序": "重大行政决策", "机关": {"层次": "省"}},
    {"程序": "重大行政决策", "机关": {"层级": "国"}},
    {"程序": "重大行政决策", "事实": {"天气": "晴"}},
    {"程序": "重大行政决策", "事实": {"投资额": "多"}},
    {"程序": "重大行政决策", "事实": {"事项类别": "别的"}},
    {"程序": "重大行政决策", "事实": {"启动日期": "2019/9/5"}},
    {"程序": "重大行政决策", "步骤": [{"日期": "2019-10-20"}]},
    {"程序": "重大行政决策", "步骤": [{"步骤": "吃饭", "日期": "2019-10-20"}]},
    {"程序": "重大行政决策", "步骤": [{"步骤": "集体讨论", "日期": "2019-10-20", "结论": "合法"}]},
    {"程序": "重大行政决策", "步骤": [{"步骤": "合法性审查", "日期": "2019-10-20", "结论": "好"}]},
    {
        "程序": "重大行政决策",
        "步骤": [{"step": "expert_review", "date": "2019-10-20", "experts": [{"x": 1}]}],
    },
    {"程序": "重大行政决策", "步骤": [{"步骤": "集体讨论", "日期": "2019-10-20", "时间": "25:00"}]},
    {"程序": "重大行政决策", "步骤": {"集体讨论": {}}},
]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == DIALECT
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA


@pytest.mark.parametrize("case", GOOD)
def test_good_cases_pass(case: Any) -> None:
    assert agreed(case)


@pytest.mark.parametrize("case", BAD)
def test_wrong_cases_fail(case: Any) -> None:
    assert not agreed(case)


def test_wrong_keys_are_found_where_they_stand() -> None:
    case = {"程序": "重大行政决策", "步骤": [{"步骤": "集体讨论", "日期": "2019-10-20", "结论": "合法"}]}
    assert len(errors(case)) == 1 and errors(case)[0].startswith("步骤/0: ") and "结论" in errors(case)[0]


def test_both_languages_of_every_key_and_the_questions() -> None:
    properties = SCHEMA["properties"]
    assert {
        "案卷",
        "名称",
        "case",
        "name",
        "程序",
        "procedure",
        "事实",
        "facts",
        "步骤",
        "steps",
    } <= properties.keys()
    facts = properties["事实"]["properties"]
    assert facts.keys() == properties["facts"]["properties"].keys() >= {"探索性改革", "exploratory_reform"}
    assert "是探索性改革吗?" in facts["exploratory_reform"]["description"]
    assert "pydantic" not in json.dumps(SCHEMA) and "`" not in json.dumps(SCHEMA)
