"""Where the words of a search stand: the piece of a sentence around them, and the hits in it."""

from __future__ import annotations

from collections.abc import Iterator

AROUND = 36


def pieces(text: str, words: str) -> Iterator[tuple[str, bool]]:
    """Cut a text into what was searched and what was not: `滇池治理`, `滇池` → (滇池, hit), (治理, no hit)."""
    wanted = [word.lower() for word in words.split() if word]
    lower = text.lower()
    if len(lower) != len(text):  # İ becomes two characters: positions would not fit
        lower = text
    at = 0
    while at < len(text):
        found = [(lower.index(word, at), -len(word)) for word in wanted if word in lower[at:]]
        if not found:
            yield text[at:], False
            return
        start, length = min(found)
        if start > at:
            yield text[at:start], False
        yield text[start : start - length], True
        at = start - length


def excerpt(text: str, words: str) -> str:
    """Cut a long sentence to what stands around the first hit, with … where something is left out."""
    lower = text.lower()
    hits = [lower.find(word.lower()) for word in words.split()]
    first = min((hit for hit in hits if hit >= 0), default=0)
    start, end = max(0, first - AROUND), first + 2 * AROUND
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
