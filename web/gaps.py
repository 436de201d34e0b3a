"""What a plan leaves open: each gap with its share, its rows, and the SPARQL that gives them."""

from __future__ import annotations

from flask import Blueprint, Response, abort, jsonify, render_template, request

from kmgraph.analysis.gaps import Gap, questions
from kmgraph.analysis.gaps import gaps as find
from kmgraph.analysis.plain import plain
from kmgraph.graph.store import Store
from kmgraph_web import caching
from kmgraph_web.current import chosen_report, graph, remembered

pages = Blueprint("gaps", __name__)
ROWS = 100  # rows of a page


@remembered
def gaps(store: Store, report: str, stated: bool) -> tuple[Gap, ...]:
    """Return the gaps of a report."""
    return find(store, report, stated=stated)


def asked() -> tuple[Gap, ...]:
    """Return the gaps that the address asks for."""
    report = chosen_report()
    if report is None:
        abort(404)
    return gaps(graph(), report.iri, stated=request.args.get("stated") == "1")


@pages.get("/analysis/gaps")
def listing() -> Response:
    """Show every gap as a share."""
    found = asked()
    return caching.page(graph(), lambda: render_template("analysis/gaps.html", found=found))


@pages.get("/analysis/gaps.json")
def listing_json() -> Response:
    """Answer with every gap and its rows for a program."""
    return jsonify(plain(asked()))


@pages.get("/analysis/gaps/<key>")
def gap(key: str) -> Response | tuple[str, int]:
    """Show one gap with its rows."""
    found = asked()
    own = next((each for each in found if each.key == key), None)
    if own is None:
        return render_template("analysis/gaps.html", found=found, unknown=key), 404
    pages_in_all = max(1, -(-own.count // ROWS))
    page = min(max(request.args.get("page", 1, type=int), 1), pages_in_all)
    rows = own.rows[(page - 1) * ROWS : page * ROWS]
    return caching.page(
        graph(), lambda: render_template("analysis/gap.html", gap=own, rows=rows, page=page, pages=pages_in_all)
    )


@pages.get("/analysis/gaps/<key>.json")
def gap_json(key: str) -> Response:
    """Answer with one gap for a program."""
    own = next((each for each in asked() if each.key == key), None)
    if own is None:
        there = ", ".join(each.key for each in questions())
        return Response(f"no gap is called {key}; there are {there}\n", 404, content_type="text/plain; charset=utf-8")
    return jsonify(plain(own))
