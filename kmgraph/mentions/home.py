"""The place that a report speaks for, and how near to it every other place is."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import IntEnum

from kmgraph.mentions.gazetteer import Gazetteer, rank
from kmgraph.mentions.place_words import ACCIDENTAL, DOUBTFUL_FULL, ORDINARY
from kmgraph.mentions.vocabulary import Concept
from kmgraph.text.document import Document


class Nearness(IntEnum):
    """How near a place is to the report's own one."""

    SELF = 0  # the report's own place, or what it lies in: 昆明, 云南 for Kunming
    HOME = 1  # within the own city or province, beside or under the report's place: 安宁 for Kunming, 易县 for 顺平县
    KIN = 2  # elsewhere in the own province: 玉溪 for Kunming
    FAR = 3


@dataclass(frozen=True, slots=True)
class Home:
    """The report's own places: one, none for a report on the whole country, several for a text that compares cities.

    `own` holds their keys with the keys of what they lie in, `roots` the keys of their cities or provinces.
    """

    places: tuple[Concept, ...]
    own: frozenset[str]
    roots: frozenset[str]
    provinces: frozenset[str]

    @property
    def wide(self) -> bool:
        """Tell whether the report is a province's: its counties are many and named rarely. A municipality is a city."""
        return any(rank(place) == 1 and not place.label.endswith("市") for place in self.places)

    def nearness(self, place: Concept, places: Gazetteer) -> Nearness:
        """Tell how near a place is."""
        chain = places.chain(place)
        if place.key in self.own:
            return Nearness.SELF
        if not self.roots.isdisjoint(chain):
            return Nearness.HOME
        if not self.provinces.isdisjoint(chain):
            return Nearness.KIN
        return Nearness.FAR


def home_of(document: Document, places: Gazetteer) -> Home:
    """Find the report's own places: as its title says, else as the text does."""
    text = document.text
    found: tuple[Concept, ...] = ()
    if document.place:
        found = _named(document.place, places) or _named(document.place[2:], places)  # 河南|通许县
    if not found:
        found = _assembly(text[:3000], places) or _subjects(document, places) or _most_named(text, places)
    chains = [places.chain(place) for place in found]
    return Home(
        found,
        frozenset(key for chain in chains for key in chain),
        frozenset(_root(place, chain) for place, chain in zip(found, chains, strict=True)),
        frozenset(chain[-1] for chain in chains),
    )


def _root(place: Concept, chain: tuple[str, ...]) -> str:
    """The city of a county, else the place itself: its other counties are the report's neighbours."""
    return chain[1] if rank(place) == 3 and len(chain) > 1 else place.key


def _named(words: str, places: Gazetteer) -> tuple[Concept, ...]:
    """保定市顺平县 → 顺平县: each name within the one before takes its place; 武汉郑州长沙 → all three."""
    found: list[Concept] = []
    for span, senses in places.names(words):
        divisions = [place for place in senses if place.notation]
        exact = [place for place in divisions if place.label == span.of(words)]
        if found and (inside := [place for place in divisions if places.within(place, found[-1].key)]):
            found[-1] = min(inside, key=rank)
        elif chosen := exact or divisions:
            found.append(min(chosen, key=rank))
    return tuple(dict.fromkeys(found))


_ASSEMBLY = re.compile(
    r"在([\u4e00-\u9fff]{2,15}?)(?:第?[一二三四五六七八九十]{1,3}届)?人民代表大会"
    r"|(?:^|[\n　 （(])([\u4e00-\u9fff]{2,12}?)(?:人民政府)?(?:代理?)?[省市县区州旗]长[\s　]"
    r"|《([\u4e00-\u9fff]{2,12}?)(?:国民经济和社会发展|\d{4}年国民经济)"
    r"|(?:关于|^|\n)([\u4e00-\u9fff]{2,12}?)(?:\d{4}年)?(?:国民经济和社会发展|人民政府工作报告|政府工作报告)",
)


def _assembly(head: str, places: Gazetteer) -> tuple[Concept, ...]:
    """在高唐县第十八届人民代表大会第四次会议上 → 高唐县; 全国人民代表大会 says nothing."""
    for match in _ASSEMBLY.finditer(head):
        words = next(group for group in match.groups() if group)
        if found := _named(words, places):
            return found
    return ()


_SUBJECT_NEXT = re.compile(
    r"\d{4}年|[今上去]年|(?:预期|预计|实现|全[年市县省区]|上半年|完成)*(?:地区)?生产总值|GDP|经济社会|国民经济"
)
_LEAD = re.compile(r"(?:[（(]?\d{4}年(?:度|上半年|初|末|底)?|[今去上]年|全年|截至\d{4}年底|预计|关于)*[，,、：:]?")
# 到2018年末，|建平县…, 五年间，|海口市…: what tells the time at some length
_LONG_LEAD = re.compile(r"[^，,。；;、：:\n]{0,12}(?:[年月]|期间|时期|以来|季度)[^，,。；;、：:\n]{0,6}[，,：:]")


def _subjects(document: Document, places: Gazetteer) -> tuple[Concept, ...]:
    """The subjects of a text without a title: 2019年清徐县地区生产总值98.2亿元, 济南市2022年生产总值预计增长3%左右.

    What opens the text is its subject (2025年天津市重点建设…); what opens a later sentence is, where its year or its
    product follows.
    """
    if document.title or len(document.text) > 4000:
        return ()
    found: list[Concept] = []
    for number, sentence in enumerate(document.sentences):
        words = sentence.text
        lead = _LONG_LEAD.match(words) or _LEAD.match(words)
        start = lead.end() if lead else 0
        if (run := _run(words, start, places)) is None:
            continue
        place, end = run
        opens = number == 0 or _SUBJECT_NEXT.match(words, end)
        if opens and not any(places.within(place, other.key) for other in found):
            found.append(place)
    return tuple(found)


def _run(words: str, start: int, places: Gazetteer) -> tuple[Concept, int] | None:
    """The place that a run of names from `start` on comes down to, and the run's end: 重庆市万州区 → 万州区."""
    end = start
    for span, _ in places.names(words[start:]):
        if start + span.start != end:
            break
        end = start + span.end
    found = _named(words[start:end], places) if end > start else ()
    return (found[-1], end) if found else None


_LEVELS: tuple[tuple[int, str, re.Pattern[str]], ...] = (
    (1, "省", re.compile(r"[全我]省")),
    (2, "市", re.compile(r"[全我]市|全[州盟]")),
    (3, "县", re.compile(r"[全我]县|全旗")),
    (3, "区", re.compile(r"[全我]区(?!域)")),
)


_COMMON_WORDS = ORDINARY | ACCIDENTAL | DOUBTFUL_FULL


def _most_named(text: str, places: Gazetteer) -> tuple[Concept, ...]:
    """The place that a text without a title names most often, of the level that it calls its own (全省, 我市, 全县)."""
    if re.search(r"我代表国务院|全国人民代表大会|全国人大.{0,12}会议上", text[:1500]):
        return ()
    cues = {kind: len(cue.findall(text)) for _, kind, cue in _LEVELS}
    if text.count("自治区") > len(re.findall(r"(?<!自治)区[委政]", text)):
        levels = ((1, "区", _LEVELS[3][2]), *_LEVELS[1:3])  # 全区 is an autonomous region
    else:
        levels = _LEVELS
    level, kind, _ = max(levels, key=lambda row: cues[row[1]])
    counts: Counter[str] = Counter()
    for span, senses in places.names(text):
        if span.of(text) in _COMMON_WORDS:
            continue
        for place in [place for place in senses if rank(place) == 1] or senses:
            if _fits(place, level, kind, span.of(text)):
                counts[place.key] += 1
    ranked = counts.most_common(2)
    short = len(text) < 4000
    if not ranked or (not short and ranked[0][1] < 3):
        return ()
    if len(ranked) > 1 and places.within(places.by_key[ranked[1][0]], ranked[0][0]):
        ranked = ranked[:1]
    if len(ranked) > 1 and ranked[0][1] < (1.3 if cues[kind] > 3 else 2) * ranked[1][1]:
        return ()
    if not short and cues[kind] < 3:
        return ()
    return (places.by_key[ranked[0][0]],)


def _fits(place: Concept, level: int, kind: str, name: str) -> bool:
    """Tell whether a place is of the level that a report calls its own: 全省 of 河北省, 全市 of 重庆市 and of 安国市."""
    if level == 1:
        return rank(place) == 1 and place.label.endswith(kind)
    if level == 2:
        return rank(place) == 2 or (place.label.endswith("市") and (rank(place) == 1 or name == place.label))
    return rank(place) == 3
