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
    return any(name[i : i + length] in places for length in (2, 3, 4, 5) for i in range(len(name) - length + 1))


def own_characters(name: str, known: int | None = None) -> int:
    """How many characters of a name are its own: no pair with a neighbour that reports everywhere share.

    柴石滩水库 → 3 (柴石滩); 老旧小区改造 → 0. Only the first `known` characters are counted.
    """
    common = common_pairs()
    return sum(
        "\u4e00" <= char <= "\u9fff" and name[i : i + 2] not in common and name[max(0, i - 1) : i + 1] not in common
        for i, char in enumerate(name[:known])
    )
