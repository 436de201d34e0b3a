"""How long a picture takes in Chromium: from the arrival of its data until it is drawn, for 1,000 and for 10,000 nodes.

One goal with so many projects beside it and half as many organisations behind these; the page, the server and the
browser are real. Prints JSON; `make bench` runs it.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright
from ports import free_port
from pyoxigraph import Literal, NamedNode, Quad

from kmgraph.graph.ontology import KMR, term
from kmgraph.graph.store import write_store

SERVE = "import sys; from pathlib import Path; from kmgraph_web.serving import serve; serve(Path(sys.argv[1]), port=int(sys.argv[2]))"
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"]
SIZES, RUNS = (1_000, 10_000), 5
GOAL, REPORT = "530100-2022-goal-00000000", "530100-2022"


def quads(nodes: int) -> Iterator[Quad]:
    """A goal with two thirds of the nodes as projects that support it, and the others as those who own every second."""

    def named(name: str, kind: str, label: str) -> Iterator[Quad]:
        yield Quad(NamedNode(KMR + name), term("rdf:type"), term(kind))
        yield Quad(NamedNode(KMR + name), term("rdfs:label"), Literal(label, language="zh"))

    yield from named(REPORT, "kmg:Report", "某市2022年计划报告")
    yield from named(GOAL, "kmg:Goal", "石油及化工产业产值 1120亿元")
    projects = (nodes - 1) * 2 // 3
    for number in range(nodes - 1):
        if number < projects:
            name = f"{REPORT}-project-{number:08x}"
            yield from named(name, "kmg:Project", f"第{number}个高速公路改扩建工程项目")
            yield Quad(NamedNode(KMR + name), term("kmg:supports"), NamedNode(KMR + GOAL))
        else:
            owner = f"organization-{number:08x}"
            yield from named(owner, "kmg:Organization", f"第{number}家企业")
            project = f"{REPORT}-project-{(number - projects) * 2:08x}"
            yield Quad(NamedNode(KMR + project), term("kmg:ownedBy"), NamedNode(KMR + owner))


def measured(page: Page, address: str) -> dict[str, float]:
    """Open a picture and return the seconds to its data, from there to the drawn picture, and its nodes."""
    started = time.perf_counter()
    page.goto(address)
    page.wait_for_selector("#picture[data-ready=yes]", timeout=120_000)
    whole = time.perf_counter() - started
    marks = page.evaluate(
        "Object.fromEntries(performance.getEntriesByType('mark').map((m) => [m.name, m.startTime / 1000]))"
    )
    nodes = page.evaluate("Object.keys(document.getElementById('picture').network.getPositions()).length")
    return {"nodes": nodes, "data to drawn": marks["drawn"] - marks["arrived"], "click to drawn": whole}


def main() -> None:
    """Measure each size a few times and print the medians."""
    found: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or "/usr/bin/chromium", args=ARGUMENTS
        )
        for size in SIZES:
            store, port = Path(folder) / str(size), free_port()
            write_store(store, quads(size), {"version": "0"})
            server = subprocess.Popen([sys.executable, "-c", SERVE, str(store), str(port)])
            base = f"http://127.0.0.1:{port}"
            await_server(base)
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            runs = [measured(page, f"{base}/graph?focus={GOAL}&depth=2&limit={size}") for _ in range(RUNS)]
            found[f"{size} nodes"] = {name: round(median(run[name] for run in runs), 2) for name in runs[0]}
            page.close()
            server.terminate()
            server.wait(15)
        browser.close()
    print(json.dumps(found, indent=2))


def await_server(base: str) -> None:
    """Wait until the server answers."""
    for _ in range(150):
        try:
            urllib.request.urlopen(base + "/data", timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)


if __name__ == "__main__":
    main()
