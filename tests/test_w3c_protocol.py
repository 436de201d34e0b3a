"""The W3C's SPARQL 1.1 Protocol tests, as far as an endpoint that only reads can pass them: all 27 of them.

The suite is no part of the project: it is read from `../shared/w3c/sparql11` beside the checkout.
"""

import json
import re
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from rdflib.collection import Collection

from kmgraph.graph.store import write_store
from kmgraph_web.app import create_app

SUITE = Path(__file__).parents[2] / "shared" / "w3c" / "sparql11" / "protocol"
DATA = "http://kasei.us/2009/09/sparql/data/data"
MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
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
def client(tmp_path_factory):
    quads = []
    for number, file in ((0, "data1"), (1, "data1"), (2, "data2"), (3, "data3")):
        graph = NamedNode(f"{DATA}{number}.rdf")
        triples = [quad.triple for quad in parse(path=SUITE / f"{file}.nt", format=RdfFormat.N_TRIPLES)]
        quads += [Quad(*triple, graph) for triple in triples]
    path = tmp_path_factory.mktemp("w3c") / "store"
    write_store(path, quads, {})
    app = create_app(path)
    yield app.test_client()
    app.extensions["kmgraph"].close()


def test_the_suite_is_there():
    if not SUITE.is_dir():
        pytest.skip("W3C suite absent: 0 of 27 run")
    assert len(suite()) == 27


@pytest.mark.parametrize(("manifest", "entry"), suite())
def test_protocol(client, manifest, entry):
    requests = next(manifest.objects(manifest.value(entry, MF.action), HT.requests))
    for request in Collection(manifest, requests):
        response = send(client, manifest, request)
        expected = manifest.value(request, HT.resp)
        wanted = {
            re.search(r"[1-5](?=xx)", str(status)).group() for status in manifest.objects(expected, MF.expectedStatus)
        }
        assert str(response.status_code)[0] in wanted, response.text
        format = manifest.value(expected, MF.expectedFormat)
        if format is not None:
            assert response.mimetype in MEDIA[str(format)]
        truth = manifest.value(expected, MF.expectedBoolean)
        if truth is not None:
            assert json.loads(response.data)["boolean"] is truth.toPython()


def send(client, manifest, request):
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
    return client.open(address, method=str(manifest.value(request, HT.methodName)), data=data, headers=headers)
