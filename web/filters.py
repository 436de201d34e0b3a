"""Which nodes of a picture a filter keeps: by industry, district, year and strength, and by how a relation is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from kmgraph.graph.neighbourhood import Surroundings
from kmgraph.graph.ontology import KMG
from kmgraph.graph.queries import select
from kmgraph.graph.rows import Edge, Node
from kmgraph.graph.store import Store
from kmgraph_web.current import remembered
from kmgraph_web.view import View
from kmgraph_web.words import local, node_name

# a node has what it says itself, what the things say that it includes, and what is wider than that:
# 化学原料制造业 lies in 制造业, 安宁市 in 昆明市
_QUERIES = {
    "industry": "SELECT ?node ?value { ?node kmg:includes?/kmg:inIndustry/skos:broader* ?value }",
    "district": "SELECT ?node ?value { ?node kmg:includes?/(kmg:locatedIn|kmg:place)/skos:broader* ?value }",
    "year": """SELECT ?node ?value {
  { ?node kmg:year ?value } UNION { ?node kmg:includes/kmg:year ?value }
  UNION { ?node a ?kind ; kmg:partOf+ ?report . ?report a kmg:Report ; kmg:year ?value
          FILTER(?kind IN (kmg:Project, kmg:Commitment)) } }""",
    "strength": "SELECT ?node ?value { { ?node kmg:strength ?value } UNION { ?whole kmg:includes ?node ; kmg:strength ?value } }",
}
# classes that a filter judges; the others stay where one of these that is kept stands beside them
_JUDGED = frozenset(KMG + name for name in ("Commitment", "Project", "Goal", "Result"))


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a filter offers: what its address says, and what the reader reads."""

    value: str
    label: str


@remembered
def features(store: Store, name: str) -> dict[str, frozenset[str]]:
    """Return the values of each node by which a filter judges it."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in select(store, _QUERIES[name]):
        found[row["node"]].add(row["value"])
    return {node: frozenset(values) for node, values in found.items()}


@remembered
def offered(store: Store, name: str) -> tuple[Node, ...]:
    """Return the concepts that a filter offers, each of which keeps something, in the order of their codes."""
    values = {value for of_node in features(store, name).values() for value in of_node}
    around = Surroundings(store)
    return tuple(node for node in map(around.node, sorted(values)) if node is not None)


def choices(store: Store, name: str, chosen: str = "") -> list[Choice]:
    """Return the values that a filter offers, and the one that an address has chosen where it is none of these."""
    if name == "year":
        known = {Choice(value, value) for of_node in features(store, name).values() for value in of_node}
    else:
        known = {Choice(node.iri, node_name(node)) for node in offered(store, name)}
    if chosen and chosen not in {choice.value for choice in known}:
        known.add(Choice(chosen, local(chosen)))
    return sorted(known, key=lambda choice: choice.value)


def keep(store: Store, view: View, nodes: Iterable[Node], around: Surroundings, always: Collection[str]) -> list[Node]:
    """Return the nodes that a view's filters keep; `always` are those that the reader has asked for by name."""
    chosen = {name: value for name, value in view.filters().items() if value and name in _QUERIES}
    candidates = list(nodes)
    if chosen:
        judged = {
            node.iri
            for node in candidates
            if node.kind in _JUDGED
            and all(value in features(store, name).get(node.iri, ()) for name, value in chosen.items())
        }
        candidates = [
            node
            for node in candidates
            if node.iri in always
            or node.iri in judged
            or (node.kind not in _JUDGED and any(near.node.iri in judged for near in around.beside(node.iri)))
        ]
    if view.basis:
        there = {node.iri for node in candidates}
        held = {end for edge in around.edges(there) if known_as(edge, view.basis) for end in (edge.source, edge.target)}
        candidates = [node for node in candidates if node.iri in held or node.iri in always]
    return candidates


def known_as(edge: Edge, basis: str) -> bool:
    """Tell whether a relation is stated or inferred, as asked; what hangs on no link stands in the report's own order."""
    return not basis or (edge.basis or "stated") == basis
