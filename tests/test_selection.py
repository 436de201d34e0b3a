from dataclasses import replace

import graph_sample
import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, QueryTriples, Triple

from kmgraph.errors import GraphError
from kmgraph.graph.ontology import KMR, term
from kmgraph.graph.rdf import to_graph
from kmgraph.graph.selection import focus, nodes_of, of_class, of_district, of_nodes, of_triples, whole
from kmgraph.graph.store import Store, to_quads
from kmgraph.graph.validate import faults

GRAPH = graph_sample.graph()
STORE = Store.in_memory(to_quads([GRAPH]))
REPORT = KMR + "530100-2022"
PROJECT = f"{REPORT}-project-99999999"


def test_a_focus_is_smaller_than_the_whole():
    assert len(focus(STORE, PROJECT).triples) < len(GRAPH.triples)


@pytest.mark.parametrize("depth", [0, 1, 2])
@pytest.mark.parametrize(
    "key",
    ["project-99999999", "goal-22222222", "task-44444444", "link-cf264cee", "sentence-ea701c4d", "district-530181"],
)
def test_a_focus_is_a_valid_graph_of_its_own(key, depth):
    iri = KMR + (key if key.startswith("district") else f"530100-2022-{key}")
    around = focus(STORE, iri, depth).triples
    assert [
        fault.en for fault in faults(around) if not (key.startswith("district") and fault.node == "the graph")
    ] == []


def test_a_focus_of_no_depth_is_the_node_with_its_sentences():
    subjects = {t.subject.value for t in focus(STORE, PROJECT, 0).triples}
    assert PROJECT in subjects
    assert not [iri for iri in subjects if "goal" in iri]
    assert len([iri for iri in subjects if "sentence" in iri]) == 2


def test_a_focus_that_there_is_not():
    with pytest.raises(GraphError, match="no node kmr:nowhere"):
        focus(STORE, KMR + "nowhere")


def test_one_report_of_several():
    facts = replace(graph_sample.facts(), report="530100-2023")
    other = to_graph(facts, graph_sample.concepts(), version="0.1.0")
    store = Store.in_memory(to_quads([GRAPH, other]))
    assert set(whole(store, KMR + "530100-2022").triples) == set(GRAPH.triples)
    assert set(whole(store).triples) == set(GRAPH.triples) | set(other.triples)


@pytest.mark.parametrize("name", ["Project", "kmg:Project", "project", "项目", " PROJECT "])
def test_a_class_by_any_of_its_names(name):
    chosen = of_class(STORE, name)
    assert chosen.listed == {PROJECT, f"{REPORT}-project-aaaaaaaa"}
    assert Triple(NamedNode(PROJECT), term("kmg:supports"), NamedNode(f"{REPORT}-goal-33333333")) in chosen.triples


@pytest.mark.parametrize("name", ["Goal", "Result", "Task", "Commitment", "Project", "Report", "Sentence", "Link"])
def test_a_class_is_a_valid_graph_of_its_own(name):
    assert [fault.en for fault in faults(of_class(STORE, name).triples)] == []


def test_a_class_that_there_is_not():
    with pytest.raises(GraphError, match="no class “Wish”; it has Commitment, District, Goal"):
        of_class(STORE, "Wish")


@pytest.mark.parametrize("name", ["安宁市", "安宁", "530181", "district-530181", "kmr:district-530181"])
def test_a_district_by_its_name_or_code(name):
    """安宁 holds a project, and a commitment names it."""
    assert of_district(STORE, name).listed == {
        KMR + "district-530181", PROJECT, f"{REPORT}-commitment-88888888"
    }  # fmt: skip


def test_what_lies_in_a_district_need_not_stand_where_it_is_named():
    unnamed = (quad for quad in to_quads([GRAPH]) if quad.predicate != term("kmg:mentionedIn"))
    assert of_district(Store.in_memory(unnamed), "安宁市").listed == {KMR + "district-530181", PROJECT}


def test_a_district_holds_what_its_parts_hold():
    assert of_district(STORE, "昆明市").listed >= of_district(STORE, "安宁市").listed


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("北京市", "no district “北京市”: there are 昆明市 (530100), 安宁市 (530181)"),
        ("", "no district “”"),
        ("530", "no district “530”"),
    ],
)
def test_a_district_that_there_is_not(name, says):
    with pytest.raises(GraphError) as caught:
        of_district(STORE, name)
    assert says in str(caught.value)


def test_a_beginning_that_several_districts_share():
    quads = [
        Quad(NamedNode(KMR + key), term(name), value)
        for key in ("district-1", "district-2")
        for name, value in (("rdf:type", term("kmg:District")), ("rdfs:label", Literal(f"东川{key}", language="zh")))
    ]
    store = Store.in_memory(quads)
    with pytest.raises(GraphError, match="several districts “东川”: there are 东川district-1"):
        of_district(store, "东川")


def test_the_nodes_of_a_query():
    found = STORE.query("SELECT ?name ?goal { ?p kmg:supports ?goal ; rdfs:label ?name }")
    assert isinstance(found, QuerySolutions)
    chosen = of_nodes(STORE, nodes_of(found))
    assert chosen.listed == {f"{REPORT}-goal-33333333"}
    assert [fault.en for fault in faults(chosen.triples)] == []


def test_a_query_that_names_no_node():
    with pytest.raises(GraphError, match="let a variable hold nodes"):
        of_nodes(STORE, ["https://example.org/a"])


def test_the_triples_of_a_query():
    found = STORE.query("CONSTRUCT { ?p kmg:supports ?g } { ?p kmg:supports ?g }")
    assert isinstance(found, QueryTriples)
    chosen = of_triples(found)
    assert len(chosen.triples) == 2
    assert {quad.graph_name for quad in chosen.quads} == {DefaultGraph()}
