"""The two switches of the page: language and theme, each kept in a cookie."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response as Answer

from kmgraph_web.current import LANGUAGES, THEMES

pages = Blueprint("settings", __name__)
_YEAR = 365 * 24 * 3600


@pages.post("/settings")
def change() -> Answer:
    """Keep what the reader has chosen, and go back to where the reader was."""
    response = redirect(back(request.form.get("back", "/")), 303)
    for name, allowed in (("language", LANGUAGES), ("theme", THEMES)):
        if (value := request.form.get(name, "")) in allowed:
            response.set_cookie(name, value, max_age=_YEAR, samesite="Lax", httponly=True)
    return response


def back(address: str) -> str:
    """Return an address of this site, `/` for any other: `//evil.example` → `/`."""
    parts = urlsplit(address.replace("\\", "/"))
    inside = not parts.scheme and not parts.netloc and address.startswith("/") and not address.startswith("//")
    return address if inside and address.isprintable() else "/"
