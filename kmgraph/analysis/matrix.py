"""Industries by districts: how many goals, projects and commitments stand in both, and how many in neither."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kmgraph.graph.ontology import KMG, shorten
from kmgraph.graph.queries import select
from kmgraph.graph.rows import Node
from kmgraph.graph.store import Store

LEVELS = ("section", "division")  # of GB/T 4754: C manufacturing; C26 chemicals
_DIVISION = re.compile(r"[A-T][0-9]{2}")
# what ties a fact to an industry and to a district: a link, or besides, that its sentence names them, which is inferred
TIES = {
    "sentence": (
        "kmg:inIndustry|(prov:wasDerivedFrom/^kmg:mentionedIn)",
        "kmg:locatedIn|(prov:wasDerivedFrom/^kmg:mentionedIn)",
    ),
    "link": ("kmg:inIndustry", "kmg:locatedIn"),
}
FACTS = """
SELECT ?fact { VALUES ?kind { kmg:Goal kmg:Project kmg:Commitment } ?fact a ?kind }
"""
# a property path in an OPTIONAL would take Oxigraph forty times as long
TIED = """
SELECT ?fact ?concept ?kind {
  VALUES ?class { kmg:Goal kmg:Project kmg:Commitment }
  ?fact a ?class .
  { ?fact kmg:inIndustry|kmg:locatedIn ?concept }
  UNION { ?fact prov:wasDerivedFrom ?sentence . ?concept kmg:mentionedIn ?sentence }
  ?concept a ?kind . FILTER(?kind IN (kmg:Industry, kmg:District))
}
"""
LINKED = """
SELECT ?fact ?concept ?kind {
  VALUES ?class { kmg:Goal kmg:Project kmg:Commitment }
  ?fact a ?class ; kmg:inIndustry|kmg:locatedIn ?concept .
  ?concept a ?kind . FILTER(?kind IN (kmg:Industry, kmg:District))
}
"""
CONCEPTS = """
SELECT ?concept ?label ?code ?broader {
  VALUES ?kind { kmg:Industry kmg:District kmg:Zone }
  ?concept a ?kind .
  OPTIONAL { ?concept skos:prefLabel ?label FILTER(LANG(?label) != "en") }
  OPTIONAL { ?concept skos:notation ?code }
  OPTIONAL { ?concept skos:broader ?broader }
} ORDER BY ?concept ?label ?broader
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """The number of facts of an industry in a district; `heat` is 1 to 5 by the fullest cell, 0 where empty or in the margin."""

    number: int
    heat: int
    sparql: str


@dataclass(frozen=True, slots=True)
class Row:
    """An industry, or None for the facts that have none, and a cell for each district and for no district."""

    industry: Node | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The districts, None at last for no place; a fact of two industries or districts is counted in each of their cells."""

    level: str
    tie: str
    districts: tuple[Node | None, ...]
    rows: tuple[Row, ...]
    facts: int
    placed: int
    in_industry: int
    in_both: int


def matrix(store: Store, report: str | None = None, level: str = "section", tie: str = "sentence") -> Matrix:
    """Count the facts of a report, or of all, by the industries' sections or divisions.

    With the tie `sentence` a fact counts where its sentence names the industry or the district, with `link` only where the
    graph says that it is of the one (kmg:inIndustry) and in the other (kmg:locatedIn).

    What is known of an industry by its section alone stands in the section's row among the divisions too.

    Raises ValueError where the level or the tie is none of those.
    """
    if tie not in TIES:
        raise ValueError(f"tie “{tie}” is unknown; name one of {', '.join(TIES)}")
    if level not in LEVELS:
        raise ValueError(f"level “{level}” is unknown; name one of {', '.join(LEVELS)}")
    concepts = {row["concept"]: row for row in reversed(list(select(store, CONCEPTS)))}
    industries: dict[str, set[str]] = defaultdict(set)
    districts: dict[str, set[str]] = defaultdict(set)
    facts = {row["fact"] for row in select(store, FACTS, report=report)}
    for row in select(store, LINKED if tie == "link" else TIED, report=report):
        known = industries if row["kind"] == KMG + "Industry" else districts
        known[row["fact"]].add(row["concept"])
    members: dict[str, set[str]] = defaultdict(set)  # section → what lies in it and is named
    for industry in set().union(*industries.values()):
        members[lifted(industry, concepts, level)].add(industry)
    columns = (*sorted(set().union(*districts.values())), None)
    lines = (*sorted(members), None)
    numbers = {
        (line, column): sum(
            (bool(industries[fact] & members[line]) if line else not industries[fact])
            and (column in districts[fact] if column else not districts[fact])
            for fact in facts
        )
        for line in lines
        for column in columns
    }
    most = max((number for (line, column), number in numbers.items() if line and column), default=0)
    return Matrix(
        level,
        tie,
        tuple(node(column, "District", concepts) if column else None for column in columns),
        tuple(
            Row(
                node(line, "Industry", concepts) if line else None,
                tuple(
                    Cell(
                        number := numbers[line, column],
                        -(-5 * number // most) if line and column and number else 0,
                        listing(sorted(members[line]) if line else [], column, report, tie),
                    )
                    for column in columns
                ),
            )
            for line in lines
        ),
        len(facts),
        sum(bool(districts[fact]) for fact in facts),
        sum(bool(industries[fact]) for fact in facts),
        sum(bool(industries[fact] and districts[fact]) for fact in facts),
    )


def lifted(industry: str, concepts: dict[str, dict[str, str]], level: str) -> str:
    """Return the section above an industry, or its division where that is asked for and known: C2614 → C or C26."""
    above = [industry]
    while (broader := concepts.get(above[-1], {}).get("broader")) and broader not in above:
        above.append(broader)
    if level == "division":
        return next((one for one in above if _DIVISION.fullmatch(concepts.get(one, {}).get("code", ""))), above[-1])
    return above[-1]


def node(iri: str, kind: str, concepts: dict[str, dict[str, str]]) -> Node:
    """Name an industry or a district."""
    return Node(iri, concepts.get(iri, {}).get("label") or shorten(iri), KMG + kind)


def tied(query: str, tie: str) -> str:
    """Put the properties of a tie into a query."""
    industry, district = TIES[tie]
    return query.replace("<industry>", industry).replace("<district>", district)


def listing(industries: list[str], district: str | None, report: str | None, tie: str) -> str:
    """Write the SPARQL that lists the facts of a cell; no industry and no district ask for what has none."""
    industry = (
        f"VALUES ?industry {{ {' '.join(str(NamedNode(one)) for one in industries)} }}\n  ?fact <industry> ?industry ."
        if industries
        else "FILTER NOT EXISTS { ?fact <industry> ?industry . ?industry a kmg:Industry }"
    )
    place = (
        f"?fact <district> {NamedNode(district)} ."
        if district
        else "FILTER NOT EXISTS { ?fact <district> ?place . ?place a kmg:District }"
    )
    within = f"GRAPH {NamedNode(report)} " if report else ""
    query = f"""PREFIX kmg: <{KMG}>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT DISTINCT ?fact {{ {within}{{
  VALUES ?kind {{ kmg:Goal kmg:Project kmg:Commitment }}
  ?fact a ?kind .
  {industry}
  {place}
}} }} ORDER BY ?fact
"""
    return tied(query, tie)
