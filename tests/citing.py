"""Invented norms and documents that cite them, for the tests of the citation graph and of impact."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from guiju.engine.document.model import Paragraph, RawDocument
from guiju.engine.document.statements import statements
from guiju.engine.document.structure import structure
from guiju.engine.norms.lookup import KnownNorm, NormBook
from guiju.engine.portfolio.citation_graph import CitationGraph, citation_graph
from guiju.engine.portfolio.citing_document import CitingDocument, citing_document
from guiju.engine.textcase import Setting, text_case

ON = date(2025, 6, 1)

BOOK = NormBook(
    [
        KnownNorm("渡口法", "中华人民共和国渡口法", "主席令第1号", start=date(2000, 1, 1), verified=True),
        KnownNorm("渡口条例", "渡口条例", "国务院令第900号", start=date(2002, 1, 1), based_on=("渡口法",)),
        KnownNorm("渡船细则", "渡船检验细则", "船检令第3号", start=date(2003, 1, 1), based_on=("渡口条例",)),
        KnownNorm(
            "摆渡规定",
            "摆渡规定",
            "国务院令第100号",
            start=date(1990, 1, 1),
            until=date(2020, 1, 1),
            successor="渡口条例",
        ),
        KnownNorm("缆绳办法", "缆绳管理办法", start=date(1995, 1, 1), until=date(2018, 1, 1)),
        KnownNorm(
            "灯塔法_2005",
            "灯塔法",
            start=date(2005, 1, 1),
            until=date(2022, 1, 1),
            successor="灯塔法",
            edition=2004,
        ),
        KnownNorm("灯塔法", "灯塔法", start=date(2022, 1, 1), edition=2021),
        KnownNorm("航标法", "航标法", start=date(2030, 1, 1)),
    ]
)

MEASURES = (
    "云溪县渡口管理办法",
    "云府规〔2016〕5号",
    "第一条 为了管理渡口，根据《中华人民共和国渡口法》、《摆渡规定》和《云溪县船只规定》，制定本办法。",
    "第二条 渡船的检验，依照《渡船检验细则》第八条执行。",
    "第三条 缆绳依照《缆绳管理办法》管理。",
    "第四条 违反本办法的，依照《渡口法》第十六条、第二十条处理。",
    "第五条 本办法自2016年6月1日起施行，有效期至2030年5月31日。《云溪县渡口暂行办法》（云府〔2009〕2号）同时废止。",
    "云溪县人民政府",
    "2016年5月1日",
)
OLD = (
    "云溪县渡口暂行办法",
    "云府〔2009〕2号",
    "第一条 根据《摆渡规定》，制定本办法。",
    "第二条 本办法自2009年7月1日起施行。",
    "云溪县人民政府",
    "2009年6月1日",
)
RULES = (
    "云溪县渡口收费细则",
    "云水〔2017〕3号",
    "第一条 根据《云溪县渡口管理办法》（云府规〔2016〕5号），制定本细则。",
    "第二条 灯塔的费用按照《灯塔法》第三条计算。",
    "第三条 本细则自2017年1月1日起施行，有效期五年。",
    "云溪县水务局",
    "2016年12月1日",
)
NOTICE = (
    "云溪县人民政府关于做好渡口安全工作的通知",
    "云府〔2024〕9号",
    "各乡镇人民政府：",
    "请按照《渡口条例》和《云溪县渡口收费细则》的规定，做好安全工作。",
    "云溪县人民政府",
    "2024年3月1日",
)
FILES: Mapping[str, tuple[str, ...]] = {
    "办法.txt": MEASURES,
    "旧.txt": OLD,
    "细则.txt": RULES,
    "通知.txt": NOTICE,
}


def document(name: str, paragraphs: tuple[str, ...], on: date = ON, book: NormBook = BOOK) -> CitingDocument:
    raw = RawDocument(name, "txt", tuple(Paragraph(text, at) for at, text in enumerate(paragraphs, 1)))
    taken = structure(raw)
    return citing_document(text_case(taken, statements(taken), Setting(on, book)), book)


def graph_of(
    files: Mapping[str, tuple[str, ...]] = FILES, on: date = ON, book: NormBook = BOOK
) -> CitationGraph:
    return citation_graph([document(name, text, on, book) for name, text in files.items()], book, on)
