"""Firms and bodies: which words of a sentence name one."""

from __future__ import annotations

import pytest

from kmgraph.graph.vocabularies import load_vocabulary
from kmgraph.mentions.organisations import find_organizations, owner_of
from kmgraph.mentions.projects import find_projects
from kmgraph.text.document import parse


def organizations(sentence: str) -> list[str]:
    document, vocabulary = parse(sentence), load_vocabulary()
    return [found.name for found in find_organizations(document, vocabulary, find_projects(document, vocabulary))]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("由市发改委、市财政局按职责分工负责", ["市发改委", "市财政局"]),
        ("新引进利宝保险等6家金融机构", ["利宝保险"]),
        ("宝象物流集团成为全国首批供应链创新与应用示范企业", ["宝象物流集团"]),
        ("全力推进云天化90万吨磷石膏综合利用项目建设", ["云天化"]),
        ("推动省交通运输厅会同朗川集团推进潭溪大桥建设", ["省交通运输厅", "朗川集团"]),
    ],
)
def test_names(sentence: str, names: list[str]) -> None:
    assert organizations(sentence) == names


@pytest.mark.parametrize(
    "sentence",
    [
        "支持龙头企业集团做大做强",
        "组建乡村振兴产业开发公司",
        "办好老年大学",
        "市发改委主任作报告",
        "推动国有平台公司转型",
    ],
)
def test_what_names_none(sentence: str) -> None:
    assert organizations(sentence) in ([], ["市发改委"])


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("沃森生物科技创新中心", "沃森生物"),
        ("招商局集团巫家坝金融总部", "招商局集团"),
        ("闻泰智能制造产业园二期", "闻泰"),
        ("柴石滩水库灌区工程", None),
        ("地铁5号线", None),
        ("滇池流域水环境综合整治", None),
    ],
)
def test_owner_of_a_project(name: str, owner: str | None) -> None:
    assert owner_of(name, frozenset({"云南", "昆明"})) == owner
