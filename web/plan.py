"""The whole plan at a glance: every task as a field as large as what hangs on it, and below all of it as a tree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, abort, render_template, request

from kmgraph.drawing import break_at
from kmgraph.graph.ontology import KMG, expand
from kmgraph.graph.queries import select
from kmgraph.graph.rows import Node
from kmgraph.graph.store import Store
from kmgraph_web import caching
from kmgraph_web.beside import NOWHERE, places
from kmgraph_web.current import chosen_report, graph, remembered
from kmgraph_web.missing import not_found
from kmgraph_web.words import kind_name

pages = Blueprint("plan", __name__)

WIDTH, HEIGHT = 1200, 660
HEAD = 26  # the height of a field's heading
_CHARACTER, _LINE, _PAD = 15, 18, 6
_SMALL = 34  # no name stands in a field narrower or lower than that

PARTS = """
SELECT ?node ?label ?kind ?whole {
  { ?node a kmg:Task ; kmg:partOf ?whole . BIND(kmg:Task AS ?kind) }
  UNION { ?node a kmg:Commitment ; kmg:partOf ?whole . BIND(kmg:Commitment AS ?kind) }
  UNION { ?whole a kmg:Commitment ; kmg:includes ?node . ?node a kmg:Project . BIND(kmg:Project AS ?kind) }
  UNION { ?whole a kmg:Commitment ; kmg:includes ?node . ?node a kmg:Goal . BIND(kmg:Goal AS ?kind) }
  ?node rdfs:label ?label .
}
"""


@dataclass(frozen=True, slots=True)
class Work:
    """A task, a commitment, a project or a goal, with what belongs to it and how much that is."""

    node: Node
    parts: tuple[Work, ...]
    size: int

    def tallies(self) -> dict[str, int]:
        """Count the commitments, projects and goals within it, each once."""
        found: dict[str, set[str]] = defaultdict(set)
        waiting = list(self.parts)
        while waiting:
            work = waiting.pop()
            found[kind_name(work.node.kind)].add(work.node.iri)
            waiting.extend(work.parts)
        return {kind: len(found[kind]) for kind in ("Commitment", "Project", "Goal") if found[kind]}


@dataclass(frozen=True, slots=True)
class Field:
    """A rectangle of the picture: what it stands for, where it lies, its name in lines, and whether others lie in it."""

    work: Work
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    holds: bool


@pages.get("/plan")
def plan() -> Response:
    """Show a report's tasks, or with `task` what is within one of them."""
    store, report = graph(), chosen_report()
    if report is None:
        abort(404)
    whole, asked = works(store, report.iri), request.args.get("task", "").strip()
    way = way_to(whole, expand(asked)) if asked else (whole,)
    if not way:
        return not_found(expand(asked))
    return caching.page(
        store,
        lambda: render_template(
            "plan.html", way=way, at=way[-1], fields=list(fields(way[-1])), width=WIDTH, height=HEIGHT
        ),
    )


@remembered
def works(store: Store, report: str) -> Work:
    """Return a report as a tree of its work: tasks within tasks, their commitments, and what these include."""
    below: dict[str, list[Node]] = defaultdict(list)
    place = places(store)
    rows = sorted(select(store, PARTS, report=report), key=lambda row: (place.get(row["node"], NOWHERE), row["node"]))
    for row in rows:
        below[row["whole"]].append(Node(row["node"], row["label"], row["kind"]))
    root = next((row["label"] for row in select(store, NAME, report=report) if row["report"] == report), "")
    return grown(Node(report, root, f"{KMG}Report"), below, (report,))


NAME = "SELECT ?report ?label { ?report a kmg:Report ; rdfs:label ?label }"
_DEEPEST = 12  # tasks lie within tasks, a few levels deep; a graph of another hand may hold a circle


def grown(node: Node, below: dict[str, list[Node]], above: tuple[str, ...]) -> Work:
    """Hang on a node what belongs to it."""
    known = {part.iri: part for part in below.get(node.iri, ()) if part.iri not in above}
    parts = [grown(part, below, (*above, part.iri)) for part in known.values()] if len(above) < _DEEPEST else []
    return Work(node, tuple(parts), sum(part.size for part in parts) or 1)


def way_to(whole: Work, iri: str) -> tuple[Work, ...]:
    """Return the works that lead from the whole to one within it, both included; none where it is not there."""
    if whole.node.iri == iri:
        return (whole,)
    return next(((whole, *way) for part in whole.parts if (way := way_to(part, iri))), ())


def fields(work: Work) -> Iterator[Field]:
    """Lay out the parts of a work and what is within each, on the whole picture."""
    for part, x, y, width, height in squarified(work.parts, 0, 0, WIDTH, HEIGHT):
        inner = height - HEAD - 2
        holds = bool(part.parts) and inner > _SMALL and width > _SMALL
        yield Field(part, x, y, width, height, lettered(part.node.label, width, HEAD if holds else height), holds)
        if holds:
            for leaf, left, top, across, down in squarified(part.parts, x + 2, y + HEAD, width - 4, inner):
                yield Field(leaf, left, top, across, down, lettered(leaf.node.label, across, down), holds=False)


def squarified(
    works: Sequence[Work], x: float, y: float, width: float, height: float
) -> Iterator[tuple[Work, float, float, float, float]]:
    """Share a rectangle out by size, in fields as square as can be, the largest first.

    After Bruls, Huizing and van Wijk, Squarified Treemaps (2000).
    """
    rest = sorted(works, key=lambda work: -work.size)
    scale = width * height / (sum(work.size for work in rest) or 1)
    while rest:
        side = min(width, height)
        row = rest[:1]
        while len(row) < len(rest) and longest(rest[: len(row) + 1], side, scale) <= longest(row, side, scale):
            row = rest[: len(row) + 1]
        thick = sum(work.size for work in row) * scale / side if side else 0
        at = 0.0
        for work in row:
            long = work.size * scale / thick if thick else 0
            yield (work, x, y + at, thick, long) if width >= height else (work, x + at, y, long, thick)
            at += long
        if width >= height:
            x, width = x + thick, width - thick
        else:
            y, height = y + thick, height - thick
        rest = rest[len(row) :]


def longest(row: Sequence[Work], side: float, scale: float) -> float:
    """Return the worst ratio of sides among the fields of a row."""
    thick = sum(work.size for work in row) * scale / side if side else 0
    sides = [(thick, work.size * scale / thick) for work in row] if thick else [(1.0, 1.0)]
    return max(max(a, b) / (min(a, b) or 1e-9) for a, b in sides)


def lettered(label: str, width: float, height: float) -> tuple[str, ...]:
    """Break a name into the lines that a field has room for; none where it has none."""
    across, down = int((width - 2 * _PAD) // _CHARACTER), int((height - _PAD) // _LINE)
    if across < 2 or down < 1:
        return ()
    text, lines = " ".join(label.split()), list[str]()
    while text and len(lines) < down:
        end = min(break_at(text, across), across)
        lines.append(text[:end].strip())
        text = text[end:].lstrip()
    if text:
        lines[-1] = lines[-1][: across - 1] + "…"
    return tuple(lines)
