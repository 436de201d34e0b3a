"""The picture's page as a reader uses it in Chromium: open by class, filter, put aside, pin, follow a path, take it along."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
import rdflib
from visiting import PHONE, POOR_CONTRAST, WIDE

GOAL = "530100-2022-goal-1f37846b"  # 石油及化工产业产值 1120亿元
REFINERY = "530100-2022-project-046e6865"  # 中石油云南炼化一体化转型升级项目
HOSTILE_GOAL = "530100-2022-goal-33333333"

PLACE = """name => {
  const { network } = document.getElementById("picture");
  const at = network.canvasToDOM(network.getPosition(name));
  const frame = document.querySelector("#picture canvas").getBoundingClientRect();
  return { x: frame.x + at.x, y: frame.y + at.y };
}"""
NODES = "Object.keys(document.getElementById('picture').network.getPositions())"
POSITION = "name => document.getElementById('picture').network.getPosition(name)"


def test_a_class_of_what_waits_is_opened_and_back_closes_it(visit):
    page = visit.page
    visit.go(f"/graph?focus={REFINERY}&select={GOAL}")
    visit.drawn()
    before = page.evaluate(NODES)
    page.click("#panel .waits a:has-text('+2')")
    page.wait_for_url(re.compile("open="))
    page.wait_for_function(f"number => {NODES}.length === number", arg=len(before) + 2)
    assert page.locator(".chips li").count() == 1
    page.go_back()
    page.wait_for_function(f"number => {NODES}.length === number", arg=len(before))
    page.go_forward()
    page.wait_for_function(f"number => {NODES}.length === number", arg=len(before) + 2)
    visit.picture("explore-opened")


def test_a_double_click_opens_a_node(visit):
    page = visit.page
    visit.go(f"/graph?focus={REFINERY}")
    visit.drawn()
    at = page.evaluate(PLACE, GOAL)
    page.mouse.dblclick(at["x"], at["y"])
    page.wait_for_url(re.compile(f"open={GOAL}"))
    page.wait_for_selector(".chips li")
    assert page.get_attribute("#explore", "data-focus") == REFINERY


def test_a_filter_a_way_back_and_a_path(visit):
    page = visit.page
    visit.go(f"/graph?focus={GOAL}&depth=2")
    visit.drawn()
    page.click(".choose summary")
    page.select_option("select[name=basis]", "inferred")
    page.click(".choose button")
    page.wait_for_url(re.compile("basis=inferred"))
    page.click("#toolbar >> text=取消筛选")
    page.wait_for_url(re.compile(f"focus={GOAL}$|depth=2$"))
    page.click(".choose summary")
    page.fill("input[name=to]", "云天化")
    page.press("input[name=to]", "Enter")
    page.wait_for_selector(".said:has-text('路径')")
    visit.drawn()
    visit.picture("explore-path")


def test_where_a_node_is_put_stands_in_the_address(visit):
    page = visit.page
    visit.go(f"/graph?focus={GOAL}")
    visit.drawn()
    at = page.evaluate(PLACE, REFINERY)
    page.mouse.move(at["x"], at["y"])
    page.mouse.down()
    page.mouse.move(at["x"] + 40, at["y"] - 60, steps=5)
    page.mouse.up()
    page.wait_for_url(re.compile(f"pin={REFINERY}"))
    put = page.evaluate(POSITION, REFINERY)
    page.reload()
    visit.drawn()
    again = page.evaluate(POSITION, REFINERY)
    assert (again["x"], again["y"]) == (round(put["x"]), round(put["y"]))


def test_a_node_is_pinned_and_moved_by_keyboard_and_the_focus_stays(visit):
    page = visit.page
    visit.go(f"/graph?focus={GOAL}")
    visit.drawn()
    before = page.evaluate(POSITION, REFINERY)
    page.focus(f"#same .nodes a[data-key='pin {REFINERY}']")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"pin={REFINERY}~"))
    page.wait_for_function("() => document.activeElement.textContent === '不再固定'")
    visit.drawn()
    put = page.evaluate(POSITION, REFINERY)
    assert (put["x"], put["y"]) == (round(before["x"]), round(before["y"]))
    page.focus(f"#panel a[data-key='→ {REFINERY}']")
    for step in (60, 120):
        page.keyboard.press("Enter")
        page.wait_for_function(
            f"(at) => {{ const n = document.getElementById('picture').network; return n && n.getPosition('{REFINERY}').x === at; }}",
            arg=put["x"] + step,
        )
    assert page.evaluate("document.activeElement.textContent") == "→"
    visit.picture("explore-pinned-by-keyboard")
    page.focus(f"#same .nodes a[data-key='pin {REFINERY}']")
    page.keyboard.press("Enter")
    page.wait_for_function("() => !location.search.includes('pin=')")
    visit.drawn()
    assert page.evaluate(POSITION, REFINERY) == before


def test_the_turtle_of_the_toolbar_is_what_the_picture_shows(visit):
    page = visit.page
    visit.go(f"/graph?focus={GOAL}&depth=2&drop={REFINERY}")
    visit.drawn()
    with page.expect_download() as download:
        page.click(".tools a:has-text('Turtle')")
    found = rdflib.Graph().parse(download.value.path(), format="turtle")
    named = {str(subject).rpartition("/")[2] for subject in found.subjects()}
    assert set(page.evaluate(NODES)) <= named
    assert REFINERY not in named


def test_a_click_on_a_relation_shows_its_sentence(visit):
    page = visit.page
    visit.go(f"/graph?focus={GOAL}")
    visit.drawn()
    one, other = page.evaluate(PLACE, REFINERY), page.evaluate(PLACE, GOAL)
    page.mouse.move(one["x"] * 0.5 + other["x"] * 0.5, one["y"] * 0.5 + other["y"] * 0.5)
    page.wait_for_selector("#picture[data-hover]")
    page.mouse.click(one["x"] * 0.5 + other["x"] * 0.5, one["y"] * 0.5 + other["y"] * 0.5)
    page.wait_for_selector("#panel .relation mark")
    assert "支撑" in page.inner_text("#panel .relation")


def test_the_picture_is_taken_along(visit):
    page = visit.page
    visit.go(f"/graph?focus={GOAL}&depth=2")
    visit.drawn()
    page.click("#fit")
    with page.expect_download() as download:
        page.click("#png")
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")
    with page.expect_download() as download:
        page.click(".tools a:has-text('SVG')")
    drawn = ElementTree.parse(download.value.path()).getroot()
    assert len(drawn.findall(".//{http://www.w3.org/2000/svg}a")) == len(page.evaluate(NODES))


def test_a_picture_that_cannot_be_read_says_so(visit):
    page = visit.page
    page.route("**/graph.json*", lambda route: route.fulfill(status=404, body=""))
    visit.go(f"/graph?focus={GOAL}")
    page.wait_for_selector("#waiting:has-text('请重新载入')")
    page.unroute("**/graph.json*")
    page.click("text=2 步")
    visit.drawn()
    assert page.locator("#waiting").count() == 0


def test_the_keyboard_opens_hides_and_follows(visit):
    page = visit.page
    visit.go(f"/graph?focus={REFINERY}")
    visit.drawn()
    page.focus("table.nodes .wait >> nth=0")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("open="))
    page.focus(".tree .acts a:has-text('隐藏') >> nth=0")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("drop="))
    page.focus("table.edges td:nth-child(2) a >> nth=0")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel .relation")
    page.focus("table.nodes tbody tr:nth-child(2) .acts a >> nth=0")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: f"focus={REFINERY}" not in url)


def test_without_javascript_there_is_a_picture_and_every_way(open_window, site):
    visit = open_window(site, java_script_enabled=False)
    page = visit.page
    visit.go(f"/graph?focus={REFINERY}")
    assert page.evaluate("document.querySelector('#picture img').naturalWidth") > 100
    visit.picture("explore-without-javascript")
    page.click("table.nodes .wait >> nth=0")
    assert "open=" in page.url
    page.click(".choose summary")
    page.select_option("select[name=year]", "2022")
    page.click(".choose button")
    assert "year=2022" in page.url
    assert "open=" in page.url
    visit.go("/plan")
    page.click(".treemap a.holds text >> nth=0")
    assert "task=" in page.url


@pytest.mark.parametrize(
    "path", [f"/graph.svg?focus={HOSTILE_GOAL}", "/plan", f"/graph?focus={HOSTILE_GOAL}&said=a~b~c&to=<script>"]
)
def test_hostile_names_do_nothing(open_window, hostile_site, path):
    visit = open_window(hostile_site)
    visit.go(path)
    visit.page.wait_for_load_state("networkidle")
    assert visit.page.locator("img").count() == 0
    assert (
        visit.page.evaluate(
            "[...document.querySelectorAll('script')].filter((s) => s.textContent.includes('alert')).length"
        )
        == 0
    )


@pytest.mark.parametrize(("size", "scheme", "locale"), [(WIDE, "dark", "en"), (PHONE, "light", "zh-CN")])
@pytest.mark.parametrize(
    ("name", "path"),
    [
        (
            "changed",
            f"/graph?focus={REFINERY}&open={GOAL}~Project&to={GOAL}&year=2022&said={REFINERY}~kmg:supports~{GOAL}",
        ),
        ("nothing", f"/graph?focus={GOAL}&year=2031"),
        ("whole", "/graph?focus=530100-2022&depth=2&limit=400"),
        ("task", "/plan?task=530100-2022-task-35f44b6c"),
    ],
)
def test_every_state_fits_and_can_be_read(open_window, site, name, path, size, scheme, locale):
    visit = open_window(site, size, color_scheme=scheme, locale=locale)
    visit.go(path)
    visit.page.wait_for_load_state("networkidle")
    visit.picture(f"explore-{name}-{scheme}-{locale}")
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert visit.page.evaluate(POOR_CONTRAST) == []
