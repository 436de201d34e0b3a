"""The page, the endpoint and the commands on a server's store: what it answers, and what is said where it fails."""

import gzip
import json
import re
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

import openpyxl
import pytest
import servers
import web_sample
from graph_sample import graph as sample

from kmgraph import stores
from kmgraph.errors import StoreError
from kmgraph.graph import answer, remote, wire
from kmgraph.graph.address import Address, place_of
from kmgraph.graph.store import Store
from kmgraph.graph.workers import QueryCancelledError
from kmgraph_web.app import create_app

ROWS = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o"
JSON = "application/sparql-results+json"
HITS = re.compile(r"focus=([0-9a-z-]+)")
YES = b'{"head":{},"boolean":true}'


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def place(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("server")
    with servers.oxigraph() if request.param == "oxigraph" else servers.virtuoso(folder) as address:
        yield stores.load([sample()], Address(address))


@pytest.fixture(scope="module")
def page(place):
    return create_app(place, 5).test_client()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = stores.load([sample()], tmp_path_factory.mktemp("folder") / "store")
    app = create_app(path, 5)
    yield app.test_client()
    app.extensions["kmgraph"].close()


def ask(page, query, **parameters):
    return page.post("/sparql", data={"query": query, **parameters})


@pytest.mark.parametrize("format", ["json", "xml", "csv", "tsv"])
def test_the_endpoint_gives_what_it_gives_of_a_folder(page, folder, format):
    query = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> SELECT ?s ?l { ?s rdfs:label ?l } ORDER BY ?s ?l"
    found = ask(page, query, format=format)
    assert (found.status_code, found.data) == (200, ask(folder, query, format=format).data)
    assert found.headers["Kmgraph-Complete"] == "true"
    assert int(found.headers["Kmgraph-Rows"]) > 10
    assert found.headers["Kmgraph-Version"] == ask(folder, query).headers["Kmgraph-Version"] != ""


def test_a_sheet_names_the_nodes_as_that_of_a_folder_does(page, folder):
    query = "SELECT ?s ?class { ?s a ?class } ORDER BY ?s ?class LIMIT 9"
    sheets = [openpyxl.load_workbook(BytesIO(ask(one, query, format="xlsx").data)).active for one in (page, folder)]
    rows, expected = (list(sheet.iter_rows(values_only=True)) for sheet in sheets)
    assert rows == expected
    assert len(rows) == 10


@pytest.mark.parametrize("words", ["石油", "shiyou", "1120亿元"])
def test_the_search_finds_what_it_finds_in_a_folder(page, folder, words):
    found, expected = (HITS.findall(one.get("/search", query_string={"q": words}).text) for one in (page, folder))
    assert found == expected != []


def test_a_graph_as_an_answer(page, folder):
    query = f"CONSTRUCT {{ ?s ?p ?o }} {{ VALUES ?s {{ <{web_sample.KMR}{web_sample.GOAL}> }} ?s ?p ?o }}"
    assert ask(page, query, format="ntriples").data == ask(folder, query, format="ntriples").data != b""


@pytest.mark.parametrize(("query", "said"), [("ASK { ?s ?p ?o }", True), ("ASK { ?s <a:a> ?o }", False)])
def test_yes_or_no(page, query, said):
    assert ask(page, query).json["boolean"] is said


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", 403, "SERVICE"),
        ("INSERT DATA { <a:a> <a:a> 1 }", 403, "update"),
        ("SELECT * FROM <http://www.openlinksw.com/schemas/virtrdf#> { ?s ?p ?o }", 400, "has no graph"),
        ("SELECT (bif:left('a', 1) AS ?x) {}", 400, "the prefix bif: is not declared"),
        ("PREFIX bif: <a:> SELECT (bif:left('a', 1) AS ?x) {}", 400, "the server's own"),
        ("PREFIX x: <bif:> SELECT (x:left('a', 1) AS ?x) {}", 400, "the server's own"),
        (r"SELECT (<\u0062if:left>('a', 1) AS ?x) {}", 400, "the server's own"),
        ("SELECT (<SQL:left>('a', 1) AS ?x) {}", 400, "the server's own"),
        ("define get:soft 'soft' SELECT * { ?s ?p ?o }", 400, "no SPARQL query"),
        ("SELECT * { ?s ?p }", 400, "the server refuses the query"),
    ],
)
def test_what_the_endpoint_refuses(page, query, status, words):
    found = ask(page, query)
    assert found.status_code == status
    assert words in found.text
    assert found.text.count("\n") == 1


@pytest.mark.parametrize("graph", ["http://www.openlinksw.com/schemas/virtrdf#", "?g"])
def test_a_query_stays_within_the_reports(page, graph):
    held = f"SELECT DISTINCT ?s {{ GRAPH {graph if graph == '?g' else f'<{graph}>'} {{ ?s ?p ?o }} }}"
    rows = ask(page, held).json["results"]["bindings"]
    assert all(row["s"]["value"].startswith("https://w3id.org/kmgraph/") for row in rows)
    assert bool(rows) is (graph == "?g")


@pytest.mark.parametrize(("rows", "size", "cut"), [(7, 16_000_000, "rows"), (50_000, 3000, "bytes")])
def test_a_cut_is_said(place, rows, size, cut):
    question = answer.Question(ROWS, "json", max_rows=rows, max_bytes=size)
    found = remote.RemoteStore(place).answer(question, 5)
    said = json.loads(found.body)
    assert (found.cut, said["kmgraph"]) == (cut, {"rows": found.rows, "complete": False, "limit": cut})
    assert len(said["results"]["bindings"]) == found.rows > 3
    whole = remote.RemoteStore(place).answer(answer.Question(ROWS, "json"), 5)
    assert json.loads(whole.body)["results"]["bindings"][: found.rows] == said["results"]["bindings"]


@pytest.mark.parametrize("size", [1000, 3000, 3001, 3002, 3003, 3100])
def test_a_cut_graph_holds_whole_triples(place, size):
    question = answer.Question("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "ntriples", max_bytes=size)
    found = remote.RemoteStore(place).answer(question, 5)
    assert found.cut == "bytes"
    assert len(found.body.splitlines()) == found.rows + 1 > 2
    assert set(found.body.decode().splitlines()[:-1]) <= {f"{triple} ." for triple in sample().triples}


PAGES = (
    "/",
    f"/id/{web_sample.GOAL}",
    f"/id/{web_sample.GOAL}.ttl",
    "/graph",
    f"/graph?focus={web_sample.GOAL}&depth=2&year=2022&to={web_sample.PROJECT}&open={web_sample.PROJECT}~Task",
    f"/graph.svg?focus={web_sample.GOAL}&basis=stated",
    "/plan",
    "/report/530100-2022",
    "/list/project",
    "/search?q=石油",
    "/data",
    "/export.trig",
    "/export.xlsx?class=Project",
    "/sparql?query=DESCRIBE+<530100-2022>",
    "/.well-known/void",
    "/query?query=SELECT+*+{+?s+a+?class+}+ORDER+BY+?s+?class",
)


@pytest.mark.parametrize("path", PAGES)
def test_pages(page, folder, path):
    found, expected = page.get(path, follow_redirects=True), folder.get(path, follow_redirects=True)
    assert found.status_code == expected.status_code == 200
    if "DESCRIBE" not in path:  # each server describes as it likes
        assert len(found.data) == pytest.approx(len(expected.data), rel=0.05)


# --- servers that fail ----------------------------------------------------------------------------------------


@contextmanager
def server(behave):
    """A server that does as told with each request."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            behave(self)

        def log_message(self, *args):
            pass

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    thread = threading.Thread(target=listening.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield Address(f"http://127.0.0.1:{listening.server_port}/sparql?key=secret")
    finally:
        listening.shutdown()
        listening.server_close()
        thread.join()


def says(status, media, body, **headers):
    def behave(handler):
        handler.send_response(status)
        for name, value in {"Content-Type": media, "Content-Length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return behave


def hangs(handler):
    time.sleep(4)


def drips(handler):
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.end_headers()
    try:
        for _ in range(40):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.1)
    except OSError:
        pass


def breaks_off(handler):
    says(200, JSON, YES, Content_Length="1000")(handler)
    handler.close_connection = True


FAULTS = {
    "hangs": (hangs, 504, "took longer than"),
    "drips": (drips, 504, "took longer than its limit of 0.5 s"),
    "breaks off": (breaks_off, 502, "broke off"),
    "no HTTP": (lambda handler: handler.wfile.write(b"220 ftp ready\r\n"), 502, "broke off"),
    "html": (says(200, "text/html", b"<html>Welcome"), 502, "answers with 'text/html', which is no answer to a query"),
    "no type": (says(200, "", YES), 502, "no media type"),
    "broken": (says(200, JSON, b'{"head":{"vars":["s"]},"results":{"bindings":[{"s"'), 502, "answer is broken"),
    "other JSON": (says(200, JSON, b"[1, 2]"), 502, "answer is broken"),
    "not zipped": (says(200, JSON, b"\x1f\x8bnonsense", Content_Encoding="gzip"), 502, "broke off"),
    "500": (says(500, "text/plain", b"\x1b[31mout of\nmemory"), 502, "answers 500: [31mout of memory"),
    "moved": (says(301, "text/plain", b"", Location="http://example.org/"), 502, "answers 301: without a word"),
    "locked": (says(401, "text/plain", b""), 502, "set KMGRAPH_STORE_USER, KMGRAPH_STORE_PASSWORD"),
    "busy": (says(503, "text/plain", b"later"), 502, "answers 503: later"),
    "too slow": (says(504, "text/plain", b""), 504, "took longer than its limit"),
    "refuses": (says(400, "text/plain", b"no " * 1000), 400, "the server refuses the query: no no"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_server_that_fails(name, monkeypatch):
    """One line with the right status, in time, without the key of the address; the page stands, and names the fault."""
    behave, status, words = FAULTS[name]
    monkeypatch.setattr(remote, "_SILENCE", 0.5)
    monkeypatch.setattr(remote, "_WHOLE", 0.5)
    with server(behave) as address:
        known = remote._State({"generation": "1"}, ())  # as if the fault began after the page had been opened
        app = create_app(address, 0.5)
        app.extensions["kmgraph"].store._known = known
        page, began = app.test_client(), time.monotonic()
        found = ask(page, "SELECT * { ?s ?p ?o }")
        assert (found.status_code, found.text.count("\n")) == (status, 1)
        assert words in found.text
        assert "secret" not in found.text
        shown = page.get("/")
        assert shown.status_code in (status, 502, 504)
        assert "<nav" in shown.text
        assert "secret" not in shown.text
        assert time.monotonic() - began < 3.5


@pytest.mark.parametrize("name", ["hangs", "html", "500"])
def test_a_command_on_a_server_that_fails(name, monkeypatch, run):
    behave, _, words = FAULTS[name]
    monkeypatch.setattr(remote, "_SILENCE", 0.5)
    monkeypatch.setattr(remote, "_WHOLE", 0.5)
    with server(behave) as address:
        for command in (("query", "ASK {}"), ("export",), ("serve",), ("build",)):
            code, out, err = run(*command, "--store", address.query)
            assert (code, out, err.count("\n")) == (2, b"", 1)
            assert words in err
            assert "secret" not in err


def test_a_server_that_is_not_there(run):
    (port,) = servers.free_ports(1)
    address = f"http://127.0.0.1:{port}/sparql"
    assert "can't be reached" in run("query", "ASK {}", "--store", address)[2]
    page = create_app(Address(address), 1).test_client()
    assert page.get("/").status_code == ask(page, "ASK {}").status_code == 502
    assert page.get("/static/css/base.css").status_code in (200, 404)


def test_a_large_answer_is_not_read_to_its_end():
    body = gzip.compress(YES + b" " * 60_000_000)
    with server(says(200, JSON, body, Content_Encoding="gzip")) as address:
        began = time.monotonic()
        reply = wire.Server(address).ask("ASK {}", JSON, silence=5, seconds=5, most=1000)
        assert (reply.full, len(reply.body)) == (True, 1000)
        assert time.monotonic() - began < 5


def test_a_server_that_asks_for_a_password(monkeypatch):
    seen = []

    def behave(handler):
        seen.append(handler.headers.get("Authorization"))
        locked = says(401, "text/plain", b"", WWW_Authenticate='Basic realm="store"')
        (says(200, JSON, YES) if seen[-1] else locked)(handler)

    monkeypatch.setenv("KMGRAPH_STORE_USER", "reader")
    monkeypatch.setenv("KMGRAPH_STORE_PASSWORD", "open sesame")
    with server(behave) as address:
        asked = wire.Server(address)
        for _ in range(2):
            assert asked.ask("ASK {}", JSON, silence=5, seconds=5).body == YES
    assert seen == [None, *["Basic cmVhZGVyOm9wZW4gc2VzYW1l"] * 2]


def test_what_the_server_itself_cuts_is_said():
    body = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"literal","value":"1"}}]}}'
    with server(says(200, JSON, body, X_SPARQL_MaxRows="1")) as address:
        store = remote.RemoteStore(address)
        store._known = remote._State({"generation": "1"}, ())
        found = store.answer(answer.Question("SELECT ?s { ?s ?p ?o }", "json"), 5)
    assert (found.rows, found.cut) == (1, "rows")
    assert json.loads(found.body)["kmgraph"]["complete"] is False


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("https://reader:sesame@example.org/sparql", "leave name and password out"),
        ("ftp://example.org/sparql", "looks like https://example.org/sparql"),
        ("http://", "looks like"),
        ("http://exa mple.org/", "looks like"),
        ("http://example.org:port/", "can't be read"),
        ("http://[::1/", "can't be read"),
        ("http://example.org/\x1b[31m", "looks like"),
    ],
)
def test_an_address_that_can_not_be_used(run, text, words):
    with pytest.raises(StoreError, match=words):
        place_of(text)
    code, _, err = run("query", "ASK {}", "--store", text)
    assert (code, err.count("\n"), "sesame" in err) == (2, 1, False)
    assert words in err
    assert "\x1b" not in err


@pytest.mark.parametrize(
    ("address", "software", "graph_store"),
    [
        ("http://a/sparql", "virtuoso/07.20.3229 (linux)", "http://a/sparql-graph-crud-auth"),
        ("http://a/query", "oxigraph/0.5.13", "http://a/store"),
        ("http://a/plan/sparql", "fuseki", "http://a/plan/data"),
        ("http://a/plan", "apache jena fuseki (5.0)", "http://a/plan/data"),
        ("http://a/repositories/plan", "", "http://a/repositories/plan/rdf-graphs/service"),
    ],
)
def test_where_the_graph_store_is(address, software, graph_store):
    asked = wire.Server(Address(address))
    asked.software = software
    assert asked.graph_store() == graph_store
    named = wire.Server(Address(address, "http://b/data"))
    assert named.graph_store() == "http://b/data"


def test_a_server_whose_graph_store_can_not_be_told():
    with server(says(200, JSON, YES)) as address, pytest.raises(StoreError, match="--graph-store"):
        wire.Server(address).graph_store()


def test_graph_store_goes_with_a_server(run):
    assert "goes with --store and a server's address" in run("build", "--graph-store", "http://a/data")[2]
    assert isinstance(Store.open(Address("http://a/sparql")), remote.RemoteStore)


def test_a_heavy_query_ends_in_time_and_the_page_stands(tmp_path):
    with servers.oxigraph() as address:
        page = create_app(stores.load([sample()], Address(address)), 1).test_client()
        began = time.monotonic()
        found = ask(page, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
        assert (found.status_code, time.monotonic() - began < 5) == (504, True)
        assert "longer than its limit of 1 s" in found.text
        assert page.get(f"/id/{web_sample.GOAL}").status_code == 200


def test_a_query_that_is_cancelled_is_not_waited_for(monkeypatch):
    """The server may go on, and keeps its place among those that are asked, until it is done."""
    with server(hangs) as address:
        app = create_app(address, 3)
        reading = app.extensions["kmgraph"]
        reading.store._known = remote._State({"generation": "1"}, ())
        threading.Timer(0.3, reading.cancels.cancel, ("abc",)).start()
        began = time.monotonic()
        with pytest.raises(QueryCancelledError):
            reading.ask(reading.store, answer.Question("ASK {}", "json"), "abc")
        assert time.monotonic() - began < 3  # its limit
        assert reading._asking._value == reading._limits.waiting - 1
        reading.close()


def test_more_questions_than_may_wait_are_sent_away(monkeypatch):
    with server(hangs) as address:
        app = create_app(address, 1)
        reading = app.extensions["kmgraph"]
        reading.store._known = remote._State({"generation": "1"}, ())
        monkeypatch.setattr(reading, "_asking", threading.BoundedSemaphore(1))
        first = threading.Thread(target=ask, args=(app.test_client(), "ASK {}"))
        first.start()
        time.sleep(0.3)
        found = ask(app.test_client(), "ASK {}")
        first.join()
    assert (found.status_code, found.headers["Retry-After"]) == (429, "5")
