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
