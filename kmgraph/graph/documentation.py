"""What the ontology and the vocabularies say of themselves: terms with their places in the whole, schemes with their source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from pyoxigraph import NamedNode

from kmgraph.graph.ontology import (
    KMG,
    PREFIXES,
    RDF,
    RDFS,
    SKOS,
    TERM_KINDS,
    Term,
    expand,
    ontology,
    read_room,
    rooms,
    shorten,
    terms,
    value_of,
)
from kmgraph.graph.queries import select
from kmgraph.graph.store import Store

_SCHEMA = "https://schema.org/"
_OTHERS = {"schema": _SCHEMA, "doco": "http://purl.org/spar/doco/"}
_DCTERMS = PREFIXES["dcterms"]

NODES_OF_CLASSES = "SELECT ?term (COUNT(DISTINCT ?node) AS ?number) { ?node a ?term } GROUP BY ?term"
USES_OF_PROPERTIES = "SELECT ?term (COUNT(*) AS ?number) { ?from ?term ?to } GROUP BY ?term"

# what a reader is given to ask; VALUES with the terms come behind
NODES = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?node ?label WHERE {
  ?node a ?class .
  OPTIONAL { ?node rdfs:label ?label }
}
ORDER BY ?label
LIMIT 1000
VALUES ?class"""
USES = """SELECT ?from ?to WHERE {
  ?from ?property ?to .
}
LIMIT 1000
VALUES ?property"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A term and its place in the ontology: IRIs of what is above and below it, of its domain and its range.

    `domain` and `range` hold always; `usual_domain` and `usual_range` name the classes that a property mostly joins.
    """

    term: Term
    above: tuple[str, ...]
    below: tuple[str, ...]
    domain: tuple[str, ...]
    usual_domain: tuple[str, ...]
    range: tuple[str, ...]
    usual_range: tuple[str, ...]
    examples: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name behind the prefix: `Goal`."""
        return self.term.iri.removeprefix(KMG)

    @property
    def is_class(self) -> bool:
        """Tell a class from a property."""
        return self.term.kind == "Class"


@dataclass(frozen=True, slots=True)
class Scheme:
    """A vocabulary: the file that holds it, its titles by language, how many concepts, whence and of when."""

    file: str
    titles: dict[str, str]
    concepts: int
    source: str
    date: str


@cache
def entries() -> tuple[Entry, ...]:
    """Return every term, classes first, each kind in the order of the file."""
    in_file = [_entry(term) for term in terms().values()]
    return tuple(sorted(in_file, key=lambda entry: TERM_KINDS.index(entry.term.kind)))


def _entry(term: Term) -> Entry:
    return Entry(
        term,
        above=(*_objects(term.iri, f"{RDFS}subClassOf"), *_objects(term.iri, f"{RDFS}subPropertyOf")),
        below=(*_subjects(f"{RDFS}subClassOf", term.iri), *_subjects(f"{RDFS}subPropertyOf", term.iri)),
        domain=_objects(term.iri, f"{RDFS}domain"),
        usual_domain=_objects(term.iri, f"{_SCHEMA}domainIncludes"),
        range=_objects(term.iri, f"{RDFS}range"),
        usual_range=_objects(term.iri, f"{_SCHEMA}rangeIncludes"),
        examples=_objects(term.iri, f"{SKOS}example"),
    )


def _objects(iri: str, predicate: str) -> tuple[str, ...]:
    said = (t for t in ontology() if value_of(t.subject) == iri and t.predicate.value == predicate)
    return tuple(value_of(t.object) for t in said)


def _subjects(predicate: str, iri: str) -> tuple[str, ...]:
    said = (t for t in ontology() if t.predicate.value == predicate and value_of(t.object) == iri)
    return tuple(value_of(t.subject) for t in said)


@cache
def about(name: str) -> dict[str, str]:
    """Return what the ontology says of itself by a property, by language ("" for what has none)."""
    own, predicate = KMG.removesuffix("#"), expand(name)
    said = (t.object for t in ontology() if value_of(t.subject) == own and t.predicate.value == predicate)
    return {getattr(value, "language", None) or "": value_of(value) for value in said}


def prefixed(iri: str) -> str:
    """Write an IRI of any vocabulary that the ontology names with its prefix: `schema:Report`."""
    for prefix, namespace in _OTHERS.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return shorten(iri)


@cache
def schemes() -> tuple[Scheme, ...]:
    """Return every vocabulary of ontology/ in the order of the files' names."""
    return tuple(_scheme(name) for name in rooms())


def _scheme(file: str) -> Scheme:
    triples = read_room(file)
    kind = f"{SKOS}ConceptScheme"
    scheme = next(
        value_of(t.subject) for t in triples if t.predicate.value == f"{RDF}type" and value_of(t.object) == kind
    )
    said = [(t.predicate.value, t.object) for t in triples if value_of(t.subject) == scheme]
    titles = {getattr(o, "language", None) or "": value_of(o) for p, o in said if p == f"{SKOS}prefLabel"}
    source = "; ".join(value_of(o) for p, o in said if p == f"{_DCTERMS}source")
    dates = [value_of(o) for p, o in said if p in (f"{_DCTERMS}date", f"{_DCTERMS}modified")]
    concepts = sum(t.predicate.value == f"{SKOS}inScheme" for t in triples)
    return Scheme(file, titles, concepts, source, max(dates, default=""))


# --- in the store ---------------------------------------------------------------------------------------------


def counts(store: Store) -> dict[str, int]:
    """Return how many nodes each class has and how often each property is used; a class has those of its kinds too."""
    used = {
        row["term"]: int(row["number"])
        for query in (NODES_OF_CLASSES, USES_OF_PROPERTIES)
        for row in select(store, query)
    }
    return {entry.term.iri: sum(used.get(iri, 0) for iri in with_kinds(entry.term.iri)) for entry in entries()}


def with_kinds(iri: str) -> Iterator[str]:
    """Yield a term of ours and every term below it."""
    yield iri
    for below in next((entry.below for entry in entries() if entry.term.iri == iri), ()):
        yield from with_kinds(below)


def question(entry: Entry) -> str:
    """Return the query that lists the nodes of a class or the uses of a property."""
    return _with_values(NODES if entry.is_class else USES, with_kinds(entry.term.iri))


def _with_values(query: str, iris: Iterable[str]) -> str:
    return f"{query} {{ {' '.join(str(NamedNode(iri)) for iri in iris)} }}\n"
