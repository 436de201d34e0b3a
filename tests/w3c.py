"""The W3C's SPARQL 1.1 test suite: its cases, read from its manifests.

The suite is no part of the project: it is read from `../shared/w3c/sparql11` beside the checkout
(https://github.com/w3c/rdf-tests, folder sparql/sparql11).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Store, Triple, parse

SUITE = Path(__file__).parents[2] / "shared" / "w3c" / "sparql11"
BASE = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
GROUPS = (
    "aggregates",
    "bind",
    "bindings",
    "cast",
    "construct",
    "csv-tsv-res",
    "exists",
    "functions",
    "grouping",
    "json-res",
    "negation",
    "project-expression",
    "property-path",
    "subquery",
    "syntax-query",
)
UPDATES = (
    "add",
    "basic-update",
    "clear",
    "copy",
    "delete",
    "delete-data",
    "delete-insert",
    "delete-where",
    "drop",
    "move",
    "syntax-update-1",
    "syntax-update-2",
    "update-silent",
)
# group → why an endpoint that reads one store has nothing to show there
ELSEWHERE = {
    "entailment": "Oxigraph answers by simple entailment; what follows from the ontology is written when a graph is built",
    "service": "another server is never asked: SERVICE is refused",
    "syntax-fed": "another server is never asked: SERVICE is refused",
    "graph-store-protocol": "the store is read here, never written",
    "http-rdf-update": "the store is read here, never written",
}
ELSEWHERE.update(dict.fromkeys(UPDATES, "an update is refused"))
COUNTS = {"protocol": 27, "service-description": 3, "evaluation": 235, "syntax": 103}  # what applies, case by case
_CASES = f"""
PREFIX mf: <{MF}> PREFIX qt: <{QT}> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?case ?kind ?action ?query ?result {{
  ?manifest mf:entries/rdf:rest*/rdf:first ?case .
  ?case a ?kind ; mf:action ?action .
  OPTIONAL {{ ?action qt:query ?asked }} OPTIONAL {{ ?case mf:result ?result }}
  BIND(COALESCE(?asked, ?action) AS ?query)
}} ORDER BY ?case"""


@dataclass(frozen=True, slots=True)
class Case:
    """A query of the suite, the graphs that it is asked on, and what it is to answer; all named by their IRIs."""

    group: str
    name: str
    kind: str
    query: str
    data: tuple[str, ...] = ()
    graphs: tuple[str, ...] = ()
    result: str = ""

    @property
    def id(self) -> str:
        """What the run calls it."""
        return f"{self.group}/{self.name}"

    def text(self) -> str:
        """The query as it stands in its file."""
        return path(self.query).read_text(encoding="utf-8")


def path(iri: str) -> Path:
    """Return the file of an IRI of the suite."""
    return SUITE / iri.removeprefix(BASE)


def cases(syntax: bool) -> list[Case]:
    """Return the cases on the syntax of queries, or those that are evaluated; none where the suite is absent."""
    if not SUITE.is_dir():
        return []
    return [case for group in GROUPS for case in group_cases(group) if ("Syntax" in case.kind) is syntax]


def group_cases(group: str) -> Iterator[Case]:
    """Yield the cases of one manifest."""
    store = Store()
    file = SUITE / group / "manifest.ttl"
    store.load(path=file, format=RdfFormat.TURTLE, base_iri=f"{BASE}{group}/manifest.ttl")
    for row in store.query(_CASES):
        case, action = row["case"], row["action"]
        data, graphs = (files(store, action, which) for which in ("data", "graphData"))
        yield Case(
            group,
            case.value.rpartition("#")[2],
            row["kind"].value.rpartition("#")[2],
            row["query"].value,
            data,
            graphs,
            row["result"].value if row["result"] else "",
        )


def files(store: Store, action: NamedNode | BlankNode, which: str) -> tuple[str, ...]:
    """Return the files that a case's `qt:data` or `qt:graphData` names."""
    return tuple(sorted(quad.object.value for quad in store.quads_for_pattern(action, NamedNode(QT + which), None)))


@cache
def triples(iri: str) -> tuple[Triple, ...]:
    """Read a file of the suite."""
    format = RdfFormat.from_extension(iri.rpartition(".")[2])
    return tuple(quad.triple for quad in parse(path=path(iri), format=format, base_iri=iri, rename_blank_nodes=True))


def is_empty(iri: str) -> bool:
    """Tell a graph without triples: a store of quads does not hold it."""
    return not triples(iri)


def data(all_cases: list[Case]) -> Iterator[Quad]:
    """Yield the graphs of all cases, each under the name that its manifest gives it."""
    for iri in sorted({iri for case in all_cases for iri in (*case.data, *case.graphs)}):
        for triple in triples(iri):
            yield Quad(*triple, NamedNode(iri))


def require_suite() -> None:
    """Say how many were not run where the suite is absent."""
    if not SUITE.is_dir():
        pytest.skip(f"W3C suite absent: 0 of {sum(COUNTS.values())} run")
