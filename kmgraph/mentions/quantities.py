"""Figures that state a target or a result."""

from __future__ import annotations

from kmgraph.mentions.mention import ProjectName, Quantity
from kmgraph.mentions.vocabulary import Vocabulary
from kmgraph.text.document import Document


def find_quantities(
    document: Document, vocabulary: Vocabulary, projects: tuple[ProjectName, ...]
) -> tuple[Quantity, ...]:
    """Figures that state a target or a result."""
    return ()
