"""What a plan leaves open: each gap with its share, its rows, and the SPARQL that gives them."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, render_template, request

from kmgraph.analysis.gaps import Gap, questions
from kmgraph.analysis.gaps import gaps as find
from kmgraph.analysis.plain import plain
from kmgraph.graph.store import Store
from kmgraph_web import caching
from kmgraph_web.beside import PAGE
from kmgraph_web.counting import RefusedError, only_stated, report_asked
from kmgraph_web.current import graph, remembered
from kmgraph_web.view import within

pages = Blueprint("gaps", __name__)


@remembered
def gaps(store: Store, report: str, stated: bool) -> tuple[Gap, ...]:
    """Return the gaps of a report."""
    return find(store, report, stated=stated)


def asked() -> tuple[Gap, ...]:
    """Return the gaps that the address asks for."""
    return gaps(graph(), report_asked(), stated=only_stated())


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
    pages_in_all = max(1, -(-own.count // PAGE))
    page = within(request.args.get("page", ""), 1, 10**6, 1)
    if page > pages_in_all:
        raise RefusedError(f"{key} has {pages_in_all} pages; there is no page {page}")
    rows = own.rows[(page - 1) * PAGE : page * PAGE]
    return caching.page(
        graph(),
        lambda: render_template(
            "analysis/gap.html", gap=own, rows=rows, page=page, pages=pages_in_all, first=(page - 1) * PAGE + 1
        ),
    )


@pages.get("/analysis/gaps/<key>.json")
def gap_json(key: str) -> Response:
    """Answer with one gap for a program."""
    own = next((each for each in asked() if each.key == key), None)
    if own is None:
        raise RefusedError(f"no gap is called {key}; there are {', '.join(each.key for each in questions())}")
    return jsonify(plain(own))
