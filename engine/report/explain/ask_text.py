"""Questions about a case for a terminal: what is asked, what may be answered, what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guiju.engine.diagnostics.text import Lang, Text, join
from guiju.engine.explain.open_atoms import AboutField, AboutOrder
from guiju.engine.explain.questions import Question
from guiju.engine.report.layout.columns import fill
from guiju.engine.report.verdict.proof_parts import activation_label, answer_line
from guiju.engine.report.words.citation import cite_all
from guiju.engine.report.words.naming import Names, behind, named, visible
from guiju.engine.semantics.core import TIME
from guiju.engine.semantics.program import Program

_RULES_SHOWN = 3
_FREE = {
    "number": Text("数字", "a number"),
    "amount": Text("金额,如 300万元", "an amount, like 3000000元"),
    "duration": Text("时间长度,如 30日", "a length of time, like 30日"),
    "date": Text("日期,如 2024-03-31", "a day, like 2024-03-31"),
    "text": Text("文字,没有就答 无", "a text, or none"),
    "cite": Text("依据的条文,没有就答 无", "the article, or none"),
    "list": Text("几项之间用顿号或逗号隔开,没有就答 无", "items with commas between them, or none"),
}
_TIME = Text("时刻,如 09:30", "a time of day, like 09:30")
SKIP = Text("回车跳过,? 看说明,未知 留着不答", "Enter skips, ? tells more, unknown leaves it open")
NOTHING_OPEN = Text(
    "没有要问的:没有因为案卷缺了可以补写的事实而判断不了的,也没有待核对的疑似",
    "nothing to ask: no finding hangs on a fact that the file could state, and no suspected passage waits",
)


def question_lines(question: Question, names: Names, lang: Lang, width: int = 100) -> list[str]:
    """The question, the answers allowed, how many findings hang on it and which articles ask for it."""
    lines = fill(visible(title(question).in_lang(lang)), width)
    rows = [_asks(question), _allowed(question), _matters(question), _hanging(question, names)]
    for row in rows:
        if row is not None:
            lines += fill(visible(row.in_lang(lang)), width, "  ", "    ")
    return lines


def _asks(question: Question) -> Text | None:
    """The words in which a fact is asked for; of a field, the demand that asks for it."""
    if question.asks is not None or not question.hangs:
        return question.asks
    gist = question.hangs[0].rule.gist
    return Text(f"要求:{gist.zh}", f"the rule: {gist.en}")


def _matters(question: Question) -> Text | None:
    if not question.matters:
        return None
    listed = join(question.matters, ";", "; ")
    return Text(f"看的是:{listed.zh}", f"what matters: {listed.en}")


def title(question: Question) -> Text:
    """What is asked, by name."""
    return question.label


def answers_allowed(question: Question) -> list[Text]:
    """The answers there are, where they can be listed."""
    kind = question.type
    if kind is None:
        return []
    if kind.kind == "yesno":
        return [Text("是", "yes"), Text("否", "no")]
    return [v.text for v in kind.values]


def _allowed(question: Question) -> Text:
    if isinstance(question.about, AboutOrder):
        return Text(
            "可以答:1(前一个在先)或 2(后一个在先)", "answer 1 (the first came first) or 2 (the second did)"
        )
    listed = join(answers_allowed(question), " / ", " / ")
    kind = question.type.kind if question.type is not None else "text"
    free = _FREE.get(kind, _FREE["text"])
    if isinstance(question.about, AboutField) and question.about.name == TIME:
        free = _TIME
    said = listed if listed.zh else free
    if kind == "list" and listed.zh:
        said = behind(listed, free)
    return Text("可以答:", "answer: ") + said


def _hanging(question: Question, names: Names) -> Text:
    """How many findings hang on it, which rules and articles they are of."""
    if not question.hangs:
        return behind(
            Text("关系到整个规则包适用不适用", "whether the rules apply at all"),
            cite_all(question.basis, names.norms),
        )
    n = len(question.hangs)
    rules = list(dict.fromkeys(names.name(f.rule.name) for f in question.hangs))
    listed = join(rules[:_RULES_SHOWN])
    if len(rules) > _RULES_SHOWN:
        listed += Text(" 等", " and others")
    hang = "1 finding hangs" if n == 1 else f"{n} findings hang"
    what = Text(f"关系到 {n} 项判断:{listed.zh}", f"{hang} on it: {listed.en}")
    return behind(what, cite_all(question.basis[:_RULES_SHOWN], names.norms))


def more_lines(question: Question, names: Names, lang: Lang, width: int = 100) -> Iterator[str]:
    """What `?` tells: for each finding the demand, what it is about, and what the answers lead to."""
    for finding in question.hangs:
        name, gist = names.name(finding.rule.name), finding.rule.gist
        demand = Text(f"{name.zh}:{gist.zh}", f"{name.en}: {gist.en}")
        cited = behind(demand, cite_all(finding.rule.basis, names.norms))
        yield from fill(visible(cited.in_lang(lang)), width, "  - ", "    ")
        yield from fill(activation_label(finding, names, lang), width, "    ")
        for answer in finding.answers:
            line = answer_line(answer, finding.rule)
            yield from fill(visible(line.in_lang(lang)), width, "    ")
    if isinstance(question.about, AboutField):
        line = Text("写在这条记录里", "it is written into this record")
        yield from fill(line.in_lang(lang), width, "  ")


def render_list(found: Sequence[Question], program: Program, lang: Lang, width: int = 100) -> str:
    """All open questions, the one that decides most first."""
    if not found:
        return NOTHING_OPEN.in_lang(lang) + "\n"
    names = Names(program)
    head = Text(
        f"还缺 {len(found)} 项,先问决定得最多的:", f"{len(found)} open, the one that decides most first:"
    )
    lines = [head.in_lang(lang)]
    for number, question in enumerate(found, 1):
        first, *rest = question_lines(question, names, lang, width - 4)
        lines += [f"{number:>3} {first}", *("    " + r for r in rest)]
    return "\n".join(lines) + "\n"


def refusal_words(message: Text, hint: Text | None) -> Text:
    """Why an answer was not taken, and what to do."""
    if hint is None:
        return message
    return Text(f"{message.zh};{hint.zh}", f"{message.en}; {hint.en}")


def written(name: str, label: Text, value: str) -> Text:
    """What was written into the file."""
    file = named(name)
    return Text(f"已写进 {file}:{label.zh} = {value}", f"written into {file}: {label.en} = {value}")
