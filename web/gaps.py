"""What a plan leaves open: each gap with its share, its rows, and the SPARQL that gives them."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, render_template, request

from kmgraph.analysis import gaps as open_ends
from kmgraph.analysis.gaps import Counted, Gap
from kmgraph.analysis.plain import plain
from kmgraph.graph.store import Store
from kmgraph_web import caching
from kmgraph_web.beside import PAGE
from kmgraph_web.counting import RefusedError, only_stated, report_asked
from kmgraph_web.current import graph, remembered
from kmgraph_web.view import within

pages = Blueprint("gaps", __name__)


@remembered
def counted(store: Store, report: str, stated: bool) -> tuple[Counted, ...]:
    """Count the gaps of a report."""
    return open_ends.counted(store, report, stated=stated)


@remembered
def one(store: Store, key: str, report: str, stated: bool) -> Gap | None:
    """Return a gap of a report; None where none is called so."""
    if key not in [asked.key for asked in open_ends.questions()]:
        return None
    return open_ends.gap(store, key, report, stated=stated)


@remembered
def every(store: Store, report: str, stated: bool) -> tuple[Gap, ...]:
    """Return the gaps of a report."""
    return open_ends.gaps(store, report, stated=stated)


@pages.get("/analysis/gaps")
def listing() -> Response:
    """Show every gap as a share."""
    found = counted(graph(), report_asked(), stated=only_stated())
    return caching.page(graph(), lambda: render_template("analysis/gaps.html", found=found))


@pages.get("/analysis/gaps.json")
def listing_json() -> Response:
    """Answer with every gap and its rows for a program."""
    return jsonify(plain(every(graph(), report_asked(), stated=only_stated())))


@pages.get("/analysis/gaps/<key>")
def gap(key: str) -> Response | tuple[str, int]:
    """Show one gap with its rows."""
    own = one(graph(), key, report_asked(), stated=only_stated())
    if own is None:
        found = counted(graph(), report_asked(), stated=only_stated())
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
    own = one(graph(), key, report_asked(), stated=only_stated())
    if own is None:
        there = ", ".join(each.key for each in open_ends.questions())
        raise RefusedError(f"no gap is called {key}; there are {there}")
    return jsonify(plain(own))
