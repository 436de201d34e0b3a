"""`/sparql`: the SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/) for reading, over the killable workers."""

from __future__ import annotations

import time
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from flask import Blueprint, Response, redirect, request, url_for
from pyoxigraph import serialize
from werkzeug.datastructures import MIMEAccept
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as Answer

from kmgraph.errors import KmgraphError, QueryError, StoreError
from kmgraph.graph import answer, guard, workers
from kmgraph.graph.ontology import PREFIXES
from kmgraph.graph.wire import RemoteError, RemoteTimeoutError
from kmgraph.graph.workbook import MEDIA_TYPE
from kmgraph_web import void
from kmgraph_web.current import graph, reading, version
from kmgraph_web.description import SD, describe_service

pages = Blueprint("endpoint", __name__)

# form → its media types, the one that is sent first
TABLES: dict[str, tuple[str, ...]] = {
    "json": ("application/sparql-results+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
    "xlsx": (MEDIA_TYPE,),
}
GRAPHS: dict[str, tuple[str, ...]] = {
    "turtle": ("text/turtle", "application/x-turtle"),
    "ntriples": ("application/n-triples", "text/plain"),
    "jsonld": ("application/ld+json", "application/json"),
    "rdfxml": ("application/rdf+xml", "application/xml"),
}
_SHORT = {"ttl": "turtle", "nt": "ntriples", "json-ld": "jsonld", "rdf": "rdfxml"}
_STATUS: tuple[tuple[type[KmgraphError], int], ...] = (
    (guard.UpdateError, 403),
    (guard.ServiceError, 403),
    (guard.QueryLengthError, 413),
    (workers.QueryTimeoutError, 503),
    (workers.QueryWeightError, 503),
    (workers.BusyError, 429),
    (workers.QueryCancelledError, 409),
    (RemoteTimeoutError, 504),
    (RemoteError, 502),
    (StoreError, 503),
)
_METHODS = ("GET", "HEAD", "POST", "OPTIONS")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks: the query and the dataset that the protocol's parameters name."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


class ProtocolError(Exception):
    """A request that breaks the protocol: status and one line that says what."""

    def __init__(self, status: int, line: str) -> None:
        super().__init__(line)
        self.status = status


@pages.route("/sparql", methods=["GET", "POST", "OPTIONS"], provide_automatic_options=False)
def sparql() -> Answer:
    """Answer a query, or say what this service is."""
    if request.method == "OPTIONS":
        return preflight()
    try:
        asked = read_request()
        return answered(asked) if asked else without_query()
    except ProtocolError as refused:
        return plain(refused.status, str(refused))
    except (QueryError, StoreError) as error:
        return plain(status_of(error), str(error))


def read_request() -> Asked | None:
    """Take the query out of a GET, a form or a body (sections 2.1.1 to 2.1.3); None for a GET without one."""
    if request.method in ("GET", "HEAD"):
        require_utf8(request.query_string)
        queries, updates = request.args.getlist("query"), request.args.getlist("update")
    elif request.mimetype == "application/x-www-form-urlencoded":
        require_utf8(request.get_data())
        queries, updates = request.form.getlist("query"), request.form.getlist("update")
    elif request.mimetype == "application/sparql-query":
        queries, updates = [body()], []
    elif request.mimetype == "application/sparql-update":
        queries, updates = [], [""]
    else:
        raise ProtocolError(415, "send application/x-www-form-urlencoded with query=…, or application/sparql-query")
    if updates:
        raise guard.UpdateError("this endpoint only reads; updates are refused")
    if len(queries) > 1:
        raise ProtocolError(400, f"one query a request: {len(queries)} were sent")
    if not queries or not queries[0].strip():
        if request.method == "POST" or queries:
            raise ProtocolError(400, "there is no query: send query=… or a body of type application/sparql-query")
        return None
    return Asked(queries[0], parameters("default-graph-uri"), parameters("named-graph-uri"))


def require_utf8(sent: bytes) -> str:
    """Return what was sent, percent signs read. Raises ProtocolError where it is not UTF-8."""
    try:
        return unquote_to_bytes(sent).decode("utf-8")
    except UnicodeDecodeError:
        raise ProtocolError(400, "the request is not UTF-8") from None


def body() -> str:
    """Return the query that is the request's body."""
    try:
        return request.get_data().decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProtocolError(400, f"the query is not UTF-8 (byte {error.start})") from None


def parameters(name: str) -> tuple[str, ...]:
    """Return the values of a parameter of the address or the form."""
    return tuple(dict.fromkeys((*request.args.getlist(name), *request.form.getlist(name))))


def ask_workers(asked: Asked, format: str, ticket: str = "") -> answer.Answer:
    """Check a query and have it answered, unless it is cancelled by its ticket. Raises QueryError and its children."""
    store = graph()
    guard.check(asked.query, held := store.graphs())
    guard.require_graphs((*asked.default_graphs, *asked.named_graphs), held)
    question = answer.Question(
        asked.query, format, asked.default_graphs, asked.named_graphs, prefixes=tuple(PREFIXES.items())
    )
    return reading().ask(store, question, ticket)


def answered(asked: Asked) -> Response:
    """Answer in the form asked for, with what was cut in the headers."""
    verdict = guard.judge(asked.query)
    offered = TABLES if verdict.form in ("SELECT", "ASK") else GRAPHS
    format = chosen(offered)
    began = time.perf_counter()
    found = ask_workers(asked, format)
    response = Response(found.body, content_type=with_charset(offered[format][0]))
    response.headers["Server-Timing"] = f"query;dur={(time.perf_counter() - began) * 1000:.1f}"
    response.headers["Kmgraph-Rows"] = str(found.rows)
    response.headers["Kmgraph-Complete"] = f"false; limit={found.cut}" if found.cut else "true"
    response.headers["Kmgraph-Version"] = version(graph())
    response.vary.add("Accept")
    return readable(response)


def chosen(offered: dict[str, tuple[str, ...]]) -> str:
    """Choose the form by `format=` (a short name or a media type), else by Accept. Raises ProtocolError with 406 or 400."""
    wanted = (request.args.get("format") or request.form.get("format") or "").strip().lower()
    by_media = {media: name for name, all_ in reversed(offered.items()) for media in all_}
    if wanted:
        name = _SHORT.get(wanted, by_media.get(wanted, wanted))
        if name not in offered:
            raise ProtocolError(400, f"format={wanted[:40]} does not fit this query; use {', '.join(offered)}")
        return name
    accept = request.accept_mimetypes
    if not accept or accepts_page(accept):
        return next(iter(offered))
    media = accept.best_match([media for all_ in offered.values() for media in all_])
    if media is None:
        raise ProtocolError(406, f"this query's answer comes as {', '.join(all_[0] for all_ in offered.values())}")
    return by_media[media]


def accepts_page(accept: MIMEAccept) -> bool:
    """Tell a browser by its Accept: it names text/html."""
    return any(media == "text/html" and quality > 0 for media, quality in accept)


def without_query() -> Answer:
    """A browser is led to the page with the editor, a program gets the service description and the dataset's."""
    if request.accept_mimetypes and accepts_page(request.accept_mimetypes):
        return redirect(url_for("ask.query"), 303)
    format = chosen(GRAPHS)
    media = (*TABLES.values(), *GRAPHS.values())
    service = describe_service(request.base_url, void.here().node("dataset"), graph().graphs(), media)
    triples = (*service, *void.described())
    body = serialize(triples, format=answer.GRAPH_FORMATS[format], prefixes={**PREFIXES, **void.OWN, "sd": SD})
    response = Response(body, content_type=with_charset(GRAPHS[format][0]))
    response.vary.add("Accept")
    return readable(response)


def with_charset(media: str) -> str:
    """Name the encoding where the media type has no fixed one."""
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


def status_of(error: KmgraphError) -> int:
    """Return the HTTP status of a fault; 400 for a query that is broken."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 400)


def plain(status: int, line: str) -> Response:
    """One line that says what is wrong, whatever was in the part of the request that it quotes."""
    printed = "".join(character if character.isprintable() else " " for character in line)
    response = Response(" ".join(printed.split()) + "\n", status, content_type="text/plain; charset=utf-8")
    if status in (429, 503):
        response.headers["Retry-After"] = "5"
    return readable(response)


def preflight() -> Response:
    """Answer OPTIONS: who may ask what."""
    response = Response(status=204)
    response.headers["Allow"] = ", ".join(_METHODS)
    response.headers["Access-Control-Allow-Methods"] = ", ".join(_METHODS)
    response.headers["Access-Control-Allow-Headers"] = "Accept, Content-Type"
    response.headers["Access-Control-Max-Age"] = "86400"
    return readable(response)


def readable(response: Response) -> Response:
    """Let scripts of any site read the answer; nothing here depends on who asks."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "Kmgraph-Rows, Kmgraph-Complete, Kmgraph-Version, Server-Timing"
    return response


def on_http_error(error: HTTPException) -> Response:
    """The same in one line for what Flask itself refuses: 405, 413."""
    return plain(error.code or 500, error.description or error.name)
