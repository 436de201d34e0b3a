from dataclasses import replace

import graph_sample
import pytest

from kmgraph.errors import GraphError
from kmgraph.graph import queries
from kmgraph.graph.ontology import KMG, KMR
from kmgraph.graph.rdf import to_graph
from kmgraph.graph.store import Store, to_quads

STORE = Store.in_memory(to_quads([graph_sample.graph()]))
REPORT = KMR + "530100-2022"
PROJECT = f"{REPORT}-project-99999999"


def test_reports():
    (report,) = queries.reports(STORE)
    assert (report.iri, report.place_label, report.year) == (REPORT, "昆明市", "2022")


def test_counts_by_class():
    counts = {count.iri.removeprefix(KMG): count.number for count in queries.counts(STORE, REPORT)}
    assert counts["Goal"] == 2
    assert counts["Project"] == 2
    assert counts["Sentence"] == 11
    assert queries.counts(STORE) == queries.counts(STORE, REPORT)


def test_the_goal_of_the_year_stands_beside_the_last_result():
    (headline,) = queries.headlines(STORE, REPORT)
    assert headline.goal.label == "地区生产总值 增长 7.5%左右"
    assert headline.result is not None
    assert headline.result.label == "地区生产总值 增长 3.7%"


def test_without_an_outlook_the_goals_with_an_indicator_stand_for_it():
    facts = graph_sample.facts()
    (goal,) = [figure for figure in facts.figures if figure.key == "goal-22222222"]
    moved = replace(goal, sentence=facts.figures[2].sentence)
    graph = to_graph(replace(facts, figures=(moved, facts.figures[2])), graph_sample.concepts(), version="0.1.0")
    (headline,) = queries.headlines(Store.in_memory(to_quads([graph])), REPORT)
    assert headline.goal.indicator == KMR + "indicator-gdp"
    assert headline.result is None


def test_figures_in_the_order_of_the_text():
    assert [figure.original for figure in queries.figures(STORE, REPORT)] == ["3.7%", "7.5%", "1120亿元"]


def test_a_node_with_its_facts_neighbours_and_sentences():
    view = queries.view(STORE, PROJECT)
    assert view.node.kind == KMG + "Project"
    assert ("云南裕能项目", "zh") in {(fact.value, fact.language) for fact in view.facts}
    assert "在建" in {n.node.label for n in view.neighbours if n.outward and n.property == KMG + "phase"}
    beside = {(n.property.removeprefix(KMG), n.outward, n.node.label): n for n in view.neighbours}
    supports = beside["supports", True, "石油及化工产业产值 1120亿元"]
    assert (supports.basis, supports.rules, len(supports.sentences)) == ("stated", ("same_sentence",), 1)
    assert beside["inIndustry", True, "化学原料和化学制品制造业"].basis == "inferred"
    assert beside["includes", False, "加快云南裕能项目在安宁落地。"].basis == "stated"
    assert beside["partOf", True, "昆明市2022年国民经济和社会发展计划报告"].basis is None
    assert [evidence.text[:4] for evidence in view.evidence] == ["加快云南", "加快云南"]
    assert all(graph_sample.TEXT[e.start : e.end] == e.text and e.report == REPORT for e in view.evidence)


def test_a_sentence_is_its_own_evidence():
    sentence = queries.view(STORE, PROJECT).evidence[0].iri
    (evidence,) = queries.evidence(STORE, sentence)
    assert evidence.iri == sentence


def test_a_node_that_there_is_not():
    assert queries.node(STORE, KMR + "none") is None
    for question in (queries.view, queries.neighbourhood):
        with pytest.raises(GraphError, match="no node kmr:none"):
            question(STORE, KMR + "none")


def test_a_neighbourhood_grows_with_its_depth():
    one, two = (queries.neighbourhood(STORE, PROJECT, depth) for depth in (1, 2))
    labels = {node.label for node in one.nodes}
    assert {"云南裕能", "安宁市", "石油及化工产业产值 1120亿元"} <= labels
    assert "云天化动力电池材料" not in labels
    assert "云天化动力电池材料" in {node.label for node in two.nodes}
    assert set(one.edges) <= set(two.edges)
    ends = {node.iri for node in two.nodes}
    assert all(edge.source in ends and edge.target in ends for edge in two.edges)


def test_no_step_goes_through_the_report():
    """Everything is part of it, so the other task would be two steps away."""
    two = queries.neighbourhood(STORE, f"{REPORT}-goal-22222222", 2)
    assert f"{REPORT}-task-44444444" not in {node.iri for node in two.nodes}
    assert f"{REPORT}-task-44444444" in {node.iri for node in queries.neighbourhood(STORE, REPORT, 1).nodes}


def test_what_a_limit_cuts_off_is_said():
    cut = queries.neighbourhood(STORE, PROJECT, 2, limit=3)
    assert len(cut.nodes) == 3
    assert cut.left_out > 0


def test_no_step_is_the_node_alone():
    alone = queries.neighbourhood(STORE, PROJECT, 0)
    assert [node.iri for node in alone.nodes] == [PROJECT]
    assert alone.edges == ()


def test_a_report_from_its_first_sentence_to_its_last():
    sections = queries.sections(STORE, REPORT)
    assert [section.number for section in sections] == ["一、", "二、", "(一)", "三、", "(一)", "一是", "二是"]
    sentences = queries.sentences(STORE, REPORT)
    at = 0
    for sentence in sentences:
        at = graph_sample.TEXT.index(sentence.text, at)
    known = {section.iri for section in sections}
    assert all(sentence.section in known for sentence in sentences)


def test_what_hangs_on_a_sentence():
    found = queries.derived(STORE, REPORT)
    kinds = [[fact.node.kind.removeprefix(KMG) for fact in facts] for facts in found.values()]
    assert ["Result"] in kinds
    (ensure,) = [facts for facts in found.values() if len(facts) == 6]
    (goal,) = [fact for fact in ensure if fact.original]
    sentence = next(s for s in queries.sentences(STORE, REPORT) if s.iri == goal.sentence)
    assert sentence.text[goal.offset :].startswith(goal.original)
