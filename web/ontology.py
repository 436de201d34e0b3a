"""`/ontology`: every class and property with its meaning, a diagram of them, the vocabularies; the same address as RDF.

`https://w3id.org/kmgraph/ontology#Goal` leads to `/ontology#Goal`.
"""

from __future__ import annotations

from importlib.resources import files

from flask import Blueprint, Response, abort, render_template, request
from pyoxigraph import RdfFormat, serialize

from kmgraph.graph import documentation
from kmgraph.graph.divisions import POSITIONS
from kmgraph.graph.ontology import KMG, PREFIXES, TERM_KINDS, ontology, rooms
from kmgraph.graph.store import Store
from kmgraph_web.current import graph, language, remembered
from kmgraph_web.diagram import draw

pages = Blueprint("ontology", __name__)

# ending → media type and how it is written; Turtle is the file itself
FORMS: dict[str, tuple[str, RdfFormat]] = {
    "ttl": ("text/turtle", RdfFormat.TURTLE),
    "jsonld": ("application/ld+json", RdfFormat.JSON_LD),
    "rdf": ("application/rdf+xml", RdfFormat.RDF_XML),
    "nt": ("application/n-triples", RdfFormat.N_TRIPLES),
}
HTML = ("text/html", "application/xhtml+xml")


@pages.get("/ontology")
def listing() -> Response:
    """Show the ontology as a page, or send it as RDF to a client that likes that better."""
    media = {**dict.fromkeys(HTML, ""), **{media: ending for ending, (media, _) in FORMS.items()}}
    best = request.accept_mimetypes.best_match(media) if request.accept_mimetypes else HTML[0]
    if best is None:
        abort(406)
    if media[best]:
        return file(media[best])
    entries = documentation.entries()
    page = render_template(
        "ontology.html",
        about=documentation.about,
        kinds=[(kind, [entry for entry in entries if entry.term.kind == kind]) for kind in TERM_KINDS],
        counts=counts(graph()),
        question=documentation.question,
        diagram=draw(language()),
        schemes=documentation.schemes(),
        forms=FORMS,
        namespace=KMG,
    )
    return located(Response(page, content_type="text/html; charset=utf-8"), "/ontology")


@remembered
def counts(store: Store) -> dict[str, int]:
    """How many there are of each term, once a store."""
    return documentation.counts(store)


@pages.get("/ontology.<ending>")
def file(ending: str) -> Response:
    """Send the ontology in one form."""
    if ending not in FORMS:
        abort(404)
    media, form = FORMS[ending]
    if ending == "ttl":
        return located(turtle("kmgraph.ttl"), "/ontology.ttl")
    body = serialize(ontology(), format=form, prefixes=PREFIXES)
    return located(Response(body, content_type=media), f"/ontology.{ending}")


@pages.get("/vocabularies/<name>.ttl")
def vocabulary(name: str) -> Response:
    """Send a vocabulary, or the shapes, as they are."""
    if f"{name}.ttl" not in (*rooms(), "shapes.ttl", POSITIONS):
        abort(404)
    response = turtle(f"{name}.ttl")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def turtle(name: str) -> Response:
    """A file of ontology/, byte for byte."""
    return Response(files("kmgraph_ontology").joinpath(name).read_bytes(), content_type="text/turtle; charset=utf-8")


def located(response: Response, address: str) -> Response:
    """Say which of the forms this is; any page may read it."""
    response.headers["Content-Location"] = address
    response.vary.add("Accept")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
