"""Branches of the economy."""

from __future__ import annotations

from kmgraph.mentions.mention import IndustryName
from kmgraph.mentions.vocabulary import Vocabulary
from kmgraph.text.document import Document


def find_industries(document: Document, vocabulary: Vocabulary) -> tuple[IndustryName, ...]:
    """Branches of the economy."""
    return ()
