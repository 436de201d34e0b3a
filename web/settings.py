"""The two switches of the page: language and theme, each kept in a cookie."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as Answer

from kmgraph_web.current import LANGUAGES, THEMES

pages = Blueprint("settings", __name__)
_YEAR = 365 * 24 * 3600
_LANG = re.compile(r"(?<=[?&])lang=[^&#]*&?")


@pages.post("/settings")
def change() -> Answer:
    """Keep what the reader has chosen, and go back to where the reader was."""
    response = redirect(back(request.form.get("back", "/")), 303)
    for name, allowed in (("language", LANGUAGES), ("theme", THEMES)):
        if (value := request.form.get(name, "")) in allowed:
            keep(response, name, value)
    return response


def keep(response: Answer, name: str, value: str) -> None:
    """Keep a choice in the reader's browser."""
    response.set_cookie(name, value, max_age=_YEAR, samesite="Lax", httponly=True)


def keep_language(response: Response) -> Response:
    """Keep the language that a page's address names (`?lang=en`), so that the pages behind its links have it too."""
    if response.mimetype == "text/html" and (named := request.args.get("lang", "")) in LANGUAGES:
        keep(response, "language", named)
    return response


def back(address: str) -> str:
    """Return an address of this site, without the language that it names; `/` for any other: `//evil.example` → `/`."""
    parts = urlsplit(address.replace("\\", "/"))
    inside = not parts.scheme and not parts.netloc and address.startswith("/") and not address.startswith("//")
    return _LANG.sub("", address).rstrip("?&") if inside and address.isprintable() else "/"
