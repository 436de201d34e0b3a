"""What a reasoner concludes from the ontology: no contradiction and nothing wrong from the bundled graph, and a mistake is found.

OWL 2 RL by owlrl, over the ontology, the axioms of the vocabularies that it builds on, and the whole bundled graph (20 to 35 s).
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

import owlrl
import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, PROV, SKOS

from kmgraph import stores
from kmgraph.graph.ontology import KMG, KMR, terms
from kmgraph.graph.rdflib_terms import to_rdflib

AXIOMS = Path(__file__).parent / "imported_axioms.ttl"
ERRORS = Namespace("http://www.daml.org/2002/03/agents/agent-ont#")  # in which owlrl writes what contradicts itself
PREFIXES = f"@prefix kmg: <{KMG}> . @prefix kmr: <{KMR}> . @prefix prov: <{PROV}> . @prefix skos: <{SKOS}> ."


def closed(said: Graph) -> Graph:
    """A copy of a graph with the ontology, and all that follows by the rules of OWL 2 RL."""
    graph = Graph().parse(data=(files("kmgraph_ontology") / "kmgraph.ttl").read_text(encoding="utf-8"))
    graph.parse(AXIOMS)
    for triple in said:
        graph.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def contradictions(graph: Graph) -> list[str]:
    return sorted(str(message) for message in graph.objects(None, ERRORS.error))


@cache
def said() -> Graph:
    return to_rdflib(stores.bundled_graph().triples)


@cache
def concluded() -> Graph:
    return closed(said())


def test_the_bundled_graph_contradicts_neither_the_ontology_nor_the_vocabularies_behind_it() -> None:
    assert contradictions(concluded()) == []
    assert len(concluded()) > 2 * len(said())


@pytest.mark.parametrize("name", sorted(iri.removeprefix(KMG) for iri, term in terms().items() if term.kind == "Class"))
def test_a_reasoner_puts_nothing_into_a_class_where_it_does_not_belong(name: str) -> None:
    """Fact and Figure hold what their kinds hold; every other class just what the graph puts there."""
    kinds = {
        "Fact": ("Goal", "Result", "Task", "Commitment", "Project", "Link"),
        "Figure": ("Goal", "Result"),
    }.get(name, (name,))
    expected = {node for kind in kinds for node in said().subjects(RDF.type, URIRef(KMG + kind))}
    assert set(concluded().subjects(RDF.type, URIRef(KMG + name))) == expected


@pytest.mark.parametrize(
    ("elsewhere", "ours"),
    [
        (PROV.Plan, ("Task", "Commitment")),
        (FOAF.Agent, ("Organization",)),
        (DCTERMS.Location, ("District",)),
        (RDF.Statement, ("Link",)),
        (URIRef("https://schema.org/Observation"), ("Result",)),
        (URIRef("https://schema.org/Organization"), ()),
        (URIRef("https://schema.org/CreativeWork"), ("Report",)),
    ],
)
def test_what_our_things_are_in_the_words_of_others(elsewhere: URIRef, ours: tuple[str, ...]) -> None:
    expected = {node for kind in ours for node in said().subjects(RDF.type, URIRef(KMG + kind))}
    assert set(concluded().subjects(RDF.type, elsewhere)) == expected


@pytest.mark.parametrize(
    ("mistake", "named"),
    [
        ("kmr:a a kmg:Goal , kmg:Project .", "Goal"),
        ("kmr:a a kmg:Goal , kmg:Result .", "Result"),
        ("kmr:a a kmg:District ; kmg:supports kmr:b .", "Fact"),
        ("kmr:a a kmg:Project ; kmg:locatedIn kmr:b . kmr:b a kmg:Industry .", "District"),
        ("kmr:a a kmg:Project ; kmg:supports kmr:b . kmr:b a kmg:Project .", "Goal"),
        ("kmr:a a kmg:Project ; kmg:ownedBy kmr:b . kmr:b a kmg:District .", "Organization"),
        ("kmr:a a kmg:Sentence ; kmg:strength kmr:b .", "Fact"),
        ("kmr:a kmg:mentionedIn kmr:b . kmr:b a kmg:Section .", "Sentence"),
        ("kmr:a a kmg:Goal ; prov:wasDerivedFrom kmr:b . kmr:b a prov:Activity .", "Activity"),
        ("kmr:a a kmg:Industry , skos:ConceptScheme .", "ConceptScheme"),
        ("kmr:a kmg:partOf kmr:a .", "rreflexive"),
        ("kmr:a kmg:partOf kmr:b . kmr:b kmg:partOf kmr:a .", "symmetric"),
        ("kmr:a kmg:dependsOn kmr:a .", "rreflexive"),
        ("kmr:a kmg:continues kmr:b . kmr:b kmg:continues kmr:a .", "symmetric"),
    ],
)
def test_a_mistake_is_found(mistake: str, named: str) -> None:
    found = contradictions(closed(Graph().parse(data=f"{PREFIXES} {mistake}", format="turtle")))
    assert any(named in message for message in found), found
