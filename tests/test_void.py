"""The dataset described by itself: VoID, DCAT and executable questions, held against the store."""

from pathlib import Path

import pytest
import rdflib
import web_sample
from pyoxigraph import NamedNode, Quad
from rdflib import DCAT, DCTERMS, RDF, RDFS, SH, SKOS, VOID, Literal, URIRef

from kmgraph import stores
from kmgraph.graph.export import FORMATS
from kmgraph.graph.ontology import KMG, KMR, PREFIXES, term
from kmgraph.graph.statistics import count
from kmgraph.graph.store import Store, to_quads, write_store
from kmgraph_web import questions, void
from kmgraph_web.app import create_app

BASE = "http://localhost"
DOCUMENT = f"{BASE}/.well-known/void"
DATASET = URIRef(f"{DOCUMENT}#dataset")
SCHEMA = rdflib.Namespace("https://schema.org/")
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    path = tmp_path_factory.mktemp("void") / "store"
    stores.load([stores.bundled_graph()], path)
    app = create_app(path, timeout=5)
    app.testing = True
    yield app
    app.extensions["kmgraph"].close()


@pytest.fixture(scope="module")
def store(app) -> Store:
    return app.extensions["kmgraph"].store


@pytest.fixture(scope="module")
def described(app) -> rdflib.Graph:
    return rdflib.Graph().parse(data=app.test_client().get("/.well-known/void").data, format="turtle")


def number(store: Store, query: str) -> int:
    (row,) = store.query(query)
    return int(row[0].value)


# --- how it is asked for --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "media", "form"),
    [
        (None, "text/turtle; charset=utf-8", "turtle"),
        ("*/*", "text/turtle; charset=utf-8", "turtle"),
        ("text/turtle", "text/turtle; charset=utf-8", "turtle"),
        ("application/ld+json", "application/ld+json", "json-ld"),
        ("application/n-triples", "application/n-triples", "nt"),
        ("application/rdf+xml", "application/rdf+xml", "xml"),
    ],
)
def test_every_form_says_the_same(app, described, accept, media, form):
    response = app.test_client().get("/.well-known/void", headers={"Accept": accept} if accept else {})
    assert (response.status_code, response.headers["Content-Type"]) == (200, media)
    assert "Accept" in response.headers["Vary"]
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert set(rdflib.Graph().parse(data=response.data, format=form)) == set(described)


def test_a_browser_is_led_to_the_page_of_the_data(app):
    response = app.test_client().get("/.well-known/void", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (response.status_code, response.headers["Location"]) == (303, "/data")
    page = app.test_client().get("/data").text
    assert 'href="/.well-known/void?format=turtle"' in page
    linked = app.test_client().get("/.well-known/void?format=turtle", headers={"Accept": "text/html"})
    assert linked.headers["Content-Type"] == "text/turtle; charset=utf-8"


def test_an_unknown_form_is_refused_in_a_line(app):
    response = app.test_client().get("/.well-known/void", headers={"Accept": "image/png"})
    assert (response.status_code, response.text.count("\n")) == (406, 1)
    assert "the description comes as text/turtle" in response.text


def test_who_has_it_already_gets_no_body(app):
    first = app.test_client().get("/.well-known/void")
    again = app.test_client().get("/.well-known/void", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    other = app.test_client().get("/.well-known/void?format=ntriples")
    assert other.headers["ETag"] != first.headers["ETag"]


@pytest.mark.parametrize("host", ['evil"><x', "evil>.example", "a b", "evil\\x"])
def test_a_hostile_host_is_not_written_down(app, host):
    response = app.test_client().get("/.well-known/void", headers={"Host": host})
    assert "evil" not in response.text
    if response.status_code == 200:
        rdflib.Graph().parse(data=response.data, format="turtle")


# --- what it says ---------------------------------------------------------------------------------------------


def test_no_blank_nodes(described):
    assert not [node for triple in described for node in triple if isinstance(node, rdflib.BNode)]


def test_title_description_licence_and_source_in_both_languages(described):
    for name in (DCTERMS.title, DCTERMS.description, DCTERMS.rights):
        assert {text.language for text in described.objects(DATASET, name)} == {"zh", "en"}
    assert all("昆明市2022年" in title for title in described.objects(DATASET, DCTERMS.title))
    assert described.value(DATASET, DCTERMS.license) == URIRef("https://opensource.org/license/mit")
    assert set(described.objects(DATASET, DCTERMS.source)) == {URIRef(f"{KMR}530100-2022")}
    assert set(described.objects(DATASET, DCTERMS.spatial)) == {URIRef(f"{KMR}district-530100")}
    assert {VOID.Dataset, DCAT.Dataset} <= set(described.objects(DATASET, RDF.type))
    assert described.value(DATASET, DCTERMS.publisher) is None
    assert str(described.value(DATASET, VOID.uriSpace)) == KMR
    assert described.value(DATASET, VOID.sparqlEndpoint) == URIRef(f"{BASE}/sparql")


@pytest.mark.parametrize(
    ("name", "query"),
    [
        (VOID.triples, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"),
        (VOID.distinctSubjects, "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"),
        (VOID.distinctObjects, "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }"),
        (VOID.properties, "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }"),
        (VOID.classes, "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }"),
        (VOID.entities, "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o FILTER(STRSTARTS(STR(?s), STR(kmr:))) }"),
    ],
)
def test_totals_are_those_of_the_store(described, store, name, query):
    assert int(described.value(DATASET, name)) == number(store, query) > 0


def test_each_class_and_its_properties_are_counted(described, store):
    parts = list(described.objects(DATASET, VOID.classPartition))
    assert len(parts) == int(described.value(DATASET, VOID.classes))
    for part in parts:
        kind = described.value(part, VOID["class"])
        assert int(described.value(part, VOID.entities)) == number(
            store, f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s a <{kind}> }}"
        )
        for inner in described.objects(part, VOID.propertyPartition):
            query = f"SELECT (COUNT(*) AS ?n) {{ ?s a <{kind}> ; <{described.value(inner, VOID.property)}> ?o }}"
            assert int(described.value(inner, VOID.triples)) == number(store, query)
    goal = URIRef(f"{DOCUMENT}#class-kmg-Goal")
    assert set(described.objects(goal, RDFS.label)) == {Literal("目标", lang="zh"), Literal("goal", lang="en")}


def test_each_property_and_each_named_graph_is_counted(described, store):
    parts = list(described.objects(DATASET, VOID.propertyPartition))
    assert len(parts) == int(described.value(DATASET, VOID.properties))
    assert sum(int(described.value(part, VOID.triples)) for part in parts) == len(store)
    graphs = {
        str(described.value(part, DCTERMS.title)): int(described.value(part, VOID.triples))
        for part in described.objects(DATASET, VOID.subset)
        if (part, RDF.type, VOID.Linkset) not in described
    }
    assert graphs == {
        name.removeprefix(KMR): number(store, f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{name}> {{ ?s ?p ?o }} }}")
        for name in store.graphs()
    }


def test_examples_are_in_the_store_and_vocabularies_are_used(described, store):
    examples = list(described.objects(DATASET, VOID.exampleResource))
    assert len(examples) == 7
    for example in examples:
        assert bool(store.query("ASK { ?node a ?class }", {"node": NamedNode(str(example))}))
    used = {str(name) for name in described.objects(DATASET, VOID.vocabulary)}
    assert {KMG, PREFIXES["skos"], PREFIXES["prov"], PREFIXES["oa"]} <= used
    assert KMR not in used


def test_every_download_is_a_distribution_that_is_there(app, described):
    files = {described.value(file, DCAT.downloadURL): file for file in described.objects(DATASET, DCAT.distribution)}
    assert len(files) == len(FORMATS)
    for address, file in files.items():
        response = app.test_client().get(str(address).removeprefix(BASE))
        assert response.status_code == 200
        media = str(described.value(file, DCAT.mediaType)).rpartition("media-types/")[2]
        assert response.mimetype == media
    dumps = {str(address).rpartition(".")[2] for address in described.objects(DATASET, VOID.dataDump)}
    assert dumps == {"ttl", "trig", "nq", "jsonld", "rdf"}


def test_links_to_wikidata_are_a_linkset(tmp_path):
    def linked(*items: str) -> Store:
        sample = list(web_sample.quads())
        for item in items:
            triple = (NamedNode(f"{KMR}district-530181"), term("skos:exactMatch"), NamedNode(item))
            sample += [Quad(*triple), Quad(*triple, NamedNode(f"{KMR}530100-2022"))]
        return Store.in_memory(sample)

    without = count(linked()).wikidata
    assert count(linked("http://www.wikidata.org/entity/Q1", "http://example.org/Q2")).wikidata == without + 1
    triples = list(void._wikidata(void.Site(DOCUMENT, "", "", ()), 3))
    links = NamedNode(f"{DOCUMENT}#wikidata")
    said = {t.predicate.value: t.object for t in triples if t.subject == links}
    assert said[str(VOID.linkPredicate)].value == str(SKOS.exactMatch)
    assert said[str(VOID.triples)].value == "3"
    assert said[str(VOID.objectsTarget)].value == "http://www.wikidata.org/"


# --- questions that can be run --------------------------------------------------------------------------------


def test_every_saved_question_can_be_run_as_it_stands(described, store):
    executables = list(described.subjects(RDF.type, SH.SPARQLExecutable))
    assert {str(node).rpartition("#question-")[2] for node in executables} == {
        question.name for question in questions.about("zh", ["530100-2022"])
    }
    for node in executables:
        assert (node, RDF.type, SH.SPARQLSelectExecutable) in described
        assert described.value(node, SCHEMA.target) == URIRef(f"{BASE}/sparql")
        for name in (RDFS.label, RDFS.comment):
            assert {text.language for text in described.objects(node, name)} == {"zh", "en"}
        (query,) = described.objects(node, SH.select)
        assert len(list(store.oxigraph.query(str(query)))) > 0


def test_prefixes_are_declared(described):
    ontology = described.value(predicate=RDF.type, object=rdflib.OWL.Ontology)
    declared = {
        str(described.value(node, SH.prefix)): described.value(node, SH.namespace)
        for node in described.objects(ontology, SH.declare)
    }
    assert {prefix: str(namespace) for prefix, namespace in declared.items()} == PREFIXES
    assert all(namespace.datatype == rdflib.XSD.anyURI for namespace in declared.values())
    assert set(described.objects(None, SH.prefixes)) == {ontology}


EDITORS = """
SELECT DISTINCT ?query ?comment WHERE {
  ?question a sh:SPARQLExecutable ; rdfs:comment ?comment ; sh:select|sh:ask|sh:construct ?query ; schema:target ?endpoint
}
"""


def test_the_service_description_says_it_all_too(app, described):
    """An editor that knows the endpoint alone finds the examples, prefixes and classes there."""
    body = app.test_client().get("/sparql", headers={"Accept": "text/turtle"}).data
    service = rdflib.Graph().parse(data=body, format="turtle")
    assert set(described) <= set(service)
    (node,) = service.subjects(RDF.type, SD.Service)
    assert service.value(node, SD.defaultDataset) == DATASET
    assert (DATASET, RDF.type, SD.Dataset) in service
    bound = {"sh": SH, "rdfs": RDFS, "schema": SCHEMA}
    assert len(list(service.query(EDITORS, initNs=bound))) == 2 * len(questions.about("zh", ["530100-2022"]))


# --- kept, and afresh for a new generation --------------------------------------------------------------------


def test_it_is_worked_out_once_a_generation(tmp_path, monkeypatch):
    path = web_sample.write(tmp_path / "store")
    app = create_app(path, timeout=5)
    asked = []
    monkeypatch.setattr(void, "count", lambda store: (asked.append(store.generation), count(store))[1])
    monkeypatch.setattr("kmgraph_web.current._LOOK_AGAIN", -1.0)
    client = app.test_client()
    tags = [client.get("/.well-known/void").headers["ETag"] for _ in range(3)]
    client.get("/.well-known/void", headers={"Host": "other.example"})
    assert len(asked) == len(set(tags)) == 1
    write_store(path, to_quads([stores.bundled_graph()]), {"version": "0.1.0"})
    assert client.get("/.well-known/void").headers["ETag"] not in tags
    assert len(asked) == 2


def test_a_store_without_reports_is_described(tmp_path: Path):
    write_store(tmp_path / "empty", [], {})
    response = create_app(tmp_path / "empty", timeout=5).test_client().get("/.well-known/void")
    described = rdflib.Graph().parse(data=response.data, format="turtle")
    assert int(described.value(DATASET, VOID.triples)) == 0
