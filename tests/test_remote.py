"""One interface, three stores: a folder, `oxigraph serve`, Virtuoso 7. What one answers the others answer."""

import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import graph_sample
import pytest
import servers
from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean

from kmgraph import stores
from kmgraph.errors import QueryError
from kmgraph.graph import description, export, queries, selection
from kmgraph.graph.address import Address
from kmgraph.graph.ontology import KMR, term
from kmgraph.graph.store import Store, to_quads
from kmgraph.graph.wire import RemoteError
from kmgraph.search import making
from kmgraph.search.index import to_bytes

KINDS = ("folder", "oxigraph", "virtuoso")
QUESTIONS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(Path("data/questions").glob("*.rq"))}
GRAPH = stores.bundled_graph()
PLAIN = Store.in_memory(to_quads([GRAPH]))
REPORT = KMR + "530100-2022"
GOAL = next(figure.iri for figure in queries.figures(PLAIN) if figure.kind.endswith("Goal"))
DISTRICT = KMR + "district-530181"


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    """Where each kind of store lies, the bundled graph loaded; a server is started by the first test that wants it."""
    started, running = {}, []

    def place(kind):
        if kind not in started:
            folder = tmp_path_factory.mktemp(kind)
            if kind == "folder":
                found = folder / "store"
            else:
                server = servers.oxigraph() if kind == "oxigraph" else servers.virtuoso(folder)
                found = Address(server.__enter__())
                running.append(server)
            started[kind] = stores.load([GRAPH], found)
        return started[kind]

    yield place
    for server in running:
        server.__exit__(None, None, None)


@pytest.fixture(params=KINDS)
def store(request, places):
    return Store.open(places(request.param))


@pytest.fixture(params=KINDS[1:])
def fresh(request, tmp_path):
    """A server that holds nothing yet."""
    with servers.oxigraph() if request.param == "oxigraph" else servers.virtuoso(tmp_path) as address:
        yield Address(address)


def canonical(value):
    """A number by its value, whatever zeros a server writes; Virtuoso writes what an expression finds true as 1."""
    words = {"true": "1", "false": "0"}
    return Decimal(value) if re.fullmatch(r"-?\d+(\.\d+)?", value) else words.get(value, value)


def rows(store, query, **values):
    return [
        tuple(sorted((name, str(canonical(value))) for name, value in row.items()))
        for row in queries.select(store, query, values)
    ]


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_saved_question_has_the_same_answer(store, name):
    found, expected = rows(store, QUESTIONS[name]), rows(PLAIN, QUESTIONS[name])
    assert found
    if "ORDER BY" in QUESTIONS[name]:
        assert found == expected
    assert Counter(found) == Counter(expected)


def test_a_plain_query_finds_everything_once(store):
    assert len(store) == len(set(GRAPH.triples))
    assert set(store.triples()) == set(PLAIN.triples())


def test_graphs(store):
    assert store.graphs() == [REPORT, f"{REPORT}-positions"]
    for name in store.graphs():
        assert set(store.quads(graph=NamedNode(name))) == set(PLAIN.quads(graph=NamedNode(name)))
    assert set(store.quads(NamedNode(GOAL))) == set(PLAIN.quads(NamedNode(GOAL)))


@pytest.mark.parametrize(
    ("ends", "number"),
    [
        ((NamedNode(GOAL), None, None), 1),
        ((None, None, NamedNode(REPORT)), 1),
        ((None, term("rdf:type"), term("kmg:Project")), 1),
        ((NamedNode(GOAL), term("rdf:type"), term("kmg:Goal")), 1),
        ((NamedNode(KMR + "none"), None, None), 0),
        ((BlankNode("b"), None, None), 0),
    ],
)
def test_triples_by_their_ends(store, ends, number):
    found = list(store.triples(*ends))
    assert len(found) >= number
    assert set(found) == set(PLAIN.triples(*ends))
    assert len(found) == len(set(found))


def test_what_is_said_of_many_nodes(store):
    nodes = [triple.subject for triple in PLAIN.triples(None, term("rdf:type"), term("kmg:Sentence"))]
    assert len(nodes) > 300
    for predicates in ((), (term("rdf:type"), term("kmg:order"))):
        assert set(store.triples_of(nodes, *predicates)) == set(PLAIN.triples_of(nodes, *predicates))
    assert list(store.triples_of([])) == []


WICKED = ['"} INSERT DATA { <a:a> <a:a> "', 'a\\" } #', "'''\n\r\t", "$1 ?s %s {0}", "中文“引号”", "\\u0041"]


@pytest.mark.parametrize("text", WICKED)
def test_values_are_put_in_as_values(store, text):
    (row,) = queries.select(
        store, "SELECT ?given { ?s a kmg:Report FILTER(STRLEN(?given) > 0) }", {"given": Literal(text)}
    )
    assert row["given"] == text
    assert not list(store.query("SELECT ?s ?label { ?s rdfs:label ?label }", {"label": Literal(text, language="zh")}))


def test_yes_and_no(store):
    for query, said in (("ASK { ?s a kmg:Goal }", True), ("ASK { ?s a kmg:Nothing }", False)):
        found = store.query(query)
        assert isinstance(found, QueryBoolean)
        assert bool(found) is said


def test_triples_that_a_query_makes(store):
    query = "CONSTRUCT { ?s rdfs:label ?label } { ?s a kmg:Report ; rdfs:label ?label }"
    assert [str(triple) for triple in store.query(query)] == [str(triple) for triple in PLAIN.query(query)]


@pytest.mark.parametrize("graphs", [[REPORT], [f"{REPORT}-positions"], [REPORT, f"{REPORT}-positions"]])
def test_a_query_over_some_graphs(store, graphs):
    for way in ({"default_graphs": list(map(NamedNode, graphs))}, {"named_graphs": list(map(NamedNode, graphs))}):
        for query in (
            "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
            "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
        ):
            (found,), (expected,) = store.query(query, **way), PLAIN.query(query, **way)
            assert found["n"].value == expected["n"].value


@pytest.mark.parametrize("clause", [f"FROM <{REPORT}>", f"FROM NAMED <{REPORT}-positions>"])
@pytest.mark.parametrize("pattern", ["?s ?p ?o", "GRAPH ?g { ?s ?p ?o }"])
def test_from(store, clause, pattern):
    query = f"SELECT (COUNT(*) AS ?n) {clause} {{ {pattern} }}"
    assert rows(store, query) == rows(PLAIN, query)


def test_what_is_no_query_is_said_in_one_line(store):
    with pytest.raises(QueryError, match=r"line 1|1:\d|line 2") as caught:
        store.query("SELECT * { ?s ?p }")
    assert "\n" not in str(caught.value)


def test_what_the_pages_ask(store):
    for ask in (queries.reports, queries.counts, queries.headlines, queries.figures):
        assert ask(store) == ask(PLAIN)
    for ask in (queries.counts, queries.sections, queries.sentences, queries.derived):
        assert ask(store, REPORT) == ask(PLAIN, REPORT)
    assert to_bytes(making.make(store)) == to_bytes(making.make(PLAIN))


@pytest.mark.parametrize("iri", [GOAL, DISTRICT])
def test_a_node_and_what_is_around_it(store, iri):
    assert queries.view(store, iri) == queries.view(PLAIN, iri)
    assert queries.neighbourhood(store, iri, 1) == queries.neighbourhood(PLAIN, iri, 1)
    assert set(description.describe(store, iri).triples) == set(description.describe(PLAIN, iri).triples)


def test_exports_are_the_same_bytes(store):
    for select in (selection.whole, lambda graph: selection.of_district(graph, "安宁市")):
        assert export.write(select(store), "nquads") == export.write(select(PLAIN), "nquads")


def test_it_says_what_it_was_built_from(store, places):
    (report,) = store.about()["reports"]
    assert report["iri"] == REPORT
    assert not store.moved()


# --- loading into a server ------------------------------------------------------------------------------------


def test_a_build_takes_the_place_of_what_the_server_held(fresh):
    stores.load([GRAPH], fresh)
    reader = Store.open(fresh)
    before = (reader.state, len(reader))
    assert not reader.moved()
    sample = graph_sample.graph()
    renamed = type(sample)(NamedNode(KMR + "530100-2021"), sample.facts, sample.positions)
    stores.load([renamed], fresh)
    assert reader.moved()
    after = Store.open(fresh)
    assert after.graphs() == [KMR + "530100-2021", KMR + "530100-2021-positions"]
    assert (after.state, len(after)) != before
    assert set(after.triples()) == set(sample.triples)
    assert stores.name_of(fresh).startswith("kmr:530100-2021")
    assert not stores.is_stale(fresh)
    assert stores.remark(fresh) == ""


def test_a_server_that_holds_nothing_answers_nothing(fresh):
    store = Store.open(fresh)
    assert store.graphs() == []
    assert store.about() == {}
    assert stores.remark(fresh) == stores.name_of(fresh) == ""
    assert rows(store, "SELECT ?s { ?s a kmg:Report }") == []


def test_a_server_that_cuts_its_answers_is_not_believed(tmp_path):
    with servers.virtuoso(tmp_path, most=100) as address:
        place = stores.load([graph_sample.graph()], Address(address))
        with pytest.raises(RemoteError, match="leaves rows out of its answer"):
            list(Store.open(place).triples())


def test_the_commands_work_on_a_server(run, fresh, tmp_path):
    code, _, err = run("build", "--store", fresh.query)
    assert (code, "昆明市2022年国民经济和社会发展计划报告" in err) == (0, True)
    assert "dba" not in err
    query = "SELECT (COUNT(*) AS ?n) { ?s a kmg:Project }"
    assert run("query", query, "--store", fresh.query, "--format", "csv")[:2] == (
        0,
        f"n\r\n{len(list(PLAIN.triples(None, term('rdf:type'), term('kmg:Project'))))}\r\n".encode(),
    )
    code, out, _ = run("export", "--store", fresh.query, "--class", "District", "--format", "nquads")
    assert (code, out) == (0, export.write(selection.of_class(PLAIN, "District"), "nquads"))
    code, _, err = run("validate", "--store", fresh.query)
    assert (code, err) == (0, f"{len(PLAIN)} triples: no faults\n")
