"""Every node of a class, in the text's order: for a reader who does not know yet what to look for."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template, request
from pyoxigraph import NamedNode

from kmgraph.graph.ontology import KMG, shorten
from kmgraph.graph.queries import select
from kmgraph.graph.rows import Node
from kmgraph.graph.selection import SHOWN
from kmgraph.graph.store import Store
from kmgraph_web import caching, filters
from kmgraph_web.beside import NOWHERE, PAGE, places
from kmgraph_web.current import chosen_report, graph, remembered
from kmgraph_web.view import within

pages = Blueprint("listing", __name__)

DATED = tuple(KMG + name for name in ("Goal", "Commitment", "Project", "Result"))  # classes that a year is known of
NODES = """
SELECT ?iri ?kind ?label { ?iri a ?kind . OPTIONAL { ?iri rdfs:label ?label } }
"""


@pages.get("/list/<kind>")
def listing(kind: str) -> Response:
    """List a class of the chosen report, so many nodes a page."""
    store, report = graph(), chosen_report()
    class_ = next((iri for iri in SHOWN if name(iri) == kind), None)
    if class_ is None or report is None or not nodes(store, class_, report.iri):
        abort(404)
    year = asked if within(asked := request.args.get("year", ""), 1, 9999, 0) else ""
    found = of_year(store, class_, report.iri, year)
    number = within(request.args.get("page", ""), 1, 10**6, 1)
    shown = found[(number - 1) * PAGE : number * PAGE]
    if not shown and not (year and number == 1):
        abort(404)
    return caching.page(
        store,
        lambda: render_template(
            "list.html",
            kind=class_,
            name=kind,
            nodes=shown,
            year=year,
            same_year={one: len(of_year(store, one, report.iri, year)) for one in DATED if year},
            number=len(found),
            page=number,
            pages=-(-len(found) // PAGE),
            first=(number - 1) * PAGE + 1,
        ),
    )


def name(iri: str) -> str:
    """What a class is called in an address: `…#Goal` → `goal`."""
    return iri.removeprefix(KMG).lower()


@remembered
def nodes(store: Store, kind: str, report: str) -> tuple[Node, ...]:
    """Return the nodes of a class in a report: as the text names them, then those that it does not name by their label."""
    rows = select(store, NODES, {"kind": NamedNode(kind)}, report)
    found = {row["iri"]: Node(row["iri"], row.get("label") or shorten(row["iri"]), kind) for row in rows}
    place = places(store)
    return tuple(sorted(found.values(), key=lambda node: (place.get(node.iri, NOWHERE), node.label, node.iri)))


def of_year(store: Store, kind: str, report: str, year: str) -> tuple[Node, ...]:
    """Return the nodes of a class that speak of a year, all of them where none is named.

    A figure is of the year that it is for; a commitment of those of the goals in it, and of its report's.
    """
    every = nodes(store, kind, report)
    return tuple(node for node in every if year in filters.features(store, "year").get(node.iri, ())) if year else every


def classes(store: Store, report: str) -> dict[str, int]:
    """Return the classes that can be listed, each with its number of nodes in a report."""
    counted = {kind: len(nodes(store, kind, report)) for kind in SHOWN}
    return {kind: number for kind, number in counted.items() if number}
