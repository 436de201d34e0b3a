"""Who stands between whom, and on whom most comes to rest: betweenness and PageRank.

Betweenness: U. Brandes, *A faster algorithm for betweenness centrality*, 2001; from a sample of start nodes: U. Brandes and
C. Pich, *Centrality estimation in large networks*, 2007. PageRank: L. Page, S. Brin, *The anatomy of a large-scale
hypertextual Web search engine*, 1998, along the edges, so that it gathers at what much rests on.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from statistics import stdev

import networkx as nx

from kmgraph.analysis.answers import in_text, node_of
from kmgraph.analysis.dependencies import Projection, basis_of
from kmgraph.analysis.structure import Structure, structure
from kmgraph.errors import GraphError
from kmgraph.graph.rows import Node

EXACT = 20_000_000  # nodes times edges up to which betweenness is worked out exactly: some seconds
BATCHES = 8
SEED = 2022
_DAMPING = 0.85
_CLOSE = 1e-10


@dataclass(frozen=True, slots=True)
class Central:
    """A node with its betweenness (the share of all pairs of nodes between which it stands) and its PageRank (all add up to 1)."""

    node: Node
    betweenness: float
    pagerank: float


@dataclass(frozen=True, slots=True)
class Centrality:
    """The nodes, the highest betweenness first.

    `sampled` is the number of start nodes where betweenness was estimated, 0 where it is exact; `error` is the largest standard
    error of any node's estimate.
    """

    basis: str
    nodes: tuple[Central, ...]
    sampled: int
    error: float


def centrality(graph: Projection, *, exact: bool = False, samples: int = 64, largest: int = EXACT) -> Centrality:
    """Work out betweenness and PageRank of every node.

    Betweenness is exact up to `largest` nodes times edges, above that estimated from `samples` start nodes. With `exact`
    GraphError is raised for a graph that is too large for it.
    """
    known = structure(graph)
    plain = known.simple
    work = len(plain) * plain.number_of_edges()
    if exact and work > largest:
        raise GraphError(
            f"exact betweenness of {len(plain):,} nodes and {plain.number_of_edges():,} edges would take too long; "
            "leave --exact out for an estimate with its error, or choose one report"
        )
    sampled = 0 if work <= largest or len(plain) <= samples else samples
    between, error = _estimate(plain, samples) if sampled else (nx.betweenness_centrality(plain), 0.0)
    rank = pagerank(known)
    nodes = [Central(node_of(graph, node), between[node], rank[node]) for node in plain]
    nodes.sort(key=lambda n: (-round(n.betweenness, 12), -round(n.pagerank, 12), in_text(graph, n.node.iri)))
    return Centrality(basis_of(graph), tuple(nodes), sampled, error)


def _estimate(plain: nx.DiGraph[str], samples: int) -> tuple[dict[str, float], float]:
    """Estimate betweenness from random start nodes in batches that share none: their spread tells the error of their mean."""
    starts = random.Random(SEED).sample(sorted(plain), samples)
    batches = [starts[i::BATCHES] for i in range(BATCHES)]
    everyone, n = list(plain), len(plain)
    found = []
    for batch in batches:
        part = nx.betweenness_centrality_subset(plain, batch, everyone)
        scale = n / len(batch) / ((n - 1) * (n - 2))
        found.append({node: value * scale for node, value in part.items()})
    mean = {node: sum(each[node] for each in found) / BATCHES for node in plain}
    error = max(stdev(each[node] for each in found) / BATCHES**0.5 for node in plain)
    return mean, error


def pagerank(known: Structure) -> dict[str, float]:
    """Work out PageRank along the shares of the projection, by powers of the matrix; `nx.pagerank` would need SciPy.

    What rests on nothing gives its rank to all alike.
    """
    count = len(known.below)
    rank = dict.fromkeys(known.below, 1 / count) if count else {}
    for _ in range(200):
        loose = sum(rank[node] for node, rests in known.below.items() if not rests)
        following = dict.fromkeys(rank, (1 - _DAMPING + _DAMPING * loose) / count)
        for node, rests in known.below.items():
            for below, share in rests.items():
                following[below] += _DAMPING * rank[node] * share
        change = sum(abs(following[node] - rank[node]) for node in rank)
        rank = following
        if change < _CLOSE:
            break
    return rank
