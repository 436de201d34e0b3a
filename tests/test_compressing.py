"""Text goes out compressed where that is wanted, means the same, and is known again."""

import gzip

import pytest

from kmgraph import stores
from kmgraph_web import caching
from kmgraph_web.app import create_app

REPORT = "530100-2022"
PAGES = ["/", "/graph", f"/report/{REPORT}", "/plan", "/id/district-530181", "/list/goal", "/search?q=滇池", "/query"]
DATA = ["/graph.json", "/graph.svg", "/export.ttl", "/export.csv", "/id/district-530181.jsonld"]
STATIC = ["/static/css/kmgraph.css", "/static/js/graph.js", "/static/img/icon.svg"]
KNOWN = ["/", "/graph", "/graph?lang=en", "/graph.json", "/graph.svg", f"/report/{REPORT}", "/plan", "/export.ttl"]
KNOWN += [f"/export.csv?report={REPORT}", "/export.ttl?class=Goal", "/id/district-530181", "/list/goal", STATIC[0]]


@pytest.fixture(scope="module")
def client():
    app = create_app(stores.bundled_store(), timeout=5)
    yield app.test_client(use_cookies=False)
    app.extensions["kmgraph"].close()


@pytest.mark.parametrize("path", [*PAGES, *DATA, *STATIC])
def test_a_text_means_the_same_compressed(client, path):
    plain = client.get(path, buffered=True)
    packed = client.get(path, headers={"Accept-Encoding": "gzip, deflate, br"}, buffered=True)
    assert plain.status_code == packed.status_code == 200
    assert "Content-Encoding" not in plain.headers
    assert "Accept-Encoding" in packed.vary
    assert "Accept-Encoding" in plain.vary
    if len(plain.data) >= 1000:
        assert packed.headers["Content-Encoding"] == "gzip"
        assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data)
        assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["Content-Type"] == plain.headers["Content-Type"]


@pytest.mark.parametrize(
    ("accepts", "encoding"),
    [
        ("gzip", "gzip"),
        ("br, gzip;q=0.5", "gzip"),
        ("*", "gzip"),
        ("", None),
        ("br", None),
        ("identity", None),
        ("gzip;q=0", None),
        ("gzip;q=0.2, identity;q=0.8", None),
    ],
)
def test_only_who_accepts_it_gets_it(client, accepts, encoding):
    answer = client.get("/", headers={"Accept-Encoding": accepts}, buffered=True)
    assert answer.headers.get("Content-Encoding") == encoding


@pytest.mark.parametrize(
    "path", ["/sparql?query=ASK{}", "/sparql?query=SELECT * { ?s ?p ?o } LIMIT 100", "/export.xlsx", "/graph.json?x=1"]
)
def test_what_the_endpoint_answers_and_what_is_packed_already_goes_out_as_it_is(client, path):
    answer = client.get(path, headers={"Accept-Encoding": "gzip"}, buffered=True)
    assert ("Content-Encoding" in answer.headers) == path.startswith("/graph.json")


@pytest.mark.parametrize("path", KNOWN)
@pytest.mark.parametrize("accepts", ["gzip", "identity"])
def test_who_has_it_already_gets_a_304(client, path, accepts):
    headers = {"Accept-Encoding": accepts, "Accept-Language": "zh"}
    first = client.get(path, headers=headers, buffered=True)
    again = client.get(path, headers={**headers, "If-None-Match": first.headers["ETag"]}, buffered=True)
    assert (again.status_code, again.data) == (304, b"")
    assert "Content-Encoding" not in again.headers
    assert client.get(path, headers={**headers, "If-None-Match": '"other"'}, buffered=True).status_code == 200


def test_another_language_or_theme_is_another_page(client):
    chinese = client.get("/graph", headers={"Accept-Language": "zh"}, buffered=True)
    known = {"If-None-Match": chinese.headers["ETag"]}
    assert client.get("/graph", headers={"Accept-Language": "en", **known}, buffered=True).status_code == 200
    assert (
        client.get("/graph.json", headers={"Accept-Language": "en"}, buffered=True).headers["ETag"]
        != (client.get("/graph.json", headers={"Accept-Language": "zh"}, buffered=True).headers["ETag"])
    )
    dark = client.get("/graph", headers={"Accept-Language": "zh", "Cookie": "theme=dark", **known}, buffered=True)
    assert dark.status_code == 200


def test_a_page_is_rendered_once_and_only_so_many_are_kept(monkeypatch):
    monkeypatch.setattr(caching, "_pages", {})
    made = []
    for number in (*range(caching.MOST + 1), 1, 0):
        assert (
            caching.kept(str(number), lambda number=number: made.append(number) or f"page {number}") == f"page {number}"
        )
    assert made == [*range(caching.MOST + 1), 0]  # the oldest one had to go
    assert caching.kept("large", lambda: "x" * (caching.LARGEST + 1))
    assert "large" not in caching._pages


def test_head_tells_the_length_of_what_get_sends(client):
    for path in ("/", STATIC[0]):
        head = client.head(path, headers={"Accept-Encoding": "gzip"})
        assert head.data == b""
        got = client.get(path, headers={"Accept-Encoding": "gzip"}, buffered=True)
        assert int(head.headers["Content-Length"]) == len(got.data)


def test_a_part_of_a_static_file_is_sent_as_it_is(client):
    part = client.get(STATIC[0], headers={"Accept-Encoding": "gzip", "Range": "bytes=0-9"}, buffered=True)
    assert (part.status_code, len(part.data)) == (206, 10)
    assert "Content-Encoding" not in part.headers


def test_a_page_that_is_not_there_has_no_tag(client):
    for path in ("/graph?focus=nothing", "/export.ttl?focus=nothing", "/graph.svg?focus=nothing"):
        missing = client.get(path, headers={"Accept-Encoding": "gzip"}, buffered=True)
        assert missing.status_code == 404
        assert "ETag" not in missing.headers
        assert "nothing" in gzip.decompress(missing.data).decode()
