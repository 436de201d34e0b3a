"""Whether a figure grows, falls or stands, and on which side of it the goal lies."""

from __future__ import annotations

import re

from kmgraph.mentions.context import Context
from kmgraph.mentions.mention import Bound, Change
from kmgraph.mentions.phrase import Phrase
from kmgraph.mentions.quantity_words import (
    COUNTED,
    FALL_NOUNS,
    FALLING,
    FALLING_FIRST,
    GROWING,
    GROWING_FIRST,
    GROWTH_NOUNS,
)

_BEHIND: tuple[tuple[re.Pattern[str], Bound], ...] = (
    (re.compile(r"\s?[)）]?\s?[及含]?以上|\s?[余多]|\s?\+"), ">="),
    (re.compile(r"\s?[)）]?\s?(?:左右|上下)"), "~"),
    (re.compile(r"\s?[)）]?\s?(?:以[内下]|之内)"), "<="),
)
_BEFORE: dict[str, Bound] = {
    **dict.fromkeys(("约", "近", "将近", "大约", "大概", "接近", "逼近", "约占", "约为"), "~"),
    **dict.fromkeys(
        [
            "不低于",
            "不少于",
            "不小于",
            "至少",
            "最少",
            "超过",
            "超过了",
            "超",
            "突破",
            "突破了",
            "突破至",
            "逾",
            "破",
            "过",
            "跨越",
            "站上",
            "冲破",
            "打破",
            "均超过",
            "超越",
            "首超",
            "首破",
            "多于",
            "大于",
            "不下于",
            "站稳",
            "跃上",
            "上",
        ],
        ">=",
    ),
    **dict.fromkeys(("不超过", "不高于", "不大于", "不多于", "不超", "未超", "少于", "小于", "不足", "最多"), "<="),
}
_AT_LEAST = re.compile(r"(?:至少|最少)[\u4e00-\u9fff]{0,12}$")  # 至少举办推介会|2次
_DIRECT = ("百分点", "基点")
_GROWS_BEHIND = re.compile(
    r"(?:以[上内下]|左右)?(?:的)?(?:年均|年)?(?:预期|实际|高速|较快)?(?:增长|增速|增幅|提升|提高|上涨)"
)
_FALLS_BEHIND = re.compile(r"(?:以[上内下]|左右)?(?:的)?(?:预期)?(?:下降|降幅|负增长|降低)")


def bound_of(c: Context, phrase: Phrase) -> Bound:
    """以上, 不低于, 突破 → >=; 以内, 不超过 → <=; 左右, 约 → ~; nothing of the kind → =."""
    for pattern, bound in _BEHIND:
        if pattern.match(c.after):
            return bound
    if c.amount.surplus or _AT_LEAST.search(c.left):
        return ">="
    for word in phrase.tail:
        if word in _BEFORE:
            return _BEFORE[word]
        if word in ("高于", "低于") and not c.amount.unit.endswith(_DIRECT):
            return ">=" if word == "高于" else "<="
    return "="


def change_of(c: Context, phrase: Phrase, *, names_thing: bool) -> Change:
    """增长7.5% → increase, 下降7.8% → decrease, 达到90%, 新增2家 → level.

    `names_thing` tells that the thing which is counted stands behind the figure (提升3万农村人口供水保障水平 → level).
    """
    for word in phrase.tail:
        if word in ("高于", "低于") and not c.amount.unit.endswith(_DIRECT):
            continue
        if (
            names_thing
            and c.amount.kind in COUNTED
            and word in ("增加", "提升", "提高", "扩大", "拓展", "精简", "加快", "改善")
        ):
            continue
        if word in GROWING or word in GROWTH_NOUNS:
            return "increase"
        if word in FALLING or word in FALL_NOUNS:
            return "decrease"
    if not re.match(r"增[长加]?[至到]|提[高升][至到]|下?降低?[至到]", c.right):
        if _GROWS_BEHIND.match(c.right):
            return "increase"
        if _FALLS_BEHIND.match(c.right):
            return "decrease"
    if not names_thing and not any(word in ("达到", "至", "到", "达", "为") for word in phrase.tail):
        if phrase.core[:2] in FALLING_FIRST:
            return "decrease"
        if phrase.core[:2] in GROWING_FIRST and not (phrase.core[:2] == "增加" and c.amount.kind in COUNTED):
            return "increase"
    return "level"
