"""What answers on dependencies are made of: nodes by name, and edges that can be checked against their sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kmgraph.analysis.dependencies import Projection, attributes_of
from kmgraph.errors import GraphError
from kmgraph.graph.ontology import KMG, shorten
from kmgraph.graph.rows import Node


@dataclass(frozen=True, slots=True)
class Dependency:
    """One step down: `source` depends on `target`, as the sentence says (`stated`) or as the rule concludes (`inferred`)."""

    source: Node
    target: Node
    property: str
    weight: float
    basis: str
    rule: str
    sentence: str
    quote: str


Way = tuple[Dependency, ...]


def node_of(graph: Projection, iri: str) -> Node:
    """Return a node of the projection with its label and class."""
    known = attributes_of(graph, iri)
    return Node(iri, known["label"], known["kind"])


def step(graph: Projection, source: str, target: str) -> Dependency:
    """Return the edge between two nodes: of several the heaviest, of as heavy ones the first."""
    edges = graph.get_edge_data(source, target)
    assert edges is not None, f"{source} does not depend on {target}"
    edge = max(edges.values(), key=lambda edge: float(edge.get("weight", 1.0)))
    return Dependency(
        node_of(graph, source),
        node_of(graph, target),
        edge.get("property", ""),
        float(edge.get("weight", 1.0)),
        edge.get("basis", ""),
        edge.get("rule", ""),
        edge.get("sentence", ""),
        edge.get("quote", ""),
    )


def way(graph: Projection, nodes: Sequence[str]) -> Way:
    """Return the edges between nodes that follow one another."""
    return tuple(step(graph, a, b) for a, b in pairwise(nodes))


def is_goal(graph: Projection, iri: str) -> bool:
    """Tell whether a node is a goal."""
    return attributes_of(graph, iri)["kind"] == KMG + "Goal"


def goals_of(graph: Projection) -> list[str]:
    """Return the goals of a projection, in the order of the text."""
    return sorted((node for node in graph if is_goal(graph, node)), key=lambda node: in_text(graph, node))


def in_text(graph: Projection, iri: str) -> tuple[int, str]:
    """What puts nodes in the order of the text."""
    return attributes_of(graph, iri)["position"], iri


def refuse_unknown(graph: Projection, nodes: Iterable[str]) -> None:
    """Raise GraphError where a node is not in the projection."""
    for node in nodes:
        if node not in graph:
            raise GraphError(f"{shorten(node)} is no goal, task, project or commitment of the graph")
