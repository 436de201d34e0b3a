"""The picture's page: what waits around a node, filters, paths, pins, the sentence of a relation; the plan at a glance."""

import csv
import io
import re
from xml.etree import ElementTree

import pytest
import rdflib
import web_sample
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from web_sample import GOAL, HOSTILE, PROJECT, REPORT, TASK

from kmgraph import stores
from kmgraph.drawing import Dot, Line, draw
from kmgraph.graph.neighbourhood import Surroundings
from kmgraph.graph.ontology import KMG, KMR, term
from kmgraph.graph.store import Store, write_store
from kmgraph.graph.validate import faults
from kmgraph_web import plan
from kmgraph_web.app import create_app

CHEMICALS = "530100-2022-goal-1f37846b"  # 石油及化工产业产值 1120亿元, in the bundled report
REFINERY = "530100-2022-project-046e6865"  # 中石油云南炼化一体化转型升级项目
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def visit(tmp_path_factory):
    """Read the sample's pages."""
    yield from reader(web_sample.write(tmp_path_factory.mktemp("sample") / "store"))


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """Read the pages of the bundled report."""
    yield from reader(stores.load([stores.bundled_graph()], tmp_path_factory.mktemp("bundled") / "store"))


def reader(path):
    app = create_app(path)
    yield app.test_client().get
    app.extensions["kmgraph"].close()


def names(answer):
    return {node["id"] for node in answer.json["nodes"]}


# --- what waits ---------------------------------------------------------------------------------------------------


def test_before_a_node_is_opened_its_page_says_what_waits_and_each_class_opens_alone(report):
    page = report(f"/graph?focus={CHEMICALS}&select={REFINERY}").text
    waits = dict(re.findall(r'href="[^"]*open=[^"]*~(\w+)[^"]*" data-go><svg.*?</svg>\+(\d+)', page, re.DOTALL))
    assert waits == {}  # all that is around the refinery is around the goal
    page = report(f"/graph?focus={REFINERY}&select={CHEMICALS}").text
    waits = dict(re.findall(r'href="[^"]*open=[^"]*~(\w+)[^"]*" data-go><svg.*?</svg>\+(\d+)', page, re.DOTALL))
    assert waits == {"Project": "2"}
    before = names(report(f"/graph.json?focus={REFINERY}"))
    after = names(report(f"/graph.json?focus={REFINERY}&open={CHEMICALS}~Project"))
    assert len(after - before) == 2
    assert all("-project-" in name for name in after - before)


def test_the_picture_says_how_many_wait(report):
    nodes = {node["id"]: node for node in report(f"/graph.json?focus={REFINERY}").json["nodes"]}
    assert nodes[CHEMICALS]["label"].endswith("\n+2")
    assert nodes[CHEMICALS]["title"] == "石油及化工产业产值 1120亿元\n+2 项目"


def test_what_was_opened_can_be_closed_and_what_was_hidden_shown_again(report):
    page = report(f"/graph?focus={CHEMICALS}&open={REFINERY}&drop=industry-C25&pin={REFINERY}~5~-7").text
    assert [text in page for text in ("收起", "重新显示", "不再固定")] == [True] * 3


# --- filters ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("filter", "kept", "gone"),
    [
        ("industry=industry-C25", REFINERY, "530100-2022-goal-98499c17"),  # tobacco is another industry
        ("industry=industry-C", REFINERY, None),  # 制造业 is wider than 石油加工业
        ("year=2022", REFINERY, None),
        ("basis=stated", REFINERY, None),
    ],
)
def test_a_filter_keeps_what_it_names_and_what_holds_that(report, filter, kept, gone):
    shown = names(report(f"/graph.json?focus={CHEMICALS}&depth=3&limit=400&{filter}"))
    assert {kept, CHEMICALS} <= shown
    assert gone not in shown
    assert len(shown) < len(names(report(f"/graph.json?focus={CHEMICALS}&depth=3&limit=400"))) or filter == "year=2022"


def test_only_relations_of_the_basis_that_was_asked_for_are_drawn(report):
    edges = report(f"/graph.json?focus={CHEMICALS}&depth=2&basis=inferred").json["edges"]
    assert edges
    assert all(edge["dashes"] for edge in edges)


def test_a_filter_that_leaves_nothing_says_so_and_leads_back(report):
    page = report(f"/graph?focus={CHEMICALS}&year=2031").text
    assert "什么也没有留下" in page
    assert "筛选略去" in page
    back = re.search(r'href="([^"]*)" data-go>取消筛选', page).group(1)
    assert back == f"/graph?focus={CHEMICALS}"
    assert '<option value="2031" selected>' in page


# --- a focus with many neighbours ---------------------------------------------------------------------------------

CROWD = 5_000


@pytest.fixture(scope="module")
def crowded(tmp_path_factory):
    """Read the pages of a goal that 5,000 projects support."""
    path = tmp_path_factory.mktemp("crowd") / "store"
    write_store(path, crowd(), {"version": "0"})
    yield from reader(path)


def crowd():
    yield from web_sample.quads()
    for number in range(CROWD):
        node = NamedNode(f"{KMR}{REPORT}-project-{number:08x}")
        yield Quad(node, term("rdf:type"), term("kmg:Project"))
        yield Quad(node, term("rdfs:label"), Literal(f"项目{number}", language="zh"))
        yield Quad(node, term("kmg:supports"), NamedNode(KMR + GOAL))


def test_a_focus_with_5000_neighbours_is_cut_and_says_how_to_see_the_rest(crowded):
    page = crowded(f"/graph?focus={GOAL}").text
    assert re.search(r"显示 60 / 共 50\d\d", page)
    more = re.search(r'href="([^"]*limit=400[^"]*)" data-go>更多', page).group(1).replace("&amp;", "&")
    page = crowded(more).text
    assert re.search(r"显示 400 / 共 50\d\d", page)
    rest = re.search(r'href="([^"]*limit=10000[^"]*)" data-go>更多', page).group(1).replace("&amp;", "&")
    page = crowded(rest).text
    assert re.search(r"共 50\d\d 个节点", page)
    assert page.count('<tr class="k-') == 100
    assert "第 1 – 100 行" in page
    assert crowded(f"{rest}&page=51").text.count('<tr class="k-') in range(1, 101)
    assert len(crowded(rest.replace("/graph", "/graph.json")).json["nodes"]) > CROWD


# --- address ------------------------------------------------------------------------------------------------------


def test_a_node_stands_where_the_reader_has_put_it(visit):
    nodes = {
        n["id"]: n for n in visit(f"/graph.json?focus={GOAL}&pin={PROJECT}~-120~40&pin=x~1&pin=y~1~z").json["nodes"]
    }
    assert (nodes[PROJECT]["x"], nodes[PROJECT]["y"]) == (-120, 40)


def test_a_node_is_pinned_where_it_stands_and_moved_by_links(visit):
    """What dragging does in the picture, for whoever has no pointer and no JavaScript."""
    where = {node["id"]: (node["x"], node["y"]) for node in visit(f"/graph.json?focus={GOAL}").json["nodes"]}
    page = visit(f"/graph?focus={GOAL}&select={PROJECT}").text
    links = re.findall(rf'href="([^"]*pin={PROJECT}~[^"]*)"[^>]*data-key="pin {PROJECT}"', page)
    assert len(links) == 3  # in the panel, the table and the tree
    x, y = where[PROJECT]
    assert all(f"pin={PROJECT}~{x}~{y}" in link for link in links)
    pinned = visit(links[0].replace("&amp;", "&")).text
    assert pinned.count("不再固定 · 云南裕能") == 3
    right = re.search(rf'href="([^"]*)"[^>]*data-key="→ {PROJECT}"', pinned)[1].replace("&amp;", "&")
    assert right.count("pin=") == 1
    moved = visit(right.replace("/graph", "/graph.json")).json["nodes"]
    assert next((node["x"], node["y"]) for node in moved if node["id"] == PROJECT) == (x + 60, y)


def test_of_many_pins_the_newest_stay(visit):
    pins = "".join(f"&pin={REPORT}-project-eeeeee{n:02d}~1~1" for n in range(20))
    page = visit(f"/graph?focus={GOAL}&select={PROJECT}{pins}").text
    link = re.search(rf'href="([^"]*)"[^>]*data-key="pin {PROJECT}"', page)[1]
    assert link.count("pin=") == 20
    assert f"pin={PROJECT}~" in link


# --- what is shown, as a file -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "view",
    [
        f"focus={CHEMICALS}",
        f"focus={CHEMICALS}&depth=2",
        f"focus={CHEMICALS}&drop={REFINERY}",
        f"focus={CHEMICALS}&depth=2&hide=Industry,Sentence,Section,Report",
        f"focus={REFINERY}&open={CHEMICALS}~Project",
        f"focus={CHEMICALS}&depth=3&limit=30",
        f"focus={CHEMICALS}&depth=2&industry=industry-C25",
    ],
)
def test_the_file_of_a_view_has_a_row_for_each_node_that_is_drawn(report, view):
    drawn = report(f"/graph.json?{view}").json["nodes"]
    rows = list(csv.DictReader(io.StringIO(report(f"/graph.csv?{view}").get_data().decode("utf-8-sig"))))
    listed = {row["IRI"].removeprefix("kmr:") for row in rows}
    assert listed == {node["id"] for node in drawn}
    page = report(f"/graph?{view}").text
    assert report(re.search(r'href="(/graph\.ttl[^"]*)"', page)[1].replace("&amp;", "&")).status_code == 200


def test_the_turtle_of_a_view_is_valid_and_has_the_links_of_the_basis_that_was_asked_for(report):
    answer = report(f"/graph.ttl?focus={CHEMICALS}&depth=2&basis=inferred")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="kmgraph-{CHEMICALS}.ttl"'
    found = rdflib.Graph().parse(data=answer.data, format="turtle")
    links = set(found.subjects(rdflib.RDF.type, rdflib.URIRef(KMG + "Link")))
    assert {str(found.value(link, rdflib.URIRef(KMG + "basis"))) for link in links} == {"inferred"}
    supports = rdflib.URIRef(KMG + "supports")
    whole = report(f"/graph.ttl?focus={CHEMICALS}&depth=2").data
    every = rdflib.Graph().parse(data=whole, format="turtle")
    assert len(set(found.subject_objects(supports))) < len(set(every.subject_objects(supports)))
    assert faults(quad.triple for quad in parse(whole, RdfFormat.TURTLE)) == ()


@pytest.mark.parametrize(
    ("path", "status"), [("/graph.zip", 404), ("/graph.ttl?focus=nope", 404), ("/graph.xlsx", 200)]
)
def test_only_known_forms_and_foci_have_a_file(report, path, status):
    assert report(path).status_code == status


def test_a_hidden_node_is_gone_from_picture_and_table(visit):
    assert PROJECT not in names(visit(f"/graph.json?focus={GOAL}&drop={PROJECT}"))
    assert GOAL in names(visit(f"/graph.json?focus={GOAL}&drop={GOAL}"))  # the focus stays


@pytest.mark.parametrize(
    "query",
    ["open=~", "open=x~y~z", "pin=~~", "pin=a~99999999999~1", "said=a~b", "said=a~b~c", "said=%00~%00~%00", "to=%00", "to=<b>",
     "industry=%00", "year=x", "basis=x", "drop=%00", "page=99", "strength=%FF", "to=javascript:alert(1)", "to=a%20b"],
)  # fmt: skip
def test_an_address_edited_by_hand_still_shows(visit, query):
    for page in ("/graph", "/graph.json", "/graph.svg"):
        assert visit(f"{page}?focus={GOAL}&{query}").status_code == 200


@pytest.mark.parametrize(
    "address", ["/graph.svg?focus=nope", "/plan?task=nope", "/plan?task=%00", f"/graph?focus={GOAL}&select=nope"]
)
def test_what_is_not_there_is_404_with_what_it_may_have_been(visit, address):
    answer = visit(address)
    assert answer.status_code == 404
    assert 'name="q"' in answer.text


# --- paths and relations ------------------------------------------------------------------------------------------


def test_a_path_is_shown_step_by_step_and_stands_out(report):
    address = f"focus={REFINERY}&to=云天化"
    page = report(f"/graph?{address}").text
    assert "路径（" in page
    strong = [edge for edge in report(f"/graph.json?{address}").json["edges"] if edge.get("width")]
    assert {REFINERY} < {end for edge in strong for end in (edge["from"], edge["to"])}


@pytest.mark.parametrize(("to", "said"), [("xyzzyxyzzy", "没有找到"), (REFINERY, "同一个节点")])
def test_a_path_that_is_none_says_why(report, to, said):
    assert said in report(f"/graph?focus={REFINERY}&to={to}").text


def test_no_path_leads_through_what_everything_is_part_of():
    store = Store.in_memory(
        quad
        for name, kind in (("r", "Report"), ("a", "Goal"), ("b", "Goal"))
        for quad in (
            Quad(NamedNode(KMR + name), term("rdf:type"), NamedNode(KMG + kind)),
            Quad(NamedNode(KMR + name), term("kmg:partOf"), NamedNode(KMR + "r")),
        )
    )
    assert Surroundings(store).path(KMR + "a", KMR + "b") == ()
    assert Surroundings(store).path(KMR + "a", KMR + "r") == (KMR + "a", KMR + "r")


def test_a_relation_shows_the_sentence_that_says_it(report):
    page = report(f"/graph?focus={CHEMICALS}&said={REFINERY}~kmg:supports~{CHEMICALS}").text
    relation = page[page.index('<section class="relation">') : page.index("</section>", page.index('class="relation"'))]
    assert "中石油云南炼化一体化转型升级项目" in relation
    assert "/report/530100-2022#s-" in relation


# --- picture, tree ------------------------------------------------------------------------------------------------


def test_the_svg_is_the_same_picture(visit):
    picture = visit(f"/graph.json?focus={GOAL}&depth=2").json
    drawn = ElementTree.fromstring(visit(f"/graph.svg?focus={GOAL}&depth=2").text)
    assert len(drawn.findall(f".//{SVG}a")) == len(picture["nodes"])
    assert len(drawn.findall(f".//{SVG}path[@marker-end]")) == len(picture["edges"])
    dashed = [edge for edge in picture["edges"] if edge["dashes"]]
    assert len(drawn.findall(f".//{SVG}path[@stroke-dasharray]")) == len(dashed)
    assert not drawn.findall(f".//{SVG}script")


def test_hostile_names_are_text_in_picture_table_and_tree(visit):
    drawn = visit(f"/graph.svg?focus={GOAL}")
    titles = [title.text for title in ElementTree.fromstring(drawn.text).iter(f"{SVG}title")]
    assert "<script>alert(1)</script>" in titles
    page = visit(f"/graph?focus={GOAL}").text
    for hostile in ("<script>alert", "<img src=x"):
        assert hostile not in drawn.text + page + visit("/plan").text
    # each stands in the table of nodes, in that of relations and in the tree
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 3
    assert "style=" not in drawn.text
    assert len(HOSTILE) == 4


def test_the_tree_has_every_node_of_the_picture_once(visit):
    picture = visit(f"/graph.json?focus={GOAL}&depth=2").json
    page = visit(f"/graph?focus={GOAL}&depth=2").text
    tree = page[page.index('<ul class="tree">') :]
    assert tree.count("<li>") == len(picture["nodes"])
    assert tree.count("<ul") == tree.count("</ul>")


def test_the_pages_of_a_tree_say_on_what_their_lines_hang(report):
    address = "/graph?focus=530100-2022&depth=2&limit=400"
    all_of_it = names(report(address.replace("/graph", "/graph.json")))
    seen: set[str] = set()
    for page in (1, 2, 3):
        text = report(f"{address}&page={page}").text
        tree = text[text.index('<ul class="tree">') : text.index("</section>", text.index('<ul class="tree">'))]
        assert tree.count("<ul") == tree.count("</ul>")
        assert tree.count("<li") == tree.count("</li>")
        assert "昆明市2022年国民经济和社会发展计划报告" in tree
        seen |= set(re.findall(r'href="/id/([^"]+)"', tree))
    assert seen == all_of_it


def test_a_large_picture_is_about_as_high_as_wide():
    dots = [Dot(f"n{number}", "项目", "Project") for number in range(400)]
    nodes = draw(dots, [Line("n1", "n2", "")], "n0")["nodes"]
    width, height = (max(n[axis] for n in nodes) - min(n[axis] for n in nodes) for axis in ("x", "y"))
    assert 0.5 < width / height < 2


# --- the plan -----------------------------------------------------------------------------------------------------


def test_the_whole_plan_is_its_tasks_with_their_projects_and_goals(report):
    picture = report("/graph.json?focus=530100-2022&depth=2&limit=400").json
    kinds = {node["group"] for node in picture["nodes"]}
    assert kinds == {"Report", "Task", "Project", "Goal"}
    assert len(picture["nodes"]) > 200
    assert picture["left_out"] == 0


def test_the_fields_of_the_plan_fill_it_and_do_not_overlap(report):
    page = ElementTree.fromstring(
        re.search(r"<svg class=\"treemap\".*?</svg>", report("/plan").text, re.DOTALL).group(0)
    )
    areas = [
        float(rect.get("width")) * float(rect.get("height")) for rect in page.findall("./a[@class='k-Task holds']/rect")
    ]
    assert len(areas) == 10
    assert 0.97 < sum(areas) / (plan.WIDTH * plan.HEIGHT) <= 1.001


def test_a_task_of_the_plan_leads_in_and_a_commitment_to_its_sentence(report):
    page = report("/plan").text
    task = re.search(r'<a href="(/plan\?task=[^"]+)" class="k-Task"', page).group(1)
    inner = report(task).text
    assert 'class="way"' in inner
    leaf = re.search(r'<a href="(/id/[^"]+)" class="k-(?:Project|Goal|Commitment)', inner).group(1)
    assert "/report/530100-2022#s-" in report(leaf).text


@pytest.mark.parametrize("sizes", [[1], [5, 3, 1, 1], [1] * 30, [1000, 1]])
def test_fields_are_as_large_as_what_they_hold(sizes):
    works = [plan.Work(plan.Node(str(i), "", ""), (), size) for i, size in enumerate(sizes)]
    laid = list(plan.squarified(works, 0, 0, 300, 200))
    for work, x, y, width, height in laid:
        assert width * height == pytest.approx(work.size * 60_000 / sum(sizes))
        assert -1e-6 <= x <= x + width <= 300 + 1e-6
        assert -1e-6 <= y <= y + height <= 200 + 1e-6


def test_tasks_in_a_circle_end():
    node = plan.Node("a", "甲", KMG + "Task")
    assert plan.grown(node, {"a": [plan.Node("b", "乙", KMG + "Task")], "b": [node]}, ("a",)).size == 1


def test_the_overview_is_reached_from_the_start_page_and_every_header(report):
    assert report("/").text.count('href="/plan"') == 2
    assert 'href="/plan"' in report("/data").text
    assert TASK not in report("/plan").text  # that is the sample's
