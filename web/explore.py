"""Going from node to node: the picture, the table and tree beside it, the panel of the node or relation looked at."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app, render_template

from kmgraph.errors import GraphError
from kmgraph.graph import queries, selection
from kmgraph.graph.neighbourhood import Surroundings
from kmgraph.graph.ontology import KMG
from kmgraph.graph.rows import Neighbour, Node
from kmgraph.graph.store import Store
from kmgraph_web import around, caching, evidence, filters, vector
from kmgraph_web.branches import branches, page_of
from kmgraph_web.current import chosen_report, graph, reports
from kmgraph_web.data import BY_ENDING
from kmgraph_web.data import name as file_name
from kmgraph_web.missing import not_found
from kmgraph_web.view import FILTERS, MOST_DRAWN, View, view_of
from kmgraph_web.words import node_name

pages = Blueprint("explore", __name__)
STEP = 60  # how far a node goes at once that is moved by a key
PAGE = 100  # nodes and relations on a page of the table


def current_view() -> View:
    """Read the view from the address; without a focus, the report's tasks and headline goals."""
    report = chosen_report()
    if report is None:
        abort(404)
    return view_of(report.iri)


@pages.get("/graph")
def explore() -> Response:
    """Show a focus and what is around it."""
    store, view = graph(), current_view()
    known = Surroundings(store)
    try:
        return caching.page(store, lambda: explored(store, known, view))
    except (GraphError, ValueError):
        return not_found(view.selected if known.node(view.focus) else view.focus)


def explored(store: Store, known: Surroundings, view: View) -> str:
    """Write the page of a view. Raises GraphError, ValueError where the graph does not hold its focus or the node looked at."""
    found = around.select(store, view)
    looked_at = queries.view(store, view.selected)
    pages_ = max(1, -(-max(len(found.nodes), len(found.edges)) // PAGE))
    page = min(view.page, pages_)
    part = slice((page - 1) * PAGE, page * PAGE)
    return render_template(
        "graph.html",
        view=view,
        found=found,
        by_iri={node.iri: node for node in found.nodes},
        nodes=found.nodes[part],
        edges=found.edges[part],
        page=page,
        most_rows=PAGE,
        pages=pages_,
        tree=page_of(branches(found), part),
        node=looked_at.node,
        described=looked_at,
        evidence=evidence.of(store, looked_at),
        waiting=around.waits(known, view, view.selected, {*(node.iri for node in found.nodes), *view.dropped}),
        said=relation(store, view),
        to_words=words_for(store, known, found, view),
        choices={name: filters.choices(store, name, view.filters()[name]) for name in FILTERS if name != "basis"},
        aside=[(iri, node) for iri in view.dropped if (node := known.node(iri))],
        pinned=[(pin.iri, node) for pin in view.pins if (node := known.node(pin.iri))],
        STEP=STEP,
        at=around.positions(found, view),
        put={pin.iri for pin in view.pins},
        opened=[(one, node) for one in view.opened if (node := known.node(one.iri))],
        plan=next((r.iri for r in reports(store) if r == chosen_report()), None),
        most=MOST_DRAWN,
    )


def words_for(store: Store, known: Surroundings, found: around.Found, view: View) -> str:
    """Return what stands in the field of a path's end: its name where that finds it again, else as the address has it."""
    if found.end is None:
        return view.to
    name = node_name(found.end)
    return name if around.target(store, known, name) == found.end else view.to


def relation(store: Store, view: View) -> tuple[Node, Neighbour, list[evidence.Shown]] | None:
    """Return the relation that the reader looks at, from which node, with the sentences that say it; None where there is none."""
    if view.said is None:
        return None
    try:
        described = queries.view(store, view.said.source)
    except (GraphError, ValueError):
        return None
    said = next(
        (
            near
            for near in described.neighbours
            if near.outward and (near.property, near.node.iri) == (view.said.property, view.said.target)
        ),
        None,
    )
    if said is None:
        return None
    texts = queries.texts(store, said.sentences, f"{KMG}text")
    shown = [evidence.shown(store, iri, " ".join(texts.get(iri, ())), described) for iri in said.sentences]
    return described.node, said, shown


@pages.get("/graph.json")
def picture() -> Response:
    """The picture's nodes and edges, positions included."""
    store, view = graph(), current_view()
    try:
        return caching.page(store, lambda: drawn(store, view), "application/json")
    except (GraphError, ValueError):
        return not_found(view.focus)


@pages.get("/graph.<ending>")
def shown(ending: str) -> Response:
    """Send what a view shows as a file: its nodes, opened ones too, without what it filters and hides, with their sentences."""
    form = BY_ENDING.get(ending)
    if form is None:
        abort(404)
    store, view = graph(), current_view()
    response = Response(content_type=form.media_type)
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name("focus", view.focus)}.{ending}"'
    try:
        if not caching.is_known(response, store):
            found = around.select(store, view)
            chosen = selection.shown(store, (node.iri for node in found.nodes), around.left_out(store, found, view))
            response.set_data(form.write(chosen))
    except (GraphError, ValueError):
        return not_found(view.focus)
    return response


def drawn(store: Store, view: View) -> str:
    """Write the picture's JSON."""
    return current_app.json.dumps(around.picture(around.select(store, view), view))


@pages.get("/graph.svg")
def drawing() -> Response:
    """The same picture as a file, for print, slides, and readers without JavaScript."""
    store, view = graph(), current_view()
    try:
        return caching.page(store, lambda: as_file(store, view), "image/svg+xml")
    except (GraphError, ValueError):
        return not_found(view.focus)


def as_file(store: Store, view: View) -> str:
    """Write the picture as SVG."""
    found = around.select(store, view)
    name = next(node_name(node) for node in found.nodes if node.iri == view.focus)
    return render_template("picture.svg", picture=vector.of(around.picture(found, view)), name=name, focus=found.focus)
