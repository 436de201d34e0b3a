"""What an export writes: the whole graph, one report, or a focus with all that its neighbourhood rests on."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import DefaultGraph, NamedNode, Quad, QuerySolutions, Triple

from kmgraph.errors import GraphError
from kmgraph.graph.ontology import KMG, KMR, RDF, Term, expand, shorten, term, terms, value_of
from kmgraph.graph.queries import neighbourhood, select
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
_SHOWN_RANKS = {kind: rank for rank, kind in enumerate(SHOWN)}


@dataclass(frozen=True)
class Selection:
    """Quads of the named graphs, sorted: the reports' facts and positions apart.

    `listed` are the nodes that were asked for, where others stand there because they can't do without: a table has a row
    for each of these alone. None where all were asked for.
    """

    quads: tuple[Quad, ...]
    listed: frozenset[str] | None = None

    @cached_property
    def triples(self) -> tuple[Triple, ...]:
        """The same without their graphs, sorted, each once."""
        return in_order(quad.triple for quad in self.quads)

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The nodes that a reader meets and their classes, by class and IRI."""
        found = ((value_of(t.subject), value_of(t.object)) for t in self.triples if t.predicate.value == RDF + "type")
        shown = {iri: kind for iri, kind in found if kind in _SHOWN_RANKS}
        return dict(sorted(shown.items(), key=lambda item: (_SHOWN_RANKS[item[1]], item[0])))


def whole(store: Store, report: str | None = None) -> Selection:
    """Select everything, or everything of one report. Raises GraphError where the store has no such report."""
    graphs = store.graphs() if report is None else [name for name in store.graphs() if _of_report(name, report)]
    if report is not None and not graphs:
        there = ", ".join(shorten(name) for name in store.graphs() if not name.endswith("-positions"))
        raise GraphError(f"there is no report {shorten(report)}; there are {there}")
    return Selection(_sorted(quad for name in graphs for quad in store.quads(graph=NamedNode(name))))


def focus(store: Store, iri: str, depth: int = 1, limit: int = 2000) -> Selection:
    """Select a node and what is up to `depth` steps around it, with links, sentences and wholes: a graph that is valid alone.

    Raises GraphError where the graph does not hold the node.
    """
    around = neighbourhood(store, iri, depth, limit)
    return Selection(_standing_alone(store, {node.iri for node in around.nodes}))


Relation = tuple[str, str, str]  # subject, property and object, as IRIs


def shown(store: Store, nodes: Iterable[str], left_out: Container[Relation] = ()) -> Selection:
    """Select the nodes of a picture with the relations between them, but those `left_out`: a graph that is valid alone.

    A table of them has a row for each of these nodes. Raises GraphError where the graph says nothing of any of them.
    """
    listed = frozenset(iri for iri in nodes if next(_of(store, iri), None))
    if not listed:
        raise GraphError("none of these is a node of this graph")
    quads = _standing_alone(store, set(listed), left_out)
    return Selection(quads, listed)


def of_class(store: Store, name: str) -> Selection:
    """Select the nodes of a class, by its name in the ontology or its label: Project, kmg:Project, 项目.

    Raises GraphError where the graph holds none.
    """
    held = {triple.object.value for triple in _any(store, term("rdf:type")) if isinstance(triple.object, NamedNode)}
    classes = {iri: terms()[iri] for iri in sorted(held) if iri in terms()}
    wanted = name.strip().casefold()
    for iri, known in classes.items():
        if wanted in {iri.casefold(), shorten(iri).casefold(), iri.removeprefix(KMG).casefold(), *_labels(known)}:
            nodes = store.triples(None, term("rdf:type"), NamedNode(iri))
            return of_nodes(store, (value_of(triple.subject) for triple in nodes))
    there = ", ".join(iri.removeprefix(KMG) for iri in classes)
    raise GraphError(f"the graph has no class “{name}”; it has {there}")


def of_district(store: Store, name: str) -> Selection:
    """Select a district, by its name, code or IRI (安宁市, 安宁, 530181): what lies within, and what the
    sentences that name it say.

    Raises GraphError where the graph holds no such district, or several whose names begin so.
    """
    known = {row["iri"]: (row["label"], row.get("code")) for row in select(store, DISTRICTS)}
    wanted = name.strip()
    same = [iri for iri, names in known.items() if wanted in names or expand(wanted) == iri]
    found = same or [iri for iri, (label, _) in known.items() if wanted and label.startswith(wanted)]
    if len(found) != 1:
        some = ", ".join(
            f"{label} ({code or shorten(iri)})" for iri, (label, code) in known.items() if iri in found or not found
        )
        raise GraphError(f"the graph has {'several districts' if found else 'no district'} “{name}”: there are {some}")
    rows = select(store, OF_DISTRICT, {"district": NamedNode(found[0])})
    return of_nodes(store, (row["iri"] for row in rows))


def of_nodes(store: Store, nodes: Iterable[str]) -> Selection:
    """Select nodes with all that is said of them, and what that names or rests on: a graph that is valid alone.

    Raises GraphError where the graph says nothing of any of them.
    """
    listed = frozenset(iri for iri in nodes if next(_of(store, iri), None))
    if not listed:
        raise GraphError(
            "none of the answers is a node of this graph: let a variable hold nodes, as in SELECT ?project { … }"
        )
    named = {value_of(t.object) for iri in listed for t in _of(store, iri) if value_of(t.object).startswith(KMR)}
    return Selection(_standing_alone(store, {*listed, *named}), listed)


def nodes_of(solutions: QuerySolutions) -> Iterator[str]:
    """Yield the IRIs in a query's answer, whichever variable holds them."""
    names = [variable.value for variable in solutions.variables]
    return (row[name].value for row in solutions for name in names if isinstance(row[name], NamedNode))


def label_of(store: Store, node: NamedNode) -> str | None:
    """Return a node's name, None where it has none."""
    found = next(iter(store.triples(node, term("rdfs:label"))), None)
    return value_of(found.object) if found else None


def of_triples(triples: Iterable[Triple]) -> Selection:
    """Select the triples that a query has made."""
    return Selection(_sorted(Quad(triple.subject, triple.predicate, triple.object) for triple in triples))


DISTRICTS = """
SELECT ?iri ?label ?code { ?iri a kmg:District ; rdfs:label ?label . OPTIONAL { ?iri skos:notation ?code } } ORDER BY ?iri
"""
OF_DISTRICT = """
SELECT DISTINCT ?iri ?district {
  { ?iri skos:broader* ?district . ?iri a kmg:District }
  UNION { ?iri kmg:locatedIn/skos:broader* ?district }
  UNION { VALUES ?kind { kmg:Goal kmg:Result kmg:Task kmg:Commitment kmg:Project }
          ?part skos:broader* ?district . ?part kmg:mentionedIn ?sentence .
          ?iri prov:wasDerivedFrom ?sentence ; a ?kind }
}
"""


def _standing_alone(store: Store, nodes: set[str], left_out: Container[Relation] = ()) -> tuple[Quad, ...]:
    """Nodes with the links between them, and with sentences, wholes and concepts, which they can't do without."""
    subjects = nodes | {link for link in _links(store, nodes) if _relation(store, link) not in left_out}
    waiting = list(subjects)
    while waiting:
        for triple in _of(store, waiting.pop()):
            needed = triple.object
            if triple.predicate.value in _NEEDED and isinstance(needed, NamedNode) and needed.value not in subjects:
                subjects.add(needed.value)
                waiting.append(needed.value)
    return _sorted(
        quad
        for subject in subjects
        for quad in _kept(store, subject, subjects)
        if (subject, quad.predicate.value, value_of(quad.object)) not in left_out
    )


def _relation(store: Store, link: str) -> Relation:
    """The relation that a link node speaks of."""
    said = {triple.predicate.value: value_of(triple.object) for triple in _of(store, link)}
    return said.get(RDF + "subject", ""), said.get(RDF + "predicate", ""), said.get(RDF + "object", "")


def _labels(known: Term) -> set[str]:
    return {label.casefold() for label in known.labels.values()}


def _links(store: Store, nodes: set[str]) -> Iterator[str]:
    """The link nodes between two of the nodes."""
    for iri in nodes:
        for triple in store.triples(None, term("rdf:subject"), NamedNode(iri)):
            link = value_of(triple.subject)
            if all(value_of(t.object) in nodes for t in _of(store, link) if t.predicate.value == RDF + "object"):
                yield link


def _kept(store: Store, subject: str, subjects: set[str]) -> Iterator[Quad]:
    """What is said of a node, apart from its relations to nodes of ours that were left out."""
    for quad in store.quads(NamedNode(subject)):
        value = value_of(quad.object)
        if isinstance(quad.object, NamedNode) and value.startswith(KMR) and value not in subjects:
            continue
        yield quad


def _of(store: Store, iri: str) -> Iterator[Triple]:
    return store.triples(NamedNode(iri))


def _any(store: Store, predicate: NamedNode) -> Iterator[Triple]:
    return store.triples(None, predicate)


def _of_report(name: str, report: str) -> bool:
    return name in (report, f"{report}-positions")


def _sorted(quads: Iterable[Quad]) -> tuple[Quad, ...]:
    """Quads by graph, the default one first, then in the order of their triples."""
    by_graph: dict[str, list[Triple]] = {}
    for quad in quads:
        name = "" if isinstance(quad.graph_name, DefaultGraph) else value_of(quad.graph_name)
        by_graph.setdefault(name, []).append(quad.triple)
    return tuple(
        Quad(triple.subject, triple.predicate, triple.object, NamedNode(name) if name else DefaultGraph())
        for name in sorted(by_graph)
        for triple in in_order(by_graph[name])
    )
