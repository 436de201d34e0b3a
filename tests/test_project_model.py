"""The learned model of projects' names: its sums are right, its answer is the same however texts are put together."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmgraph.mentions.learned_projects import RULE
from kmgraph.mentions.project_model import _shares, find_names, hashes, weights
from kmgraph.pipeline import extract

WORDS = st.text("潭溪科技三期试车，、。A9", max_size=30)


def by_hand(scores: np.ndarray, step: np.ndarray) -> np.ndarray:
    """Sum over every labelling of one short text."""
    length, labels = scores.shape
    shares = np.zeros_like(scores)
    for way in product(range(labels), repeat=length):
        weight = sum(scores[t, label] for t, label in enumerate(way)) + sum(step[a, b] for a, b in pairwise(way))
        for t, label in enumerate(way):
            shares[t, label] += np.exp(weight)
    return shares / shares.sum(axis=1, keepdims=True)


def test_shares_are_those_of_every_labelling() -> None:
    chance = np.random.default_rng(1)
    scores, step = chance.normal(size=(2, 5, 4)), chance.normal(size=(4, 4))
    scores[0, 3:] = 0.0  # padding of a text of three characters
    found = _shares(scores, np.array([3, 5]), step)
    assert np.allclose(found[1], by_hand(scores[1], step))
    assert np.allclose(found[0, :3], by_hand(scores[0, :3], step))


@given(st.lists(WORDS.filter(bool), min_size=1, max_size=4))
def test_features_of_a_text_are_its_own(texts: list[str]) -> None:
    marks = [[0] * len(text) for text in texts]
    alone = [hashes([text], [each]) for text, each in zip(texts, marks, strict=True)]
    assert np.array_equal(hashes(texts, marks), np.concatenate(alone))


@given(st.lists(WORDS, max_size=4))
def test_names_lie_in_their_text(texts: list[str]) -> None:
    for index, start, end in find_names(texts, [[0] * len(text) for text in texts]):
        assert 0 <= start < end <= len(texts[index])


def test_a_name_far_into_a_long_sentence_is_where_it_stands() -> None:
    text = "做好各项工作，" * 40 + "潭溪新材料二期试车。"
    found = [text[start:end] for _, start, end in find_names([text], [[0] * len(text)])]
    assert "潭溪新材料二期" in found


def test_weights_are_small() -> None:
    known = weights()
    assert known.state.dtype == np.int8
    assert known.state.nbytes < 2 * 2**20
    assert known.step.shape == (4, 4)


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("潭溪新材料二期、卓衡负极材料一体化破土，力争产值达到350亿元。", "卓衡负极材料一体化"),
        ("卓衡新材料储能电芯二期、鹭泽化工己二酸扩能跟进，确保产值达到80亿元。", "鹭泽化工己二酸扩能"),
    ],
)
def test_finds_a_name_that_only_its_words_tell(sentence: str, name: str) -> None:
    found = {project.text: project.rule for project in extract(f"二、2024年主要任务\n{sentence}\n").mentions.projects}
    assert found.get(name) == RULE


@pytest.mark.parametrize(
    ("sentence", "name", "phase"),
    [
        ("启动滑冰馆和足球场建设，配备健身器材。", "足球场", "开工"),
        ("谋划启动装配式建筑产业园创新中心、装配小镇建设。", "装配小镇", "前期"),
        ("依托健康生物科技园、电子信息产业园等平台载体，主动融入全市产业。", "健康生物科技园", "运营"),
        ("创建鹭泽国家考古遗址公园。", "鹭泽国家考古遗址公园", None),
        ("建设精品钢基地、绿色石化及合成材料基地。", "精品钢基地", "在建"),
    ],
)
def test_the_verb_before_tells_the_stage_of_a_learned_name(sentence: str, name: str, phase: str | None) -> None:
    found = {project.text: project for project in extract(f"二、2024年主要任务\n{sentence}\n").mentions.projects}
    assert (found[name].rule, found[name].phase) == (RULE, phase)


def test_no_learned_name_touches_one_of_a_rule() -> None:
    text = "加快潭溪科技产业园、鹭泽材料基地等项目建设，朗川负极材料一体化破土。"
    projects = extract(text).mentions.projects
    taken = [at for project in projects for at in range(project.span.start, project.span.end)]
    assert len(taken) == len(set(taken))
