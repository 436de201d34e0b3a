"""Firms and bodies that own, lead or do."""

from __future__ import annotations

from kmgraph.mentions.mention import OrganizationName
from kmgraph.mentions.vocabulary import Vocabulary
from kmgraph.text.document import Document


def find_organizations(document: Document, vocabulary: Vocabulary) -> tuple[OrganizationName, ...]:
    """Firms and bodies that own, lead or do."""
    return ()
