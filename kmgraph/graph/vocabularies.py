"""The vocabularies of ontology/, read with Oxigraph into the plain tuples that extraction works with."""

from __future__ import annotations

from functools import cache

from kmgraph.mentions.vocabulary import Vocabulary


@cache
def load_vocabulary() -> Vocabulary:
    """Load every vocabulary of ontology/ once a process."""
    return Vocabulary()
