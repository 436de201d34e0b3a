"""The classification of industries as the vocabulary has it: sections (C) and divisions (C26) of GB/T 4754, and what lies below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kmgraph.graph.ontology import KMR
from kmgraph.graph.vocabularies import load_vocabulary


@dataclass(frozen=True, slots=True)
class Branch:
    """A section, a division, or a branch that reports speak of and the standard has no class for (新材料, below C)."""

    iri: str
    label: str
    code: str
    above: str


@cache
def branches() -> Mapping[str, Branch]:
    """Return every branch of the vocabulary by its IRI, those with a code first and in the order of their codes."""
    known = sorted(load_vocabulary().industries, key=lambda one: (one.notation is None, one.notation or one.key))
    return {
        KMR + one.key: Branch(KMR + one.key, one.label, one.notation or "", KMR + one.broader[0] if one.broader else "")
        for one in known
    }


@cache
def sections() -> tuple[Branch, ...]:
    """Return the sections of GB/T 4754, A to T."""
    return tuple(one for one in branches().values() if one.code and not one.above)


def section_of(iri: str) -> str:
    """Return the section that a branch belongs to: C26 → C; what the vocabulary does not know stands for itself."""
    return _lines().get(iri, (iri,))[-1]


def division_of(iri: str) -> str:
    """Return the division that a branch belongs to: 动力电池 → C38; a section where the report names no closer branch."""
    return next((each for each in _lines().get(iri, ()) if branches()[each].code), iri)


@cache
def _lines() -> Mapping[str, tuple[str, ...]]:
    """Each branch with all above it, itself first."""

    def line(iri: str) -> tuple[str, ...]:
        above = branches()[iri].above
        return (iri, *(line(above) if above in branches() else ()))

    return {iri: line(iri) for iri in branches()}
