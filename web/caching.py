"""What need not be sent again: a strong ETag for each answer, from the store's state and all that the answer depends on."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path

from flask import Response, request

from kmgraph.graph.ontology import ontology_hash
from kmgraph.graph.store import Store, fingerprint
from kmgraph_web.current import language, theme

OWN = (
    "*.py",
    "templates/**/*.*",
    "translations/**/*.mo",
    "static/css/*",
    "static/js/*",
)  # a page names the age of its style sheets
MOST, LARGEST = 60, 300_000  # pages that are kept, and characters of one, two bytes each: at most 36 MB a process
_pages: dict[str, str] = {}
_lock = threading.Lock()


def is_known(response: Response, store: Store, *depends_on: str) -> bool:
    """Give an answer its ETag; tell whether the client has it already, which makes the answer a 304 without a body.

    The address belongs to the tag; `depends_on` is what the answer looks at besides: language, theme, the day.
    """
    response.set_etag(fingerprint(store.state, program(), request.full_path, *depends_on))
    return response.make_conditional(request).status_code == 304


def page(store: Store, render: Callable[[], str], media: str = "text/html") -> Response:
    """Answer with a page that is the same for one state of the store, one language and one theme.

    Who has it already gets a 304; for others it is rendered once, as long as it is kept.
    """
    response = Response(content_type=f"{media}; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    response.vary.update(("Cookie", "Accept-Language"))
    if not is_known(response, store, language(), theme()):
        response.set_data(kept(str(response.get_etag()[0]), render))
    return response


def kept(tag: str, render: Callable[[], str]) -> str:
    """Return a page by its tag, rendered anew where it is not kept."""
    with _lock:
        found = _pages.get(tag)
    if found is None:
        found = render()
        if len(found) <= LARGEST:
            with _lock:
                _pages[tag] = found
                if len(_pages) > MOST:
                    del _pages[next(iter(_pages))]
    return found


@cache
def program() -> str:
    """Name the state of the page's own code, templates, texts and style sheets, and of the vocabularies whose names it shows."""
    room = Path(__file__).parent
    files = sorted(path for ending in OWN for path in room.glob(ending))
    return fingerprint(ontology_hash(), *(f"{path.relative_to(room)} {path.stat().st_mtime_ns}" for path in files))
