"""The learned second opinion on what supports a goal: what it adds, what it takes back, and that it stays small and quick."""

from __future__ import annotations

import pytest
from growth import MOST, growth, two_lengths
from hypothesis import given
from hypothesis import strategies as st

from kmgraph.facts import support_model
from kmgraph.facts.scene import scenes
from kmgraph.pipeline import Extraction, extract

PLAN = "关于昆明市2022年计划的报告\n一、2021年工作回顾\n略。\n二、2022年主要任务\n"


def supports(found: Extraction) -> list[tuple[str, str, str]]:
    return [(link.source.text, link.target.text, link.rule) for link in found.links if link.type == "supports"]


def test_a_link_that_no_rule_sees_says_so() -> None:
    found = extract(
        f"{PLAN}推进卓衡药业创新药基地一期试生产，生物医药产业规模达到1000亿元左右，占规上工业的比重提高0.8个百分点。"
    )
    plant = "卓衡药业创新药基地一期"
    assert supports(found) == [
        (plant, "1000亿元", "measure_behind_work"),
        (plant, "0.8个百分点", support_model.RULE),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "潭溪机场二期开工，旅客吞吐量达到800万人次。",
        "鹭泽机场二期开工，潭溪园新签约项目50个。",
    ],
)
def test_what_only_stands_beside_is_no_outcome(sentence: str) -> None:
    assert supports(extract(PLAN + sentence)) == []


def test_a_stage_far_from_its_outcome_keeps_its_links() -> None:
    found = extract(
        f"{PLAN}加快卓衡材料二期、朗川电池一期等项目建设，支持安宁培育新材料企业，确保新材料产值达到300亿元。"
    )
    assert [(source, goal) for source, goal, _ in supports(found)] == [
        ("卓衡材料二期", "300亿元"),
        ("朗川电池一期", "300亿元"),
    ]


def test_chances_lie_between_nothing_and_one() -> None:
    found = extract(f"{PLAN}加快卓衡材料二期建设，确保产值达到300亿元、税收5亿元；潭溪大桥通车，新增里程3公里。")
    (scene,) = [scene for scene in scenes(found.document, found.mentions) if scene.names_projects]
    weighed = dict(support_model._weighed(scene, support_model.Kinship()))
    assert [(project.text, goal.text) for project, goal in weighed] == [
        ("卓衡材料二期", "300亿元"),
        ("卓衡材料二期", "5亿元"),
        ("卓衡材料二期", "3公里"),
        ("潭溪大桥", "300亿元"),
        ("潭溪大桥", "5亿元"),
        ("潭溪大桥", "3公里"),
    ]
    assert all(0 < chance < 1 for chance in weighed.values())


def test_weights_are_small() -> None:
    bias, known = support_model.weights()
    assert -10 < bias < 10
    assert len(known) < 20_000
    assert max(map(abs, known.values())) < 10


@given(st.text("潭溪科技二期，、；确保产值达到30亿元%建成投产", max_size=60))
def test_any_sentence_is_weighed(words: str) -> None:
    for link in extract(f"{PLAN}{words}。").links:
        assert link.rule


@pytest.mark.parametrize("piece", ["卓衡材料二期投产，产值达到30亿元，", "潭溪水库、产值3亿元，", "确保税收5亿元；"])
def test_a_sentence_without_end_takes_linear_time(piece: str) -> None:
    assert growth(extract, *(PLAN + text for text in two_lengths(piece, 10_000))) < MOST
