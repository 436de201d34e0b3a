"""The vocabularies of ontology/, read with Oxigraph into the plain tuples that extraction works with."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from kmgraph.mentions.vocabulary import Concept, Vocabulary

_ID = "https://w3id.org/kmgraph/id/"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_SCHEMES = ("industries", "districts", "former", "indicators", "strengths", "units")
_PREF, _ALT, _NOTATION, _BROADER, _NOT = (
    f"{_SKOS}prefLabel",
    f"{_SKOS}altLabel",
    f"{_SKOS}notation",
    f"{_SKOS}broader",
    "https://w3id.org/kmgraph/ontology#notLabel",
)
_UNTIL, _REPLACED = "https://w3id.org/kmgraph/ontology#until", "http://purl.org/dc/terms/isReplacedBy"
_LABELS = frozenset({_PREF, _ALT, _NOT})
_READ = _LABELS | {_NOTATION, _BROADER, _UNTIL, _REPLACED}


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
    said: dict[str, dict[str, list[str]]] = {}
    subject, values = "", {}  # what the last triple was about: those of one concept mostly stand together
    for triple in parse(path.read_bytes(), RdfFormat.TURTLE):
        predicate = triple.predicate.value
        if predicate not in _READ:
            continue
        value = triple.object
        if predicate in _LABELS and value.language != "zh":
            continue
        if (about := triple.subject.value) != subject:
            subject, values = about, said.setdefault(about, {})
        if predicate in values:
            values[predicate].append(value.value)
        else:
            values[predicate] = [value.value]
    return tuple(_concept(iri[len(_ID) :], values) for iri, values in sorted(said.items()) if "-" in iri[len(_ID) :])


def _concept(key: str, values: dict[str, list[str]]) -> Concept:
    label = values[_PREF][0]
    return Concept(
        key=key,
        label=label,
        notation=values[_NOTATION][0] if _NOTATION in values else None,
        labels=(label, *values.get(_ALT, ())),
        not_labels=tuple(values.get(_NOT, ())),
        broader=tuple(above[len(_ID) :] for above in values.get(_BROADER, ())),
        until=int(values[_UNTIL][0]) if _UNTIL in values else None,
        replaced_by=values[_REPLACED][0][len(_ID) :] if _REPLACED in values else None,
    )
