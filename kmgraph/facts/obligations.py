"""Whether a target binds or is only expected, where the sentence says so: 约束性 and 预期性 of the plan's indicators."""

from __future__ import annotations

import re

from kmgraph.facts.fact import Obligation

_WORDS: dict[str, Obligation] = {"约束性": "binding", "预期性": "expected"}
# 单位能耗下降3%左右(约束性); 单位能耗(约束性指标)下降3%
_BEHIND = re.compile(r"[^,，、;；。(（]{0,6}[(（](约束性|预期性)(?:指标|目标)?[)）]")
_BESIDE_NAME = re.compile(r"[(（](约束性|预期性)(?:指标|目标)?[)）][^,，、;；。()（）]{0,16}$")
# 约束性指标:单位能耗下降3%,森林覆盖率达到52%; holds until the other kind is named
_LIST = re.compile(r"(约束性|预期性)(?:指标|目标)(?:方面|为|是|包括|有)?[:：]")
# sentences are searched as far back as a list of indicators reaches
_REACH = 400


def said_obligation(sentence: str, start: int, end: int) -> Obligation | None:
    """Return whether the figure at `start:end` of a sentence binds or is expected; None where the sentence does not say.

    >>> said_obligation("预期性指标:生产总值增长6%;约束性指标:能耗下降3%。", 25, 27)
    'binding'
    """
    if behind := _BEHIND.match(sentence, end):
        return _WORDS[behind[1]]
    before = sentence[max(0, start - _REACH) : start]
    if beside := _BESIDE_NAME.search(before[-40:]):
        return _WORDS[beside[1]]
    lists = _LIST.findall(before)
    return _WORDS[lists[-1]] if lists else None
