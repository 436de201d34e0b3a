"""What flows where: tasks, the work that they name, and the goals that this work leads to.

Three columns: tasks; within them, the tasks whose own projects and commitments are counted (of one chosen task: these one by
one); the goals. What leads to no goal ends in a stop of its own. A project that two tasks name, or that leads to two goals,
is counted at each. Of commitments those alone flow that lead to a goal; `silent` tells how many others there are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kmgraph.analysis.answers import in_text, node_of, refuse_unknown
from kmgraph.analysis.dependencies import STATED, Projection, attributes_of, basis_of
from kmgraph.errors import GraphError
from kmgraph.graph.ontology import KMG, shorten
from kmgraph.graph.rows import Node

MOST = (12, 26, 20)  # stops of each column; the smallest of more are joined into one
MOST_WORKS = 40  # of one task, so many projects and commitments one by one
What = Literal["node", "rest", "outside", "without"]
_BEHIND: tuple[What, ...] = ("node", "rest", "outside", "without")  # from top to bottom


@dataclass(frozen=True, slots=True)
class Stop:
    """A place in a column: a node; work `outside` every task; the `rest`, joined; goals that are lacking (`without`).

    `projects` and `commitments` are those that pass through it, each once, `joined` the nodes that a rest stands for.
    """

    key: str
    column: int
    what: What
    node: Node | None
    projects: int
    commitments: int
    joined: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """So many projects, or commitments, from one stop to another; `stated` where the report states every step of it."""

    source: str
    target: str
    kind: str
    count: int
    stated: bool


@dataclass(frozen=True, slots=True)
class Flow:
    """Stops column by column, and bands; `task` is the one that was chosen; `silent` commitments lead to no goal."""

    basis: str
    task: Node | None
    stops: tuple[Stop, ...]
    bands: tuple[Band, ...]
    silent: int


@dataclass(frozen=True, slots=True)
class _Way:
    """One project or commitment on its way: by which stops, and which of the two steps between them the report states."""

    work: str
    stops: tuple[str, str, str]
    stated: tuple[bool, bool]


_OUTSIDE, _REST, _WITHOUT = "outside", "rest", "without"


def flow(graph: Projection, task: str | None = None) -> Flow:
    """Follow the work of a plan, or of one task, from tasks to goals. Raises GraphError where the task is none of the graph."""
    if task is not None:
        refuse_unknown(graph, [task])
        if not _is(graph, task, "Task"):
            raise GraphError(f"{shorten(task)} is no task")
    owners = _owners(graph, task)
    ways, silent = list[_Way](), set[str]()
    for work in sorted(owners, key=lambda node: in_text(graph, node)):
        goals = _goals(graph, work)
        if not goals and _is(graph, work, "Commitment"):
            silent.add(work)
            continue
        for owner, named in owners[work].items():
            middle = work if task else owner
            first = owner if task else _top(graph, owner)
            ways += (_Way(work, (first, middle, goal), (named, led)) for goal, led in goals or [(_WITHOUT, True)])
    ways, joined = _joined(graph, ways, (MOST[0], MOST_WORKS, MOST[2]) if task else MOST)
    chosen = node_of(graph, task) if task else None
    stops, bands = _untangled(list(_stops(graph, ways, joined)), list(_bands(graph, ways)), single=task is not None)
    return Flow(basis_of(graph), chosen, tuple(stops), tuple(bands), len(silent))


def tasks(graph: Projection) -> tuple[Node, ...]:
    """Return the tasks of a projection that have projects or commitments of their own or below them, in the text's order."""
    owners = {owner for owned in _owners(graph, None).values() for owner in owned if owner in graph}
    known = owners | {_top(graph, owner) for owner in owners}
    return tuple(node_of(graph, iri) for iri in sorted(known, key=lambda iri: in_text(graph, iri)))


# --- what belongs where ---------------------------------------------------------------------------------------


def _owners(graph: Projection, task: str | None) -> dict[str, dict[str, bool]]:
    """The tasks that name each project and commitment, each with whether the report says so; of a chosen task, what is in it."""
    within = [node for node in graph if _is(graph, node, "Task")] if task is None else list(_below(graph, task))
    owners: dict[str, dict[str, bool]] = defaultdict(dict)
    for owner in sorted(within, key=lambda node: in_text(graph, node)):
        for part, is_part in _parts(graph, owner):
            inner = _parts(graph, part) if _is(graph, part, "Commitment") else []
            for work, named in [(part, True), *inner]:
                if _is(graph, work, "Project", "Commitment"):
                    owners[work][owner] = owners[work].get(owner, False) or (is_part and named)
    if task is None:
        for node in graph:
            if _is(graph, node, "Project", "Commitment") and node not in owners:
                owners[node] = {_OUTSIDE: True}
    return dict(owners)


def _parts(graph: Projection, node: str) -> list[tuple[str, bool]]:
    """What a task or commitment consists of or names, each with whether the report says so."""
    parts = []
    for part, edges in graph.adj[node].items():
        bases = [e["basis"] for e in edges.values() if e["property"] in (f"{KMG}includes", f"{KMG}partOf")]
        if bases:
            parts.append((part, STATED in bases))
    return parts


def _below(graph: Projection, task: str) -> Iterator[str]:
    """A task and the tasks within it, each once."""
    seen, waiting = {task}, [task]
    while waiting:
        yield (here := waiting.pop())
        below = [part for part, _ in _parts(graph, here) if _is(graph, part, "Task") and part not in seen]
        seen.update(below)
        waiting.extend(below)


def _top(graph: Projection, task: str) -> str:
    """The outermost task that a task lies in."""
    at, seen = task, {task}
    while at in graph:
        above = [node for node in graph.pred[at] if _is(graph, node, "Task") and node not in seen]
        if not above:
            break
        at = min(above, key=lambda node: in_text(graph, node))
        seen.add(at)
    return at


def _goals(graph: Projection, work: str) -> list[tuple[str, bool]]:
    """The goals that a project or commitment leads to, each with whether the report says so."""
    found = []
    for goal in sorted(graph.pred[work], key=lambda node: in_text(graph, node)):
        bases = [e["basis"] for e in graph.adj[goal][work].values() if e["property"] == f"{KMG}supports"]
        if bases:
            found.append((goal, STATED in bases))
    return found


def _is(graph: Projection, node: str, *kinds: str) -> bool:
    return attributes_of(graph, node)["kind"] in [KMG + kind for kind in kinds]


# --- what is drawn --------------------------------------------------------------------------------------------

_Joined = dict[tuple[int, str], list[str]]


def _joined(graph: Projection, ways: Sequence[_Way], most: Sequence[int]) -> tuple[list[_Way], _Joined]:
    """Join the smallest stops of each column that has too many."""
    rests: _Joined = {}
    for column, limit in enumerate(most):
        sizes = Counter(way.stops[column] for way in ways)
        real = [stop for stop in sizes if stop in graph]
        ranked = sorted(real, key=lambda stop: (-sizes[stop], in_text(graph, stop)))
        if len(ranked) > limit:
            rests[column, _REST] = sorted(ranked[limit - 1 :], key=lambda stop: in_text(graph, stop))
    gone = {(column, stop) for (column, _), stops in rests.items() for stop in stops}

    def place(column: int, stop: str) -> str:
        return _REST if (column, stop) in gone else stop

    moved = (_Way(w.work, tuple(place(c, s) for c, s in enumerate(w.stops)), w.stated) for w in ways)  # type: ignore[arg-type]
    return list(moved), rests


def _stops(graph: Projection, ways: Iterable[_Way], joined: _Joined) -> Iterator[Stop]:
    through: dict[tuple[int, str], dict[str, None]] = defaultdict(dict)
    for way in ways:
        for column, stop in enumerate(way.stops):
            through[column, stop][way.work] = None
    for column, stop in sorted(through, key=lambda place: _rank(graph, *place)):
        works = through[column, stop]
        projects = sum(_is(graph, work, "Project") for work in works)
        real = stop in graph
        others = tuple(node_of(graph, iri) for iri in joined.get((column, stop), ()))
        what: What = "node" if real else stop  # type: ignore[assignment]
        node = node_of(graph, stop) if real else None
        yield Stop(_key(column, stop), column, what, node, projects, len(works) - projects, others)


def _rank(graph: Projection, column: int, stop: str) -> tuple[object, ...]:
    """Columns from left to right, nodes in the text's order, then what is joined, outside or without."""
    return column, stop not in graph, in_text(graph, stop) if stop in graph else stop


def _bands(graph: Projection, ways: Iterable[_Way]) -> Iterator[Band]:
    """Bands between neighbouring columns: on the left each work counts once, on the right once for each of its goals."""
    found: dict[tuple[str, str, str, bool], set[tuple[str, str]]] = defaultdict(set)
    for way in ways:
        kind = attributes_of(graph, way.work)["kind"]
        first, middle, goal = (_key(column, stop) for column, stop in enumerate(way.stops))
        named, led = way.stated
        found[first, middle, kind, named].add((way.work, ""))
        found[middle, goal, kind, led].add((way.work, goal))
    for (source, target, kind, stated), works in found.items():
        yield Band(source, target, kind, len(works), stated)


def _untangled(stops: list[Stop], bands: list[Band], *, single: bool) -> tuple[list[Stop], list[Band]]:
    """Put the goals in the order of the work that leads to them, single projects before that in the order of their goals.

    Tasks stay in the text's order. A stop stands where the mean of its neighbours does, what is no node stays behind.
    """
    for column, end in ((1, "target"), (2, "source")) if single else ((2, "source"),):
        place = {stop.key: at for at, stop in enumerate(stops)}
        near: dict[str, list[int]] = defaultdict(list)
        for band in bands:
            own, other = (band.source, band.target) if end == "target" else (band.target, band.source)
            near[own].append(place[other])

        def mean(stop: Stop, column: int = column, near: dict[str, list[int]] = near) -> tuple[int, int, float]:
            beside = near[stop.key] if stop.column == column else []
            return stop.column, _BEHIND.index(stop.what), sum(beside) / len(beside) if beside else 0

        stops = sorted(stops, key=mean)
    place = {stop.key: at for at, stop in enumerate(stops)}
    return stops, sorted(bands, key=lambda b: (place[b.source], place[b.target], b.kind, not b.stated))


def _key(column: int, stop: str) -> str:
    return f"{column}:{shorten(stop)}"
