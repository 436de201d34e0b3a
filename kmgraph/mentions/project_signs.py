"""Signs in a list and in a name that something is built: what is done to it, what it is called."""

from __future__ import annotations

import re

from kmgraph.mentions import project_words as words
from kmgraph.mentions.project_lists import Listing
from kmgraph.mentions.project_shapes import PHYSICAL, PROGRAMME, Shape, is_institution

AWARDS = frozenset(words.listed("获评 入选 荣获 被评为 跻身 创建 争创 位居 成为 打响"))


def is_awarded(shape: Shape, found: Listing) -> bool:
    """…获评“云南省特色小镇”: a title is given to what has long stood; a park may be the new sight of a city."""
    after = [word.text for word in found.after]
    return any(word in AWARDS for word in after) and not ("成为" in after and shape.kind in words.SIGHTS)


def is_only_famed(found: Listing) -> bool:
    """…成为热门文旅地标: a title is all that is said."""
    phased = [word.text for word in (*found.before, *found.after) if word.phase]
    return bool(phased) and all(text in ("成为", "入选") for text in phased)


# G219潭溪至鹭泽公路
_ROAD_NUMBER = re.compile(r"[GS]\d{1,4}[\u4e00-\u9fff]{3}")


def is_line(shape: Shape) -> bool:
    """Tell whether the name is one of a line of transport: 渝昆高铁, 地铁5号线, no 城际铁路."""
    if shape.kind == "号线":
        return True
    if _ROAD_NUMBER.match(shape.body) and shape.kind == "公路" and not shape.project:
        return True
    if shape.kind not in words.LINES or shape.project:
        return False
    rest = shape.modifier
    return len(rest) > 1 and not _MODIFIERS.fullmatch(rest) and not re.search(r"[省市县]通$|等", rest)


_MODIFIERS = re.compile(
    "(?:" + "|".join(sorted(words.LINE_MODIFIERS, key=len, reverse=True)) + r"|[\d.]+|公里|条|座|个|的)*+"
)


def is_built(found: Listing) -> bool:
    """Something is done to the things of the list, or has been: 建设, 打造, 投产."""
    said = found.before if found.acts else (*found.before, *found.after)
    return bool(found.phase) or any(word.text in ("打造", "建设", "创建", "规划打造", "布局") for word in said)


def is_said_built(found: Listing, besides: frozenset[str] = frozenset()) -> bool:
    """…投产, …通车: said of nothing but a thing that is built."""
    if found.acts:
        return False
    return any(word.text in words.SAID_OF_BUILT and word.text not in besides for word in found.after)


# care that is taken, of projects as of much else
_CARE = frozenset(
    words.listed(
        "推动 抓好 搞好 抓 抓实 抓紧 开展 紧盯 盯紧 盯住 重点抓好 突出抓好 做精 成为 入选 获评 用好 办好 擦亮 抢抓 发挥"
    )
)


def is_worked_on(found: Listing) -> bool:
    """推进…建设, 建成…, …投用: building itself is spoken of, not only care (抓好…)."""
    return any(word.phase and word.text not in _CARE for word in (*found.before, *found.after))


def is_founded(found: Listing) -> bool:
    """规划建设文化馆、图书馆: they are to be put up, not only run better."""
    return found.phase in ("前期", "开工", "建成") or any(word.text in _FOUNDED for word in found.before[-1:])


_FOUNDED = frozenset(words.listed("建设 加快建设 新建 扩建 改扩建 迁建 续建 修建 规划建设"))
_QUOTED = re.compile(r"“[^”]+”")


# 推进县城雨污分流工程: a county has one such place
_DEFINITE = re.compile(r"(?:工业)?园区|县城|城区|主城区|老城区|新城区|开发区|高新区")


def is_called_project(shape: Shape, found: Listing, own: int, built: bool) -> bool:
    """阳宗海环湖湿地恢复建设项目, but no programme (人才安居工程)."""
    if (shape.work or shape.kind in ("分院", "院区", "校区", "新院")) and is_institution(shape.modifier):
        return built
    if shape.project == "项目":
        known = bool(shape.kind or shape.work) and (bool(own and shape.kind) or len(shape.body) >= 7)
        single = shape.kind in words.SINGLE and len(shape.kind) > 3
        return own >= 2 or ((known or single) and is_worked_on(found))
    if PROGRAMME.search(shape.body) or (_QUOTED.fullmatch(shape.body) and not PHYSICAL.search(shape.body)):
        return False
    if own >= 3 or (own == 2 and (shape.kind or shape.work or PHYSICAL.search(shape.body))):
        return True
    if _DEFINITE.match(shape.body) and (shape.kind or shape.work) and is_worked_on(found):
        return True
    return built and len(shape.body) >= 8 and (bool(shape.work) or any(word.text == "建设" for word in found.after))
