"""Units and measure words as they stand behind a number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kmgraph.mentions.vocabulary import Concept

_PER = ("/", "／")
_GROUP = "unit-group-"
_BRACKETS = {"(": ")", "（": "）"}
# what may stand behind a stroke beside the units themselves: 吨标准煤/万元, 立方米/日
_PER_WHAT = ("万元", "日", "天", "月", "年", "小时", "人", "户", "度", "百平方公里", "平方公里", "吨", "平方米", "公里")


@dataclass(frozen=True, slots=True)
class Units:
    """Every spelling of a unit with what it measures (`money`, `area`, `count` …), and the words that forbid one."""

    kinds: dict[str, str]
    forbidden: dict[str, tuple[str, ...]]
    longest: int

    def at(self, text: str, start: int) -> tuple[str, str]:
        """Return the unit that begins at a position and what it measures: 套(户) and count; "" and "" where none does."""
        simple = self._simple(text, start)
        if not simple:
            return "", ""
        end = start + len(simple)
        mark = text[end : end + 1]
        if mark in _PER and mark:
            other = self._simple(text, end + 1) or next((w for w in _PER_WHAT if text.startswith(w, end + 1)), "")
            return (simple + mark + other if other else simple), self.kinds[simple]
        if close := _BRACKETS.get(mark):
            first = self._simple(text, end + 1)
            stop = end + 1 + len(first)
            while first and text.startswith("、", stop) and (other := self._simple(text, stop + 1)):
                stop += 1 + len(other)  # 头(只、口)
            if first and text.startswith(close, stop):
                return text[start : stop + 1], self.kinds[simple]
        return simple, self.kinds[simple]

    def _simple(self, text: str, start: int) -> str:
        for length in range(self.longest, 0, -1):
            spelling = text[start : start + length]
            if len(spelling) == length and spelling in self.kinds:
                longer = self.forbidden.get(spelling, ())
                if not any(text.startswith(word, start) for word in longer):
                    return spelling
        return ""


@lru_cache(maxsize=4)
def units_of(concepts: tuple[Concept, ...]) -> Units:
    """Index the units of a vocabulary by their spellings; a unit measures what the group above it does.

    Multiples (亿元, under 元) stand in the vocabulary for the graph: here 万 and 亿 are read apart from the unit.
    """
    kinds = {
        label: group.removeprefix(_GROUP)
        for concept in concepts
        for group in concept.broader[:1]
        if group.startswith(_GROUP)
        for label in concept.labels
    }
    forbidden = {
        label: tuple(word for word in concept.not_labels if word.startswith(label))
        for concept in concepts
        for label in concept.labels
        if concept.not_labels
    }
    return Units(kinds, forbidden, max(map(len, kinds), default=0))
