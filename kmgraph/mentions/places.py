"""Administrative divisions and functional zones."""

from __future__ import annotations

from kmgraph.mentions.mention import DistrictName
from kmgraph.mentions.vocabulary import Vocabulary
from kmgraph.text.document import Document


def find_districts(document: Document, vocabulary: Vocabulary) -> tuple[DistrictName, ...]:
    """Administrative divisions and functional zones."""
    return ()
