"""Which concept a report's own place is."""

from __future__ import annotations

from functools import lru_cache

from kmgraph.mentions.vocabulary import Concept, Vocabulary


@lru_cache(maxsize=256)
def place_of(name: str | None, vocabulary: Vocabulary) -> Concept | None:
    """Return the district that a title names: 昆明市, 保定市顺平县, 云南省昆明市 by its last unit and those before it.

    None where the vocabulary knows no such place, or several that nothing in the name tells apart.
    """
    if not name:
        return None
    candidates = [c for c in vocabulary.districts if name.endswith(c.labels) and _reach(c, name) > 0]
    longest = max((_reach(c, name) for c in candidates), default=0)
    candidates = [c for c in candidates if _reach(c, name) == longest]
    if len(candidates) > 1:
        by_key = {c.key: c for c in vocabulary.districts}
        before = name[: len(name) - longest]
        named = [c for c in candidates if any(label in before for up in _above(c, by_key) for label in up.labels)]
        if before and named:
            candidates = named
    if len(candidates) > 1:
        candidates = [c for c in candidates if c.label == name] or candidates
    return candidates[0] if len(candidates) == 1 else None


def _reach(concept: Concept, name: str) -> int:
    """How much of the name's end the concept's spellings cover; one character is too little: 川 in a 某川."""
    return max((len(label) for label in concept.labels if len(label) > 1 and name.endswith(label)), default=0)


def _above(concept: Concept, by_key: dict[str, Concept]) -> list[Concept]:
    """The units that hold a district, from the innermost out."""
    above: list[Concept] = []
    open_ = list(concept.broader)
    while open_ and len(above) < 8:
        if up := by_key.get(open_.pop(0)):
            above.append(up)
            open_ += up.broader
    return above
