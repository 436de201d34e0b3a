"""Every page with JavaScript off: its words, its links and its forms are there."""

import pytest
from visiting import EVERY_PAGE


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_a_page_can_be_read_without_javascript(open_window, site, name):
    visit = open_window(site, java_script_enabled=False)
    answer = visit.go(EVERY_PAGE[name])
    assert answer.status == {"missing": 404, "fault": 400, "choose": 400}.get(name, 200)
    page = visit.page
    assert page.locator("main h1, main h2").count()
    assert len(page.inner_text("main")) > 40
    assert page.locator("main a:visible").count()
    assert page.locator("main .with-script:visible").count() == 0
    visit.picture(f"plain-{name}", full_page=True)
