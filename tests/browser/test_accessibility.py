"""axe-core on every page, in both themes and sizes: what hinders a reader with a screen reader, a keyboard or weak eyes."""

from importlib.resources import files

import pytest
from visiting import PHONE, WIDE

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
DISTRICTS = """PREFIX kmg: <https://w3id.org/kmgraph/ontology#>
SELECT ?district (COUNT(?s) AS ?n) { ?district a kmg:District ; kmg:mentionedIn ?s } GROUP BY ?district"""
PAGES = {
    "start": "/",
    "explore": "/graph?focus=530100-2022-goal-1f37846b",
    "plan": "/plan",
    "report": "/report/530100-2022",
    "goal": "/id/530100-2022-goal-f8ac1c71",
    "project": "/id/530100-2022-project-37161bed",
    "industry": "/id/industry-C",
    "district": "/id/district-530181",
    "organisation": "/id/org-187ea60b",
    "related": "/id/530100-2022/in/kmg:partOf",
    "list": "/list/project",
    "search": "/search?q=滇池",
    "lists": "/search",
    "ask": "/query",
    "answer": "/query?question=05-most-projects",
    "slots": "/query?question=03-in-a-district",
    "chart": "/query?question=05-most-projects&view=chart",
    "map": f"/query?view=map&query={DISTRICTS.replace('#', '%23').replace(chr(10), '%0A')}",
    "fault": "/query?query=SELECT",
    "data": "/data",
    "ontology": "/ontology",
    "missing": "/id/530100-2022-goal-00000000",
}


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (PHONE, "dark")])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(open_window, site, name, size, scheme):
    visit = open_window(site, size, color_scheme=scheme, bypass_csp=True)
    visit.go(PAGES[name])
    if name == "explore":
        visit.drawn()
    visit.page.evaluate(AXE)
    found = visit.page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
    assert [(fault["id"], [node["html"][:160] for node in fault["nodes"][:3]]) for fault in found] == []
