"""Answers of the W3C's SPARQL tests compared: solutions as multisets, graphs by isomorphism, numbers by value and type.

Oxigraph writes a number in one way (`2.0` as `2`), and truth too (`1` as `true`), so value and datatype are compared.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from pyoxigraph import QueryBoolean, QueryResultsFormat, RdfFormat, Triple, parse, parse_query_results
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.term import Node

from kmgraph.graph.rdflib_terms import to_rdflib, to_term

XSD = "http://www.w3.org/2001/XMLSchema#"
RS = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
ROW = Namespace("urn:row:")
MEDIA = {
    "srx": "application/sparql-results+xml",
    "srj": "application/sparql-results+json",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "ttl": "text/turtle",
}
_TABLES = {"srx": QueryResultsFormat.XML, "srj": QueryResultsFormat.JSON, "tsv": QueryResultsFormat.TSV}
_EXACT = frozenset(XSD + name for name in ("integer", "decimal"))
_ROUNDED = frozenset(XSD + name for name in ("double", "float"))

Row = tuple[tuple[str, Node], ...]


def alike(found: Graph | bool, expected: Graph | bool) -> bool:
    """Compare two answers that were read."""
    if isinstance(found, bool) or isinstance(expected, bool):
        return found is expected
    return bool(isomorphic(found, expected))


def read(body: bytes, form: str, base: str) -> Graph | bool:
    """Read an answer of any form: yes or no, or a graph (of the solutions: `table`)."""
    if form == "ttl":
        triples = [quad.triple for quad in parse(body, RdfFormat.TURTLE, base_iri=base)]
        return result_set(triples) if RS.ResultSet in to_rdflib(triples).objects() else by_value(triples)
    if form == "csv":
        return csv_table(body)
    results = parse_query_results(body, _TABLES[form])
    if isinstance(results, QueryBoolean):
        return bool(results)
    variables = [variable.value for variable in results.variables]
    rows = [zip(variables, solution, strict=True) for solution in results]
    return table(variables, [tuple((name, plain(to_term(term))) for name, term in row if term) for row in rows])


def table(variables: Iterable[str], rows: Iterable[Row]) -> Graph:
    """Write solutions as a graph, each as a node that says how often it occurs; so blank nodes compare as in graphs."""
    graph = Graph()
    for name in variables:
        graph.add((ROW.all, ROW.variable, Literal(name)))
    for row, times in Counter(rows).items():
        node = BNode()
        graph.add((node, ROW.times, Literal(times)))
        for name, term in row:
            graph.add((node, ROW["value/" + name], term))
    return graph


def by_value(triples: Iterable[Triple]) -> Graph:
    """Return the graph with its numbers written in one way."""
    graph = Graph()
    for subject, predicate, value in to_rdflib(triples):
        graph.add((subject, predicate, plain(value)))
    return graph


def result_set(triples: Iterable[Triple]) -> Graph:
    """Read solutions that are written in the test vocabulary's own terms."""
    graph = to_rdflib(triples)
    rows = []
    for solution in graph.objects(None, RS.solution):
        bindings = graph.objects(solution, RS.binding)
        row = [(str(graph.value(one, RS.variable)), plain(graph.value(one, RS.value))) for one in bindings]
        rows.append(tuple(sorted(row)))
    return table(map(str, graph.objects(None, RS.resultVariable)), rows)


def csv_table(body: bytes) -> Graph:
    """Read CSV, which tells neither an IRI from a string nor a number's type: `_:a` is a blank node there."""
    variables, *lines = csv.reader(io.StringIO(body.decode("utf-8"), newline=""))
    rows = [zip(variables, line, strict=True) for line in lines]
    return table(variables, [tuple((name, cell(text)) for name, text in row) for row in rows])


def cell(text: str) -> Node:
    """Read a cell of CSV."""
    return BNode(text[2:]) if text.startswith("_:") else Literal(in_one_writing(text, XSD + "decimal"))


def plain(term: Node | None) -> Node:
    """Write a number by its value: `"02.50"^^xsd:decimal` → `"2.5"^^xsd:decimal`."""
    assert term is not None
    if not isinstance(term, Literal) or term.datatype is None:
        return term
    return Literal(in_one_writing(str(term), str(term.datatype)), datatype=URIRef(term.datatype), normalize=False)


def in_one_writing(text: str, datatype: str) -> str:
    """Return a number or a truth value in one writing, anything else as it is."""
    try:
        if datatype in _EXACT:
            return f"{Decimal(text).normalize():f}"
        if datatype in _ROUNDED:
            return repr(float(text))
        return {"0": "false", "1": "true"}.get(text, text) if datatype == XSD + "boolean" else text
    except (ValueError, InvalidOperation):
        return text
