"""The write side put together: a report's text in, its document, mentions, links and facts out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from importlib.metadata import version
from importlib.resources import as_file, files
from pathlib import Path

from kmgraph.errors import ReadingError
from kmgraph.facts.assemble import assemble
from kmgraph.facts.corrections import Correction, correct, read_corrections
from kmgraph.facts.fact import Facts
from kmgraph.facts.links import find_links
from kmgraph.facts.mention_link import MentionLink
from kmgraph.graph.ontology import load_concepts
from kmgraph.graph.rdf import ReportGraph, to_graph
from kmgraph.graph.vocabularies import load_vocabulary
from kmgraph.mentions.mention import Mentions
from kmgraph.mentions.rules import find_mentions
from kmgraph.mentions.vocabulary import Vocabulary
from kmgraph.text.document import Document, parse
from kmgraph.text.front import of_year, period_ends
from kmgraph.text.reading import Source, read
from kmgraph.text.tense import looks_back

# what hears of a correction that no longer has a place, and why
Stale = Callable[[Correction, str], None]


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read out of one text."""

    document: Document
    mentions: Mentions
    links: tuple[MentionLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a user says of the reports: their place and year, and what to correct in them; `stale` hears what is void."""

    place: str | None = None
    year: int | None = None
    corrections: tuple[Correction, ...] = ()
    stale: Stale = lambda correction, why: None


NOTHING = Given()


def extract(text: str, *, place: str | None = None, year: int | None = None) -> Extraction:
    """Find all mentions and links of a text; `place` and `year` override what its title says."""
    vocabulary = load_vocabulary()
    document, mentions = _as_written(text, *_read(parse(_plain(text), place=place, year=year), vocabulary))
    return Extraction(document, mentions, find_links(document, mentions, vocabulary))


def read_facts(path: Path, given: Given = NOTHING) -> Facts:
    """Read a report's file and return all that it says, as its readers have corrected it.

    A given place and year beat what the title says, the title beats the file's name. Raises ReadingError
    where the file is no text.
    """
    source = read(path)
    found = _corrected(source, given)
    return assemble(found.document, found.mentions, found.links, load_vocabulary(), sha256=source.sha256)


def document_of(path: Path) -> Document:
    """Read a report's file as the rules do, with plain digits, stops and quotation marks. Raises ReadingError where it is no text."""
    return _document(read(path), None, None)


def extract_file(path: Path, given: Given = NOTHING) -> Extraction:
    """Read a report's file and find all its mentions and links. Raises ReadingError where the file is no text."""
    return _corrected(read(path), given)


def known_corrections(path: Path) -> tuple[Correction, ...]:
    """The corrections that travel with kmgraph for a report of this file name: data/corrections/<name>.jsonl."""
    own = files("kmgraph_data") / "corrections" / f"{path.stem}.jsonl"
    if not own.is_file():
        return ()
    with as_file(own) as file:
        return read_corrections(file)


def build_graph(path: Path, given: Given = NOTHING) -> ReportGraph:
    """Read a report's file and write down as triples all that it says; the same file gives the same triples.

    Raises ReadingError where the file is no text, or a text in which nothing of a report can be recognised.
    """
    given = replace(given, corrections=(*known_corrections(path), *given.corrections))
    facts = read_facts(path, given)
    if not (facts.document.sections or facts.figures or facts.projects):
        raise ReadingError(f"{path}: no heading, figure or project was found; is this a plan report or a work report?")
    return to_graph(facts, load_concepts(), version=version("kmgraph"))


_FULL_WIDTH = str.maketrans("０１２３４５６７８９．％", "0123456789.%")


# a half-width full stop; not that of 一.工业, 1.5万
_STOP = re.compile(r"(?<=[\u4e00-\u9fff%）)”\"])(?<![一二三四五六七八九十])\.(?=[\u4e00-\u9fff“（(\"—]|\s|$)")


def _plain(text: str) -> str:
    """The text as it is read, character by character: ２０２３年 as 2023年, "十四五" as “十四五”, 新增8万人. as 新增8万人。"""
    plain = text.translate(_FULL_WIDTH)
    if len(_STOP.findall(plain)) > 2 * plain.count("。"):
        plain = _STOP.sub("。", plain)
    if '"' not in plain:
        return plain
    return "\n".join(_quoted(line) if line.count('"') % 2 == 0 else line for line in plain.split("\n"))


def _quoted(line: str) -> str:
    """A line with its straight quotation marks open and closed by turns."""
    parts = line.split('"')
    return parts[0] + "".join(("“", "”")[i % 2] + part for i, part in enumerate(parts[1:]))


def _read(document: Document, vocabulary: Vocabulary) -> tuple[Document, Mentions]:
    return document, find_mentions(document, vocabulary)


def _as_written(text: str, document: Document, mentions: Mentions) -> tuple[Document, Mentions]:
    """The document and its mentions in the words of the text itself, whose characters stand where the read ones did."""
    if document.text == text:
        return document, mentions
    sentences = tuple(replace(sentence, text=sentence.span.of(text)) for sentence in document.sentences)
    named = {
        kind.name: tuple(replace(mention, text=mention.span.of(text)) for mention in getattr(mentions, kind.name))
        for kind in fields(mentions)
    }
    return replace(document, text=text, sentences=sentences), Mentions(**named)


def _corrected(source: Source, given: Given) -> Extraction:
    vocabulary = load_vocabulary()
    document = _document(source, given.place, given.year)
    document, mentions = _as_written(source.text, *_read(document, vocabulary))
    if given.corrections:
        done = correct(mentions, given.corrections, document.text)
        mentions = done.mentions
        for correction, why in done.stale:
            given.stale(correction, why)
    return Extraction(document, mentions, find_links(document, mentions, vocabulary))


_YEARS_PAST = re.compile(r"[三四五]年[来间]|过去的?[三四五]年")


def _tells_of_both(text: str, year: int) -> bool:
    """Tell whether a text names the year that its file is called by and what was before: it may plan the first of them."""
    if f"{year}年" not in text or f"{year - 1}年" in text:
        return f"{year}年" in text
    before = year - 1 in period_ends(text) or _YEARS_PAST.search(text)
    return bool(before) and not looks_back(of_year(text, year))  # 2016年增长7%，四年间增长39.8%


def _year_of_piece(text: str, guessed: int | None, source: Source) -> int | None:
    """Return the year that a text without title or heading plans, by its sentences' guess and its file's name.

    到2018年末…预计115亿元 in `…-2018` tells of 2018; “十三五”期间… in `…-2021` looks back from there.
    """
    if source.year is None or guessed is None:
        return guessed or source.year
    if guessed == source.year + 1:
        return source.year if source.plans or _tells_of_both(text, source.year) else guessed
    return max(guessed, source.year)


_DIVISION = re.compile(r"[省市县区州盟旗]$")


def _document(source: Source, place: str | None, year: int | None) -> Document:
    """Parse a text; where its title says no place or year, its file's name may.

    In an excerpt without a title or heading the name also settles whether the last year that is named was over.
    """
    text = _plain(source.text)
    document = parse(text, place=place, year=year)
    piece = document.title is None and not document.parted
    found = document.place
    if (
        place is None
        and document.title is None
        and found
        and source.place
        and _DIVISION.search(source.place)
        and found not in source.place
    ):
        found = None  # a sentence's first place, where the file's name knows better
    place = found or source.place
    year = _year_of_piece(text, document.year, source) if year is None and piece else document.year or source.year
    if (place, year) != (document.place, document.year):
        document = parse(text, place=place, year=year)
    return replace(document, plans=document.plans or source.plans)
