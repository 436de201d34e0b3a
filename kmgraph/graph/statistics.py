"""How much a store holds: triples, nodes, classes and properties, as VoID counts them (https://www.w3.org/TR/void/)."""

from __future__ import annotations

from dataclasses import dataclass

from kmgraph.graph.ontology import KMG, KMR
from kmgraph.graph.queries import select
from kmgraph.graph.store import Store

TOTALS = """
SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?p) AS ?properties)
       (COUNT(DISTINCT ?o) AS ?objects) { ?s ?p ?o }
"""
ENTITIES = """
SELECT (COUNT(DISTINCT ?s) AS ?entities) { ?s ?p ?o FILTER(STRSTARTS(STR(?s), STR(kmr:))) }
"""
CLASSES = """
SELECT ?class (COUNT(DISTINCT ?node) AS ?entities) (MIN(STR(?node)) AS ?first) { ?node a ?class }
GROUP BY ?class ORDER BY ?class
"""
PROPERTIES = """
SELECT ?property (COUNT(*) AS ?triples) { ?s ?property ?o } GROUP BY ?property ORDER BY ?property
"""
OF_CLASSES = """
SELECT ?class ?property (COUNT(*) AS ?triples) { ?s a ?class ; ?property ?o }
GROUP BY ?class ?property ORDER BY ?class ?property
"""
GRAPHS = """
SELECT ?graph (COUNT(*) AS ?triples) { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph ORDER BY ?graph
"""
WIKIDATA = """
SELECT (COUNT(*) AS ?links) { ?s skos:exactMatch ?o FILTER(STRSTARTS(STR(?o), "http://www.wikidata.org/entity/")) }
"""

# a resource of each of these stands as an example: what a reader comes for
_EXAMPLES = tuple(KMG + name for name in ("Report", "Goal", "Result", "Task", "Commitment", "Project", "District"))


@dataclass(frozen=True, slots=True)
class ClassCount:
    """A class with its nodes, the first of them by IRI, and the triples of each property that they have."""

    iri: str
    entities: int
    first: str
    properties: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """The counts of a store's default graph; `graphs` are the named ones; `wikidata` counts exact matches there."""

    triples: int
    entities: int
    subjects: int
    objects: int
    classes: tuple[ClassCount, ...]
    properties: tuple[tuple[str, int], ...]
    graphs: tuple[tuple[str, int], ...]
    wikidata: int

    @property
    def examples(self) -> tuple[str, ...]:
        """A resource of each class that a reader comes for."""
        first = {found.iri: found.first for found in self.classes}
        return tuple(first[name] for name in _EXAMPLES if first.get(name, "").startswith(KMR))


def count(store: Store) -> Statistics:
    """Count what a store holds."""
    totals = next(iter(select(store, TOTALS)))
    of_classes: dict[str, list[tuple[str, int]]] = {}
    for row in select(store, OF_CLASSES):
        of_classes.setdefault(row["class"], []).append((row["property"], int(row["triples"])))
    return Statistics(
        triples=int(totals["triples"]),
        entities=int(next(iter(select(store, ENTITIES)))["entities"]),
        subjects=int(totals["subjects"]),
        objects=int(totals["objects"]),
        classes=tuple(
            ClassCount(row["class"], int(row["entities"]), row["first"], tuple(of_classes[row["class"]]))
            for row in select(store, CLASSES)
        ),
        properties=tuple((row["property"], int(row["triples"])) for row in select(store, PROPERTIES)),
        graphs=tuple((row["graph"], int(row["triples"])) for row in select(store, GRAPHS)),
        wikidata=int(next(iter(select(store, WIKIDATA)))["links"]),
    )
