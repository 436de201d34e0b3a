"""What is wrong with a graph, in the user's words: shapes.ttl by pySHACL, and what shapes can't say by SPARQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kmgraph.graph.files import parse_triples
from kmgraph.graph.ontology import KMG, PREFIXES, RDF, ontology, shorten, terms, value_of
from kmgraph.graph.rdflib_terms import to_rdflib

if TYPE_CHECKING:
    from rdflib import Graph


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong: the node, its label and the sentence it rests on ("" where it has none), and what it is."""

    node: str
    label: str
    path: str
    en: str
    zh: str
    value: str
    sentence: str

    def __str__(self) -> str:
        label = f" “{self.label}”" if self.label else ""
        value = f" ({self.value})" if self.value else ""
        sentence = f" — “{self.sentence}”" if self.sentence and self.sentence != self.label else ""
        return f"{self.node}{label}: {self.path}: {self.en}{value} · {self.zh}{sentence}"


def faults(triples: Iterable[ox.Triple]) -> tuple[Fault, ...]:
    """Return everything that is wrong with a graph, each fault once, by node."""
    graph = tuple(triples)
    if not any(t.predicate.value == RDF + "type" and value_of(t.object) == KMG + "Report" for t in graph):
        return (
            Fault(
                "the graph", "", "kmg:Report", "holds no report: this is no graph of kmgraph",
                "图中没有报告：这不是 kmgraph 的图谱", "", "",
            ),
        )  # fmt: skip
    names = _Names(graph)
    found = [
        *_unknown_terms(graph, names),
        *_clashes(graph, names),
        *_by_shapes(graph, names),
        *_by_queries(graph, names),
    ]
    return tuple(sorted({(f.node, f.path, f.value): f for f in reversed(found)}.values()))


class _Names:
    """Labels and sentences of the nodes of a graph."""

    def __init__(self, graph: Iterable[ox.Triple]) -> None:
        self.labels: dict[str, str] = {}
        self._texts: dict[str, str] = {}
        self._derived: dict[str, str] = {}
        for triple in graph:
            subject, value = value_of(triple.subject), value_of(triple.object)
            match shorten(triple.predicate.value):
                case "rdfs:label":
                    self.labels.setdefault(subject, value)
                case "kmg:text":
                    self._texts[subject] = value
                case "prov:wasDerivedFrom":
                    self._derived.setdefault(subject, value)

    def fault(self, node: str, path: str, en: str, zh: str, value: str = "") -> Fault:
        sentence = self._texts.get(node) or self._texts.get(self._derived.get(node, ""), "")
        return Fault(shorten(node), self.labels.get(node, ""), path, en, zh, value, sentence)


def _unknown_terms(graph: Iterable[ox.Triple], names: _Names) -> Iterator[Fault]:
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


def _clashes(graph: Iterable[ox.Triple], names: _Names) -> Iterator[Fault]:
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


# --- shapes ---------------------------------------------------------------------------------------------------


@cache
def shapes() -> Graph:
    """Read ontology/shapes.ttl."""
    data = files("kmgraph_ontology").joinpath("shapes.ttl").read_bytes()
    return to_rdflib(parse_triples(data, "shapes.ttl"))


def _by_shapes(graph: Iterable[ox.Triple], names: _Names) -> Iterator[Fault]:
    import pyshacl
    from rdflib import SH

    _, report, _ = pyshacl.validate(to_rdflib(graph), shacl_graph=shapes(), inplace=True, meta_shacl=False)
    for result in report.subjects(SH.resultSeverity, None):
        node, path = report.value(result, SH.focusNode), report.value(result, SH.resultPath)
        value = report.value(result, SH.value)
        messages = {m.language: str(m) for m in report.objects(result, SH.resultMessage)}
        yield names.fault(
            str(node),
            shorten(str(path)) if path is not None else "",
            messages.get("en", ""),
            messages.get("zh", ""),
            "" if value is None else shorten(str(value)),
        )


# --- what shapes can't say ------------------------------------------------------------------------------------

_CHECKS: tuple[tuple[str, str, str, str], ...] = (
    (
        "kmg:partOf",
        "is part of itself, by way of its wholes",
        "通过其整体又属于自身",
        "SELECT ?node { ?node kmg:partOf+ ?node }",
    ),
    (
        "skos:broader",
        "is broader than itself, by way of its broader concepts",
        "通过其上位概念又成为自身的上位",
        "SELECT ?node { ?node skos:broader+ ?node }",
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


def _by_queries(graph: Iterable[ox.Triple], names: _Names) -> Iterator[Fault]:
    store = ox.Store()
    store.bulk_extend(ox.Quad(t.subject, t.predicate, t.object) for t in graph)
    for path, en, zh, query in _CHECKS:
        rows = store.query(query, prefixes=PREFIXES)
        assert isinstance(rows, ox.QuerySolutions)
        for node in sorted({value_of(row["node"]) for row in rows}):
            yield names.fault(node, path, en, zh)
