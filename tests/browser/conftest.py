"""A real server, the system's Chromium, and a page that notices errors and any request to another host."""

import os
import socket
import subprocess
import sys
import time

import pytest
import web_sample
from playwright.sync_api import sync_playwright
from ports import free_port
from visiting import WIDE, Visit

from kmgraph import stores

ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
SERVE = "import sys; from pathlib import Path; from kmgraph_web.serving import serve; serve(Path(sys.argv[1]), port=int(sys.argv[2]))"


def serving(store):
    """Serve a store on a free port until the generator is closed."""
    port = free_port()
    server = subprocess.Popen([sys.executable, "-c", SERVE, str(store), str(port)])
    for _ in range(150):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            break
        except OSError:
            time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(15)


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The bundled report's graph."""
    yield from serving(stores.load([stores.bundled_graph()], tmp_path_factory.mktemp("site") / "store"))


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory):
    """The sample with names that would hurt a careless page."""
    yield from serving(web_sample.write(tmp_path_factory.mktemp("hostile") / "store"))


@pytest.fixture(scope="session")
def browser():
    """The system's Chromium, or the one that CHROMIUM names."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or "/usr/bin/chromium", args=ARGUMENTS
        )
        yield chromium
        chromium.close()


@pytest.fixture
def open_window(browser):
    """Open windows of any size, language and theme; afterwards nothing may have gone wrong in any."""
    opened = []

    def window(base, size=WIDE, **options):
        width, height = size
        settings = {"locale": "zh-CN", "color_scheme": "light", **options}
        context = browser.new_context(viewport={"width": width, "height": height}, **settings)
        context.set_default_timeout(15_000)
        visit = Visit(context.new_page(), base)
        opened.append((context, visit))
        return visit

    yield window
    for context, _ in opened:
        context.close()
    assert [fault for _, visit in opened for fault in visit.faults] == []


@pytest.fixture
def visit(open_window, site):
    """A wide window on the bundled report's graph."""
    return open_window(site)
