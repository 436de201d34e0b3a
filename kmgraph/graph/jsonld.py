"""JSON-LD with a small context: our terms and those of others that we use by their bare names, all else with its prefix."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from kmgraph.graph.ontology import KMG, PREFIXES, RDF, RDFS, ontology, shorten, terms, value_of

_XSD = PREFIXES["xsd"]
# the terms of other vocabularies that have a bare name here too, and of which kind their values are
_NODE, _CHINESE = {"@type": "@id"}, {"@language": "zh"}
_NAMED: dict[str, dict[str, str]] = {
    "rdfs:label": _CHINESE, "skos:prefLabel": _CHINESE, "skos:altLabel": _CHINESE, "dcterms:title": _CHINESE,
    "skos:notation": {}, "skos:broader": _NODE, "skos:exactMatch": _NODE, "skos:closeMatch": _NODE,
    "dcterms:isReferencedBy": _NODE, "prov:used": _NODE, "prov:wasAssociatedWith": _NODE,
    "prov:wasDerivedFrom": _NODE, "prov:wasGeneratedBy": _NODE,
    "oa:hasSelector": _NODE, "oa:start": {}, "oa:end": {}, "oa:exact": {}, "oa:prefix": {}, "oa:suffix": {},
    "rdf:subject": _NODE, "rdf:predicate": _NODE, "rdf:object": _NODE,
}  # fmt: skip
_BARE = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_WHOLE = re.compile(r"0|-?[1-9]\d*", re.ASCII)


@cache
def context() -> dict[str, Any]:
    """The context: what each name means, and of which kind its values are where they stand as plain strings."""
    ranges = {value_of(t.subject): value_of(t.object) for t in ontology() if t.predicate.value == RDFS + "range"}
    meaning: dict[str, Any] = {"@version": 1.1, "@vocab": KMG, **PREFIXES}
    for iri, found in sorted(terms().items()):
        name, range_ = iri.removeprefix(KMG), ranges.get(iri, "")
        if found.kind == "ObjectProperty":
            meaning[name] = _NODE
        elif range_ in (_XSD + "decimal", _XSD + "gYear"):
            meaning[name] = {"@type": shorten(range_)}
    meaning["text"] = _CHINESE
    return meaning | {_local(name): {"@id": name, **kind} for name, kind in _NAMED.items()}


def context_document() -> bytes:
    """The context by itself, as it stands at https://w3id.org/kmgraph/context.jsonld; files have it within, to be read offline."""
    return (json.dumps({"@context": context()}, ensure_ascii=False, indent=1) + "\n").encode()


def to_jsonld(triples: Iterable[Triple]) -> bytes:
    """Write triples as one JSON-LD document, a node an object, in the order in which they come."""
    nodes: dict[str, dict[str, Any]] = {}
    for triple in triples:
        iri = value_of(triple.subject)
        node = nodes.setdefault(iri, {"@id": shorten(iri)})
        name, value = _entry(triple)
        known = node.setdefault(name, value)
        if isinstance(known, list):
            known.append(value)
        elif known is not value:
            node[name] = [known, value]
    document = {"@context": context(), "@graph": list(nodes.values())}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass")


def _entry(triple: Triple) -> tuple[str, Any]:
    """The name and the value that a triple has in its node's object."""
    if triple.predicate.value == RDF + "type" and isinstance(triple.object, NamedNode):
        return "@type", _name(triple.object)
    name = _name(triple.predicate)
    kind = context().get(name, {})
    if isinstance(triple.object, Literal):
        return name, _literal(triple.object, kind)
    iri = shorten(value_of(triple.object)) if isinstance(triple.object, NamedNode) else str(triple.object)
    return name, iri if kind.get("@type") == "@id" else {"@id": iri}


def _name(node: NamedNode) -> str:
    """What a property or class is called: kmg:value → value, rdfs:label → label, all else by its prefixed name or IRI."""
    short = shorten(node.value)
    if short in _NAMED:
        return _local(short)
    bare = short.removeprefix("kmg:")
    return bare if _BARE.fullmatch(bare) and bare not in _TAKEN else short


def _local(name: str) -> str:
    return name.partition(":")[2]


_TAKEN = {*map(_local, _NAMED), *PREFIXES}


def _literal(literal: Literal, kind: dict[str, str]) -> Any:
    """A literal as plainly as its name's kind allows: 7.5 of kmg:value as "7.5", a Chinese label as its text."""
    datatype = shorten(literal.datatype.value)
    if literal.language:
        return literal.value if kind.get("@language") == literal.language else _with_language(literal)
    if not kind.keys() - {"@id"}:
        if datatype == "xsd:integer" and _WHOLE.fullmatch(literal.value):
            return int(literal.value)
        if datatype == "xsd:boolean" and literal.value in ("true", "false"):
            return literal.value == "true"
        if datatype == "xsd:string":
            return literal.value
    if kind.get("@type") == datatype:
        return literal.value
    return {"@value": literal.value} if datatype == "xsd:string" else {"@value": literal.value, "@type": datatype}


def _with_language(literal: Literal) -> dict[str, str]:
    return {"@value": literal.value, "@language": str(literal.language)}
