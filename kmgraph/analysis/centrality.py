"""Who stands between whom, and on whom most comes to rest: betweenness and PageRank.

Betweenness: U. Brandes, *A faster algorithm for betweenness centrality*, 2001; from a sample of start nodes: U. Brandes and
C. Pich, *Centrality estimation in large networks*, 2007. PageRank: L. Page, S. Brin, *The anatomy of a large-scale
hypertextual Web search engine*, 1998, along the edges, so that it gathers at what much rests on.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from kmgraph.analysis.answers import in_text, node_of
from kmgraph.analysis.betweenness import Engine, engine_for
from kmgraph.analysis.dependencies import Projection, basis_of
from kmgraph.analysis.structure import Structure, structure, visits
from kmgraph.errors import GraphError
from kmgraph.graph.rows import Node

EXACT = 20_000_000  # nodes times edges up to which betweenness is worked out exactly: some seconds
BATCHES = 8
SEED = 2022
_DAMPING = 0.85
_DIGITS = 12


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


def centrality(
    graph: Projection,
    *,
    exact: bool = False,
    samples: int = 64,
    largest: int = EXACT,
    engine: Engine | None = None,
) -> Centrality:
    """Work out betweenness and PageRank of every node.

    Betweenness is exact up to `largest` nodes times edges, above that estimated from `samples` start nodes. With `exact`
    GraphError is raised for a graph that is too large for it. The fastest `engine` that is installed counts, where none is
    named; the answer is the same with each.
    """
    nodes, edges = len(graph), sum(len(rests) for _, rests in graph.adjacency())
    work = nodes * edges
    if exact and work > largest:
        raise GraphError(
            f"exact betweenness of {nodes:,} nodes and {edges:,} edges would take too long; "
            "leave --exact out for an estimate with its error, or choose one report"
        )
    known = structure(graph)
    sampled = 0 if work <= largest or nodes <= samples else samples
    count = engine or engine_for(work, everywhere=not sampled)
    between, error = _estimate(known, samples, count) if sampled else (_exactly(known, count), 0.0)
    rank = pagerank(known)
    found = [Central(node_of(graph, node), between[node], rank[node]) for node in known.below]
    found.sort(key=lambda n: (-n.betweenness, -round(n.pagerank, _DIGITS), in_text(graph, n.node.iri)))
    return Centrality(basis_of(graph), tuple(found), sampled, error)


def _exactly(known: Structure, count: Engine) -> dict[str, float]:
    (counts,) = count(known, [list(known.below)])
    return _of_pairs(known, counts)


def _estimate(known: Structure, samples: int, count: Engine) -> tuple[dict[str, float], float]:
    """Estimate betweenness from random start nodes in batches that share none: their spread tells the error of their mean."""
    starts = random.Random(SEED).sample(sorted(known.below), samples)
    batches = [starts[i::BATCHES] for i in range(BATCHES)]
    scales = [len(known.below) / len(batch) for batch in batches]
    counted = [[n * scale for n in counts] for counts, scale in zip(count(known, batches), scales, strict=True)]
    mean = [sum(each) / BATCHES for each in zip(*counted, strict=True)]
    squares = ([(n - m) ** 2 for n, m in zip(counts, mean, strict=True)] for counts in counted)
    error = [(sum(each) / (BATCHES - 1) / BATCHES) ** 0.5 for each in zip(*squares, strict=True)]
    return _of_pairs(known, mean), max(_of_pairs(known, error).values())


def _of_pairs(known: Structure, counts: Sequence[float]) -> dict[str, float]:
    """The share of all pairs of other nodes that each count is, rounded to what does not hang on the order of adding up."""
    others = max((len(known.below) - 1) * (len(known.below) - 2), 1)
    return {node: round(n / others, _DIGITS) for node, n in zip(known.below, counts, strict=True)}


def pagerank(known: Structure) -> dict[str, float]:
    """Work out PageRank along the shares of the projection; `nx.pagerank` would need SciPy.

    What rests on nothing gives its rank to all alike. Every node then has the same to begin with, so that the ranks are what
    comes down to each, each step keeping its part of it: one pass from above, and no powers of a matrix.
    """
    carried = visits(known, dict.fromkeys(known.below, 1.0), _DAMPING)
    whole = sum(carried.values())
    return {node: carried[node] / whole for node in known.below}
