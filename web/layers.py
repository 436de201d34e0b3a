"""Dependencies as a layered drawing in SVG: boxes by name, edges from what bears to what rests on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kmgraph.analysis.answers import Dependency, node_of, step
from kmgraph.analysis.dependencies import Projection
from kmgraph.analysis.layers import layered
from kmgraph.analysis.structure import structure
from kmgraph.graph.rows import Node
from kmgraph_web.vector import breadth

MOST = 40  # nodes of a drawing; the lists below it have all
WIDTH, HEIGHT = 190, 58
_ACROSS, _DOWN = 270, 74
_MARGIN = 8
_LINES = 2


@dataclass(frozen=True, slots=True)
class Box:
    """A node: where its box lies, its name in lines, its address, and how much of it is gone, as width and words."""

    node: Node
    x: float
    y: float
    lines: tuple[str, ...]
    address: str
    share: float | None
    marked: str


@dataclass(frozen=True, slots=True)
class Curve:
    """An edge as the path of an SVG, from the right side of what bears to the left side of what rests on it."""

    dependency: Dependency
    path: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that is drawn; `left_out` nodes had no room."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    curves: tuple[Curve, ...]
    left_out: int


def draw(
    graph: Projection,
    nodes: Sequence[str],
    address: Callable[[str], str],
    shares: Mapping[str, float] | None = None,
    marked: Mapping[str, str] | None = None,
) -> Drawing:
    """Lay out the first MOST of these nodes; `shares` are told in the boxes, `marked` ones stand out, each with its mark."""
    chosen = list(dict.fromkeys(nodes))[:MOST]
    placed = layered(structure(graph), chosen)
    at = {node: (_MARGIN + x * _ACROSS, _MARGIN + y * _DOWN) for node, (x, y) in placed.places.items()}
    boxes = (
        Box(
            node_of(graph, node),
            *at[node],
            wrapped(node_of(graph, node).label),
            address(node),
            (shares or {}).get(node),
            (marked or {}).get(node, ""),
        )
        for node in chosen
    )
    return Drawing(
        2 * _MARGIN + max(placed.layers - 1, 0) * _ACROSS + WIDTH,
        2 * _MARGIN + max(placed.rows - 1, 0) * _DOWN + HEIGHT,
        tuple(boxes),
        tuple(Curve(step(graph, a, b), curve(at[b], at[a])) for a, b in placed.edges),
        len(set(nodes)) - len(chosen),
    )


def curve(start: tuple[float, float], end: tuple[float, float]) -> str:
    """Return the path of an edge between the boxes that stand at two places."""
    x1, y1 = start[0] + WIDTH, start[1] + HEIGHT / 2
    x2, y2 = end[0], end[1] + HEIGHT / 2
    bend = max((x2 - x1) / 2, 30)
    return f"M{x1:.1f} {y1:.1f}C{x1 + bend:.1f} {y1:.1f} {x2 - bend:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"


def wrapped(label: str) -> tuple[str, ...]:
    """Break a name into at most two lines that fit a box, what is too long with an ellipsis."""
    lines: list[str] = []
    rest = " ".join(label.split())
    while rest and len(lines) < _LINES:
        end = len(rest)
        while breadth(rest[:end]) > WIDTH - 18:
            end -= 1
        if end < len(rest) and len(lines) == _LINES - 1:
            lines.append(rest[: end - 1] + "…")
            break
        lines.append(rest[:end])
        rest = rest[end:].lstrip()
    return tuple(lines)
