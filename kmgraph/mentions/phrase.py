"""The words before a figure, taken apart: 预计全年 | 粮食产量 | 稳定在."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kmgraph.mentions.quantity_words import (
    BOUNDING,
    FALL_NOUNS,
    FALLING,
    GROWING,
    GROWTH_NOUNS,
    OPENING,
    REACHING,
)

_TAIL = REACHING | BOUNDING | GROWING | FALLING | GROWTH_NOUNS | FALL_NOUNS
_LONGEST = max(map(len, _TAIL))
_NOUNS = GROWTH_NOUNS | FALL_NOUNS
_MOVES = GROWING | FALLING
_PLACE_AND_YEAR = re.compile(r"^[\u4e00-\u9fff]{2,6}[市县区省州](?=(?:19|20)\d\d ?年)")
_OPENING = re.compile("|".join(OPENING))
_TRIM = " \u3000、，,:：;；·-—"
_LINKS = re.compile(r"^(?:[ \u3000、，,:：;；·\-—与的]|并(?!网|购|轨|联)|和(?!田|谐|平|美)|及(?!时))+")
# what a growth is compared with: 比上年末增长, 是2015年的2.5倍
_COMPARED = re.compile(
    r"(?:同?比|较|是|为|相当于|相比)(?:(?:19|20)\d\d ?年?|去年|上年|上一年度?|前一?年|同期|[五十]年前|前[一二三四五六七八九十两]年|“?十[一二三四五六]?五”?|换届|年初|规定|原来|期初)"
    r"[^，,。；;、]{0,6}$"
)
_YEAR_OF = re.compile(
    r"(?:疫情前|历史同期|上年同期|去年同期|同期水平)的?$|连续(?:\d{1,2}|[一二三四五六七八九十]{1,2})年$|(?:19|20)\d\d ?年?[末底初]?的?$|(?<!\d)\d{1,2}年(?:来|间|内)?$|[一二三四五六七八九十]年(?:来|间|内)?$|年[底末]$"
)
_ORIGIN = re.compile(
    r"([由从])(?:原来|原定|原有|原先|原|现在|现行|目前|过去|年初|最初|疫情之初|之前|上年末?|去年底?|上一年度?|每?人?每[人月年]{1,2}|年?[人户]均)的?$"
)
# a tail word that is the end of a longer one: 存在, 现有, 城镇化 …
_PART_OF_WORD = re.compile(
    r"(?:[存所现潜正内实自]在|[现拥享所国公持占设含私]有|得到|[最更许过众]多|提前|超高|新高|最[高低]|早期|转为|[行作认成]为|正是|[但还]是|[不较]少|[贯透通经]过|外出|[以海楼向路网线陆规限]上|[再不]再|[主]要|[一二三四五六七八九十]是|[人户亩校班]均|(?<![政个有部省县])村均|[通直抵送发下表触]达|[签制节集预契条公履违续]约|[新净]增|[供响反适相]应|[收投]入|[惠普]及|(?:特别|尤其|主要)是|(?:改造|优化|巩固|规范|整治|品质|提档|提质|能力)提升)$"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """`core` names what is measured, `tail` are the words between it and the figure, the nearest first."""

    core: str
    tail: tuple[str, ...]


@lru_cache(maxsize=4096)
def parse_left(left: str) -> Phrase:
    """Take openings and tail off: 力争全年粮食产量稳定在 → core 粮食产量, tail (稳定在,)."""
    core, tail = _without_tail(_LINKS.sub("", left).rstrip(_TRIM))
    return Phrase(_LINKS.sub("", without_opening(core)).rstrip(_TRIM), tail)


def _without_tail(left: str) -> tuple[str, tuple[str, ...]]:
    tail: list[str] = []
    while left:
        moved = _last_word(left)
        if moved in _MOVES:  # 比上年增加|近千元
            tail.append(moved)
            left = left[: -len(moved)].rstrip(" \u3000、，,")
            continue
        compared = _COMPARED.search(left[-20:])
        if compared and (tail or left.endswith("的")):
            left = left[: len(left) - len(compared[0])].rstrip(_TRIM)
            continue
        year = _YEAR_OF.search(left[-10:])
        if year and (tail or left[: len(left) - len(year[0])].endswith(("到", "至", "由", "从"))):
            left = left[: len(left) - len(year[0])]
        if origin := _ORIGIN.search(left[-10:]):  # 规划面积由原定的|70平方公里增至…
            tail.append(origin[1])
            left = left[: len(left) - len(origin[0])]
        word = _last_word(left)
        if not word or (word in _NOUNS and any(t in REACHING and t not in ("由", "从") for t in tail)):
            break
        tail.append(word)
        left = left[: -len(word)].rstrip(" \u3000、，,")
    return left, tuple(tail)


def _last_word(left: str) -> str:
    for length in range(min(_LONGEST, len(left)), 0, -1):
        word = left[-length:]
        if word in _TAIL:
            if word == "增长率" and left.endswith("自然增长率"):
                return ""
            return "" if length <= 2 and _PART_OF_WORD.search(left[-4:]) else word
    return ""


def without_opening(words: str) -> str:
    """Take off what says when and how surely: 2022年力争全年新建 → 新建, 济南市2022年生产总值 → 生产总值."""
    words = _PLACE_AND_YEAR.sub("", words)
    start = 0
    while (opening := _OPENING.match(words, start)) and opening.end() > start:
        start = opening.end()
    return words[start:]
