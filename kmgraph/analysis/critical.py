"""Where a plan is thin: the longest chains, the nodes that hold parts together, those whose loss cuts goals off."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import cast

import networkx as nx

from kmgraph.analysis.answers import Way, goals_of, in_text, is_goal, node_of, way
from kmgraph.analysis.dependencies import Projection, basis_of
from kmgraph.analysis.structure import Structure, structure, visits
from kmgraph.analysis.uncollected import uncollected
from kmgraph.graph.rows import Node

_GROUND = ""  # the one node on which, for dominators, everything rests that rests on nothing else


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """A node whose loss leaves goals with nothing: `cut_off` are those all of whose support runs through it.

    `carried` is how much of the support of all goals runs through it, a whole goal counting 1.
    """

    node: Node
    cut_off: tuple[Node, ...]
    carried: float


@dataclass(frozen=True, slots=True)
class Joint:
    """An articulation point: without it, `parts` parts fall apart, and `severed` nodes lose touch with the largest of them."""

    node: Node
    parts: int
    severed: int


@dataclass(frozen=True, slots=True)
class Critical:
    """The bottlenecks, what cuts most goals off first; the joints, what severs most first; the longest chains."""

    basis: str
    bottlenecks: tuple[Bottleneck, ...]
    joints: tuple[Joint, ...]
    chains: tuple[Way, ...]


@uncollected
def critical(graph: Projection, most: int = 10) -> Critical:
    """Find the places where a plan is thin, `most` of each kind."""
    known = structure(graph)
    return Critical(
        basis_of(graph),
        _bottlenecks(graph, known, most),
        _joints(graph, known, most),
        tuple(way(graph, chain) for chain in longest_chains(graph, most)),
    )


def bottlenecks(graph: Projection) -> tuple[Bottleneck, ...]:
    """Return every node that cuts off a goal, or through which some support of a goal runs."""
    return _bottlenecks(graph, structure(graph))


def _bottlenecks(graph: Projection, known: Structure, most: int | None = None) -> tuple[Bottleneck, ...]:
    """Find the nodes that cut off most goals, or through which most support runs; all of them where `most` is not given."""
    goals = {goal: 1.0 for goal in goals_of(graph) if known.below[goal]}
    carried = visits(known, goals)
    cut: dict[str, list[str]] = defaultdict(list)
    dominator = _dominators(known)
    for goal in goals:
        here = dominator.get(goal, _GROUND)
        while here != _GROUND:
            cut[here].append(goal)
            here = dominator[here]
    own = {node: carried[node] - (node in goals) for node in carried if node in cut or node not in goals}
    ranked = sorted(own, key=lambda node: (-len(cut.get(node, ())), -round(own[node], 9), in_text(graph, node)))
    return tuple(
        Bottleneck(node_of(graph, node), tuple(node_of(graph, goal) for goal in cut.get(node, ())), own[node])
        for node in ranked[:most]
    )


def _dominators(known: Structure) -> dict[str, str]:
    """Return for each node the nearest one through which all that it rests on is reached, from the ground up.

    The ground lies under what rests on nothing; a cycle that rests on nothing else stands on the ground with each of its members.
    """
    upward: nx.DiGraph[str] = nx.DiGraph()
    upward.add_edges_from((b, node) for node, rests in known.below.items() for b in rests)
    for group in known.groups:
        within = set(group)
        if all(below in within for node in group for below in known.below[node]):
            upward.add_edges_from((_GROUND, node) for node in group)
    found: dict[str, str] = nx.immediate_dominators(upward, _GROUND)
    return {node: above for node, above in found.items() if node != _GROUND}


# --- joints ---------------------------------------------------------------------------------------------------


def _joints(graph: Projection, known: Structure, most: int) -> tuple[Joint, ...]:
    """Read the articulation points off the tree of the parts that hold together by themselves (block-cut tree)."""
    plain: nx.Graph[str] = nx.Graph()
    plain.add_edges_from((node, b) for node, rests in known.below.items() for b in rests)
    blocks = cast("list[set[str]]", list(nx.biconnected_components(plain)))
    points = {node for node, times in Counter(chain.from_iterable(blocks)).items() if times > 1}
    tree: nx.Graph[object] = nx.Graph()
    for number, block in enumerate(blocks):
        tree.add_edges_from((number, node) for node in block if node in points)
    falling: dict[str, list[int]] = {}
    for members in nx.connected_components(tree):
        joints = sorted(node for node in members if isinstance(node, str))
        falling |= _falling_apart(tree, joints, blocks, points)
    severed = {joint: sum(sizes) - max(sizes) for joint, sizes in falling.items()}
    ranked = sorted(falling, key=lambda joint: (-severed[joint], -len(falling[joint]), in_text(graph, joint)))
    return tuple(Joint(node_of(graph, joint), len(falling[joint]), severed[joint]) for joint in ranked[:most])


def _falling_apart(
    tree: nx.Graph[object], joints: list[str], blocks: list[set[str]], points: set[str]
) -> dict[str, list[int]]:
    """Return, for each joint of a connected part, how many nodes each of the parts has into which it falls without it."""
    root = joints[0]
    order = list(nx.dfs_preorder_nodes(tree, root))
    above = {child: parent for parent, child in nx.dfs_edges(tree, root)}
    # a joint counts once; a block counts the nodes that are no joints
    own = {node: 1 if isinstance(node, str) else sum(n not in points for n in blocks[_number(node)]) for node in order}
    size = dict(own)
    for node in reversed(order):
        if node in above:
            size[above[node]] += size[node]
    whole = size[root]
    return {
        joint: [size[part] if above.get(joint) != part else whole - size[joint] for part in tree[joint]]
        for joint in joints
    }


def _number(node: object) -> int:
    assert isinstance(node, int)
    return node


# --- chains ---------------------------------------------------------------------------------------------------


def longest_chains(graph: Projection, most: int = 10) -> list[tuple[str, ...]]:
    """Return the longest chains of dependencies, one from each node that nothing rests on; a cycle counts as one step.

    Of chains that end alike the ones that begin first in the text stand first; those of a single node are left out.
    """
    known = structure(graph)
    length: dict[str, int] = {}
    following: dict[str, str] = {}
    for group in known.groups:
        within = set(group)
        outward = [(node, b) for node in group for b in known.below[node] if b not in within]
        longest = max((length[b] for _, b in outward), default=-1) + 1
        for node in group:
            length[node] = longest
        for node in group:
            ends = [b for b in known.below[node] if b not in within and length[b] == longest - 1]
            if ends:
                following[node] = min(ends, key=lambda b: in_text(graph, b))
    tops = [node for node in graph if not set(known.above[node]) - set(known.groups[known.rank[node]])]
    tops = [node for node in tops if node in following]
    tops.sort(key=lambda node: (-length[node], not is_goal(graph, node), in_text(graph, node)))
    chains = []
    for node in tops[:most]:
        chain = [node]
        while chain[-1] in following:
            chain.append(following[chain[-1]])
        chains.append(tuple(chain))
    return chains
