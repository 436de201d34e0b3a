import json
import xml.etree.ElementTree as ET
from dataclasses import replace

import graph_sample
import other_parsers
import pytest
from pyoxigraph import NamedNode, Triple, parse

from kmgraph.errors import GraphError
from kmgraph.graph.export import FORMATS, format_of, write
from kmgraph.graph.jsonld import context_document
from kmgraph.graph.ontology import KMR
from kmgraph.graph.rdf import to_graph
from kmgraph.graph.selection import focus, of_class, of_district, of_triples, whole
from kmgraph.graph.store import Store, to_quads
from kmgraph.stores import bundled_graph

GRAPH = graph_sample.graph()
STORE = Store.in_memory(to_quads([GRAPH]))
PROJECT = KMR + "530100-2022-project-99999999"
SELECTIONS = {
    "whole": whole(STORE),
    "focus": focus(STORE, PROJECT, 1),
    "class": of_class(STORE, "Goal"),
    "district": of_district(STORE, "530181"),
}


@pytest.fixture(scope="module")
def bundled():
    """The graph that travels with kmgraph, whole."""
    return whole(Store.in_memory(to_quads([bundled_graph()])))


@pytest.mark.parametrize("selection", SELECTIONS.values(), ids=SELECTIONS)
@pytest.mark.parametrize("name", other_parsers.OXIGRAPH)
def test_other_parsers_read_the_same_triples(name, selection):
    data = write(selection, name)
    assert other_parsers.by_oxigraph(data, name) == set(selection.triples)
    assert other_parsers.by_rdflib(data, name) == other_parsers.as_rdflib(selection.triples)
    if name in other_parsers.RAPPER:
        assert other_parsers.by_rapper(data, name) == set(selection.triples)


@pytest.mark.parametrize("name", other_parsers.OXIGRAPH)
def test_other_parsers_count_the_same_triples_in_the_bundled_graph(name, bundled):
    data, count = write(bundled, name), len(bundled.triples)
    assert len(other_parsers.by_oxigraph(data, name)) == count > 15_000
    assert len(other_parsers.by_rdflib(data, name)) == count
    if name in other_parsers.RAPPER:
        assert len(other_parsers.by_rapper(data, name)) == count


@pytest.mark.parametrize("name", ["trig", "nquads"])
def test_the_named_graphs_come_back(name):
    quads = set(parse(write(SELECTIONS["whole"], name), format=other_parsers.OXIGRAPH[name]))
    assert quads == set(SELECTIONS["whole"].quads)


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_graph_gives_the_same_bytes(name):
    again = Store.in_memory(reversed(list(to_quads([GRAPH]))))
    assert write(whole(again), name) == write(SELECTIONS["whole"], name)


@pytest.mark.parametrize("name", ["rdfxml", "graphml", "gexf"])
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
    assert node["label"] == "地区生产总值 增长 7.5%左右"
    assert document["@context"] == json.loads(context_document())["@context"]


def test_a_property_that_rdf_xml_can_not_name():
    odd = Triple(NamedNode(KMR + "a"), NamedNode("https://example.org/7"), NamedNode(KMR + "b"))
    with pytest.raises(GraphError, match="no way to write the property <https://example"):
        write(of_triples([odd]), "rdfxml")
    assert b"<https://example.org/7>" in write(of_triples([odd]), "turtle")


def test_a_format_that_there_is_not():
    with pytest.raises(GraphError, match="no format “word”"):
        write(SELECTIONS["whole"], "word")


@pytest.mark.parametrize(
    ("name", "form"), [("a.nq", "nquads"), ("a.CSV", "csv"), ("a.rdf", "rdfxml"), ("a.xlsx", "xlsx"), ("a", "turtle")]
)
def test_the_ending_names_the_format(tmp_path, name, form):
    assert format_of(tmp_path / name) == form
