"""The way in: what the report promises at a glance, and the search."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext as _

from kmgraph.graph.rows import Report
from kmgraph.graph.store import Store
from kmgraph.search.finding import MOST_CHARACTERS
from kmgraph_web import caching, choices, listing, overview
from kmgraph_web import search as finder
from kmgraph_web.current import chosen_report, graph, language
from kmgraph_web.map import home_map

pages = Blueprint("start", __name__)
MOST_HITS = 100


@pages.get("/")
def start() -> Response:
    """Show which report this is, how much it promises, and how the promises stand."""
    store, report = graph(), chosen_report()
    return caching.page(store, lambda: glance(store, report) if report else render_template("empty.html"))


def glance(store: Store, report: Report) -> str:
    """Write the start page."""
    headlines = overview.headlines(store, report.iri)
    planned = overview.planned(store, report.iri)
    return render_template(
        "start.html",
        counts=overview.counts(store, report.iri),
        headlines=headlines,
        bullets=overview.bullets(headlines),
        width=overview.WIDTH,
        tasks=overview.tasks(store, report.iri),
        support=overview.support(store, report.iri),
        strengths=overview.strengths(store, report.iri),
        years=overview.years(store, report.iri),
        tiles=home_map(
            {iri: number for iri, _name, number in planned},
            _("目标、项目与承诺"),
            {iri: name for iri, name, _number in planned},
            report.place or "",
        ),
        districts=overview.among(store, report.iri, "District"),
        industries=overview.among(store, report.iri, "Industry"),
        questions=choices.asked_of(store, language())[:6],
    )


@pages.get("/search")
def search() -> str:
    """Find what a reader types, in labels and in sentences."""
    words = " ".join(request.args.get("q", "").split())[: MOST_CHARACTERS + 1]
    store, report = graph(), chosen_report()
    query = finder.read(store, words)
    hits = finder.hits(store, query, MOST_HITS + 1)
    return render_template(
        "search.html",
        words=words[:MOST_CHARACTERS],
        hits=hits[:MOST_HITS],
        more=len(hits) > MOST_HITS,
        cut=query.cut,
        classes=listing.classes(store, report.iri) if report and not words else {},
    )
