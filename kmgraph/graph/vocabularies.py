"""The vocabularies of ontology/, read with Oxigraph into the plain tuples that extraction works with."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import pyoxigraph as ox

from kmgraph.mentions.vocabulary import Concept, Vocabulary

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_KMG = "https://w3id.org/kmgraph/ontology#"


@cache
def load_vocabulary() -> Vocabulary:
    """Load every vocabulary of ontology/ once a process."""
    return Vocabulary(units=_concepts("units.ttl"))


def _concepts(name: str) -> tuple[Concept, ...]:
    """Read the Chinese labels, notations and broader concepts of one SKOS file, in the order of their keys."""
    turtle = files("kmgraph_ontology").joinpath(name).read_bytes()
    values: dict[str, dict[str, list[str]]] = {}
    for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE):
        if not isinstance(quad.subject, ox.NamedNode):
            continue
        term, value = quad.object, ""
        if isinstance(term, ox.NamedNode):
            value = _local(term)
        elif isinstance(term, ox.Literal) and term.language in (None, "zh"):
            value = term.value
        if value:
            values.setdefault(_local(quad.subject), {}).setdefault(quad.predicate.value, []).append(value)
    return tuple(
        Concept(
            key=key,
            label=said[_SKOS + "prefLabel"][0],
            notation=next(iter(said.get(_SKOS + "notation", [])), None),
            labels=(*said[_SKOS + "prefLabel"], *said.get(_SKOS + "altLabel", [])),
            not_labels=tuple(said.get(_KMG + "notLabel", [])),
            broader=tuple(said.get(_SKOS + "broader", [])),
        )
        for key, said in sorted(values.items())
        if _SKOS + "inScheme" in said
    )


def _local(node: ox.NamedNode) -> str:
    return node.value.rsplit("/", 1)[-1].rsplit("#", 1)[-1]
