"""The SPARQL 1.1 Protocol over HTTP, on a real server: https://www.w3.org/TR/sparql11-protocol/."""

import http.client
import json
import threading
import time
from contextlib import closing
from urllib.parse import quote, urlencode

import pytest
import rdflib
import web_sample
from served import serving

from kmgraph.graph.workbook import MEDIA_TYPE

COUNT = "SELECT (COUNT(*) AS ?n) { ?s a <https://w3id.org/kmgraph/ontology#Project> }"
BUILD = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 5"
HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(STR(?c) != STR(?l)) }"
GRAPH = f"https://w3id.org/kmgraph/id/{web_sample.REPORT}"


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    with serving(web_sample.write(tmp_path_factory.mktemp("protocol") / "store"), timeout=4) as server:
        yield server.port


@pytest.fixture
def ask(port):
    def send(method, path, body=None, **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
            connection.request(method, path, body, named)
            with connection.getresponse() as response:
                return response.status, response.headers, response.read()

    return send


def get(ask, query, accept=None, **more):
    headers = {"Accept": accept} if accept else {}
    return ask("GET", "/sparql?" + urlencode({"query": query, **more}), **headers)


def number(body):
    return json.loads(body)["results"]["bindings"][0]["n"]["value"]


FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"


def test_query_by_get(ask):
    status, headers, body = get(ask, COUNT)
    assert (status, number(body)) == (200, "6")
    assert headers["Content-Type"] == "application/sparql-results+json"
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert (headers["Kmgraph-Rows"], headers["Kmgraph-Complete"]) == ("1", "true")


def test_query_by_form(ask):
    status, _, body = ask("POST", "/sparql", urlencode({"query": COUNT}), Content_Type=FORM)
    assert (status, number(body)) == (200, "6")


def test_query_by_body(ask):
    status, _, body = ask("POST", "/sparql", COUNT, Content_Type=f"{QUERY}; charset=utf-8")
    assert (status, number(body)) == (200, "6")


@pytest.mark.parametrize(
    ("query", "accept", "format", "media"),
    [
        (COUNT, "application/sparql-results+json", None, "application/sparql-results+json"),
        (COUNT, "application/sparql-results+xml", None, "application/sparql-results+xml"),
        (COUNT, "text/csv", None, "text/csv"),
        (COUNT, "text/tab-separated-values", None, "text/tab-separated-values"),
        (COUNT, None, "xlsx", MEDIA_TYPE),
        (COUNT, MEDIA_TYPE, None, MEDIA_TYPE),
        (COUNT, "text/turtle, text/csv;q=0.5", None, "text/csv"),
        (COUNT, "*/*", None, "application/sparql-results+json"),
        (COUNT, "text/html,application/xml;q=0.9,*/*;q=0.8", None, "application/sparql-results+json"),
        (COUNT, "text/turtle", "csv", "text/csv"),
        (COUNT, None, "application/sparql-results+xml", "application/sparql-results+xml"),
        ("ASK { }", "application/sparql-results+xml", None, "application/sparql-results+xml"),
        ("ASK { }", None, None, "application/sparql-results+json"),
        (BUILD, None, None, "text/turtle"),
        (BUILD, "application/n-triples", None, "application/n-triples"),
        (BUILD, "application/ld+json", None, "application/ld+json"),
        (BUILD, "application/rdf+xml", None, "application/rdf+xml"),
        (BUILD, None, "nt", "application/n-triples"),
        (f"DESCRIBE <{GRAPH}>", "text/turtle", None, "text/turtle"),
    ],
)
def test_the_form_of_the_answer(ask, query, accept, format, media):
    status, headers, body = get(ask, query, accept, **({"format": format} if format else {}))
    assert status == 200, body
    assert headers["Content-Type"].partition(";")[0] == media
    assert "Accept" in headers["Vary"]


@pytest.mark.parametrize("format", ["turtle", "ntriples", "jsonld", "rdfxml"])
def test_rdflib_reads_every_graph(ask, format):
    _, _, body = get(ask, BUILD, format=format)
    names = {"turtle": "turtle", "ntriples": "nt", "jsonld": "json-ld", "rdfxml": "xml"}
    assert len(rdflib.Graph().parse(data=body, format=names[format])) == 5


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "status", "says"),
    [
        ("GET", f"/sparql?query={quote('SELECT * {')}", None, {}, 400, "1:11"),
        ("GET", f"/sparql?query={quote(COUNT)}&query=ASK%7B%7D", None, {}, 400, "one query"),
        ("GET", "/sparql?query=", None, {}, 400, "no query"),
        ("GET", "/sparql?query=%", None, {}, 400, "no SPARQL query"),
        ("GET", "/sparql?query=ASK%7B%7D%", None, {}, 400, "1:7"),
        ("GET", "/sparql?query=ASK%7B%7D%00", None, {}, 400, "1:7"),
        ("GET", "/sparql?query=%ED%A0%80", None, {}, 400, "UTF-8"),
        ("GET", "/sparql?query=ASK%7B%7D&format=a%0Ab%1B%5B31m", None, {}, 400, "format=a b [31m does not fit"),
        ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=a%0Ab", None, {}, 400, "no graph <a b>"),
        ("GET", "/sparql?query=ASK%7B%7D%FF", None, {}, 400, "UTF-8"),
        ("POST", "/sparql", urlencode({"query": COUNT}), {}, 415, "application/sparql-query"),
        ("POST", "/sparql", COUNT, {"Content_Type": "text/plain"}, 415, "application/sparql-query"),
        ("POST", "/sparql", b"ASK {} # \xff", {"Content_Type": QUERY}, 400, "UTF-8"),
        ("POST", "/sparql", COUNT.encode("utf-16"), {"Content_Type": QUERY}, 400, "UTF-8"),
        ("POST", "/sparql", 'ASK { ?s ?p "滇池" }'.encode("gbk"), {"Content_Type": QUERY}, 400, "UTF-8"),
        ("POST", "/sparql", b"query=ASK%7B%7D%FF", {"Content_Type": FORM}, 400, "UTF-8"),
        ("POST", "/sparql", b"\x1f\x8b\x08", {"Content_Type": QUERY, "Content_Encoding": "gzip"}, 400, "UTF-8"),
        ("POST", "/sparql", "", {"Content_Type": QUERY}, 400, "no query"),
        ("POST", "/sparql", "a=b", {"Content_Type": FORM}, 400, "no query"),
        ("POST", "/sparql", urlencode({"update": "CLEAR ALL"}), {"Content_Type": FORM}, 403, "only reads"),
        ("POST", "/sparql", "CLEAR ALL", {"Content_Type": "application/sparql-update"}, 403, "only reads"),
        ("GET", f"/sparql?query={quote('INSERT DATA { <a:a> <a:b> 1 }')}", None, {}, 403, "only reads"),
        ("GET", f"/sparql?query={quote('SELECT * { SERVICE <http://127.0.0.1/> {} }')}", None, {}, 403, "SERVICE"),
        ("GET", f"/sparql?query={quote('SELECT * FROM <file:///etc/passwd> {}')}", None, {}, 400, GRAPH),
        ("GET", f"/sparql?query={quote(COUNT)}&default-graph-uri=http://nowhere/", None, {}, 400, GRAPH),
        ("GET", f"/sparql?query={quote(COUNT)}&named-graph-uri=http://nowhere/", None, {}, 400, GRAPH),
        ("GET", f"/sparql?query={quote(COUNT)}", None, {"Accept": "image/png"}, 406, "application/sparql-results"),
        ("GET", f"/sparql?query={quote(COUNT)}", None, {"Accept": "text/turtle"}, 406, "text/csv"),
        ("GET", f"/sparql?query={quote(COUNT)}&format=turtle", None, {}, 400, "json, xml, csv, tsv"),
        ("PUT", "/sparql", COUNT, {}, 405, "method"),
        ("DELETE", "/sparql", None, {}, 405, "method"),
        ("POST", "/sparql", "ASK {" + " " * 200_000 + "}", {"Content_Type": QUERY}, 413, "the limit is 100,000"),
        ("POST", "/sparql", "ASK {" + " " * 1_000_000 + "}", {"Content_Type": QUERY}, 413, "1,000,006 characters"),
        ("POST", "/sparql", "query=" + "A" * 1_000_000, {"Content_Type": FORM}, 413, "1,000,000 characters"),
        ("POST", "/sparql", "ASK {" + " " * 2_000_000 + "}", {"Content_Type": QUERY}, 413, ""),
        ("POST", "/sparql", "ASK " + "{" * 5000 + "}" * 5000, {"Content_Type": QUERY}, 400, "nested"),
        ("POST", "/sparql", "ASK { FILTER(" + "1+" * 20_000 + "1) }", {"Content_Type": QUERY}, 503, "too deeply"),
        ("POST", "/sparql", "ASK { FILTER(" + "!" * 90_000 + "true) }", {"Content_Type": QUERY}, 503, "too deeply"),
        ("POST", "/sparql", "ASK { ?s " + "<a:a>/" * 15_000 + "<a:a> ?o }", {"Content_Type": QUERY}, 503, "too deeply"),
    ],
)
def test_what_is_refused_says_why_in_one_line(ask, method, path, body, headers, status, says):
    found, answer, text = ask(method, path, body, **headers)
    assert found == status, text
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert says in text.decode()
    assert text.decode().removesuffix("\n").isprintable()
    assert get(ask, COUNT)[0] == 200


def test_the_dataset_of_the_protocol(ask):
    inside = get(ask, COUNT, **{"default-graph-uri": GRAPH})
    assert number(inside[2]) == "6"
    nothing = get(ask, COUNT, **{"named-graph-uri": GRAPH})
    assert number(nothing[2]) == "0"


def test_from_a_graph_of_the_store(ask):
    assert number(get(ask, COUNT.replace("{", f"FROM <{GRAPH}> {{", 1))[2]) == "6"


def test_without_a_query_a_browser_is_led_to_the_editor(ask):
    status, headers, _ = ask("GET", "/sparql", Accept="text/html,*/*;q=0.8")
    assert (status, headers["Location"]) == (303, "/query")


def test_without_a_query_a_program_gets_the_service_description(ask):
    status, headers, body = ask("GET", "/sparql")
    assert (status, headers["Content-Type"]) == (200, "text/turtle; charset=utf-8")
    described = rdflib.Graph().parse(data=body, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    assert (None, sd.supportedLanguage, sd.SPARQL11Query) in described
    assert (None, sd.name, rdflib.URIRef(GRAPH)) in described
    assert ask("GET", "/sparql", Accept="application/ld+json")[1]["Content-Type"] == "application/ld+json"


@pytest.mark.parametrize(
    "path",
    [f"/sparql?query={quote(COUNT)}", f"/sparql?query={quote(COUNT)}&format=csv", "/sparql", "/sparql?query=SELECT"],
)
def test_head_is_get_without_the_body(ask, path):
    status, headers, body = ask("HEAD", path)
    expected, others, _ = ask("GET", path)
    assert (status, body) == (expected, b"")
    for name in ("Content-Type", "Vary", "Access-Control-Allow-Origin", "Kmgraph-Rows", "Kmgraph-Version"):
        assert headers[name] == others[name]


def test_a_browser_may_ask_from_any_site(ask):
    wanted = {"Origin": "http://example.com", "Access_Control_Request_Headers": "content-type"}
    status, headers, body = ask("OPTIONS", "/sparql", Access_Control_Request_Method="POST", **wanted)
    assert (status, body) == (204, b"")
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["Access-Control-Allow-Methods"] == headers["Allow"] == "GET, HEAD, POST, OPTIONS"
    assert "Content-Type" in headers["Access-Control-Allow-Headers"]
    assert "Kmgraph-Complete" in get(ask, COUNT)[1]["Access-Control-Expose-Headers"]


def test_time_runs_out_with_503(ask):
    began = time.monotonic()
    status, headers, body = get(ask, HEAVY)
    assert status == 503
    assert b"longer than its limit of 4 s" in body
    assert headers["Retry-After"] == "5"
    assert time.monotonic() - began < 2 * 4  # without a limit it takes hours


def test_ten_heavy_queries_do_not_block_a_light_one(ask):
    found = []
    threads = [threading.Thread(target=lambda: found.append(get(ask, HEAVY)[0])) for _ in range(10)]
    for thread in threads:
        thread.start()
    time.sleep(0.2)
    for _ in range(5):
        assert get(ask, COUNT)[0] == 200
    ended_before = found.count(503)  # those whose time had run out; a full queue (429) answers at once
    for thread in threads:
        thread.join()
    assert ended_before == 0
    assert set(found) <= {429, 503}


def test_a_million_rows_are_cut_and_it_is_said(ask):
    status, headers, body = get(ask, "SELECT * { ?a ?b ?c . ?d ?e ?f }")
    assert status == 200
    assert headers["Kmgraph-Complete"].startswith("false; limit=")
    assert json.loads(body)["kmgraph"]["complete"] is False
    assert len(json.loads(body)["results"]["bindings"]) == int(headers["Kmgraph-Rows"])
