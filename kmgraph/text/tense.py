"""Whether a text looks back or plans, by its words: for excerpts whose chapters' headings are not there."""

from __future__ import annotations

import re

from kmgraph.text.tense_words import DONE_IN_FIGURES, OPENS_TOLD, PLANNED, TO_BE_DONE, TOLD

_TOLD, _PLANNED = re.compile("|".join(TOLD)), re.compile("|".join(PLANNED))
_OPENS_TOLD = re.compile(OPENS_TOLD)
_IN_FIGURES = re.compile(DONE_IN_FIGURES)
_TO_BE_DONE = re.compile(rf"(?:^|(?<=[，,；;：:、)）.—]))(?:{TO_BE_DONE})")
_SENTENCES = re.compile(r"[^。！!\n]+")
# what a word of the one or the other weighs beside an opening verb or a figure, and how much a sentence at most
_WORD = 4
_SENTENCE = 6
_OPENS = 12
# how far a text leans at least, and which share of what its sentences lean
_LEAST = 8
# the same of a short text: of 73 of them none that looks back alone leans so far
_AHEAD = 2
_CLEAR = 0.4


def leaning(sentence: str, *, figures: bool = True) -> int:
    """How far a sentence leans: above 0 it tells what was done, below 0 what is to be done.

    累计建成道路20公里，荣获省级表彰 → 6; 力争建成道路20公里，大力发展旅游 → -4. Without `figures` 建成…20公里 says nothing.
    """
    told = _WORD * len(_TOLD.findall(sentence)) + (len(_IN_FIGURES.findall(sentence)) if figures else 0)
    planned = _WORD * len(_PLANNED.findall(sentence)) + len(_TO_BE_DONE.findall(sentence))
    return max(-_SENTENCE, min(_SENTENCE, told - planned)) + (_OPENS if _OPENS_TOLD.match(sentence) else 0)


def looks_back(text: str) -> bool:
    """Tell whether a text of some sentences tells, taken together, what was done rather than what is to be done."""
    return sum(map(leaning, _SENTENCES.findall(text))) > 0


def looks_ahead(text: str) -> bool:
    """Tell whether a short text clearly plans: 推进技改，打造…，培育企业500家，支持…, not 增长7%，新增500家."""
    return sum(map(leaning, _SENTENCES.findall(text))) <= -_AHEAD


def lean(text: str) -> bool | None:
    """The same by words alone, None where they leave it open: 2025年增长7%。2026年预期增长6%。"""
    leanings = [leaning(sentence, figures=False) for sentence in _SENTENCES.findall(text)]
    total = sum(leanings)
    clear = abs(total) >= max(_LEAST, _CLEAR * sum(map(abs, leanings)))
    return total > 0 if clear else None
