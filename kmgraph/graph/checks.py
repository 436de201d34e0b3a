"""What shapes can't say: terms that are none, two classes of one node, circles, positions and quotes that fit no text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import networkx as nx
import pyoxigraph as ox

from kmgraph.graph.fault import Fault, Names
from kmgraph.graph.ontology import KMG, PREFIXES, RDF, ontology, shorten, term, terms, value_of


def unknown_terms(graph: Iterable[ox.Triple], names: Names) -> Iterator[Fault]:
    """Properties and classes that look like ours and are not: a slip of the pen, or a graph of another version."""
    for triple in graph:
        predicate = triple.predicate.value
        used = value_of(triple.object) if predicate == RDF + "type" else predicate
        if used.startswith(KMG) and used not in terms():
            yield names.fault(
                value_of(triple.subject),
                shorten(used),
                "is no term of the ontology",
                "不是本体中的术语",
            )


def two_classes(graph: Iterable[ox.Triple], names: Names) -> Iterator[Fault]:
    """Nodes of two classes that exclude each other: two reports, or two facts of one, have made the same name."""
    classes: dict[str, set[str]] = {}
    for triple in graph:
        if triple.predicate.value == RDF + "type":
            classes.setdefault(value_of(triple.subject), set()).add(value_of(triple.object))
    for node, kinds in classes.items():
        for one, other in disjoint() if len(kinds) > 1 else ():
            if one in kinds and other in kinds:
                both = f"{shorten(one)} {shorten(other)}"
                yield names.fault(
                    node, "rdf:type", "is of two classes that exclude each other", "同属互斥的两个类", both
                )


@cache
def disjoint() -> tuple[tuple[str, str], ...]:
    """Return the pairs of classes that exclude each other by the ontology."""
    excludes = PREFIXES["owl"] + "disjointWith"
    return tuple((value_of(t.subject), value_of(t.object)) for t in ontology() if t.predicate.value == excludes)


# --- circles --------------------------------------------------------------------------------------------------

_UPWARD = (
    ("kmg:partOf", "is part of itself, by way of its wholes", "通过其整体又属于自身"),
    ("skos:broader", "is broader than itself, by way of its broader concepts", "通过其上位概念又成为自身的上位"),
)


def circles(graph: Iterable[ox.Triple], names: Names) -> Iterator[Fault]:
    """Each circle of wholes or broader concepts once: the first of its nodes, the others beside it."""
    triples = tuple(graph)
    for path, en, zh in _UPWARD:
        upward = term(path)
        edges = [(value_of(t.subject), value_of(t.object)) for t in triples if t.predicate == upward]
        above: nx.DiGraph[str] = nx.DiGraph(edges)
        for members in nx.strongly_connected_components(above):
            first, *others = sorted(members)
            if others or above.has_edge(first, first):
                yield names.fault(first, path, en, zh, " ".join(map(shorten, others)))


# --- what SPARQL finds ----------------------------------------------------------------------------------------

_CHECKS: tuple[tuple[str, str, str, str], ...] = (
    (
        "kmg:partOf",
        "is part of two reports: both have made the same name",
        "同属两份报告：两者生成了同一名称",
        """SELECT DISTINCT ?node { ?node kmg:partOf ?one, ?other . ?one a kmg:Report . ?other a kmg:Report
           FILTER(STR(?one) < STR(?other)) }""",
    ),
    (
        "oa:start",
        "has a position that is not as long as its text",
        "位置的长度与原文不符",
        """SELECT ?node { ?node kmg:text ?text ; oa:hasSelector ?position . ?position oa:start ?start ; oa:end ?end .
           FILTER(?end - ?start != STRLEN(?text)) }""",
    ),
    (
        "oa:exact",
        "has a quote that is not its text",
        "引文与原文不符",
        """SELECT ?node { ?node kmg:text ?text ; oa:hasSelector ?quote . ?quote oa:exact ?exact .
           FILTER(STR(?exact) != STR(?text)) }""",
    ),
    (
        "rdf:subject",
        "stands for a relation that the graph does not hold",
        "所说明的关系不在图中",
        """SELECT ?node { ?node rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o FILTER NOT EXISTS { ?s ?p ?o } }""",
    ),
    (
        "rdf:object",
        "goes to a node that the graph does not describe",
        "终点在图中没有描述",
        """SELECT ?node { ?node rdf:subject ?s ; rdf:object ?o FILTER NOT EXISTS { ?o a ?class } }""",
    ),
    (
        "prov:wasDerivedFrom",
        "does not rest on the sentence of a commitment that includes it",
        "未以列入它的承诺之语句为据",
        """SELECT ?node { ?commitment a kmg:Commitment ; kmg:includes ?node ; prov:wasDerivedFrom ?sentence .
           FILTER NOT EXISTS { ?node prov:wasDerivedFrom ?sentence } }""",
    ),
)


def by_queries(graph: Iterable[ox.Triple], names: Names) -> Iterator[Fault]:
    """What the queries above find, in their order."""
    store = ox.Store()
    store.bulk_extend(ox.Quad(t.subject, t.predicate, t.object) for t in graph)
    for path, en, zh, query in _CHECKS:
        rows = store.query(query, prefixes=PREFIXES)
        assert isinstance(rows, ox.QuerySolutions)
        for node in sorted({value_of(row["node"]) for row in rows}):
            yield names.fault(node, path, en, zh)
