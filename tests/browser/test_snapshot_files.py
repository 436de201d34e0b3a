"""The bundled report's snapshot in Chromium, opened as files: no server, no failed request, no word in the console."""

import re
from urllib.parse import quote

import pytest
from visiting import PHONE, POOR_CONTRAST, WIDE

from kmgraph import stores
from kmgraph_web.snapshot import snapshot

PAGES = {
    "start": "zh/index.html",
    "goal": "zh/id/530100-2022-goal-1f37846b.html",
    "district": "en/id/district-530181.html",
    "report": "zh/report/530100-2022.html",
    "found": "zh/search.html?q=滇池",
    "list": "en/list/goal.html",
    "answer": "zh/query--question-01-petrochemical-projects.html",
    "ask": "en/query.html",
    "data": "zh/data.html",
}


@pytest.fixture(scope="session")
def stick(tmp_path_factory):
    """The bundled report's snapshot, no bigger than a stick takes."""
    room = tmp_path_factory.mktemp("stick")
    files, size = snapshot(stores.load([stores.bundled_graph()], room / "store"), room / "kmgraph")
    assert 2000 < files < 6000
    assert size < 60_000_000
    return room / "kmgraph"


@pytest.fixture
def walk(open_window, stick):
    """Open a window on the files, which notices whatever goes wrong."""

    def window(size=WIDE, **options):
        visit = open_window(f"file://{stick}", size, **options)
        visit.page.on(
            "requestfailed", lambda request: visit.note(f"failed: {request.url}") if is_missing(request) else None
        )
        visit.page.on("console", lambda message: visit.note(f"console {message.type}: {message.text}"))
        return visit

    return window


def is_missing(request):
    """Tell a file that is not there from a request that was given up: a page was left, or became a download."""
    return request.failure != "net::ERR_ABORTED"


def test_a_file_that_is_not_there_would_be_seen(browser, stick):
    page, failed = browser.new_page(), []
    page.on("requestfailed", lambda request: failed.append(is_missing(request)))
    page.goto(f"file://{stick}/zh/index.html")
    page.evaluate("document.body.append(Object.assign(new Image(), { src: 'nowhere.png' }))")
    page.wait_for_timeout(200)
    page.close()
    assert failed == [True]


def test_from_the_start_to_a_goal_its_sentence_and_back(walk):
    visit = walk()
    page = visit.page
    visit.go("/index.html")
    page.wait_for_url(re.compile("/zh/index.html$"))
    assert "昆明市2022年" in page.inner_text("h1")
    page.click(".headlines th a >> nth=0")
    page.wait_for_selector("article.node.k-Goal")
    goal = page.url
    page.click(".evidence figcaption a >> nth=0")
    assert re.search(r"/zh/report/530100-2022\.html#s-[0-9a-f]{8}", page.url)
    sentence = page.locator(".sentence:target")
    assert "地区生产总值" in sentence.inner_text()
    assert sentence.bounding_box()["y"] < 800
    sentence.locator("a.m.k-Goal >> nth=0").click()
    page.wait_for_selector("article.node.k-Goal")
    page.go_back()
    page.go_back()
    assert page.url == goal
    page.go_back()
    assert page.url.endswith("/zh/index.html")


def test_the_search_finds_what_the_servers_finds(walk, open_window, site):
    visit = walk()
    page = visit.page
    visit.go("/zh/id/district-530181.html")
    server = open_window(site)
    for words in (
        "滇池", "1120亿元", "安宁 项目", "xyzzy", "<b>&", "gdp", "ＧＤＰ 增长", "發展環境", "dc", "dianchi", "dc lvdao", "zhongqing",
        "的", "呈贡县", "diānchí", "wuhua", "5gjz", "[(*+", "%", "滇 池 绿",
    ):  # fmt: skip
        page.fill("header input[name=q]", words)
        page.press("header input[name=q]", "Enter")
        page.wait_for_selector("#found:not([hidden])")
        server.go(f"/search?q={quote(words)}")
        assert lines(page) == lines(server.page)
    page.fill("header input[name=q]", "滇池")
    page.press("header input[name=q]", "Enter")
    page.click(".hits .ref >> nth=0")
    page.wait_for_selector("article.node")
    assert "滇池" in page.inner_text("h1")


def lines(page):
    """Each hit with its marks and the reason why it was found."""
    hits = page.locator(".hits li > :last-child").evaluate_all(
        "all => all.map((e) => e.innerHTML.replace(/<svg.*?<.svg>/gs, '').replace(/<(?!.?mark)[^>]*>/g, '').replace(/\\s+/g, ' ').trim())"
    )
    assert not page.locator(".hits li").count() or any("<mark>" in hit for hit in hits)
    return hits


def test_the_lists_hold_every_name_without_javascript(walk):
    visit = walk(java_script_enabled=False)
    page = visit.page
    visit.go("/index.html")
    page.click("#zh")
    page.click(".counts a >> nth=0")
    page.click("a[rel=next]")
    assert "101 – " in page.inner_text(".listing header")
    page.click(".names a >> nth=0")
    assert page.locator("article.node.k-Goal").count() == 1
    visit.go("/zh/search.html")
    assert "没有 JavaScript" in page.inner_text("main")
    assert page.locator(".classes a").count() >= 9


def test_a_saved_question_and_its_rows(walk):
    visit = walk(locale="en-GB")
    page = visit.page
    visit.go("/index.html")
    page.wait_for_url(re.compile("/en/index.html$"))
    page.click("nav >> text=Ask")
    page.click(".gallery summary:has-text('Projects and firms')")
    page.click(".gallery a[href*='01-petrochemical-projects']")
    assert page.locator("table.rows tbody tr").count() == 3
    with page.expect_download() as download:
        page.click(".downloads a")
    assert download.value.path().read_text(encoding="utf-8").startswith("project,")
    page.click("table.rows a >> nth=0")
    page.click("text=中文")
    assert "/zh/id/" in page.url


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (PHONE, "dark")], ids=["wide-light", "phone-dark"])
def test_every_page_fits_its_window_and_can_be_read(walk, name, size, scheme):
    visit = walk(size, color_scheme=scheme)
    visit.go(f"/{PAGES[name]}")
    visit.picture(f"stick-{name}-{'wide' if size == WIDE else 'phone'}-{scheme}")
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert visit.page.evaluate(POOR_CONTRAST) == []
