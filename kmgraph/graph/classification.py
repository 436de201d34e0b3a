"""The classification of industries as the vocabulary has it: sections (C) and divisions (C26) of GB/T 4754."""

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
