"""What the first reader would wait for is worked out before: by every process as it starts, and for each new generation."""

from __future__ import annotations

import threading
import time

from flask import Flask

from kmgraph.graph.store import EmbeddedStore, Store
from kmgraph_web.current import LANGUAGES, Reading, graph, reports
from kmgraph_web.words import local

PAGES = ("/", "/graph", "/plan", "/search", "/query", "/data")
OFTEN = 0.5  # seconds between two looks for a new generation


def keep_warm(app: Flask, reading: Reading) -> None:
    """Read the pages that readers come to first, now and whenever the store has moved; nobody waits for it.

    A server's store is left alone: it would be asked again and again by a page that nobody reads.
    """
    if isinstance(reading.store, EmbeddedStore):
        threading.Thread(target=_watch, args=(app, reading), daemon=True).start()


def _watch(app: Flask, reading: Reading) -> None:
    warm: Store | None = None
    while True:
        if reading.store is not warm:
            warm = reading.store
            visit(app)
        time.sleep(OFTEN)


def visit(app: Flask) -> None:
    """Read each of the pages once in each language, the start page first."""
    client = app.test_client()
    with app.app_context():
        newest = [f"/report/{local(report.iri)}" for report in reports(graph())[-1:]]
    for page in (*PAGES, *newest):
        for language in LANGUAGES:
            client.get(page, headers={"Accept-Language": language})
