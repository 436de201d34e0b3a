"""Administrative divisions and functional zones, read in the light of the report's own place.

西山 is a district in Kunming and nothing in Ningbo. What is marked lies outside of the report's own place or below it:
neither 昆明 nor 云南 in Kunming's own report.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from kmgraph.mentions.gazetteer import KINDS, Gazetteer, gazetteer, rank
from kmgraph.mentions.home import Home, Nearness, home_of
from kmgraph.mentions.mention import DistrictName
from kmgraph.mentions.names import own_characters
from kmgraph.mentions.place_characters import one_character_names
from kmgraph.mentions.place_words import (
    ACCIDENTAL,
    DOUBTFUL_FULL,
    FIRM,
    KNOWN_AFAR,
    LANDSCAPE,
    NOT_THE_PLACE,
    ORDINARY,
    RIVERS,
    STREET,
    WATERSIDE,
)
from kmgraph.mentions.project_words import boundary_words
from kmgraph.mentions.vocabulary import Concept, Vocabulary
from kmgraph.text.document import Document
from kmgraph.text.span import Span


def find_districts(document: Document, vocabulary: Vocabulary) -> tuple[DistrictName, ...]:
    """Find the divisions and zones that a report names: 东川 in 东川港, 渝 in 渝昆高铁, 高新区, 上海 and 普陀区 in 上海普陀区.

    Divisions at county level and above and zones of the report's own city, and places outside of it; not the own place
    itself and not what it lies in.
    """
    places = gazetteer(vocabulary)
    home = home_of(document, places)
    text = document.text
    named = list(named_places(text, home, places))
    zones = list(unlisted_zones(text, home, named, places))
    # 浏阳 in 浏阳经开区 is spoken of as the zone; 浑南 in 浑南科技城 is where that is built
    outer = {zone.span.start: zone.span.end for zone in zones if zone.text.endswith("区")}
    named = [hit for hit in named if hit.span.end >= outer.get(hit.span.start, 0)]
    found = [
        *(
            _mention(text, hit.span, hit.place, "named_place")
            for hit in named
            if hit.sure and hit.nearness is not Nearness.SELF
        ),
        *zones,
        *zones_cut_short(text, zones, named, places),
        *(_mention(text, span, place, rule) for span, place, rule in one_character_names(text, home, places)),
    ]
    return tuple(
        mention
        for mention in sorted(found, key=lambda mention: mention.span)
        if document.sentence_at(mention.span.start) is not None
    )


def _mention(text: str, span: Span, place: Concept, rule: str) -> DistrictName:
    return DistrictName(
        span=span, text=span.of(text), rule=rule, code=place.notation, concept=place.key, name=place.label
    )


# --- divisions and zones that the vocabulary lists ------------------------------------------------------------


@dataclass(slots=True)
class _Hit:
    """A name in the text and the place that it most likely means. `sure` where it stands for itself."""

    span: Span
    place: Concept
    nearness: Nearness
    sure: bool
    likely: bool


_STREET = re.compile(STREET)
_FIRM = re.compile(FIRM)
_ELSE = re.compile(NOT_THE_PLACE)
_JOINT = re.compile(r"[、+＋和与及至经到—－-]|以及|”、“|——|、“|等?地?、")
_BESIDE_MAX = 3


def named_places(text: str, home: Home, places: Gazetteer) -> Iterator[_Hit]:
    """Read the listed names of a text: those that are sure, and doubtful ones that stand beside a sure one.

    东川、禄劝、寻甸: a doubtful name in a row of places is one too. 甲地经禄劝至寻甸高速公路 likewise.
    """
    hits: list[_Hit] = []
    found = list(places.names(text))
    named = frozenset(place.key for _, senses in found for place in senses)
    for span, senses in found:
        before = hits[-1] if hits and hits[-1].span.end == span.start else None
        place = _sense(senses, home, places, before, named)
        if place is not None:
            hits.append(_weigh(text, span, place, home, places, before))
    _settle(text, hits)
    _settle(text, hits[::-1])
    yield from hits


def _sense(
    senses: list[Concept], home: Home, places: Gazetteer, before: _Hit | None, named: frozenset[str]
) -> Concept | None:
    """Choose among the places of one name: 普陀区 behind 上海 lies there, else the nearest.

    Of several far ones it is the one whose city or province the text names as well (朝阳区 where 北京 stands too); None
    where that tells nothing.
    """
    if before and (inside := [place for place in senses if places.within(place, before.place.key)]):
        return inside[0]
    if provinces := [place for place in senses if rank(place) == 1]:
        return provinces[0]
    near = sorted(senses, key=lambda place: (home.nearness(place, places), rank(place), place.key))
    first = near[0]
    nearness = home.nearness(first, places)
    if nearness < Nearness.KIN or rank(first) != 3:
        return first
    alike = [place for place in near if home.nearness(place, places) == nearness and rank(place) == 3]
    if len(alike) > 1:
        alike = [place for place in alike if place.broader[0] in named]
    return alike[0] if len(alike) == 1 else None


def _weigh(text: str, span: Span, place: Concept, home: Home, places: Gazetteer, before: _Hit | None) -> _Hit:
    """Judge one name by itself and by what follows it."""
    name = span.of(text)
    nearness = home.nearness(place, places)
    inside = before is not None and places.within(place, before.place.key) and place.key != before.place.key
    if nearness is Nearness.SELF:
        return _Hit(span, place, nearness, True, True)
    whole = len(name) > 2 and (name.endswith(KINDS) or rank(place) == 4)
    if rank(place) == 3 and not whole and name[-1] in RIVERS and _WATER.match(text, span.end):
        return _Hit(span, place, nearness, False, False)
    if (
        _STREET.match(text, span.end)
        or _FIRM.match(text, span.end)
        or _SIZED.search(text, max(0, span.start - 2), span.start)
    ) and not whole:
        return _Hit(span, place, nearness, False, False)
    if nearness >= Nearness.KIN and _ELSE.match(text, span.end) and not whole:
        return _Hit(span, place, nearness, False, False)
    if rank(place) == 3 and not whole and _names_land(text, span, nearness):
        return _Hit(span, place, nearness, False, False)
    if name in DOUBTFUL_FULL:
        sure = inside or (nearness is Nearness.HOME and _opens(text, span))
        return _Hit(span, place, nearness, sure, nearness is Nearness.HOME)
    if name in ORDINARY or (name in ACCIDENTAL and (nearness is not Nearness.HOME or home.wide)):
        sure = (inside and not _NO_PLACE_NEXT.match(text, span.end)) or (
            nearness is Nearness.HOME and (_opens(text, span) or _PREMISES.match(text, span.end) is not None)
        )
        return _Hit(span, place, nearness, sure, nearness <= Nearness.KIN)
    if whole or rank(place) <= 2 or nearness is Nearness.HOME or inside:
        return _Hit(span, place, nearness, True, True)
    if rank(place) == 4:
        return _Hit(span, place, nearness, True, True)
    sure = nearness is Nearness.KIN or name in KNOWN_AFAR
    return _Hit(span, place, nearness, sure, True)


# 太子河鞍山段, 沙河县城段, 南盘江、元江两大水系: the river that a county is called after
_WATER = re.compile(
    r"(?:[、和与及][\u4e00-\u9fff]{1,3}[江河湖库])*(?:等)?(?:[两三四五六七八九十\d]+[大条])?"
    r"(?:水系|流域|河流|河道|河段|干流|支流|水质|水面|湖面|两岸|沿岸|沿线|上游|下游|[\u4e00-\u9fff]{1,4}段(?!时))"
)


def _names_land(text: str, span: Span, nearness: Nearness) -> bool:
    """Tell whether the name goes on as that of a river or village: 盘龙江, 南明河, 锦江公园; 东川港 is in 东川."""
    following = text[span.end : span.end + 1]
    if nearness is Nearness.HOME:
        return following in RIVERS or (text[span.end - 1] in RIVERS and text[span.end : span.end + 2] in WATERSIDE)
    return following in LANDSCAPE


# 大雁塔 and 小雁塔 stand in 雁塔区 and are no district; 做大, 扩大 end another word
_SIZED = re.compile(r"(?<![扩壮拉加做重强伟广盛最更较特巨宏])[大小]$")
_PREMISES = re.compile(r"[院校厂]区|分院|分校|区块")  # what lies there: 安宁 in 中医院安宁院区
_OPENING = re.compile(r"(?:支持|推动|推进|依托|指导|赴|^|[\n，,。；;：:、“（(+＋])$")
_NO_PLACE_NEXT = re.compile(
    r"[、，,。；;”）)和与的强兴利惠政统稳社生民村改扩]|发展|振兴|计划|大学|创建|工程|产业|建设|中国|家庭|安全|幸福|$"
)


def _opens(text: str, span: Span) -> bool:
    """Tell whether a name that is also a word stands as a place does: 支持和平做精老街, “西山+安宁太平新城”."""
    if text[span.start - 1 : span.start] in ("+", "＋") or text[span.end : span.end + 1] in ("+", "＋"):
        return True
    return bool(_OPENING.search(text, max(0, span.start - 2), span.start)) and not _NO_PLACE_NEXT.match(text, span.end)


def _settle(text: str, hits: list[_Hit]) -> None:
    """Let each sure hit lend its certainty to a likely one beside it, in the order given."""
    for first, second in pairwise(hits):
        if first.sure and second.likely and not second.sure:
            left, right = sorted((first.span, second.span))
            gap = text[left.end : right.start]
            if len(gap) <= _BESIDE_MAX and _JOINT.fullmatch(gap):
                second.sure = True


# --- functional zones that the vocabulary does not list -------------------------------------------------------

_ZONES: tuple[tuple[str, str, str], ...] = (
    ("hightech", "高新技术产业开发区", r"高新(?:技术)?(?:产业)?(?:开发)?区|高新(?=保税|[一二三四五]厂)"),
    ("economic", "经济技术开发区", r"经济技术开发区|经济开发区|经开区|[汽航港]开区"),
    ("bonded", "综合保税区", r"综合保税区|综保区|保税港区|保税区"),
    ("resort", "旅游度假区", r"(?:国家级?)?(?:旅游)?度假区"),
    ("airport", "空港经济区", r"空港经济区|临空经济(?:示范)?区|航空港区|航空港经济综合实验区"),
    ("freetrade", "自由贸易试验区片区", r"自(?:由贸易|贸)(?:试验)?区[\u4e00-\u9fff]{2,4}?片区|自贸片区"),
    ("ecommerce", "跨境电子商务综合试验区", r"跨境电(?:子商务|商)综(?:合试验区|试区)"),
    ("border", "边境经济合作区", r"(?:边境|跨境)经济合作区"),
    ("port", "国际港务区", r"国际港务区|港务区|国际陆港区?"),
    ("science", "科技城", r"科技城|科学城|科创城"),
    ("newtown", "新城", r"新城(?![区乡镇市关])"),
    ("newarea", "新区", r"新区(?!域)"),
    ("development", "开发区", r"开发区(?!域)"),
)
_ZONE = re.compile("|".join(f"(?P<{kind}>{words})" for kind, _, words in _ZONES))
_CHINA = re.compile(r"中国[（(][\u4e00-\u9fff]{2,4}[）)]$")
_MANY = re.compile(
    r"(?:国家级?|[省市县]级|[级类个家批各的]|重点|各类|全[省市国]|产业|工业|农业|试验|示范|自主创新|千亿|百强|老|合作|特色|现代|[0-9])$"
)
_MANY_NEXT = re.compile(r"(?:数量|总数|管理条例|体制|改革|等[各开园])")
# kinds that name one zone of the own city even without its name
_BARE = frozenset({"hightech", "economic", "bonded", "resort", "airport", "freetrade", "ecommerce", "science"})
_VERB = re.compile(
    r"支持|推动|推进|加快|依托|建设|做[强大优]|提升|打造|发挥|聚焦|围绕|深化|完善|实施|启动|指导|促进|引导|助力|赋能|[抓用办]好|高标准|"
    r"实现|吸引|招引|紧跟|紧扣|保障|随着|提高|进驻|服务|成立|设立|加强|完成|开工|续建|扩建|加大|落实|建成|改造|协助|帮助|鼓励|助推|对接|联动|统筹|谋划|确保|用好|建强|提速|加速|高水平|对标|利用|强化|优化|建好|位列|跻身|引入|整合|拓展|带动|编制|规划|创建|建立|清廉|获批|进入|入驻|落户|位于|包括|以及|投身|扮靓|[在与和及将向以对由从到把为至等是的了]"
)
_GENERIC = re.compile(
    r"国家|[省市县区][级管]|元|尽快|[亿万]|各|类|全[省市县区国]|一批|重点|县域|产业|经济|创新|工业|农业|现代|主要|其他|所有|多个|老|我[市县省区]|本|城市|城区|技术|"
    r"开发|合作|试验|示范|高质量|[\d一二三四五六七八九十]个|全部|有关|相关|特色|功能|沿边|边境|跨境|自贸|自由|国际|旅游|生态|滑雪|山地"
)
# by what a zone that bears common words is called: 海湾新区, 临港开发区, 高铁新区
_SITE = re.compile(r"[海江河湖港空铁城东西南北山岛湾岸洲桥]|中心|县城|生态|未来|航空")
_SIDE = re.compile(r"[东西南北]部")
_HAN_BEFORE = re.compile(r"[\u4e00-\u9fff]{1,8}$")


def unlisted_zones(text: str, home: Home, named: list[_Hit], places: Gazetteer) -> Iterator[DistrictName]:
    """Read the zones of the own city and those that bear a name: 高新区, 成都高新区, 浑南科技城, 支持新站高新区."""
    owner = home.places[0] if home.places else None
    sure = [hit for hit in named if hit.sure]
    ends = {hit.span.end: hit for hit in sure}
    starts = {hit.span.start: hit for hit in sure}
    taken = bytearray(len(text))  # 1 where the name of a listed zone stands
    for hit in sure:
        if hit.place.notation is None or hit.span.of(text).endswith("新区"):
            taken[hit.span.start : hit.span.end] = b"\1" * len(hit.span)
    for match in _ZONE.finditer(text):
        span, kind = Span(*match.span()), str(match.lastgroup)
        if any(taken[span.start : span.end]) or _MANY_NEXT.match(text, span.end):
            continue
        prefix = ends.get(span.start)
        if china := _CHINA.search(text, max(0, span.start - 10), span.start):
            span = Span(china.start(), span.end)
        elif prefix is not None:
            span = Span(prefix.span.start, span.end)
        elif kind not in ("science", "newtown", "port") and (owner_near := _owner_near(text, span.start, ends)):
            span, prefix = Span(owner_near.span.start, span.end), owner_near
        elif own_name := _zone_name(text, span, kind):
            span = own_name
            prefix = starts.get(span.start)
        elif not _stands_alone(text, span, kind, owner):
            continue
        if prefix is not None and prefix.nearness is not Nearness.SELF:
            yield _zone(text, span, kind, prefix.place, places)
        elif owner is not None and (rank(owner) >= 2 or len(span) > len(match[0])):
            yield _zone(text, span, kind, owner, places)


def _owner_near(text: str, start: int, ends: dict[int, _Hit]) -> _Hit | None:
    """The place before a zone's own name: 鄂尔多斯 in 鄂尔多斯蒙苏经济开发区."""
    for at in (start - 2, start - 3):
        words = text[at:start]
        if at in ends and _HAN.fullmatch(words) and not _VERB.search(words) and not _GENERIC.search(words):
            return ends[at]
    return None


_HAN = re.compile(r"[\u4e00-\u9fff]+")


def _zone_name(text: str, span: Span, kind: str) -> Span | None:
    """The zone with the name before it: 新站高新区 in 支持新站高新区, but not 国家级高新区."""
    if kind in ("freetrade", "ecommerce", "border"):
        return None
    window = _HAN_BEFORE.search(text, max(0, span.start - 8), span.start)
    if window is None or span.of(text) == "高新":
        return None  # 高新二厂 has its firm's name before it
    start = window.start()
    for verb in _VERB.finditer(text, window.start(), span.start):
        start = verb.end()
    while _is_a_small_word(text[start : start + 2]) and start + 2 <= span.start:
        start += 2  # 提高|开发区承载力, 随着|新区建设
    length = span.start - start
    most = 3 if kind in ("newarea", "newtown", "development") else 4
    whole = start > window.start() or not _HAN_BEFORE.search(text, max(0, start - 1), start)
    if kind == "newtown" and not (whole and 2 <= length <= most) and _is_a_name(text[span.start - 2 : span.start]):
        return Span(span.start - 2, span.end)
    if not whole or not 2 <= length <= most or _GENERIC.search(text, start, span.start):
        return None
    name = text[start : span.start]
    if kind in ("newtown", "resort", "port") and not _is_a_name(name):
        return None
    if kind in ("newarea", "development") and (name[-1] in "路街" or not (own_characters(name) or _SITE.search(name))):
        return None  # 符合|新区定位, 理顺|开发区体制, 中心路|开发区段
    return Span(start, span.end)


def _is_a_small_word(words: str) -> bool:
    """Tell whether two characters are a word that leads to a name: 提高, 随着, 保障."""
    return len(words) == 2 and any(word.text == words for word in boundary_words().get(words[0], ()))


def _is_a_name(words: str) -> bool:
    """Tell whether words before 新城 name it: 东部新城 and 沣西新城, but not 低碳新城 and 宜居新城."""
    return own_characters(words) >= 2 or _SIDE.fullmatch(words) is not None


def zones_cut_short(
    text: str, zones: list[DistrictName], named: list[_Hit], places: Gazetteer
) -> Iterator[DistrictName]:
    """Read the short name of a zone that the text names in full elsewhere: 五象 in 五象院区, where there is a 五象新区."""
    short: dict[str, DistrictName] = {}
    for zone in zones:
        name = zone.text[: _kind_at(zone.text)]
        proper = len(name) == 2 and own_characters(name) == 2 and not any(places.names(name))
        if proper and zone.text.endswith(("新区", "高新区", "度假区")):
            short.setdefault(name, zone)
    if not short:
        return
    taken = bytearray(len(text))
    for span in (*(zone.span for zone in zones), *(hit.span for hit in named)):
        taken[span.start : span.end] = b"\1" * len(span)
    for match in re.finditer("|".join(map(re.escape, short)), text):
        if not any(taken[match.start() : match.end()]) and not _OTHER_THING.match(text, match.end()):
            yield replace(short[match[0]], span=Span(*match.span()), text=match[0], rule="zone_cut_short")


def _kind_at(name: str) -> int:
    """Where the kind of a zone begins in its name: at 新区 in 五象新区."""
    return next((match.start() for match in _ZONE.finditer(name) if match.end() == len(name)), 0)


# 滨河公园, 滨河路 need not lie in 滨河新区
_OTHER_THING = re.compile(f"[{LANDSCAPE}景]|公园|集团|[东西南北中]?[路街]|大[街道]")
_BOUNDARY = re.compile(r"(?:^|[^\u4e00-\u9fff]|推进|建设|推动|支持|加快|做强|[与和及在])$")


def _stands_alone(text: str, span: Span, kind: str, owner: Concept | None) -> bool:
    """Tell whether a zone without a name is the own city's: 高新区入选…, not 国家高新区 nor 大数据科创城.

    A county has one 开发区; a city's report means all of them by that word.
    """
    if kind not in _BARE and not (kind == "development" and owner is not None and rank(owner) == 3):
        return False
    if kind in ("science", "resort", "airport") and not _BOUNDARY.search(text, max(0, span.start - 2), span.start):
        return False
    return not _MANY.search(text, max(0, span.start - 4), span.start)


def _zone(text: str, span: Span, kind: str, owner: Concept, places: Gazetteer) -> DistrictName:
    """Name a zone after the place it belongs to: 高新区 in Kunming is 昆明高新技术产业开发区."""
    key = f"zone-{owner.notation}-{kind}"
    if listed := places.by_key.get(key):
        return DistrictName(
            span=span, text=span.of(text), rule="zone_of_the_own_city", code=None, concept=key, name=listed.label
        )
    words = span.of(text)
    full = next(full for name, full, _ in _ZONES if name == kind)
    short = next((label for label in owner.labels[1:] if len(label) > 1), owner.label)
    plain = kind in _BARE and kind != "science" and (words.startswith(short) or _ZONE.fullmatch(words) is not None)
    name = f"{short}{full}" if plain else words
    if not plain:
        key = f"zone-{owner.notation}-{hashlib.sha256(words.encode()).hexdigest()[:8]}"
    return DistrictName(
        span=span,
        text=words,
        rule="zone_of_the_own_city",
        code=None,
        concept=key,
        name=name,
    )
