"""Who counts the shortest ways through each node: NetworkX, or an engine that gives the same numbers sooner.

igraph (extra `fast`) counts from some start nodes or from all; rustworkx (extra `fast-permissive`), by NetworkX's own dispatch,
from all. Both are optional. Loading either takes longer than NetworkX takes for a graph of less than `WORTH`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import cast

import networkx as nx

from kmgraph.analysis.structure import Structure

Counts = Sequence[float]
Engine = Callable[[Structure, Sequence[Sequence[str]]], list[Counts]]
"""Takes batches of start nodes, and returns for each of them how many shortest ways from there run through every node, in the
order of the nodes; of several as short ones between two nodes each counts as its part."""

WORTH = 1_000_000  # nodes times edges: 0.2 s of NetworkX


def engine_for(work: int, *, everywhere: bool) -> Engine:
    """Return the fastest engine that is installed, for a graph of `work` nodes times edges; `everywhere` from all its nodes."""
    if work >= WORTH and find_spec("igraph"):
        return by_igraph
    if work >= WORTH and everywhere and find_spec("nx_rustworkx"):
        return by_rustworkx
    return by_networkx


def by_networkx(known: Structure, batches: Sequence[Sequence[str]]) -> list[Counts]:
    """Count with NetworkX alone: Brandes' algorithm in Python."""
    plain, everyone = known.simple, list(known.below)
    return [
        _in_order(
            known,
            nx.betweenness_centrality(plain, normalized=False)
            if len(batch) == len(everyone)
            else nx.betweenness_centrality_subset(plain, batch, everyone),
        )
        for batch in batches
    ]


def by_rustworkx(known: Structure, batches: Sequence[Sequence[str]]) -> list[Counts]:
    """Count with rustworkx, which takes all nodes as start nodes and no others."""
    assert all(len(batch) == len(known.below) for batch in batches), "rustworkx starts everywhere"
    found = []
    for _ in batches:
        counted = nx.betweenness_centrality(known.simple, normalized=False, backend="rustworkx")
        known.simple.__networkx_cache__.clear()  # NetworkX warns whenever it uses a copy that it has kept
        found.append(_in_order(known, cast("dict[str, float]", counted)))
    return found


def by_igraph(known: Structure, batches: Sequence[Sequence[str]]) -> list[Counts]:
    """Count with igraph, in C."""
    import igraph

    place = {node: number for number, node in enumerate(known.below)}
    edges = [(place[node], place[b]) for node, rests in known.below.items() for b in rests]
    graph = igraph.Graph(n=len(place), edges=edges, directed=True)
    return [graph.betweenness(sources=[place[node] for node in batch]) for batch in batches]


def _in_order(known: Structure, counted: dict[str, float]) -> Counts:
    return [counted[node] for node in known.below]
