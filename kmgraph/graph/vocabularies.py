"""The vocabularies of ontology/, read with Oxigraph into the plain tuples that extraction works with."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from kmgraph.mentions.vocabulary import Concept, Vocabulary

_ID = "https://w3id.org/kmgraph/id/"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_SCHEMES = ("industries", "districts", "indicators", "strengths", "units")
_PREF, _ALT, _NOTATION, _BROADER, _NOT = (
    f"{_SKOS}prefLabel",
    f"{_SKOS}altLabel",
    f"{_SKOS}notation",
    f"{_SKOS}broader",
    "https://w3id.org/kmgraph/ontology#notLabel",
)
_LABELS = frozenset({_PREF, _ALT, _NOT})


@cache
def load_vocabulary() -> Vocabulary:
    """Load every vocabulary of ontology/ once a process. A vocabulary that has no file there is empty."""
    folder = files("kmgraph_ontology")
    return Vocabulary(**{scheme: _concepts(folder / f"{scheme}.ttl") for scheme in _SCHEMES})


def _concepts(path: Traversable) -> tuple[Concept, ...]:
    """Read the concepts of one SKOS file, in the order of their keys; only their Chinese labels count.

    What the scheme says of itself is left out: a concept's key has a hyphen (`district-530181`), a scheme's has none.
    """
    from pyoxigraph import RdfFormat, parse

    if not path.is_file():
        return ()
    said: dict[str, dict[str, list[str]]] = {predicate: {} for predicate in (_PREF, _ALT, _NOTATION, _BROADER, _NOT)}
    for triple in parse(path.read_bytes(), RdfFormat.TURTLE):
        values = said.get(predicate := triple.predicate.value)
        if values is not None:
            value = triple.object
            if predicate not in _LABELS or value.language == "zh":
                values.setdefault(triple.subject.value, []).append(value.value)
    pref, alt, notation, broader, forbidden = said.values()
    return tuple(
        Concept(
            key=iri[len(_ID) :],
            label=pref[iri][0],
            labels=(*pref[iri], *alt.get(iri, ())),
            notation=next(iter(notation.get(iri, ())), None),
            broader=tuple(above[len(_ID) :] for above in broader.get(iri, ())),
            not_labels=tuple(forbidden.get(iri, ())),
        )
        for iri in sorted(pref)
        if "-" in iri[len(_ID) :]
    )
