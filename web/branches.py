"""What a picture shows as a tree: each node once, below the one by which it was reached, nearest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kmgraph.graph.rows import Edge, Node
from kmgraph_web.around import Found


@dataclass(frozen=True, slots=True)
class Branch:
    """A node of the tree: how far it lies in, and the relation that leads to it (none for the focus and for what hangs on nothing)."""

    node: Node
    level: int
    edge: Edge | None


def branches(found: Found) -> list[Branch]:
    """Return the nodes as the lines of a tree from the focus on, depth first; what no shown relation reaches stands last."""
    nodes = {node.iri: node for node in found.nodes}
    beside: dict[str, list[tuple[Edge, str]]] = defaultdict(list)
    for edge in found.edges:
        beside[edge.source].append((edge, edge.target))
        beside[edge.target].append((edge, edge.source))
    below: dict[str, list[tuple[Edge, str]]] = defaultdict(list)
    reached, ring = {found.focus}, [found.focus]
    for here in ring:  # grows while it is read: nearest first, so that each hangs on the nearest way to it
        for edge, other in beside[here]:
            if other not in reached:
                reached.add(other)
                below[here].append((edge, other))
                ring.append(other)
    lines: list[Branch] = []
    waiting: list[tuple[str, int, Edge | None]] = [(iri, 0, None) for iri in nodes if iri not in reached]
    waiting = [*reversed(waiting), (found.focus, 0, None)]
    while waiting:
        iri, level, led = waiting.pop()
        lines.append(Branch(nodes[iri], level, led))
        waiting.extend((other, level + 1, edge) for edge, other in reversed(below[iri]))
    return lines


def page_of(lines: Sequence[Branch], part: slice) -> list[Branch]:
    """Return some lines of a tree, below those that they hang on: a page that begins amid a branch says of which."""
    chosen = lines[part]
    above: list[Branch] = []
    level = chosen[0].level if chosen else 0
    for line in reversed(lines[: part.start]):
        if line.level < level:
            above.append(line)
            level = line.level
    return [*reversed(above), *chosen]
