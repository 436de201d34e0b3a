"""Functional zones that the vocabulary does not list: 高新区 of the own city, 新站高新区, 新区 where the text has one."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace

from kmgraph.mentions.gazetteer import Gazetteer, rank
from kmgraph.mentions.home import Home, Nearness
from kmgraph.mentions.mention import DistrictName
from kmgraph.mentions.named_places import Hit, mention_of
from kmgraph.mentions.names import own_characters
from kmgraph.mentions.place_words import LANDSCAPE
from kmgraph.mentions.project_words import boundary_words
from kmgraph.mentions.vocabulary import Concept
from kmgraph.text.span import Span

_PREMISES = "院区|校区|分院|分校"  # 经开 in 儿童医院经开院区
_ZONES: tuple[tuple[str, str, str], ...] = (
    ("hightech", "高新技术产业开发区", rf"高新(?:技术)?(?:产业)?(?:开发)?区|高新(?=保税|[一二三四五]厂|{_PREMISES})"),
    (
        "agritech",
        "农业高新技术产业示范区",
        r"(?:国家)?农高区|(?:国家)?农业高新技术产业(?:示范|开发)区|(?:国家)?农综区|农业开放发展综合试验区",
    ),
    ("economic", "经济技术开发区", rf"经济技术开发区|经济开发区|经开区|[汽航港]开区|经开(?={_PREMISES})"),
    ("bonded", "综合保税区", r"综合保税区|综保区|保税港区|保税区"),
    ("resort", "旅游度假区", r"(?:国家级?)?(?:旅游)?度假区"),
    ("airport", "空港经济区", r"空港经济区|临空经济(?:示范)?区|航空港区|航空港经济综合实验区"),
    ("portside", "临港经济区", r"(?<!渔)[临依]?港经济区|港城经济区"),
    ("freetrade", "自由贸易试验区片区", r"自(?:由贸易|贸)(?:试验)?区[\u4e00-\u9fff]{2,4}?片区|自贸片区"),
    ("ftz", "自由贸易试验区", r"自(?:由贸易|贸)试验区|自贸区"),
    ("ecommerce", "跨境电子商务综合试验区", r"跨境电(?:子商务|商)综(?:合试验区|试区)"),
    ("border", "边境经济合作区", r"(?:边境|跨境)经济合作区"),
    ("special", "特别合作区", r"特别合作区"),
    ("cooperation", "产业合作区", r"(?:东盟|跨境|国际){0,2}产业(?:融合发展)?合作区"),
    ("business", "商务区", r"(?:国际|中央|金融)?商务(?:合作)?区"),
    (
        "innovation",
        "自主创新示范区",
        r"国家自主创新示范区|全面创新改革试验区|国家科技成果转移转化示范区|国际文化旅游示范区",
    ),
    ("bordertour", "边境旅游试验区", r"边境旅游试验区"),
    ("taiwan", "台商投资区", r"台商投资区|台投区"),
    ("port", "国际港务区", r"国际港务区|港务区|国际陆港区?"),
    ("science", "科技城", r"科技城|科学城|科创城"),
    ("newtown", "新城", r"新城(?![区乡镇市关])"),
    ("newarea", "新区", r"新区(?!域)"),
    ("industrial", "工业区", r"(?<!老)工业区(?!域)|(?<![施职竣动加])工区"),
    ("development", "开发区", r"(?:先进制造业|现代服务业|循环经济|化工(?:产业)?|文化旅游)?开发区(?!域)"),
)
# what acts under its own name as a zone does: 潭溪工业园区支持…, 绿色化工园区累计签约项目30个
_ACTING = re.compile(
    r"(?:^|[，,。；;：:\n])(?:支持|推动|将|围绕|(?:进一步)?加快|其中)?(?P<zone>(?P<name>[\u4e00-\u9fff—“”]{2,8}?)"
    r"(?:产业园(?=(?:工业)?(?:总)?产值|营收|营业收入|规上)|工业园区?|化工园区|石化园区|产业园区|(?:协同发展|合作|一体化)示范区|科技园|产业新城|陆港新城|金融城|(?<!端)(?:产业|工业)(?:集聚|集中|功能)区))"
    r"(?=、[\u4e00-\u9fff]{2,8}(?:科技城|园区|集聚区|集中区|开发区|高新区)新|支持|打造|争创|推进|开行|累计(?:承接|注册)|入驻|注册|与[\u4e00-\u9fff]{1,8}协同|等承接平台|新增|新签约|新引进|新注册|新招|累计(?:签约|入驻|引进)|落地|签约|培育|集聚|招引|引进|入园|规上|工业(?:总?产值|增加值)|总?产值|营收|营业收入|重点抓|力争|确保|关停|收储|盘活|实现(?:产值|工业|营)|实施|深化|超过|突破|入选(?:首批|国家|全国)|分别(?:达|完成|实现)|基础设施|燃气管网|[和与](?=[\u4e00-\u9fff]{2,6}(?:工业园区|产业园区|开发区|高新区|经开区|综保区)))"
)
# the first characters of all kinds: elsewhere none is tried
_ZONE = re.compile(
    f"(?=[高农经汽航港综保国旅度空临依自跨边特东产中金商全台科新工先现循化文开])(?:{'|'.join(f'(?P<{kind}>{words})' for kind, _, words in _ZONES)})"
)
_CHINA = re.compile(r"中国[（(][\u4e00-\u9fff]{2,4}[）)]$")
_MANY = re.compile(
    r"(?:国家级?|[省市县]级|[级类个家批各的]|重点|各类|全[省市国]|产业|工业|农业|试验|示范|自主创新|千亿|百强|老|合作|特色|现代|[0-9])$"
)
_MANY_NEXT = re.compile(r"(?:数量|总数|管理条例|体制|改革|等[各开园])")
# kinds that name one zone of the own city even without its name
_BARE = frozenset(
    {
        "hightech",
        "economic",
        "bonded",
        "resort",
        "airport",
        "freetrade",
        "ecommerce",
        "bordertour",
        "science",
        "port",
        "portside",
        "taiwan",
    }
)
_VERB = re.compile(
    r"医院|保健院|[争申]创|创成|中学|小学|学校|大学|支持|推动|推进|加快|依托|建设|做[强大优]|提升|打造|发挥|聚焦|围绕|深化|完善|实施|启动|指导|促进|引导|助力|赋能|[抓用办]好|高标准|"
    r"实现|吸引|招引|紧跟|紧扣|保障|随着|提高|进驻|服务|成立|设立|加强|完成|开工|续建|扩建|加大|落实|建成|改造|协助|帮助|鼓励|助推|对接|联动|统筹|谋划|确保|用好|建强|提速|加速|高水平|对标|利用|强化|优化|建好|位列|跻身|引入|整合|拓展|带动|编制|规划|创建|建立|清廉|获批|进入|入驻|落户|位于|包括|以及|投身|扮靓|[在与和及将向以对由从到把为至等是的了]"
)
_GENERIC = re.compile(
    r"国家|[省市县区][级管]|元|尽快|[亿万]|各|类|全[省市县区国]|一批|重点|县域|产业|经济|创新|工业|农业|现代|主要|其他|所有|多个|老|我[市县省区]|本|城市|城区|技术|"
    r"开发|合作|试验|示范|高质量|[\d一二三四五六七八九十]个|全部|有关|相关|特色|功能|沿边|边境|跨境|自贸|贸港|自由|国际|旅游|生态|滑雪|山地"
)
# by what a zone that bears common words is called: 海湾新区, 临港开发区, 高铁新区
_SITE = re.compile(r"[海江河湖港空铁城东西南北山岛湾岸洲桥]|中心|县城|生态|未来|航空")
_SIDE = re.compile(r"[东西南北]部")
_HAN_BEFORE = re.compile(r"[\u4e00-\u9fff]{1,8}$")


def unlisted_zones(text: str, home: Home, named: list[Hit], places: Gazetteer) -> Iterator[DistrictName]:
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
        prefix = ends.get(span.start)
        if any(taken[span.start : span.end]) or (prefix is None and _MANY_NEXT.match(text, span.end)):
            continue
        if china := _CHINA.search(text, max(0, span.start - 10), span.start):
            span = Span(china.start(), span.end)
        elif prefix is not None:
            span = Span(prefix.span.start, span.end)
        elif kind not in ("science", "newtown", "port", "ftz") and (owner_near := _owner_near(text, span.start, ends)):
            span, prefix = Span(owner_near.span.start, span.end), owner_near
        elif own_name := _zone_name(text, span, kind):
            span = own_name
            prefix = starts.get(span.start)
        elif not (_stands_alone(text, span, kind, owner) or (kind == "ftz" and _the_ftz(text, span, prefix, owner))):
            continue
        if kind == "science" and (
            _BUILDS_IT.search(text, max(0, span.start - 4), span.start) or _BUILT_THERE.match(text, span.end)
        ):
            continue
        if kind == "ftz" and not (_is_the_own(text, span, prefix, owner) or _the_ftz(text, span, prefix, owner)):
            continue
        if prefix is not None and prefix.nearness is not Nearness.SELF:
            yield _zone(text, span, kind, prefix.place, places)
        elif owner is not None and (rank(owner) >= 2 or kind == "ftz" or len(span) > len(match[0])):
            yield _zone(text, span, kind, owner, places)


def acting_zones(text: str, home: Home, taken: list[Span], places: Gazetteer) -> Iterator[DistrictName]:
    """Read the parks that a clause begins with as what acts there: 潭溪工业园区支持…; none in a province's report."""
    owner = home.places[0] if home.places else None
    if owner is None or rank(owner) < 2:
        return
    own_names = sorted((label for label in owner.labels if len(label) > 1), key=len, reverse=True)
    covered = bytearray(len(text))
    for span in taken:
        covered[span.start : span.end] = b"\1" * len(span)
    for match in _ACTING.finditer(text):
        span = Span(*match.span("zone"))
        named = not (_VERB.search(match["name"]) or _MANY.search(match["name"]))
        behind = span.start + next((len(own) for own in own_names if match["name"].startswith(own)), 0)
        if named and not any(covered[behind : span.end]):
            yield replace(_zone(text, span, "park", owner, places), rule="zone_that_acts")


# 共建潭溪科学城, 潭溪科学城首期交付: it is what is built
_BUILDS_IT = re.compile(r"(?:共建|建好|建设|打造|新建)$")
_BUILT_THERE = re.compile(r"首期|[一二三]期|建设(?=[，,。；;、])|[东西南北中]?[路街](?!道)|大[街道]")


def _is_the_own(text: str, span: Span, prefix: Hit | None, owner: Concept | None) -> bool:
    """河北自贸试验区, 中国（河北）自由贸易试验区 in 河北's report; elsewhere 上海 in 上海自贸试验区 is the place that is spoken of."""
    if prefix is not None:
        return prefix.nearness is Nearness.SELF
    return owner is not None and any(label in span.of(text) for label in owner.labels if len(label) > 1)


def _the_ftz(text: str, span: Span, prefix: Hit | None, owner: Concept | None) -> bool:
    """自贸试验区 alone is the own one in a province's report, which has one at most; not 自贸区联动创新区."""
    alone = prefix is None and owner is not None and rank(owner) == 1 and span.of(text).startswith("自")
    return alone and not text.startswith("联动", span.end)


def _owner_near(text: str, start: int, ends: dict[int, Hit]) -> Hit | None:
    """The place before a zone's own name: 鄂尔多斯 in 鄂尔多斯蒙苏经济开发区."""
    for at in (start - 2, start - 3):
        words = text[at:start]
        if at in ends and _HAN.fullmatch(words) and not _VERB.search(words) and not _GENERIC.search(words):
            return ends[at]
    return None


_HAN = re.compile(r"[\u4e00-\u9fff]+")


def _zone_name(text: str, span: Span, kind: str) -> Span | None:
    """The zone with the name before it: 新站高新区 in 支持新站高新区, but not 国家级高新区."""
    if kind in ("freetrade", "ftz", "ecommerce", "border"):
        return None
    if kind == "resort" and (sort := _RESORT_SORT.search(text, max(0, span.start - 12), span.start)):
        span = Span(sort.start(), span.end)
    window = _HAN_BEFORE.search(text, max(0, span.start - 8), span.start)
    if window is None or span.of(text) in ("高新", "经开"):
        return None  # 高新二厂 has its firm's name before it
    start = window.start()
    for verb in _VERB.finditer(text, window.start(), span.start):
        start = verb.end()
    while _is_a_small_word(text[start : start + 2]) and start + 2 <= span.start:
        start += 2  # 提高|开发区承载力, 随着|新区建设
    length = span.start - start
    if _SIDE_OF_NATURE.fullmatch(text[start : span.start]):
        return Span(start, span.end)
    most = {"newarea": 3, "newtown": 3, "development": 3, "industrial": 3, "special": 6}.get(kind, 4)
    whole = start > window.start() or not _HAN_BEFORE.search(text, max(0, start - 1), start)
    if kind == "newtown" and not (whole and 2 <= length <= most) and _is_a_name(text[span.start - 2 : span.start]):
        return Span(span.start - 2, span.end)
    if not whole or not 2 <= length <= most or _GENERIC.search(text, start, span.start):
        return None
    name = text[start : span.start]
    if kind in ("newtown", "resort", "port") and not _is_a_name(name):
        return None
    if kind in ("newarea", "development", "industrial") and (
        name[-1] in "路街" or not (own_characters(name) or _SITE.search(name))
    ):
        return None  # 符合|新区定位, 理顺|开发区体制, 中心路|开发区段
    return Span(start, span.end)


# 北部生态|新区 is called by its side
_SIDE_OF_NATURE = re.compile(r"[东西南北]部(?:生态|滨[江湖海河])")
# 鹭泽湖|国际|旅游度假区: what sort of resort it is stands between its name and 度假区
_RESORT_SORT = re.compile(r"(?:国际|生态|温泉|康养|文化|滨海|冰雪|山地|森林|湿地)+$")


def _is_a_small_word(words: str) -> bool:
    """Tell whether two characters are a word that leads to a name: 提高, 随着, 保障."""
    return len(words) == 2 and any(word.text == words for word in boundary_words().get(words[0], ()))


def _is_a_name(words: str) -> bool:
    """Tell whether words before 新城 name it: 东部新城 and 沣西新城, but not 低碳新城 and 宜居新城."""
    return own_characters(words) >= 2 or _SIDE.fullmatch(words) is not None


# 稀土高新区: what it makes is spoken of everywhere
_BRANCHES = frozenset({"稀土", "陶瓷", "钢铁", "石化", "光伏", "航空", "航天", "医药"})


def zones_cut_short(
    text: str, zones: list[DistrictName], named: list[Hit], places: Gazetteer
) -> Iterator[DistrictName]:
    """Read the short name of a zone that the text names in full elsewhere: 五象 in 五象院区, where there is a 五象新区."""
    short: dict[str, DistrictName] = {}
    for zone in zones:
        name = zone.text[: _kind_at(zone.text)]
        proper = len(name) == 2 and name not in _BRANCHES and own_characters(name) == 2 and not any(places.names(name))
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


def the_new_area(
    text: str, home: Home, named: list[Hit], zones: list[DistrictName], places: Gazetteer
) -> Iterator[DistrictName]:
    """Read 新区 alone as the one new area that the text names: 对接新区 where 雄安新区 is spoken of and no other.

    In a county's report that names none it is the county's own.
    """
    full = [
        *(
            mention_of(text, hit.span, hit.place, "")
            for hit in named
            if hit.sure and hit.span.of(text).endswith("新区")
        ),
        *(zone for zone in zones if zone.text.endswith("新区") and not zone.text.endswith("高新区")),
    ]
    owner = home.places[0] if home.places else None
    if len({zone.concept for zone in full}) > 1 or (owner is not None and owner.label.endswith("新区")):
        return  # in 滨海新区 it is the report's own
    ends = {zone.span.end for zone in full}
    for match in _NEW_AREA.finditer(text):
        before = _HAN_BEFORE.search(text, max(0, match.start() - 8), match.start())
        led = (
            _BRANCH.match(text, match.end())
            or before is None
            or _LEADS_TO_ZONE.search(before[0])
            or _is_a_small_word(before[0][-2:])
        )
        if match.end() not in ends and led and not _MANY.search(text, max(0, match.start() - 4), match.start()):
            span = Span(*match.span())
            if full:
                yield replace(full[0], span=span, text=match[0], rule="the_new_area")
            elif owner is not None and rank(owner) == 3:
                yield replace(_zone(text, span, "newarea", owner, places), rule="the_new_area")


_NEW_AREA = re.compile(r"(?<!高)新区(?!域|[的]?数量)")
_BRANCH = re.compile(rf"{_PREMISES}|医院|学校")  # 市第一人民医院新区分院
_LEADS_TO_ZONE = re.compile(rf"(?:{_VERB.pattern}|[省市县])$")


def _kind_at(name: str) -> int:
    """Where the kind of a zone begins in its name: at 新区 in 五象新区."""
    return next((match.start() for match in _ZONE.finditer(name) if match.end() == len(name)), 0)


# 滨河公园, 滨河路 need not lie in 滨河新区
_OTHER_THING = re.compile(f"[{LANDSCAPE}景]|公园|集团|片区|[一二三四五六][中小]|[东西南北中]?[路街]|大[街道]")
_BOUNDARY = re.compile(r"(?:^|[^\u4e00-\u9fff]|推进|建设|推动|支持|搬入|入驻|落户|加快|做强|[与和及在])$")


def _stands_alone(text: str, span: Span, kind: str, owner: Concept | None) -> bool:
    """Tell whether a zone without a name is the own city's: 高新区入选…, not 国家高新区 nor 大数据科创城.

    A county has one 开发区; a city's report means all of them by that word.
    """
    if kind not in _BARE and not (kind == "development" and owner is not None and rank(owner) == 3):
        return False
    if kind == "port" and not span.of(text).endswith("区"):
        return False  # 国际陆港 is a yard too
    if kind in ("science", "resort", "airport", "port", "portside") and not _BOUNDARY.search(
        text, max(0, span.start - 2), span.start
    ):
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
    full = next((full for name, full, _ in _ZONES if name == kind), "")
    short = next((label for label in owner.labels[1:] if len(label) > 1), owner.label)
    plain = (
        kind in _BARE
        and kind not in ("science", "port")
        and (words.startswith(short) or _ZONE.fullmatch(words) is not None)
    )
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
