"""The map of tiles as a reader uses it: a tile leads to the district's brief; what is too wide for a telephone says that it slides."""

import re
from urllib.parse import urlencode

import pytest
from visiting import EVERY_PAGE, PHONE, WIDE

CITIES = " ".join(f"(kmr:district-44{number:02}00 {number})" for number in (1, 2, 3, 4, 5, 6, 7, 8, 9, 12))
GUANGDONG = f"""PREFIX kmr: <https://w3id.org/kmgraph/id/>
SELECT ?city ?number {{ VALUES (?city ?number) {{ {CITIES} }} }}"""


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_a_tile_leads_to_the_districts_brief_and_back(open_window, site, size, locale):
    visit = open_window(site, size, locale=locale)
    page = visit.page
    visit.go(EVERY_PAGE["map"])
    name = "安宁" if locale == "zh-CN" else "Anning"
    visit.picture(f"map-{'wide' if size == WIDE else 'phone'}-{locale}", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    page.click(f".tiles a:has(text:text-is('{name}'))")
    page.wait_for_url(re.compile("/id/district-530181$"))
    assert name in page.inner_text("article.node h1")
    assert page.locator("#sources .evidence").count() == 5
    page.go_back()
    page.wait_for_selector(".tiles")


def test_a_zone_leads_to_its_brief_from_its_own_row(visit):
    page = visit.page
    visit.go("/")
    page.click(".zones a >> nth=0")
    page.wait_for_url(re.compile("/id/zone-"))
    assert page.locator("article.node h1").count() == 1


def test_a_map_that_is_wider_than_a_telephone_slides_and_says_so(open_window, site):
    visit = open_window(site, PHONE)
    page = visit.page
    visit.go("/query?" + urlencode({"query": GUANGDONG, "view": "map"}))
    room = page.locator(".tiles .scroll")
    wide, seen = room.evaluate("box => [box.scrollWidth, box.clientWidth]")
    assert wide > seen + 100
    assert page.is_visible(".swipe")
    assert "scroll" in room.evaluate("box => getComputedStyle(box).backgroundAttachment")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    visit.picture("map-sliding-phone", full_page=True)
    room.evaluate("box => { box.scrollLeft = box.scrollWidth; }")
    assert room.evaluate("box => box.scrollLeft") > 100


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_map_that_fits_does_not_say_that_it_slides(open_window, site, size):
    visit = open_window(site, size)
    visit.go("/")
    box = visit.page.locator(".tiles .scroll")
    assert box.evaluate("box => box.scrollWidth <= box.clientWidth")
    assert not visit.page.is_visible(".swipe")
