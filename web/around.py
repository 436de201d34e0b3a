"""What the picture shows: the focus, what the reader has opened, and what is left out and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from kmgraph.drawing import Dot, Line, draw, place
from kmgraph.graph import queries
from kmgraph.graph.neighbourhood import Surroundings
from kmgraph.graph.ontology import KMG, SKOS, expand, shorten
from kmgraph.graph.rows import Edge, Node
from kmgraph.graph.store import Store
from kmgraph_web import filters, overview, search
from kmgraph_web.beside import NOWHERE, places
from kmgraph_web.current import remembered
from kmgraph_web.view import APART, MOST_DRAWN, View
from kmgraph_web.words import counted, kind_name, local, node_name, property_label

# which end of a relation stands right where both are of one class: the part of a task, the broader of two branches
RIGHT: dict[str, Literal["source", "target"]] = {KMG + "partOf": "source", SKOS + "broader": "target"}
_KEPT = 400  # nodes of a view that is remembered: larger ones are rare, and would fill the memory
PART, INCLUDES = KMG + "partOf", KMG + "includes"
_PLANNED = tuple(KMG + name for name in ("Task", "Project", "Goal"))


@dataclass(frozen=True, slots=True)
class Found:
    """What a view shows: nodes, nearest first, their relations, and what waits around each.

    `left_out` nodes were cut off by the view's limit, `filtered` ones by its filters; `way` is the path that was asked for.
    """

    focus: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    waiting: dict[str, dict[str, int]]
    left_out: int
    filtered: int
    way: tuple[str, ...] = ()
    end: Node | None = None


def select(store: Store, view: View) -> Found:
    """Find the nodes and edges of a view, nearest first, cut at its limit. Raises GraphError for an unknown focus."""
    plain = replace(view, selected=view.focus, said=None, pins=(), page=1)  # what the panel shows changes nothing here
    return _remembered(store, plain) if view.limit <= _KEPT else _select(store, plain)


def _select(store: Store, view: View) -> Found:
    around = Surroundings(store)
    end = target(store, around, view.to) if view.to else None
    way = around.path(view.focus, end.iri) if end else ()
    wanted = [(view.focus, view.depth, ""), *((one.iri, 1, one.kind) for one in view.opened if around.node(one.iri))]
    always = {*way, *(iri for iri, _, _ in wanted)}
    nodes, cut = {iri: node for iri in way if (node := around.node(iri))}, set[str]()
    for iri, depth, kind in wanted:
        plan = whole_plan(store, around, iri, depth)
        found, beyond = (
            (plan, set[str]()) if plan else around.spread(iri, depth, MOST_DRAWN, KMG + kind if kind else None)
        )
        nodes.update((node.iri, node) for node in found)
        cut |= beyond
    nodes = {view.focus: nodes[view.focus], **nodes}
    of_class = [
        node
        for node in nodes.values()
        if node.iri in always or (kind_name(node.kind) not in (*view.hidden, "Other") and node.iri not in view.dropped)
    ]
    kept = filters.keep(store, view, of_class, around, always)
    kept.sort(key=lambda node: node.iri not in always)  # what was asked for by name is never cut
    shown = {node.iri: node for node in kept[: view.limit]}
    between = around.edges(shown)
    edges = plainest((edge for edge in between if filters.known_as(edge, view.basis)), view.focus)
    out_of_sight = {*shown, *view.dropped}
    counted = len(shown) <= _KEPT  # among more nobody reads how many wait around each
    return Found(
        view.focus,
        tuple(shown.values()),
        edges,
        {iri: waits(around, view, iri, out_of_sight) for iri in (shown if counted else {view.focus: None})},
        len(kept) - len(shown) + len(cut - nodes.keys()),
        len(of_class) - len(kept),
        way,
        end,
    )


_remembered = remembered(_select)


def waits(around: Surroundings, view: View, iri: str, shown: Container[str]) -> dict[str, int]:
    """Count what would come if a node were opened, by class; what filters keep back is counted too, as the button opens it."""
    counted = around.waiting(iri, shown)
    return {kind: n for kind, n in counted.items() if kind_name(kind) not in (*view.hidden, "Other", "Report")}


def target(store: Store, around: Surroundings, words: str) -> Node | None:
    """Find the node that a reader means as the end of a path: its address, else the first that a search finds."""
    if known := around.node(expand(words)):
        return known
    hits = search.hits(store, search.read(store, " ".join(words.split())), 20)
    return next((hit.node for hit in hits if kind_name(hit.node.kind) not in ("Sentence", "Section", "Other")), None)


def plainest(edges: Iterable[Edge], report: str = "") -> tuple[Edge, ...]:
    """Leave out what a shown path tells already.

    A task includes (inferred) what a commitment within it includes; what a task includes is part of its report.
    """
    known = tuple(dict.fromkeys(edges))
    parts: dict[str, set[str]] = defaultdict(set)
    for edge in known:
        if edge.property == PART:
            parts[edge.source].add(edge.target)
    told = {
        (whole, edge.property, edge.target)
        for edge in known
        if edge.basis != "inferred"
        for whole in parts.get(edge.source, ())
    }
    included = {edge.target for edge in known if edge.property == INCLUDES}
    return tuple(
        edge
        for edge in known
        if not (edge.basis == "inferred" and (edge.source, edge.property, edge.target) in told)
        and not (edge.property == PART and edge.target == report and edge.source in included)
    )


def whole_plan(store: Store, around: Surroundings, iri: str, depth: int) -> list[Node]:
    """A report's surroundings are everything: its picture is its tasks and headline goals; a step on, all tasks with what they
    include, their projects and goals; two steps on, everything. Nothing for any other node, which is no whole plan."""
    report = next((report for report in queries.reports(store) if report.iri == iri), None)
    if report is None or depth > 2:
        return []
    if depth == 1:
        names = [task.iri for task in overview.tasks(store, iri)]
        names += [row.goal.iri for row in overview.headlines(store, iri)]
    else:
        parts = tasks_within(around, iri)
        included = [near.node for task in parts for near in around.beside(task.iri) if near.property == INCLUDES]
        names = [node.iri for node in (*parts, *included) if node.kind in _PLANNED]
        place = places(store)
        names.sort(key=lambda name: place.get(name, NOWHERE))
    return [node for name in dict.fromkeys((iri, *names)) if (node := around.node(name))]


def tasks_within(around: Surroundings, iri: str) -> list[Node]:
    """Return all tasks of a report, those within tasks too."""
    found, ring = dict[str, Node](), [iri]
    for here in ring:  # grows while it is read
        for near in around.beside(here):
            part = not near.outward and near.property == PART and near.node.kind == KMG + "Task"
            if part and near.node.iri not in found:
                found[near.node.iri] = near.node
                ring.append(near.node.iri)
    return list(found.values())


def lines_of(found: Found) -> list[Line]:
    """Return the relations as a picture draws them; those of the path that was asked for are `strong`."""
    labels = {name: property_label(name) for name in {edge.property for edge in found.edges}}
    steps = {frozenset(pair) for pair in zip(found.way, found.way[1:], strict=False)}
    return [
        Line(
            local(edge.source),
            local(edge.target),
            labels[edge.property],
            edge.basis == "inferred",
            RIGHT.get(edge.property),
            frozenset((edge.source, edge.target)) in steps,
            APART.join((local(edge.source), shorten(edge.property), local(edge.target))),
        )
        for edge in found.edges
    ]


def dots_of(found: Found) -> list[Dot]:
    """Return the nodes as a picture draws them, with what waits around each."""
    return [
        Dot(
            local(node.iri),
            node_name(node),
            kind_name(node.kind),
            tuple((n, counted(kind, n)) for kind, n in found.waiting.get(node.iri, {}).items()),
        )
        for node in found.nodes
    ]


def positions(found: Found, view: View) -> dict[str, tuple[int, int]]:
    """Return where each node of the picture stands: where the reader has put it, else where the layout does."""
    at = place(dots_of(found), lines_of(found), local(found.focus))
    return {node.iri: at[local(node.iri)] for node in found.nodes} | {pin.iri: (pin.x, pin.y) for pin in view.pins}


def left_out(store: Store, found: Found, view: View) -> frozenset[tuple[str, str, str]]:
    """Return the relations between shown nodes that the view leaves out, because they are known in another way than asked.

    What hangs on no link is the report's own order, without which nothing stands.
    """
    between = Surroundings(store).edges(node.iri for node in found.nodes)
    others = (edge for edge in between if edge.basis and not filters.known_as(edge, view.basis))
    return frozenset((edge.source, edge.property, edge.target) for edge in others)


def picture(found: Found, view: View) -> dict[str, object]:
    """Write what a view shows as the picture's JSON."""
    pins = {local(pin.iri): (pin.x, pin.y) for pin in view.pins}
    drawn = draw(dots_of(found), lines_of(found), local(found.focus), pins)
    return {"focus": local(found.focus), "left_out": found.left_out, **drawn}
