"""What every answer on dependencies stands on: who rests on whom, with which share, in an order that knows of cycles.

The share of A's support that B bears is `weight(A, B) / Σ weight(A, ·)`; of parallel edges the heaviest counts. What is known
of A follows as a mean over what it rests on. In a cycle the same equations hold for all its members at once: they are solved
together, by Gauss-Seidel from below, to `_CLOSE`.

Another reading of the same numbers: walk down from A, at each step choosing by weight; the share of A's support that is gone
is the probability that the walk meets something that slipped. It can therefore only grow when more slips.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

import networkx as nx

from kmgraph.analysis.dependencies import Projection
from kmgraph.analysis.uncollected import uncollected

Shares = dict[str, dict[str, float]]

_CLOSE = 1e-10
_ROUNDS = 10_000


@dataclass(frozen=True)
class Structure:
    """A projection's nodes with the shares of what each rests on (`below`) and the nodes that rest on each (`above`)."""

    below: Shares
    above: Mapping[str, Sequence[str]]

    groups: tuple[tuple[str, ...], ...]
    """The strongly connected parts, what is rested on before what rests on it; one of several nodes is a cycle."""

    @cached_property
    def simple(self) -> nx.DiGraph[str]:
        """The same graph with one edge a pair and its share as weight."""
        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_nodes_from(self.below)
        graph.add_weighted_edges_from((a, b, share) for a, rests in self.below.items() for b, share in rests.items())
        return graph

    @cached_property
    def rank(self) -> dict[str, int]:
        """The place of each node's group among the groups."""
        return {node: place for place, group in enumerate(self.groups) for node in group}

    def cyclic(self, node: str) -> bool:
        """Tell whether a node stands in a cycle."""
        return len(self.groups[self.rank[node]]) > 1

    def ancestors(self, nodes: Iterable[str]) -> dict[str, str | None]:
        """Return what rests on these nodes, nearest first, each with the next step down to the nearest of them."""
        return spread(nodes, lambda node: self.above[node])

    def descendants(self, nodes: Iterable[str]) -> dict[str, str | None]:
        """Return what these nodes rest on, nearest first, each with the step from which it is reached."""
        return spread(nodes, lambda node: self.below[node])

    def way_down(self, steps: Mapping[str, str | None], start: str) -> tuple[str, ...]:
        """Follow what `ancestors` returned from a node down to its end."""
        way, here = [start], steps[start]
        while here is not None:
            way.append(here)
            here = steps[here]
        return tuple(way)


_known: WeakKeyDictionary[Projection, Structure] = WeakKeyDictionary()


def structure(graph: Projection) -> Structure:
    """Return the structure of a projection; that of a frozen one is kept as long as the graph is."""
    if not nx.is_frozen(graph):
        return _structure(graph)
    if graph not in _known:
        _known[graph] = _structure(graph)
    return _known[graph]


@uncollected
def _structure(graph: Projection) -> Structure:
    below: Shares = {}
    above: dict[str, list[str]] = {node: [] for node in graph}
    for source, neighbours in graph.adjacency():
        rests = {target: _heaviest(parallel) for target, parallel in neighbours.items() if target != source}
        whole = sum(rests.values())
        below[source] = {target: weight / whole for target, weight in rests.items() if weight > 0}
        for target in below[source]:
            above[target].append(source)
    return Structure(below, above, tuple(_groups(below, above)))


def _heaviest(parallel: Mapping[Any, Mapping[str, Any]]) -> float:
    """The weight of the edges of a pair, of which mostly there is one."""
    first, *others = [float(edge.get("weight", 1.0)) for edge in parallel.values()]
    return max(first, *others) if others else first


def _groups(below: Shares, above: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Yield the strongly connected parts from the ground up: first what stands on no cycle, after Kahn, then the rest, after Tarjan."""
    waiting = {node: len(rests) for node, rests in below.items()}
    ready = [node for node, left in waiting.items() if not left]
    for node in ready:
        yield (node,)
        for over in above[node]:
            waiting[over] -= 1
            if not waiting[over]:
                ready.append(over)
    left: nx.DiGraph[str] = nx.DiGraph()
    left.add_nodes_from(node for node, number in waiting.items() if number)
    left.add_edges_from((node, b) for node in left for b in below[node] if b in left)
    # Tarjan's algorithm yields a part when all that it leads to have been yielded
    for part in nx.strongly_connected_components(left):
        yield tuple(part) if len(part) == 1 else _bottom_up(part, below)


def _bottom_up(part: set[str], below: Shares) -> tuple[str, ...]:
    """Put the members of a cycle so that few edges lead back: their equations then settle in few rounds."""
    within: nx.DiGraph[str] = nx.DiGraph()
    within.add_nodes_from(sorted(part))
    within.add_edges_from((node, b) for node in sorted(part) for b in below[node] if b in part)
    return tuple(nx.dfs_postorder_nodes(within))


def spread(nodes: Iterable[str], following: Callable[[str], Iterable[str]]) -> dict[str, str | None]:
    """Return what is reached from these nodes, nearest first, each with the node from which it is reached."""
    found: dict[str, str | None] = dict.fromkeys(nodes)
    waiting = deque(found)
    while waiting:
        here = waiting.popleft()
        for node in following(here):
            if node not in found:
                found[node] = here
                waiting.append(node)
    return found


def gone(known: Structure, given: Mapping[str, float]) -> dict[str, float]:
    """Work out, for everything that rests on the given nodes, the share of its support that is gone.

    `given` says of nodes how much of them is gone, from 0 to 1, whatever they rest on themselves; what is not in the answer
    has lost nothing.
    """
    lost = dict(given)
    touched = set(known.ancestors(given)) - given.keys()
    for place in sorted({known.rank[node] for node in touched}):
        members = [node for node in known.groups[place] if node in touched]
        _settle(lost, members, lambda node: sum(s * lost.get(b, 0.0) for b, s in known.below[node].items()))
    return lost


def visits(known: Structure, start: Mapping[str, float], kept: float = 1.0) -> dict[str, float]:
    """Work out how much of what is put on the start nodes comes down to each node below them, `kept` of it at each step.

    From one goal with 1: the share of its support that runs through each node. A node of a cycle counts each time around.
    """
    carried = dict(start)
    reached = known.descendants(start)
    for place in sorted({known.rank[node] for node in reached}, reverse=True):
        members = [node for node in reversed(known.groups[place]) if node in reached]

        def into(node: str) -> float:
            onto = sum(carried.get(a, 0.0) * known.below[a][node] for a in known.above[node])
            return start.get(node, 0.0) + kept * onto

        _settle(carried, members, into)
    return carried


def _settle(values: dict[str, float], members: list[str], equation: Callable[[str], float]) -> None:
    """Set the values of the members of a group so that each fulfils its equation."""
    for _ in range(_ROUNDS if len(members) > 1 else 1):
        change = 0.0
        for node in members:
            before, after = values.get(node, 0.0), equation(node)
            values[node] = after
            change = max(change, abs(after - before))
        if change < _CLOSE:
            break
