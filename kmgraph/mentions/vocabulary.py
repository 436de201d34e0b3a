"""Concepts and their spellings: pure look-up, no RDF."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A concept of ontology/ as extraction needs it.

    `key` is the local name of its IRI (`district-530181`, `zone-…`, `industry-C26`, `indicator-…`, `strength-…`);
    `label` the Chinese prefLabel, `labels` every spelling with the prefLabel first, `not_labels` longer words that forbid a
    match (`kmg:notLabel`), `broader` the keys of the concepts above. A former division stood `until` the end of that year, and
    `replaced_by` is the key of the one that holds its land today.
    """

    key: str
    label: str
    notation: str | None
    labels: tuple[str, ...]
    not_labels: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    until: int | None = None
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The vocabularies of ontology/, each in the order of its keys. One is itself alone: what is made from it is remembered."""

    industries: tuple[Concept, ...] = ()
    districts: tuple[Concept, ...] = ()
    former: tuple[Concept, ...] = ()
    indicators: tuple[Concept, ...] = ()
    strengths: tuple[Concept, ...] = ()
    units: tuple[Concept, ...] = ()
