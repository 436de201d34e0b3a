"""A drawing of dependencies in layers: what bears stands left of what rests on it, edges cross as little as two sweeps get.

After Sugiyama, Tagawa and Toda, *Methods for visual understanding of hierarchical system structures* (1981): layers by the
longest way, order within a layer by the mean place of the neighbours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kmgraph.analysis.structure import Structure


@dataclass(frozen=True, slots=True)
class Layers:
    """Where each node stands: its layer from 0, and its row within it, which may lie between two; `rows` is the most of a layer."""

    places: dict[str, tuple[int, float]]
    edges: tuple[tuple[str, str], ...]
    layers: int
    rows: int


def layered(known: Structure, nodes: Sequence[str]) -> Layers:
    """Lay out some nodes of a projection with the edges between them; members of a cycle share a layer."""
    within = set(nodes)
    edges = tuple((a, b) for a in nodes for b in known.below[a] if b in within)
    layer: dict[str, int] = {}
    for place in sorted({known.rank[node] for node in nodes}):
        group = [node for node in known.groups[place] if node in within]
        below = [layer[b] + 1 for node in group for b in known.below[node] if b in within and b not in group]
        layer.update(dict.fromkeys(group, max(below, default=0)))
    columns: list[list[str]] = [[] for _ in range(max(layer.values(), default=-1) + 1)]
    for node in nodes:
        columns[layer[node]].append(node)
    near: dict[str, list[str]] = {node: [] for node in nodes}
    for a, b in edges:
        near[a].append(b)
        near[b].append(a)
    for _ in range(4):
        for at in (*range(1, len(columns)), *reversed(range(len(columns) - 1))):
            columns[at] = _sorted(columns[at], near, _rows(columns))
    rows = max(map(len, columns), default=0)
    return Layers({n: (layer[n], row) for n, row in _rows(columns).items()}, edges, len(columns), rows)


def _rows(columns: Iterable[Sequence[str]]) -> dict[str, float]:
    """The row of each node, each layer centred on the highest."""
    columns = list(columns)
    most = max(map(len, columns), default=0)
    return {node: (most - len(column)) / 2 + at for column in columns for at, node in enumerate(column)}


def _sorted(column: list[str], near: Mapping[str, Sequence[str]], rows: Mapping[str, float]) -> list[str]:
    own = set(column)

    def mean(node: str) -> float:
        others = [rows[other] for other in near[node] if other not in own]
        return sum(others) / len(others) if others else rows[node]

    return sorted(column, key=mean)
