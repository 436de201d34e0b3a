"""A question without SPARQL, in three steps: what, with which properties, where and when. What it means is written as a query.

Classes, properties and values are those that the store holds; nothing else that an address says gets into the query.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import request
from pyoxigraph import Literal, NamedNode

from kmgraph.graph.ontology import KMG, PREFIXES, expand, terms
from kmgraph.graph.slots import values_of
from kmgraph.graph.store import Store, Value
from kmgraph_web import choices, void
from kmgraph_web.choices import Choice
from kmgraph_web.words import KINDS, kind_label, local, property_label

# what a reader does not ask for: it only serves the text, or stands in the answer already
_UNASKED = frozenset({"order", "offset", "rule", "sha256", "partOf", "measuredIn", "level", "text"})
# step three: name in the address → kind of choice, and for the first property that the class has, the way to the value
NARROWED: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "where": (
        "district",
        (
            # it lies there, or a sentence that it rests on names the place
            ("kmg:locatedIn", "kmg:locatedIn|prov:wasDerivedFrom/^kmg:mentionedIn ?where"),
            ("prov:wasDerivedFrom", "prov:wasDerivedFrom/^kmg:mentionedIn ?where"),
        ),
    ),
    "branch": ("industry", (("kmg:inIndustry", "kmg:inIndustry/skos:broader* ?branch"),)),
    "when": ("year", (("kmg:year", "kmg:year ?when"),)),
}


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One of the choices of step three, and what is chosen there."""

    name: str
    choices: tuple[Choice, ...]
    value: str


@dataclass(frozen=True, slots=True)
class Builder:
    """The three steps as the address has them; `query` is what they mean, empty as long as nothing is chosen."""

    classes: tuple[Choice, ...]
    what: str = ""
    properties: tuple[Choice, ...] = ()
    asked: tuple[str, ...] = ()
    narrowings: tuple[Narrowing, ...] = ()
    query: str = ""


def builder(store: Store) -> Builder:
    """Read the steps from the address; what the store has not is left out."""
    counted = {local(found.iri): found for found in void.counted(store).classes if found.iri.startswith(KMG)}
    classes = tuple(Choice(kind, kind_label(kind)) for kind in KINDS if kind in counted)
    what = request.args.get("what", "")
    if what not in {kind.name for kind in classes}:
        return Builder(classes)
    held = tuple(iri for iri, _ in counted[what].properties)
    properties = tuple(Choice(local(iri), property_label(iri)) for iri in held if is_asked(iri))
    sent = request.args.getlist("with")
    asked = tuple(choice.name for choice in properties if choice.name in sent)
    ways = {name: way for name in NARROWED if (way := way_of(name, held))}
    narrowings = tuple(narrowing(store, name) for name in ways)
    narrowed = {one.name: one.value for one in narrowings if one.value}
    return Builder(classes, what, properties, asked, narrowings, write(what, asked, narrowed, ways))


def narrowing(store: Store, name: str) -> Narrowing:
    """Lay one choice of step three out."""
    found, chosen = choices.choices(store, NARROWED[name][0]), request.args.get(name, "")
    return Narrowing(name, found, chosen if chosen in {choice.name for choice in found} else "")


def is_asked(iri: str) -> bool:
    """Tell a property of the ontology that says something to a reader."""
    return iri in terms() and local(iri) not in _UNASKED


def way_of(name: str, held: tuple[str, ...]) -> str:
    """Return how a node of a class that has these properties is narrowed, empty where it can't be."""
    return next((way for short, way in NARROWED[name][1] if expand(short) in held), "")


def write(what: str, asked: tuple[str, ...], narrowed: dict[str, str], ways: dict[str, str]) -> str:
    """Write the query: the class, what narrows it, and every property that was asked for where a node has it."""
    node = what[:1].lower() + what[1:]
    columns = " ".join(f"?{name}" for name in ("name", *asked))
    lines = [
        *([values_of({name: value_of(name, text) for name, text in narrowed.items()})] if narrowed else []),
        f"  ?{node} a kmg:{what} ; rdfs:label ?name .",
        *(f"  ?{node} {ways[name]} ." for name in narrowed),
        *(f"  OPTIONAL {{ ?{node} kmg:{name} ?{name} }}" for name in asked),
    ]
    body = "\n".join(lines)
    used = "\n".join(f"PREFIX {p}: <{iri}>" for p, iri in PREFIXES.items() if f"{p}:" in body)
    return f"{used}\n\nSELECT DISTINCT ?{node} {columns} WHERE {{\n{body}\n}}\nORDER BY ?name\n"


def value_of(name: str, text: str) -> Value:
    """Make a value of what was chosen in step three."""
    return Literal(text, datatype=NamedNode(expand("xsd:gYear"))) if name == "when" else NamedNode(expand(text))
