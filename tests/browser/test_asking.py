"""Asking in Chromium: slots that answer at once, completion, a table that is sorted and narrowed, a query that is cancelled."""

import re
import time
from urllib.parse import quote

import pytest
from visiting import PHONE, POOR_CONTRAST, WIDE

HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(STR(?c) != STR(?l)) }"
PAGES = {
    "slots": "/query?question=49-goals-of-a-year",
    "chart": "/query?question=35-output-goals-by-industry&view=chart",
    "steps": "/query?what=Project&with=phase&where=district-530114",
    "raw": "/query?question=07-phases&view=raw",
    "fault": "/query?query=SELECT",
}


def first_cells(page):
    return page.locator("#rows tbody tr:visible td:first-child a").all_inner_texts()


def test_a_slot_answers_at_once_and_back_goes_back(visit):
    page = visit.page
    visit.go("/query?question=03-in-a-district")
    page.evaluate("window.still = true")
    page.focus("#slot-place")
    page.select_option("#slot-place", label="呈贡区")
    page.wait_for_url(re.compile("place=district-530114"))
    page.wait_for_function(
        "() => document.querySelector('.CodeMirror').CodeMirror.getValue().includes('kmr:district-530114')"
    )
    assert page.evaluate("document.activeElement.id") == "slot-place"
    assert page.inner_text("#rows tbody").count("呈贡") >= 1
    page.go_back()
    page.wait_for_function(
        "() => document.querySelector('.CodeMirror').CodeMirror.getValue().includes('kmr:district-530181')"
    )
    assert page.input_value("#slot-place") == "district-530181"
    assert page.evaluate("window.still")  # the page was never left


def test_three_steps_write_the_query_before_ones_eyes(visit):
    page = visit.page
    visit.go("/query")
    page.select_option("#what", label="项目")
    page.check("#with-phase")
    page.wait_for_function(
        "() => document.querySelector('.CodeMirror').CodeMirror.getValue().includes('kmg:phase ?phase')"
    )
    page.select_option("#narrow-where", label="呈贡区")
    page.wait_for_function(
        "() => document.querySelector('.CodeMirror').CodeMirror.getValue().includes('VALUES ?where')"
    )
    page.wait_for_selector("#rows tbody tr")
    assert page.locator("#rows thead th").all_inner_texts()[-1].startswith("phase")


def test_a_table_is_sorted_narrowed_and_its_columns_left_out(visit):
    page = visit.page
    visit.go("/query?question=49-goals-of-a-year")
    asked = first_cells(page)
    page.click("#rows th button:has-text('value')")
    assert page.get_attribute("#rows th:has-text('value')", "aria-sort") == "ascending"
    numbers = [float(text) for text in page.locator("#rows td.num").all_inner_texts()]
    assert numbers == sorted(numbers)
    page.click("#rows th button:has-text('value')")
    page.click("#rows th button:has-text('value')")
    assert first_cells(page) == asked
    page.fill("#tools input[type=search]", "石油 产值")
    assert len(first_cells(page)) == 1
    assert "1 行" in page.inner_text("#tools")
    page.fill("#tools input[type=search]", "")
    page.click("#tools summary")
    page.uncheck("#tools label:has-text('sentence') input")
    assert page.locator("#rows th:visible").count() == 4
    assert page.locator("#rows .iri:visible").count() > 0
    page.uncheck("#tools label:has-text('IRI') input")
    assert page.locator("#rows .iri:visible").count() == 0


def test_classes_properties_and_names_are_completed(visit):
    page = visit.page
    visit.go("/query")
    page.click(".CodeMirror")
    page.keyboard.press("Control+A")
    page.keyboard.type("SELECT * { ?a a kmg:Go")
    page.wait_for_selector(".CodeMirror-hints")
    assert page.inner_text(".CodeMirror-hint-active").startswith("kmg:Goal")
    page.keyboard.press("Enter")
    page.keyboard.type(" ; kmg:located")
    page.wait_for_selector(".CodeMirror-hints li:has-text('位于')")
    page.keyboard.press("Enter")
    page.keyboard.type(" 安宁")
    page.keyboard.press("Control+Space")
    page.wait_for_selector(".CodeMirror-hints li:has-text('安宁市')")
    visit.picture("ask-completion")
    page.keyboard.press("Enter")
    page.wait_for_selector(".CodeMirror-hints", state="detached")
    assert "?a a kmg:Goal ; kmg:locatedIn kmr:district-530181" in page.evaluate(
        "document.querySelector('.CodeMirror').CodeMirror.getValue()"
    )


def test_a_running_query_is_cancelled(visit):
    page = visit.page
    visit.go("/query?question=07-phases")
    page.evaluate("query => document.querySelector('.CodeMirror').CodeMirror.setValue(query)", HEAVY)
    for _ in range(5):  # more than there are places for long queries: each is freed
        page.click("button.main")
        page.wait_for_selector("#running button:visible")
        page.wait_for_timeout(400)
        page.click("#running button")
        page.wait_for_selector("#running:has-text('已取消')")
    assert page.locator("#rows tbody tr").count() > 1  # the last answer stands
    page.wait_for_timeout(1000)
    began = time.monotonic()
    visit.go(f"/query?query={quote('ASK {}')}")
    assert time.monotonic() - began < 6


def test_code_is_copied(visit):
    page = visit.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.go("/query?question=07-phases")
    page.click(".code summary")
    page.click(".code button >> nth=0")
    page.wait_for_selector(".code button:has-text('已复制')")
    assert page.evaluate("navigator.clipboard.readText()").startswith(f"curl {visit.base}/sparql")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (PHONE, "dark")], ids=["wide-light", "phone-dark"])
def test_every_way_of_asking_fits_its_window_and_can_be_read(open_window, site, name, size, scheme):
    visit = open_window(site, size, color_scheme=scheme)
    visit.go(PAGES[name])
    visit.page.wait_for_load_state("networkidle")
    visit.picture(f"ask-{name}-{'wide' if size == WIDE else 'phone'}-{scheme}", full_page=True)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert visit.page.evaluate(POOR_CONTRAST) == []


def test_slots_and_steps_work_without_javascript(open_window, site):
    visit = open_window(site, java_script_enabled=False)
    page = visit.page
    visit.go("/query?question=03-in-a-district")
    page.select_option("#slot-place", label="呈贡区")
    page.click(".sentence-form button")
    assert "kmr:district-530114" in page.input_value("textarea")
    assert page.locator("#tools:visible").count() == 0
    visit.go("/query")
    page.select_option("#what", label="目标")
    page.click(".builder button")
    page.check("#with-unit")
    page.click(".builder button")
    assert "kmg:unit ?unit" in page.input_value("textarea")
    page.click(".views a:has-text('原始')")
    assert page.inner_text("pre.turtle").startswith('{"head"')


def test_the_first_page_is_light(visit):
    weights = []
    visit.page.on("response", lambda answer: weights.append(len(answer.body())))
    visit.go("/query")
    visit.page.wait_for_load_state("networkidle")
    assert sum(weights) < 900_000  # as they are; a third of it compressed
