import json

import other_parsers
import pytest
from any_graph import graphs
from hypothesis import given
from pyoxigraph import Literal, NamedNode, Triple

from kmgraph.graph.jsonld import context, context_document, to_jsonld
from kmgraph.graph.ontology import KMG, KMR, term


@given(graphs())
def test_any_graph_comes_back(triples):
    assert other_parsers.by_oxigraph(to_jsonld(triples), "jsonld") == set(triples)


@pytest.mark.parametrize(
    ("predicate", "value", "name", "written"),
    [
        ("rdf:type", term("kmg:Goal"), "@type", "Goal"),
        ("rdfs:label", Literal("安宁市", language="zh"), "label", "安宁市"),
        ("skos:prefLabel", Literal("Anning", language="en"), "prefLabel", {"@value": "Anning", "@language": "en"}),
        ("kmg:value", Literal("7.5", datatype=term("xsd:decimal")), "value", "7.5"),
        ("kmg:level", Literal("2", datatype=term("xsd:integer")), "level", 2),
        ("kmg:level", Literal("x", datatype=term("xsd:integer")), "level", {"@value": "x", "@type": "xsd:integer"}),
        ("kmg:hasDate", Literal("true", datatype=term("xsd:boolean")), "hasDate", True),
        ("kmg:supports", NamedNode(KMR + "a"), "supports", "kmr:a"),
        ("prov:wasDerivedFrom", NamedNode(KMR + "a"), "wasDerivedFrom", "kmr:a"),
        ("kmg:label", Literal("x"), "kmg:label", "x"),
        ("owl:sameAs", NamedNode(KMR + "a"), "owl:sameAs", {"@id": "kmr:a"}),
    ],
)
def test_how_a_triple_is_written(predicate, value, name, written):
    document = json.loads(to_jsonld([Triple(NamedNode(KMR + "x"), term(predicate), value)]))
    assert document["@graph"] == [{"@id": "kmr:x", name: written}]


def test_the_context_is_small_and_stands_by_itself():
    assert json.loads(context_document()) == {"@context": context()}
    assert len(context_document()) < 6_000
    assert context()["@vocab"] == KMG
