"""Figures that lie beside another: above or below a plan, above or below the rest of the country, a share of the plan."""

from __future__ import annotations

import re

from kmgraph.mentions.measured import Measured, Reading
from kmgraph.mentions.mention import Change
from kmgraph.mentions.phrase import parse_left, without_opening

_FROM_PLAN = re.compile(
    r"(?P<side>超过?|超出|高于|高出|多于|好于|快于|低于|少于|慢于|比|较|完成)(?:了|省|市|县|区|年初|年度|全年|控价|原|既定|原定)*"
    r"(?:计划|预期|控价|控制|调控|考核|任务|预定|预算)?(?:增长)?(?:目标|计划|任务|预期|预算)(?:值|数|任务|要求)?的?(?P<way>高出?|低|多|少|快|慢|超)?(?(way)(?:[增完成降了收投]{1,2})?)近?$"
)
_FROM_OTHERS = re.compile(
    r"(?P<side>高于|高出|优于|好于|低于|快于|慢于|(?<!占)比|较|超过|超)"
    r"(?P<whom>(?:全[国省市县区]|国家(?:考核|下达|规定)*(?=目标|要求)|同期|周边|[^，,、；;\d年]{1,4}(?:省|市|县|区|平均|水平)|[^，,、；;\d年]{2,12}(?=增速|增幅|涨幅))(?:平均)?(?:水平|增速|平均|增幅|涨幅|目标|要求)?)"
    r"(?P<way>高出?|低|多|少|快|慢)?$"
)
_FROM_AVERAGE = re.compile(r"(?:高于|低于|比|较)(?:全[国省市县区]|同期)平均(?:水平)?(?:高出?|低|多|少)?")
_OF_THE_PLAN = re.compile(
    r"仅?(?:超额)?(?P<side>完成|占|为|是)了?"
    r"(?P<plan>(?:全年|年度|年初|年|总|省|市|县|下达)*(?:投资)?(?:计划|任务|目标|预算)(?:任务|目标|数|投资)?)的?(?:比重)?"
)
_BELOW = re.compile(r"低|少|慢")


def deviation_from_plan(r: Reading) -> Measured | None:
    """超计划目标0.3个百分点 → …较计划目标; 经济增速低于预期目标4.3个百分点 → 经济增速较计划目标."""
    left = r.c.left.strip(" ，,、")
    match = _FROM_PLAN.search(left)
    if not match or (match["side"] in ("比", "较", "完成") and not match["way"]):
        return None
    own = without_opening(left[: match.start()]).strip("、 ")
    own = latter(r, own) or own
    change: Change = "decrease" if _BELOW.search(match["way"] or match["side"]) else "increase"
    name, base = (own, own) if own else (r.memory.whole, r.memory.last.base)
    return Measured(f"{name}较计划目标", base, "", "deviation_from_plan", change=change)


def held_against(words: str) -> tuple[str, Change] | None:
    """What several figures are held against together, and on which side: 分别|低于年度计划|5个、3个百分点 → 较计划目标, decrease."""
    words = words.strip(" ，,、")
    if plan := _FROM_PLAN.fullmatch(words):
        beside = "较计划目标"
    elif plan := _FROM_OTHERS.fullmatch(words):
        beside = f"较{plan['whom']}"
    if not plan or (plan["side"] in ("比", "较", "完成") and not plan["way"]):
        return None
    return beside, "decrease" if _BELOW.search(plan["way"] or plan["side"]) else "increase"


def latter(r: Reading, core: str) -> str:
    """Which of the two that were named last 前者 or 后者 is; "" for other words."""
    both = r.memory.shared or r.memory.recent[-2:]
    return both[core == "后者"] if core in ("前者", "后者") and len(both) == 2 else ""


def distance_from_others(r: Reading) -> Measured | None:
    """高于全国1.7个百分点 → …较全国; 高于全省平均水平313美元 → …较全省平均水平."""
    left = r.c.left.strip(" ，,、")
    match = _FROM_OTHERS.search(left[-20:])
    if not r.c.amount.unit.endswith(("百分点", "基点")) and not _FROM_AVERAGE.fullmatch(left):
        return None
    if not match or (match["side"] in ("比", "较") and not match["way"]):
        return None
    name = parse_left(left[: len(left) - len(match[0])]).core or r.memory.last.base
    change: Change = "decrease" if _BELOW.search(match["way"] or match["side"]) else "increase"
    return Measured(f"{name}较{match['whom']}", name, "", "distance_from_others", change=change)


def share_of_the_plan(r: Reading) -> Measured | None:
    """完成年度计划的141.7% → …完成年度计划, 为年计划的65.1% → …占年计划."""
    last = r.memory.last
    share = _OF_THE_PLAN.fullmatch(r.c.left.strip(" ，、,")) if last.indicator else None
    if not share or r.c.amount.kind != "share":
        return None
    name = last.base if last.rule in _BESIDE else last.indicator
    done = "完成" if share["side"] == "完成" else "占"
    return Measured(f"{name}{done}{share['plan']}", last.base, last.verb, "share_of_the_plan")


def plan_of_the_former(r: Reading) -> Measured | None:
    """What a share is of: 生产总值635亿元，完成年计划|710亿元|的89.4% → 生产总值, that was planned."""
    last = r.memory.last
    named = last.indicator and _OF_THE_PLAN.fullmatch(r.c.left.strip(" ，、,"))
    shared = r.c.right == "的" and r.following is not None and r.following.amount.kind == "share"
    if not named or not shared or r.c.amount.kind == "share":
        return None
    return Measured(r.memory.whole, last.base, last.verb, "plan_of_the_former")


def share_of_that_plan(r: Reading) -> Measured | None:
    """完成年计划710亿元的|89.4% → 生产总值完成年计划."""
    last = r.memory.last
    if last.rule != "plan_of_the_former" or r.c.left.strip() != "的" or r.c.amount.kind != "share":
        return None
    done = "完成" if _DONE.search(r.c.before) else "占"
    return Measured(f"{last.base}{done}计划", last.base, last.verb, "share_of_the_plan")


_DONE = re.compile(r"完成了?[^，,。；;、]{1,12}\d[\d.,]*[^，,。；;、\d]{1,4}的$")
_BESIDE = ("deviation_from_plan", "distance_from_others", "share_of_the_plan")
