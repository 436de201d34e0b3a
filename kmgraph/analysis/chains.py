"""Ways, cycles and the order in which things have to be done."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import networkx as nx

from kmgraph.analysis.answers import Way, node_of, refuse_unknown, step, way
from kmgraph.analysis.dependencies import NodeAttributes, Projection, attributes_of, basis_of
from kmgraph.analysis.structure import Structure, spread, structure
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
    """Find what depends on itself: of each knot first its shortest cycle, then further ones, `most` in all."""
    known = structure(graph)
    knots = [group for group in known.groups if len(group) > 1]
    found = [next(_cycles(known, group, 1), ()) or _around_first(known, group) for group in knots[:most]]
    told = set(found)
    further = (cycle for group in knots for cycle in _cycles(known, group, most) if cycle not in told)
    extra = list(islice(further, most - len(found) + 1)) if len(knots) <= most else []
    shown = sorted((*found, *extra[: most - len(found)]), key=lambda cycle: (len(cycle), cycle))
    more = len(found) + len(extra) > most or len(knots) > most or any(map(_is_large, knots))
    ways = tuple(
        tuple(step(graph, a, b) for a, b in zip(cycle, (*cycle[1:], cycle[0]), strict=True)) for cycle in shown
    )
    return Cycles(basis_of(graph), ways, len(knots), more)


def _around_first(known: Structure, group: tuple[str, ...]) -> tuple[str, ...]:
    """A shortest cycle through the first node of a knot that has none which can be read."""
    first, within = min(group), frozenset(group)
    steps = spread([first], lambda node: [b for b in known.below[node] if b in within])
    backs = (known.way_down(steps, node) for node in known.above[first] if node in within)
    return _turned(min((back[::-1] for back in backs), key=lambda nodes: (len(nodes), nodes)))


_LONGEST = 8
# of larger knots not every cycle is listed, only the shortest through each edge that leads back
_LISTED_KNOT = 200


def _is_large(group: tuple[str, ...]) -> bool:
    return len(group) > _LISTED_KNOT


def _cycles(known: Structure, group: tuple[str, ...], most: int) -> Iterator[tuple[str, ...]]:
    """Cycles of a knot up to a length that can be read, the shortest first, each from its first node.

    All of them where the knot is small; of a large one, the shortest through each of the edges that lead back in it, and
    no longer ones where `most` are found.
    """
    if _is_large(group):
        for length in range(2, _LONGEST + 1):
            short = _through_edges_back(known, group, length)
            if len(short) >= most:
                break
        yield from sorted(short, key=lambda cycle: (len(cycle), cycle))
        return
    # by numbers: NetworkX walks through sets, whose order with texts is another in every run
    number_of = {node: number for number, node in enumerate(group)}
    within: nx.DiGraph[int] = nx.DiGraph()
    within.add_nodes_from(range(len(group)))
    within.add_edges_from((number_of[a], number_of[b]) for a in group for b in sorted(known.below[a]) if b in number_of)
    for length in range(2, _LONGEST + 1):
        for cycle in nx.simple_cycles(within, length_bound=length):
            if len(cycle) == length:
                yield _turned([group[number] for number in cycle])


def _through_edges_back(known: Structure, group: tuple[str, ...], longest: int) -> set[tuple[str, ...]]:
    """The shortest cycle through each edge that leads back in the knot's own order: no cycle is without such an edge."""
    place = {node: at for at, node in enumerate(group)}
    found = set()
    for node in group:
        for target in sorted(known.below[node]):
            if place.get(target, -1) > place[node] and (back := _way_within(known, target, node, place, longest)):
                found.add(_turned(back))
    return found


def _way_within(known: Structure, start: str, end: str, place: Mapping[str, int], longest: int) -> list[str]:
    """A shortest way down from one node of a knot to another, empty where it has more than `longest` nodes."""
    came_from = {start: ""}
    reached = [start]
    for _ in range(longest - 1):
        following = []
        for here in reached:
            for below in known.below[here]:
                if below in place and below not in came_from:
                    came_from[below] = here
                    following.append(below)
        if end in came_from:
            break
        reached = following
    way = [end] if end in came_from else []
    while way and came_from[way[-1]]:
        way.append(came_from[way[-1]])
    return way[::-1]


def _turned(cycle: Sequence[str]) -> tuple[str, ...]:
    start = cycle.index(min(cycle))
    return (*cycle[start:], *cycle[:start])


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
