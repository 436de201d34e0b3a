"""What makes a name: characters of its own, and places."""

from __future__ import annotations

from functools import cache

from kmgraph.mentions.project_words import PROVINCES, common_pairs
from kmgraph.mentions.vocabulary import Vocabulary


@cache
def places_of(vocabulary: Vocabulary, own: str) -> frozenset[str]:
    """The spellings of districts that are no common words as well; `own` is the report's own place."""
    common = common_pairs()
    labels = (label for concept in vocabulary.districts for label in concept.labels)
    return PROVINCES | {own, own[:-1]} | {label for label in labels if len(label) > 2 or label not in common}


def placed(name: str, places: frozenset[str]) -> bool:
    """Tell whether a place is named within a name: 云南 in 华为云南总部."""
    if not places:
        return False
    openings = _openings(places)
    starts = [i for i in range(len(name) - 1) if name[i : i + 2] in openings]
    return any(name[i : i + length] in places for i in starts for length in (2, 3, 4, 5))


@cache
def _openings(places: frozenset[str]) -> frozenset[str]:
    """The first two characters of each place: few names hold any of them."""
    return frozenset(place[:2] for place in places)


def own_characters(name: str, known: int | None = None) -> int:
    """How many characters of a name are its own: no pair with a neighbour that reports everywhere share.

    柴石滩水库 → 3 (柴石滩); 老旧小区改造 → 0. Only the first `known` characters are counted.
    """
    common = common_pairs()
    own, shared = 0, False  # whether the pair with the character before is one that everybody writes
    for i, char in enumerate(name[:known]):
        before, shared = shared, name[i : i + 2] in common
        own += not before and not shared and "\u4e00" <= char <= "\u9fff"
    return own
