"""Citations as a lawyer writes them."""

from __future__ import annotations

import pytest
from guiju.engine.report.words.citation import cite, cite_all, cite_basis
from guiju.engine.semantics.program import Citation
from msgspec.structs import replace

from tests.test_report_sample_law import NORMS
from tests.test_report_samples import FULL, SHORT_COMMENT

TITLE = "Sample Regulations on Decisions (Sample Order No. 7)"


@pytest.mark.parametrize(
    ("citation", "zh", "en"),
    [
        (
            Citation("决策条例", 26, 2, 1),
            "《样例决策条例》第二十六条第二款第(一)项",
            f"{TITLE} art. 26 para. 2 item 1",
        ),
        (Citation("决策条例", 10, sentence=2), "《样例决策条例》第十条第二句", f"{TITLE} art. 10 sentence 2"),
        (Citation("决策条例"), "《样例决策条例》", TITLE),
        (
            Citation("镇规定", 105),
            "《样例镇决策程序规定》第一百零五条",
            "《样例镇决策程序规定》 (样府〔2017〕48号) art. 105",
        ),
        (Citation("未收规范", 3), "《未收规范》第三条", "《未收规范》 art. 3"),
    ],
)
def test_one_citation(citation: Citation, zh: str, en: str) -> None:
    text = cite(citation, NORMS)
    assert (text.zh, text.en) == (zh, en)


def test_a_title_stands_once_before_its_provisions() -> None:
    cited = [Citation("决策条例", 15), Citation("决策条例", 16, 1), Citation("镇规定", 3)]
    text = cite_all(cited, NORMS)
    assert text.zh == "《样例决策条例》第十五条、第十六条第一款;《样例镇决策程序规定》第三条"
    assert text.en == f"{TITLE} art. 15, art. 16 para. 1; 《样例镇决策程序规定》 (样府〔2017〕48号) art. 3"


def test_the_local_rule_leads_then_the_reference_then_the_basis() -> None:
    text = cite_basis(SHORT_COMMENT, NORMS)
    assert text.zh == "依《样例镇决策程序规定》第三条;依《样例决策条例》第四十二条参照第十五条第二款"
    assert text.en == f"《样例镇决策程序规定》第三条; {TITLE} art. 42, applying art. 15 para. 2 by reference"


def test_a_reference_from_another_norm_names_both() -> None:
    finding = replace(SHORT_COMMENT, bound_by=None, chain=(Citation("镇规定", 2),))
    assert cite_basis(finding, FULL.program.norms).zh == (
        "依《样例镇决策程序规定》第二条参照《样例决策条例》第十五条第二款"
    )
