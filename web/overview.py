"""What the start page shows at a glance: tasks with what they include, goals that hang on little, where and in which branch."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from kmgraph.graph.queries import select
from kmgraph.graph.rows import FigureRow, Headline
from kmgraph.graph.store import Store

TASKS = """
SELECT ?task ?label ?level (MIN(?position) AS ?order) (COUNT(DISTINCT ?commitment) AS ?commitments)
       (COUNT(DISTINCT ?project) AS ?projects) (COUNT(DISTINCT ?goal) AS ?goals) {
  ?task a kmg:Task ; kmg:level ?level ; rdfs:label ?label ; prov:wasDerivedFrom/kmg:order ?position .
  OPTIONAL {
    ?commitment kmg:partOf+ ?task ; a kmg:Commitment .
    OPTIONAL { ?commitment kmg:includes ?project . ?project a kmg:Project }
    OPTIONAL { ?commitment kmg:includes ?goal . ?goal a kmg:Goal }
  }
} GROUP BY ?task ?label ?level ORDER BY ?order
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


def tasks(store: Store, report: str) -> tuple[TaskRow, ...]:
    """Return the tasks of the outermost level that has more than one, in the text's order."""
    rows = list(select(store, TASKS, report=report))
    levels = sorted({row["level"] for row in rows})
    shown = next(
        (level for level in levels if sum(row["level"] == level for row in rows) > 1), levels[0] if levels else ""
    )
    return tuple(
        TaskRow(row["task"], row["label"], int(row["commitments"]), int(row["projects"]), int(row["goals"]))
        for row in rows
        if row["level"] == shown
    )


def support(store: Store, report: str) -> Support:
    """Tell on how much the goals rest."""
    rows = [(row, int(row["number"])) for row in select(store, SUPPORT, report=report)]
    one = tuple(Thin(row["goal"], row["label"], row["one"], row["oneLabel"]) for row, number in rows if number == 1)
    return Support(sum(n == 0 for _, n in rows), one, sum(n > 1 for _, n in rows))


def among(store: Store, report: str, kind: str, limit: int = 10) -> tuple[Tally, ...]:
    """Return the districts or industries (`kind`) with the most projects."""
    query = AMONG.replace("?kind", f"kmg:{kind}")
    found = (
        Tally(row["node"], row["label"], int(row["projects"]), int(row["sentences"]))
        for row in select(store, query, report=report)
    )
    return tuple(tally for tally in found if tally.projects or tally.sentences)[:limit]


@dataclass(frozen=True, slots=True)
class Bullet:
    """A goal drawn beside its last result: x positions on a line that is `WIDTH` long."""

    zero: float
    target: float
    result: float | None


WIDTH = 200


def bullets(headlines: tuple[Headline, ...]) -> dict[str, Bullet]:
    """Place each goal on a scale: growth rates share one, every other figure has its own from 0."""
    rates = [n for row in headlines for n in numbers(row) if row.goal.unit == "%"]
    drawn = {}
    for row in headlines:
        own = numbers(row)
        scale = rates if row.goal.unit == "%" else own
        if own:
            low, high = min([0.0, *scale]), max([0.0, *scale])
            at = [(n - low) / ((high - low) or 1) * WIDTH for n in (0.0, *own)]
            drawn[row.goal.iri] = Bullet(at[0], at[1], at[2] if len(at) > 2 else None)
    return drawn


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
