"""Industries by districts as a table: each number opens its rows."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, Response, jsonify, render_template, request
from flask_babel import gettext as _

from kmgraph.analysis import matrix as analysis
from kmgraph.graph.store import Store
from kmgraph_web import caching
from kmgraph_web.counting import RefusedError, only_stated, report_asked
from kmgraph_web.current import graph, remembered

pages = Blueprint("matrix", __name__)


@pages.get("/analysis/matrix")
def page() -> Response:
    """Show the matrix of the chosen report."""
    store = graph()
    found = matrix(store, *asked())
    return caching.page(store, lambda: render_template("matrix.html", matrix=found, levels=analysis.LEVELS))


@pages.get("/analysis/matrix.json")
def as_json() -> Response:
    """Answer with the same numbers for a program."""
    return jsonify(asdict(matrix(graph(), *asked())))


def asked() -> tuple[str, str, str]:
    """Return the report, the level and the tie that the address names."""
    report, level = report_asked(), request.args.get("level", analysis.LEVELS[0])
    if level not in analysis.LEVELS:
        raise RefusedError(_("没有这个层级；可用 %(levels)s。", levels=" / ".join(analysis.LEVELS)), 400)
    return report, level, "link" if only_stated() else "sentence"


@remembered
def matrix(store: Store, report: str, level: str, tie: str) -> analysis.Matrix:
    """Return the matrix of a report."""
    return analysis.matrix(store, report, level, tie)
