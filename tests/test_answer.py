import json

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QueryResultsFormat, Store, parse_query_results

from kmgraph.graph.answer import Question, answer

GRAPH = NamedNode("http://g")


@pytest.fixture(scope="module")
def store():
    store = Store()
    subject, property = NamedNode("http://s"), NamedNode("http://p")
    for i in range(20):
        store.add(Quad(subject, property, Literal(f'值{i} }}}},{{" "quoted"'), DefaultGraph()))
    store.add(Quad(subject, property, Literal("named"), GRAPH))
    return store


def ask(store, query, format="json", **limits):
    return answer(store, Question(query, format, **limits))


def test_oxigraphs_own_json_goes_out_as_it_is(store):
    query = "SELECT ?o { ?s ?p ?o } ORDER BY ?o"
    found = ask(store, query)
    assert found.body == store.query(query).serialize(format=QueryResultsFormat.JSON)
    assert (found.rows, found.cut) == (20, "")


@pytest.mark.parametrize("most", [1, 2, 19])
@pytest.mark.parametrize("format", ["json", "csv", "tsv", "xml"])
def test_rows_are_cut_at_a_rows_end(store, most, format):
    found = ask(store, "SELECT ?s ?o { ?s ?p ?o } ORDER BY ?o", format, max_rows=most)
    assert (found.rows, found.cut) == (most, "rows")
    if format == "json":
        body = json.loads(found.body)
        assert len(body["results"]["bindings"]) == most
        assert body["kmgraph"] == {"rows": most, "complete": False, "limit": "rows"}
        assert len(list(parse_query_results(found.body, QueryResultsFormat.JSON))) == most
    if format == "xml":
        assert found.body.count(b"<result>") == most
        assert b"there are more -->" in found.body
    if format == "tsv":
        assert found.body.count(b"\n") == most + 1


@pytest.mark.parametrize("most", [30, 100, 500, 1200])
def test_bytes_are_cut_at_a_rows_end(store, most):
    found = ask(store, "SELECT ?o { ?s ?p ?o } ORDER BY ?o", max_bytes=most)
    assert len(json.loads(found.body)["results"]["bindings"]) == found.rows < 20
    assert found.cut == "bytes"


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("SELECT ?x { }", 1),
        ("SELECT ?x { { } UNION { } UNION { } }", 3),
        ("SELECT ?o { ?s ?p ?o FILTER(false) }", 0),
        ("SELECT ?o { ?s ?p ?o } LIMIT 1", 1),
        ("SELECT ?o ?x { { ?s ?p ?o } UNION { } }", 21),
    ],
)
def test_rows_are_counted(store, query, rows):
    found = ask(store, query)
    assert (found.rows, found.cut) == (rows, "")
    assert len(json.loads(found.body)["results"]["bindings"]) == rows


@pytest.mark.parametrize("format", ["turtle", "ntriples", "jsonld", "rdfxml"])
def test_a_graph_is_written_and_cut(store, format):
    whole = ask(store, "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", format)
    assert (whole.rows, whole.cut) == (20, "")
    found = ask(store, "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", format, max_rows=3)
    assert (found.rows, found.cut) == (3, "rows")
    assert found.body.count("值".encode()) == 3
    assert ask(store, "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", format, max_bytes=200).cut == "bytes"


@pytest.mark.parametrize(
    ("format", "body"),
    [("json", b'{"head":{},"boolean":true}'), ("csv", b"true\n"), ("tsv", b"true\n")],
)
def test_ask(store, format, body):
    assert ask(store, "ASK { }", format).body == body


@pytest.mark.parametrize(
    ("dataset", "plain", "named"),
    [
        ({}, 20, 1),
        ({"default_graphs": ("http://g",)}, 1, 0),
        ({"named_graphs": ("http://g",)}, 0, 1),
        ({"default_graphs": ("http://g",), "named_graphs": ("http://g",)}, 1, 1),
    ],
)
def test_the_protocols_dataset_takes_the_place_of_the_stores(store, dataset, plain, named):
    assert ask(store, "SELECT * { ?s ?p ?o }", **dataset).rows == plain
    assert ask(store, "SELECT * { GRAPH ?g { ?s ?p ?o } }", **dataset).rows == named


def test_from_is_heeded_where_the_protocol_names_no_dataset(store):
    assert ask(store, "SELECT * FROM <http://g> { ?s ?p ?o }").rows == 1
