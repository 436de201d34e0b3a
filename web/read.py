"""Reading: every resource's page (and its RDF), and the report's own text."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, abort, render_template, request
from pyoxigraph import NamedNode, QueryTriples, RdfFormat, serialize

from kmgraph.errors import GraphError
from kmgraph.graph import queries
from kmgraph.graph.files import turtle
from kmgraph.graph.ontology import KMR, PREFIXES
from kmgraph.graph.store import Store
from kmgraph_web import evidence, fulltext, mending
from kmgraph_web.current import graph
from kmgraph_web.missing import not_found

pages = Blueprint("read", __name__)

# ending → media type and how it is written
RDF: dict[str, tuple[str, RdfFormat]] = {
    "ttl": ("text/turtle", RdfFormat.TURTLE),
    "jsonld": ("application/ld+json", RdfFormat.JSON_LD),
    "nt": ("application/n-triples", RdfFormat.N_TRIPLES),
}
HTML = ("text/html", "application/xhtml+xml")

DESCRIPTION = """
CONSTRUCT { ?iri ?p ?o . ?s ?q ?iri . ?o rdfs:label ?name . ?sentence kmg:text ?text } {
  { ?iri ?p ?o . OPTIONAL { ?o rdfs:label ?name } }
  UNION { ?s ?q ?iri }
  UNION { ?iri prov:wasDerivedFrom ?sentence . ?sentence kmg:text ?text }
}
"""


@pages.get("/id/<name>")
def resource(name: str) -> Response | str | tuple[str, int]:
    """Show a resource: as a page, or as RDF by the address's ending or by what the client accepts."""
    store = graph()
    stem, dot, ending = name.rpartition(".")
    if dot and ending in RDF and queries.node(store, KMR + name) is None:
        return as_rdf(store, stem, ending)
    ending = negotiate()
    return as_page(store, name) if ending == "html" else as_rdf(store, name, ending)


def negotiate() -> str:
    """Return the form that the client likes best: `html`, or an ending of RDF. Aborts with 406 for none that is here."""
    if not request.accept_mimetypes:
        return "html"
    offered = {**dict.fromkeys(HTML, "html"), **{media: ending for ending, (media, _) in RDF.items()}}
    best = request.accept_mimetypes.best_match(offered)
    return offered[best] if best else abort(406)


def as_rdf(store: Store, name: str, ending: str) -> Response | tuple[str, int]:
    """What the graph says of a resource, the sentences that it rests on included."""
    found = store.query(DESCRIPTION, {"iri": NamedNode(KMR + name)})
    assert isinstance(found, QueryTriples)
    triples = sorted(set(found), key=str)
    if not triples:
        return not_found(KMR + name)
    media, format = RDF[ending]
    body = turtle(triples) if ending == "ttl" else serialize(triples, format=format, prefixes=PREFIXES)
    response = Response(body, content_type=f"{media}; charset=utf-8" if ending == "ttl" else media)
    return located(response, f"/id/{name}.{ending}")


def as_page(store: Store, name: str) -> Response | tuple[str, int]:
    """Show facts, sentences and neighbours of a resource."""
    try:
        described = queries.view(store, KMR + name)
    except (GraphError, ValueError):
        return not_found(KMR + name)
    page = render_template(
        "node.html",
        node=described.node,
        described=described,
        evidence=evidence.of(store, described),
        corrections=mending.lines(store, described, date.today()),
    )
    return located(Response(page, content_type="text/html; charset=utf-8"), f"/id/{name}")


def located(response: Response, address: str) -> Response:
    """Say which of the forms this is."""
    response.headers["Content-Location"] = address
    response.vary.add("Accept")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@pages.get("/report/<name>")
def report(name: str) -> str | tuple[str, int]:
    """Show the text as published, contents at the side, facts underlined."""
    store = graph()
    shown = next((report for report in queries.reports(store) if report.iri == KMR + name), None)
    if shown is None:
        return not_found(KMR + name)
    return render_template(
        "report.html",
        shown=shown,
        contents=fulltext.contents(store, shown.iri),
        blocks=fulltext.blocks(store, shown.iri),
    )
