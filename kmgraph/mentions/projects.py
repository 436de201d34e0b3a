"""Named pieces of construction, engineering and investment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kmgraph.mentions import project_words as words
from kmgraph.mentions.mention import Phase, ProjectName
from kmgraph.mentions.names import places_of
from kmgraph.mentions.organisations import owner_of
from kmgraph.mentions.predicate_words import PAPERS
from kmgraph.mentions.project_lists import Candidate, Listing, listings
from kmgraph.mentions.project_pieces import PROJECT_TRIGGERS, THING_TRIGGERS
from kmgraph.mentions.project_predicates import opens_with_effect
from kmgraph.mentions.project_shapes import GENERIC, PHYSICAL, own_of, shape_of
from kmgraph.mentions.project_signs import is_said_built, is_worked_on
from kmgraph.mentions.project_verdicts import ROADS, rule_of
from kmgraph.mentions.vocabulary import Vocabulary
from kmgraph.text.document import Document
from kmgraph.text.span import Span


def find_projects(document: Document, vocabulary: Vocabulary) -> tuple[ProjectName, ...]:
    """Find the named projects of a document, in the text's order.

    加快云南裕能、博石高科、云天化动力电池材料等项目建设 → three names, each 在建.
    """
    places = places_of(vocabulary, document.place or "")
    found: dict[Span, ProjectName] = {}
    for sentence in document.sentences:
        for listed in listings(sentence.text, sentence.part == "review"):
            for candidate, rule in _accepted(listed, places, sentence.is_heading):
                span = Span(candidate.start, candidate.end).shift(sentence.span.start)
                found[span] = ProjectName(
                    span=span,
                    text=candidate.text,
                    rule=rule,
                    phase=_stage(candidate, listed, rule),
                    owner=owner_of(candidate.text, places),
                )
    return tuple(found[span] for span in sorted(found))


def _accepted(found: Listing, places: frozenset[str], heading: bool) -> Iterator[tuple[Candidate, str]]:
    """Yield the members of a list that are projects, each with the rule that says so.

    Members of one list are of one sort: where the last one of an open list is none, the list names something else (抓好
    东街、北市、水巷夜间消费场景); where others before 等项目 are ones, so is one that nothing else tells.
    """
    able = found.trigger not in PROJECT_TRIGGERS and found.members and _ABLE.match(found.members[-1].then)
    if found.members and (_PUT_RIGHT.match(found.members[-1].then) or _RANKED.search(found.members[-1].text)):
        return iter(())
    bettered = found.members and found.before and found.before[-1].text in _BETTERED
    if bettered and _QUALITY.match(found.members[-1].text[-6:] + found.members[-1].then):
        return iter(())
    if able or _RESEARCH.search(found.etc) or (found.members and _TRAINS.match(found.members[-1].then)):
        return iter(())
    rules = [rule_of(member, found, places, heading) for member in found.members]
    if found.members and found.members[0].counted and not found.trigger:
        rules = ["" if own_of(m.text, places) < 2 else rule for m, rule in zip(found.members, rules, strict=True)]
    if found.trigger in THING_TRIGGERS and any(rules):
        sure = sum(map(bool, rules))
        if not found.etc and (sure < len(rules) - 1 or _SORTS.match(found.members[-1].then)):
            sure = 0
        rules = [rule or _by_its_sisters(member, sure) for member, rule in zip(found.members, rules, strict=True)]
        if found.trigger in ROADS and is_worked_on(found):
            rules = [rule or _by_two_places(member) for member, rule in zip(found.members, rules, strict=True)]
    elif not found.trigger and any(rules) and any(word.text in _SIGNED for word in found.after) and not found.acts:
        rules = [rule or _by_its_sisters(member, 1) for member, rule in zip(found.members, rules, strict=True)]
    elif len(rules) > 1 and found.trigger in ("", "等"):
        if "named_line" in rules or (is_worked_on(found) and all(_is_short_line(member) for member in found.members)):
            rules = [
                rule or ("line_among_lines" if _SHORT_LINE.fullmatch(member.text) else "")
                for member, rule in zip(found.members, rules, strict=True)
            ]
        last = shape_of(found.members[-1].text)
        if not rules[-1] and not last.kind and not is_worked_on(found):
            rules = [rule if rule == "named_line" else "" for rule in rules]
        elif any(rules):
            rules = [
                rule or _by_the_last(member, rules[-1], places)
                for member, rule in zip(found.members, rules, strict=True)
            ]
            named = any(
                rule and own_of(member.text, places) > 1 for member, rule in zip(found.members, rules, strict=True)
            )
            if named and (is_worked_on(found) or is_said_built(found)):
                rules = [
                    rule or _by_its_likes(member, places) for member, rule in zip(found.members, rules, strict=True)
                ]
    return ((member, rule) for member, rule in zip(found.members, rules, strict=True) if rule)


# 粮食、花卉、建筑模板|五大市场: sorts, where 南山、银泽、怀潭|4个水电站 are places
_SORTS = re.compile(r"[\d两三四五六七八九十]+大")
# 新一代信息技术、生命科学等重大科研项目: fields of research
_RESEARCH = re.compile(r"产业工程|科研|攻关|课题|研发项目|科技(?:创新|重大)*(?:专项|项目)")
# 推进中医院创三级、妇幼保健院创二级医院, 鹭泽山5A景区创建: a rank
_RANKED = re.compile(r"[345]A级?(?:旅游)?(?:景区$|巩固|创建)|(?:创建?|争创|[晋升]至?)[一二三](?:级|甲)|升格")
# 安居工程乱象治理|2个省级整治项目: what is put right is no work
_PUT_RIGHT = re.compile(r"等?\d+个(?:全国|省级|市级|县级)整治项目")
# 常态化开行鹭泽快线、潭欧快线等|公共班列: trains that run
_TRAINS = re.compile(r"等[\u4e00-\u9fff]{0,6}班列(?!集结|枢纽|中心|基地)")
# 支持鹭泽机场提升货运能力, 以煤化工、乳制品为主: nothing is built
_ABLE = re.compile(
    r"(?:建设|打造|培育|发展)成为|等?[^，,。；;、]{0,8}?(?:提升|提高|增强|发挥|的)[^，,。；;、]{0,9}?(?:能力|水平|作用|功能|能级|竞争力|影响力)(?!提升|建设|工程|项目)|(?:生产|制造|加工)?为(?:主|特色|代表)"
    r"|等[^，,。；;、]{0,10}?(?:(?<!高)能级|竞争力|影响力)(?!提升|建设|工程|项目)|(?:等[^，,。；;、]{0,8}?)?(?:联动|协同|错位|融合|一体化|高质量|集群|集聚)(?:融合)?发展"
)
# 提升|县医院和中医院|救治能力: how well they do, not that they are built
_BETTERED = frozenset(words.listed("提升 提高 增强 改善 强化"))
_QUALITY = re.compile(
    r"[\u4e00-\u9fff]{0,6}?(?:[和与及、][\u4e00-\u9fff]{2,6}?)?(?:服务|救治|诊疗|医疗|办学|教学|管理|综合|保障|承载|供给)?(?:能力|水平|质量|条件|环境)(?![提建]|项目|工程)"
)
# 鹭泽产业园、潭溪科技签约落户: said of what is to be built, whatever it is named by
_SIGNED = frozenset(words.listed("签约 落户 签约落户 签约落地 落地建设 落地开工"))
_SHORT_LINE = re.compile(r"[\u4e00-\u9fff]{2,4}(?<![一二红底战主热产专])线")


def _is_short_line(member: Candidate) -> bool:
    """怀潭线, 鹭白线: a road by the places that it joins."""
    return len(member.text) == 3 and bool(_SHORT_LINE.fullmatch(member.text)) and own_of(member.text, frozenset()) > 1


def _by_its_sisters(member: Candidate, sure: int) -> str:
    """东冶、北源材料等总部: a member of a list of projects that has no sign of its own; a short one needs several sisters."""
    shape = shape_of(member.text)
    if GENERIC.search(member.text) or _WORKS_OF_ALL.fullmatch(member.text) or member.counted or len(member.text) > 25:
        return ""
    known = len(member.text) > 2 or own_of(member.text, frozenset()) > 1
    return "listed_with_others" if known or (sure > 2 and not (shape.kind or shape.work)) else ""


# 污水处理, 供热, 电力通讯 among projects: what is done in every place, of no name
_WORKS_OF_ALL = re.compile(
    "(?:"
    + "|".join(
        words.listed(
            """
            农村 农业 城市 集中 安全 综合 现代 小型 大型 打井 配套 污水 垃圾 雨水 中水 再生水 污泥 固废 供水 供热 供气 供电 供暖 排水 给排水 电力 通讯 通信 交通
            道路 公路 绿化 亮化 美化 照明 节能 饮水 饮用水 农田 水利 灌溉 节水 处理 处置 干化 回用 利用 无害化 管网 管线 光伏 风力 风电 发电 网络 设施 景观 水系
            建设 改造 改扩建 整治 治理 提升 保护 开发 旅游 干线 装备 制造 加工 精深 食品 物流 仓储 资源 回收 再生 雕塑 节点 拥堵 生活 排污口 水源 土地 整理
            """
        )
    )
    + ")+"
)


def _by_two_places(member: Candidate) -> str:
    """潭白、新港等高速公路: a short member of a list of roads is a road, be its characters common."""
    return "listed_with_others" if _JOINED.fullmatch(member.text) and not GENERIC.search(member.text) else ""


_JOINED = re.compile(r"(?![农乡]村|城区|城乡|县乡|重点|干线)[\u4e00-\u9fff]{2,3}")


_AREA = re.compile(r"[\d.]+[十百千万亿]*(?:亩|人|户|千瓦|立方米)")


def _by_the_last(member: Candidate, last_rule: str, places: frozenset[str]) -> str:
    """呼吸、肿瘤区域医疗中心: a member that shares the kind of the last one, or names something by itself."""
    shape = shape_of(member.text)
    bare = not shape.kind or (len(shape.kind) == 1 and len(member.text) == 2)  # 曲港 before 津石高速 is no harbour
    if last_rule == "named_line" and len(member.text) in (2, 3) and bare and not GENERIC.search(member.text):
        return "line_among_lines"
    paper = member.text in PAPERS  # 完成|征地、航站楼改造立项
    if (
        paper
        or GENERIC.search(member.text)
        or member.counted
        or shape.work
        or _AREA.match(member.then)  # 抓好受益面积|770万亩、惠及3600万人的潭溪工程
        or (shape.kind and last_rule == "named_line")
    ):
        return ""
    own = own_of(member.text, places)
    if shape.kind:
        return "shares_last_kind" if own or shape.kind in words.SINGLE else ""
    return "shares_last_kind" if last_rule and (len(member.text) <= 6 or own > 1) else ""


def _by_its_likes(member: Candidate, places: frozenset[str]) -> str:
    """加快潭溪高铁、钢铁基地铁路专用线建设: among projects whatever names one thing is one, be its words common."""
    shape = shape_of(member.text)
    if GENERIC.search(member.text) or member.counted or not 3 <= len(member.text) <= 25:
        return ""
    if _ANY_STREET.fullmatch(member.text):
        return "among_projects"
    if _OF_MANY.match(member.text) or len(shape.modifier) < 2:
        return ""
    one = len(shape.kind) > 1 and shape.kind not in words.PLURAL and shape.kind not in _NAMED_BY_USE
    called = shape.project and (shape.kind or PHYSICAL.search(shape.modifier))
    return "among_projects" if one or called else ""


# 租赁市场, 出口基地, 服务平台: an activity goes by such a name as often as a thing
_NAMED_BY_USE = frozenset(
    words.listed(
        "市场 平台 基地 系统 枢纽 走廊 园区 产业园区 电厂 信息平台 管理平台 景区 旅游区 小镇 片区 新城 矿井 油田 气田 油气田"
    )
)
# 大型油气田, 乡镇寄宿制学校, 三大片区: there are several of the sort
_OF_MANY = re.compile(
    r"大型|综合(?!管廊)|国家|重要|主要|区域|城际|城市间|跨|虚拟|乡镇|城乡|农村|村级|便民|公共|配套|中试|概念|[一二三四五六七八九十]大|[A-Z]级|绿化|亮化|美化|绿道|数据|公办|街边|口袋|社区"
)


# 开源路 among 百泉路、广昌大街: here the street has a name, whatever the word may be elsewhere
_ANY_STREET = re.compile(r"[\u4e00-\u9fff]{2,4}(?<![铁公道线网速主支])(?:路|大街|大道)")


def _stage(member: Candidate, found: Listing, rule: str) -> Phase | None:
    """王家营站与中老铁路沿线站点: a line that is spoken of without more is in use."""
    if member.told:
        return member.told
    if found.trigger in PROJECT_TRIGGERS and not found.phase and any(word.text == "以" for word in found.before):
        return "在建"  # 以潭溪商贸城等项目为抓手
    if rule in ("platform", "work_of_length", "work_alone", "supported_extension"):
        return found.phase or "在建"
    if rule == "park_that_is_let":
        return "运营" if "入驻" in member.then else found.phase
    if rule == "concrete_thing" and opens_with_effect(member.then):
        return None
    if rule == "concrete_thing" and not found.phase:
        return "投产" if shape_of(member.text).kind in words.PLANTS else "在建"
    costed = all(word.text == "元" for word in found.before)
    if rule == "called_project" and costed and not (found.after or found.trigger):
        return found.phase or "在建"
    if rule == "named_line" and member.then.startswith("沿线"):
        return "运营"
    if rule == "named_line" and not any(word.phase for word in (*found.before, *found.after)):
        return found.phase or "运营"
    return found.phase
