"""JSON-LD with a small context: our terms by their bare names, everything else with its prefix."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from kmgraph.graph.ontology import KMG, PREFIXES, RDF, RDFS, ontology, shorten, terms, value_of

_XSD = PREFIXES["xsd"]
# relations of other vocabularies whose values are nodes
_NODES = [
    "dcterms:isReferencedBy",
    "oa:hasSelector",
    "prov:used",
    "prov:wasAssociatedWith",
    "prov:wasDerivedFrom",
    "prov:wasGeneratedBy",
    "rdf:object",
    "rdf:predicate",
    "rdf:subject",
    "skos:broader",
    "skos:exactMatch",
    "skos:closeMatch",
]
_CHINESE = ("rdfs:label", "skos:altLabel", "skos:prefLabel", "dcterms:title", "text")


@cache
def context() -> dict[str, Any]:
    """The context: what each name means, and of which kind its values are where they stand as plain strings."""
    ranges = {value_of(t.subject): value_of(t.object) for t in ontology() if t.predicate.value == RDFS + "range"}
    meaning: dict[str, Any] = {"@version": 1.1, "@vocab": KMG, **PREFIXES}
    for iri, found in sorted(terms().items()):
        name, range_ = iri.removeprefix(KMG), ranges.get(iri, "")
        if found.kind == "ObjectProperty":
            meaning[name] = {"@type": "@id"}
        elif range_ in (_XSD + "decimal", _XSD + "gYear"):
            meaning[name] = {"@type": shorten(range_)}
    meaning |= {name: {"@type": "@id"} for name in _NODES}
    meaning |= {name: {"@language": "zh"} for name in _CHINESE}
    return meaning


def to_jsonld(triples: Iterable[Triple]) -> bytes:
    """Write triples as one JSON-LD document, a node an object, in the order in which they come."""
    nodes: dict[str, dict[str, Any]] = {}
    for triple in triples:
        iri = value_of(triple.subject)
        node = nodes.setdefault(iri, {"@id": shorten(iri)})
        name, value = _entry(triple)
        known = node.get(name)
        if known is None:
            node[name] = value
        else:
            node[name] = [*known, value] if isinstance(known, list) else [known, value]
    document = {"@context": context(), "@graph": list(nodes.values())}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass")


def _entry(triple: Triple) -> tuple[str, Any]:
    """The name and the value that a triple has in its node's object."""
    if triple.predicate.value == RDF + "type":
        return "@type", shorten(value_of(triple.object)).removeprefix("kmg:")
    name = shorten(triple.predicate.value).removeprefix("kmg:")
    kind = context().get(name, {})
    if isinstance(triple.object, Literal):
        return name, _literal(triple.object, kind)
    iri = shorten(value_of(triple.object)) if isinstance(triple.object, NamedNode) else str(triple.object)
    return name, iri if kind.get("@type") == "@id" else {"@id": iri}


def _literal(literal: Literal, kind: dict[str, str]) -> Any:
    """A literal as plainly as its name's kind allows: 7.5 of kmg:value as "7.5", a Chinese label as its text."""
    datatype = shorten(literal.datatype.value)
    if literal.language:
        return literal.value if kind.get("@language") == literal.language else _with_language(literal)
    if not kind:
        if datatype == "xsd:integer":
            return int(literal.value)
        if datatype == "xsd:boolean":
            return literal.value == "true"
        if datatype == "xsd:string":
            return literal.value
    if kind.get("@type") == datatype:
        return literal.value
    return {"@value": literal.value} if datatype == "xsd:string" else {"@value": literal.value, "@type": datatype}


def _with_language(literal: Literal) -> dict[str, str]:
    return {"@value": literal.value, "@language": str(literal.language)}
