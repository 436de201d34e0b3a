"""What a reader does, in Chromium."""

import re
from pathlib import Path

import pytest
import rdflib
from visiting import PHONE, PICTURES, POOR_CONTRAST, WIDE

REPORT = "530100-2022"
PAGES = {
    "start": "/",
    "search": "/search?q=滇池",
    "explore": "/graph",
    "plan": "/plan",
    "report": f"/report/{REPORT}",
    "ask": "/query?question=01-petrochemical-projects",
    "data": "/data",
    "ontology": "/ontology",
    "district": "/id/district-530181",
    "missing": "/id/district-53018",
    "goal": "/id/530100-2022-goal-1f37846b",
    "strength": "/id/strength-ensure",
    "related": f"/id/{REPORT}/in/kmg:partOf?page=2",
    "list": "/list/goal",
    "lists": "/search",
}


def test_from_the_start_to_a_node_its_neighbour_its_sentence_and_a_file(visit):
    page = visit.page
    visit.go("/")
    assert "昆明市2022年" in page.inner_text("h1")
    page.fill("input[name=q]", "滇池")
    page.press("input[name=q]", "Enter")
    page.wait_for_selector(".hits mark")
    page.click(".hits .ref >> nth=0")
    page.wait_for_url(re.compile("focus="))
    visit.drawn()
    first = page.inner_text("#panel h2")

    # a neighbour in the panel: the address names it, Back goes back
    page.click("#panel .beside .ref >> nth=0")
    page.wait_for_function("first => document.querySelector('#panel h2').innerText !== first", arg=first)
    visit.drawn()
    page.go_back()
    page.wait_for_function("first => document.querySelector('#panel h2').innerText === first", arg=first)

    # its sentence, in the text as published
    with page.expect_navigation():
        page.click("#panel .evidence figcaption a >> nth=0")
    assert re.search(r"/report/[^/]+#s-[0-9a-f]{8}", page.url)
    sentence = page.locator(".sentence:target")
    assert "滇" in sentence.inner_text()
    assert sentence.bounding_box()["y"] < 800

    page.go_back()
    with page.expect_download() as download:
        page.click("#panel .address a:has-text('Turtle')")
    assert len(rdflib.Graph().parse(download.value.path(), format="turtle")) > 10


def test_a_click_on_a_node_of_the_picture_shows_it_and_a_second_goes_there(visit):
    page = visit.page
    visit.go("/graph")
    visit.drawn()
    title = page.inner_text("#panel h2")
    node = node_on_screen(page)
    page.mouse.click(node["x"], node["y"])
    page.wait_for_function("before => document.querySelector('#panel h2').innerText !== before", arg=title)
    assert "select=" in page.url
    assert page.get_attribute("#explore", "data-selected") == node["id"]
    page.wait_for_timeout(400)
    page.mouse.click(node["x"], node["y"])
    page.wait_for_url(re.compile(f"focus={node['id']}"))
    visit.drawn()
    visit.picture("explore-task")
    page.reload()
    visit.drawn()
    assert page.get_attribute("#explore", "data-focus") == node["id"]


def node_on_screen(page):
    """Where the first task of the picture stands on the screen."""
    return page.evaluate(
        """() => {
          const { network } = document.getElementById("picture");
          const id = Object.keys(network.getPositions()).find((name) => name.includes("-task-"));
          const at = network.canvasToDOM(network.getPosition(id));
          const frame = document.querySelector("#picture canvas").getBoundingClientRect();
          return { id, x: frame.x + at.x, y: frame.y + at.y };
        }"""
    )


def test_a_mark_in_the_text_shows_its_fact_beside_it(visit):
    page = visit.page
    visit.go(f"/report/{REPORT}")
    mark = page.locator("a.m.k-Goal >> nth=0")
    mark.click()
    page.wait_for_selector("#side article.node")
    assert mark.inner_text() in page.inner_text("#side")
    visit.picture("report-with-fact")
    page.uncheck("#show-Goal")
    assert "rgba(0, 0, 0, 0)" in mark.evaluate("a => getComputedStyle(a).textDecorationColor")


def test_a_saved_question_its_answer_and_a_node_of_it(visit):
    page = visit.page
    visit.go("/query")
    page.click(".gallery summary:has-text('项目与企业')")
    page.click(".gallery a:has-text('石油及化工产业')")
    page.wait_for_selector(".answer table.rows a")
    assert page.locator(".yasqe .CodeMirror").count() == 1
    with page.expect_download() as download:
        page.click(".downloads a:has-text('CSV')")
    assert Path(download.value.path()).read_text(encoding="utf-8").startswith("project,")
    page.click(".answer table.rows a >> nth=0")
    page.wait_for_selector("article.node")


def test_a_query_typed_in_the_editor(visit):
    page = visit.page
    visit.go("/query?query=ASK{}")
    page.click(".CodeMirror")
    page.keyboard.press("Control+A")
    page.keyboard.type("CONSTRUCT { ?s ?p ?o } WHERE { ?s a <https://w3id.org/kmgraph/ontology#Report> ; ?p ?o }")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("pre.turtle")
    with page.expect_download() as download:
        page.click(".downloads a:has-text('Turtle')")
    assert len(rdflib.Graph().parse(download.value.path(), format="turtle")) >= 5


def test_language_and_theme(visit):
    page = visit.page
    visit.go("/")
    page.click("text=English")
    page.wait_for_selector("text=Main goals")
    page.click(".theme")
    page.wait_for_selector("html[data-theme=dark]")
    visit.go("/graph")
    visit.drawn()
    visit.picture("explore-english-dark")
    assert page.locator("nav >> text=Explore").count() == 1


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (PHONE, "dark")], ids=["wide-light", "phone-dark"])
def test_every_page_fits_its_window_and_can_be_read(open_window, site, name, size, scheme):
    visit = open_window(site, size, color_scheme=scheme)
    visit.go(PAGES[name])
    if name == "explore":
        visit.drawn()
    visit.page.wait_for_load_state("networkidle")
    visit.picture(f"{name}-{'wide' if size == WIDE else 'phone'}-{scheme}")
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert visit.page.evaluate(POOR_CONTRAST) == []


def test_everything_but_the_picture_works_without_javascript(open_window, site):
    visit = open_window(site, java_script_enabled=False)
    page = visit.page
    visit.go("/graph")
    assert "JavaScript" in page.inner_text("#waiting")
    page.click("#same .nodes tbody tr:nth-child(2) a >> nth=0")
    assert "focus=" in page.url
    page.click("#panel .evidence figcaption a >> nth=0")
    assert "/report/" in page.url
    page.click("a.m >> nth=0")
    assert page.locator("article.node").count() == 1
    visit.go("/query")
    page.fill("textarea", "SELECT (1 AS ?one) {}")
    page.click("button.main")
    assert page.inner_text("table.rows td") == "1"


def test_a_page_carries_its_json_ld_under_the_strict_policy(open_window, site):
    visit = open_window(site)
    heard = []
    visit.page.on("console", lambda message: heard.append(message.text))
    answer = visit.go("/id/530100-2022-goal-1f37846b")
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    block = visit.page.locator('script[type="application/ld+json"]').text_content()
    assert rdflib.URIRef("https://w3id.org/kmgraph/id/530100-2022-goal-1f37846b") in set(
        rdflib.Graph().parse(data=block, format="json-ld").subjects()
    )
    assert heard == []


def test_by_keyboard_alone(visit):
    page = visit.page
    visit.go("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.type("安宁")
    page.keyboard.press("Enter")
    page.wait_for_selector(".hits")
    page.focus(".hits a >> nth=0")
    page.keyboard.press("Enter")
    page.wait_for_selector("#same")
    page.focus("#same .nodes a >> nth=0")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel h2")


@pytest.mark.parametrize(
    "path", ["/", "/graph?focus=530100-2022-goal-33333333", "/report/530100-2022", "/id/530100-2022-goal-33333333"]
)
def test_hostile_names_do_nothing(open_window, hostile_site, path):
    visit = open_window(hostile_site)
    visit.go(path)
    if "graph" in path:
        visit.drawn()
        assert "<script>alert(1)</script>" in visit.page.inner_text("#panel")
        canvas = visit.page.locator("#picture canvas").bounding_box()
        for x in range(0, int(canvas["width"]), 60):
            for y in range(0, int(canvas["height"]), 60):
                visit.page.mouse.move(canvas["x"] + x, canvas["y"] + y)
    visit.page.wait_for_load_state("networkidle")
    assert visit.page.locator("img").count() == 0


def test_the_picture_of_the_readme(visit):
    page = visit.page
    page.set_viewport_size({"width": 1280, "height": 660})
    visit.go("/search?q=石油及化工产业产值")
    page.click(".hits a:has-text('1120亿元') >> nth=0")
    page.click("text=2 步")
    page.wait_for_url(re.compile("depth=2"))
    visit.drawn()
    visit.picture("readme")
    assert 10_000 < (PICTURES / "readme.png").stat().st_size < 200_000
