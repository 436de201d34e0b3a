"""Places in rows where projects stand: works that a row names by their place, and places alone."""

from __future__ import annotations

import pytest

from kmgraph.graph.vocabularies import load_vocabulary
from kmgraph.mentions.rules import find_mentions
from kmgraph.text.document import parse


@pytest.mark.parametrize(
    ("place", "sentence", "names"),
    [
        ("石家庄市", "加快井陉、灵寿抽水蓄能电站建设。", ["井陉", "灵寿抽水蓄能电站"]),
        ("济南市", "平阴、商河两县光伏发电并网。", []),
        ("西安市", "支持高陵、鄠邑承接卓衡变速器扩产布局。", ["卓衡变速器扩产"]),
        ("广西壮族自治区", "苍梧、昭平等10个县区通了高速。", []),
        ("甘肃省", "平庆铁路加快建设，迭部、碌曲、玛曲、镇原4县高速全部开工。", ["平庆铁路"]),
    ],
)
def test_a_place_alone_is_no_project(place: str, sentence: str, names: list[str]) -> None:
    found = find_mentions(parse(sentence, place=place), load_vocabulary())
    assert [project.text for project in found.projects] == names
