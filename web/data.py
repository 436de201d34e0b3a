"""Taking the data along: exports as files, and the page that lists them and shows how to ask the endpoint."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results
from werkzeug.wrappers import Response as Answer

from kmgraph.errors import GraphError, QueryError
from kmgraph.graph import description, export, guard, selection
from kmgraph.graph.jsonld import context_document
from kmgraph.graph.ontology import expand
from kmgraph.graph.queries import counts, reports
from kmgraph.graph.store import Store
from kmgraph.graph.wire import RemoteError
from kmgraph_web import caching, endpoint
from kmgraph_web.current import graph, remembered
from kmgraph_web.missing import not_found
from kmgraph_web.view import within
from kmgraph_web.words import local

pages = Blueprint("data", __name__)
BY_ENDING = {format.ending: format for format in export.FORMATS.values()}
DEEPEST = 3


PARTS = ("focus", "class", "district", "query")


@pages.get("/export.<ending>")
def file(ending: str) -> Response | tuple[str, int]:
    """Send the graph as a file: the whole, one report, or a part (`focus`, `class`, `district`, `query`)."""
    if ending not in BY_ENDING:
        abort(404)
    response = Response(content_type=BY_ENDING[ending].media_type)
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Access-Control-Allow-Origin"] = "*"
    named = [part for part in PARTS if request.args.get(part, "").strip()]
    if len(named) > 1:
        return refused(400, f"{' and '.join(named)} name a part each: use one of them")
    part = named[0] if named else ""
    wanted = request.args.get(part, "").strip()
    cut = ""
    # what a stranger's query selects hangs on the limits of the day too
    if part != "query" and caching.is_known(response, graph()):
        return response
    try:
        if part == "query":
            chosen, cut = answered(wanted)
            written = BY_ENDING[ending].write(chosen)
        elif part:
            written = portion(graph(), ending, part, wanted, within(request.args.get("depth", "1"), 0, DEEPEST, 1))
        else:
            written = whole(graph(), ending, request.args.get("report", ""))
    except (QueryError, RemoteError) as error:
        return refused(endpoint.status_of(error), str(error))
    except (GraphError, ValueError) as error:
        return not_found(expand(wanted)) if part == "focus" else refused(404, str(error))
    response.set_data(written)
    response.headers["Content-Disposition"] = f'attachment; filename="{name(part, wanted)}.{ending}"'
    if part == "query":
        response.headers["Kmgraph-Complete"] = f"false; limit={cut}" if cut else "true"
    return response


@pages.get("/export")
def chosen_file() -> Answer:
    """Lead from the form to the file: its format is part of the address."""
    wanted: dict[str, Any] = {
        part: value for part in (*PARTS, "report") if (value := request.args.get(part, "").strip())
    }
    return redirect(url_for("data.file", ending=request.args.get("format", "ttl"), **wanted), 303)


@remembered
def whole(store: Store, ending: str, name: str) -> bytes:
    """Write one report, or all there are where none is named. Raises GraphError where there is no such report."""
    known = {local(report.iri): report.iri for report in reports(store)}
    if name and name not in known:
        raise GraphError(f"there is no report {name}; there are {', '.join(known)}")
    return BY_ENDING[ending].write(selection.whole(store, known.get(name)))


def portion(store: Store, ending: str, part: str, wanted: str, depth: int) -> bytes:
    """Write a node and its neighbourhood, a class, or a district. Raises GraphError, ValueError where there is no such thing."""
    if part == "focus":
        return BY_ENDING[ending].write(selection.focus(store, expand(wanted), depth))
    return BY_ENDING[ending].write((selection.of_class if part == "class" else selection.of_district)(store, wanted))


def answered(query: str) -> tuple[selection.Selection, str]:
    """Select what a stranger's query names, and say which limit cut its answer. Raises QueryError and GraphError."""
    form = guard.judge(query).form
    if form == "ASK":
        raise QueryError("ASK gives yes or no: an export needs a SELECT that names nodes, or a CONSTRUCT")
    found = endpoint.ask_workers(endpoint.Asked(query), "json" if form == "SELECT" else "ntriples")
    if form == "SELECT":
        solutions = parse_query_results(found.body, QueryResultsFormat.JSON)
        assert isinstance(solutions, QuerySolutions)
        return selection.of_nodes(graph(), selection.nodes_of(solutions)), found.cut
    return selection.of_triples(quad.triple for quad in parse(found.body, RdfFormat.N_TRIPLES)), found.cut


def refused(status: int, line: str) -> tuple[str, int]:
    """Say on a page why there is no file."""
    return render_template("error.html", code=status, said=line), status


def name(part: str, wanted: str) -> str:
    """Name the file: ASCII letters, digits and dashes of what was asked for alone, `query` for a query."""
    words = "query" if part == "query" else local(expand(wanted)) if wanted else ""
    kept = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in words).strip("-")
    return f"kmgraph-{kept[:80]}" if kept else "kmgraph"


@pages.get("/context.jsonld")
def context() -> Response:
    """Send the JSON-LD context by itself: what is inlined in the files, for whoever writes such files."""
    response = Response(context_document(), content_type="application/ld+json")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@pages.get("/data")
def listing() -> str:
    """List the downloads and the ways to ask."""
    about = graph().about()
    classes = [count.iri for count in counts(graph()) if count.iri in selection.SHOWN]
    return render_template(
        "data.html",
        formats=[form for form in export.FORMATS.values() if form.name != "stratml" or len(reports(graph())) == 1],
        about=about,
        graphs=graph().graphs(),
        classes=classes,
        most=description.MOST,
    )
