"""What need not be sent again: a strong ETag for each answer, from the store's state and all that the answer depends on."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from flask import Response, request

from kmgraph.graph.store import Store, fingerprint


def is_known(response: Response, store: Store, *depends_on: str) -> bool:
    """Give an answer its ETag; tell whether the client has it already, which makes the answer a 304 without a body.

    The address belongs to the tag; `depends_on` is what the answer looks at besides: language, theme, the day.
    """
    response.set_etag(fingerprint(store.state, program(), request.full_path, *depends_on))
    return response.make_conditional(request).status_code == 304


@cache
def program() -> str:
    """Name the state of the page's own code, templates and texts."""
    room = Path(__file__).parent
    files = sorted(
        path for ending in ("*.py", "templates/*.html", "translations/**/*.mo") for path in room.glob(ending)
    )
    return fingerprint(*(f"{path.relative_to(room)} {path.stat().st_mtime_ns}" for path in files))
