"""Going from node to node: the picture, the table beside it, the panel of the node looked at."""

from __future__ import annotations

from flask import Blueprint, Response, abort, jsonify, render_template

from kmgraph.errors import GraphError
from kmgraph.graph import queries
from kmgraph_web import around, evidence
from kmgraph_web.around import View, view_of
from kmgraph_web.current import chosen_report, graph
from kmgraph_web.missing import not_found

pages = Blueprint("explore", __name__)


def current_view() -> View:
    """Read the view from the address; without a focus, the report's tasks and headline goals."""
    report = chosen_report()
    if report is None:
        abort(404)
    return view_of(report.iri)


@pages.get("/graph")
def explore() -> str | Response:
    """Show a focus and what is around it."""
    store, view = graph(), current_view()
    try:
        found = around.select(store, view)
        looked_at = queries.view(store, view.selected)
    except (GraphError, ValueError):
        return not_found(view.focus)
    return render_template(
        "graph.html",
        view=view,
        found=found,
        by_iri={node.iri: node for node in found.nodes},
        node=looked_at.node,
        described=looked_at,
        evidence=evidence.of(store, looked_at),
    )


@pages.get("/graph.json")
def picture() -> Response:
    """The picture's nodes and edges, positions included."""
    view = current_view()
    try:
        return jsonify(around.picture(around.select(graph(), view)))
    except (GraphError, ValueError):
        return not_found(view.focus)
