"""Headers of every answer: nothing from another host, no inline script, no guessing of types."""

from __future__ import annotations

from flask import Response, request

# vis-network 10.1.5 puts these style sheets into its page: the hashes allow them and no other (a browser test notices
# when a new version brings others)
VIS_STYLES = (
    "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
    "sha256-OutIf5hnp68ctx4ThtV5J02g5HTJ5bbu/hkNfqVXWWo=",
    "sha256-4cgFR0//m8/eHo2G/esYsuZetUHlzCUWYM59sfgE9zY=",
    "sha256-uepMTym1NwItBa/XV6ef6fQobLL0A0CNVDM5km5L+nQ=",
    "sha256-gGUn/VMBXCeWm86qX/pOf+4ZDSbe0JcaXXb4rJjw1mA=",
    "sha256-QuPewnJYr+SnQiTnCNHFBw99ExTsz9f8w5320PimEPw=",
    "sha256-IY7YKNHjbzQ1NfAKrBZvBZohgXMtxrqB9PaqhAaT3vg=",
    "sha256-QE7TOEDW7YIlMzvUUnm8boDWeNBN7PBbaaYJjnp34WI=",
)


def policy(*styles: str) -> str:
    """Return the Content-Security-Policy: everything from this host, and inline only styles with these hashes."""
    allowed = " ".join(("'self'", *(f"'{style}'" for style in styles)))
    return "; ".join(
        (
            "default-src 'self'",
            "script-src 'self'",
            f"style-src {allowed}",
            "img-src 'self' data:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def secure(response: Response) -> Response:
    """Add the headers to an answer."""
    response.headers["Content-Security-Policy"] = policy(*(VIS_STYLES if request.endpoint == "explore.explore" else ()))
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    if response.mimetype == "text/html":
        response.headers.setdefault("Cache-Control", "no-cache")
        response.vary.update(("Cookie", "Accept-Language"))
    return response
