"""The page of the ontology, and the ontology and the vocabularies as files."""

import html
import re
from importlib.resources import files
from itertools import combinations

import pytest
import rdflib
import web_sample
from lxml import etree

from kmgraph.graph import documentation
from kmgraph.graph.documentation import entries
from kmgraph.graph.ontology import KMG, rooms, term
from kmgraph.graph.queries import select
from kmgraph_web import diagram
from kmgraph_web.app import create_app

ROOM = files("kmgraph_ontology")
NAMES = [entry.name for entry in entries()]


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    app = create_app(web_sample.write(tmp_path_factory.mktemp("web") / "store"), timeout=5)
    app.testing = True
    yield app.test_client()
    app.extensions["kmgraph"].close()


@pytest.fixture
def page(client):
    return lambda language="zh": client.get("/ontology", headers={"Accept-Language": language}).text


def article(page, name):
    return re.search(rf'<article class="term" id="{name}">.*?</article>', page, re.DOTALL).group()


# --- the page -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_term_has_its_anchor_label_and_meaning(page, language):
    shown = page(language)
    for entry in entries():
        said = article(shown, entry.name)
        assert f">{entry.term.labels[language]}</a> <code>kmg:{entry.name}</code>" in said
        assert f"<p>{html.escape(entry.term.comments[language], quote=False)}</p>" in said.replace(
            "&#34;", '"'
        ).replace("&#39;", "'")
        if entry.term.inverse:
            assert f"<dd>{entry.term.inverse[language]}</dd>" in said
    assert re.findall(r'<article class="term" id="(\w+)">', shown) == NAMES


def test_a_term_says_what_stands_above_and_below_it_and_what_it_joins(page):
    shown = page("en")
    goal, supports, figure = article(shown, "Goal"), article(shown, "supports"), article(shown, "Figure")
    assert '<dt>kind of</dt><dd><a href="#Figure">figure</a></dd>' in goal
    assert '<dt>kinds of it</dt><dd><a href="#Goal">goal</a>, <a href="#Result">result</a></dd>' in figure
    assert (
        '<a href="https://schema.org/QuantitativeValue" rel="external"><code>schema:QuantitativeValue</code></a>'
        in figure
    )
    assert '<dt>object</dt><dd><a href="#Goal">goal</a></dd>' in supports
    assert re.search(
        r'<a href="#Fact">fact</a>; <span class="soft">mostly</span> <a href="#Project">project</a>', supports
    )
    assert "云煤能源200万吨焦化环保搬迁 支撑 石油及化工产业产值 1120亿元" in supports
    assert "地区生产总值 增长 7.5%左右" in goal


def test_every_link_within_the_page_leads_somewhere(page):
    shown = page()
    assert set(re.findall(r'href="#([\w-]+)"', shown)) <= set(re.findall(r'\sid="([\w-]+)"', shown))


def test_counts_are_those_of_the_store_and_lead_to_their_nodes(client, page):
    store = web_sample.Store.in_memory(web_sample.quads())
    counted = documentation.counts(store)
    assert counted[KMG + "Project"] == 6
    assert counted[KMG + "Figure"] == counted[KMG + "Goal"] + counted[KMG + "Result"]
    for entry in entries():
        listed = len(list(select(store, documentation.question(entry))))
        assert listed == min(counted[entry.term.iri], 1000), entry.name
    assert 'class="count" href="/query?query=' in article(page(), "Project")
    address = re.search(r'class="count" href="([^"]+)"', article(page(), "Project")).group(1)
    assert "显示 6 / 共 6 行" in client.get(address.replace("&amp;", "&"), headers={"Accept-Language": "zh"}).text


def test_the_vocabularies_are_listed_with_number_source_and_date(page):
    shown = page("en").partition('id="vocabularies"')[2]
    assert [scheme.file for scheme in documentation.schemes()] == list(rooms())
    for scheme in documentation.schemes():
        assert f'href="/vocabularies/{scheme.file}"' in shown
        assert scheme.titles["en"] in shown
        assert not scheme.date or f'"{scheme.date}"^^xsd:date' in (ROOM / scheme.file).read_text(encoding="utf-8")
    industries = next(scheme for scheme in documentation.schemes() if scheme.file == "industries.ttl")
    assert industries.concepts == 187
    assert industries.date
    assert "GB/T 4754" in industries.source


# --- the picture ----------------------------------------------------------------------------------------------


def drawn(client, language="zh"):
    with client.application.test_request_context(headers={"Accept-Language": language}):
        return diagram.draw(language)


def test_every_class_and_every_relation_is_drawn(client):
    picture = drawn(client)
    assert {box.name for box in picture.boxes} == {entry.name for entry in entries() if entry.is_class}
    relations = {entry.term.iri for entry in entries() if entry.term.kind == "ObjectProperty"}
    named = {iri for name in picture.names for iri, _ in name.properties}
    assert named == relations | {term("prov:wasDerivedFrom").value}


@pytest.mark.parametrize("arrow", diagram.ARROWS, ids=lambda arrow: f"{arrow[0]} {arrow[1]} {arrow[2]}")
def test_an_arrow_says_what_the_ontology_says(arrow):
    source, properties, target, _ = arrow
    if not properties:
        assert target in above(source)
    for name in properties:
        entry = next((e for e in entries() if e.term.iri == term(name).value), None)
        if entry is None:  # PROV-O says what joins what by prov:wasDerivedFrom
            continue
        for end, always, usual in (
            (source, entry.domain, entry.usual_domain),
            (target, entry.range, entry.usual_range),
        ):
            declared = {iri.removeprefix(KMG) for iri in (usual or always)}
            assert not declared or declared & above(end), (name, end, declared)


def above(name):
    """The class and all that it is a kind of."""
    parents = next(entry.above for entry in entries() if entry.name == name)
    return {name}.union(*(above(iri.removeprefix(KMG)) for iri in parents if iri.startswith(KMG)))


def test_boxes_lie_apart_within_the_picture_and_in_their_frames(client):
    boxes = drawn(client).boxes
    assert all(
        b.x >= 0 and b.x + b.width <= diagram.WIDTH and b.y >= 0 and b.y + b.height <= diagram.HEIGHT for b in boxes
    )
    for one, other in combinations([b for b in boxes if not b.frame], 2):
        beside = one.x + one.width <= other.x or other.x + other.width <= one.x
        assert beside or one.y + one.height < other.y or other.y + other.height < one.y, (one, other)
    places = {b.name: b for b in boxes}
    for frame in (b for b in boxes if b.frame):
        for kind in (e.name for e in entries() if frame.name in above(e.name) and e.name != frame.name):
            box = places[kind]
            assert frame.x < box.x
            assert box.x + box.width < frame.x + frame.width
            assert frame.y < box.y
            assert box.y + box.height < frame.y + frame.height


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_picture_is_well_formed_and_no_name_is_written_over_another(client, page, language):
    svg = re.search(r'<svg class="diagram".*?</svg>', page(language), re.DOTALL).group()
    tree = etree.fromstring(svg)
    assert len(tree.findall(".//path[@d]")) == len(drawn(client).lines) + 2
    names = drawn(client, language).names
    for one, other in combinations(names, 2):
        assert abs(one.x - other.x) > 60 or abs(one.y - other.y) >= 14, (one, other)


# --- the files ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "media", "address"),
    [
        ("text/html", "text/html", "/ontology"),
        ("*/*", "text/html", "/ontology"),
        ("application/xhtml+xml,text/html;q=0.9,*/*;q=0.8", "text/html", "/ontology"),
        ("text/turtle", "text/turtle", "/ontology.ttl"),
        ("application/ld+json, text/html;q=0.5", "application/ld+json", "/ontology.jsonld"),
        ("application/rdf+xml", "application/rdf+xml", "/ontology.rdf"),
        ("application/n-triples", "application/n-triples", "/ontology.nt"),
    ],
)
def test_a_client_gets_the_form_that_it_likes_best(client, accept, media, address):
    response = client.get("/ontology", headers={"Accept": accept})
    assert response.status_code == 200
    assert response.mimetype == media
    assert response.headers["Content-Location"] == address
    assert "Accept" in response.headers["Vary"].split(", ")
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_no_form_for_a_picture(client):
    assert client.get("/ontology", headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize(("ending", "form"), [("ttl", "turtle"), ("jsonld", "json-ld"), ("rdf", "xml"), ("nt", "nt")])
def test_every_form_says_the_same(client, ending, form):
    sent = rdflib.Graph().parse(data=client.get(f"/ontology.{ending}").data, format=form)
    written = rdflib.Graph().parse(data=(ROOM / "kmgraph.ttl").read_bytes(), format="turtle")
    assert set(sent) == set(written)


@pytest.mark.parametrize("name", ["shapes.ttl", *rooms()])
def test_a_vocabulary_is_sent_as_it_is(client, name):
    response = client.get(f"/vocabularies/{name}")
    assert response.data == (ROOM / name).read_bytes()
    assert response.mimetype == "text/turtle"


@pytest.mark.parametrize(
    "address",
    [
        "/ontology.pdf",
        "/ontology.",
        "/vocabularies/none.ttl",
        "/vocabularies/..%2fpyproject.ttl",
        "/vocabularies/kmgraph.py",
    ],
)
def test_what_there_is_not_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_the_data_page_leads_to_the_ontology(client):
    assert 'href="/ontology"' in client.get("/data").text
