import html
import json
import re
from pathlib import Path

import pytest
import rdflib
import web_sample
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from pyoxigraph import Literal, NamedNode, Quad
from web_sample import GOAL, HOSTILE, PROJECT, REPORT, TASK

import kmgraph_web
from kmgraph.errors import StoreError
from kmgraph.graph.ontology import KMR, term
from kmgraph.graph.store import write_store
from kmgraph.search import finding, making
from kmgraph_web import overview, search, settings
from kmgraph_web.app import create_app
from kmgraph_web.questions import read

WEB = Path(kmgraph_web.__file__).parent
PAGES = [
    "/", "/search?q=滇池", "/search", "/search?q=xyzzy", "/graph", f"/graph?focus={PROJECT}&depth=3&hide=",
    f"/graph?focus={GOAL}&select={PROJECT}&open={TASK}", f"/id/{PROJECT}", f"/id/{GOAL}", f"/id/{TASK}", f"/id/{REPORT}",
    f"/report/{REPORT}", "/query", "/query?query=ASK{}", "/query?query=SELECT%20*%20{?s%20?p%20?o}", "/query?query=x", "/data",
    "/ontology",
    "/nope", "/id/nope", "/id/district-530", "/report/nope", "/graph?focus=nope",
]  # fmt: skip


# --- every page -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", PAGES)
def test_nothing_is_loaded_from_another_host_and_nothing_runs_inline(visit, address):
    response = visit(address)
    page = response.text
    assert response.status_code in (200, 400, 404)
    assert not re.findall(r"""(?:src|action)=["'](?:https?:)?//""", page)
    assert not re.findall(r"<link[^>]*href=[\"'](?:https?:)?//", page)
    assert not re.findall(r'<script(?![^>]*\ssrc=)(?! type="application/ld\+json">)', page)
    assert not re.findall(r"""\s(?:on\w+|style)=["']""", page)
    assert response.headers["Content-Security-Policy"].startswith("default-src 'self'; script-src 'self';")
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_is_there_in_both_languages(visit, address, language):
    page = visit(address, Accept_Language=language).text
    assert f'<html lang="{"zh-CN" if language == "zh" else "en"}"' in page
    assert (">提问<" in page) == (language == "zh")
    assert (">Ask<" in page) == (language == "en")


@pytest.mark.parametrize(
    "address", [f"/graph?focus={GOAL}", f"/id/{GOAL}", f"/report/{REPORT}", "/query?query=SELECT * {?s rdfs:label ?o}"]
)
def test_hostile_names_show_as_text(visit, address):
    address = address.replace("rdfs:label", "<http://www.w3.org/2000/01/rdf-schema%23label>")
    page = visit(address).text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "49}}" not in page
    assert "</title>{{" not in page


@pytest.mark.parametrize("name", HOSTILE)
def test_the_page_of_a_hostile_name(visit, name):
    page = visit(f"/id/{name}").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert f'href="/graph?focus={name}"' in page


def test_hostile_words_in_the_address_show_as_text(visit):
    for address in (
        '/search?q="><script>alert(1)</script>',
        '/id/"><script>alert(1)</script>',
        "/query?query=<script>alert(1)</script>",
    ):
        assert "<script>alert" not in visit(address).text


# --- start and search -----------------------------------------------------------------------------------------


def test_the_start_page_shows_goals_beside_their_last_results(visit):
    page = visit("/").text
    row = re.search(r"<tr>(?:(?!</tr>).)*地区生产总值.*?</tr>", page, re.DOTALL).group()
    assert "增长 3.7%" in row
    assert "增长 7.5% 左右" in row
    assert "<svg" in row
    assert "<b>6</b> 项目" in page
    assert "安宁市" in page


def test_bounds_are_said_in_the_readers_language(visit):
    page = visit("/", Accept_Language="en").text
    assert "up 7.5% or so" in page
    assert "<b>6</b> projects<" in page
    assert "<b>1</b> result<" in page


def test_tasks_are_counted_with_all_that_lies_within():
    store = web_sample.Store.in_memory(web_sample.quads())
    rows = overview.tasks(store, KMR + REPORT)
    assert [(row.label, row.commitments, row.projects, row.goals) for row in rows] == [
        ("重塑工业传统产业新优势", 1, 2, 1),
        ("提升“滇池”<保护>治理", 1, 1, 0),
    ]


def test_search_finds_names_and_sentences(visit):
    page = visit("/search?q=滇池").text
    assert "<mark>滇池</mark>" in page
    assert "语句" in page
    assert "没有找到“xyzzy”" in visit("/search?q=xyzzy").text


@pytest.mark.parametrize(
    ("text", "words", "pieces"),
    [
        ("滇池治理", "滇池", [("滇池", True), ("治理", False)]),
        (
            "保护滇池，治理滇池",
            "滇池 治理",
            [("保护", False), ("滇池", True), ("，", False), ("治理", True), ("滇池", True)],
        ),
        ("GDP and gdp", "Gdp", [("GDP", True), (" and ", False), ("gdp", True)]),
        ("滇池", "", [("滇池", False)]),
    ],
)
def test_hits_are_marked(text, words, pieces):
    assert (
        list(search.pieces(text, finding.marks(finding.read(making.make(web_sample.Store.in_memory([])), words), text)))
        == pieces
    )


# --- explore --------------------------------------------------------------------------------------------------


def test_the_picture_is_json_with_positions(visit):
    picture = visit(f"/graph.json?focus={GOAL}").json
    assert picture["focus"] == GOAL
    nodes = {node["id"]: node for node in picture["nodes"]}
    assert nodes[PROJECT]["shape"] == "hexagon"
    assert {"x", "y", "label", "title", "group"} <= nodes[GOAL].keys()
    name = f"{PROJECT}~kmg:supports~{GOAL}"  # by which the page asks for the sentence of the relation
    assert {"id": name, "from": PROJECT, "to": GOAL, "title": "支撑", "dashes": False, "arrows": "to"} in picture[
        "edges"
    ]


def test_the_table_beside_the_picture_says_the_same(visit):
    picture = visit(f"/graph.json?focus={GOAL}&depth=2").json
    page = visit(f"/graph?focus={GOAL}&depth=2").text
    assert page.count("<tr>") - 1 == len(picture["edges"])
    for node in picture["nodes"]:
        assert f"focus={node['id']}" in page


def test_inferred_relations_are_dashed_and_said(visit):
    picture = visit(f"/graph.json?focus={PROJECT}").json
    assert [edge["title"] for edge in picture["edges"] if edge["dashes"]] == ["所属行业"]
    assert "推断" in visit(f"/graph?focus={PROJECT}").text


def test_classes_can_be_left_out(visit):
    kinds = {node["group"] for node in visit(f"/graph.json?focus={PROJECT}&depth=2&hide=Task,Commitment").json["nodes"]}
    assert "Commitment" not in kinds
    assert "Goal" in kinds


def test_a_node_is_opened_besides_the_focus(visit):
    alone = visit(f"/graph.json?focus={GOAL}").json["nodes"]
    more = visit(f"/graph.json?focus={GOAL}&open={PROJECT}").json["nodes"]
    assert len(more) > len(alone)


@pytest.mark.parametrize(
    "query", ["depth=99", "depth=-1", "depth=x", "limit=0", "limit=²", "hide=%00", "open=&open=", "select="]
)
def test_an_address_edited_by_hand_still_shows(visit, query):
    assert visit(f"/graph?focus={GOAL}&{query}").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/%", "/id/%", "/id/%00", "/id/%FF%FE", "/search?q=%00", "/search?q=%", "/search?q=%FF", "/search?q=%5C%22%27%7D",
        "/?report=%00", "/graph?focus=%00", "/graph?focus=%FF", "/graph?open=%00", f"/graph?focus={GOAL}&select=%3Cx%3E",
        "/graph.json?focus=%20", "/report/%00", "/export.ttl?focus=%00", "/export.ttl?depth=99999999999", "/id/kmg:Goal",
        "/query?query=%00", "/query?query=%FF", "/query?question=../../etc/passwd", "/static/%2e%2e/app.py",
        "/search?q=" + "%E6%BB%87" * 3000, "/id/" + "a" * 5000, "/query?query=ASK%7B%7D&show=x",
    ],
)  # fmt: skip
def test_no_address_is_a_fault_of_the_server(visit, address):
    assert visit(address).status_code in (200, 400, 404)


def test_a_commitment_is_not_listed_again_as_its_sentence(visit):
    page = visit("/search?q=在安宁落地").text
    assert page.count('<span class="kind">承诺</span>') == 1
    assert '<span class="kind">语句</span>' not in page


# --- read -----------------------------------------------------------------------------------------------------


def test_a_resource_opens_its_sentence(visit):
    page = visit(f"/id/{GOAL}").text
    assert "<mark>1120亿元</mark>" in page
    assert f'href="/report/{REPORT}#s-1e1a5aec"' in page
    assert "云南裕能" in page


def test_the_report_shows_every_sentence_with_its_facts(visit):
    page = visit(f"/report/{REPORT}").text
    assert 'id="s-1e1a5aec"' in page
    assert re.search(rf'<a class="m k-Goal" href="/id/{GOAL}"[^>]*>1120亿元</a>', page)
    assert re.search(r'<a class="m k-District" href="/id/district-530181"[^>]*>安宁</a>', page)
    assert re.search(r'<a class="tail k-Commitment"', page)
    assert "<h3>" in page
    text = re.sub(r"<[^>]+>", "", page.replace("¶", ""))
    assert "加快云南裕能、云天化动力电池材料等项目建设,确保石油及化工产业产值达1120亿元。" in text


@pytest.mark.parametrize(
    ("accept", "media", "location"),
    [
        (None, "text/html", f"/id/{PROJECT}.html"),
        ("*/*", "text/html", f"/id/{PROJECT}.html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html", f"/id/{PROJECT}.html"),
        ("text/turtle", "text/turtle", f"/id/{PROJECT}.ttl"),
        ("application/ld+json, text/turtle;q=0.5", "application/ld+json", f"/id/{PROJECT}.jsonld"),
        ("application/n-triples", "application/n-triples", f"/id/{PROJECT}.nt"),
    ],
)
def test_content_negotiation(visit, accept, media, location):
    response = visit(f"/id/{PROJECT}", **({"Accept": accept} if accept else {}))
    assert (response.status_code, response.mimetype) == (200, media)
    assert response.headers["Content-Location"] == location
    assert "Accept" in response.vary


def test_an_unknown_type_is_406(visit):
    assert visit(f"/id/{PROJECT}", Accept="image/png").status_code == 406


@pytest.mark.parametrize(("ending", "format"), [("ttl", "turtle"), ("jsonld", "json-ld"), ("nt", "nt")])
def test_the_address_may_end_in_the_format(visit, ending, format):
    response = visit(f"/id/{PROJECT}.{ending}", Accept="text/html")
    graph = rdflib.Graph().parse(data=response.data, format=format)
    project = rdflib.URIRef(KMR + PROJECT)
    assert (project, rdflib.RDFS.label, rdflib.Literal("云南裕能", lang="zh")) in graph
    assert (project, None, rdflib.URIRef(KMR + GOAL)) in graph


@pytest.mark.parametrize("name", ["nope", "nope.ttl", f"{REPORT}-project-99999990", "a b", "%3Cscript%3E", "530181"])
def test_an_unknown_id_is_404_with_a_search(visit, name):
    response = visit(f"/id/{name}")
    assert response.status_code == 404
    assert 'name="q"' in response.text


def test_a_404_says_what_it_may_have_been(visit):
    assert "安宁市" in visit("/id/district-53018").text


# --- ask and data ---------------------------------------------------------------------------------------------


def test_the_answer_is_a_table_with_links_and_downloads(visit):
    query = "SELECT ?p ?n { ?p a <https://w3id.org/kmgraph/ontology%23Project> ; <https://w3id.org/kmgraph/ontology%23supports> ?g } LIMIT 3"
    page = visit(f"/query?query={query}").text
    assert "显示 3 / 共 3 行" in page
    assert re.search(r'<td[^>]*><a href="/id/530100-2022-project-\w+"', page)
    assert "format=csv" in page


def test_a_cut_table_says_so(visit):
    page = visit("/query?query=SELECT * {?a ?b ?c . ?d ?e ?f }&show=7").text
    assert re.search(r"显示 7 / 共 \d+ 行", page)
    assert "已截断" in page


@pytest.mark.parametrize(
    ("query", "status", "says"),
    [
        ("SELECT * {", 400, "1:11"),
        ("INSERT DATA {}", 403, "only reads"),
        ("SELECT * { ?s <a:b> 1 }", 200, "没有符合条件的结果"),
    ],
)
def test_a_query_without_an_answer_says_why(visit, query, status, says):
    response = visit(f"/query?query={query}")
    assert response.status_code == status
    assert says in response.text


def test_titles_stand_in_the_head_of_a_saved_question():
    text = "# zh: 哪些项目？\n# en: Which projects?\nSELECT * {}\n"
    assert read("q", text, "zh").title == "哪些项目？"
    assert read("q", text, "en").title == "Which projects?"
    assert read("q", text, "en").query == "SELECT * {}\n"


# --- settings, texts, store -----------------------------------------------------------------------------------


def test_language_and_theme_are_kept(app):
    client = app.test_client()
    response = client.post("/settings", data={"language": "en", "back": f"/id/{PROJECT}"})
    assert (response.status_code, response.headers["Location"]) == (303, f"/id/{PROJECT}")
    client.post("/settings", data={"theme": "dark"})
    page = client.get("/", headers={"Accept-Language": "zh"}).text
    assert '<html lang="en" data-theme="dark">' in page


@pytest.mark.parametrize(
    "address", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "", "/a\nb"]
)
def test_one_is_never_sent_to_another_site(address):
    assert settings.back(address) == "/"


def test_saved_questions_are_listed_by_theme_and_the_asked_one_is_open(visit):
    page = visit("/query?question=44-facts-of-a-sentence", Accept_Language="en").text
    (opened,) = re.findall(r"<details open>\s*<summary>(.*?) <span", page)
    assert opened == "Grounds and sources"
    assert len(re.findall(r"<summary>", page.partition('class="gallery"')[2].partition("</nav>")[0])) == 6
    assert 'question=44-facts-of-a-sentence" aria-current="true">' in page
    (first,) = re.findall(r"<details open>\s*<summary>(.*?) <span", visit("/query").text)
    assert first == "目标与成果"


def test_the_compiled_texts_are_those_of_the_catalogue():
    folder = WEB / "translations" / "en" / "LC_MESSAGES"
    with open(folder / "messages.po", "rb") as po, open(folder / "messages.mo", "rb") as mo:
        texts, compiled = read_po(po), read_mo(mo)
    assert {"".join(m.id): "".join(m.string) for m in texts} == {"".join(m.id): "".join(m.string) for m in compiled}
    assert all(m.string if isinstance(m.string, str) else all(m.string) for m in texts)


def test_every_text_of_a_template_has_its_english():
    with open(WEB / "translations" / "en" / "LC_MESSAGES" / "messages.po", "rb") as po:
        known = {m.id if isinstance(m.id, str) else m.id[0] for m in read_po(po)}
    used = {
        text
        for template in (WEB / "templates").rglob("*.html")
        for text in re.findall(r"\b(?:_|ngettext)\('((?:[^'\\]|\\.)*)'", template.read_text(encoding="utf-8"))
    }
    assert used - known == set()


def test_a_newer_generation_is_read(tmp_path):
    path = web_sample.write(tmp_path / "store")
    app = create_app(path)
    client = app.test_client()
    assert "晋宁" not in client.get("/search?q=晋宁").text.partition("<main")[2].replace("没有找到“晋宁”", "")
    node = NamedNode(KMR + "district-530115")
    new = [
        Quad(node, term("rdf:type"), term("kmg:District")),
        Quad(node, term("rdfs:label"), Literal("晋宁区", language="zh")),
    ]
    write_store(path, [*web_sample.quads(), *new], {})
    app.extensions["kmgraph"]._looked = 0
    assert "<mark>晋宁</mark>区" in client.get("/search?q=晋宁").text


def test_a_generation_that_can_not_be_read_leaves_the_old_one_serving(tmp_path):
    path = web_sample.write(tmp_path / "store")
    app = create_app(path)
    (path / "generation-000009").mkdir()
    (path / "generation-000009" / "CURRENT").write_text("broken")
    (path / "current").write_text("generation-000009\n")
    app.extensions["kmgraph"]._looked = 0
    assert "昆明市2022年" in app.test_client().get("/").text


def test_several_reports_have_a_chooser(tmp_path):
    other = [
        Quad(NamedNode(KMR + "530100-2023"), term("rdf:type"), term("kmg:Report")),
        Quad(NamedNode(KMR + "530100-2023"), term("rdfs:label"), Literal("昆明市2023年政府工作报告", language="zh")),
    ]
    write_store(tmp_path / "store", [*web_sample.quads(), *other], {})
    client = create_app(tmp_path / "store").test_client()
    page = client.get(f"/?report={REPORT}").text
    assert 'href="/?report=530100-2023"' in page
    assert f'href="/?report={REPORT}" aria-current="true"' in page


def test_an_empty_store_says_what_to_do(tmp_path):
    write_store(tmp_path / "store", [], {})
    client = create_app(tmp_path / "store").test_client()
    assert "kmgraph build" in client.get("/").text
    assert client.get("/graph").status_code == 404


def test_no_store_is_an_error_of_one_line(tmp_path, monkeypatch):
    monkeypatch.delenv("KMGRAPH_STORE", raising=False)
    with pytest.raises(StoreError, match="kmgraph serve"):
        create_app()
    with pytest.raises(StoreError, match="there is no store"):
        create_app(tmp_path)


def test_the_json_says_no_more_than_it_must(visit):
    assert json.loads(visit("/graph.json").text).keys() == {"focus", "left_out", "nodes", "edges"}


# --- phases and units -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("node", "language", "property", "name"),
    [
        (PROJECT, "zh", "阶段", "在建"),
        (PROJECT, "en", "phase", "Under construction"),
        (GOAL, "zh", "计量单位", "亿元"),
        (GOAL, "en", "is measured in", "100 million yuan"),
    ],
)
@pytest.mark.parametrize("address", ["/id/{}", "/graph?focus={}"])
def test_phase_and_unit_are_called_in_the_readers_language(visit, address, node, language, property, name):
    page = visit(address.format(node), Accept_Language=language).text
    relation = next(part for part in page.split("<section") if f"<h3>{property} " in part)
    assert re.search(rf"<span[^>]*>{name}</span>", relation)
    assert "phase-construction<" not in page


@pytest.mark.parametrize(("language", "name"), [("zh", "在建"), ("en", "Under construction")])
def test_a_phase_has_a_page_with_its_projects(visit, language, name):
    page = visit("/id/phase-construction", Accept_Language=language).text
    assert re.search(rf"<h1><span[^>]*>{name}</span>", page)
    assert "云南裕能" in page


def test_the_phase_goes_into_the_line_that_changes_a_project(visit):
    page = html.unescape(visit(f"/id/{PROJECT}").text)
    lines = [json.loads(line) for line in re.findall(r"^.*(\{\"action\".*\})", page, re.MULTILINE)]
    assert {line.get("phase") for line in lines if line["action"] == "change"} == {"在建"}
