"""A sentence with the mentions in its clauses: what the link rules look at."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from kmgraph.mentions.mention import (
    DistrictName,
    IndustryName,
    Mention,
    Mentions,
    OrganizationName,
    ProjectName,
    Quantity,
)
from kmgraph.text.document import Document, Sentence
from kmgraph.text.span import Span

M = TypeVar("M", bound=Mention)

# a new item of a running list: 二是…, （三）…; what stands before it is another matter
_ITEM = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十]{1,2}[,，、]|[（(][一二三四五六七八九十\d]{1,2}[)）])"
)
# 推进…项目建设确保…: an outcome that no comma parts from the work before it
# what is longer is no sentence but a table or a broken text: it is read in stretches, so that time grows with its length
_LONGEST = 3000
_INNER_OUTCOME = re.compile(r"(?<=[^\s,，;；、并也再])(?:确保|力争)")


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a sentence between commas with the mentions that begin in it, each kind in the text's order.

    `after_semicolon` tells that a semicolon parts it from the clause before.
    """

    span: Span
    text: str
    after_semicolon: bool
    projects: tuple[ProjectName, ...]
    quantities: tuple[Quantity, ...]
    industries: tuple[IndustryName, ...]
    districts: tuple[DistrictName, ...]
    organizations: tuple[OrganizationName, ...]

    @property
    def targets(self) -> tuple[Quantity, ...]:
        """The figures that are still to be reached."""
        return tuple([q for q in self.quantities if q.status == "target"]) if self.quantities else ()

    def before(self, mention: Mention) -> str:
        """Return the clause's words before a mention."""
        return self.text[: mention.span.start - self.span.start]

    def after(self, mention: Mention) -> str:
        """Return the clause's words behind a mention."""
        return self.text[mention.span.end - self.span.start :]


@dataclass(frozen=True, slots=True)
class Scene:
    """One matter of a sentence: all of its clauses, or those of one item where it counts items (一是…；二是…)."""

    sentence: Sentence
    clauses: tuple[Clause, ...]

    @property
    def projects(self) -> tuple[ProjectName, ...]:
        """All projects that are named in it."""
        return tuple(project for clause in self.clauses for project in clause.projects)

    @property
    def industries(self) -> tuple[IndustryName, ...]:
        """All branches that are named in it."""
        return tuple(industry for clause in self.clauses for industry in clause.industries)

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """All its figures."""
        return tuple(quantity for clause in self.clauses for quantity in clause.quantities)

    @property
    def names_projects(self) -> bool:
        """Whether any project is named in it."""
        return any(clause.projects for clause in self.clauses)

    def text_between(self, start: int, end: int) -> str:
        """Return the sentence's words between two positions of the document."""
        base = self.sentence.span.start
        return self.sentence.text[max(0, start - base) : max(0, end - base)]


def scenes(document: Document, mentions: Mentions) -> Iterator[Scene]:
    """Yield the matters of every sentence that holds a mention, in the text's order."""
    kinds = _Index(mentions)
    for sentence in document.sentences:
        if not kinds.any_in(sentence.span):
            continue
        for clauses in _items(sentence, _pieces(sentence)):
            found = tuple(kinds.clause(span, after_semicolon, sentence) for span, after_semicolon in clauses)
            if found:
                yield Scene(sentence, found)


def _pieces(sentence: Sentence) -> list[tuple[Span, bool]]:
    """The sentence's clauses and whether a semicolon stands before; one with an outcome inside is two."""
    pieces: list[tuple[Span, bool]] = []
    base = sentence.span.start
    for clause in sentence.clauses:
        cut = clause.start - base
        words = sentence.text[cut : clause.end - base]
        after_semicolon = sentence.text[max(0, cut - 1) : cut] in (";", "；")
        inner = [m.start() for m in _INNER_OUTCOME.finditer(words)]
        if not inner:
            pieces.append((clause, after_semicolon))
            continue
        cuts = [0, *inner, len(words)]
        for i, (start, end) in enumerate(pairwise(cuts)):
            pieces.append((Span(clause.start + start, clause.start + end), after_semicolon and i == 0))
    return pieces


def _items(sentence: Sentence, pieces: list[tuple[Span, bool]]) -> list[list[tuple[Span, bool]]]:
    """The clauses item by item (一是…；二是…), an item of one matter in most sentences."""
    items: list[list[tuple[Span, bool]]] = [[]]
    for piece in pieces:
        span = piece[0]
        if len(span) > _LONGEST:
            continue
        opens = _ITEM.match(sentence.text, span.start - sentence.span.start)
        if items[-1] and (opens or span.end - items[-1][0][0].start > _LONGEST):
            items.append([])
        items[-1].append(piece)
    return items


class _Index:
    """The mentions of a document by their starts."""

    def __init__(self, mentions: Mentions) -> None:
        self.mentions = mentions
        lists: tuple[Sequence[Mention], ...] = (
            mentions.projects,
            mentions.quantities,
            mentions.industries,
            mentions.districts,
            mentions.organizations,
        )
        self.starts = {id(kind): [m.span.start for m in kind] for kind in lists}
        self.all = sorted(start for starts in self.starts.values() for start in starts)

    def clause(self, span: Span, after_semicolon: bool, sentence: Sentence) -> Clause:
        base = sentence.span.start
        return Clause(
            span,
            sentence.text[span.start - base : span.end - base],
            after_semicolon,
            self._within(self.mentions.projects, span),
            self._within(self.mentions.quantities, span),
            self._within(self.mentions.industries, span),
            self._within(self.mentions.districts, span),
            self._within(self.mentions.organizations, span),
        )

    def any_in(self, span: Span) -> bool:
        return bisect_left(self.all, span.start) < bisect_left(self.all, span.end)

    def _within(self, kind: Sequence[M], span: Span) -> tuple[M, ...]:
        if not kind:
            return ()
        starts = self.starts[id(kind)]
        return tuple(kind[bisect_left(starts, span.start) : bisect_left(starts, span.end)])
