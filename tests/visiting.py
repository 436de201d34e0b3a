"""A reader's window in the browser tests."""

from pathlib import Path

PICTURES = Path(__file__).parent / "browser" / "pictures"
WIDE, PHONE = (1280, 800), (390, 844)


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
