"""What falls or is weakened when something slips: late, or dropped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from kmgraph.analysis.answers import Way, in_text, is_goal, node_of, refuse_unknown, way
from kmgraph.analysis.dependencies import Projection, basis_of
from kmgraph.analysis.structure import Structure, gone, structure
from kmgraph.graph.rows import Node

Slip = Literal["late", "dropped"]

EXPLAINED = 200


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing that a weakened node rests on and that lost something: how much of the node's share it explains, and the way
    from the node down to what slipped."""

    share: float
    way: Way


@dataclass(frozen=True, slots=True)
class Weakened:
    """A node that rests on what slipped: the shares of its support that are late and dropped, from 0 to 1, and why.

    Only the `EXPLAINED` goals that lose most, and as many other nodes, have their causes.
    """

    node: Node
    late: float
    dropped: float
    causes: tuple[Cause, ...]

    @property
    def share(self) -> float:
        """The share of the support that is gone, late or dropped."""
        return self.late + self.dropped


@dataclass(frozen=True, slots=True)
class Impact:
    """What slipped, and what that weakens: the goals, and all else; what loses most comes first.

    `cycles` are those through which the loss runs: their members hold one another up, and their shares are worked out together.
    """

    basis: str
    late: tuple[Node, ...]
    dropped: tuple[Node, ...]
    goals: tuple[Weakened, ...]
    others: tuple[Weakened, ...]
    cycles: tuple[tuple[Node, ...], ...]


def impact(graph: Projection, node: str, *others: str) -> Impact:
    """Say what falls or is weakened if these nodes are dropped. Raises GraphError for a node that is not in the graph."""
    return what_if(graph, dropped=(node, *others))


def what_if(graph: Projection, late: Iterable[str] = (), dropped: Iterable[str] = ()) -> Impact:
    """Say what is weakened if some nodes are late and others dropped, all at once.

    A node that is marked as both is dropped. A share counts as what the way down from a node meets first. Raises GraphError
    for a node that is not in the graph.
    """
    slips: dict[str, Slip] = {}
    slips.update(dict.fromkeys(late, _SLIPS[0]))
    slips.update(dict.fromkeys(dropped, _SLIPS[1]))
    refuse_unknown(graph, slips)
    known = structure(graph)
    shares = {slip: gone(known, {node: float(own == slip) for node, own in slips.items()}) for slip in _SLIPS}
    steps = known.ancestors(slips)
    lost = {node: (shares["late"].get(node, 0.0), shares["dropped"].get(node, 0.0)) for node in steps}
    ranked = sorted(lost.keys() - slips.keys(), key=lambda node: (-round(sum(lost[node]), 9), in_text(graph, node)))

    def weakened(chosen: list[str]) -> tuple[Weakened, ...]:
        told = (_causes(graph, known, node, lost, steps) if i < EXPLAINED else () for i, node in enumerate(chosen))
        return tuple(Weakened(node_of(graph, n), *lost[n], why) for n, why in zip(chosen, told, strict=True))

    cycles = sorted({tuple(sorted(known.groups[known.rank[node]])) for node in steps if known.cyclic(node)})
    return Impact(
        basis_of(graph),
        tuple(node_of(graph, node) for node, slip in slips.items() if slip == "late"),
        tuple(node_of(graph, node) for node, slip in slips.items() if slip == "dropped"),
        weakened([node for node in ranked if is_goal(graph, node)]),
        weakened([node for node in ranked if not is_goal(graph, node)]),
        tuple(tuple(node_of(graph, node) for node in cycle) for cycle in cycles),
    )


_SLIPS: tuple[Slip, ...] = ("late", "dropped")


def _causes(
    graph: Projection,
    known: Structure,
    node: str,
    lost: Mapping[str, tuple[float, float]],
    steps: Mapping[str, str | None],
) -> tuple[Cause, ...]:
    parts = {b: own * sum(lost[b]) for b, own in known.below[node].items() if b in lost}
    causes = (Cause(part, way(graph, (node, *known.way_down(steps, b)))) for b, part in parts.items() if part > 0)
    return tuple(sorted(causes, key=_largest_first))


def _largest_first(cause: Cause) -> tuple[float, int, str]:
    return -round(cause.share, 9), len(cause.way), cause.way[0].target.iri
