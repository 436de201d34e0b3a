"""Reading in Chromium: a fact's page on paper, its citation copied, words of the report looked for."""

import re

import pytest
from visiting import PHONE, WIDE

PAGES = {
    "goal": "/id/530100-2022-goal-f8ac1c71",
    "project": "/id/530100-2022-project-37161bed",
    "organisation": "/id/org-187ea60b",
    "district": "/id/district-530181",
    "industry": "/id/industry-C31",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_prints_on_one_sheet_with_its_sources(visit, name):
    visit.go(PAGES[name])
    paper = visit.page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", paper)) == 1
    visit.page.emulate_media(media="print")
    assert visit.page.locator(".evidence blockquote").first.is_visible()
    assert visit.page.locator(".cite blockquote").first.is_visible()
    assert not visit.page.locator(".top").is_visible()
    visit.picture(f"paper-{name}", full_page=True)


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (PHONE, "dark")])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_its_window(open_window, site, name, size, scheme):
    visit = open_window(site, size, color_scheme=scheme)
    visit.go(PAGES[name])
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= size[0]
    visit.picture(f"fact-{name}-{'wide' if size == WIDE else 'phone'}-{scheme}", full_page=True)


def test_a_citation_is_copied(open_window, site):
    visit = open_window(site, permissions=["clipboard-read", "clipboard-write"])
    page = visit.page
    visit.go(PAGES["project"])
    page.click(".cite summary")
    page.click(".cite button >> nth=0")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.inner_text(".cite blockquote >> nth=0")
    assert "武钢昆钢环保搬迁项目投产" in copied
    assert page.inner_text(".cite button >> nth=0") == "已复制"


def test_a_number_leads_to_its_sentence_and_that_into_the_report(visit):
    page = visit.page
    visit.go(PAGES["organisation"])
    page.click(".entries .note >> nth=0")
    lit = page.locator(".sources li:target")
    assert "云天化" in lit.inner_text()
    lit.locator("figcaption a").click()
    page.wait_for_url("**/report/530100-2022#s-*")
    assert page.locator(".sentence:target").is_visible()


def test_selected_words_are_looked_for(visit):
    page = visit.page
    visit.go("/report/530100-2022")
    page.evaluate(
        """() => {
          const walker = document.createTreeWalker(document.querySelector('.text'), NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf('滇池');
            if (at < 0) continue;
            node.parentElement.scrollIntoView();
            getSelection().setBaseAndExtent(node, at, node, at + 2);
            return;
          }
        }"""
    )
    offer = page.locator(".offer")
    offer.wait_for(state="visible")
    assert offer.inner_text() == "搜索 滇池"
    visit.picture("report-offer")
    offer.click()
    page.wait_for_url("**/search?q=*")
    assert "滇池" in page.inner_text("main")
