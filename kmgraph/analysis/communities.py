"""Which parts of a plan hang together: communities, named by the industries and districts that are their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import networkx as nx
from pyoxigraph import NamedNode

from kmgraph.analysis.answers import in_text, node_of
from kmgraph.analysis.dependencies import Projection, basis_of
from kmgraph.analysis.structure import structure
from kmgraph.graph.ontology import KMG, term, value_of
from kmgraph.graph.rows import Node
from kmgraph.graph.store import Store

SEED = 2022
_NAMED = 3  # industries and districts that name a community
_TYING = (NamedNode(KMG + "inIndustry"), NamedNode(KMG + "locatedIn"))


@dataclass(frozen=True, slots=True)
class Community:
    """Nodes that hang together more than with the rest; `names` are the industries and districts that set them apart."""

    number: int
    names: tuple[Node, ...]
    members: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Communities:
    """The communities, the largest first, and their modularity: from -½ to 1, 0 for what chance would give."""

    basis: str
    communities: tuple[Community, ...]
    modularity: float
    alone: int


def communities(graph: Projection, store: Store | None = None) -> Communities:
    """Part the projection by Louvain's method with a fixed seed, edges weighed as in the projection, directions left aside.

    Names are looked up in `store`; without one communities have none. Nodes without an edge are counted as `alone`.
    """
    known = structure(graph)
    plain: nx.Graph[str] = nx.Graph()
    for source, target, edge in sorted(graph.edges(data=True), key=lambda edge: edge[:2]):
        before = plain.get_edge_data(source, target, {"weight": 0.0})["weight"]
        plain.add_edge(source, target, weight=max(before, float(edge.get("weight", 1.0))))
    parts = nx.community.louvain_communities(plain, seed=SEED) if plain else []
    ordered = sorted((sorted(part, key=lambda n: in_text(graph, n)) for part in parts), key=lambda p: (-len(p), p))
    names = _names(ordered, _tied(store, known.below)) if store is not None else [()] * len(ordered)
    return Communities(
        basis_of(graph),
        tuple(
            Community(number, own, tuple(node_of(graph, node) for node in part))
            for number, (part, own) in enumerate(zip(ordered, names, strict=True), 1)
        ),
        nx.community.modularity(plain, parts) if parts else 0.0,
        len(graph) - len(plain),
    )


def _tied(store: Store, nodes: Iterable[str]) -> dict[str, list[Node]]:
    """The industries and districts of each node, with their labels."""
    found = [(value_of(t.subject), value_of(t.object)) for t in store.triples_of(map(NamedNode, nodes), *_TYING)]
    concepts = {concept for _, concept in found}
    labels: dict[str, str] = {}
    kinds: dict[str, str] = {}
    for triple in store.triples_of(map(NamedNode, sorted(concepts)), term("rdfs:label"), term("rdf:type")):
        known = labels if triple.predicate == term("rdfs:label") else kinds
        value, iri = value_of(triple.object), value_of(triple.subject)
        if known is labels or value in (KMG + "Industry", KMG + "District"):
            known[iri] = min(known.get(iri, value), value)
    tied: dict[str, list[Node]] = {}
    for fact, concept in sorted(set(found)):
        if concept in labels and concept in kinds:
            tied.setdefault(fact, []).append(Node(concept, labels[concept], kinds[concept]))
    return tied


def _names(parts: list[list[str]], tied: Mapping[str, list[Node]]) -> list[tuple[Node, ...]]:
    """Name each part by the concepts that it has more often than the whole would make one expect."""
    whole = Counter(concept for concepts in tied.values() for concept in concepts)
    total = sum(whole.values())
    names = []
    for part in parts:
        own = Counter(concept for node in part for concept in tied.get(node, ()))
        size = sum(own.values())
        lift = {concept: number - whole[concept] * size / total for concept, number in own.items()}
        ranked = sorted(lift, key=lambda concept: (-lift[concept], concept.iri))
        names.append(tuple(concept for concept in ranked if lift[concept] > 0)[:_NAMED])
    return names
