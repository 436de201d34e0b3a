"""What the first reader would wait for is worked out before: by every process as it starts, and for each new generation."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable

from flask import Flask

from kmgraph.graph.store import EmbeddedStore, Store
from kmgraph_web.current import LANGUAGES, Reading, graph, reports
from kmgraph_web.words import local

FIRST = "/"  # the page that a process has read before it takes any request
OTHERS = ("/graph", "/plan", "/search", "/query", "/data")
OFTEN = 0.5  # seconds between two looks for a new generation
PAUSE = 0.05  # seconds between two pages, so that a reader who is there already gets a turn


def keep_warm(app: Flask, reading: Reading) -> None:
    """Read the start page now, and the pages that readers come to next while nobody waits; all again whenever the store has moved.

    A server's store is left alone: it would be asked again and again by a page that nobody reads.
    """
    if isinstance(reading.store, EmbeddedStore):
        visit(app, [FIRST])
        threading.Thread(target=_watch, args=(app, reading, reading.store), daemon=True).start()


def _watch(app: Flask, reading: Reading, warm: Store) -> None:
    visit(app, others(app))
    while True:
        time.sleep(OFTEN)
        if reading.store is not warm:
            warm = reading.store
            visit(app, [FIRST, *others(app)])


def others(app: Flask) -> list[str]:
    """Return the pages that come after the start page, the text of the newest report at the end."""
    with app.app_context():
        return [*OTHERS, *(f"/report/{local(report.iri)}" for report in reports(graph())[-1:])]


def visit(app: Flask, pages: Iterable[str]) -> None:
    """Read each of the pages once in each language."""
    client = app.test_client()
    for page in pages:
        for language in LANGUAGES:
            client.get(page, headers={"Accept-Language": language})
            time.sleep(PAUSE)
