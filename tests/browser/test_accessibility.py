"""axe-core on every page, in both themes and sizes: what hinders a reader with a screen reader, a keyboard or weak eyes."""

from importlib.resources import files

import pytest
from visiting import EVERY_PAGE, PHONE, WIDE

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (PHONE, "dark")])
@pytest.mark.parametrize("name", EVERY_PAGE)
def test_axe_finds_nothing(open_window, site, name, size, scheme):
    visit = open_window(site, size, color_scheme=scheme, bypass_csp=True)
    visit.go(EVERY_PAGE[name])
    if name == "explore":
        visit.drawn()
    visit.page.evaluate(AXE)
    found = visit.page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
    assert [(fault["id"], [node["html"][:160] for node in fault["nodes"][:3]]) for fault in found] == []
