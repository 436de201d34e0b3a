"""Chinese characters by their sound: `dc` and `dianchi` for 滇池. Any reading of a character counts: 重庆 is zq and cq."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from kmgraph.search.fold import fold

MOST_LETTERS = 32
_MOST_SPLITS = 8  # xianxian is 西安西安, 先先 and two more
_SPELLED = re.compile(rf"(?=[0-9]*[a-z])[a-z0-9]{{2,{MOST_LETTERS}}}")
_LONGEST = 6  # zhuang


def readings(characters: Iterable[str]) -> dict[str, str]:
    """Return the characters of each syllable without its tone: `dian` → 电店滇…. ü is written u or v, as people type it."""
    from pypinyin.pinyin_dict import pinyin_dict  # its table alone takes a tenth of a second

    found: dict[str, list[str]] = {}
    for character in sorted(set(characters)):
        for syllable in sorted(_syllables(pinyin_dict.get(ord(character), ""))):
            found.setdefault(syllable, []).append(character)
    return {syllable: "".join(same) for syllable, same in sorted(found.items())}


def _syllables(said: str) -> set[str]:
    """`lǜ,shuài` → lu, lv, shuai."""
    plain = {fold(reading) for reading in said.split(",") if reading}
    typed = {fold(re.sub("[üǖǘǚǜ]", "v", reading)) for reading in said.split(",") if reading}
    return {syllable for syllable in plain | typed if syllable.isascii() and syllable.isalpha()}


def patterns(word: str, syllables: Mapping[str, str]) -> tuple[re.Pattern[str], ...]:
    """Return what finds a word in folded names by its sound: by initials, and by each way to split it into syllables.

    A letter or digit of the name stands for itself among initials: `5gjz` is 5G基站.
    """
    if not _SPELLED.fullmatch(word):
        return ()
    initials = [_with_initial(letter, syllables) for letter in word]
    ways = [initials, *([syllables[s] for s in way] for way in _splits(word, syllables))]
    return tuple(re.compile("".join(f"[{re.escape(same)}]" for same in way)) for way in ways)


def _with_initial(letter: str, syllables: Mapping[str, str]) -> str:
    return letter + "".join(characters for syllable, characters in syllables.items() if syllable[0] == letter)


def _splits(word: str, syllables: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Split a word into syllables, from its end backwards: `xian` → xian; xi, an. The first ways only, long syllables first."""
    ways: list[list[tuple[str, ...]]] = [[] for _ in word] + [[()]]
    for start in reversed(range(len(word))):
        for end in range(min(len(word), start + _LONGEST), start, -1):
            if word[start:end] in syllables:
                ways[start] += [(word[start:end], *rest) for rest in ways[end]]
        del ways[start][_MOST_SPLITS:]
    return iter(ways[0])
