"""Sentences with their marks drawn under them, for a terminal: what was found, and which rule found it.

确保冶金产业产值达1200亿元。
    ‾‾‾‾‾‾‾‾ industry section=C concept=industry-C31 ← branch_name
                  ‾‾‾‾‾‾‾‾ quantity status=target … ← reached
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from kmgraph.errors import GraphError
from kmgraph.facts.marks import KINDS, mark_fields
from kmgraph.mentions.mention import Mention, Mentions
from kmgraph.text.document import Document, Section, Sentence


def show(document: Document, mentions: Mentions, section: str | None = None, *, width: int = 76) -> Iterator[str]:
    """Lines of the whole report, or of the section that `section` names by its number or by words of its heading.

    `width` counts columns, two for a Chinese character. Raises GraphError where no heading has those words.
    """
    found = _by_sentence(document, mentions)
    for sentence in _sentences(document, section):
        yield from _sentence(sentence, found.get(sentence.index, []), width)


def columns(words: str) -> int:
    """Columns that words take in a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in words)


def _by_sentence(document: Document, mentions: Mentions) -> dict[int, list[Mention]]:
    rooms: dict[int, list[Mention]] = {}
    every: list[Mention] = [
        *mentions.tasks,
        *mentions.quantities,
        *mentions.projects,
        *mentions.industries,
        *mentions.districts,
        *mentions.organizations,
    ]
    for mention in sorted(every, key=lambda m: (m.span, type(m).__name__)):
        if sentence := document.sentence_at(mention.span.start):
            rooms.setdefault(sentence.index, []).append(mention)
    return rooms


def _sentences(document: Document, words: str | None) -> Iterator[Sentence]:
    if words is None:
        yield from document.sentences
        return
    chosen = _section(document, words)
    yield from (s for s in document.sentences if chosen.span.contains(s.span))


def _section(document: Document, words: str) -> Section:
    """The section whose number is `words`, else the first whose heading has them."""
    for section in document.sections:
        if section.number.strip("、.．") == words.strip("、.．"):
            return section
    for section in document.sections:
        if words in section.heading.of(document.text):
            return section
    headings = "; ".join(f"{s.number}{s.heading.of(document.text)}" for s in document.sections if s.depth <= 2)
    raise GraphError(f"no section “{words}”; there are: {headings or 'none'}")


def _sentence(sentence: Sentence, mentions: list[Mention], width: int) -> Iterator[str]:
    for start, end in _wrap(sentence, width):
        yield sentence.text[start - sentence.span.start : end - sentence.span.start]
        for mention in mentions:
            left, right = max(mention.span.start, start), min(mention.span.end, end)
            if left < right:
                yield _underline(sentence, start, left, right, "" if left > mention.span.start else _legend(mention))
    yield ""


def _underline(sentence: Sentence, line: int, left: int, right: int, legend: str) -> str:
    at = sentence.span.start
    before, under = sentence.text[line - at : left - at], sentence.text[left - at : right - at]
    return f"{' ' * columns(before)}{'‾' * columns(under)} {legend}".rstrip()


def _legend(mention: Mention) -> str:
    said = " ".join(f"{key}={value}" for key, value in mark_fields(mention).items() if value is not None)
    return f"{KINDS[type(mention)]} {said} ← {mention.rule}"


def _wrap(sentence: Sentence, width: int) -> Iterator[tuple[int, int]]:
    """Pieces of a sentence that fit into a line, as positions in the text."""
    start, used = sentence.span.start, 0
    for position, char in enumerate(sentence.text, sentence.span.start):
        wide = columns(char)
        if used + wide > width and position > start:
            yield start, position
            start, used = position, 0
        used += wide
    yield start, sentence.span.end
