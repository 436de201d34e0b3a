"""What a goal rests on, the thinnest places first; and which goals rest on one thing, or on nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


@uncollected
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
    named = {below: node_of(graph, below) for below in steps}  # once: a member of a cycle is told beside each other one
    props = []
    for place, below in enumerate(ranked):
        trail = known.way_down(steps, below)[::-1] if place < EXPLAINED else ()
        cycle = known.groups[known.rank[below]] if place < EXPLAINED else ()
        others = tuple(named[other] for other in cycle if other != below)
        props.append(Prop(named[below], shares[below], depths[below], way(graph, trail), others))
    return Support(basis_of(graph), named[node], tuple(props))


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


@uncollected
def footings(graph: Projection) -> Footings:
    """Sort the goals by what is under them; within each kind in the order of the text."""
    known = structure(graph)
    goals = goals_of(graph)
    projects = [node for node in graph if attributes_of(graph, node)["kind"] == KMG + "Project"]
    under = _projects_under(known, goals, projects)

    def footing(goal: str) -> Footing:
        number, last = under[goal]
        direct = sorted(known.below[goal], key=lambda node: in_text(graph, node))
        only = node_of(graph, last) if number == 1 else None
        return Footing(node_of(graph, goal), tuple(node_of(graph, node) for node in direct), number, only)

    found = [footing(goal) for goal in goals]
    return Footings(
        basis_of(graph),
        tuple(each for each in found if not each.direct),
        tuple(each for each in found if each.direct and not each.projects),
        tuple(each for each in found if each.direct and each.projects == 1),
        tuple(each for each in found if each.direct and each.projects > 1),
    )


_ROOM = 1 << 32  # bits: half a gigabyte


def _projects_under(
    known: Structure, goals: Sequence[str], projects: Sequence[str], room: int = _ROOM
) -> dict[str, tuple[int, str]]:
    """Return of each goal how many projects lie below it and the last of them; so many at a time that their bits have room."""
    number_of, below = _numbered(known, goals)
    reached = [node for node in projects if node in number_of]
    under = dict.fromkeys(goals, (0, ""))
    size = max(room // max(len(below), 1), 1)
    for start in range(0, len(reached), size):
        batch = reached[start : start + size]
        held = _held(below, [number_of[node] for node in batch])
        for goal, (number, _) in under.items():
            if bits := held[number_of[goal]]:
                under[goal] = number + bits.bit_count(), batch[bits.bit_length() - 1]
        del held  # before the next ones are built
    return under


def _numbered(known: Structure, tops: Sequence[str]) -> tuple[dict[str, int], list[Sequence[int]]]:
    """Number the groups at and below some nodes from the ground up; return each node's number, and what each group rests on."""
    reached = known.descendants(tops)
    number_of: dict[str, int] = {}
    below: list[Sequence[int]] = []
    for group in known.groups:
        if group[0] in reached:
            number_of.update(dict.fromkeys(group, len(below)))
            below.append([number_of[b] for node in group for b in known.below[node]])
    return number_of, below


def _held(below: Sequence[Sequence[int]], projects: Sequence[int]) -> list[int]:
    """Return which of some projects lie at or below each group, as the bits of a number: the first of them is the lowest."""
    held = [0] * len(below)
    for place, project in enumerate(projects):
        held[project] |= 1 << place
    for group, rests in enumerate(below):
        bits = held[group]
        for rest in rests:
            bits |= held[rest]
        held[group] = bits
    return held
