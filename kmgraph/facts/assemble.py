"""Mentions and links → facts: the one door of this wing."""

from __future__ import annotations

from kmgraph.facts.fact import Facts
from kmgraph.facts.links import MentionLink
from kmgraph.mentions.mention import Mentions
from kmgraph.mentions.vocabulary import Vocabulary
from kmgraph.text.document import Document


def assemble(
    document: Document, mentions: Mentions, links: tuple[MentionLink, ...], vocabulary: Vocabulary, *, sha256: str
) -> Facts:
    """Put together what a document says: each fact with its sentence, each link with its basis."""
    raise NotImplementedError
