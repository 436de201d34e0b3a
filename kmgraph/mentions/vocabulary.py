"""Concepts and their spellings: pure look-up, no RDF."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The vocabularies of ontology/ as extraction needs them."""
