"""A reader's window in the browser tests."""

from pathlib import Path

PICTURES = Path(__file__).parent / "browser" / "pictures"
WIDE, PHONE = (1280, 800), (390, 844)
DISTRICTS = """PREFIX kmg: <https://w3id.org/kmgraph/ontology#>
SELECT ?district (COUNT(?s) AS ?n) { ?district a kmg:District ; kmg:mentionedIn ?s } GROUP BY ?district"""
# a page of each kind
EVERY_PAGE = {
    "start": "/",
    "explore": "/graph?focus=530100-2022-goal-1f37846b",
    "plan": "/plan",
    "analysis": "/analysis",
    "impact": "/analysis/impact?node=530100-2022-project-37161bed&late=5号线",
    "support": "/analysis/support?node=冶金产业",
    "goals": "/analysis/support",
    "critical": "/analysis/critical",
    "path": "/analysis/path?from=产业投资占比&to=武钢昆钢新区智能制造",
    "order": "/analysis/order",
    "communities": "/analysis/communities",
    "centrality": "/analysis/centrality",
    "gaps": "/analysis/gaps",
    "gap": "/analysis/gaps/goal-project",
    "choose": "/analysis/impact?node=武钢",
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
    "matrix": "/analysis/matrix",
    "flow": "/analysis/flow",
    "flow-task": "/analysis/flow?task=530100-2022-task-111ca45b",
    "data": "/data",
    "ontology": "/ontology",
    "missing": "/id/530100-2022-goal-00000000",
}


class Visit:
    """A window in which a reader goes about; what went wrong in it stands in `faults`."""

    def __init__(self, page, base):
        self.page, self.base = page, base
        self.faults = []
        page.on("console", lambda message: message.type == "error" and self.note(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.note(f"error: {error}"))
        page.on("dialog", lambda dialog: (self.note(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: self.see(request.url))

    def note(self, fault):
        # a page that the test itself asks for in vain is no fault
        if "status of 40" not in fault:
            self.faults.append(fault)

    def see(self, url):
        if not url.startswith((self.base + "/", "data:", "blob:")):
            self.faults.append(f"another host: {url}")

    def go(self, path):
        return self.page.goto(self.base + path)

    def drawn(self):
        """Wait until the picture has been drawn."""
        self.page.wait_for_selector("#picture[data-ready=yes]")

    def picture(self, name, **options):
        PICTURES.mkdir(exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.png", **options)


# every text against the background that lies under it, by WCAG's formula
POOR_CONTRAST = """() => {
  const channel = (v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const numbers = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const under = (node) => {
    for (; node; node = node.parentElement) {
      const colour = numbers(getComputedStyle(node).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const node of document.querySelectorAll("body *")) {
    const text = [...node.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data.trim()).join("");
    const style = getComputedStyle(node);
    if (!text || !node.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || node.closest(".visually-hidden, .CodeMirror, .here")) continue;
    const [a, b] = [light(numbers(style.color)), light(under(node))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) poor.push(`${node.tagName}.${node.className} ${ratio.toFixed(2)} ${text.slice(0, 20)}`);
  }
  return [...new Set(poor)].slice(0, 10);
}"""
