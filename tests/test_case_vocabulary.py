"""A small vocabulary of our own making, with a fact and a field of every type, for the tests of case files."""

from __future__ import annotations

from guiju.engine.case.codes import CODES
from guiju.engine.case.model import Case
from guiju.engine.diagnostics.model import Diagnostic
from guiju.engine.diagnostics.source import Source
from guiju.engine.diagnostics.text import Text
from guiju.engine.semantics.bind import bind_source
from guiju.engine.semantics.bind_names import Lexicon
from guiju.engine.semantics.vocabulary import (
    FactDecl,
    FieldDecl,
    Kind,
    Name,
    Procedure,
    StepDecl,
    Type,
    Vocabulary,
)


def _type(kind: Kind, *values: Name, item: tuple[FieldDecl, ...] = ()) -> Type:
    return Type(kind, values, item)


def _field(zh: str, en: str, type_: Type, *aliases: str) -> FieldDecl:
    return FieldDecl(Name(zh, en, aliases), type_)


LEVELS = (Name("省", "province"), Name("市", "city"), Name("县", "county"), Name("乡镇", "town"))
FORMS = (Name("座谈会", "symposium"), Name("听证会", "hearing"))
CHANNELS = (Name("政府网站", "government_website", ("门户网站",)), Name("报纸", "newspaper"))
CONCLUSIONS = (Name("合法", "lawful"), Name("修改后合法", "lawful_if_changed"), Name("不合法", "unlawful"))
KINDS = (Name("公共政策", "public_policy"), Name("不属于", "none_of_these"))
EXPERT = (_field("姓名", "name", _type("text")), _field("利害关系", "conflict", _type("yesno")))

STEPS = (
    StepDecl(
        Name("公开征求意见", "public_comment"),
        interval=True,
        fields=(
            _field("渠道", "channels", _type("list", *CHANNELS)),
            _field("收到意见数", "opinions", _type("number")),
            _field("缩短说明日期", "reason_date", _type("date")),
        ),
    ),
    StepDecl(
        Name("合法性审查", "legality_review", ("合法性审核",)),
        interval=False,
        fields=(
            _field("结论", "conclusion", _type("enum", *CONCLUSIONS)),
            _field("形式", "form", _type("enum", *FORMS)),
            _field("草案版本", "draft_version", _type("text")),
            _field("审查权限", "powers_reviewed", _type("yesno")),
        ),
        actors=("司法行政部门",),
        evidence=("审查意见书",),
    ),
    StepDecl(
        Name("专家论证", "expert_review"),
        interval=False,
        fields=(
            _field("专家", "experts", _type("list", item=EXPERT)),
            _field("依据", "basis", _type("cite")),
            _field("参加人", "participants", _type("list")),
        ),
    ),
    StepDecl(Name("听证公告", "hearing_notice"), False, (_field("说明", "explanation", _type("yesno")),)),
    StepDecl(Name("集体讨论", "collective_discussion"), interval=False),
)
FACTS = (
    FactDecl(
        Name("探索性改革", "exploratory_reform"),
        _type("yesno"),
        question=Text("是探索性改革吗?", "Is it exploratory?"),
    ),
    FactDecl(Name("投资额", "investment"), _type("number")),
    FactDecl(Name("受影响人数", "people"), _type("number"), default=None),
    FactDecl(Name("启动日期", "start_day"), _type("date")),
    FactDecl(Name("另有法定程序", "special_procedure"), _type("cite")),
    FactDecl(
        Name("事项类别", "decision_kind"),
        _type("enum", *KINDS),
    ),
    FactDecl(Name("承办单位", "units"), _type("list")),
    FactDecl(Name("已作同类评估", "prior_assessment"), _type("text")),
    FactDecl(Name("不上会议", "not_at_meeting"), _type("yesno"), default=False),
)
VOCABULARY = Vocabulary(
    steps={step.name.zh: step for step in STEPS}, facts={fact.name.zh: fact for fact in FACTS}, levels=LEVELS
)
PROCEDURES = {
    "重大行政决策": Procedure(Name("重大行政决策", "major_decision"), STEPS),
    "规范性文件": Procedure(Name("规范性文件", "normative_document"), STEPS[1:2]),
}


def bind(text: str, name: str = "案卷.yaml") -> tuple[Case | None, list[Diagnostic]]:
    """A text of a case file read with this vocabulary."""
    return bind_source(Source(name, text), VOCABULARY, PROCEDURES)


def good(text: str) -> Case:
    """The case in a text that has no fault at all."""
    case, found = bind(text)
    assert case is not None and not found, found
    return case


def faults(text: str) -> list[tuple[str, int, int]]:
    """Code, line and column of everything wrong with a text, after checks that hold for every diagnostic."""
    case, found = bind(text)
    errors = [d for d in found if d.severity == "error"]
    assert (case is None) == bool(errors)
    assert found == sorted(found, key=lambda d: (d.span.line, d.span.column) if d.span else (0, 0))
    for diagnostic in found:
        assert diagnostic.code in CODES
        for words in (diagnostic.message, diagnostic.hint, *(label.message for label in diagnostic.labels)):
            assert words is None or (words.zh.strip() and words.en.strip())
            assert words is None or not {"Input should be", "Field required"} & {words.en[:15], words.en[:14]}
    return [(d.code, d.span.line, d.span.column) if d.span else (d.code, 0, 0) for d in found]


def only(text: str) -> Diagnostic:
    """The single diagnostic of a text."""
    faults(text)
    _, found = bind(text)
    assert len(found) == 1, found
    return found[0]


def fact(line: str) -> str:
    """A case with one line of facts: line 3, column 3."""
    return f"程序: 重大行政决策\n事实:\n  {line}\n"


def record(step: str, *lines: str) -> str:
    """A case with one step: its name on line 3, the further lines from line 4 on, column 5."""
    return "程序: 重大行政决策\n步骤:\n  - 步骤: " + step + "".join(f"\n    {line}" for line in lines) + "\n"


def test_every_spelling_is_indexed() -> None:
    lexicon = Lexicon(VOCABULARY, PROCEDURES)
    assert lexicon.steps["合法性审核"] is lexicon.steps["legality_review"] is VOCABULARY.steps["合法性审查"]
    assert lexicon.facts["people"].name.zh == "受影响人数"
    assert lexicon.procedure_names["normative_document"].zh == "规范性文件"
    assert [name.zh for name in lexicon.homes["conclusion"]] == ["合法性审查"]
