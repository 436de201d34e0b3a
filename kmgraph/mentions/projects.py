"""Named pieces of construction, engineering and investment."""

from __future__ import annotations

from kmgraph.mentions.mention import ProjectName
from kmgraph.mentions.vocabulary import Vocabulary
from kmgraph.text.document import Document


def find_projects(document: Document, vocabulary: Vocabulary) -> tuple[ProjectName, ...]:
    """Named pieces of construction, engineering and investment."""
    return ()
