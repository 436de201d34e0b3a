"""The picture as SVG, from the same positions: what a reader prints, puts on a slide, or sees without JavaScript."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import hypot
from typing import Any

from kmgraph.drawing import SHAPES
from kmgraph.graph.ontology import KMR

MARGIN = 90
_LINE = 18  # from one line of a label to the next
# the shapes of vis-network within a circle of 1
_OUTLINES = {
    "square": "-.9,-.9 .9,-.9 .9,.9 -.9,.9",
    "diamond": "0,-1.1 1.1,0 0,1.1 -1.1,0",
    "triangle": "0,-1.1 1.1,.9 -1.1,.9",
    "triangleDown": "0,1.1 1.1,-.9 -1.1,-.9",
    "hexagon": "-.55,-.95 .55,-.95 1.1,0 .55,.95 -.55,.95 -1.1,0",
    "star": "0,-1.2 .3,-.4 1.15,-.35 .5,.2 .7,1.05 0,.6 -.7,1.05 -.5,.2 -1.15,-.35 -.3,-.4",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A node: a polygon's points, or none where it is a circle or its label stands in a box."""

    address: str
    title: str
    colour: str
    x: float
    y: float
    size: float
    points: str
    boxed: bool
    width: float
    height: float
    lines: tuple[tuple[float, str], ...]
    strong: bool


@dataclass(frozen=True, slots=True)
class Stroke:
    """A relation, from the rim of one node to the rim of the other."""

    title: str
    x1: float
    y1: float
    x2: float
    y2: float
    dashed: bool
    strong: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """All that is drawn, and the window on it."""

    left: float
    top: float
    width: float
    height: float
    marks: tuple[Mark, ...]
    strokes: tuple[Stroke, ...]


def of(picture: dict[str, Any]) -> Picture:
    """Lay out the JSON of a picture as shapes."""
    marks = {node["id"]: mark(node) for node in picture["nodes"]}
    xs, ys = [m.x for m in marks.values()], [m.y for m in marks.values()]
    left, top = min(xs) - MARGIN, min(ys) - MARGIN
    width, height = max(xs) + MARGIN - left, max(ys) + MARGIN - top
    return Picture(left, top, width, height, tuple(marks.values()), tuple(stroke(e, marks) for e in picture["edges"]))


def mark(node: dict[str, Any]) -> Mark:
    """Lay out a node."""
    shape, lines, size = SHAPES[node["group"]], node["label"].split("\n"), node["size"]
    boxed = shape in ("box", "ellipse")
    height = len(lines) * _LINE + 8
    first = node["y"] - height / 2 + 4 + _LINE * 0.75 if boxed else node["y"] + size + _LINE
    points = " ".join(
        ",".join(f"{float(n) * size + at:.1f}" for n, at in zip(pair.split(","), (node["x"], node["y"]), strict=True))
        for pair in _OUTLINES.get(shape, "").split()
    )
    return Mark(
        KMR + node["id"],
        node["title"],
        colours()[node["group"]],
        node["x"],
        node["y"],
        size,
        points,
        boxed,
        max(map(breadth, lines)) + 14,
        height,
        tuple((first + i * _LINE, line) for i, line in enumerate(lines)),
        node["borderWidth"] > 1,
    )


def breadth(line: str) -> float:
    """Return about how wide a line of a label is: a Chinese character is as wide as high, others about half of that."""
    return sum(15 if ord(c) > 0x2E80 else 8.5 for c in line)


def stroke(edge: dict[str, Any], marks: dict[str, Mark]) -> Stroke:
    """Draw a relation, so that its arrow ends at the rim."""
    one, other = marks[edge["from"]], marks[edge["to"]]
    dx, dy = other.x - one.x, other.y - one.y
    long = hypot(dx, dy) or 1
    start, end = rim(one, dx, dy) / long, 1 - (rim(other, dx, dy) + 4) / long
    start, end = (start, end) if start < end else (0, 1)
    x1, y1, x2, y2 = (round(v, 1) for v in (one.x + dx * start, one.y + dy * start, one.x + dx * end, one.y + dy * end))
    return Stroke(edge["title"], x1, y1, x2, y2, edge["dashes"], "width" in edge)


def rim(node: Mark, dx: float, dy: float) -> float:
    """Return how far a node's rim lies from its middle, in a direction."""
    if not node.boxed:
        return node.size
    long = hypot(dx, dy) or 1
    across = node.width / 2 / (abs(dx) / long) if dx else float("inf")
    return min(across, node.height / 2 / (abs(dy) / long) if dy else float("inf"))


@cache
def colours() -> dict[str, str]:
    """Return the colours of the classes as the page has them on light ground: the stylesheet names them once."""
    sheet = files("kmgraph_web").joinpath("static/css/kmgraph.css").read_text(encoding="utf-8")
    return dict(reversed(re.findall(r"--([A-Z][a-z]+): (#[0-9a-f]{6})", sheet)))
