"""What the picture shows: the focus, what the reader has opened, and what is left out and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from flask import request, url_for

from kmgraph.drawing import Dot, Line, draw
from kmgraph.graph import queries
from kmgraph.graph.ontology import KMG, SKOS, expand
from kmgraph.graph.rows import Edge, Neighbourhood, Node
from kmgraph.graph.store import Store
from kmgraph_web import overview
from kmgraph_web.current import remembered
from kmgraph_web.words import KINDS, kind_name, local, property_label

MOST, DEEPEST = 60, 3
# which end of a relation stands right where both are of one class: the part of a task, the broader of two branches
RIGHT: dict[str, Literal["source", "target"]] = {KMG + "partOf": "source", SKOS + "broader": "target"}
HIDDEN = ("Sentence", "Section", "Report")  # classes that a picture leaves out unless the reader asks


@dataclass(frozen=True, slots=True)
class View:
    """What the address says: focus, steps around it, nodes opened besides, the node in the panel, classes left out."""

    focus: str
    depth: int
    opened: tuple[str, ...]
    selected: str
    hidden: tuple[str, ...]
    limit: int

    def address(self, endpoint: str = "explore.explore", **changes: object) -> str:
        """Return the address of this view with something changed: `view.address(focus="…")`."""
        view = replace(self, **changes)  # type: ignore[arg-type]
        return url_for(
            endpoint,
            focus=local(view.focus),
            depth=view.depth if view.depth != 1 else None,
            open=[local(iri) for iri in view.opened] or None,
            select=local(view.selected) if view.selected != view.focus else None,
            hide=",".join(view.hidden) if view.hidden != HIDDEN else None,
            limit=view.limit if view.limit != MOST else None,
        )

    def on(self, iri: str) -> str:
        """Return the address where another node is the focus."""
        return self.address(focus=iri, selected=iri, opened=())

    def opening(self, iri: str) -> str:
        """Return the address where a node is opened besides."""
        return self.address(opened=tuple(dict.fromkeys((*self.opened, iri))), selected=iri)

    def without(self, kind: str) -> str:
        """Return the address where a class is left out, or shown again."""
        hidden = tuple(k for k in KINDS if (k in self.hidden) != (k == kind))
        return self.address(hidden=hidden if set(hidden) != set(HIDDEN) else HIDDEN)


def view_of(default: str) -> View:
    """Read the address, whoever wrote it."""
    arguments = request.args
    focus = expand(arguments.get("focus", "").strip() or default)
    hide = arguments.get("hide")
    return View(
        focus=focus,
        depth=within(arguments.get("depth", "1"), 1, DEEPEST, 1),
        opened=tuple(expand(name) for name in arguments.getlist("open")[:20] if name.strip()),
        selected=expand(arguments.get("select", "").strip() or focus),
        hidden=HIDDEN if hide is None else tuple(kind for kind in KINDS if kind in hide.split(",")),
        limit=within(arguments.get("limit", ""), 10, 400, MOST),
    )


def within(text: str, low: int, high: int, otherwise: int) -> int:
    """Read a number of the address: 1 … 3, `otherwise` for what is none."""
    return min(max(int(text), low), high) if text.isascii() and text.isdecimal() and len(text) < 9 else otherwise


@remembered
def select(store: Store, view: View) -> Neighbourhood:
    """Find the nodes and edges of a view, nearest first, cut at its limit. Raises GraphError for an unknown focus."""
    wanted = [(view.focus, view.depth), *((iri, 1) for iri in view.opened)]
    parts = [whole_plan(store, iri) or queries.neighbourhood(store, iri, depth, 400) for iri, depth in wanted]
    nodes = {node.iri: node for part in parts for node in part.nodes}
    always = {iri for iri, _ in wanted}
    kept = [n for n in nodes.values() if n.iri in always or kind_name(n.kind) not in (*view.hidden, "Other")]
    shown = {node.iri: node for node in kept[: view.limit]}
    between = (edge for part in parts for edge in part.edges if edge.source in shown and edge.target in shown)
    edges = plainest(dict.fromkeys(between))
    left_out = len(kept) - len(shown) + sum(part.left_out for part in parts)
    return Neighbourhood(view.focus, tuple(shown.values()), edges, left_out)


def plainest(edges: Iterable[Edge]) -> tuple[Edge, ...]:
    """Leave out an inferred edge that a shown path tells already: a task includes what a commitment within it includes."""
    known = tuple(edges)
    within_it = {(edge.target, edge.source) for edge in known if edge.property == KMG + "partOf"}
    told = {
        (whole, edge.property, edge.target)
        for edge in known
        if edge.basis != "inferred"
        for whole, part in within_it
        if part == edge.source
    }
    return tuple(e for e in known if e.basis != "inferred" or (e.source, e.property, e.target) not in told)


def whole_plan(store: Store, iri: str) -> Neighbourhood | None:
    """A report's surroundings are everything; its picture is its tasks and its headline goals. None for any other node."""
    report = next((report for report in queries.reports(store) if report.iri == iri), None)
    if report is None:
        return None
    tasks = [Node(task.iri, task.label, KMG + "Task") for task in overview.tasks(store, iri)]
    goals = [Node(row.goal.iri, row.goal.label, row.goal.kind) for row in overview.headlines(store, iri)]
    edges = (Edge(node.iri, KMG + "partOf", iri, None) for node in (*tasks, *goals))
    return Neighbourhood(iri, (Node(iri, report.label, KMG + "Report"), *tasks, *goals), tuple(edges), 0)


def picture(found: Neighbourhood) -> dict[str, object]:
    """Write a neighbourhood as the picture's JSON."""
    dots = [Dot(local(node.iri), node.label, kind_name(node.kind)) for node in found.nodes]
    lines = [
        Line(
            local(edge.source),
            local(edge.target),
            property_label(edge.property),
            edge.basis == "inferred",
            RIGHT.get(edge.property),
        )
        for edge in found.edges
    ]
    return {"focus": local(found.focus), "left_out": found.left_out, **draw(dots, lines, local(found.focus))}
