"""Linked data over HTTP, on a real server: every resource at /id/… as a page and as data."""

import html
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import time
from contextlib import closing
from urllib.parse import quote

import pyoxigraph
import pytest
import rdflib
import web_sample
from ports import free_port
from pyoxigraph import Literal, NamedNode, Quad
from web_sample import GOAL, HOSTILE, PROJECT, REPORT

from kmgraph.graph import description
from kmgraph.graph.ontology import KMG, KMR, term
from kmgraph.graph.store import Store, write_store
from kmgraph_web import beside
from kmgraph_web.datablock import datablock

SERVE = "import sys; from pathlib import Path; from kmgraph_web.serving import serve; serve(Path(sys.argv[1]), port=int(sys.argv[2]))"
HUB, PARTS = "industry-hub", 5000
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
RDFLIB = "text/turtle, application/rdf+xml;q=0.9, application/n-triples;q=0.8, */*;q=0.1"
FORMATS = {"ttl": "turtle", "jsonld": "json-ld", "nt": "nt"}
PAGE, TURTLE, JSONLD, NTRIPLES = "text/html", "text/turtle", "application/ld+json", "application/n-triples"
ENDING = {PAGE: "html", TURTLE: "ttl", JSONLD: "jsonld", NTRIPLES: "nt"}


def quads():
    """The sample, and an industry to which 5,000 projects belong."""
    yield from web_sample.quads()
    hub = NamedNode(KMR + HUB)
    told = [(hub, "rdf:type", term("kmg:Industry")), (hub, "rdfs:label", Literal("万业", language="zh"))]
    for number in range(PARTS):
        project = NamedNode(f"{KMR}{REPORT}-project-{number:08x}")
        told += [
            (project, "rdf:type", term("kmg:Project")),
            (project, "rdfs:label", Literal(f"工程{number}", language="zh")),
            (project, "kmg:inIndustry", hub),
        ]
    for subject, name, value in told:
        yield Quad(subject, term(name), value)
        yield Quad(subject, term(name), value, NamedNode(KMR + REPORT))


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("linked") / "store"
    write_store(path, quads(), {"version": "0.1.0"})
    return path


@pytest.fixture(scope="module")
def store(path):
    return Store.open(path)


@pytest.fixture(scope="module")
def port(path):
    number = free_port()
    server = subprocess.Popen([sys.executable, "-c", SERVE, str(path), str(number)])
    for _ in range(150):
        try:
            socket.create_connection(("127.0.0.1", number), 1).close()
            break
        except OSError:
            time.sleep(0.1)
    yield number
    server.terminate()
    server.wait(15)


@pytest.fixture
def ask(port):
    def send(path, method="GET", **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
            connection.request(method, quote(path, safe="/?&=:%.-_"), headers=named)
            with connection.getresponse() as response:
                return response.status, response.headers, response.read()

    return send


def varies(headers):
    return {name.strip() for value in headers.get_all("Vary", []) for name in value.split(",")}


# --- which form -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, PAGE),
        ("", PAGE),
        ("*/*", PAGE),
        ("*", PAGE),
        ("*; q=.2, text/turtle", TURTLE),
        (BROWSER, PAGE),
        ("application/xhtml+xml", PAGE),
        ("text/*", PAGE),
        ("text/html;q=0, text/*", TURTLE),
        ("application/*", JSONLD),
        ("text/turtle", TURTLE),
        ("TEXT/TURTLE", TURTLE),
        ("text/turtle;charset=utf-8", TURTLE),
        ("application/x-turtle", TURTLE),
        (RDFLIB, TURTLE),
        ("application/ld+json", JSONLD),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', JSONLD),
        ("application/json", JSONLD),
        ("application/n-triples", NTRIPLES),
        ("text/plain", NTRIPLES),
        ("application/rdf+xml, application/n-triples;q=0.2", NTRIPLES),
        ("text/turtle;q=0.4, application/ld+json;q=0.6", JSONLD),
        ("text/html;q=0.5, text/turtle;q=0.9, */*;q=0.1", TURTLE),
        ("text/html;q=0.5, */*;q=0.9", TURTLE),
        ("text/turtle;q=0, */*", PAGE),
        ("*/*, text/turtle", TURTLE),
        ("text/turtle, text/html", TURTLE),
        ("text/html, text/turtle", PAGE),
        ("image/png, text/turtle;q=0.001", TURTLE),
        ("text/html;q=x, text/turtle", TURTLE),
    ],
)
def test_a_form_for_each_accept_header(ask, accept, media):
    status, headers, body = ask(f"/id/{PROJECT}", **({} if accept is None else {"Accept": accept}))
    assert (status, headers.get_content_type()) == (200, media)
    assert headers["Content-Location"] == f"/id/{PROJECT}.{ENDING[media]}"
    assert "Accept" in varies(headers)
    same = ask(headers["Content-Location"], Accept="image/png")[2]
    assert body == (same.replace(b'.html">', b'">', 1) if media == PAGE else same)  # the page knows where one is


@pytest.mark.parametrize(
    "accept", ["image/png", "application/rdf+xml", "*/*;q=0", "text/turtle;q=0", "audio/*, video/*", "nonsense"]
)
def test_an_unknown_type_is_406_and_one_line_lists_what_there_is(ask, accept):
    status, headers, body = ask(f"/id/{PROJECT}", Accept=accept)
    assert (status, headers.get_content_type()) == (406, "text/plain")
    assert body.decode() == f"this resource comes as {PAGE}, {TURTLE}, {JSONLD}, {NTRIPLES}\n"
    assert "Accept" in varies(headers)


@pytest.mark.parametrize("ending", ENDING.values())
@pytest.mark.parametrize("accept", ["image/png", "text/turtle", BROWSER])
def test_a_files_ending_wins(ask, ending, accept):
    status, headers, _ = ask(f"/id/{PROJECT}.{ending}", Accept=accept)
    assert (status, ENDING[headers.get_content_type()]) == (200, ending)
    assert headers["Content-Location"] == f"/id/{PROJECT}.{ending}"
    assert "Accept" not in varies(headers)


def test_a_page_varies_on_the_readers_settings_and_data_on_nothing(ask):
    assert varies(ask(f"/id/{PROJECT}.html")[1]) == {"Cookie", "Accept-Language", "Accept-Encoding"}
    assert varies(ask(f"/id/{PROJECT}.ttl")[1]) == {"Accept-Encoding"}
    _, chinese, _ = ask(f"/id/{PROJECT}", Accept_Language="zh")
    _, english, _ = ask(f"/id/{PROJECT}", Accept_Language="en")
    assert (chinese["Content-Language"], english["Content-Language"]) == ("zh", "en")


def test_each_form_names_the_others(ask):
    links = ask(f"/id/{PROJECT}")[1]["Link"]
    assert f'</id/{PROJECT}>; rel="canonical"' in links
    for media, ending in list(ENDING.items())[1:]:
        assert f'</id/{PROJECT}.{ending}>; rel="describedby"; type="{media}"' in links
        page = ask(f"/id/{PROJECT}")[2].decode()
        assert re.search(rf'<link rel="alternate" type="{re.escape(media)}"[^>]* href="/id/{PROJECT}.{ending}">', page)
    links = ask(f"/id/{PROJECT}.ttl")[1]["Link"]
    assert f'<{KMR}{PROJECT}>; rel="describes"' in links
    assert f'</id/{PROJECT}.html>; rel="alternate"; type="text/html"' in links


@pytest.mark.parametrize("address", [f"/id/{PROJECT}", f"/id/{PROJECT}.ttl", f"/id/{PROJECT}.jsonld"])
def test_head_says_what_get_says_without_the_body(ask, address):
    status, headers, body = ask(address, "HEAD")
    _, whole, _ = ask(address)
    assert (status, body) == (200, b"")
    for name in ("Content-Type", "Content-Location", "ETag", "Link", "Cache-Control"):
        assert headers[name] == whole[name]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_is_written(ask, method):
    assert ask(f"/id/{PROJECT}", method)[0] == 405


# --- what need not be sent again ------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["", ".html", ".ttl", ".jsonld", ".nt"])
def test_what_is_known_is_not_sent_again(ask, ending):
    _, headers, _ = ask(f"/id/{PROJECT}{ending}")
    tag = headers["ETag"]
    assert re.fullmatch('"[0-9a-f]+"', tag)
    for known in (tag, f'"x", {tag}', f"W/{tag}", "*"):
        status, again, body = ask(f"/id/{PROJECT}{ending}", If_None_Match=known)
        assert (status, body, again["ETag"]) == (304, b"", tag)
        assert (again["Cache-Control"], varies(again)) == (headers["Cache-Control"], varies(headers))
    assert ask(f"/id/{PROJECT}{ending}", If_None_Match='"other"')[0] == 200


def test_each_form_language_theme_and_address_has_a_tag_of_its_own(ask):
    asked = [
        (f"/id/{PROJECT}", {}),
        (f"/id/{PROJECT}.html", {}),
        (f"/id/{PROJECT}", {"Accept_Language": "en"}),
        (f"/id/{PROJECT}", {"Cookie": "theme=dark"}),
        (f"/id/{PROJECT}", {"Accept": TURTLE}),
        (f"/id/{PROJECT}", {"Accept": JSONLD}),
        (f"/id/{PROJECT}", {"Accept": NTRIPLES}),
        (f"/id/{GOAL}", {}),
    ]
    tags = [ask(address, **headers)[1]["ETag"] for address, headers in asked]
    assert len(set(tags)) == len(tags)


def test_data_may_be_kept_a_minute_and_a_page_is_asked_for_again(ask):
    assert ask(f"/id/{PROJECT}.ttl")[1]["Cache-Control"] == "public, max-age=60"
    assert ask(f"/id/{PROJECT}")[1]["Cache-Control"] == "private, no-cache"


def test_a_store_built_anew_has_other_tags(tmp_path):
    from kmgraph_web.app import create_app

    tags = []
    for name, when in (("first", 1), ("second", 2)):
        path = web_sample.write(tmp_path / name)
        (tmp_path / name).rename(tmp_path / "store")
        os.utime(tmp_path / "store" / "generation-000001" / "about.json", ns=(when, when))
        app = create_app(tmp_path / "store")
        tags.append(app.test_client().get(f"/id/{PROJECT}.ttl").headers["ETag"])
        (tmp_path / "store").rename(path)
    assert tags[0] != tags[1]


# --- what is there, and what is not ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["nope", "district-53018", "a b", "nope.ttl", "nope.html"])
def test_an_unknown_resource_is_404_with_a_search(ask, name):
    status, headers, body = ask(f"/id/{name}", Accept=BROWSER)
    assert (status, headers.get_content_type()) == (404, PAGE)
    assert 'name="q"' in body.decode()
    assert "ETag" not in headers
    assert "Accept" in varies(headers)


def test_a_program_is_told_what_it_may_have_meant(ask):
    status, headers, body = ask("/id/district-53018", Accept=TURTLE, If_None_Match="*")
    assert (status, headers.get_content_type()) == (404, "text/plain")
    assert body.decode().count("\n") == 1
    assert "district-530181 (安宁市)" in body.decode()


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("name", [PROJECT, GOAL, REPORT, "district-530181", HUB, *HOSTILE])
def test_every_form_says_the_same(ask, ending, name):
    body = ask(f"/id/{name}.{ending}")[2]
    found = rdflib.Graph().parse(data=body, format=FORMATS[ending])
    expected = rdflib.Graph().parse(data=ask(f"/id/{name}.nt")[2], format="nt")
    assert len(found) == len(expected) > 3
    assert {(s, p) for s, p, _ in found} == {(s, p) for s, p, _ in expected}
    media = {"ttl": TURTLE, "jsonld": JSONLD, "nt": NTRIPLES}[ending]
    parsed = list(pyoxigraph.parse(body, format=pyoxigraph.RdfFormat.from_media_type(media)))
    assert len({quad.triple for quad in parsed}) == len(expected)


def test_the_data_stands_alone(ask):
    graph = rdflib.Graph().parse(data=ask(f"/id/{PROJECT}.ttl")[2], format="turtle")
    kmg, oa, prov = (rdflib.Namespace(n) for n in (KMG, "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/prov#"))
    project, goal = rdflib.URIRef(KMR + PROJECT), rdflib.URIRef(KMR + GOAL)
    assert (project, kmg.supports, goal) in graph
    assert graph.value(goal, rdflib.RDFS.label) is not None
    # what points to it, with its class
    commitment = next(graph.subjects(kmg.includes, project))
    assert (commitment, rdflib.RDF.type, kmg.Commitment) in graph
    # the link behind each relation, with basis, rule and sentence
    for relation, basis in ((kmg.supports, "stated"), (kmg.inIndustry, "inferred")):
        (link,) = (
            link
            for link in graph.subjects(rdflib.RDF.predicate, relation)
            if (link, rdflib.RDF.subject, project) in graph
        )
        assert str(graph.value(link, kmg.basis)) == basis
        assert str(graph.value(link, kmg.rule)) == "same_sentence"
        assert graph.value(graph.value(link, prov.wasDerivedFrom), kmg.text) is not None
    # its sentences, by position and quotation
    for sentence in graph.objects(project, prov.wasDerivedFrom):
        selectors = list(graph.objects(sentence, oa.hasSelector))
        assert {int(graph.value(s, oa.end)) for s in selectors if graph.value(s, oa.end)}
        assert [str(graph.value(s, oa.exact)) for s in selectors if graph.value(s, oa.exact)] == [
            str(graph.value(sentence, kmg.text))
        ]
    # every node of ours that is named has a class
    ours = {node for triple in graph for node in triple if str(node).startswith(KMR)}
    assert [node for node in ours if graph.value(node, rdflib.RDF.type) is None] == []


def test_what_is_left_out_of_the_data_is_said(ask, store):
    _, headers, body = ask(f"/id/{HUB}.ttl")
    graph = rdflib.Graph().parse(data=body, format="turtle")
    assert headers["Kmgraph-Complete"] == "false; limit=100"
    assert len(list(graph.subjects(rdflib.URIRef(KMG + "inIndustry")))) == 100
    said = {str(text) for text in graph.objects(rdflib.URIRef(f"{KMR}{HUB}.ttl"), rdflib.RDFS.comment)}
    assert "100 of 5000 values of kmg:inIndustry that point to this resource are here" in said
    assert any("共 5000 个" in text for text in said)
    assert ask(f"/id/{PROJECT}.ttl")[1]["Kmgraph-Complete"] == "true"
    assert description.describe(store, KMR + HUB).triples == description.describe(store, KMR + HUB).triples


# --- the page -------------------------------------------------------------------------------------------------


def test_a_page_has_facts_sentence_and_neighbours_in_both_directions(ask):
    page = ask(f"/id/{PROJECT}", Accept_Language="en")[2].decode()
    for words in ("supports", "is included in", "is located in", "inferred"):
        assert words in page
    assert "<mark>云南裕能</mark>" in page
    goal = ask(f"/id/{GOAL}", Accept_Language="zh")[2].decode()
    assert re.search(r'由其支撑 <span class="count">6</span>', goal)


def test_a_relation_with_thousands_of_values_shows_the_first_and_the_way_to_the_rest(ask):
    page = ask(f"/id/{HUB}")[2].decode()
    assert page.count('<a class="ref"') < 100
    assert '<span class="count">5000</span>' in page
    (rest,) = set(re.findall(rf'href="(/id/{HUB}/in/[^"]+)"', page))
    seen = []
    while rest:
        listed = ask(html.unescape(rest))[2].decode()
        seen += re.findall(r'href="/id/(530100-2022-project-\w+)"', listed)
        following = re.search(r'rel="next" href="([^"]+)"', listed)
        rest = following[1] if following else None
    assert len(seen) == len(set(seen)) == PARTS


def test_lists_are_in_the_order_of_the_text(ask):
    tasks = ["扎实做好产业培育,推动产业成链集群发展", "重塑工业传统产业新优势", "提升“滇池”<保护>治理"]
    page = html.unescape(ask("/list/task", Accept_Language="zh")[2].decode())
    assert re.findall(r"<span>([^<]*(?:<保护>)?[^<]*)</span></a></li>", page) == tasks
    parts = html.unescape(ask(f"/id/{REPORT}-task-44444444")[2].decode())
    assert parts.index(tasks[1]) < parts.index(tasks[2])


@pytest.mark.parametrize("address", ["/list/nope", "/list/task?page=2", "/list/link", "/list/Goal"])
def test_a_class_that_is_not_listed_is_404(ask, address):
    assert ask(address)[0] == 404


def test_a_list_says_where_one_is(ask):
    page = ask(f"/id/{HUB}/in/kmg:inIndustry?page=50", Accept_Language="zh")[2].decode()
    assert "第 4901 – 5000 个，共 5000 个" in page
    assert 'rel="prev"' in page
    assert 'rel="next"' not in page
    first, tagged = (ask(f"/id/{HUB}/in/kmg:inIndustry{page}")[1]["ETag"] for page in ("", "?page=2"))
    assert first != tagged
    assert ask(f"/id/{HUB}/in/kmg:inIndustry", If_None_Match=first)[0] == 304


@pytest.mark.parametrize(
    "address",
    [
        f"/id/{HUB}/in/kmg:inIndustry?page=51", f"/id/{HUB}/out/kmg:inIndustry", f"/id/{HUB}/in/kmg:nothing",
        "/id/nope/in/kmg:partOf", f"/id/{HUB}/beside/kmg:partOf", f"/id/{HUB}/in/", "/id/%00/in/kmg:partOf",
        f"/id/{HUB}/in/%3Cscript%3E",
    ],
)  # fmt: skip
def test_a_list_that_is_not_there_is_404(ask, address):
    status, _, body = ask(address)
    assert status == 404
    assert b"<script>" not in body


def block(page):
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return found


@pytest.mark.parametrize("name", [PROJECT, REPORT, HUB, *HOSTILE])
def test_the_page_carries_its_data_as_json_ld(ask, name):
    page = ask(f"/id/{name}")[2].decode()
    found = block(page)
    assert "<" not in found
    assert ">" not in found
    graph = rdflib.Graph().parse(data=found, format="json-ld")
    label = graph.value(rdflib.URIRef(KMR + name), rdflib.RDFS.label)
    assert str(label) == HOSTILE.get(name, str(label))
    whole = rdflib.Graph().parse(data=ask(f"/id/{name}.nt")[2], format="nt")
    said = rdflib.URIRef(f"{KMR}{name}.ttl")
    assert {triple for triple in graph if triple[0] != said} <= set(whole)
    assert (rdflib.URIRef(KMR + name), rdflib.RDF.type, None) in graph


@pytest.mark.parametrize(
    "label", ["</script><script>alert(1)</script>", "<!-- <script>", "]]>", "\u2028\u2029", "&lt;"]
)
def test_no_label_breaks_out_of_the_data_block(label):
    node = NamedNode(KMR + "x")
    quads = [
        Quad(node, term("rdf:type"), term("kmg:Project")),
        Quad(node, term("rdfs:label"), Literal(label, language="zh")),
    ]
    written = str(datablock(Store.in_memory(quads), KMR + "x"))
    assert not re.search("[<>&\u2028\u2029]", written)
    assert json.loads(written)["@graph"][-1]["label"] == label


def test_pages_of_lists_are_no_longer_than_a_reader_reads():
    assert beside.MOST <= beside.PAGE <= 100
