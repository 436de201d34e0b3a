"""`/query` as a reader uses it, over HTTP and without JavaScript."""

import ast
import html
import re
import shlex
import threading
import time

import pytest

from kmgraph import stores
from kmgraph_web import chart, snippets
from kmgraph_web.app import create_app
from kmgraph_web.chart import chart_of
from kmgraph_web.shown import Cell

HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(STR(?c) != STR(?l)) }"


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    app = create_app(stores.load([stores.bundled_graph()], tmp_path_factory.mktemp("asking") / "store"), timeout=8)
    app.testing = True
    yield app
    app.extensions["kmgraph"].close()


@pytest.fixture
def visit(app):
    client = app.test_client()

    def get(address="/query", language="zh", headers=None, **values):
        return client.get(
            address, query_string=values or None, headers={"Accept-Language": language, **(headers or {})}
        )

    return get


def editor(page):
    return html.unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)[1])


# --- slots ----------------------------------------------------------------------------------------------------


def test_a_sentence_with_its_slot_offers_what_the_store_holds(visit):
    page = visit(question="03-in-a-district").text
    assert '<option value="district-530181" selected>安宁市</option>' in page
    assert '<option value="district-530114">呈贡区</option>' in page
    assert "显示 5 / 共 5 行" in page


def test_another_value_is_written_into_the_query_and_answered(visit):
    page = visit(question="03-in-a-district", place="district-530114").text
    assert "VALUES ?place { kmr:district-530114 }" in editor(page)
    assert '<option value="district-530114" selected>呈贡区</option>' in page
    assert "呈贡" in page.partition("<tbody>")[2]


def test_two_slots_at_once(visit):
    page = visit(question="49-goals-of-a-year", year="2021", unit="%").text
    assert 'VALUES ?year { "2021"^^xsd:gYear }' in editor(page)
    assert 'VALUES ?unit { "%" }' in editor(page)
    assert "地区生产总值 增长 8%" in page


@pytest.mark.parametrize("place", ["nope", "district-999999", "<script>", "a b", "} { ?s ?p ?o", "%00"])
def test_a_value_that_the_store_has_not_is_refused_in_one_line(visit, place):
    response = visit(question="03-in-a-district", place=place)
    assert response.status_code == 400
    assert "place: this graph has no" in response.text
    assert "<script>" not in response.text.partition("<main")[2].partition("</main>")[0]


def test_typed_words_cannot_leave_their_string(visit):
    response = visit(question="44-facts-of-a-sentence", words='" } ?s ?p ?o . { "\\')
    assert response.status_code == 200
    assert 'VALUES ?words { "\\" } ?s ?p ?o . { \\"\\\\" }' in editor(response.text)
    assert "没有符合条件的结果" in response.text
    assert "安宁" in visit(question="44-facts-of-a-sentence", words="安宁").text.partition("<tbody>")[2]


def test_an_empty_slot_is_that_of_the_file(visit):
    assert "显示 5 / 共 5 行" in visit(question="03-in-a-district", place="").text


# --- three steps ----------------------------------------------------------------------------------------------


def test_three_steps_write_a_query_and_ask_it(visit):
    first = visit().text
    assert '<option value="Project">项目</option>' in first
    assert 'name="with"' not in first
    second = visit(what="Goal").text
    assert 'name="with" value="unit"' in second
    assert 'name="when"' in second
    query = editor(visit(what="Goal", when="2021", **{"with": ["unit", "value"]}).text)
    assert query.splitlines()[-8:] == [
        "SELECT DISTINCT ?goal ?name ?unit ?value WHERE {",
        '  VALUES ?when { "2021"^^xsd:gYear }',
        "  ?goal a kmg:Goal ; rdfs:label ?name .",
        "  ?goal kmg:year ?when .",
        "  OPTIONAL { ?goal kmg:unit ?unit }",
        "  OPTIONAL { ?goal kmg:value ?value }",
        "}",
        "ORDER BY ?name",
    ]


@pytest.mark.parametrize(
    "what", ["Goal", "Result", "Task", "Commitment", "Project", "Indicator", "District", "Sentence"]
)
def test_every_class_can_be_asked_with_all_that_it_has(visit, what):
    page = visit(what=what).text
    narrowed = re.findall(r'<select name="(\w+)"[^>]*><option value="">[^<]*</option><option value="([^"]+)"', page)
    sent = {"with": re.findall(r'name="with" value="(\w+)"', page), **dict(narrowed)}
    response = visit(what=what, **sent)
    assert response.status_code == 200
    assert "共 0 行" not in visit(what=what, **{"with": sent["with"]}).text
    assert all(f"kmg:{name}" in editor(response.text) for name in sent["with"])


@pytest.mark.parametrize(
    "values",
    [{"what": "nope"}, {"what": "Goal } { ?s ?p ?o"}, {"what": "Goal", "with": "x } {"}, {"what": "Goal", "when": '"'}],
)
def test_what_the_store_has_not_gets_into_no_query(visit, values):
    response = visit(**values)
    assert response.status_code == 200
    assert "?s ?p ?o" not in editor(response.text)
    assert "x }" not in editor(response.text)


# --- the answer -----------------------------------------------------------------------------------------------


def test_an_answer_says_rows_time_and_version(visit):
    page = re.sub(r"<[^>]+>", "", visit(question="05-most-projects").text)
    assert re.search(r"显示 10 / 共 10 行\s*· \d+ ms · 版本 [0-9a-f]{6}\.1", page)


def test_label_and_iri_stand_in_one_cell(visit):
    page = visit(question="01-petrochemical-projects").text
    assert re.search(
        r'<td[^>]*><a href="/id/(530100-2022-project-\w+)"[^>]*>[^<]+</a> <code class="iri"[^>]*>kmr:\1</code></td>',
        page,
    )


def test_the_nodes_of_an_answer_lead_to_one_picture(visit):
    page = visit(question="01-petrochemical-projects").text
    (address,) = re.findall(r'href="(/graph\?focus=[^"]*open=[^"]*)"', page)
    shown = visit(html.unescape(address)).text
    assert "中石油云南炼化一体化转型升级项目" in shown
    assert "云煤能源200万吨焦化环保搬迁" in shown
    assert 'href="/graph?focus' not in visit(question="07-phases").text.partition("<main")[2]


def test_the_chart_is_made_by_the_server(visit):
    page = visit(question="35-output-goals-by-industry", view="chart").text
    assert page.count("<rect") == 5
    assert "<table" not in page
    assert "view=chart" in visit(question="35-output-goals-by-industry").text
    assert "view=chart" not in visit(question="03-in-a-district").text


def test_the_raw_answer_is_the_endpoints(visit):
    page = html.unescape(visit(question="07-phases", view="raw").text)
    assert '{"head":{"vars":["phase","projects"]}' in page


CELLS = {
    "n": lambda v: Cell(str(v), note="xsd:decimal"),
    "t": lambda v: Cell(v),
    "y": lambda v: Cell(v, note="xsd:gYear"),
}


def rows(kinds, *values):
    return tuple(
        tuple(None if v is None else CELLS[kind](v) for kind, v in zip(kinds, row, strict=True)) for row in values
    )


@pytest.mark.parametrize(
    ("kinds", "values", "form"),
    [
        ("tn", [("甲", 1), ("乙", 2)], "bar"),
        ("nt", [(1, "甲"), (2, "乙")], "bar"),
        ("tn", [("甲", -1), ("乙", None), ("丙", "NaN"), ("丁", 0)], "bar"),
        ("yn", [("2022", 1), ("2020", 2)], "line"),
        ("yn", [("2022", 1), ("2022", 2)], "bar"),
        ("yn", [("2022Z", 1), ("-0044", 2)], "bar"),
        ("tn", [("甲", 1)], None),
        ("tt", [("甲", "乙"), ("丙", "丁")], None),
        ("nn", [(1, 2), (3, 4)], None),
        ("tn", [], None),
    ],
)
def test_the_form_of_a_chart(kinds, values, form):
    found = chart_of(("a", "b"), rows(kinds, *values))
    assert (found.form if found else None) == form


def test_bars_stand_on_both_sides_of_zero_and_in_proportion():
    found = chart_of(("a", "b"), rows("tn", ("甲", -10), ("乙", 30), ("丙", 0)))
    below, above, none = found.bars
    assert (below.end, above.x) == (pytest.approx(found.zero), pytest.approx(found.zero))
    assert above.length == pytest.approx(3 * below.length)
    assert none.length == 0
    assert above.end < chart.WIDTH


def test_a_line_keeps_the_distance_of_its_years():
    found = chart_of(("a", "b"), rows("yn", ("2022", 4), ("2015", 1), ("2020", 2)))
    assert [point.label for point in found.bars] == ["2015", "2020", "2022"]
    first, second, third = (point.x for point in found.bars)
    assert (second - first) / (third - second) == pytest.approx(5 / 2)
    assert found.bars[2].y < found.bars[1].y < found.bars[0].y


def test_rows_past_the_chart_are_said():
    found = chart_of(("a", "b"), rows("tn", *((f"名{n}", n) for n in range(chart.MOST + 3))))
    assert (len(found.bars), found.left_out) == (chart.MOST, 3)


# --- code, completion -----------------------------------------------------------------------------------------

QUERIES = [
    "ASK {}\n", "SELECT ?x { VALUES ?x { 'it''s' \"a\\\"b\" } }", 'SELECT * { ?s ?p """滇\\n池"""@zh }', "# $HOME `id` \\\nASK {}", 'ASK { ?s ?p ")-" }',
    'ASK { ?s ?p """a""""" }',
]  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
def test_the_code_asks_the_same_query(query):
    curl, python, r = (one.code for one in snippets.snippets("http://h/sparql", query))
    assert shlex.split(curl)[-1] == f"query={query}"
    (said,) = (
        node.value.value
        for node in ast.parse(python).body
        if isinstance(node, ast.Assign) and node.targets[0].id == "query"
    )
    assert said.rstrip() == query.rstrip()
    dashes = re.search(r'r"(-+)\(', r)[1]
    assert r.partition(f'r"{dashes}(')[2].partition(f'){dashes}"')[0] == query


def test_the_code_on_the_page_names_this_endpoint(visit):
    page = html.unescape(visit(question="07-phases").text)
    assert "curl http://localhost/sparql" in page
    assert 'request("http://localhost/sparql")' in page


def test_the_editor_completes_from_this_graph(visit):
    terms = visit("/query/terms.json").json
    assert {"name": "kmg:Goal", "label": "目标"} in terms["classes"]
    assert {"name": "kmg:supports", "label": "支撑"} in terms["properties"]
    assert {"name": "kmg:Goal", "label": "goal"} in visit("/query/terms.json", language="en").json["classes"]
    assert {"name": "kmr:district-530181", "label": "安宁市", "kind": "区域"} in visit(
        "/query/names.json", q="安宁"
    ).json
    assert "语句" not in {entry["kind"] for entry in visit("/query/names.json", q="安宁").json}
    assert visit("/query/names.json").json == []


# --- cancelling -----------------------------------------------------------------------------------------------


def test_a_query_that_is_cancelled_frees_its_worker(app, visit):
    answers = []
    ask = threading.Thread(target=lambda: answers.append(visit(query=HEAVY, headers={"Kmgraph-Ticket": "abc"})))
    began = time.monotonic()
    ask.start()
    time.sleep(1)
    client = app.test_client()
    assert client.post("/query/cancel", data={"ticket": "another"}).status_code == 204
    assert client.post("/query/cancel", data={"ticket": "abc"}).status_code == 204
    ask.join(3)
    assert not ask.is_alive()
    assert time.monotonic() - began < 8  # its limit
    assert answers[0].status_code == 409
    assert "cancelled" in answers[0].text
    slots = app.extensions["kmgraph"].workers._slow
    assert slots._value == slots._initial_value
    assert visit(question="07-phases").status_code == 200


@pytest.mark.parametrize("ticket", ["", "../../etc/passwd", "\0", "a" * 5000, "滇池"])
def test_any_ticket_may_be_cancelled(app, ticket):
    assert app.test_client().post("/query/cancel", data={"ticket": ticket}).status_code == 204
