"""Branches of the economy that the text speaks of as such: 石油及化工产业, 综合交通 in 综合交通投资, 旅游 in 旅游总收入.

Not what is a product, a firm, a department of government, a place or a plan that bears a branch's name, nor 服务业 and 第二产业.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ahocorasick_rs import AhoCorasick, MatchKind

from kmgraph.mentions.industry_words import (
    ALWAYS,
    ATTRIBUTE,
    COMMON_PLACE,
    FARMING,
    FIRM_SUFFIX,
    FURTHERED,
    HEADS,
    NAME_GOES_ON,
    NO_BRANCH,
    NO_BRANCH_ALONE,
    OF_WORKS,
    PLACE_OF_BRANCH,
    PREDICATE,
    PUBLIC,
    SERVICE_ATTRIBUTE,
    TO_MAKE,
    UMBRELLA,
    UMBRELLA_FIELD,
    UMBRELLA_WORKS,
    WORKS,
)
from kmgraph.mentions.mention import IndustryName
from kmgraph.mentions.vocabulary import Concept, Vocabulary
from kmgraph.text.document import Document
from kmgraph.text.span import Span


def find_industries(document: Document, vocabulary: Vocabulary) -> tuple[IndustryName, ...]:
    """Find the branches that a report speaks of, in the text's order; headings are left out: they name whole fields of work."""
    lexicon = _lexicon(vocabulary)
    text = document.text
    listed = [_with_tail(text, name) for name in _joined(text, lexicon.names(text))]
    rows = _members_of_rows(text, listed)
    alone = _outside(listed, rows)
    spoken_of = list(_listed(text, alone))
    found = [*rows, *spoken_of, *_unlisted(text, [name.span for name in (*rows, *spoken_of)])]
    mentions = []
    for name in _measured_as_one(text, sorted(found, key=lambda name: name.span)):
        sentence = document.sentence_at(name.span.start)
        if sentence is not None and not sentence.is_heading:
            mentions.append(
                IndustryName(
                    span=name.span,
                    text=name.span.of(text),
                    rule=name.rule,
                    concept=name.concept,
                    section=name.section,
                )
            )
    return tuple(mentions)


# 冶金和新材料产业|产值增长10%
_OUTPUT_OF_ONE = re.compile(
    r"(?:工业|总|实现|完成|全年|年)*(?:产值|营业收入|营收|主营(?:业务)?收入|销售收入|增加值|销售额|收入|规模)(?P<said>[^，,。；;\n]*)"
)
_EACH = re.compile(r"分别|依次")
_BOTH = re.compile(r"[均各都双]")
_FIGURES = re.compile(r"[\d.]+[^\d、和]*")


def _measured_as_one(text: str, names: list[_Name]) -> Iterator[_Name]:
    """Make one of two branches that have one figure: 冶金和新材料产业产值增长10%, but 水泥和玻璃产值分别增长5%、8%."""
    i = 0
    while i < len(names):
        end = i + 1
        while end < len(names) and _ITEM.fullmatch(text[names[end - 1].span.end : names[end].span.start]):
            end += 1
        yield from _joint_units(text, names[i:end])
        i = end


def _joint_units(text: str, row: list[_Name]) -> list[_Name]:
    """The members of a row, those that 和 joins as one where there are as many figures as members that 、 parts."""
    measured = _OUTPUT_OF_ONE.match(text, row[-1].span.end) if len(row) > 1 else None
    if measured is None or _BOTH.search(measured["said"]):
        return row
    units = [row[:1]]
    for before, name in pairwise(row):
        if text[before.span.end] == "、":
            units.append([name])
        else:
            units[-1].append(name)
    figures = len(_FIGURES.findall(measured["said"])) if _EACH.search(measured["said"]) else 1
    if figures != len(units):
        return row
    return [_Name(Span(u[0].span.start, u[-1].span.end), u[0].concept, u[0].section, u[0].rule) for u in units]


def _outside(names: list[_Name], rows: list[_Name]) -> list[_Name]:
    """The names that no member of a row holds."""
    ends = {at for row in rows for at in range(row.span.start, row.span.end)}
    return [name for name in names if name.span.start not in ends and name.span.end - 1 not in ends]


@dataclass(frozen=True, slots=True)
class _Name:
    """A branch's name in the text, the key of its concept, the letter of its section and the rule that takes it."""

    span: Span
    concept: str
    section: str
    rule: str = ""

    def taken_by(self, rule: str) -> _Name:
        return _Name(self.span, self.concept, self.section, rule)


# --- the look-up ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """Spellings with their concepts, and the longer words that forbid a match."""

    senses: tuple[tuple[str, str, str], ...]  # spelling, key, section
    spellings: AhoCorasick
    forbidden: AhoCorasick

    def names(self, text: str) -> Iterator[_Name]:
        """Yield the longest names from left to right that no longer word forbids.

        A word forbids a name that it overlaps and does not lie within: 工业园区 forbids 工业, 强化 forbids 化工 in
        强化工业投资, and leaves 工业.
        """
        barred = [Span(start, end) for _, start, end in self.forbidden.find_matches_as_indexes(text, overlapping=True)]
        barred.sort()
        last, low = 0, 0
        matches = self.spellings.find_matches_as_indexes(text, overlapping=True)
        for index, start, end in sorted(matches, key=lambda match: (match[1], -match[2])):
            if start < last:
                continue
            while low < len(barred) and barred[low].end + 40 < start:
                low += 1
            span = Span(start, end)
            if any(word.overlaps(span) and not span.contains(word) for word in _upto(barred, low, end)):
                continue
            _, key, section = self.senses[index]
            last = end
            yield _Name(span, key, section)


def _upto(spans: list[Span], low: int, end: int) -> Iterator[Span]:
    for i in range(low, len(spans)):
        if spans[i].start >= end:
            return
        yield spans[i]


@lru_cache(maxsize=2)
def _lexicon(vocabulary: Vocabulary) -> _Lexicon:
    by_key = {concept.key: concept for concept in vocabulary.industries}
    senses: dict[str, tuple[str, str, str]] = {}
    forbidden = set(TO_MAKE)
    for concept in sorted(vocabulary.industries, key=lambda concept: (len(concept.key), concept.key)):
        section = _section(concept, by_key)
        forbidden.update(concept.not_labels)
        if section not in "ST":
            for label in concept.labels:
                senses.setdefault(label, (label, concept.key, section))
    return _Lexicon(
        tuple(senses.values()),
        AhoCorasick(list(senses), matchkind=MatchKind.Standard),
        AhoCorasick(sorted(forbidden - senses.keys()), matchkind=MatchKind.Standard),
    )


def _section(concept: Concept, by_key: dict[str, Concept]) -> str:
    while concept.broader:
        concept = by_key[concept.broader[0]]
    return concept.notation or ""


# --- names that the vocabulary lists --------------------------------------------------------------------------

_BRANCH_END = re.compile(r"(?:业|经济|制造|加工|行业|种植|养殖)$")
_ATTRIBUTE = re.compile(ATTRIBUTE)
_VALUED = re.compile(
    r"(?:合计|总|工业|综合|完成)?(?:产值|投资|收入|进出口)|增加值|营收|销售额|(?:新签)?订单|各?增长|进农村|产业化发展"
)
_NAME_GOES_ON = re.compile(NAME_GOES_ON)
_PUBLIC_NEXT = re.compile(SERVICE_ATTRIBUTE)
_INDUSTRY = re.compile(r"(?:核心|综合)?产业(?!园|化|工人|政策|结构|路)")
_TAIL = re.compile(r"(?:精深|深|精)?加工业?|(?:新)?材料|零部件|零售|回收利用|装备制造|装备|制造业?")
_ITEM = re.compile(r"[、和与及]|以及")
_UNLISTED_ITEMS = r"(?:[、和与及][\u4e00-\u9fff]{1,6}){0,4}"
_ROW_END = re.compile(rf"{_UNLISTED_ITEMS}等?{UMBRELLA}")
# 健康 in 生物医药健康、高端装备制造等产业: the name's own word is longer than the spelling
_LONGER_ITEM = re.compile(rf"[\u4e00-\u9fff]{{1,3}}?{_UNLISTED_ITEMS}(?:等|[一二三四五六七八九十两\d]+大){UMBRELLA}")
_FIELD_END = re.compile(rf"{_UNLISTED_ITEMS}等?(?:{UMBRELLA}|{UMBRELLA_FIELD})")
# 交通、能源、水利等重大工程
_WORKS_END = re.compile(rf"{_UNLISTED_ITEMS}等?{UMBRELLA_WORKS}")
_WORKS_START = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|[和与及批涉]|建设|推进|加强|加快|支持|参与|补齐|承揽|谋划|推动|农村|城乡|城区|园区|投向|完善|聚焦|促进|提升|开工|引进)$"
)
_FURTHERED = re.compile(rf"{FURTHERED}(?:[\u4e00-\u9fff]{{2,4}}的)?$")
# 四大产业（有机林果、汽车零部件…）: what a bracket or a colon behind 产业 lists
_IN_LIST = re.compile(
    r"(?:(?:产业|行业)(?:集群)?”?(?:[（(：:]|分别是|包括|主要有)|(?:领域|行业|投向)(?:主要)?(?:涵盖|覆盖|涉及|集中在))[^。；;）)\n]{0,30}$"
)
# 钢铁|、化工分别增长5%和8%
_EACH_GROWS = re.compile(
    r"(?:[、和][\u4e00-\u9fff]{2,6}){1,4}(?:产值|增加值)?(?<![口量额数率人])分别(?:增长|下降)(?=\d)"
)
_PLACE_OF_BRANCH = re.compile(PLACE_OF_BRANCH)
_COMMON_PLACE = re.compile(COMMON_PLACE[:-1] + r"(?:[\u4e00-\u9fff]{2,5}[和与])?$")
_CLAUSE_START = re.compile(r"(?:^|[，,。；;：:！\n])$")
_PREDICATE = re.compile(PREDICATE)
_FARMING = re.compile(rf"{FARMING}$")
_FARMED = frozenset(("农业", "畜牧业", "渔业", "林业", "种植业", "养殖业", "林果业", "林果产业"))
_MODERN = re.compile(r"(?:现代|绿色|设施)+$")
_ENDING = re.compile(r"行业(?!协会|商会|组织)|(?:服务)?业(?![务绩余内态已者界]|主(?!营))")
_BUSINESS = re.compile(r"业(?:[务绩余态]|主(?!营))")
_URGED = re.compile(r"(?:促进|推动|加快|推进|助推|引领)$")
_ON = re.compile(r"(?:[\u4e00-\u9fff]{2}){0,3}发展(?=[，,。；;、])")
_FREE_BEFORE = re.compile(r"(?:^|[^\u4e00-\u9fff]|发展|壮大|现代|绿色|特色|传统|新型|[的和与])$")
_STOP = re.compile(r"[，,。；;：:、！\n]|和|与|及|等|，|$")


def _listed(text: str, names: list[_Name]) -> Iterator[_Name]:
    """Judge each listed name by its own form, by what follows it and by the row that it stands in."""
    rows = [
        row
        or (
            "row"
            if _IN_LIST.search(text, max(0, n.span.start - 40), n.span.start) or _EACH_GROWS.match(text, n.span.end)
            else ""
        )
        for row, n in zip(_rows(text, names), names, strict=True)
    ]
    before: _Name | None = None
    for i, name in enumerate(names):
        rule = _rule(text, name, rows[i], before)
        if rule and (_in_a_plan(text, name) or _is_a_title(text, name)):
            continue
        if rule and (rule in ("branch_of_places", "branch_of_works") or not _NAME_GOES_ON.match(text, name.span.end)):
            taken = _with_its_kind(text, _with_industry(text, name) or _with_ending(text, _of_power(text, name)))
            yield (before := taken.taken_by(rule))


def _of_power(text: str, name: _Name) -> _Name:
    """新增光伏并网40万千瓦, 9个光伏项目: power that is made, where 光伏产业 makes what it is made by."""
    if name.span.of(text) == "光伏" and _POWER_BEHIND.match(text, name.span.end):
        return _Name(name.span, "industry-D44", "D")
    return name


_POWER_BEHIND = re.compile(r"方面|项目|电站|(?:新增|累计|总)?(?:并网|装机)")


def _in_a_plan(text: str, name: _Name) -> bool:
    """实施种业振兴行动, 工业技改提升专项行动: a broad word in a plan's name; 跨境电商 in one is spoken of."""
    return len(name.span) <= _BROAD and bool(_PLAN_BEHIND.match(text, name.span.end))


def _is_a_title(text: str, name: _Name) -> bool:
    """省级农业产业化龙头企业: what a firm is named."""
    leading = _LEADING_FIRM.match(text, name.span.end)
    return leading is not None and text[name.span.start - 1 : name.span.start] == "级"


_LEADING_FIRM = re.compile(r"产业化(?:国家)?(?:重点)?龙头企业")
_BROAD = 3
_PLAN_BEHIND = re.compile(r"[\u4e00-\u9fff]{0,12}?(?:行动)(?!力|起来)")


def _rule(text: str, name: _Name, row: str, before: _Name | None) -> str:
    """Name the rule by which the text speaks of a branch, "" where it does not."""
    word, following = name.span.of(text), name.span.end
    if word not in PUBLIC and _in_common_place(text, name):
        return "branch_of_places"
    if _with_industry(text, name):
        return "branch_with_chanye"
    if word in _POWERS and (other := _POWER_NEXT.match(text, following)):
        following = other.end()  # 风电|光伏|并网
    if word.endswith("业") and _BUSINESS.match(text, following - 1):
        return ""  # 快递业务量
    if word in _PIPED and _FOUNDATIONS.match(text, following):
        return ""  # 道路、供热、供电等基础设施
    if word in PUBLIC:
        built = row in ("works", "field", "valued") and word in WORKS
        as_branch = row == "row" or built or _PUBLIC_NEXT.match(text, following)
        paid = _SUM_BEHIND.match(text, following) and _SUM_BEFORE.search(
            text, max(0, name.span.start - 14), name.span.start
        )
        of_works = (
            word in OF_WORKS
            and _WORKS_NEXT.match(text, following)
            and _WORKS_BEFORE.search(text, max(0, name.span.start - 3), name.span.start)
        )
        return "branch_of_works" if of_works else "service_as_a_branch" if as_branch or paid else ""
    if word in FIRM_SUFFIX and not _FREE_BEFORE.search(text, max(0, name.span.start - 2), name.span.start):
        return ""
    if word in ALWAYS or _BRANCH_END.search(word):
        return "branch_name"
    if row:
        return "row_of_branches"
    if word in _CROSSED and (
        _PLUS.match(text, following) or text[name.span.start - 1 : name.span.start] in ("+", "＋")
    ):
        return "branch_as_attribute"  # “旅游+”, “农业+旅游”
    if word == "旅游" and (_OF_TOURISM.match(text, following) or _GUESTS.match(text, name.span.start - 2)):
        return "branch_as_attribute"
    if _FIRMS.match(text, following) and _free_before(text, name.span.start):
        return "branch_as_attribute"
    if text.startswith(("上，", "上,"), following) and _CLAUSE_START.search(
        text, max(0, name.span.start - 1), name.span.start
    ):
        return "branch_as_subject"  # 清洁能源上，…
    if _ATTRIBUTE.match(text, following) or (
        text.startswith("以", name.span.start - 1) and _LEADS.match(text, following)
    ):
        return "branch_as_attribute"
    if _CLAUSE_START.search(text, max(0, name.span.start - 1), name.span.start) and _PREDICATE.match(text, following):
        return "branch_as_subject"
    ends = _STOP.match(text, following) is not None
    if (ends or text.startswith("体系", following)) and _FURTHERED.search(
        text, max(0, name.span.start - 9), name.span.start
    ):
        return "branch_that_is_furthered"
    if _URGED.search(text, max(0, name.span.start - 2), name.span.start) and _ON.match(text, following):
        return "branch_that_is_furthered"
    if before and text[before.span.end : name.span.start] == "、" and _PREDICATE.match(text, following):
        return "branch_as_subject"
    if ends and before and text[before.span.end : name.span.start] in ("、", "和", "与"):
        return "branch_beside_another"
    return ""


_PIPED = frozenset({"供水", "供热", "供气", "供电", "电网", "通信", "电信", "燃气"})
_FOUNDATIONS = re.compile(r"[^，。；]{0,30}?等[^，。；、]{0,4}(?:基础设施(?:建设)?(?!项目|工程)|管网)")
# 以|石化|为龙头
_LEADS = re.compile(r"为(?:龙头|重点|主导|支柱)")
# 潭溪水库等|水利|工程, 7个|铁路|项目, 重大|交通|项目: of what branch the works are
_WORKS_NEXT = re.compile(r"(?:基础设施)?(?:建设)?(?:项目|工程)(?!技术|机械|师|咨询|质量)")
_WORKS_BEFORE = re.compile(r"(?:^|[，,。；;：:\n个项等]|重[大点]|一批)$")
_CROSSED = frozenset({"旅游", "康养"})
# 年度投资960亿元，其中|交通|88亿元、|能源|120亿元
_SUM_BEHIND = re.compile(r"[\d.]+(?:万|亿)元")
_SUM_BEFORE = re.compile(r"(?:其中|[\d.]+(?:万|亿)元[、，,])$")
_PLUS = re.compile(r"[+＋]")
# 与|航空航天|等企业, but 翔泽航空等企业 is a firm
_FIRMS = re.compile(r"等[\u4e00-\u9fff]{0,2}企业")
# 国内旅游快速增长, 出境旅游超过1.2亿人次
_GUESTS = re.compile(r"(?:国内|[出入]境)旅游(?:(?:快速|稳步|持续)*增长|达到?\d|超过?\d|突破\d|人次|人数)")
_OF_TOURISM = re.compile(r"新?(?:品牌|名牌)|旅客|扶贫")


def _in_common_place(text: str, name: _Name) -> bool:
    """Tell whether a branch stands in what is no park's own name: 两个塑料园区, 世界级显示产业基地."""
    behind = _PLACE_OF_BRANCH.match(text, name.span.end)
    return bool(behind and _COMMON_PLACE.search(text, max(0, name.span.start - 10), name.span.start))


def _with_tail(text: str, name: _Name) -> _Name:
    """Take the stage of making that follows into the name: 水果加工, 半导体材料, 汽车零售."""
    tail = _TAIL.match(text, name.span.end)
    if tail is None or _BRANCH_END.search(name.span.of(text)):
        return name
    concept, section = _by_head(tail[0]) or (name.concept, name.section)
    return _Name(Span(name.span.start, tail.end()), concept, section)


def _joined(text: str, names: Iterator[_Name]) -> Iterator[_Name]:
    """Make one name of two that stand together: 造纸印刷, 农业机械装备制造. The last word is the head."""
    last: _Name | None = None
    for name in names:
        if last and last.span.end == name.span.start and not _side_by_side(text, last, name):
            last = _Name(Span(last.span.start, name.span.end), name.concept, name.section)
            continue
        if last:
            yield last
        last = name
    if last:
        yield last


def _side_by_side(text: str, first: _Name, second: _Name) -> bool:
    """交通|水利|投资100亿元, 能源|交通: what is built in both fields, not one field of the other."""
    both = {first.span.of(text), second.span.of(text)}
    return both <= _FIELDS_OF_WORKS or both <= _POWERS


_FIELDS_OF_WORKS = frozenset({"交通", "水利", "能源", "环保", "旅游", "公路", "铁路", "水运"})
_POWERS = frozenset({"风电", "光伏", "水电", "火电"})
_POWER_NEXT = re.compile("|".join(sorted(_POWERS)))


def _with_industry(text: str, name: _Name) -> _Name | None:
    """Take 产业 into the name: 光电子信息产业 where the vocabulary lists 光电子信息."""
    industry = _INDUSTRY.match(text, name.span.end)
    if industry is None or name.span.of(text).endswith("业"):
        return None
    return _Name(Span(name.span.start, industry.end()), name.concept, name.section)


def _with_ending(text: str, name: _Name) -> _Name:
    """Take 业 and 行业 into the name: 建筑材料业, 建材行业."""
    ending = None if name.span.of(text).endswith("业") else _ENDING.match(text, name.span.end)
    ending = ending or _ECONOMY.match(text, name.span.end)
    return _Name(Span(name.span.start, ending.end()), name.concept, name.section) if ending else name


# 电商经济, but 工业经济 is the branch's state
_ECONOMY = re.compile(r"(?<![工农林]业)(?<!农村)经济(?![区带圈效技学体结运发形工社])")


def _with_its_kind(text: str, name: _Name) -> _Name:
    """Take the kind of farming or making into the name: 热带特色高效农业, 现代纺织产业."""
    words = name.span.of(text)
    if words in _ENDS_OF_OTHERS and (whole := _LONGER_NAME.search(text, max(0, name.span.start - 12), name.span.start)):
        return _Name(Span(whole.start(1), name.span.end), name.concept, name.section)
    kinds = _FARMING if words in _FARMED else _MODERN if words.endswith(("产业", "矿业")) else None
    kind = kinds and kinds.search(text, max(0, name.span.start - 8), name.span.start)
    return _Name(Span(kind.start(), name.span.end), name.concept, name.section) if kind else name


# 力争|视觉智能产业: the vocabulary lists its last words alone
_ENDS_OF_OTHERS = frozenset({"智能产业", "材料产业", "装备产业", "电子产业", "设备产业"})
_LONGER_NAME = re.compile(
    r"(?:[^\u4e00-\u9fff]|力争|确保|推动|推进|发展|壮大|培育|支持|做强|做大|做优|打造)(?![我全本各该省市县区]|发展|壮大|培育|推动|推进|做|打造|聚焦|围绕|支持|提升|加快)([\u4e00-\u9fff]{2,3})$"
)


def _rows(text: str, names: list[_Name]) -> list[str]:
    """Tell for each name whether it stands in a row that ends as branches do.

    "row" before 行业, 产业, 工业 (冶金、化工、烟草等传统工业) or a name that ends in 业 (批发、零售、住宿、餐饮业), "field"
    before 领域 (危险化学品、交通运输、建设施工等领域), "works" before 工程 and 项目 (交通、能源、水利等重大工程), "valued" beside a name with its
    output or the like (绿色铝、硅光伏产值), "" elsewhere.
    """
    kinds = [""] * len(names)
    for i in range(len(names) - 1, -1, -1):
        end = names[i].span.end
        joint = _ITEM.match(text, end)
        if joint and i + 1 < len(names) and names[i + 1].span.start == joint.end():
            last = _BRANCH_END.search(names[i + 1].span.of(text))
            valued = _VALUED.match(text, names[i + 1].span.end)
            row = last and (joint[0] == "、" or text[names[i].span.start - 1 : names[i].span.start] == "、")
            kinds[i] = kinds[i + 1] or ("row" if row else "valued" if valued else "")
        elif i + 1 < len(names) and names[i + 1].span.start == end:
            kinds[i] = kinds[i + 1] or ("valued" if _VALUED.match(text, names[i + 1].span.end) else "")
        elif _LONGER_ITEM.match(text, end):
            kinds[i] = "row"
        elif joint or text.startswith("等", end) or _after_joint(text, names, i):
            if _ROW_END.match(text, end):
                kinds[i] = "row"
            elif _WORKS_END.match(text, end) and _free_before(text, names[i].span.start):
                kinds[i] = "works"
            elif _FIELD_END.match(text, end):
                kinds[i] = "field"
    return kinds


def _free_before(text: str, start: int) -> bool:
    """Tell whether nothing stands before a name that makes it a firm's: 一批水利、电力项目, but not 蓝溪电力等项目."""
    return _WORKS_START.search(text, max(0, start - 2), start) is not None


def _after_joint(text: str, names: list[_Name], i: int) -> bool:
    return i > 0 and bool(_ITEM.fullmatch(text[names[i - 1].span.end : names[i].span.start]))


# --- names that the vocabulary does not list ------------------------------------------------------------------

_CHANYE = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[和与及以是的区县])|(?<=[\u4e00-\u9fff])(?=[A-Z]))([A-Z]{2,5}|[\u4e00-\u9fff]{1,9}?)(产业|制造业|加工业|种植业|养殖业)"
    r"(?!园|化|工人|政策|结构|扶贫|帮扶|集聚(?!成势|发展)|布局|体系|带|基础|基金|工程|基地|协作|转移|集团|公司|创新中心|(?:发展)?大会)"
)
# what has an output is a branch, though no spelling lists it: 柑橘综合产值, 茶叶、竹木加工产值
_OUTPUT_ALONE = re.compile(
    r"(?:(?<![\u4e00-\u9fff、\d.])|(?<=[和与及]))((?:[\u4e00-\u9fff]{2,6}、){0,4}[\u4e00-\u9fff]{2,8}?)(?:综合|全产业链|(?<=加工)|(?<=种植)|(?<=养殖)|(?<=电池))(?:总)?产值(?!超|过|最|[率比占])"
)
# what is measured by its output is made: 蓝宝石衬底产业产值
_OUTPUT = re.compile(r"(?:集群)?(?:总|工业)?产值|主营业务收入")
_MADE = ("industry-C", "C")
_QUOTED = re.compile(r"“([\u4e00-\u9fff]{2,8})”(?:特色|优势|主导|支柱){0,2}产业(?!园|化|体系)")
_VERBS = (
    r"(?:大力发展|加快发展|积极发展|重点发展|发展|做[强优大好]做?[强优大好]?|壮大|培育|提速|推动|推进|打造|支持|促进|聚焦|围绕|依托|构建|建设|巩固|提升|"
    r"改造|实施|确保|力争|抓好|抢抓|全力|加快|形成|包括|以及|推广|扶持|引导|鼓励|布局|补齐|延伸|开发|立足|突出|深化|带动|拓展(?!现实)|优化|强化|完善|加强|"
    r"填补|成立|成功举办|举办|助力|助推|参与|同步|因地制宜|继续|年底|大力|积极|持续|重点|集中|着力|进一步|规范|升级|瞄准|紧盯|谋划|发挥|承接|引进|集聚|涵盖|涉及|拥有|深耕|主攻|培优|育强|将|把|对|以|为|在|使|让|从|削减|压减|压缩|整治|关停)+"
)
_LEADING_VERB = re.compile(rf"^{_VERBS}")
_INNER_VERB = re.compile(
    r"发展|做[强优大精]|壮大|培育|打造|提升|支持|推动|依托|聚焦|引进|布局|加大对|健全|完善|全面|其中|谋划|申报|开展|尽快|实现|助力|"
    r"加强|解决|保障|参与|新建|建成|加快向|同时对|引导|升级|扩大|抓好|推进|加快|巩固"
)
_ROW = re.compile(
    r"((?:[\u4e00-\u9fff]{1,14}、){1,16}[\u4e00-\u9fff]{2,12}?(?:[和与及][\u4e00-\u9fff]{2,8}?)?)"
    r"(?:等|[一二三四五六七八九十两\d]+[大个条项类])(?:[一二三四五六七八九十两\d]+[大个条项类])?(?:超?[十百千两\d]+亿元?级)?"
    r"(?:传统|新兴|优势|主导|支柱|特色|重点|未来|战略性|富民|绿色|先导|首位|骨干|现代|农业|工业|制造业|先进|高端|县域|资源型){0,4}"
    r"(?:产业(?!园|化|扶贫|帮扶|项目|工人|政策|基地)|行业|集群|赛道|产业链|链(?=产值|营收|规模|全))"
)
# “粮、菜、果、畜、烟、花”6大特色产业: one character each
_SHORT_ITEM = re.compile(
    r"[粮菜果畜烟花茶药菌牛羊猪鸡鸭鱼虾蟹酒钢铁铜铝锌锡煤盐磷竹林油糖蔗桑蚕薯豆棉麻枣梨桃橙柑苗禽奶渔蜂]"
)
_SHORT_ROW = re.compile(
    rf"(?<![\u4e00-\u9fff、])((?:{_SHORT_ITEM.pattern}、){{2,}}{_SHORT_ITEM.pattern})”?等?(?:[一二三四五六七八九十两\d]+大)?"
    r"(?:传统|优势|主导|支柱|特色|重点|现代|农业|富民|绿色){0,3}产业(?!园|化|项目)"
)
_ITEM_BREAK = re.compile(r"[、和与及]")
_LONGEST, _MODIFIER = 10, 3  # how long a member of a row is at most, and what may stand before its spelling
_NO_ITEM = re.compile(
    r"[等的了]|参与|保障|实现|领域|企业|项目|园区|公司|集团|基地|以[及上]|一批|分别|中心$|训练场|平台|场所"
)


def _unlisted(text: str, listed: list[Span]) -> Iterator[_Name]:
    """Read branches that no spelling lists, and map them by what their names hold."""
    taken = bytearray(len(text))  # 1 where a name stands
    for span in listed:
        taken[span.start : span.end] = b"\1" * len(span)
    for name in (*_quoted(text), *_ending_in_chanye(text), *_with_output(text)):
        free = _behind_taken(text, name, taken)
        if free:
            taken[free.span.start : free.span.end] = b"\1" * len(free.span)
            yield free


def _with_output(text: str) -> Iterator[_Name]:
    """茶叶 and 竹木加工 in 茶叶、竹木加工产值; the head word of the last tells the branch of all."""
    for match in _OUTPUT_ALONE.finditer(text):
        start = match.start(1)
        items = [Span(start + m.start(), start + m.end()) for m in re.finditer("[^、]+", match[1])]
        items[0] = _without_verb(text, items[0])
        known = _by_head(items[-1].of(text))
        if known and all(
            len(item) >= 2 and _is_branch(item.of(text)) and not _A_PLACE.search(item.of(text)) for item in items
        ):
            for item in items:
                yield _Name(item, *known, "branch_by_its_output")


_A_PLACE = re.compile(r"[县市区州旗镇乡年]$")


def _behind_taken(text: str, name: _Name, taken: bytearray) -> _Name | None:
    """装备产业 in 汽车和装备产业, whose 汽车 is known: what stands behind the joint; None where all of it is taken."""
    at = name.span.start
    for joint in _ITEM_BREAK.finditer(text, name.span.start, name.span.end):
        if any(taken[at : joint.end()]):
            at = joint.end()
    known = at == name.span.start or _is_branch(_KIND_OF_BRANCH.sub("", text[at : name.span.end]))
    if any(taken[at : name.span.end]) or not known:
        return None
    return _Name(Span(at, name.span.end), name.concept, name.section, name.rule)


_KIND_OF_BRANCH = re.compile(r"(?:产业|制造业|加工业|种植业|养殖业)$")


def _ending_in_chanye(text: str) -> Iterator[_Name]:
    """肉兔产业 → A, 豆制品加工业 → C; 精密仪器 in 精密仪器等产业, 人参 in 人参全产业链."""
    for match in _CHANYE.finditer(text):
        span = _without_verb(text, Span(match.start(), match.end(1)))
        words = span.of(text)
        if not _is_branch(words):
            continue
        cut = words.find("等") if "等" in words else len(words) - 1 if words[-1] == "全" else -1
        span = Span(span.start, span.start + cut if cut >= 0 else match.end())
        if len(span) and (known := _by_head(span.of(text))):
            yield _Name(span, *known, "branch_by_its_head_word")
        elif span.end == match.end() and len(words) > 1 and _OUTPUT.match(text, span.end):
            yield _Name(span, *_MADE, "branch_by_its_output")


def _quoted(text: str) -> Iterator[_Name]:
    """A branch that a county calls by a figure of its own: “三菌一茶”产业 → A."""
    for match in _QUOTED.finditer(text):
        if known := _by_head(match[1]):
            yield _Name(Span(*match.span()), *known, "branch_by_its_head_word")


def _members_of_rows(text: str, names: list[_Name]) -> list[_Name]:
    """Each member of the rows of branches: 肠衣, 定瓷 and 汽车零部件 in 肠衣、定瓷、汽车零部件等特色产业.

    A member takes its concept from the spelling or the head word in it, else from the member before it; a row of 行业
    holds places to be kept safe as well (人员密集场所), so there a word must tell.
    """
    found: list[_Name] = []
    for match in _SHORT_ROW.finditer(text):
        signs = _SHORT_ITEM.finditer(text, *match.span(1))
        found += [_Name(Span(*sign.span()), *(_by_head(sign[0]) or _MADE), "row_of_branches") for sign in signs]
    for match in _ROW.finditer(text):
        row = Span(*match.span(1))
        within = names[bisect_left(names, row.start, key=_start) : bisect_left(names, row.end, key=_start)]
        members = [_member(text, item, within) for item in _items(text, row, within)]
        known = next((member for member in members if member and member.section), None)
        for member in members:
            if known and member and (member.section or not text.startswith("行业", match.end() - 2)):
                known = member if member.section else _Name(member.span, known.concept, known.section)
                found.append(known.taken_by("row_of_branches"))
    return found


def _start(name: _Name) -> int:
    return name.span.start


def _items(text: str, row: Span, names: list[_Name]) -> Iterator[Span]:
    """The pieces of a row between its joints; one within a name parts nothing: 石油及化工."""
    start = row.start
    for joint in _ITEM_BREAK.finditer(text, row.start, row.end):
        if not any(name.span.start < joint.start() < name.span.end for name in names):
            yield Span(start, joint.start())
            start = joint.end()
    yield Span(start, row.end)


def _member(text: str, item: Span, names: list[_Name]) -> _Name | None:
    """Read one piece of a row: its whole name without the verb before it; no section where nothing in it tells one."""
    span = _without_verb(text, item)
    words = span.of(text)
    listed = [name for name in names if span.contains(name.span)]
    last = listed[-1] if listed else None
    if last and (len(words) > _LONGEST or (last.span.end == span.end and len(words) > len(last.span) + _MODIFIER)):
        return last
    if last and last.span == span:
        return last
    if not 2 <= len(words) <= _LONGEST or words in NO_BRANCH or words in NO_BRANCH_ALONE or _NO_ITEM.search(words):
        return None
    if last:
        return _Name(span, last.concept, last.section)
    return _Name(span, *(_by_head(words) or ("", "")))


def _without_verb(text: str, span: Span) -> Span:
    """Cut what stands before a branch's name: 茉莉花 in 宾阳发展茉莉花, 钢铁 in 大力提升钢铁."""
    words = span.of(text)
    verb = _LEADING_VERB.match(words)
    start = verb.end() if verb else 0
    for inner in _INNER_VERB.finditer(words, start):
        start = inner.end()
    return Span(span.start + start, span.end) if start < len(span) else span


_NO_BRANCH = tuple(NO_BRANCH)


def _is_branch(words: str) -> bool:
    return bool(words) and words not in NO_BRANCH_ALONE and not words.endswith(_NO_BRANCH)


def _by_head(words: str) -> tuple[str, str] | None:
    """The concept and section of a name by the last head word in it: 汽车零部件加工业 → C."""
    found = [(match.end(), key, letter) for letter, key, head in HEADS for match in re.finditer(head, words)]
    return max(found)[1:] if found else None
