"""A neighbourhood → what vis-network draws: the one place that knows pyvis.

pyvis builds the network (directed, no physics, attributes from an allow-list), the page draws it: labels and titles are
plain text all the way. The layout says something: classes stand in columns, what is planned on the left, what it serves
on the right (task → commitment → project → goal → indicator, place, branch); the same graph gives the same picture.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pyvis.network import Network

COLUMNS: dict[str, int] = {
    "Report": 0, "Section": 0, "Task": 1, "Commitment": 2, "Organization": 2, "Project": 3, "Goal": 4, "Result": 4,
    "Indicator": 5, "Industry": 5, "District": 6, "Sentence": 7, "Other": 8,
}  # fmt: skip
SHAPES: dict[str, str] = {
    "Report": "box", "Section": "box", "Task": "square", "Commitment": "dot", "Project": "hexagon", "Goal": "diamond",
    "Result": "triangle", "Indicator": "ellipse", "Industry": "star", "District": "box", "Organization": "triangleDown",
    "Sentence": "box", "Other": "dot",
}  # fmt: skip
COLUMN_GAP, LANE_GAP, ROW_GAP = 174, 150, 108
ROWS = 8  # nodes that stand under one another before a column gets a second lane, in a picture of a few nodes
MOST_DEEP = 4
LINE, LINES = 9, 3  # characters a line of a label, and lines
LATIN_LINE = 16  # letters of the Latin alphabet are half as broad
NEVER_FIRST = "，。、；：！？）】》”’,.;:!?)]}%％"  # no line begins with these

_NODE_KEYS = ("id", "label", "title", "shape", "group", "x", "y", "size", "borderWidth")
_EDGE_KEYS = ("from", "to", "title", "dashes", "arrows", "width", "id")


@dataclass(frozen=True, slots=True)
class Dot:
    """A node to draw; `kind` is its class's name, a key of COLUMNS, `waiting` how many of which class wait around it."""

    id: str
    label: str
    kind: str
    waiting: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """An edge to draw, with its name; an inferred one is dashed, a `strong` one stands out.

    Of two ends in one column, `right` tells which stands right. By its `id` the page asks for its sentence.
    """

    source: str
    target: str
    title: str
    inferred: bool = False
    right: Literal["source", "target"] | None = None
    strong: bool = False
    id: str | None = None


Places = Mapping[str, tuple[int, int]]


def draw(
    dots: Sequence[Dot], lines: Sequence[Line], focus: str, pins: Places | None = None
) -> dict[str, list[dict[str, Any]]]:
    """Return nodes and edges as vis-network takes them, positions included; `pins` are those that a reader has chosen."""
    network = Network(directed=True)
    at = {**place(dots, lines, focus), **(pins or {})}
    for dot in dots:
        x, y = at[dot.id]
        network.add_node(
            dot.id,
            label=lettering(dot),
            title=told(dot),
            shape=SHAPES[dot.kind],
            group=dot.kind,
            x=x,
            y=y,
            size=20 if dot.id == focus else 13,
            borderWidth=4 if dot.id == focus else 1,
        )
    for line in lines:
        own = {"id": line.id} if line.id else {}
        strong = {"width": 4} if line.strong else {}
        network.add_edge(line.source, line.target, title=line.title, dashes=line.inferred, **own, **strong)
    return {
        "nodes": [{key: node[key] for key in _NODE_KEYS if key in node} for node in network.nodes],
        "edges": [{key: edge[key] for key in _EDGE_KEYS if key in edge} for edge in network.edges],
    }


def place(dots: Sequence[Dot], lines: Sequence[Line], focus: str) -> dict[str, tuple[int, int]]:
    """Give each node its place: a column a class, rows by the neighbours' rows, the focus in the middle of its column."""
    columns: dict[tuple[int, int], list[str]] = defaultdict(list)
    deep = depths(dots, lines)
    for dot in dots:  # in their own order: tasks as the report has them
        columns[COLUMNS[dot.kind], deep[dot.id]].append(dot.id)
    order = untangle([columns[key] for key in sorted(columns)], beside(lines))
    places: dict[str, tuple[int, int]] = {}
    x, rows = 0, max(ROWS, round(0.9 * len(dots) ** 0.5))  # a picture of 400 nodes is about as high as wide
    for column in order:
        lanes = lanes_of(centred(column, focus), rows)
        for i, lane in enumerate(lanes):
            for row, node in enumerate(lane):
                # every second lane stands half a row lower, so that labels don't run into each other
                y = round((row - (len(lane) - 1) / 2) * ROW_GAP + (i % 2) * ROW_GAP / 2)
                places[node] = (x + i * LANE_GAP, y)
        x += (len(lanes) - 1) * LANE_GAP + COLUMN_GAP
    return places


def depths(dots: Iterable[Dot], lines: Iterable[Line]) -> dict[str, int]:
    """Tell how far right each node stands among its own column: a task's part right of it, a broader branch too."""
    column = {dot.id: COLUMNS[dot.kind] for dot in dots}
    pairs = [
        (line.target, line.source) if line.right == "source" else (line.source, line.target)
        for line in lines
        if line.right and column[line.source] == column[line.target]
    ]
    found = dict.fromkeys(column, 0)
    for _ in range(MOST_DEEP):
        for left, right in pairs:
            found[right] = max(found[right], min(found[left] + 1, MOST_DEEP))
    return found


def beside(lines: Iterable[Line]) -> dict[str, set[str]]:
    """Return each node's neighbours, whichever way the edge goes."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        found[line.source].add(line.target)
        found[line.target].add(line.source)
    return found


def untangle(columns: list[list[str]], neighbours: dict[str, set[str]], sweeps: int = 4) -> list[list[str]]:
    """Order each column by the mean row of its neighbours (the barycentre heuristic), a few times over."""
    height = {node: row - len(column) / 2 for column in columns for row, node in enumerate(column)}
    for _ in range(sweeps):
        for column in columns:
            mean = {
                node: sum(height[n] for n in around) / len(around) if around else height[node]
                for node in column
                for around in [[n for n in neighbours.get(node, ()) if n in height]]
            }
            column.sort(key=lambda node: round(mean[node], 6))  # stable: equals stay in order
            height.update({node: row - len(column) / 2 for row, node in enumerate(column)})
    return columns


def centred(column: list[str], focus: str) -> list[str]:
    """Move the focus to the middle of its column."""
    if focus not in column:
        return column
    others = [node for node in column if node != focus]
    return [*others[: len(others) // 2], focus, *others[len(others) // 2 :]]


def lanes_of(column: list[str], rows: int) -> list[list[str]]:
    """Share a column longer than `rows` out among lanes of about the same length, in reading order."""
    number = -(-len(column) // rows) or 1
    return [column[i::number] for i in range(number)]


def lettering(dot: Dot) -> str:
    """Write a node's label in lines, with the number that waits around it: `云南裕能 +3`."""
    waiting = sum(number for number, _ in dot.waiting)
    return f"{wrap(dot.label)}\n+{waiting}" if waiting else wrap(dot.label)


def told(dot: Dot) -> str:
    """Say a node's whole label, and below how many of which class wait around it."""
    waiting = " · ".join(f"+{number} {kind}" for number, kind in dot.waiting)
    return f"{dot.label}\n{waiting}" if waiting else dot.label


def wrap(label: str) -> str:
    """Break a label into lines of about the same length, as Chinese may be broken anywhere.

    An English word stays whole where it fits, and no line begins with a comma.
    """
    text = " ".join(label.split())
    most = LATIN_LINE if text.isascii() else LINE
    width = -(-len(text) // min(LINES, -(-len(text) // most))) if 0 < len(text) <= most * LINES else most
    lines: list[str] = []
    while text and len(lines) < LINES:
        end = break_at(text, width if len(lines) < LINES - 1 else most)
        lines.append(text[:end].strip())
        text = text[end:].lstrip()
    if text:
        lines[-1] = lines[-1][: most - 1] + "…"
    return "\n".join(lines)


def break_at(text: str, width: int) -> int:
    """Return where a line of about that width may end."""
    if len(text) <= width:
        return len(text)
    if " " in text[width // 2 : width + 2]:
        return text.rindex(" ", width // 2, width + 2)
    end = width
    while text[end : end + 1] in NEVER_FIRST and end < len(text):
        end += 1
    return end
