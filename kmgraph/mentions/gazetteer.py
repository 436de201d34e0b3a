"""The places of the vocabulary, found by any of their names, and how near each is to a report's own place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kmgraph.mentions.place_words import LONGER_WORDS
from kmgraph.mentions.vocabulary import Concept, Vocabulary
from kmgraph.text.span import Span

KINDS = ("省", "市", "区", "县", "州", "旗", "盟")


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Places by key and by name, and those that one character names as well (渝)."""

    by_key: dict[str, Concept]
    senses: dict[str, list[Concept]]
    of_one_character: tuple[Concept, ...]
    former: dict[str, tuple[Concept, ...]]
    _labels: tuple[str, ...]
    _automaton: AhoCorasick

    def names(self, text: str) -> Iterator[tuple[Span, list[Concept]]]:
        """Yield each name in the text with the places that bear it, longest names first where two begin together.

        A longer word that is no place (大理石, 长治久安) is taken too and yields nothing.
        """
        for index, start, end in self._automaton.find_matches_as_indexes(text):
            if places := self.senses.get(self._labels[index]):
                yield Span(start, end), places

    def words(self, text: str) -> Iterator[Span]:
        """Yield where a name or a longer word stands in which no character names a place: 北京, 天津市."""
        for _, start, end in self._automaton.find_matches_as_indexes(text):
            yield Span(start, end)

    def as_of(self, place: Concept, name: str, year: int | None) -> Concept | None:
        """Return what a place was when the plan for a year was made, None where it was no more.

        神木 is 神木县 in a report of 2015 and 神木市 in one of 2018; 三山区, in 弋江区 since 2020, is nothing in one of 2022. A
        report is given when its year has just begun, so the end of the year before decides.
        """
        if year is None:
            return place if place.until is None else None
        if place.until is not None:
            return place if place.until >= year - 1 else None
        then = (f for f in self.former.get(place.key, ()) if f.until is not None and f.until >= year - 1)
        return next((former for former in then if name in former.labels), place)

    def within(self, place: Concept, root: str) -> bool:
        """Tell whether a place lies in another one: 安宁市 within `district-530100`."""
        return root in self.chain(place)

    def chain(self, place: Concept) -> tuple[str, ...]:
        """Return the keys from the place itself up to its province."""
        keys = [place.key]
        while place.broader:
            place = self.by_key[place.broader[0]]
            keys.append(place.key)
        return tuple(keys)


@lru_cache(maxsize=2)
def gazetteer(vocabulary: Vocabulary) -> Gazetteer:
    """Build the look-up of all names of two and more characters."""
    by_key = {place.key: place for place in (*vocabulary.districts, *vocabulary.former)}
    senses: defaultdict[str, list[Concept]] = defaultdict(list)
    for place in vocabulary.districts:
        for label in place.labels:
            if len(label) > 1:
                senses[label].append(place)
    for place in vocabulary.former:
        if senses.keys().isdisjoint(place.labels):
            for label in place.labels:
                senses[label].append(place)
    former: defaultdict[str, list[Concept]] = defaultdict(list)
    for place in sorted(vocabulary.former, key=lambda place: place.until or 0):
        former[place.replaced_by or ""].append(place)
    labels = (*senses, *sorted(LONGER_WORDS - senses.keys()))
    short = tuple(place for place in vocabulary.districts if any(len(label) == 1 for label in place.labels))
    return Gazetteer(
        by_key,
        dict(senses),
        short,
        {key: tuple(places) for key, places in former.items()},
        labels,
        AhoCorasick(labels, matchkind=MatchKind.LeftmostLongest),
    )


def rank(place: Concept) -> int:
    """Tell the level of a place: 1 a province, 2 a prefecture, 3 a county, 4 a functional zone."""
    code = place.notation
    if code is None:
        return 4
    return 1 if code.endswith("0000") else 2 if code.endswith("00") else 3
