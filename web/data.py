"""Taking the data along: exports as files, and the page that lists them and shows how to ask the endpoint."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template, request

from kmgraph.errors import GraphError
from kmgraph.graph import description, export, selection
from kmgraph.graph.ontology import expand
from kmgraph.graph.queries import reports
from kmgraph.graph.store import Store
from kmgraph_web.around import within
from kmgraph_web.current import graph, remembered
from kmgraph_web.missing import not_found
from kmgraph_web.words import local

pages = Blueprint("data", __name__)
BY_ENDING = {format.ending: format for format in export.FORMATS.values()}
DEEPEST = 3


@pages.get("/export.<ending>")
def file(ending: str) -> Response:
    """Send the whole graph, one report of it, or a focus with its neighbourhood, as a file."""
    if ending not in BY_ENDING:
        abort(404)
    wanted = request.args.get("focus", "").strip()
    try:
        written = focused(wanted, ending) if wanted else whole(graph(), ending, request.args.get("report", ""))
    except (GraphError, ValueError):
        return not_found(expand(wanted))
    response = Response(written, content_type=BY_ENDING[ending].media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name(wanted)}.{ending}"'
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def focused(wanted: str, ending: str) -> bytes:
    """Write a node and its neighbourhood. Raises GraphError and ValueError for a node that is not there."""
    depth = within(request.args.get("depth", "1"), 0, DEEPEST, 1)
    return BY_ENDING[ending].write(selection.focus(graph(), expand(wanted), depth))


@remembered
def whole(store: Store, ending: str, name: str) -> bytes:
    """Write one report, or all there are where none is named."""
    report = next((report.iri for report in reports(store) if local(report.iri) == name), None)
    return BY_ENDING[ending].write(selection.whole(store, report))


def name(wanted: str) -> str:
    """Name the file: ASCII letters, digits and dashes of the focus alone."""
    kept = (
        "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in local(expand(wanted)))
        if wanted
        else ""
    )
    return f"kmgraph-{kept[:80]}" if kept else "kmgraph"


@pages.get("/data")
def listing() -> str:
    """List the downloads and the ways to ask."""
    about = graph().about()
    return render_template(
        "data.html", formats=export.FORMATS.values(), about=about, graphs=graph().graphs(), most=description.MOST
    )
