"""One writing of what may be written in several: 发展 for 发展 and 發展, gdp for GDP and ＧＤＰ, dianchi for diānchí.

Character by character, without a look at its neighbours: so a part of a text always folds to a part of the folded text,
and whatever is found can be marked in the text as it stands.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

from opencc import OpenCC


def fold(text: str) -> str:
    """Fold a text for looking up: `昆明市ＧＤＰ㎡ 發展` → `昆明市gdpm2 发展`."""
    return text.translate(_FOLDS)


def spans(text: str, wanted: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Return where ranges of `fold(text)` stand in the text itself, joined where they overlap, in their order.

    >>> spans("共3㎡", ((2, 3),))  # the m of 共3m2
    ((2, 3),)
    """
    places = [place for place, character in enumerate(text) for _ in fold(character)]
    found: list[tuple[int, int]] = []
    for start, end in sorted(wanted):
        first, last = places[start], places[end - 1] + 1
        while last < len(text) and not fold(text[last]):  # an accent belongs to its letter
            last += 1
        if found and first < found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return tuple(found)


def variants(characters: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield each Chinese character that folds to another, one of these: 發 → 发. For who has no OpenCC at hand."""
    for first, last in ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF)):
        for code in range(first, last + 1):
            folded = fold(chr(code))
            if folded != chr(code) and folded in characters:
                yield chr(code), folded


class _Folds(dict[int, str]):
    """What each character folds to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded(chr(code))
        return folded


def _folded(character: str) -> str:
    """Half-width, without accents, small, simplified; a blank for every kind of space, nothing for what is not seen."""
    if character.isspace():
        return " "
    plain = unicodedata.normalize("NFKD", character).casefold()
    seen = "".join(" " if c.isspace() else c for c in plain if unicodedata.category(c) not in _UNSEEN)
    return seen if seen.isascii() else _converter().convert(seen)


# accents; control and format characters; half of a surrogate pair, which no text has that UTF-8 can hold
_UNSEEN = ("Mn", "Cc", "Cf", "Cs")
_FOLDS = _Folds()


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")
