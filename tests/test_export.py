import csv
import io
import json
import xml.etree.ElementTree as ET
from dataclasses import replace

import graph_sample
import networkx as nx
import pytest
import rdflib
from pyoxigraph import RdfFormat, parse

from kmgraph.errors import GraphError
from kmgraph.graph.export import FORMATS, format_of, write
from kmgraph.graph.ontology import KMR
from kmgraph.graph.rdf import to_graph
from kmgraph.graph.rdflib_terms import to_rdflib
from kmgraph.graph.selection import focus, whole
from kmgraph.graph.store import Store, to_quads
from kmgraph.graph.validate import faults

GRAPH = graph_sample.graph()
STORE = Store.in_memory(to_quads([GRAPH]))
PROJECT = KMR + "530100-2022-project-99999999"
SELECTIONS = {"whole": whole(STORE), "focus": focus(STORE, PROJECT, 1)}

RDFLIB = {"turtle": "turtle", "trig": "trig", "nquads": "nquads", "jsonld": "json-ld", "rdfxml": "xml"}
OXIGRAPH = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}


@pytest.mark.parametrize("selection", SELECTIONS.values(), ids=SELECTIONS)
@pytest.mark.parametrize("name", RDFLIB)
def test_other_parsers_read_the_same_triples(name, selection):
    data = write(selection, name)
    assert {quad.triple for quad in parse(data, format=OXIGRAPH[name])} == set(selection.triples)
    if name in ("trig", "nquads"):
        dataset = rdflib.Dataset()
        dataset.parse(data=data, format=RDFLIB[name])
        assert len(set(dataset.quads())) == len(selection.quads)
    else:
        graph = rdflib.Graph()
        graph.parse(data=data, format=RDFLIB[name])
        assert set(graph) == set(to_rdflib(selection.triples))


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_graph_gives_the_same_bytes(name):
    again = Store.in_memory(reversed(list(to_quads([GRAPH]))))
    assert write(whole(again), name) == write(SELECTIONS["whole"], name)


def test_a_focus_is_smaller_than_the_whole():
    assert len(SELECTIONS["focus"].triples) < len(GRAPH.triples)


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


def test_a_table_opens_right_in_a_spreadsheet():
    data = write(SELECTIONS["whole"], "csv")
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    by_id = {row["id"]: row for row in rows}
    goal = by_id["kmr:530100-2022-goal-22222222"]
    assert (goal["class"], goal["value"], goal["unit"], goal["bound"]) == ("goal", "7.5", "%", "~")
    assert (goal["indicator"], goal["indicator id"]) == ("地区生产总值", "kmr:indicator-gdp")
    assert goal["sentence"] == "地区生产总值增长7.5%左右。"
    project = by_id["kmr:530100-2022-project-99999999"]
    assert (project["locatedIn"], project["locatedIn id"]) == ("安宁市", "kmr:district-530181")
    assert by_id["kmr:530100-2022-task-66666666"]["label"] == "提升“滇池”<保护>治理"


@pytest.mark.parametrize("name", ["=1+1", "+1", "@a", "-a", "\t=1"])
def test_a_label_is_no_formula(name):
    facts = graph_sample.facts()
    renamed = replace(facts, projects=(replace(facts.projects[0], name=name), *facts.projects[1:]))
    store = Store.in_memory(to_quads([to_graph(renamed, graph_sample.concepts(), version="0.1.0")]))
    rows = list(csv.DictReader(io.StringIO(write(whole(store), "csv").decode("utf-8-sig"))))
    assert "'" + name in [row["label"] for row in rows]


def test_a_network_for_gephi():
    data = write(SELECTIONS["whole"], "graphml").decode()
    network = nx.parse_graphml(data, force_multigraph=True)
    assert network.nodes["kmr:530100-2022-project-99999999"]["label"] == "云南裕能"
    edge = network.edges["kmr:530100-2022-project-99999999", "kmr:530100-2022-goal-33333333", "kmg:supports"]
    assert edge["label"] == "kmg:supports"


@pytest.mark.parametrize("name", ["rdfxml", "graphml"])
def test_xml_stays_xml_whatever_a_label_holds(name):
    facts = graph_sample.facts()
    renamed = replace(facts, projects=(replace(facts.projects[0], name="<b>\x0b&\ufffe”"), *facts.projects[1:]))
    store = Store.in_memory(to_quads([to_graph(renamed, graph_sample.concepts(), version="0.1.0")]))
    ET.fromstring(write(whole(store), name))


def test_json_ld_reads_plainly():
    document = json.loads(write(SELECTIONS["whole"], "jsonld"))
    node = next(node for node in document["@graph"] if node["@id"] == "kmr:530100-2022-goal-22222222")
    assert (node["@type"], node["value"], node["year"]) == ("Goal", "7.5", "2022")
    assert node["indicator"] == "kmr:indicator-gdp"
    assert node["rdfs:label"] == "地区生产总值 增长 7.5%左右"


def test_a_format_that_there_is_not():
    with pytest.raises(GraphError, match="no format “word”"):
        write(SELECTIONS["whole"], "word")


@pytest.mark.parametrize(("name", "form"), [("a.nq", "nquads"), ("a.CSV", "csv"), ("a.rdf", "rdfxml"), ("a", "turtle")])
def test_the_ending_names_the_format(tmp_path, name, form):
    assert format_of(tmp_path / name) == form
