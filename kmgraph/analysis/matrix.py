"""Industries by districts: how many projects, commitments and goals a plan has where, and of how many it does not say.

A fact stands in an industry or a place by its relation to it (`kmg:inIndustry`, `kmg:locatedIn`), or because its sentence
names it, as on the page of an industry or a place. With `stated` alone, a project or goal stands there by a relation that
the report states; a commitment still by its sentence, for it is that sentence. A fact of two places stands in two columns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kmgraph.analysis.scope import basis_name, homes
from kmgraph.errors import GraphError
from kmgraph.graph.classification import branches, division_of, section_of, sections
from kmgraph.graph.divisions import divisions, is_zone, within
from kmgraph.graph.ontology import KMG, PREFIXES, shorten
from kmgraph.graph.queries import node, select
from kmgraph.graph.rows import Node
from kmgraph.graph.slots import written
from kmgraph.graph.store import Store

LEVELS = ("section", "division")
ZONES, ELSEWHERE, NONE = "zones", "elsewhere", "none"  # what a line is that stands for no concept

_FACTS = """  VALUES ?kind { kmg:Project kmg:Commitment kmg:Goal }
  ?fact a ?kind ; rdfs:label ?label ."""
_TIE = """{ ?fact kmg:%(property)s|(prov:wasDerivedFrom/^kmg:mentionedIn) ?%(name)s . ?%(name)s a kmg:%(kind)s }"""
_STATED_TIE = """{
    { ?fact kmg:%(property)s ?%(name)s .
      ?link rdf:subject ?fact ; rdf:predicate kmg:%(property)s ; rdf:object ?%(name)s ; kmg:basis "stated" }
    UNION { ?fact a kmg:Commitment ; prov:wasDerivedFrom/^kmg:mentionedIn ?%(name)s . ?%(name)s a kmg:%(kind)s }
  }"""
_INDUSTRY = {"name": "industry", "property": "inIndustry", "kind": "Industry"}
_PLACE = {"name": "place", "property": "locatedIn", "kind": "District"}
_PREFIXES = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("kmg", "kmr", "prov", "rdf", "rdfs"))

_Ties = Mapping[str, frozenset[str]]  # the facts of each concept


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column with its number of facts, each counted once.

    `what` is an IRI of a concept; `zones` of the place, `elsewhere`, or `none` where nothing is said, and then `node` is None.
    """

    what: str
    node: Node | None
    count: int


@dataclass(frozen=True, slots=True)
class Cell:
    """How many facts of each class stand in a row and a column, `stated` of them by what the report states; their query."""

    count: int
    projects: int
    commitments: int
    goals: int
    stated: int
    sparql: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows of industries, columns of places, `cells` row by row; the last row and the last column are what is not said.

    `total` facts are counted; `left_out` branches of the level have none, and no row.
    """

    basis: str
    level: str
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    cells: tuple[tuple[Cell, ...], ...]
    total: int
    left_out: int


@dataclass(frozen=True, slots=True)
class _Group:
    """A line as it is worked out: the concepts that it takes in, its facts, and those that are in it by what is stated."""

    what: str
    members: tuple[str, ...]
    facts: frozenset[str]
    sure: frozenset[str]


def matrix(store: Store, report: str | None = None, level: str = "section", *, stated: bool = False) -> Matrix:
    """Count the projects, commitments and goals of a store, or of one report, by industry and place.

    `level` is `section` (A to T, each with a row) or `division` (those that the report speaks of). Raises GraphError for
    another one, and for a report that the store has not.
    """
    if level not in LEVELS:
        raise GraphError(f"no level is called {level!r}; there are {', '.join(LEVELS)}")
    places = homes(store, report)
    kinds = {row["fact"]: row["kind"] for row in select(store, f"SELECT ?fact ?kind {{\n{_FACTS}\n}}", report=report)}
    every_row = [one.iri for one in sections()] if level == "section" else []
    every_column = [one.iri for home in places for one in within(home)]

    def grouped(side: Mapping[str, str], group: Callable[[str], str], wanted: Sequence[str]) -> list[_Group]:
        ties, sure = (_ties(store, side, report, stated=only) for only in (stated, True))
        return _groups(ties, sure, group, wanted, frozenset(kinds))

    rows = grouped(_INDUSTRY, section_of if level == "section" else division_of, every_row)
    columns = grouped(_PLACE, lambda place: _column(place, every_column), every_column)
    cells = tuple(tuple(_cell(kinds, row, column, report, stated) for column in columns) for row in rows)
    shown = {row.what for row in rows}
    left_out = sum(
        one.iri not in shown and bool(one.code) and bool(one.above) == (level == "division")
        for one in branches().values()
    )
    row_lines, column_lines = (tuple(_line(store, group) for group in groups) for groups in (rows, columns))
    return Matrix(basis_name(stated), level, row_lines, column_lines, cells, len(kinds), left_out)


def _ties(store: Store, side: Mapping[str, str], report: str | None, *, stated: bool) -> _Ties:
    """Which facts stand in each industry, or in each place."""
    found: dict[str, set[str]] = defaultdict(set)
    query = f"SELECT ?fact ?{side['name']} {{\n{_FACTS}\n  {_tie(side, stated)}\n}}"
    for row in select(store, query, report=report):
        found[row[side["name"]]].add(row["fact"])
    return {concept: frozenset(facts) for concept, facts in found.items()}


def _tie(side: Mapping[str, str], stated: bool) -> str:
    return (_STATED_TIE if stated else _TIE) % side


def _column(place: str, own: Sequence[str]) -> str:
    """The column of a place: the division of the report's home that it is or lies in, else a zone of it, else elsewhere."""
    at, seen = place, set[str]()
    while at and at not in own and at not in seen:
        seen.add(at)
        at = divisions()[at].above if at in divisions() else ""
    if at in own:
        return at
    return ZONES if is_zone(place) else ELSEWHERE


def _groups(
    ties: _Ties, sure: _Ties, group: Callable[[str], str], wanted: Sequence[str], facts: frozenset[str]
) -> list[_Group]:
    """The lines of one side: those wanted in any case, those that have facts, and what nothing is said of."""
    members: dict[str, list[str]] = {what: [] for what in wanted}
    for concept in sorted(ties):
        members.setdefault(group(concept), []).append(concept)
    known = dict.fromkeys((*branches(), *wanted, *members))
    order = {what: place for place, what in enumerate((*known, ZONES, ELSEWHERE))}
    lines = [
        _Group(what, tuple(own), _joined(ties, own), _joined(sure, own))
        for what, own in sorted(members.items(), key=lambda item: (order[item[0]], item[0]))
    ]
    unsaid = facts - _joined(ties, ties)
    return [*lines, _Group(NONE, (), unsaid, unsaid)]


def _joined(ties: _Ties, concepts: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*(ties.get(concept, ()) for concept in concepts))


def _line(store: Store, group: _Group) -> Line:
    if group.what in (ZONES, ELSEWHERE, NONE):
        return Line(group.what, None, len(group.facts))
    known = branches().get(group.what) or divisions().get(group.what)
    kind = KMG + ("District" if group.what in divisions() else "Industry")
    own = Node(group.what, known.label, kind) if known else node(store, group.what)
    return Line(group.what, own or Node(group.what, shorten(group.what), ""), len(group.facts))


def _cell(kinds: Mapping[str, str], row: _Group, column: _Group, report: str | None, stated: bool) -> Cell:
    facts = row.facts & column.facts
    projects, commitments, goals = (
        sum(kinds[fact] == KMG + kind for fact in facts) for kind in ("Project", "Commitment", "Goal")
    )
    sparql = _query(row, column, report, stated) if facts else ""
    return Cell(len(facts), projects, commitments, goals, len(row.sure & column.sure), sparql)


def _query(row: _Group, column: _Group, report: str | None, stated: bool) -> str:
    """The query of the facts in a cell, each with one of its sentences."""
    of = f"FROM {NamedNode(report)}\nFROM {NamedNode(report + '-positions')}\n" if report else ""
    return f"""{_PREFIXES}
SELECT ?kind ?fact ?label (MIN(?said) AS ?text)
{of}WHERE {{
{_FACTS}
{_within(_INDUSTRY, row, stated)}
{_within(_PLACE, column, stated)}
  OPTIONAL {{ ?fact prov:wasDerivedFrom/kmg:text ?said }}
}}
GROUP BY ?kind ?fact ?label
ORDER BY ?kind ?label ?fact
"""


def _within(side: Mapping[str, str], group: _Group, stated: bool) -> str:
    if group.what == NONE:
        return f"  FILTER NOT EXISTS {_tie(side, stated)}"
    members = " ".join(written(NamedNode(iri)) for iri in group.members)
    return f"  VALUES ?{side['name']} {{ {members} }}\n  {_tie(side, stated)}"
