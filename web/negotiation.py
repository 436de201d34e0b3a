"""Which form of a resource a client gets: by its Accept header (RFC 9110, section 12.5.1), unless the address names one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Response


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which resources are to be had: the ending of its address, its media type, and types that mean it too."""

    ending: str
    media: str
    label: str
    also: tuple[str, ...] = ()


PAGE = Form("html", "text/html", "HTML", ("application/xhtml+xml",))
DATA = (
    Form("ttl", "text/turtle", "Turtle", ("application/x-turtle",)),
    Form("jsonld", "application/ld+json", "JSON-LD", ("application/json",)),
    Form("nt", "application/n-triples", "N-Triples", ("text/plain",)),
)
FORMS = (PAGE, *DATA)


def named(name: str) -> tuple[str, Form | None]:
    """Take the form off the end of a name: `530100-2022.ttl` → (`530100-2022`, Turtle)."""
    stem, dot, ending = name.rpartition(".")
    form = next((form for form in FORMS if form.ending == ending), None) if dot and stem else None
    return (stem, form) if form else (name, None)


def choose(accept: Iterable[tuple[str, float]]) -> Form | None:
    """Choose the form that a client likes best; None for none of them, the page for whoever likes all the same.

    Of two that are liked as much, the one that is named wins over the one that a wildcard covers, and the first named.
    """
    wanted: dict[str, tuple[float, int]] = {}
    for place, (media, quality) in enumerate(accept):
        plain = media.partition(";")[0].strip().lower()
        wanted.setdefault("*/*" if plain == "*" else plain, (quality, -place))
    if not wanted:
        return PAGE
    liked = {form: rank(form, wanted) for form in FORMS}
    best = max(FORMS, key=lambda form: liked[form])
    return best if liked[best][0] > 0 else None


def rank(form: Form, wanted: dict[str, tuple[float, int]]) -> tuple[float, int, int]:
    """How much a form is liked, how exactly it is named, how early: a type of its own counts before a wildcard, whatever its q."""
    media = (form.media, *form.also)
    exact = next((name for name in media if name in wanted), None)
    if exact:
        return wanted[exact][0], 2, wanted[exact][1]
    for exactness, name in ((1, form.media.partition("/")[0] + "/*"), (0, "*/*")):
        if name in wanted:
            return wanted[name][0], exactness, 0
    return 0, 0, 0


def not_acceptable() -> Response:
    """One line that lists what there is."""
    line = f"this resource comes as {', '.join(form.media for form in FORMS)}\n"
    response = Response(line, 406, content_type="text/plain; charset=utf-8")
    response.vary.add("Accept")
    return response
