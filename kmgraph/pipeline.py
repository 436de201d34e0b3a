"""The write side put together: a report's text in, its document, mentions, links and facts out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from kmgraph.errors import GraphError, ReadingError
from kmgraph.facts.assemble import assemble
from kmgraph.facts.fact import Facts
from kmgraph.facts.links import find_links
from kmgraph.facts.mention_link import MentionLink
from kmgraph.graph.ontology import load_concepts, shorten
from kmgraph.graph.rdf import ReportGraph, to_graph
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


def extract_file(path: Path, place: str | None = None, year: int | None = None) -> Extraction:
    """Read a report's file and find all its mentions and links. Raises ReadingError where the file is no text."""
    return _extract(_document(read(path), place, year), load_vocabulary())


def build_graph(path: Path, place: str | None = None, year: int | None = None) -> ReportGraph:
    """Read a report's file and write down as triples all that it says; the same file gives the same triples.

    Raises ReadingError where the file is no text, or a text in which nothing of a report can be recognised.
    """
    facts = read_facts(path, place, year)
    if not (facts.document.sections or facts.figures or facts.projects):
        raise ReadingError(f"{path}: no heading, figure or project was found; is this a plan report or a work report?")
    return to_graph(facts, load_concepts(), version=version("kmgraph"))


def build_graphs(
    paths: Iterable[Path],
    place: str | None = None,
    year: int | None = None,
    *,
    tell: Callable[[Path], None] | None = None,
) -> tuple[ReportGraph, ...]:
    """Build the graph of each report; `tell` hears of each one before it is read.

    Raises GraphError where two of them are reports of one place and year: their names would be the same.
    """
    of: dict[str, Path] = {}
    graphs = []
    for path in paths:
        if tell:
            tell(path)
        graph = build_graph(path, place, year)
        other = of.setdefault(graph.report.value, path)
        if other != path:
            raise GraphError(f"{path}: {shorten(graph.report.value)} is the name of {other} too; build them apart")
        graphs.append(graph)
    return tuple(graphs)


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
