"""Places that a text names by one character: 渝 in 渝昆高铁, 京 and 津 in 京津地区, 玉 in 昆玉同城化."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from kmgraph.mentions.gazetteer import Gazetteer, rank
from kmgraph.mentions.home import Home
from kmgraph.mentions.place_words import LONE_IN_WORDS, NO_RUN_NEXT, ONLY_IN_SETS, REGIONS, SETS
from kmgraph.mentions.project_words import common_pairs
from kmgraph.mentions.vocabulary import Concept
from kmgraph.text.span import Span

_LINK_WORD = r"(?:欧|中线|高铁|铁路|高速|城际|客专|同城|一体|合作|协同|双城|经济|班列|互联|协作|对口|联动|产业|两地|毗邻|快速|城轨)"
_LINE_WORD = r"(?:高铁|铁路|高速|城际|客专|城轨)"
_HELD_IN = r"(?:成立|举办|召开|举行|设立|落户|签约|发布|落地|开幕|揭牌|投产|布局)"
# what provinces call themselves beside a partner; alone these characters are words
_OWN_ALONE = {"吉林省": "吉", "黑龙江省": "龙", "甘肃省": "甘", "宁夏回族自治区": "宁"}
# 宁 and 汉 name a city beside the own one alone: 昆宁, 在汉成立
_LINKED_ONLY = "汉玉榕昆成深"
# 成 is 成都 beside 渝 alone
_CHENGDU = ("成", "district-510100")
# 深 is 深圳 before 企 and beside the own city alone
_SHENZHEN = ("深", "district-440300")
# 玉 is 玉溪 in its own province alone: in 南玉高铁 it is 玉林
_OF_ITS_PROVINCE = "玉"


@dataclass(frozen=True, slots=True)
class _Characters:
    """The characters of the report's own places and those of others, with the place of each.

    `initials` are the first characters of the own cities, which name them beside a partner: 保 in 京保协作. `names` are their names, which
    hold no partner: 川 in 铜川铁路. `kin` are the first characters of the cities of the own province, in a province's report:
    they name them in regions of several alone (鄂 in 呼包鄂).
    """

    own: frozenset[str]
    initials: frozenset[str]
    others: dict[str, Concept]
    names: frozenset[str]
    kin: dict[str, Concept]

    @property
    def partners(self) -> str:
        """Those that name another place by themselves or beside the own one."""
        return "".join(sorted(self.others.keys() - set(ONLY_IN_SETS) - {_CHENGDU[0], _SHENZHEN[0]}))


def one_character_names(text: str, home: Home, places: Gazetteer) -> Iterator[tuple[Span, Concept, str]]:
    """Yield each place that is named by one character, with the rule that reads it; none twice."""
    characters = _characters(home, places)
    spelled = bytearray(len(text))  # 1 where a longer name or word stands: 京 in 北京
    for span in places.words(text):
        if not (_own_region(span.of(text), characters) or _in_two_words(text, span)):
            spelled[span.start : span.end] = b"\1" * len(span)
    taken: set[int] = set()
    for rule, find, within_names in _RULES:
        for at in find(text, characters):
            if at not in taken and (within_names or not spelled[at]):
                taken.add(at)
                place = characters.kin.get(text[at]) if find is _of_a_region else None
                yield Span(at, at + 1), place or characters.others[text[at]], rule


def _in_two_words(text: str, span: Span) -> bool:
    """京津|市场 holds no 津市."""
    return span.of(text) == "津市" and text[span.start - 1 : span.start] == "京"


def _own_region(word: str, characters: _Characters) -> bool:
    """Tell whether a word is that of a region which the report's own place is in: 京津冀 for 河北, not for 昆明; 长株潭 for 湖南."""
    if word in REGIONS:
        return not characters.own.isdisjoint(word)
    return len(word) > 2 and characters.kin.keys() >= set(word)


def _characters(home: Home, places: Gazetteer) -> _Characters:
    own: set[str] = set()
    initials: set[str] = set()
    others: dict[str, Concept] = {}
    names: set[str] = set()
    for place in (*places.of_one_character, *(places.by_key[key] for key in home.own)):
        short = [label for label in place.labels if len(label) == 1]
        if short == [_OF_ITS_PROVINCE] and home.provinces.isdisjoint(places.chain(place)):
            continue
        if place.key in home.own:
            own.update(short)
            names.update(place.labels)
            if rank(place) == 2:
                initials.add(place.label[0])
            initials.update(_OWN_ALONE.get(place.label, ""))
        else:
            others.update(dict.fromkeys(short, place))
    if "渝" in own or ("川" in own and home.wide):
        others[_CHENGDU[0]] = places.by_key[_CHENGDU[1]]
    if _SHENZHEN[1] not in home.own and (shenzhen := places.by_key.get(_SHENZHEN[1])):
        others[_SHENZHEN[0]] = shenzhen
    return _Characters(frozenset(own), frozenset(initials), others, frozenset(names), _kin(home, places))


# 长株潭: 湘 is the province
_CALLED_BY = {"湘潭市": "潭"}


def _kin(home: Home, places: Gazetteer) -> dict[str, Concept]:
    """The characters by which a province calls its cities, that one of them alone bears; none in another place's report."""
    bearing: defaultdict[str, list[Concept]] = defaultdict(list)
    for place in places.by_key.values() if home.wide else ():
        if rank(place) == 2 and not home.provinces.isdisjoint(place.broader):
            bearing[_CALLED_BY.get(place.label, place.label[0])].append(place)
    return {char: found[0] for char, found in bearing.items() if len(found) == 1}


def _alone(text: str, characters: _Characters) -> Iterator[int]:
    """The four municipalities wherever no word holds the character: 京 in 环京, 京张高铁, 京企; not in 京剧, 津贴."""
    cities = "".join(char for char, place in characters.others.items() if rank(place) == 1 and place.label[-1] == "市")
    if cities:
        held = {match.start() for match in LONE_IN_WORDS.finditer(text)}
        yield from (m.start() for m in re.finditer(rf"[{cities}]", text) if m.start() not in held)


def _in_a_run(text: str, characters: _Characters) -> Iterator[int]:
    """The other places in a run of two and more: 苏 and 浙 in 苏浙两省, 沪 in 沪滇协作, 川 and 陕 in 川陕通道."""
    known = "".join(sorted((characters.own | characters.others.keys()) - set(_LINKED_ONLY + ONLY_IN_SETS)))
    for run in re.finditer(rf"[{known}]{{2,}}(?!{NO_RUN_NEXT})", text):
        yield from (at for at in range(*run.span()) if text[at] in characters.others)


def _beside_the_own(text: str, characters: _Characters) -> Iterator[int]:
    """The partner's character beside the own one: 渝 in 渝昆高铁, 玉 in 昆玉同城化."""
    ours, theirs = "".join(sorted(characters.own | characters.initials)), characters.partners
    if ours and theirs:
        pair = re.compile(rf"(?<![{ours}{theirs}])(?:[{ours}]([{theirs}])|([{theirs}])[{ours}])(?={_LINK_WORD})")
        pairs = (match for match in pair.finditer(text) if match[0] not in characters.names)
        yield from (match.start(1 if match[1] else 2) for match in pairs)
        row = re.compile(
            rf"(?<![{ours}{theirs}])(?:[{ours}][{theirs}]{{2,3}}|[{theirs}]{{1,2}}[{ours}][{theirs}]{{1,2}})(?={_LINE_WORD})"
        )
        for match in row.finditer(text):  # 佛|穗渝|城际: a line through three places
            yield from (at for at in range(*match.span()) if text[at] in theirs)


def _conveyed(text: str, characters: _Characters) -> Iterator[int]:
    """蒙 in 蒙电入沪, 疆 and 渝 in 疆电入渝: from where power is led and whereto."""
    known = "".join(sorted(characters.others.keys() - set(_LINKED_ONLY)))
    own = "".join(sorted(characters.own))
    for match in re.finditer(rf"([{known}{own}])[电气]入([{known}{own}])", text) if known else ():
        yield from (at for at in (match.start(1), match.start(2)) if text[at] in characters.others)


def _chengdu(text: str, characters: _Characters) -> Iterator[int]:
    """成 in 成渝, in 重庆's report; not in 建成渝西高铁. Elsewhere 渝 in 成渝中线, though 渝中 is a district."""
    if "渝" in characters.others:
        yield from (match.start() + 1 for match in re.finditer("成渝(?=中线)", text))
    if "成" not in characters.others:
        return
    if "渝" in characters.own:
        yield from (match.start() for match in re.finditer("(?<![建完形组构达])成(?=渝)", text))
    else:  # in 四川's report a line between the two is its own
        region = rf"(?<![建完形组构达])成(?=渝(?!中线|{_LINE_WORD}|地区双城))"
        yield from (match.start() for match in re.finditer(region, text))


def _shenzhen(text: str, characters: _Characters) -> Iterator[int]:
    """深 in 深企, 深保科创产业园, 深哈对口合作; not in 深化, 加深."""
    if _SHENZHEN[0] in characters.others:
        ours = "".join(sorted(characters.initials | characters.kin.keys()))
        beside = rf"|[{ours}](?:对口|科创|合作|协作)" if ours else ""
        yield from (match.start() for match in re.finditer(rf"(?<![加资精纵])深(?=企(?!业){beside})", text))


def _held_in(text: str, characters: _Characters) -> Iterator[int]:
    """A city's own character behind 在: 汉 in 在汉成立."""
    if theirs := characters.partners:
        yield from (match.start(1) for match in re.finditer(rf"在([{theirs}])(?={_HELD_IN})", text))


def _in_a_set(text: str, characters: _Characters) -> Iterator[int]:
    """港, 澳 and 台 in 港澳台同胞, 港澳企业; not in 粤港澳大湾区, which is a region."""
    for match in SETS.finditer(text):
        yield from (at for at in range(*match.span()) if text[at] in characters.others)


def _aided(text: str, characters: _Characters) -> Iterator[int]:
    """藏 in 援藏, 疆 in 援疆."""
    yield from (match.start(1) for match in re.finditer("援([藏疆])", text) if match[1] in characters.others)


_REGION_OF = "一体化|同城化|都市圈|城市群|经济圈|经济带"
_CALLED_REGION = re.compile(_REGION_OF)
_REGION_NEXT = r"(?![\u4e00-\u9fff]?(?:高速|铁路|高铁|城际|客专|客运专线|公路))"


def _of_a_region(text: str, characters: _Characters) -> Iterator[int]:
    """The members of a region of the own province's: 呼, 包 and 鄂 in 呼包鄂; no two of them may be a word (平安新区).

    Two are one where it is called a region: 兰白一体化.
    """
    every = "".join(sorted(characters.kin))
    pattern = rf"[{every}]{{2,4}}(?={_REGION_OF})|[{every}]{{3,4}}{_REGION_NEXT}"
    for run in re.finditer(pattern, text) if every else ():
        told = _CALLED_REGION.match(text, run.end())
        around = run[0] if told else text[max(0, run.start() - 1) : run.end() + 1]
        if not any(pair in common_pairs() for pair in map("".join, pairwise(around))):
            yield from range(*run.span())


# each rule with its name, and whether it reads within a longer name too: 昆玉 is a city in 新疆 as well
_RULES: tuple[tuple[str, Callable[[str, _Characters], Iterator[int]], bool], ...] = (
    ("partner_character", _beside_the_own, True),
    ("partner_character", _chengdu, True),
    ("partner_character", _shenzhen, True),
    ("conveyed_from_place", _conveyed, True),
    ("lone_character", _alone, False),
    ("run_of_characters", _in_a_run, False),
    ("held_in_city", _held_in, False),
    ("aided_place", _aided, False),
    ("set_of_characters", _in_a_set, False),
    ("region_of_initials", _of_a_region, False),
)
