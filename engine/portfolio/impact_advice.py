"""What there is to do about a document that rests on a norm which changes: one sentence.

It says what to look at and what to rename, not that the document is wrong: whether a provision still stands
is for a person who reads both.
"""

from __future__ import annotations

from guiju.engine.diagnostics.text import Text, join, plain
from guiju.engine.norms.law_text import article_form
from guiju.engine.norms.titles import in_marks
from guiju.engine.portfolio.impact import Affected, Impact


def advice(affected: Affected, impact: Impact) -> Text:
    if affected.over:
        by_then = Text("届时", "by then ") if affected.node.state == "in force" else Text("", "")
        return by_then + Text("本文件已不再施行,不必修改", "it is itself out of force: nothing to do")
    if affected.way == "through":
        first = in_marks(affected.path[0])
        return Text(f"先看{first}怎样改,再定", f"see first what becomes of {first}")
    if impact.change.kind == "amended":
        return _amended(affected, impact)
    if impact.change.kind == "open":
        return _open(affected)
    return _ended(affected, impact)


def _amended(affected: Affected, impact: Impact) -> Text:
    if articles := impact.change.articles:
        forms = join([article_form(each.n, each.suffix) for each in articles])
        return Text(
            f"对照{forms.zh}的新条文,看本文件有无抵触",
            f"compare the new {forms.en} with what this document says",
        )
    if affected.way == "provision":
        return Text(
            "核对所引条文的内容和条号是否变动",
            "see whether the cited articles, or their numbers, have changed",
        )
    if affected.way == "basis":
        return Text(
            "对照修改后的文本,看本文件有无抵触", "compare the amended text with what this document says"
        )
    return Text("核对提到它的地方是否仍然相符", "see whether what is said of it still holds")


def _open(affected: Affected) -> Text:
    if affected.way != "basis":
        return Text("若废止或者修改,须改这些地方", "if it is repealed or amended, these places change")
    none = (
        Text("目录里没有别的现行依据", "the catalogue has no other basis in force")
        if affected.unlisted
        else Text("再没有现行的依据", "no basis in force is left")
    )
    rest = (_left(affected) or none) + _to_look_up(affected)
    return Text(
        f"若废止,{rest.zh};若修改,须对照有无抵触",
        f"if it is repealed, {rest.en}; if it is amended, compare the two",
    )


def _ended(affected: Affected, impact: Impact) -> Text:
    heir = in_marks(impact.successor.title) if impact.successor is not None else None
    if affected.way == "basis":
        return _basis_ended(affected, heir)
    if heir is None:
        return Text(
            "没有接替的规范:删去或者改写这些地方", "nothing takes its place: delete or rewrite these places"
        )
    if affected.way == "provision":
        return Text(f"改引{heir},条号须重新查找", f"cite {heir} instead, and look up the article anew")
    return Text(f"改称{heir}", f"name {heir} instead")


def _basis_ended(affected: Affected, heir: str | None) -> Text:
    if heir is not None:
        return Text(
            f"制定依据改为{heir},并逐条对照", f"name {heir} as its basis, and compare every provision"
        )
    if rest := _left(affected):
        return Text(
            f"删去这一依据;{rest.zh},只靠它的条款另行核对",
            f"leave this basis out; {rest.en}; look at the provisions that rest on it alone",
        )
    if affected.unlisted:
        return Text("没有接替的规范", "nothing takes its place") + _to_look_up(affected)
    return Text(
        "没有接替的规范,也没有别的现行依据:考虑废止或者宣布失效",
        "nothing takes its place and no other basis is in force: consider repealing the document",
    )


def _to_look_up(affected: Affected) -> Text:
    """The other bases that the catalogue does not have."""
    if not affected.unlisted:
        return Text("", "")
    titles = join([plain(in_marks(title)) for title in affected.unlisted])
    return Text(
        f"(另有依据{titles.zh},目录没有收录,须另查)",
        f" ({titles.en}, which it rests on too, is not in the catalogue and has to be looked up)",
    )


def _left(affected: Affected) -> Text | None:
    """The bases that are left; None where there are none."""
    if not affected.standing:
        return None
    titles = join([plain(in_marks(title)) for title in affected.standing])
    verb = "remains" if len(affected.standing) == 1 else "remain"
    return Text(f"还有依据{titles.zh}", f"{titles.en} {verb} as a basis")
