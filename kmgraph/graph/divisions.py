"""The divisions of a place as the vocabulary has them: what lies in a city or a province, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kmgraph.graph.ontology import KMR, shorten, value_of
from kmgraph.graph.vocabularies import load_vocabulary

POSITIONS = "positions.ttl"
_GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"


@dataclass(frozen=True, slots=True)
class Division:
    """A division or a zone: its IRI, its name and its shortest one; degrees north and east, None where nobody says."""

    iri: str
    label: str
    short: str
    above: str
    north: float | None
    east: float | None


@cache
def divisions() -> Mapping[str, Division]:
    """Return every division and zone of the vocabulary by its IRI, former ones too: they lie where their land lies today."""
    at, vocabulary = _positions(), load_vocabulary()
    return {
        KMR + concept.key: Division(
            KMR + concept.key,
            concept.label,
            # 安宁 for 安宁市; a place of one character (滇) is not called so on a map
            min((label for label in concept.labels if len(label) > 1), key=len, default=concept.label),
            KMR + concept.broader[0] if concept.broader else "",
            *at.get(KMR + (concept.replaced_by or concept.key), (None, None)),
        )
        for concept in (*vocabulary.districts, *vocabulary.former)
    }


@cache
def within(iri: str) -> tuple[Division, ...]:
    """Return the divisions directly below a place today, by their codes; zones are none."""
    now = (KMR + concept.key for concept in load_vocabulary().districts)
    return tuple(one for one in map(divisions().__getitem__, now) if one.above == iri and not is_zone(one.iri))


def division(iri: str, names: Mapping[str, str]) -> Division:
    """Return a place of a graph; one that the vocabulary does not list (高新区 of a city without one) by its name there."""
    name = names.get(iri) or shorten(iri)
    return divisions().get(iri) or Division(iri, name, name, "", None, None)


def is_zone(iri: str) -> bool:
    """Tell a functional zone, which lies in several divisions or has no border of its own, from a division."""
    return not iri.startswith(f"{KMR}district-")


def _positions() -> dict[str, tuple[float, float]]:
    from pyoxigraph import RdfFormat, parse

    found: dict[str, dict[str, float]] = {}
    for triple in parse(files("kmgraph_ontology").joinpath(POSITIONS).read_bytes(), RdfFormat.TURTLE):
        found.setdefault(value_of(triple.subject), {})[triple.predicate.value] = float(value_of(triple.object))
    return {iri: (at[f"{_GEO}lat"], at[f"{_GEO}long"]) for iri, at in found.items()}
