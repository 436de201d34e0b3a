"""Places in rows where projects stand: works that a row names by their place, and places alone."""

from __future__ import annotations

import pytest

from kmgraph.graph.vocabularies import load_vocabulary
from kmgraph.mentions.rules import find_mentions
from kmgraph.text.document import parse


@pytest.mark.parametrize(
    ("place", "sentence", "names"),
    [
        ("石家庄市", "加快平山、赞皇抽水蓄能电站建设。", ["平山", "赞皇抽水蓄能电站"]),
        ("石家庄市", "平山、赞皇两县光伏发电并网。", []),
        ("石家庄市", "支持平山、赞皇承接卓衡变速器扩产布局。", ["卓衡变速器扩产"]),
        ("河北省", "平山、赞皇等10个县区通了高速。", []),
        ("河北省", "鹭潭铁路加快建设，平山、赞皇、井陉、灵寿4县高速全部开工。", ["鹭潭铁路"]),
    ],
)
def test_a_place_alone_is_no_project(place: str, sentence: str, names: list[str]) -> None:
    found = find_mentions(parse(sentence, place=place), load_vocabulary())
    assert [project.text for project in found.projects] == names
