"""What a fact's page tells besides: a figure's history, and the brief of an industry, a place or a body."""

import pytest
from figures import GOAL, REPORTS, RESULT, figure
from pyoxigraph import NamedNode, Quad

from kmgraph import stores
from kmgraph.graph import briefs
from kmgraph.graph.ontology import KMG, KMR, term
from kmgraph.graph.queries import texts
from kmgraph.graph.store import Store

STORE = stores.open_store(stores.bundled_store())
PROJECT, COMMITMENT = KMG + "Project", KMG + "Commitment"
TIANHUA = "org-187ea60b"


def labels(entries):
    return [entry.node.label for entry in entries]


def brief(name):
    return briefs.brief(STORE, KMR + name)


def test_what_is_tied_comes_before_what_is_named_in_the_same_sentence():
    projects = brief(TIANHUA).entries[PROJECT]
    assert [entry.linked for entry in projects] == sorted((entry.linked for entry in projects), reverse=True)
    assert labels(entry for entry in projects if entry.linked) == ["云天化90万吨磷石膏综合利用", "云天化动力电池材料"]
    assert "云煤能源200万吨焦化环保搬迁" in labels(entry for entry in projects if not entry.linked)


def test_an_industry_holds_what_is_narrower():
    whole, part = brief("industry-C"), brief("industry-C31")
    assert set(labels(part.entries[PROJECT])) < set(labels(whole.entries[PROJECT]))
    assert "冶金产业产值 1200亿元" in labels(part.entries[GOAL])


def test_strong_promises_stand_first():
    strengths = [
        entry.about.rpartition("-")[2] for entry in brief("industry-C").entries[COMMITMENT] if not entry.linked
    ]
    order = ["ensure", "complete", "strive", "advance", "explore", ""]
    assert strengths == sorted(strengths, key=order.index)


@pytest.mark.parametrize(
    ("what", "label", "lacks"),
    [
        ("owner", "武钢昆钢环保搬迁项目", False),
        ("goal", "武钢昆钢环保搬迁项目", False),
        ("place", "武钢昆钢环保搬迁项目", True),
    ],
)
def test_what_a_project_lacks(what, label, lacks):
    assert (label in labels(brief("industry-C31").lacking(PROJECT, what))) is lacks


def test_every_sentence_that_names_a_place_is_a_source():
    found = brief("district-530181")
    assert len(found.sentences) == 5
    assert found.entries == {}


def test_sources_stand_in_the_order_of_the_text():
    sentences = brief("industry-C").sentences
    text = stores.bundled_report().read_text(encoding="utf-8")
    said = texts(STORE, sentences, KMG + "text")
    places = [text.index(said[sentence][0]) for sentence in sentences]
    assert places == sorted(places)
    assert len(places) == len(set(sentences)) > 15


def test_a_cycle_of_concepts_ends():
    one, two = NamedNode(KMR + "industry-A"), NamedNode(KMR + "industry-A01")
    store = Store.in_memory([Quad(one, term("skos:broader"), two), Quad(two, term("skos:broader"), one)])
    assert list(briefs.narrower(store, one.value)) == [two.value]


# --- figures --------------------------------------------------------------------------------------------------


def test_history_goes_through_all_reports_by_place_and_year():
    own = figure("530100-2022-goal-1")
    rows = briefs.history(
        [
            own,
            figure("530200-2022-goal-2"),
            figure("530100-2021-goal-3", year="2021"),
            figure("530100-2022-result-4", kind=RESULT, year="2021"),
            figure("530100-2022-goal-5", unit="亿元"),
            figure("530100-2022-goal-6", change="level"),
            figure("530100-2022-goal-7", indicator="cpi"),
        ],
        REPORTS,
        own,
    )
    assert [row.figure.iri.removeprefix(KMR) for row in rows] == [
        "530200-2022-goal-2", "530100-2022-result-4", "530100-2021-goal-3", "530100-2022-goal-1",
    ]  # fmt: skip
    assert rows[1].report.label == "甲市2022"


def test_figures_without_any_indicator_are_not_compared():
    assert not briefs.is_comparable(figure("a", indicator=None), figure("b", indicator=None))
