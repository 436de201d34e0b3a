"""Text travels compressed to whoever accepts gzip: the first page is a fifth as heavy.

By the standard library: brotli and zstd would bring compiled packages for a tenth less. What the endpoint answers goes out
as it is; its clients count milliseconds, and most sit on the same machine.
"""

from __future__ import annotations

import gzip
from functools import lru_cache
from pathlib import Path

from flask import Response, current_app, request

LEAST = 1000  # bytes; what is smaller fits into a packet anyway
LEVEL, ONCE = 6, 9  # a page is compressed for each reader, a static file once a process
_TEXTS = frozenset(
    "application/" + name
    for name in ("json", "ld+json", "n-triples", "n-quads", "trig", "rdf+xml", "xml", "javascript", "graphml+xml")
) | {"image/svg+xml"}  # and whatever is text/…
AS_IT_IS = ("endpoint",)


def compress(response: Response) -> Response:
    """Compress an answer that is text; its ETag becomes a weak one, as both forms of it mean the same (RFC 9110, 8.8.1)."""
    if request.blueprint in AS_IT_IS or not is_text(response.mimetype):
        return response
    response.vary.add("Accept-Encoding")
    whole = response.status_code not in (204, 206, 304) and "Content-Encoding" not in response.headers
    if not whole or request.accept_encodings.best_match(("gzip", "identity")) != "gzip":
        return response
    if (response.content_length or LEAST) < LEAST:
        return response
    if request.endpoint == "static":
        response.close()  # the open file, whose place the compressed one takes
        response.direct_passthrough = False
        response.set_data(static_file())
    else:
        response.set_data(gzip.compress(response.get_data(), LEVEL, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    tag, weak = response.get_etag()
    if tag and not weak:
        response.set_etag(tag, weak=True)
    return response


def is_text(media: str | None) -> bool:
    """Tell what gets smaller from what is compressed already, as a workbook or a picture."""
    return media is not None and (media.startswith("text/") or media in _TEXTS)


def static_file() -> bytes:
    """Return the static file that is asked for, compressed."""
    path = Path(current_app.static_folder or "") / (request.view_args or {})["filename"]
    return compressed(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def compressed(path: Path, _age: int) -> bytes:
    """Compress a file, once for each of its states."""
    return gzip.compress(path.read_bytes(), ONCE, mtime=0)
