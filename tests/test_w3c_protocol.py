"""The W3C's SPARQL 1.1 Protocol and Service Description tests on a served store, as far as one that only reads can pass."""

import json
import re

import pytest
import rdflib
import w3c
from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from rdflib.collection import Collection
from served import serving

from kmgraph.graph.store import write_store

SUITE = w3c.SUITE / "protocol"
DATA = "http://kasei.us/2009/09/sparql/data/data"
MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
MEDIA = {
    "boolean": ("application/sparql-results+json",),
    "tabular": ("application/sparql-results+json",),
    "RDF": ("text/turtle",),
}


def suite():
    """Every test with its requests: a query test as it stands; an update that is to fail has to fail here too."""
    if not SUITE.is_dir():
        return []
    manifest = rdflib.Graph().parse(SUITE / "manifest.ttl", format="turtle")
    entries = Collection(manifest, next(manifest.objects(None, MF.entries)))
    tests = [(str(entry).rpartition("#")[2], manifest, entry) for entry in entries]
    return [pytest.param(graph, entry, id=name) for name, graph, entry in tests if not name.startswith("update_")]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    quads = []
    for number, file in ((0, "data1"), (1, "data1"), (2, "data2"), (3, "data3")) if SUITE.is_dir() else ():
        graph = NamedNode(f"{DATA}{number}.rdf")
        triples = [quad.triple for quad in parse(path=SUITE / f"{file}.nt", format=RdfFormat.N_TRIPLES)]
        quads += [Quad(*triple, graph) for triple in triples]
    path = tmp_path_factory.mktemp("w3c") / "store"
    write_store(path, quads, {})
    with serving(path) as served:
        yield served


def test_the_suite_is_there():
    w3c.require_suite()
    assert len(suite()) == w3c.COUNTS["protocol"]


@pytest.mark.parametrize(("manifest", "entry"), suite())
def test_protocol(server, manifest, entry):
    requests = next(manifest.objects(manifest.value(entry, MF.action), HT.requests))
    for request in Collection(manifest, requests):
        reply = send(server, manifest, request)
        expected = manifest.value(request, HT.resp)
        wanted = {
            re.search(r"[1-5](?=xx)", str(status)).group() for status in manifest.objects(expected, MF.expectedStatus)
        }
        assert str(reply.status)[0] in wanted, reply.body.decode()
        format = manifest.value(expected, MF.expectedFormat)
        if format is not None:
            assert reply.media in MEDIA[str(format)]
        truth = manifest.value(expected, MF.expectedBoolean)
        if truth is not None:
            assert json.loads(reply.body)["boolean"] is truth.toPython()


def send(server, manifest, request):
    """Send a request of the manifest; its endpoint `/sparql/` is `/sparql` here."""
    body = manifest.value(request, HT.body)
    encoding = str(manifest.value(body, CNT.characterEncoding) or "utf-8") if body else "utf-8"
    data = str(manifest.value(body, CNT.chars)).encode(encoding) if body else None
    named = manifest.value(request, HT.headers)
    headers = [
        (str(manifest.value(header, HT.fieldName)), str(manifest.value(header, HT.fieldValue)))
        for header in (Collection(manifest, named) if named else ())
    ]
    address = str(manifest.value(request, HT.absolutePath)).replace("/sparql/", "/sparql", 1)
    return server.send(str(manifest.value(request, HT.methodName)), address, data, headers)


@pytest.fixture
def description(server):
    """Service description, test `returns-rdf`: GET on the endpoint returns RDF."""
    reply = server.send("GET", "/sparql")
    assert (reply.status, reply.media) == (200, "text/turtle")
    return rdflib.Graph().parse(data=reply.body, format="turtle")


@pytest.mark.parametrize(
    ("media", "parser"),
    [
        ("text/turtle", "turtle"),
        ("application/rdf+xml", "xml"),
        ("application/n-triples", "nt"),
        ("application/ld+json", "json-ld"),
    ],
)
def test_service_description_returns_rdf(server, description, media, parser):
    reply = server.send("GET", "/sparql", headers=[("Accept", media)])
    assert (reply.status, reply.media) == (200, media)
    assert len(rdflib.Graph().parse(data=reply.body, format=parser)) == len(description)


def test_service_description_has_the_endpoint_triple(server, description):
    assert list(description.objects(None, SD.endpoint)) == [rdflib.URIRef(f"http://127.0.0.1:{server.port}/sparql")]


# property → classes of what has it and of what it leads to (None: any IRI), by section 3 of the recommendation
SCHEMA = {
    SD.endpoint: (SD.Service, None),
    SD.supportedLanguage: (SD.Service, None),
    SD.resultFormat: (SD.Service, None),
    SD.feature: (SD.Service, None),
    SD.defaultDataset: (SD.Service, SD.Dataset),
    SD.defaultGraph: (SD.Dataset, SD.Graph),
    SD.namedGraph: (SD.Dataset, SD.NamedGraph),
    SD.name: (SD.NamedGraph, None),
}


def test_service_description_conforms_to_the_schema(description):
    (service,) = description.subjects(rdflib.RDF.type, SD.Service)
    assert len(list(description.objects(service, SD.endpoint))) == 1
    assert len(list(description.objects(service, SD.defaultDataset))) == 1
    used = {predicate for predicate in description.predicates() if predicate.startswith(SD)}
    assert {SD.endpoint, SD.resultFormat, SD.supportedLanguage, SD.defaultGraph} <= used <= set(SCHEMA)
    for predicate in used:
        has, leads_to = SCHEMA[predicate]
        for subject, value in description.subject_objects(predicate):
            assert (subject, rdflib.RDF.type, has) in description
            assert (
                isinstance(value, rdflib.URIRef)
                if leads_to is None
                else (value, rdflib.RDF.type, leads_to) in description
            )
