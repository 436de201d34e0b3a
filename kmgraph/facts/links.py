"""Relations that a sentence states between two mentions."""

from __future__ import annotations

from dataclasses import dataclass

from kmgraph.facts.fact import Basis, LinkType
from kmgraph.mentions.mention import Mention, Mentions
from kmgraph.mentions.vocabulary import Vocabulary
from kmgraph.text.document import Document, Sentence


@dataclass(frozen=True, slots=True)
class MentionLink:
    """`source` -type-> `target`, as `sentence` says (stated) or as `rule` concludes from it (inferred)."""

    type: LinkType
    source: Mention
    target: Mention
    sentence: Sentence
    basis: Basis
    rule: str


def find_links(document: Document, mentions: Mentions, vocabulary: Vocabulary) -> tuple[MentionLink, ...]:
    """Find the relations that the document's sentences state between their mentions, in the text's order."""
    return ()
