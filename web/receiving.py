"""Receiving the body of a request: whole, before anything is done with it, and by few threads at a time.

Whoever sends a body byte by byte holds a thread of the server. Only so many may be held: past that, requests with a
body are sent away, and everything that is asked by GET is answered as ever.
"""

from __future__ import annotations

import threading

from flask import request
from werkzeug.exceptions import BadRequest, TooManyRequests

MOST = 12  # bodies that one process of the server receives at once; one of a query takes a fraction of a millisecond
_places = threading.BoundedSemaphore(MOST)


def receive() -> None:
    """Read the body into the request. Raises TooManyRequests (429), BadRequest where it ends before its length."""
    if not request.content_length and "Transfer-Encoding" not in request.headers:
        return
    if not _places.acquire(blocking=False):
        raise TooManyRequests("too many requests are being received; try again in a few seconds, or ask by GET")
    try:
        received = len(request.get_data())
    finally:
        _places.release()
    if request.content_length not in (None, received):
        raise BadRequest(f"the body ended after {received:,} of {request.content_length:,} bytes")
