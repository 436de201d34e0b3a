"""What looks back and what plans, by its words."""

from __future__ import annotations

import pytest

from kmgraph.text.document import parse
from kmgraph.text.tense import lean, leaning, looks_back


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("累计建成道路20公里，荣获省级表彰", True),
        ("城区面貌明显改善，成功举办首届花卉节", True),
        ("——一年来，我们坚持抓项目、扩投资", True),
        ("完成投资12亿元，新增就业3000人", True),
        ("力争建成道路20公里，大力发展旅游", False),
        ("加快园区建设，培育壮大龙头企业，完善配套设施", False),
        ("今年要办好十件实事", False),
        ("为了方便群众，将军路改造工程位于城东", None),
    ],
)
def test_a_sentence_leans(sentence: str, told: bool | None) -> None:
    assert leaning(sentence) == 0 if told is None else (leaning(sentence) > 0) == told


def test_a_text_leans_as_its_sentences_do_together() -> None:
    told = "推进园区建设。一年来，累计完成投资12亿元。获评省级示范园区。"
    assert looks_back(told)
    assert lean(told) is True
    assert lean("力争完成投资12亿元。确保增长8%。今年要抓好三件事。") is False
    assert lean("2025年增长7%。2026年增长6%。") is None


FILLING = "城区道路提质、老旧小区改善、公共服务延伸、营商环境向好、农业基础夯实、文化事业繁荣、社会大局和谐。" * 8


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            f"（四）改革开放活力日益增强。累计引进项目20个。{FILLING}\n（五）民生福祉明显改善。成功办好十件实事。",
            {"review"},
        ),
        (f"（四）深化改革开放。力争引进项目20个。{FILLING}\n（五）增进民生福祉。确保办好十件实事。", {"plan"}),
        # a chapter that tells is not read as the one behind it, which plans
        (
            f"一、城区面貌明显改善\n累计建成道路20公里。{FILLING}\n二、2022年重点工作\n（一）抓产业\n开工。",
            {"review", "plan"},
        ),
        # what stands before the first heading
        (
            f"累计建成道路20公里，群众获得感明显提升。{FILLING}\n二、2022年重点工作\n（一）抓产业\n开工。",
            {"review", "plan"},
        ),
        (f"一年来，我们抓项目。建成道路20公里。{FILLING}", {"review"}),
        (f"力争建成道路20公里。确保投资增长8%。今年开工项目30个。{FILLING}", {"plan"}),
    ],
)
def test_an_excerpt_without_its_chapters(text: str, parts: set[str]) -> None:
    document = parse(text, year=2022)
    assert {sentence.part for sentence in document.sentences} == parts
    assert document.parted


def test_a_report_with_a_title_is_no_excerpt() -> None:
    text = f"花溪市2022年计划（草案）摘要\n一、产业提速\n新增规模以上企业20家，累计达到100家。{FILLING}"
    assert {sentence.part for sentence in parse(text).sentences[1:]} == {"plan"}
