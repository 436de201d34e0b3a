"""The service description (https://www.w3.org/TR/sparql11-service-description/): what the endpoint is and holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, NamedNode, Triple

from kmgraph.graph.ontology import term

SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_NAMES = {
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/ld+json": "JSON-LD",
    "application/rdf+xml": "RDF_XML",
}


def sd(name: str) -> NamedNode:
    """A term of the service description vocabulary."""
    return NamedNode(SD + name)


def describe_service(
    endpoint: str, dataset: NamedNode, graphs: Iterable[str], media: Iterable[tuple[str, ...]]
) -> Iterator[Triple]:
    """Yield the triples of the description; `dataset` is what VoID describes."""
    service, default = BlankNode("service"), BlankNode("default")
    yield Triple(service, term("rdf:type"), sd("Service"))
    yield Triple(service, sd("endpoint"), NamedNode(endpoint))
    yield Triple(service, sd("supportedLanguage"), sd("SPARQL11Query"))
    for types in media:
        if types[0] in _NAMES:
            yield Triple(service, sd("resultFormat"), NamedNode(_FORMATS + _NAMES[types[0]]))
    yield Triple(service, sd("defaultDataset"), dataset)
    yield Triple(dataset, term("rdf:type"), sd("Dataset"))
    yield Triple(dataset, sd("defaultGraph"), default)
    yield Triple(default, term("rdf:type"), sd("Graph"))
    for number, iri in enumerate(graphs):
        named = BlankNode(f"named{number}")
        yield Triple(dataset, sd("namedGraph"), named)
        yield Triple(named, term("rdf:type"), sd("NamedGraph"))
        yield Triple(named, sd("name"), NamedNode(iri))
