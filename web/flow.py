"""`/analysis/flow`: from tasks by their work to goals, as a drawing made here and as a table that says the same."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request, url_for
from flask_babel import gettext as _

from kmgraph.analysis.flow import Band, Flow, Stop
from kmgraph.analysis.flow import flow as follow
from kmgraph.analysis.plain import plain
from kmgraph.errors import GraphError
from kmgraph.graph.ontology import KMG, expand
from kmgraph.graph.store import Store
from kmgraph_web import caching
from kmgraph_web.analysis import projection
from kmgraph_web.counting import RefusedError, only_stated, report_asked
from kmgraph_web.current import graph, remembered
from kmgraph_web.vector import breadth
from kmgraph_web.words import counted, local

pages = Blueprint("flow", __name__)

WIDTH, NODE, TOP, HEAD = 1180, 12, 10, 28
LEFT = (250, 560, 890)  # of each column; labels stand left of the first, right of the others
LEAST, GAP, UNIT = 15, 7, 5  # least height of a stop, between two of them, of one project
SHORT = (262, 300, 300)  # units of breadth of a label; the whole stands in its title and in the table


@dataclass(frozen=True, slots=True)
class Block:
    """A stop as drawn: its class for the colour, its name, whole and cut, and its address."""

    stop: Stop
    kind: str
    label: str
    short: str
    number: str
    address: str
    x: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A band as drawn, with its address."""

    band: Band
    start: Block
    end: Block
    path: str
    address: str


@pages.get("/analysis/flow")
def page() -> Response:
    """Show the flow of a report, or of one of its tasks."""
    found = asked()

    def render() -> str:
        ribbons, blocks = drawn(found)
        height = max((block.y + block.height for block in blocks), default=0) + TOP
        return render_template(
            "flow.html", flow=found, ribbons=ribbons, blocks=blocks, heads=LEFT, width=WIDTH, height=height, node=NODE
        )

    return caching.page(graph(), render)


@pages.get("/analysis/flow.json")
def as_json() -> Response:
    """Answer with the same bands for a program."""
    response = jsonify(plain(asked()))
    caching.is_known(response, graph())
    return response


def asked() -> Flow:
    """Return what the address asks for: a task is named by its IRI or the end of it. Raises RefusedError for none."""
    task = request.args.get("task", "").strip()
    report = report_asked()
    try:
        return flow(graph(), report, expand(task) if task else None, stated=only_stated())
    except GraphError as error:
        raise RefusedError(str(error)) from None


@remembered
def flow(store: Store, report: str, task: str | None, stated: bool) -> Flow:
    """Return the flow of a report."""
    return follow(projection(store, report, stated=stated), task)


# --- the drawing ----------------------------------------------------------------------------------------------


def drawn(found: Flow) -> tuple[tuple[Ribbon, ...], tuple[Block, ...]]:
    """Place the stops below each other in each column, and the bands along them in their order."""
    sizes: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for band in found.bands:
        sizes[band.source][1] += band.count
        sizes[band.target][0] += band.count
    blocks: dict[str, Block] = {}
    down = [float(TOP + HEAD)] * len(LEFT)
    for stop in found.stops:
        height = max(LEAST, UNIT * max(sizes[stop.key]))
        blocks[stop.key] = block(stop, LEFT[stop.column], down[stop.column], height)
        down[stop.column] += height + GAP
    begun: dict[tuple[str, bool], float] = defaultdict(float)
    ribbons = []
    for band in found.bands:
        one, other, thick = blocks[band.source], blocks[band.target], UNIT * band.count
        y1, y2 = one.y + begun[band.source, True], other.y + begun[band.target, False]
        begun[band.source, True] += thick
        begun[band.target, False] += thick
        ribbons.append(Ribbon(band, one, other, bent(one.x + NODE, y1, other.x, y2, thick), way(one, other)))
    return tuple(ribbons), tuple(blocks.values())


def block(stop: Stop, x: float, y: float, height: float) -> Block:
    """Draw a stop."""
    kind = stop.node.kind.removeprefix(KMG) if stop.node else "Other"
    label = stop.node.label if stop.node else group(stop)
    numbers = [number(KMG + kind, n) for kind, n in (("Project", stop.projects), ("Commitment", stop.commitments)) if n]
    single = kind in ("Project", "Commitment")
    said = "" if single else _("，").join(numbers)
    room = SHORT[stop.column] - (breadth(f" {stop.projects + stop.commitments}") if not single else 0)
    return Block(stop, kind, label, shortened(label, room), said, address(stop), x, y, height)


def bent(x1: float, y1: float, x2: float, y2: float, thick: float) -> str:
    """Return the outline of a band."""
    half = (x1 + x2) / 2
    return (
        f"M{x1} {y1}C{half} {y1} {half} {y2} {x2} {y2}V{y2 + thick}C{half} {y2 + thick} {half} {y1 + thick} "
        f"{x1} {y1 + thick}Z"
    )


def number(kind: str, count: int) -> str:
    """Say so many of a class: 4 个项目; 4 projects."""
    return str(_("%(n)s 个%(what)s", n=count, what=counted(kind, count)))


def shortened(label: str, room: float) -> str:
    """Cut a label where it would run into the next column."""
    if breadth(label) <= room:
        return label
    return next(label[:end] + "…" for end in range(len(label), -1, -1) if breadth(label[:end]) <= room - 15)


def group(stop: Stop) -> str:
    """Say what a stop is that is no node."""
    if stop.what == "rest":
        what = (_("其余任务"), _("其余任务"), _("其余目标"))[stop.column]
        return f"{what} ({len(stop.joined)})"
    return str({"outside": _("不在任何任务中"), "without": _("没有目标")}[stop.what])


def kept(endpoint: str, **values: Any) -> str:
    """Return an address with report and basis as they are."""
    return url_for(endpoint, **values, report=request.args.get("report"), stated=request.args.get("stated"))


def address(stop: Stop) -> str:
    """Return where a stop leads: a task to its own flow, another node to its page, what lacks a goal to its rows."""
    if stop.what == "without":
        return kept("gaps.gap", key="project-goal")
    if stop.node is None:
        return "#h-table"
    name = local(stop.node.iri)
    return kept("flow.page", task=name) if stop.node.kind == f"{KMG}Task" else url_for("read.resource", name=name)


def way(start: Block, end: Block) -> str:
    """Return where a band leads: to what a goal rests on, else where its end does."""
    if end.stop.column == 2 and end.stop.node:
        return kept("analysis.support", node=local(end.stop.node.iri))
    return end.address if end.stop.node or end.stop.what == "without" else start.address
