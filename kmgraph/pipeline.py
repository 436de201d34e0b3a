"""The write side put together: a report's text in, its document, mentions, links and facts out."""

from __future__ import annotations

from dataclasses import dataclass

from kmgraph.facts.links import MentionLink, find_links
from kmgraph.graph.vocabularies import load_vocabulary
from kmgraph.mentions.mention import Mentions
from kmgraph.mentions.rules import find_mentions
from kmgraph.text.document import Document, parse


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read out of one text."""

    document: Document
    mentions: Mentions
    links: tuple[MentionLink, ...]


def extract(text: str, *, place: str | None = None, year: int | None = None) -> Extraction:
    """Find all mentions and links of a text; `place` and `year` override what its title says."""
    vocabulary = load_vocabulary()
    document = parse(text, place=place, year=year)
    mentions = find_mentions(document, vocabulary)
    return Extraction(document, mentions, find_links(document, mentions, vocabulary))
