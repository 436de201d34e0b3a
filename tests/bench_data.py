"""The bundled graph grown to any size: copies of it under other names, with other figures and other labels."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize

from kmgraph.graph.ontology import KMG, RDFS
from kmgraph.stores import bundled_graph

OWN = "530100-2022"
YEARS = 40


def grown(triples: int) -> Iterator[Triple]:
    """Yield so many triples: first the bundled report's, then copies in which place, year, labels and figures are others.

    What the vocabularies say (industries, districts, units) stands once: it would be the same triples again.
    """
    base = bundled_graph().triples
    own = [triple for triple in base if OWN in triple.subject.value]
    left = triples
    for triple in base[:left]:
        yield triple
    left -= len(base)
    copy = 0
    while left > 0:
        copy += 1
        for triple in own[:left]:
            yield renamed(triple, copy)
        left -= len(own)


def renamed(triple: Triple, copy: int) -> Triple:
    """Return a triple as the report of another place and year would have it; the same for the same number of copy."""
    return Triple(_node(triple.subject, copy), triple.predicate, _value(triple, copy))


def name(copy: int) -> str:
    """Name the report of a copy: place by the hundred thousand, and a year."""
    return OWN if not copy else f"{600000 + copy // YEARS:06d}-{1980 + copy % YEARS}"


def _node(node: NamedNode, copy: int) -> NamedNode:
    return NamedNode(node.value.replace(OWN, name(copy)))


def _value(triple: Triple, copy: int) -> NamedNode | Literal:
    value, predicate = triple.object, triple.predicate.value
    if isinstance(value, NamedNode):
        return _node(value, copy)
    if predicate == KMG + "value":
        return Literal(str(float(value.value) + copy), datatype=value.datatype)
    if predicate == KMG + "year":
        return Literal(str(int(value.value) - 2022 + 1980 + copy % YEARS), datatype=value.datatype)
    if predicate in (RDFS + "label", KMG + "text") and value.language:
        return Literal(f"{value.value}{copy}", language=value.language)
    return value


def lines(triples: int) -> Iterator[bytes]:
    """Yield the same as N-Triples, many lines at a time."""
    batch: list[Triple] = []
    for triple in grown(triples):
        batch.append(triple)
        if len(batch) == 50_000:
            yield serialize(batch, format=RdfFormat.N_TRIPLES) or b""
            batch = []
    yield serialize(batch, format=RdfFormat.N_TRIPLES) or b""


def goals(triples: int, most: int) -> list[str]:
    """Return the IRIs of so many goals, evenly from all over the graph: what the point queries ask for."""
    base = bundled_graph().triples
    there = sorted({t.subject.value for t in base if f"{OWN}-goal-" in t.subject.value})
    copies = max((triples - len(base)) // sum(OWN in t.subject.value for t in base), 0)
    every = [iri.replace(OWN, name(copy)) for copy in range(copies + 1) for iri in there]
    return every[:: max(len(every) // most, 1)][:most]


def read(path: str) -> Iterator[Triple]:
    """Read a file of lines back."""
    return (quad.triple for quad in parse(path=path, format=RdfFormat.N_TRIPLES))
