"""Ways, cycles and the order in which things have to be done."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import networkx as nx

from kmgraph.analysis.answers import Way, node_of, refuse_unknown, way
from kmgraph.analysis.dependencies import NodeAttributes, Projection, attributes_of, basis_of
from kmgraph.analysis.knots import shortest_cycles
from kmgraph.analysis.structure import Structure, structure
from kmgraph.analysis.uncollected import uncollected
from kmgraph.graph.rows import Node

_UNKNOWN_STAGE = 99


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways from one node down to another, the shortest first; `more` where not all are told.

    `turned` where it is the second that depends on the first; no way at all where neither depends on the other.
    """

    basis: str
    start: Node
    end: Node
    turned: bool
    ways: tuple[Way, ...]
    more: bool


def path(graph: Projection, start: str, end: str, most: int = 5) -> Ways:
    """Say how one node depends on another. Raises GraphError for a node that is not in the graph."""
    refuse_unknown(graph, (start, end))
    plain = structure(graph).simple
    turned = not nx.has_path(plain, start, end) and nx.has_path(plain, end, start)
    first, last = (end, start) if turned else (start, end)
    found: list[list[str]] = []
    if first != last and (turned or nx.has_path(plain, first, last)):
        found = list(islice(nx.shortest_simple_paths(plain, first, last), most + 1))
    ways = tuple(way(graph, nodes) for nodes in found[:most])
    return Ways(basis_of(graph), node_of(graph, start), node_of(graph, end), turned, ways, len(found) > most)


@dataclass(frozen=True, slots=True)
class Cycles:
    """Circular dependencies, the shortest first, each as the edges around it; `more` where not all are told.

    `knots` counts the groups of nodes that depend on one another: however many cycles run through one, it is one knot.
    """

    basis: str
    cycles: tuple[Way, ...]
    knots: int
    more: bool


def cycles(graph: Projection, most: int = 20) -> Cycles:
    """Find what depends on itself: of each knot first its shortest cycle, then the next shortest of all, `most` in all.

    They are told by length, as long ones by their nodes.
    """
    known = structure(graph)
    knots = [group for group in known.groups if len(group) > 1]
    each = max(
        most + 2 - len(knots), 1
    )  # of one knot: as many as can be told beside the others' first, and one for `more`
    found = [shortest_cycles(known.below, group, each) for group in knots]
    first = sorted((own[0] for own in found), key=_shortest_first)
    further = sorted((cycle for own in found for cycle in own[1:]), key=_shortest_first)
    told = sorted((*first, *further)[:most], key=_shortest_first)
    ways = tuple(way(graph, (*cycle, cycle[0])) for cycle in told)
    return Cycles(basis_of(graph), ways, len(knots), len(first) + len(further) > most)


def _shortest_first(cycle: Sequence[str]) -> tuple[int, Sequence[str]]:
    return len(cycle), cycle


# --- order ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the order: a node, or the members of a cycle that can only be done together.

    `after` is the number of the last step that it has to wait for, 0 where it waits for none; `phase` an IRI or empty.
    """

    number: int
    nodes: tuple[Node, ...]
    phase: str
    after: int


@dataclass(frozen=True, slots=True)
class Order:
    """Everything that depends on something or is depended on, in an order in which it can be done."""

    basis: str
    steps: tuple[Step, ...]
    alone: int


@uncollected
def order(graph: Projection) -> Order:
    """Put what bears before what rests on it; of what could come next, the further stage of work and then the text decides.

    A project that is under construction comes before one in preparation: it can be finished first. What has no edge at all is
    counted (`alone`) and left out.
    """
    known = structure(graph)
    own = {node: attributes_of(graph, node) for node in known.below if known.below[node] or known.above[node]}

    def preference(node: str) -> tuple[int, int, str]:
        """What is further on comes first, what has no stage last; then the text's order."""
        return -own[node]["stage"] or _UNKNOWN_STAGE, own[node]["position"], node

    # a group's number is its place in the order of preference: of those that are ready the lowest comes next
    joined = [group for group in known.groups if group[0] in own]
    joined.sort(key=lambda group: preference(group[0]) if len(group) == 1 else min(map(preference, group)))
    number_of = {node: number for number, group in enumerate(joined) for node in group}
    waiting = [_leading_out(known, group) for group in joined]
    ready = [number for number, left in enumerate(waiting) if not left]
    after = [0] * len(joined)
    steps: list[Step] = []
    while ready:
        number = heapq.heappop(ready)
        steps.append(_step(len(steps) + 1, joined[number], after[number], own))
        for other in [number_of[above] for node in joined[number] for above in known.above[node]]:
            if other != number:
                after[other] = len(steps)
                waiting[other] -= 1
                if not waiting[other]:
                    heapq.heappush(ready, other)
    return Order(basis_of(graph), tuple(steps), len(graph) - len(own))


def _leading_out(known: Structure, group: tuple[str, ...]) -> int:
    """How many edges lead from a group down to others."""
    if len(group) == 1:
        return len(known.below[group[0]])
    within = set(group)
    return sum(b not in within for node in group for b in known.below[node])


def _step(number: int, group: tuple[str, ...], after: int, own: Mapping[str, NodeAttributes]) -> Step:
    if len(group) > 1:
        group = tuple(sorted(group, key=lambda node: (own[node]["position"], node)))
    nodes = tuple([Node(node, own[node]["label"], own[node]["kind"]) for node in group])
    return Step(number, nodes, max([own[node]["phase"] for node in group]), after)
