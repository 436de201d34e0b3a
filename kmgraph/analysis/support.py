"""What a goal rests on, the thinnest places first; and which goals rest on one thing, or on nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kmgraph.analysis.answers import Way, goals_of, in_text, node_of, refuse_unknown, way
from kmgraph.analysis.dependencies import Projection, attributes_of, basis_of
from kmgraph.analysis.impact import EXPLAINED
from kmgraph.analysis.structure import Structure, structure, visits
from kmgraph.analysis.uncollected import uncollected
from kmgraph.graph.ontology import KMG
from kmgraph.graph.rows import Node


@dataclass(frozen=True, slots=True)
class Prop:
    """A node that another rests on: the share that would be gone without it, the steps down to it, and the way.

    The ways and cycles of the first `EXPLAINED` alone are told. `cycle` holds the other members where it stands in one: the share is then that of the whole cycle.
    """

    node: Node
    share: float
    depth: int
    way: Way
    cycle: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Support:
    """What a node rests on, directly or not: what carries most of it comes first."""

    basis: str
    node: Node
    props: tuple[Prop, ...]

    @property
    def sole(self) -> tuple[Prop, ...]:
        """What carries the node alone: without it, nothing that it rests on is left."""
        return tuple(prop for prop in self.props if prop.share > 1 - 1e-9)


def support(graph: Projection, node: str) -> Support:
    """Say what a node rests on. Raises GraphError for one that is not in the graph."""
    refuse_unknown(graph, [node])
    known = structure(graph)
    steps = known.descendants([node])
    carried = visits(known, {node: 1.0})
    depths = {node: 0}
    for below, above in steps.items():
        if above is not None:
            depths[below] = depths[above] + 1
    shares: dict[str, float] = {}
    for place in {known.rank[below] for below in steps}:
        group = known.groups[place]
        shares.update(dict.fromkeys(group, _share(known, carried, node, group)))
    del shares[node]
    ranked = sorted(shares, key=lambda below: (-round(shares[below], 9), depths[below], in_text(graph, below)))
    cycles: dict[int, tuple[Node, ...]] = {}
    props = []
    for place, below in enumerate(ranked):
        trail = known.way_down(steps, below)[::-1] if place < EXPLAINED else ()
        others: tuple[Node, ...] = ()
        if place < EXPLAINED and known.cyclic(below):
            rank = known.rank[below]
            # once for each cycle, of which most of the first nodes may be members
            if rank not in cycles:
                cycles[rank] = tuple(node_of(graph, member) for member in known.groups[rank])
            others = tuple([member for member in cycles[rank] if member.iri != below])
        props.append(Prop(node_of(graph, below), shares[below], depths[below], way(graph, trail), others))
    return Support(basis_of(graph), node_of(graph, node), tuple(props))


def _share(known: Structure, carried: Mapping[str, float], top: str, group: tuple[str, ...]) -> float:
    """What comes down to a node; to a cycle as a whole, for what has once come in goes round in it."""
    if len(group) == 1:
        return carried[group[0]]
    if top in group:
        return 1.0
    within = set(group)
    return sum(
        carried[a] * known.below[a][b] for b in group for a in known.above[b] if a in carried and a not in within
    )


@dataclass(frozen=True, slots=True)
class Footing:
    """How a goal stands: what it rests on directly, how many projects lie below it in all, and which where it is one."""

    goal: Node
    direct: tuple[Node, ...]
    projects: int
    only: Node | None


@dataclass(frozen=True, slots=True)
class Footings:
    """Every goal by what is under it: nothing; promises or other goals, but no project; one project alone; more."""

    basis: str
    nothing: tuple[Footing, ...]
    no_project: tuple[Footing, ...]
    one_project: tuple[Footing, ...]
    more: tuple[Footing, ...]


# how many bits are held at once, one for each node and project: half a gigabyte
_BITS = 1 << 32


@uncollected
def footings(graph: Projection) -> Footings:
    """Sort the goals by what is under them; within each kind in the order of the text."""
    known = structure(graph)
    goals = goals_of(graph)
    beneath: dict[str, tuple[int, str]] = dict.fromkeys(goals, (0, ""))
    projects = [node for node in graph if attributes_of(graph, node)["kind"] == KMG + "Project"]
    at_once = max(_BITS // (len(graph) or 1), 64)
    for batch in (projects[start : start + at_once] for start in range(0, len(projects), at_once)):
        below = _below(known, {node: 1 << place for place, node in enumerate(batch)})
        for goal in goals:
            if reached := below[goal]:
                beneath[goal] = beneath[goal][0] + reached.bit_count(), batch[reached.bit_length() - 1]

    def footing(goal: str) -> Footing:
        count, last = beneath[goal]
        direct = sorted(known.below[goal], key=lambda node: in_text(graph, node))
        only = node_of(graph, last) if count == 1 else None
        return Footing(node_of(graph, goal), tuple(node_of(graph, node) for node in direct), count, only)

    found = [footing(goal) for goal in goals]
    return Footings(
        basis_of(graph),
        tuple(each for each in found if not each.direct),
        tuple(each for each in found if each.direct and not each.projects),
        tuple(each for each in found if each.direct and each.projects == 1),
        tuple(each for each in found if each.direct and each.projects > 1),
    )


def _below(known: Structure, bits: Mapping[str, int]) -> dict[str, int]:
    """Return which of the numbered nodes lie below each node, itself included, as the bits of a number."""
    found: dict[str, int] = {}
    for group in known.groups:
        reached = 0
        for node in group:
            reached |= bits.get(node, 0)
            for below in known.below[node]:
                reached |= found.get(below, 0)
        found.update(dict.fromkeys(group, reached))
    return found
