"""Divisions and zones that the vocabulary lists: which names in a text name them, and which place each means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kmgraph.mentions.gazetteer import KINDS, Gazetteer, rank
from kmgraph.mentions.home import Home, Nearness
from kmgraph.mentions.mention import DistrictName
from kmgraph.mentions.place_words import (
    ABROAD,
    ACCIDENTAL,
    DOUBTFUL_FULL,
    FIRM,
    KNOWN_AFAR,
    LANDSCAPE,
    MOUNTAINS,
    NAMED_AFTER_NATURE,
    NOT_THE_PLACE,
    ORDINARY,
    RIVERS,
    SIGHTS,
    STREET,
    WATERSIDE,
    ZONES_AT_HOME,
    ZONES_OF_MANY,
)
from kmgraph.mentions.vocabulary import Concept
from kmgraph.text.span import Span


def mention_of(text: str, span: Span, place: Concept, rule: str) -> DistrictName:
    """Mark a place of the vocabulary where the text names it."""
    return DistrictName(
        span=span, text=span.of(text), rule=rule, code=place.notation, concept=place.key, name=place.label
    )


@dataclass(slots=True)
class Hit:
    """A name in the text and the place that it most likely means. `sure` where it stands for itself."""

    span: Span
    place: Concept
    nearness: Nearness
    sure: bool
    likely: bool


_STREET = re.compile(STREET)
_ABROAD = re.compile(rf"(?:{ABROAD})的?$")
_FIRM = re.compile(FIRM)
_ELSE = re.compile(NOT_THE_PLACE)
_JOINT = re.compile(r"[、+＋和与及至经到—－-]|以及|”、“|——|、“|等?地?、")
_BESIDE_MAX = 3


def named_places(text: str, home: Home, places: Gazetteer) -> Iterator[Hit]:
    """Read the listed names of a text: those that are sure, and doubtful ones that stand beside a sure one.

    东川、禄劝、寻甸: a doubtful name in a row of places is one too. 甲地经禄劝至寻甸高速公路 likewise.
    """
    hits: list[Hit] = []
    found = list(_names(text, home, places))
    named = frozenset(place.key for _, senses in found for place in senses)
    for span, senses in found:
        before = hits[-1] if hits and hits[-1].span.end == span.start else None
        place = _sense(span.of(text), senses, home, places, before, named)
        if place is not None:
            hits.append(_weigh(text, span, place, home, places, before))
    _settle(text, hits)
    _settle(text, hits[::-1])
    yield from hits


def _names(text: str, home: Home, places: Gazetteer) -> Iterator[tuple[Span, list[Concept]]]:
    """Yield the names of a text with the places that bear them.

    Where a far county's name runs into one of the own city, it is the latter: 建成|武清 for 天津, not 成武.
    """
    end = 0
    for span, senses in places.names(text):
        if span.start < end:
            continue
        far = all(rank(place) == 3 and home.nearness(place, places) is Nearness.FAR for place in senses)
        name = (_run_into(text, span, home, places) if far and len(span) == 2 else None) or (span, senses)
        end = name[0].end
        yield name


def _run_into(text: str, span: Span, home: Home, places: Gazetteer) -> tuple[Span, list[Concept]] | None:
    """The name of the own city's that begins at the second character of another one."""
    for end in (span.end + 2, span.end + 1):
        shifted = Span(span.start + 1, min(end, len(text)))
        name = shifted.of(text)
        near = [place for place in places.senses.get(name, ()) if home.nearness(place, places) is Nearness.HOME]
        if near and not (name in ORDINARY or name in DOUBTFUL_FULL):
            return shifted, near
    return None


def _sense(
    name: str, senses: list[Concept], home: Home, places: Gazetteer, before: Hit | None, named: frozenset[str]
) -> Concept | None:
    """Choose among the places of one name: 普陀区 behind 上海 lies there, else the nearest.

    Of several far ones it is the one whose city or province the text names as well (朝阳区 where 北京 stands too); None
    where that tells nothing. Of two of the own city it is the one that bears the name and no more: 井陉县, not 井陉矿区.
    """
    if before and (inside := [place for place in senses if places.within(place, before.place.key)]):
        return inside[0]
    own = [p for p in senses if rank(p) == 2 and home.nearness(p, places) is Nearness.HOME] if home.wide else []
    if own and not any(place.key in home.own for place in senses):
        return own[0]  # 海南 in 青海's report is 海南州
    if provinces := [place for place in senses if rank(place) == 1]:
        return provinces[0]
    senses = [place for place in senses if not _zone_of_many(place, home, places, named)]
    if not senses:
        return None
    near = sorted(senses, key=lambda p: (home.nearness(p, places), rank(p), p.label[:-1] != name, p.key))
    first = near[0]
    nearness = home.nearness(first, places)
    if nearness < Nearness.KIN or rank(first) != 3:
        return first
    alike = [place for place in near if home.nearness(place, places) == nearness and rank(place) == 3]
    if len(alike) > 1:
        alike = [place for place in alike if place.broader[0] in named]
    return alike[0] if len(alike) == 1 else None


def _zone_of_many(place: Concept, home: Home, places: Gazetteer, named: frozenset[str]) -> bool:
    """Tell whether a division bears the name of a zone that many a city has (滨海新区), where nothing speaks of its own city."""
    far = home.nearness(place, places) is Nearness.FAR
    return place.label in ZONES_OF_MANY and far and home.wide is False and named.isdisjoint(place.broader)


def _weigh(text: str, span: Span, place: Concept, home: Home, places: Gazetteer, before: Hit | None) -> Hit:
    """Judge one name by itself and by what follows it."""
    name = span.of(text)
    nearness = home.nearness(place, places)
    inside = before is not None and places.within(place, before.place.key) and place.key != before.place.key
    if nearness is Nearness.SELF:
        return Hit(span, place, nearness, True, True)
    if home.wide and rank(place) == 3 and any(name in own.label for own in home.places):
        return Hit(span, place, nearness, False, False)  # 黑龙江 calls itself 龙江
    if rank(place) == 4 and name in ZONES_AT_HOME and nearness is Nearness.FAR:
        return Hit(span, place, nearness, False, False)
    whole = len(name) > 2 and (name.endswith(KINDS) or rank(place) == 4)
    if name[-1] == "城" and text[span.end : span.end + 1] == "际":
        return Hit(span, place, nearness, False, False)  # 深惠|城际, in 惠州 that has a 惠城区
    counties = name[-1] + text[span.end : span.end + 1] in _ONE_WORD and nearness > Nearness.HOME
    if counties or _ABROAD.search(text, max(0, span.start - 5), span.start):
        return Hit(span, place, nearness, False, False)
    water = rank(place) == 3 and not whole and name[-1] in RIVERS
    if water and (
        _WATER.match(text, span.end)
        or (name in MOUNTAINS and _NATURE.match(text, span.end))
        or _ROUND.search(text, max(0, span.start - 1), span.start)
    ):
        return Hit(span, place, nearness, False, False)
    if (
        _STREET.match(text, span.end)
        or _FIRM.match(text, span.end)
        or _SIZED.search(text, max(0, span.start - 2), span.start)
    ) and not whole:
        return Hit(span, place, nearness, False, False)
    if nearness >= Nearness.KIN and _ELSE.match(text, span.end) and not whole:
        return Hit(span, place, nearness, False, False)
    if rank(place) == 2 and not whole and _names_a_sight(text, span):
        return Hit(span, place, nearness, False, False)
    if rank(place) == 3 and not whole and _names_land(text, span, nearness):
        return Hit(span, place, nearness, False, False)
    if name in DOUBTFUL_FULL:
        led = bool(_LED.search(text, max(0, span.start - 2), span.start)) and not _GOES_ON.match(text, span.end)
        sure = inside or (nearness is Nearness.HOME and (led or _opens(text, span)))
        return Hit(span, place, nearness, sure, nearness is Nearness.HOME)
    if nearness is Nearness.FAR and not whole and _LETTERS_OF_A_LINE.match(text, span.end):
        return Hit(span, place, nearness, False, False)
    if name == "新建" and _BUILDS_ANEW.match(text, span.end):
        return Hit(span, place, nearness, False, False)
    if name in ORDINARY or (name in ACCIDENTAL and (nearness is not Nearness.HOME or home.wide)):
        sure = (inside and not _NO_PLACE_NEXT.match(text, span.end)) or (
            nearness is Nearness.HOME
            and (_opens(text, span) or any(p.match(text, span.end) for p in (_SECTION, _PREMISES)))
        )
        return Hit(span, place, nearness, sure, nearness <= Nearness.KIN)
    if whole or rank(place) <= 2 or nearness is Nearness.HOME or inside:
        return Hit(span, place, nearness, True, True)
    if rank(place) == 4:
        return Hit(span, place, nearness, True, True)
    joins = _JOINS.search(text, max(0, span.start - 2), span.start) is not None
    sure = nearness is Nearness.KIN or name in KNOWN_AFAR or joins
    return Hit(span, place, nearness, sure, True)


# 平安|县区创建, 滨江|区域改造
_ONE_WORD = frozenset({"县区", "区域"})
# 太子河鞍山段, 沙河县城段, 南盘江、元江两大水系: the river that a county is called after
_WATER = re.compile(
    r"(?:[、和与及][\u4e00-\u9fff]{1,3}[江河湖库])*(?:等)?(?:[两三四五六七八九十\d]+[大条])?"
    r"(?:水系|流域|河流|河道|河段|干流|支流|水质|水面|湖面|两岸|沿岸|岸线|沿线|上游|下游|湿地|国考断面|省考断面|断面|航运|滨江|滨河|水环境|(?:综合|系统)?治理|(?!至)[\u4e00-\u9fff]{1,4}段(?!时))"
)
# 环鹭湖, 沿潭河: what one goes round or along
_ROUND = re.compile(r"[环沿滨跨]$")


# 天山|一号隧道, 天山|国际机场
_NATURE = re.compile(NAMED_AFTER_NATURE)


def _names_a_sight(text: str, span: Span) -> bool:
    """Tell whether a city's name goes on as that of a hill or a pond elsewhere: 烟台山, 昆明池; not 黄山|山地."""
    following = text[span.end : span.end + 1]
    return following in SIGHTS and text[span.end : span.end + 2] not in _PROVINCES and text[span.end - 1] not in RIVERS


_PROVINCES = ("山东", "山西", "山区", "山地", "山海", "山水", "山城")


def _names_land(text: str, span: Span, nearness: Nearness) -> bool:
    """Tell whether the name goes on as that of a river or village: 盘龙江, 南明河, 锦江公园; 东川港 is in 东川."""
    following = text[span.end : span.end + 1]
    if text[span.end : span.end + 2] in _SIDES_OF_WATER:
        return False  # 城南|河西
    if nearness is Nearness.HOME:
        return following in (*RIVERS, "湾") or (
            text[span.end - 1] in RIVERS and text[span.end : span.end + 2] in WATERSIDE
        )
    return following in LANDSCAPE or (text[span.end - 1] in RIVERS and text[span.end : span.end + 2] in WATERSIDE)


_SIDES_OF_WATER = frozenset({"河西", "河东", "河南", "河北", "江北", "江南", "江西", "湖滨", "江滨"})
# 大雁塔 and 小雁塔 stand in 雁塔区 and are no district; 做大, 扩大 end another word
_SIZED = re.compile(r"(?<![扩壮拉加做重强伟广盛最更较特巨宏])[大小]$")
# 昌吉|赣客专 is called by the letters of three cities
_LETTERS_OF_A_LINE = re.compile(r"[^东西南北至到经及和与的新](?:客专|高铁|城际|铁路)")
# 新建|学校25所, but 新建|推进项目3个
_BUILDS_ANEW = re.compile(r"(?!推进|加快|支持|发展|引进|新增|完成|实施|建成|打造|依托)[\u4e00-\u9fff]{2,10}\d")
_JOINS = re.compile(r"会同|携手|联手|牵手")  # 潭溪会同|青浦、嘉善推进…
_SECTION = re.compile(r"段(?![时落位])")  # 潭溪水道二期|东段
_PREMISES = re.compile(r"[院校厂]区|分院|分校|区块")  # what lies there: 安宁 in 中医院安宁院区
_OPENING = re.compile(r"(?:支持|推动|推进|依托|指导|建成|加快|赴|^|[\n，,。；;：:、“（(+＋])$")
_NO_PLACE_NEXT = re.compile(
    r"[、，,。；;”）)和与的强兴利惠政统稳社生民村改扩]|发展|振兴|计划|大学|创建|工程|产业|建设|中国|家庭|安全|幸福|$"
)


# 与青山区联办, 支持和平区发展; not 支持城区域, 与青山区间
_LED, _GOES_ON = re.compile(r"(?:支持|推动|指导|[与和在由])$"), re.compile("[域间位分别]")


def _opens(text: str, span: Span) -> bool:
    """Tell whether a name that is also a word stands as a place does: 支持和平做精老街, “西山+安宁太平新城”."""
    if text[span.start - 1 : span.start] in ("+", "＋") or text[span.end : span.end + 1] in ("+", "＋"):
        return True
    if text[span.start - 1 : span.start] in ("（", "(") and text[span.end : span.end + 1] in ("）", ")"):
        return True  # 高新区（新市区）
    return bool(_OPENING.search(text, max(0, span.start - 2), span.start)) and not _NO_PLACE_NEXT.match(text, span.end)


def _settle(text: str, hits: list[Hit]) -> None:
    """Let each sure hit lend its certainty to a likely one beside it, in the order given."""
    for first, second in pairwise(hits):
        if first.sure and second.likely and not second.sure:
            left, right = sorted((first.span, second.span))
            gap = text[left.end : right.start]
            if len(gap) <= _BESIDE_MAX and _JOINT.fullmatch(gap):
                second.sure = True
            if (
                not gap
                and first.nearness is second.nearness is Nearness.HOME
                and first.place.broader == second.place.broader
            ):
                second.sure = True  # 七里河|安宁污水处理厂
