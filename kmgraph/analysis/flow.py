"""From tasks by projects to goals: three columns of nodes, and bands whose breadth is a count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kmgraph.graph.ontology import KMG
from kmgraph.graph.queries import select
from kmgraph.graph.store import Store

MOST = 25  # single projects, and single goals, that are drawn
SUPPORTING, IDLE, NO_TASK, REST = "supporting", "idle", "no-task", "rest"  # nodes that stand for several
LINKS = """
SELECT ?property ?from ?to ?basis {
  { ?from a kmg:Task ; kmg:includes ?to . ?to a kmg:Project } UNION { ?from a kmg:Project ; kmg:supports ?to . ?to a kmg:Goal }
  VALUES ?property { kmg:includes kmg:supports }
  ?link rdf:subject ?from ; rdf:predicate ?property ; rdf:object ?to ; kmg:basis ?basis .
}
"""
NODES = """
SELECT ?iri ?kind ?label ?whole {
  VALUES ?kind { kmg:Task kmg:Project kmg:Goal }
  ?iri a ?kind ; rdfs:label ?label .
  OPTIONAL { ?iri kmg:partOf ?whole . ?whole a kmg:Task }
} ORDER BY ?iri ?label
"""


@dataclass(frozen=True, slots=True)
class Band:
    """So many projects or supports from one node to the next; inferred where no link in it is stated."""

    start: str
    end: str
    number: int
    inferred: bool


@dataclass(frozen=True, slots=True)
class Flow:
    """The nodes of the three columns with their labels (of a group, its name), the bands, and how many nodes were cut."""

    columns: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
    labels: dict[str, str]
    bands: tuple[Band, ...]
    cut_projects: int
    cut_goals: int


def flow(store: Store, report: str | None = None, task: str | None = None, *, stated: bool = False) -> Flow:
    """Lay out the plan by outermost tasks, or one task by its single projects.

    Raises KeyError where there is no such task.
    """
    nodes = {row["iri"]: row for row in select(store, NODES, report=report)}
    if task and nodes.get(task, {}).get("kind") != KMG + "Task":
        raise KeyError(task)
    includes: dict[str, dict[str, bool]] = defaultdict(dict)  # project → its outermost tasks → inferred
    supports: dict[str, dict[str, bool]] = defaultdict(dict)  # project → goals → inferred
    for row in select(store, LINKS, report=report):
        inferred = row["basis"].rpartition("#")[2] == "inferred"
        if stated and inferred:
            continue
        above = wholes(row["from"], nodes)
        if row["property"] == KMG + "supports":
            ends, end = supports[row["from"]], row["to"]
        elif not task or task in above:
            ends, end = includes[row["to"]], task or above[-1]
        else:
            continue
        ends[end] = ends.get(end, True) and inferred
    projects = [iri for iri, row in nodes.items() if row["kind"] == KMG + "Project" and (not task or iri in includes)]
    first = sorted(projects, key=lambda iri: (-len(supports.get(iri, ())), iri))
    singly = set(first if len(first) <= MOST else first[: MOST - 1]) if task else set()
    goals: dict[str, int] = defaultdict(int)
    for project in projects:
        for goal in supports.get(project, ()):
            goals[goal] += 1
    ranked = sorted(goals, key=lambda goal: (-goals[goal], goal))
    drawn = set(ranked if len(ranked) <= MOST else ranked[: MOST - 1])
    left: dict[tuple[str, str], list[bool]] = defaultdict(list)
    right: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for project in projects:
        middle = (project if project in singly else REST + "-projects") if task else SUPPORTING
        if not task and not supports.get(project):
            middle = IDLE
        for one, inferred in includes.get(project, {NO_TASK: False}).items():
            left[one, middle].append(inferred)
        for goal, inferred in supports.get(project, {}).items():
            right[middle, goal if goal in drawn else REST + "-goals"].append(inferred)
    bands = tuple(Band(*ends, len(known), all(known)) for part in (left, right) for ends, known in part.items())
    starts = sorted({start for start, _ in left})
    middles = by_barycentre({end for _, end in left}, starts, left)
    last = by_barycentre({end for _, end in right}, middles, right)
    return Flow(
        (tuple(starts), middles, last),
        {iri: nodes[iri]["label"] for iri in (*starts, *middles, *last) if iri in nodes},
        bands,
        len(projects) - len(singly) if task else 0,
        len(ranked) - len(drawn),
    )


def wholes(task: str, nodes: dict[str, dict[str, str]]) -> list[str]:
    """Return a task and the tasks that it is part of, the outermost last."""
    above = [task]
    while (whole := nodes.get(above[-1], {}).get("whole")) and whole not in above:
        above.append(whole)
    return above


def by_barycentre(
    column: Iterable[str], before: Iterable[str], bands: dict[tuple[str, str], list[bool]]
) -> tuple[str, ...]:
    """Order a column by where its bands come from on average, so that few of them cross."""
    place = {name: at for at, name in enumerate(before)}
    weight: dict[str, int] = defaultdict(int)
    total: dict[str, int] = defaultdict(int)
    for (start, end), known in bands.items():
        weight[end] += len(known)
        total[end] += len(known) * place[start]
    return tuple(sorted(column, key=lambda name: (total[name] / weight[name], name)))
