"""`/.well-known/void`: what the dataset says of itself, for programs; a browser is led to the page of the data."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request, url_for
from pyoxigraph import serialize
from werkzeug.wrappers import Response as Answer

from kmgraph.graph import answer
from kmgraph.graph.ontology import PREFIXES
from kmgraph.graph.store import fingerprint
from kmgraph_web.endpoint import GRAPHS, ProtocolError, accepts_page, chosen, plain, readable, with_charset
from kmgraph_web.void import OWN, described

pages = Blueprint("dataset", __name__)


@pages.get("/.well-known/void")
def void() -> Answer:
    """Describe the dataset as Turtle, or in the form that is asked for."""
    if accepts_page(request.accept_mimetypes) and "format" not in request.args:
        response: Answer = redirect(url_for("data.listing"), 303)
        response.vary.add("Accept")
        return response
    try:
        form = chosen(GRAPHS)
    except ProtocolError as refused:
        offered = ", ".join(media[0] for media in GRAPHS.values())
        return plain(refused.status, f"the description comes as {offered}")
    return written(form)


def written(form: str) -> Answer:
    """Write the description; who has it already gets 304."""
    triples = described()
    body = serialize(triples, format=answer.GRAPH_FORMATS[form], prefixes={**PREFIXES, **OWN})
    response = Response(body, content_type=with_charset(GRAPHS[form][0]))
    # weak: the order in which the serializer writes prefixes changes from run to run
    response.set_etag(fingerprint(form, *map(str, triples)), weak=True)
    response.headers["Cache-Control"] = "no-cache"
    response.vary.add("Accept")
    return readable(response).make_conditional(request)
