"""The flow from tasks by projects to goals: a drawing made here, and its equal as a table."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass

from flask import Blueprint, Response, abort, jsonify, render_template, request
from flask_babel import gettext as _

from kmgraph.analysis import flow as analysis
from kmgraph.graph.ontology import KMR
from kmgraph.graph.store import Store
from kmgraph_web import caching
from kmgraph_web.current import chosen_report, graph, remembered
from kmgraph_web.vector import breadth

pages = Blueprint("flow", __name__)

WIDTH, NODE, TOP = 1100, 12, 10
LEFT = (250, 530, 810)  # of each column; labels stand left of the first, right of the others
LEAST, GAP, UNIT = 16, 10, 4  # least height of a node, between two nodes, of one project
SHORT = 230  # units of breadth of a label in the drawing; the whole stands in its title and in the table
KINDS = ("Task", "Project", "Goal")


@dataclass(frozen=True, slots=True)
class Block:
    """A node as drawn; `iri` is empty where it stands for several."""

    iri: str
    kind: str
    label: str
    short: str
    number: int
    x: float
    y: float
    height: float
    text_x: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A band as drawn, and as a row of the table; its basis is stated, inferred, or none where no link is."""

    start: Block
    end: Block
    number: int
    basis: str
    path: str


@pages.get("/analysis/flow")
def page() -> Response:
    """Show the flow of the chosen report, or of one of its tasks."""
    store, stated = graph(), request.args.get("stated") == "1"
    found = asked(store)
    task = request.args.get("task", "")

    def render() -> str:
        ribbons, blocks = drawn(found)
        height = max((block.y + block.height for block in blocks), default=0) + TOP
        return render_template(
            "flow.html",
            flow=found,
            ribbons=ribbons,
            blocks=blocks,
            width=WIDTH,
            height=height,
            node=NODE,
            stated=stated,
            task=task,
        )

    return caching.page(store, render)


@pages.get("/analysis/flow.json")
def as_json() -> Response:
    """Answer with the same bands for a program."""
    return jsonify(asdict(asked(graph())))


def asked(store: Store) -> analysis.Flow:
    """Return what the address asks for: a task is named by its IRI or the end of it."""
    report, task = chosen_report(), request.args.get("task", "")
    if report is None:
        abort(404)
    iri = task if not task or task.startswith(KMR) else KMR + task
    try:
        return flow(store, report.iri, iri or None, request.args.get("stated") == "1")
    except KeyError:
        abort(404, _("没有这项任务。"))


@remembered
def flow(store: Store, report: str, task: str | None, stated: bool) -> analysis.Flow:
    """Return the flow of a report."""
    return analysis.flow(store, report, task, stated=stated)


def drawn(found: analysis.Flow) -> tuple[tuple[Ribbon, ...], tuple[Block, ...]]:
    """Place the nodes below each other in each column, and the bands along them in their order."""
    into: dict[str, int] = defaultdict(int)
    out: dict[str, int] = defaultdict(int)
    for band in found.bands:
        out[band.start] += band.number
        into[band.end] += band.number
    blocks: dict[str, Block] = {}
    for at, column in enumerate(found.columns):
        y = float(TOP)
        for name in column:
            label = found.labels.get(name) or group(name)
            height = max(LEAST, UNIT * max(into[name], out[name]))
            short = shortened(label)
            text = (LEFT[at] - 6, "end") if at == 0 else (LEFT[at] + NODE + 6, "start")
            number = into[name] if at else out[name]
            iri = name if name in found.labels else ""
            blocks[name] = Block(iri, KINDS[at], label, short, number, LEFT[at], y, height, *text)
            y += height + GAP
    order = {name: place for column in found.columns for place, name in enumerate(column)}
    started: dict[str, int] = defaultdict(int)
    ended: dict[str, int] = defaultdict(int)
    ribbons = []
    for band in sorted(found.bands, key=lambda band: (blocks[band.start].x, order[band.start], order[band.end])):
        one, other, thick = blocks[band.start], blocks[band.end], UNIT * band.number
        x1, x2, y1, y2 = one.x + NODE, other.x, one.y + started[band.start], other.y + ended[band.end]
        started[band.start] += thick
        ended[band.end] += thick
        half = (x1 + x2) / 2
        path = (
            f"M{x1} {y1}C{half} {y1} {half} {y2} {x2} {y2}V{y2 + thick}C{half} {y2 + thick} {half} {y1 + thick} "
            f"{x1} {y1 + thick}Z"
        )
        basis = "none" if band.start == analysis.NO_TASK else "inferred" if band.inferred else "stated"
        ribbons.append(Ribbon(one, other, band.number, basis, path))
    return tuple(ribbons), tuple(blocks.values())


def shortened(label: str) -> str:
    """Cut a label where it would run into the next column."""
    if breadth(label) <= SHORT:
        return label
    return next(label[:end] + "…" for end in range(len(label), -1, -1) if breadth(label[:end]) <= SHORT - 15)


def group(name: str) -> str:
    """Say what a node that stands for several holds."""
    words = {
        analysis.SUPPORTING: _("支撑目标的项目"),
        analysis.IDLE: _("不支撑目标的项目"),
        analysis.NO_TASK: _("不属于任何任务"),
        analysis.REST + "-projects": _("其余项目"),
        analysis.REST + "-goals": _("其余目标"),
    }
    return str(words[name])
