"""The write side put together: a report's text in, its document, mentions, links and facts out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kmgraph.facts.assemble import assemble
from kmgraph.facts.fact import Facts
from kmgraph.facts.links import find_links
from kmgraph.facts.mention_link import MentionLink
from kmgraph.graph.vocabularies import load_vocabulary
from kmgraph.mentions.mention import Mentions
from kmgraph.mentions.rules import find_mentions
from kmgraph.mentions.vocabulary import Vocabulary
from kmgraph.text.document import Document, parse
from kmgraph.text.reading import Source, read


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read out of one text."""

    document: Document
    mentions: Mentions
    links: tuple[MentionLink, ...]


def extract(text: str, *, place: str | None = None, year: int | None = None) -> Extraction:
    """Find all mentions and links of a text; `place` and `year` override what its title says."""
    return _extract(parse(text, place=place, year=year), load_vocabulary())


def read_facts(path: Path, place: str | None = None, year: int | None = None) -> Facts:
    """Read a report's file and return all that it says.

    `place` and `year` beat what the title says, the title beats the file's name. Raises ReadingError where the file is
    no text.
    """
    source = read(path)
    vocabulary = load_vocabulary()
    found = _extract(_document(source, place, year), vocabulary)
    return assemble(found.document, found.mentions, found.links, vocabulary, sha256=source.sha256)


def _extract(document: Document, vocabulary: Vocabulary) -> Extraction:
    mentions = find_mentions(document, vocabulary)
    return Extraction(document, mentions, find_links(document, mentions, vocabulary))


def _document(source: Source, place: str | None, year: int | None) -> Document:
    """Parse a text; where its title says no place or year, its file's name may."""
    document = parse(source.text, place=place, year=year)
    place, year = document.place or source.place, document.year or source.year
    if (place, year) == (document.place, document.year):
        return document
    return parse(source.text, place=place, year=year)
