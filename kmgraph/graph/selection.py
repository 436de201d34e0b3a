"""What an export writes: the whole graph, one report, or a focus with all that its neighbourhood rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import DefaultGraph, NamedNode, Quad, Triple

from kmgraph.graph.ontology import KMG, KMR, RDF, SKOS, term, value_of
from kmgraph.graph.queries import neighbourhood
from kmgraph.graph.store import Store
from kmgraph.graph.triples import in_order

# what a node of a focus can't stand without: followed outward until nothing new turns up
_NEEDED = frozenset(
    node.value
    for node in map(
        term,
        (
            "kmg:partOf",
            "kmg:place",
            "kmg:indicator",
            "kmg:strength",
            "kmg:phase",
            "kmg:measuredIn",
            "kmg:baseUnit",
            "skos:broader",
            "prov:wasDerivedFrom",
            "dcterms:isReferencedBy",
            "prov:wasGeneratedBy",
            "prov:wasAssociatedWith",
            "prov:used",
            "oa:hasSelector",
            "rdf:subject",
            "rdf:object",
        ),
    )
)


@dataclass(frozen=True)
class Selection:
    """Quads of the named graphs, sorted: the reports' facts and positions apart."""

    quads: tuple[Quad, ...]

    @cached_property
    def triples(self) -> tuple[Triple, ...]:
        """The same without their graphs, sorted, each once."""
        return in_order(quad.triple for quad in self.quads)


def whole(store: Store, report: str | None = None) -> Selection:
    """Select everything, or everything of one report."""
    graphs = store.graphs() if report is None else [name for name in store.graphs() if _of_report(name, report)]
    return Selection(
        _sorted(quad for name in graphs for quad in store.oxigraph.quads_for_pattern(None, None, None, NamedNode(name)))
    )


def focus(store: Store, iri: str, depth: int = 1, limit: int = 2000) -> Selection:
    """Select a node and what is up to `depth` steps around it, with links, sentences and wholes: a graph that is valid alone.

    Raises GraphError where the graph does not hold the node.
    """
    around = neighbourhood(store, iri, depth, limit)
    subjects = {node.iri for node in around.nodes}
    subjects |= set(_links(store, subjects))
    waiting = list(subjects)
    while waiting:
        for triple in _of(store, waiting.pop()):
            needed = triple.object
            if triple.predicate.value in _NEEDED and isinstance(needed, NamedNode) and needed.value not in subjects:
                subjects.add(needed.value)
                waiting.append(needed.value)
    return Selection(_sorted(quad for subject in subjects for quad in _kept(store, subject, subjects)))


def _links(store: Store, nodes: set[str]) -> Iterator[str]:
    """The link nodes between two of the nodes."""
    for iri in nodes:
        for quad in store.oxigraph.quads_for_pattern(None, term("rdf:subject"), NamedNode(iri), DefaultGraph()):
            link = value_of(quad.subject)
            if all(value_of(t.object) in nodes for t in _of(store, link) if t.predicate.value == RDF + "object"):
                yield link


def _kept(store: Store, subject: str, subjects: set[str]) -> Iterator[Quad]:
    """What is said of a node, apart from its relations to nodes of ours that were left out."""
    for quad in store.oxigraph.quads_for_pattern(NamedNode(subject), None, None):
        if isinstance(quad.graph_name, DefaultGraph):
            continue
        value = value_of(quad.object)
        if isinstance(quad.object, NamedNode) and value.startswith(KMR) and value not in subjects:
            continue
        yield quad


def _of(store: Store, iri: str) -> Iterator[Triple]:
    return (quad.triple for quad in store.oxigraph.quads_for_pattern(NamedNode(iri), None, None, DefaultGraph()))


def _of_report(name: str, report: str) -> bool:
    return name in (report, f"{report}-positions")


def _sorted(quads: Iterable[Quad]) -> tuple[Quad, ...]:
    """Quads by graph, then in the order of their triples."""
    by_graph: dict[str, list[Triple]] = {}
    for quad in quads:
        by_graph.setdefault(value_of(quad.graph_name), []).append(quad.triple)
    return tuple(
        Quad(triple.subject, triple.predicate, triple.object, NamedNode(name))
        for name in sorted(by_graph)
        for triple in in_order(by_graph[name])
    )


# classes that a picture or table shows; sentences, links and selectors stand behind them
SHOWN = tuple(
    KMG + name
    for name in (
        "Report",
        "Goal",
        "Result",
        "Task",
        "Commitment",
        "Project",
        "Industry",
        "District",
        "Indicator",
        "Organization",
        "Strength",
        "Phase",
        "Unit",
    )
)
BROADER = SKOS + "broader"
