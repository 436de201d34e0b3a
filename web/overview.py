"""What the start page shows at a glance: tasks with what they include, goals that hang on little, where and in which branch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from kmgraph.graph import queries
from kmgraph.graph.ontology import KMG
from kmgraph.graph.queries import select
from kmgraph.graph.rows import FigureRow, Headline
from kmgraph.graph.store import Store
from kmgraph_web.current import remembered

TASKS = """
SELECT ?task ?label ?level (MIN(?position) AS ?order) {
  ?task a kmg:Task ; kmg:level ?level ; rdfs:label ?label ; prov:wasDerivedFrom/kmg:order ?position .
} GROUP BY ?task ?label ?level ORDER BY ?order
"""

PARTS = """
SELECT ?part ?whole { ?part a ?kind ; kmg:partOf ?whole . FILTER(?kind IN (kmg:Task, kmg:Commitment)) }
"""

INCLUDED = """
SELECT ?commitment ?thing ?kind {
  ?commitment a kmg:Commitment . OPTIONAL { ?commitment kmg:includes ?thing . ?thing a ?kind }
}
"""

SUPPORT = """
SELECT ?goal ?label (COUNT(DISTINCT ?by) AS ?number) (SAMPLE(?by) AS ?one) (SAMPLE(?name) AS ?oneLabel) {
  ?goal a kmg:Goal ; rdfs:label ?label .
  OPTIONAL { ?by kmg:supports ?goal ; rdfs:label ?name }
} GROUP BY ?goal ?label ORDER BY ?goal
"""

AMONG = """
SELECT ?node ?label (COUNT(DISTINCT ?project) AS ?projects) (COUNT(DISTINCT ?sentence) AS ?sentences) {
  ?node a ?kind ; rdfs:label ?label .
  { ?node kmg:mentionedIn ?sentence } UNION { ?project ?property ?node . ?project a kmg:Project }
} GROUP BY ?node ?label ORDER BY DESC(?projects) DESC(?sentences) ?node
"""

STRENGTHS = """
SELECT ?strength ?order (COUNT(DISTINCT ?commitment) AS ?number) {
  ?commitment a kmg:Commitment ; kmg:strength ?strength . OPTIONAL { ?strength kmg:order ?order }
} GROUP BY ?strength ?order ORDER BY ?order ?strength
"""

YEARS = """
SELECT ?year ?kind (COUNT(DISTINCT ?figure) AS ?number) {
  VALUES ?kind { kmg:Goal kmg:Result }
  ?figure a ?kind ; kmg:year ?year .
} GROUP BY ?year ?kind ORDER BY ?year
"""

PLANNED = """
SELECT ?node (MIN(?name) AS ?label) (COUNT(DISTINCT ?fact) AS ?number) {
  ?node a kmg:District ; rdfs:label ?name .
  { ?node kmg:mentionedIn ?sentence . ?fact prov:wasDerivedFrom ?sentence } UNION { ?fact kmg:locatedIn ?node }
  ?fact a ?kind . FILTER(?kind IN (kmg:Goal, kmg:Project, kmg:Commitment))
} GROUP BY ?node ORDER BY ?node
"""


@dataclass(frozen=True, slots=True)
class Year:
    """How many results and goals are of a year."""

    year: str
    results: int
    goals: int


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A heading of planned work and how much hangs on it."""

    iri: str
    label: str
    commitments: int
    projects: int
    goals: int


@dataclass(frozen=True, slots=True)
class Thin:
    """A goal that the report rests on one project or commitment alone."""

    iri: str
    label: str
    by: str
    by_label: str


@dataclass(frozen=True, slots=True)
class Support:
    """How many goals rest on nothing, on one thing, on more; the ones with one."""

    none: int
    one: tuple[Thin, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Tally:
    """A district or an industry, with its projects and the sentences that name it."""

    iri: str
    label: str
    projects: int
    sentences: int


@remembered
def headlines(store: Store, report: str) -> tuple[Headline, ...]:
    """Return the goals that the report puts first, each with the last result of its indicator."""
    return queries.headlines(store, report)


@remembered
def counts(store: Store, report: str) -> dict[str, int]:
    """Return how many nodes of each class the report has."""
    return {row.iri: row.number for row in queries.counts(store, report)}


@remembered
def tasks(store: Store, report: str) -> tuple[TaskRow, ...]:
    """Return the tasks of the outermost level that has more than one, in the text's order."""
    rows = list(select(store, TASKS, report=report))
    levels = [row["level"] for row in rows]
    shown = next((level for level in sorted(set(levels)) if levels.count(level) > 1), min(levels, default=""))
    hangs = within_tasks(store, report)
    return tuple(
        TaskRow(
            row["task"],
            row["label"],
            len(hangs[row["task"], "Commitment"]),
            len(hangs[row["task"], "Project"]),
            len(hangs[row["task"], "Goal"]),
        )
        for row in rows
        if row["level"] == shown
    )


def within_tasks(store: Store, report: str) -> dict[tuple[str, str], set[str]]:
    """Collect what hangs on each task, by class: its commitments and theirs, those of the tasks within it included."""
    whole = {row["part"]: row["whole"] for row in select(store, PARTS, report=report)}
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in select(store, INCLUDED, report=report):
        above = whole.get(row["commitment"])
        for _ in range(10):  # tasks lie within tasks, a few levels deep
            if above is None:
                break
            found[above, "Commitment"].add(row["commitment"])
            if "thing" in row:
                found[above, row["kind"].removeprefix(KMG)].add(row["thing"])
            above = whole.get(above)
    return found


@remembered
def support(store: Store, report: str) -> Support:
    """Tell on how much the goals rest."""
    rows = [(row, int(row["number"])) for row in select(store, SUPPORT, report=report)]
    one = tuple(Thin(row["goal"], row["label"], row["one"], row["oneLabel"]) for row, number in rows if number == 1)
    return Support(sum(n == 0 for _, n in rows), one, sum(n > 1 for _, n in rows))


@remembered
def among(store: Store, report: str, kind: str, limit: int = 10) -> tuple[Tally, ...]:
    """Return the districts or industries (`kind`) with the most projects."""
    query = AMONG.replace("?kind", f"kmg:{kind}")
    found = (
        Tally(row["node"], row["label"], int(row["projects"]), int(row["sentences"]))
        for row in select(store, query, report=report)
    )
    return tuple(tally for tally in found if tally.projects or tally.sentences)[:limit]


@remembered
def strengths(store: Store, report: str) -> tuple[tuple[str, int], ...]:
    """Return how many commitments are made with each strength, the strongest first; last those without one, by no name."""
    found = [(row["strength"], int(row["number"])) for row in select(store, STRENGTHS, report=report)]
    without = counts(store, report).get(KMG + "Commitment", 0) - sum(number for _, number in found)
    return (*found, ("", without)) if without > 0 else tuple(found)


@remembered
def years(store: Store, report: str) -> tuple[Year, ...]:
    """Return the years of which figures are told, from the first to the last."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in select(store, YEARS, report=report):
        found[row["year"]][row["kind"]] = int(row["number"])
    return tuple(
        Year(year, numbers.get(KMG + "Result", 0), numbers.get(KMG + "Goal", 0))
        for year, numbers in sorted(found.items())
    )


@remembered
def planned(store: Store, report: str) -> tuple[tuple[str, str, Decimal], ...]:
    """Return each district, its name, and how many goals, projects and commitments name it or lie there."""
    return tuple((row["node"], row["label"], Decimal(row["number"])) for row in select(store, PLANNED, report=report))


@dataclass(frozen=True, slots=True)
class Bullet:
    """A goal drawn beside its last result: x positions on a line that is `WIDTH` long; a result may lie `beyond` its end."""

    zero: float
    target: float
    result: float | None
    beyond: bool = False


WIDTH = 200


def bullets(headlines: tuple[Headline, ...]) -> dict[str, Bullet]:
    """Place each goal on a scale: growth rates share one, every other figure has its own from 0.

    A rate that is reached (城镇化率 75%) is no growth: beside it a growth of 6% would be too short to see. For the same
    reason the scale ends at twice the largest goal: one result is 53.6%.
    """
    growth = [row for row in headlines if is_growth(row.goal)]
    return {
        row.goal.iri: bullet(numbers(row), growth if is_growth(row.goal) else [row])
        for row in headlines
        if is_number(row.goal.value)
    }


def is_growth(figure: FigureRow) -> bool:
    """Tell a change in per cent of the year before from a level, which may be a share in per cent too."""
    return figure.unit == "%" and figure.change in ("increase", "decrease")


def bullet(own: list[float], beside: Sequence[Headline]) -> Bullet:
    """Place a goal and its result on the scale of the rows beside it."""
    values = [number for row in beside for number in numbers(row)]
    most = 2 * max((abs(numbers(row)[0]) for row in beside if is_number(row.goal.value)), default=1)
    low, high = max(min(0.0, *values), -most), min(max(0.0, *values), most)
    at = [(min(max(n, low), high) - low) / ((high - low) or 1) * WIDTH for n in (0.0, *own)]
    return Bullet(at[0], at[1], at[2] if len(at) > 2 else None, beyond=any(n > high or n < low for n in own))


def numbers(row: Headline) -> list[float]:
    """Return the goal's number and the result's, signed: 下降 3% is −3."""
    return [signed(figure) for figure in (row.goal, row.result) if figure is not None and is_number(figure.value)]


def signed(figure: FigureRow) -> float:
    """Return a figure's value, below zero for a decrease."""
    value = float(Decimal(figure.value))
    return -abs(value) if figure.change == "decrease" else value


def is_number(text: str) -> bool:
    """Tell whether a value can be drawn."""
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False
