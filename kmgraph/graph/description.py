"""What the graph says of one resource, as data that can be read without the rest of the graph.

Its own triples; what points to it; the links by which both are known, with basis and rule; the sentences that it and they
rest on, with their selectors; class and label of every node that is named. Of each property, in each direction, so many
values at most: what is left out is said, by triples about the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kmgraph.errors import GraphError
from kmgraph.graph.ontology import KMG, RDF, RDFS, shorten, term, value_of
from kmgraph.graph.store import Store
from kmgraph.graph.triples import in_order

MOST = 100  # values of a property in one direction

_TYPE, _LABEL = term("rdf:type"), term("rdfs:label")
_ENDS = frozenset(RDF + name for name in ("subject", "predicate", "object"))
_RESTS_ON = frozenset(term(name).value for name in ("prov:wasDerivedFrom", "kmg:mentionedIn"))
_SELECTOR = term("oa:hasSelector")
# what a sentence says of itself; all that rests on it is left to its own description
_OF_A_SENTENCE = frozenset(
    node.value for node in (_TYPE, _LABEL, _SELECTOR, term("kmg:text"), term("kmg:partOf"), term("kmg:order"))
)


@dataclass(frozen=True, slots=True)
class Cut:
    """A property of which only the first values are given; `outward` where it goes from the resource."""

    property: str
    outward: bool
    given: int
    number: int


@dataclass(frozen=True, slots=True)
class Description:
    """The triples, sorted, and the properties that were cut."""

    triples: tuple[Triple, ...]
    cuts: tuple[Cut, ...]


def describe(store: Store, iri: str, most: int = MOST) -> Description:
    """Describe a resource with `most` values of each property and direction. Raises GraphError where the graph has it not."""
    node = NamedNode(iri)
    own, own_cuts = _first(store.triples(node), most, outward=True)
    towards = (triple for triple in store.triples(object=node) if triple.predicate.value not in _ENDS)
    inward, inward_cuts = _first(towards, most, outward=False)
    if not own and not inward:
        raise GraphError(f"the graph holds no node {shorten(iri)}")
    found = [*own, *inward]
    for link in _links(store, node, inward, frozenset(found)):
        found += store.triples(link)
    for sentence in _sentences(node, found):
        found += _sentence(store, sentence)
    found += _names(store, found)
    cuts = (*own_cuts, *inward_cuts)
    return Description(in_order((*found, *_said(iri, cuts))), cuts)


def _first(triples: Iterable[Triple], most: int, *, outward: bool) -> tuple[list[Triple], list[Cut]]:
    """Keep the first values of each property, in their order, and tell where there are more."""
    by_property: dict[str, list[Triple]] = {}
    for triple in in_order(triples):
        by_property.setdefault(triple.predicate.value, []).append(triple)
    cuts = [Cut(name, outward, most, len(all_)) for name, all_ in by_property.items() if len(all_) > most]
    return [triple for all_ in by_property.values() for triple in all_[:most]], cuts


def _links(
    store: Store, node: NamedNode, inward: Iterable[Triple], given: frozenset[Triple]
) -> Iterator[NamedNode | BlankNode]:
    """The link nodes of the relations that are given. Each hangs on few others at its source, however many at its target."""
    sources = dict.fromkeys((node, *(triple.subject for triple in inward if isinstance(triple.subject, NamedNode))))
    for source in sources:
        for link in store.triples(None, term("rdf:subject"), source):
            if _relation(store, source, link.subject) in given and not isinstance(link.subject, Triple):
                yield link.subject


def _relation(store: Store, source: NamedNode, link: NamedNode | BlankNode | Triple) -> Triple | None:
    """The plain triple that a link node stands beside; None where the node is half one."""
    if isinstance(link, Triple):
        return None
    ends = {triple.predicate.value: triple.object for triple in store.triples(link)}
    predicate, value = ends.get(RDF + "predicate"), ends.get(RDF + "object")
    return Triple(source, predicate, value) if isinstance(predicate, NamedNode) and value is not None else None


def _sentences(node: NamedNode, found: Iterable[Triple]) -> Iterator[NamedNode]:
    """The sentences that the resource and its links rest on; the resource itself, should it be one."""
    sentence = KMG + "Sentence"
    known: dict[NamedNode, None] = {}
    for triple in found:
        if triple.subject == node and triple.predicate == _TYPE and value_of(triple.object) == sentence:
            known[node] = None
        if triple.predicate.value in _RESTS_ON and isinstance(triple.object, NamedNode):
            known[triple.object] = None
    return iter(known)


def _sentence(store: Store, sentence: NamedNode) -> Iterator[Triple]:
    """A sentence's text and where it stands: by position and by quotation."""
    for triple in store.triples(sentence):
        if triple.predicate.value in _OF_A_SENTENCE:
            yield triple
        if triple.predicate == _SELECTOR and isinstance(triple.object, NamedNode):
            yield from store.triples(triple.object)


def _names(store: Store, found: Iterable[Triple]) -> Iterator[Triple]:
    """Class and label of every node that is named."""
    nodes = dict.fromkeys(end for triple in found for end in (triple.subject, triple.object))
    return store.triples_of((node for node in nodes if isinstance(node, NamedNode)), _TYPE, _LABEL)


def _said(iri: str, cuts: Iterable[Cut]) -> Iterator[Triple]:
    """What the document says of itself where it leaves something out; its name is the address of the Turtle."""
    document = NamedNode(f"{iri}.ttl")
    for cut in cuts:
        name, outward = shorten(cut.property), cut.outward
        english = f"{cut.given} of {cut.number} values of {name} {'of' if outward else 'that point to'} this resource are here"
        chinese = (
            f"{'由此资源指出的' if outward else '指向此资源的'} {name} 共 {cut.number} 个，此处为前 {cut.given} 个"
        )
        yield Triple(document, term("dcterms:subject"), NamedNode(iri))
        yield Triple(document, NamedNode(RDFS + "comment"), Literal(english, language="en"))
        yield Triple(document, NamedNode(RDFS + "comment"), Literal(chinese, language="zh"))
