"""Finding what a reader types: which nodes, in which order, why, and which characters of them are meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from heapq import merge
from itertools import chain

from kmgraph.search.fold import fold, spans
from kmgraph.search.index import BETWEEN, Index
from kmgraph.search.making import SOUNDING
from kmgraph.search.pinyin import patterns

MOST_CHARACTERS, MOST_WORDS = 200, 8


class Why(Enum):
    """Why a node was found, nearest first."""

    EQUAL = "its name is just the words"
    BEGINS = "its name begins with them"
    CONTAINS = "its name holds them"
    NAMED = "another name of it is just the words"
    SPELLING = "another name holds them, or its name holds another name of what they mean"
    SOUNDS_BEGIN = "the sound of its name begins with them"
    SOUNDS = "its name sounds like them"
    SENTENCE = "its sentence holds them"


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word, what else the vocabularies call the same, and what finds it by its sound."""

    text: str
    synonyms: tuple[str, ...]
    sounds: tuple[re.Pattern[str], ...]

    @property
    def forms(self) -> tuple[str, ...]:
        """The word and its synonyms."""
        return self.text, *self.synonyms


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: every one of its words. `cut` where more was typed than is looked at."""

    words: tuple[Word, ...]
    cut: bool

    @property
    def whole(self) -> str:
        """The words as they were typed one after the other."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Hit:
    """A node that was found; `spelling` is the other name by which it was, where that is the reason."""

    iri: str
    kind: str
    why: Why
    spelling: str = ""


def read(index: Index, typed: str) -> Query:
    """Read what a reader has typed: words apart by blanks, so many of them and so long."""
    all_words = tuple(dict.fromkeys(fold(typed[:MOST_CHARACTERS]).split()))
    words = (
        Word(text, tuple(index.synonyms.get(text, ())), patterns(text, index.readings))
        for text in all_words[:MOST_WORDS]
    )
    return Query(tuple(words), len(typed) > MOST_CHARACTERS or len(all_words) > MOST_WORDS)


def find(index: Index, query: Query, limit: int) -> tuple[Hit, ...]:
    """Return the first hits: by the reason, then by class and number of relations. No words find nothing."""
    found: dict[int, Why] = {}
    if query.words:
        for why, numbers in _passes(index, query):
            for number in numbers:
                found.setdefault(number, why)
                if len(found) == limit:
                    return tuple(_hit(index, query, *each) for each in found.items())
    return tuple(_hit(index, query, *each) for each in found.items())


def marks(query: Query, text: str) -> tuple[tuple[int, int], ...]:
    """Return which characters of a text the words mean, by a synonym or by their sound where they don't stand there."""
    folded = fold(text)
    return spans(text, tuple(span for word in query.words for span in _places(word, folded)))


def _places(word: Word, text: str) -> list[tuple[int, int]]:
    for ways in ((re.escape(word.text),), tuple(map(re.escape, word.synonyms)), word.sounds):
        if places := [found.span() for way in ways for found in re.finditer(way, text)]:
            return places
    return []


# --- passes over the index, each in the order in which hits are listed --------------------------------------------

_Passes = Iterator[tuple[Why, Iterator[int]]]


def _passes(index: Index, query: Query) -> _Passes:
    whole, words = query.whole, query.words
    labels, spelled = index.labels, index.spelled
    yield Why.EQUAL, labels.holding(f"\n{whole}\n")
    yield Why.BEGINS, labels.holding(f"\n{whole}")
    rare = _rarest(words, lambda word: labels.text.count(word.text))
    yield Why.CONTAINS, _all(labels.holding(rare.text), words, lambda word, i: word.text in labels[i])
    yield Why.NAMED, spelled.holding(f"{BETWEEN}{whole}{BETWEEN}")
    rare = _rarest(words, lambda word: sum(labels.text.count(f) for f in word.forms) + spelled.text.count(word.text))
    yield Why.SPELLING, _all(_by_name(index, rare), words, lambda word, i: _is_named(index, word, i))
    for why, start in ((Why.SOUNDS_BEGIN, "\n"), (Why.SOUNDS, "")):
        if sounding := [
            word for word in words if word.sounds
        ]:  # what sounds alike is rare: the first is as good as any
            candidates = merge(*_by_sound(index, sounding[0], start))
            yield why, _all(candidates, words, lambda word, i: _is_named(index, word, i) or _sounds(index, word, i))
    rare = _rarest(words, lambda word: sum(index.texts.text.count(form) for form in word.forms))
    in_text = merge(*(index.texts.holding(form) for form in rare.forms))
    yield Why.SENTENCE, _all(in_text, words, lambda word, i: _is_said(index, word, i))


def _rarest(words: tuple[Word, ...], count: Callable[[Word], int]) -> Word:
    return words[0] if len(words) == 1 else min(words, key=count)


def _all(numbers: Iterator[int], words: tuple[Word, ...], holds: Callable[[Word, int], bool]) -> Iterator[int]:
    return (number for number in numbers if all(holds(word, number) for word in words))


def _by_name(index: Index, word: Word) -> Iterator[int]:
    return merge(index.spelled.holding(word.text), *(index.labels.holding(form) for form in word.forms))


def _by_sound(index: Index, word: Word, start: str) -> Iterator[Iterator[int]]:
    """Names alone, no sentence nor what is called by one: two letters are the sound of some words in nearly every one."""
    return (_lines(index, re.compile(start + sound.pattern)) for sound in word.sounds)


def _lines(index: Index, sound: re.Pattern[str]) -> Iterator[int]:
    return chain.from_iterable(
        index.labels.matching(sound, index.ranges[kind]) for kind in SOUNDING if kind in index.ranges
    )


def _is_named(index: Index, word: Word, number: int) -> bool:
    label = index.labels[number]
    return any(form in label for form in word.forms) or word.text in index.spelled[number]


def _sounds(index: Index, word: Word, number: int) -> bool:
    label = index.labels[number]
    return any(pattern.search(label) for pattern in word.sounds)


def _is_said(index: Index, word: Word, number: int) -> bool:
    text = index.texts[number]
    return any(form in text for form in word.forms) or _is_named(index, word, number)


def _hit(index: Index, query: Query, number: int, why: Why) -> Hit:
    spelling = _spelling(index, query, number) if why in (Why.NAMED, Why.SPELLING) else ""
    return Hit(index.iris[number], index.kind(number), why, spelling)


def _spelling(index: Index, query: Query, number: int) -> str:
    """The shortest of a node's other names that holds a word which its label does not hold."""
    label = index.labels[number]
    missing = [word for word in query.words if word.text not in label]
    names = [name for name in index.spellings.get(number, ()) if any(word.text in fold(name) for word in missing)]
    return min(names, key=lambda name: (len(name), name), default="")
