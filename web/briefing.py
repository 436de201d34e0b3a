"""The page of a fact, by its class: a figure's history, a project in both parts of its report, a brief of all else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import gettext as _

from kmgraph.graph import briefs
from kmgraph.graph.briefs import Brief, Entry, Measured
from kmgraph.graph.ontology import KMG, KMR
from kmgraph.graph.rows import FigureRow, Node, NodeView, Report
from kmgraph.graph.store import Store
from kmgraph_web import evidence
from kmgraph_web.current import remembered
from kmgraph_web.words import kind_name

BRIEFED = ("Industry", "District", "Organization")
BRIEFED_HIDE = tuple(KMG + name for name in ("Goal", "Result", "Project", "Commitment", "Task"))  # the brief lists them
MOST, MOST_LACKING = 40, 15  # entries of a class, and of a gap, on one page
# the relation by which a class's whole list is to be had
WHOLE = {"Industry": "kmg:inIndustry", "District": "kmg:locatedIn", "Organization": "kmg:ownedBy"}
FIRST = 8  # entries of a class before the rest is folded away
# what a commitment lacks, what a project lacks: in the order in which a reader asks
GAPS = (
    ("Commitment", ("number", "date", "place", "body")),
    ("Project", ("goal", "place", "owner")),
)


@dataclass(frozen=True, slots=True)
class Change:
    """From the last result to the goal: the difference in the unit, and in per cent of the result where that means anything."""

    result: Measured
    difference: Decimal
    unit: str
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class Listed:
    """The entries of a class, those tied to the subject counted apart."""

    kind: str
    entries: tuple[Entry, ...]
    linked: int


@dataclass(frozen=True, slots=True)
class Gap:
    """The entries of a class that lack something, out of so many."""

    kind: str
    what: str
    entries: tuple[Entry, ...]
    of: int


@dataclass(frozen=True, slots=True)
class Told:
    """A brief as the page shows it: lists, gaps, and sentences numbered from 1 as its sources."""

    lists: tuple[Listed, ...]
    gaps: tuple[Gap, ...]
    sources: tuple[evidence.Shown, ...]
    left_out: int
    numbers: dict[str, int]


@remembered
def figures(store: Store) -> tuple[tuple[FigureRow, ...], tuple[Report, ...]]:
    """Return every figure and every report: each figure's page looks through them."""
    return briefs.all_figures(store)


def history(store: Store, node: Node) -> tuple[Measured, ...]:
    """Return what is comparable with a figure, itself among it; of an indicator all that measures it."""
    every, known = figures(store)
    if kind_name(node.kind) == "Indicator":
        return briefs.by_year((figure for figure in every if figure.indicator == node.iri), known)
    own = next((figure for figure in every if figure.iri == node.iri), None)
    return briefs.history(every, known, own) if own else ()


def change(rows: tuple[Measured, ...], iri: str) -> Change | None:
    """Compare a goal with the newest result of an earlier year, or its own, that the same place reports."""
    goal = next((row for row in rows if row.figure.iri == iri and row.figure.kind == KMG + "Goal"), None)
    if goal is None:
        return None
    results = [row for row in rows if row.figure.kind == KMG + "Result" and is_before(row, goal)]
    if not results:
        return None
    last = max(results, key=lambda row: row.figure.year or "")
    before, after = Decimal(last.figure.value), Decimal(goal.figure.value)
    rate = "%" in goal.figure.unit
    percent = None if rate or not before else ((after - before) / before * 100).quantize(Decimal("0.1"))
    return Change(last, after - before, _("个百分点") if rate else goal.figure.unit, percent)


def is_before(result: Measured, goal: Measured) -> bool:
    """Tell whether a result is of the goal's place and not of a later year."""
    places = {row.report.place or row.report.iri for row in (result, goal) if row.report}
    return len(places) == 1 and (result.figure.year or "") <= (goal.figure.year or "9999")


@remembered
def brief(store: Store, iri: str) -> Brief:
    """Return all that a store says of an industry, a place or a body."""
    return briefs.brief(store, iri)


@remembered
def told(store: Store, described: NodeView) -> Told:
    """Lay a brief out."""
    found = brief(store, described.node.iri)
    shown = found.sentences[: evidence.MOST]
    texts = evidence.texts(store, shown)
    sources = tuple(evidence.shown(store, iri, texts.get(iri, ""), described) for iri in shown)
    lists = (Listed(kind, rows, sum(row.linked for row in rows)) for kind, rows in found.entries.items())
    numbers = {iri: number for number, iri in enumerate(shown, 1)}
    return Told(tuple(lists), tuple(gaps(found)), sources, len(found.sentences) - len(shown), numbers)


def gaps(found: Brief) -> Iterator[Gap]:
    """Yield what is missing, class by class; nothing that no entry lacks."""
    for name, wanted in GAPS:
        rows = found.entries.get(KMG + name, ())
        for what in wanted:
            if lacking := found.lacking(KMG + name, what):
                yield Gap(KMG + name, what, lacking, len(rows))


def gap_label(what: str) -> str:
    """Say what is missing."""
    words = {
        "number": _("没有数字"),
        "date": _("没有期限"),
        "place": _("没有地点"),
        "body": _("没有责任单位"),
        "goal": _("没有所支撑的目标"),
        "owner": _("没有业主"),
    }
    return str(words[what])


def is_briefed(node: Node) -> bool:
    """Tell whether a node's page is a brief."""
    return kind_name(node.kind) in BRIEFED and node.iri.startswith(KMR)
