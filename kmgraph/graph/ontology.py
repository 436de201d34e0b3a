"""Namespaces, IRIs and the terms of ontology/: `mint` is the one place where an IRI of ours is made."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

KMG = "https://w3id.org/kmgraph/ontology#"
KMR = "https://w3id.org/kmgraph/id/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"

# the prefixes of every file that is written, in the order in which they stand there
PREFIXES: dict[str, str] = {
    "dcterms": "http://purl.org/dc/terms/",
    "kmg": KMG,
    "kmr": KMR,
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": RDF,
    "rdfs": RDFS,
    "skos": SKOS,
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

# what a term of the ontology is, in the order in which it is documented
TERM_KINDS = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")

# keys that mean the same in every report; every other key is a report's own
SHARED = ("district", "zone", "industry", "indicator", "strength", "phase", "unit", "org")

_KEY = re.compile(r"[\w][\w.-]*(?<![.])")


def kmg(name: str) -> NamedNode:
    """Return a term of the ontology: `kmg("Goal")`."""
    return NamedNode(KMG + name)


def term(name: str) -> NamedNode:
    """Return a term by its prefixed name: `term("prov:wasDerivedFrom")`."""
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def mint(key: str, report: str | None = None) -> NamedNode:
    """Make the IRI of a key, one path segment behind `KMR`.

    `mint("530100-2022")` is a report, `mint("goal-7f3a9c12", "530100-2022")` a fact of it
    (`kmr:530100-2022-goal-7f3a9c12`); a key of a vocabulary or an organization is the same in every report, so that
    `mint("district-530181", "530100-2022")` is `kmr:district-530181`. Raises ValueError where the key is no name.
    """
    if not _KEY.fullmatch(key):
        raise ValueError(f"a key is made of letters, digits, “-” and “_”: {key!r}")
    if report is None or key.split("-", 1)[0] in SHARED:
        return NamedNode(KMR + key)
    return NamedNode(f"{KMR}{report}-{key}")


def digest(*parts: str) -> str:
    """Return the first eight hexadecimal digits of the SHA-256 of the parts: what a key's tail is made of."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:8]


def value_of(node: object) -> str:
    """Return the IRI of a node or the text of a literal; a blank node's label, where a foreign file has one."""
    value = getattr(node, "value", None)
    return value if isinstance(value, str) else str(node)


def shorten(iri: str) -> str:
    """Write an IRI with its prefix where it has one: `kmr:530100-2022`, else in full."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and iri != namespace:
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def expand(name: str) -> str:
    """Read what a user may write for a node: a full IRI, one in angle brackets, a prefixed name, or a bare local name.

    >>> expand("kmr:530100-2022") == expand("530100-2022") == KMR + "530100-2022"
    True
    """
    name = name.strip().removeprefix("<").removesuffix(">")
    prefix, colon, local = name.partition(":")
    if not colon:
        return KMR + name
    return PREFIXES[prefix] + local if prefix in PREFIXES else name


# --- the terms ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property of the ontology with what a reader sees of it; `inverse` names it read backwards."""

    iri: str
    kind: str
    labels: dict[str, str]
    comments: dict[str, str]
    inverse: dict[str, str]

    def label(self, language: str) -> str:
        """Return the label in a language (`zh`, `en`), the English one where there is none."""
        return self.labels.get(language) or self.labels.get("en") or shorten(self.iri)


@cache
def ontology() -> tuple[Triple, ...]:
    """Read ontology/kmgraph.ttl."""
    return read_room("kmgraph.ttl")


@cache
def terms() -> dict[str, Term]:
    """Return every class and property of the ontology by its IRI."""
    kinds = {
        value_of(t.subject): _local(t.object)
        for t in ontology()
        # that a property is asymmetric, say, is told beside
        if t.predicate.value == RDF + "type" and _local(t.object) in TERM_KINDS
    }
    labels, comments, inverse = (
        _texts(ontology(), name) for name in (RDFS + "label", RDFS + "comment", KMG + "inverseLabel")
    )
    return {
        iri: Term(iri, kind, labels.get(iri, {}), comments.get(iri, {}), inverse.get(iri, {}))
        for iri, kind in kinds.items()
        if iri.startswith(KMG)
    }


def read_room(name: str) -> tuple[Triple, ...]:
    """Read one Turtle file of ontology/; blank nodes keep no name that matters."""
    data = files("kmgraph_ontology").joinpath(name).read_bytes()
    return tuple(quad.triple for quad in parse(data, format=RdfFormat.TURTLE))


@cache
def rooms() -> tuple[str, ...]:
    """Return the names of the Turtle files in ontology/ that hold vocabularies, in the order of their names."""
    names = sorted(entry.name for entry in files("kmgraph_ontology").iterdir() if entry.name.endswith(".ttl"))
    return tuple(name for name in names if name not in ("kmgraph.ttl", "shapes.ttl", "positions.ttl"))


@cache
def ontology_hash() -> str:
    """Return a hash of every file in ontology/: a store built from others is stale."""
    room = files("kmgraph_ontology")
    whole = hashlib.sha256()
    for name in sorted(entry.name for entry in room.iterdir() if entry.name.endswith(".ttl")):
        whole.update(name.encode() + b"\0" + room.joinpath(name).read_bytes())
    return whole.hexdigest()


# --- concepts -------------------------------------------------------------------------------------------------

_REPLACED = "http://purl.org/dc/terms/isReplacedBy"
# what the graph of a report carries of a concept that it uses
_CARRIED = frozenset(
    {
        RDF + "type",
        SKOS + "prefLabel",
        SKOS + "notation",
        SKOS + "broader",
        SKOS + "exactMatch",
        SKOS + "closeMatch",
        KMG + "order",
        KMG + "factor",
        KMG + "baseUnit",
        KMG + "until",
        _REPLACED,
    }
)
# relations by which a concept that a report uses brings others with it
_BRINGS = frozenset({SKOS + "broader", KMG + "baseUnit", _REPLACED})
# kinds of concepts that a fact names by their spelling: 在建, 亿元
_BY_SPELLING = ("phase", "unit")


class Concepts:
    """The concepts of the vocabularies, as triples by their IRI."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._of: dict[str, list[Triple]] = {}
        self._spelled: dict[tuple[str, str], str] = {}
        for triple in triples:
            predicate = triple.predicate.value
            if predicate in _CARRIED:
                self._of.setdefault(value_of(triple.subject), []).append(triple)
            if predicate in (SKOS + "prefLabel", SKOS + "altLabel"):
                self._spell(value_of(triple.subject), triple.object)

    def _spell(self, iri: str, label: object) -> None:
        kind = iri.removeprefix(KMR).partition("-")[0]
        if kind in _BY_SPELLING and isinstance(label, Literal) and label.language == "zh":
            self._spelled[kind, label.value] = iri

    def __contains__(self, iri: str) -> bool:
        return iri in self._of

    def label(self, iri: str, language: str = "zh") -> str | None:
        """Return the prefLabel of a concept in a language, None where it has none or there is no such concept."""
        found = [t.object for t in self._of.get(iri, ()) if t.predicate.value == SKOS + "prefLabel"]
        named = [literal.value for literal in found if isinstance(literal, Literal) and literal.language == language]
        return named[0] if named else None

    def spelled(self, kind: str, spelling: str | None) -> str | None:
        """Return the phase or unit of this spelling (`phase`, 在建; `unit`, 亿元), None where the vocabulary knows none."""
        return self._spelled.get((kind, spelling)) if spelling else None

    def closure(self, iris: Iterable[str]) -> list[Triple]:
        """Return what the graph carries of these concepts, of all that are broader and of base units, each with its rdfs:label."""
        seen: dict[str, None] = {}
        waiting = list(iris)
        while waiting:
            iri = waiting.pop()
            if iri in seen or iri not in self._of:
                continue
            seen[iri] = None
            waiting += [value_of(t.object) for t in self._of[iri] if t.predicate.value in _BRINGS]
        return [triple for iri in seen for triple in self._described(iri)]

    def _described(self, iri: str) -> list[Triple]:
        """A concept's own triples, skos:Concept as a class besides, and its Chinese name as the rdfs:label of every node."""
        node = NamedNode(iri)
        label = self.label(iri)
        shown = [Triple(node, NamedNode(RDFS + "label"), Literal(label, language="zh"))] if label else []
        return [*self._of[iri], Triple(node, NamedNode(RDF + "type"), NamedNode(SKOS + "Concept")), *shown]


@cache
def load_concepts() -> Concepts:
    """Read every vocabulary of ontology/ once a process."""
    return Concepts(triple for name in rooms() for triple in read_room(name))


def _local(node: object) -> str:
    return re.split(r"[#/]", value_of(node))[-1]


def _texts(triples: Iterable[Triple], predicate: str) -> dict[str, dict[str, str]]:
    """Texts of a predicate by subject and language."""
    found: dict[str, dict[str, str]] = {}
    for triple in triples:
        if triple.predicate.value == predicate and isinstance(triple.object, Literal):
            found.setdefault(value_of(triple.subject), {})[triple.object.language or ""] = triple.object.value
    return found
