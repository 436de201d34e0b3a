"""Named pieces of construction, engineering and investment."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kmgraph.mentions import project_words as words
from kmgraph.mentions.mention import Phase, ProjectName
from kmgraph.mentions.names import places_of
from kmgraph.mentions.organisations import owner_of
from kmgraph.mentions.project_lists import Candidate, Listing, listings
from kmgraph.mentions.project_phases import ETC_PHASE
from kmgraph.mentions.project_pieces import PROJECT_TRIGGERS
from kmgraph.mentions.project_predicates import opens_with_effect
from kmgraph.mentions.project_shapes import (
    GENERIC,
    PHYSICAL,
    PROGRAMME,
    SOFT_WORKS,
    Shape,
    ending,
    is_institution,
    own_of,
    shape_of,
)
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
    if _RESEARCH.search(found.etc):
        return iter(())
    rules = [_rule(member, found, places, heading) for member in found.members]
    if found.members and found.members[0].counted and not found.trigger:
        rules = ["" if own_of(m.text, places) < 2 else rule for m, rule in zip(found.members, rules, strict=True)]
    if found.trigger in PROJECT_TRIGGERS | words.BUILT_TRIGGERS and any(rules):
        sure = sum(map(bool, rules)) if found.etc else 0
        rules = [rule or _by_its_sisters(member, sure) for member, rule in zip(found.members, rules, strict=True)]
    elif not found.trigger and any(rules) and any(word.text in _SIGNED for word in found.after) and not found.acts:
        rules = [rule or _by_its_sisters(member, 1) for member, rule in zip(found.members, rules, strict=True)]
    elif len(rules) > 1 and found.trigger in ("", "等"):
        if "named_line" in rules or (_is_worked_on(found) and all(_is_short_line(member) for member in found.members)):
            rules = [
                rule or ("line_among_lines" if _SHORT_LINE.fullmatch(member.text) else "")
                for member, rule in zip(found.members, rules, strict=True)
            ]
        last = shape_of(found.members[-1].text)
        if not rules[-1] and not last.kind and not _is_worked_on(found):
            rules = [rule if rule == "named_line" else "" for rule in rules]
        elif any(rules):
            rules = [
                rule or _by_the_last(member, rules[-1], places)
                for member, rule in zip(found.members, rules, strict=True)
            ]
    return ((member, rule) for member, rule in zip(found.members, rules, strict=True) if rule)


# 新一代信息技术、生命科学等重大科研项目: fields of research
_RESEARCH = re.compile(r"科研|攻关|课题|研发项目|科技(?:创新|重大)*(?:专项|项目)")
# 鹭泽产业园、潭溪科技签约落户: said of what is to be built, whatever it is named by
_SIGNED = frozenset(words.listed("签约 落户 签约落户 签约落地 落地建设 落地开工"))
_SHORT_LINE = re.compile(r"[\u4e00-\u9fff]{2,4}(?<![一二红底战主热产专])线")


def _is_short_line(member: Candidate) -> bool:
    """怀潭线, 鹭白线: a road by the places that it joins."""
    return len(member.text) == 3 and bool(_SHORT_LINE.fullmatch(member.text)) and own_of(member.text, frozenset()) > 1


def _by_its_sisters(member: Candidate, sure: int) -> str:
    """东冶、北源材料等总部: a member of a list of projects that has no sign of its own; a short one needs several sisters."""
    shape = shape_of(member.text)
    if GENERIC.search(member.text) or member.counted or len(member.text) > 25:
        return ""
    known = len(member.text) > 2 or own_of(member.text, frozenset()) > 1
    return "listed_with_others" if known or (sure > 2 and not (shape.kind or shape.work)) else ""


def _by_the_last(member: Candidate, last_rule: str, places: frozenset[str]) -> str:
    """呼吸、肿瘤区域医疗中心: a member that shares the kind of the last one, or names something by itself."""
    shape = shape_of(member.text)
    if last_rule == "named_line" and len(member.text) in (2, 3) and not shape.kind and not GENERIC.search(member.text):
        return "line_among_lines"
    if GENERIC.search(member.text) or member.counted or shape.work or (shape.kind and last_rule == "named_line"):
        return ""
    own = own_of(member.text, places)
    if shape.kind:
        return "shares_last_kind" if own or shape.kind in words.SINGLE else ""
    return "shares_last_kind" if last_rule and (len(member.text) <= 6 or own > 1) else ""


@dataclass(frozen=True, slots=True)
class _Case:
    """A candidate in its list, with all that the verdicts ask about it."""

    member: Candidate
    found: Listing
    shape: Shape
    own: int
    line: bool
    built: bool
    heading: bool

    @property
    def alone(self) -> bool:
        """Nothing governs the name, and no list is closed behind it."""
        return not (self.found.before or self.found.after or self.found.trigger)


def _rule(member: Candidate, found: Listing, places: frozenset[str], heading: bool) -> str:
    """Name the rule by which a candidate is a project, "" where none applies: the first verdict that is one."""
    if not 2 <= len(member.text) <= _LONGEST or GENERIC.search(member.text):
        return ""
    shape = shape_of(member.text)
    if _PLACE_END.search(named := (shape.modifier if shape.work else member.text)) and named in places:
        return ""  # 落户安宁市, 安宁市改造3万亩
    whole = (
        shape.kind in words.INSTITUTIONS
        or (shape.kind in words.SINGLE and shape.project == "项目")
        or (shape.kind in words.CIVIC and _is_founded(found))
    )
    if not shape.modifier and not shape.stage and not whole:
        return ""
    only_begun = bool(found.before) and found.before[-1].text == "开展" and not (shape.work or found.after)
    case = _Case(
        member, found, shape, own_of(member.text, places), _is_line(shape), _is_built(found) and not only_begun, heading
    )
    return next((rule for verdict in _VERDICTS if (rule := verdict(case)) is not None), "")


_LONGEST = 45
_PLACE_END = re.compile(r"[区县市州旗]$")


def _listed_before_project(case: _Case) -> str | None:
    """加快博石高科、云天化动力电池材料等项目建设; what closes the list with another noun names no project."""
    if case.found.trigger in PROJECT_TRIGGERS:
        kind = case.shape.kind
        named = kind in words.SINGLE or (len(case.member.text) > len(kind) + 3 and kind and kind not in words.PLURAL)
        thing = kind in words.AREAS | words.CONCRETE and len(kind) > 1 and len(case.shape.modifier) > 1
        single = (named or (thing and case.found.trigger == "项目")) and not case.member.counted
        return "listed_before_project" if case.own or case.line or single else ""
    only_etc = (case.found.trigger == "等" and _is_worked_on(case.found)) or _is_said_built(case.found)
    if case.found.trigger and case.found.trigger not in words.BUILT_TRIGGERS and not (case.line or only_etc):
        return ""
    return None


def _counted_or_paper(case: _Case) -> str | None:
    """46个城中村改造项目, 一体化工程工作方案, 农村宅基地制度改革试点."""
    counted = case.member.counted or case.member.text.endswith("试点")
    return "" if counted or _PAPER.match(case.member.then) else None


def _told_by_itself(case: _Case) -> str | None:
    """What needs no verb: a hospital's branch, a stage or a work that opens a clause."""
    shape, own = case.shape, case.own
    if is_institution(case.member.text) and case.member.text.endswith(("院区", "校区", "新院", "分院")):
        return "branch_of_institution"
    if own > 1 and _BRANCH.fullmatch(case.member.text):
        return "branch_of_institution"
    if own > 1 and shape.work and case.alone and _LENGTH.match(case.member.then):
        return "work_of_length"
    if own > 1 and shape.stage and not case.found.before and not case.found.trigger:
        return "stage"
    if _is_concrete(case):
        return "concrete_thing"
    if case.member.told and own > 1:
        return "told_by_a_verb"
    hard = shape.work and shape.work not in SOFT_WORKS
    if own > 2 and hard and case.alone and not case.heading and PHYSICAL.search(case.member.text):
        return "work_alone"
    if own > 1 and shape.work in words.EXTENSIONS and any(word.text == "支持" for word in case.found.before):
        return "supported_extension"
    return None


def _is_concrete(case: _Case) -> bool:
    """朗川潭溪基地下半年复产, 鹭泽泵站形成保供能力: a thing of concrete at the head of a clause, whatever it does."""
    found, known = case.found, case.shape.kind in words.CONCRETE and case.own > 2 and case.shape.modifier
    if not known or case.heading or found.trigger or case.member.counted:
        return False
    at_head = all(word.text in _LETS for word in found.before)
    return at_head and bool(found.after) and not any(word.text in _OUTPUT | _AWARDS for word in found.after)


_LETS = frozenset(words.listed("引导 鼓励 支持 力争 确保 促进 力促 促成"))


_TAKES_PART = frozenset(words.listed("参与 深度参与"))


def _others_work(case: _Case) -> str | None:
    """积极参与西部陆海新通道建设: what one takes part in is the work of others."""
    return "" if any(word.text in _TAKES_PART for word in case.found.before[-1:]) else None


def _costed(case: _Case) -> str | None:
    """投资2亿元建设体育休闲公园, 建成全国首家交易中心: a sum or 首家 in front tells that it is one thing."""
    one = case.member.sole or any(word.text == "元" for word in case.found.before)
    shape = case.shape
    if (
        case.found.before
        and case.found.before[-1].text == "元"
        and shape.project == "项目"
        and len(shape.body) > 4
        and not shape.body.endswith(("产业", "产业类"))
    ):
        return "costed_thing" if not case.member.counted else ""
    known = (shape.kind and shape.kind not in words.PLURAL and shape.modifier) or (
        shape.work and shape.project == "项目"
    )
    return "costed_thing" if one and known and _is_worked_on(case.found) else None


def _platform(case: _Case) -> str | None:
    """搭建农业大数据平台, 打造道路养护管理平台: one system is set up, whatever the verb."""
    known = case.shape.kind in words.PLATFORMS and len(case.shape.modifier) > 1 and not case.found.trigger
    set_up = any(word.text in _SETS_UP for word in (*case.found.before[-1:], *case.found.after[:1]))
    return "platform" if known and set_up and not case.member.counted else None


_SETS_UP = frozenset(words.listed("搭建 打造 做好 抓好 建强 建设 建成 上线 启用"))


def _listed_before_kind(case: _Case) -> str | None:
    """加快皎平渡、柯渡等长征国家文化公园建设."""
    if case.found.trigger not in words.BUILT_TRIGGERS:
        return None
    if case.found.trigger == "设施" and not (case.shape.kind or case.shape.work):
        return ""
    local = case.found.trigger in words.LOCAL and case.built
    if (case.found.counted or local) and case.own >= 2 and len(case.member.text) == 2:
        return "listed_before_kind"
    if case.found.trigger in _ROADS and case.own >= 2 and case.built and _ROAD.fullmatch(case.member.text):
        return "listed_before_kind"
    proper = case.own >= 2 or case.line or (case.own and len(case.shape.kind) > 1)
    return "listed_before_kind" if proper and case.built and len(case.member.text) > 2 else ""


# 呼潭、鹭准等高速公路: a road or a railway is called by the two places that it joins
_ROADS = frozenset(words.listed("高速公路 高速 铁路 高铁 城际 客运专线 客专 公路"))
_ROAD = re.compile(r"[\u4e00-\u9fff]{2}")


def _named_line(case: _Case) -> str | None:
    """渝昆高铁, 地铁5号线: a line is one wherever it is named."""
    if _WATER_BODY.search(case.member.text) and not case.built:
        return ""
    known = case.built or not case.found.acts or case.shape.kind in ("号线", "高铁", "铁路")
    return "named_line" if case.line and known else None


def _only_title(case: _Case) -> str | None:
    """安宁温泉小镇获评“云南省特色小镇”, 全县医院产量: nothing is built."""
    shape, found = case.shape, case.found
    if any(word.text in _AWARDS for word in found.before):
        return ""
    if _only_famed(found) and (shape.work or shape.kind in (words.AREAS | words.SERVICES) - words.SIGHTS):
        return ""
    if any(word.text in _OUTPUT for word in found.after) and not (shape.stage or shape.kind in words.PLANTS):
        return ""
    return None


def _called_project(case: _Case) -> str | None:
    """开工阳宗海环湖湿地恢复建设项目."""
    if not case.shape.project:
        return None
    return "called_project" if _is_called_project(case.shape, case.found, case.own, case.built) else ""


def _not_built(case: _Case) -> str | None:
    """Nothing is done to it; an area that is only headed or praised; a plan for it (轨道交通建设规划)."""
    rebuilt = case.own and any(word.text in _REBUILT for word in case.found.before[-1:])
    area = case.shape.kind in words.AREAS and not rebuilt and not _is_said_built(case.found)
    if not case.built or (area and (case.heading or case.own < 2 or _is_awarded(case.shape, case.found))):
        return ""
    planned = any(word.text.startswith(("规划", "方案")) for word in case.found.after)
    return "" if planned and case.shape.body != case.member.text else None


# done to what stands: 扩建东市场
_REBUILT = frozenset(words.listed("扩建 改造 改建 改扩建 迁建 搬迁 改造提升 维修改造 扩建了 改造了"))


def _built_thing(case: _Case) -> str | None:
    """推进云南贵金属新材料产业园建设, 加快建设集中式厨余垃圾处理厂."""
    kind, own = case.shape.kind, case.own
    if kind and (own >= 2 or (own and len(kind) > 1)) and (len(kind) > 1 or _is_worked_on(case.found)):
        return "built_thing"
    if kind in words.SINGLE | words.INSTITUTIONS and _is_worked_on(case.found):
        return "single_thing"
    if is_institution(case.member.text) and _is_worked_on(case.found):
        return "single_institution"
    return None


# a work that may be done on anything: only on a piece of land or water it is one of building
_CLEANING = frozenset(words.listed("治理 综合治理 系统治理 整治 综合整治 整治提升 一体化 整合 保护 配套"))
_STRETCH = re.compile(r"流域|[淀溪沟湾岸片段区村镇址迹墓楼街巷]")


def _work_on_thing(case: _Case) -> str | None:
    """启动彩云路快速路提升改造, 完成县医院扩建; a work that is done everywhere needs more of a name."""
    work, own = case.shape.work, case.own
    modifier = case.shape.modifier
    one = ending(modifier, words.SINGLE | words.INSTITUTIONS) or is_institution(modifier)
    if work and one and _is_worked_on(case.found):
        return "work_on_single_thing"
    if work in _CLEANING and not (PHYSICAL.search(case.member.text) or _STRETCH.search(case.member.text)):
        return None
    if work and own >= (3 if work in SOFT_WORKS else 2):
        return "work_on_thing"
    if case.shape.stage and (own or not case.shape.body):
        return "stage"
    return None


def _said_of_built(case: _Case) -> str | None:
    """引江济淮通水, 县中医院投用: what is said of nothing but a thing that is built."""
    shape = case.shape
    one = len(shape.kind) > 1 and shape.kind not in words.AREAS | words.PLURAL and len(shape.modifier) > 1
    if one and _is_said_built(case.found):
        return "said_of_single_thing"
    if case.own >= 2 and len(case.member.text) > 2 and _is_said_built(case.found, words.SAID_WITH_KIND):
        return "said_of_built"
    return None


# the verdicts in their order: a rule's name is a yes, "" a no, None leaves it to the next
_VERDICTS: tuple[Callable[[_Case], str | None], ...] = (
    _listed_before_project,
    _counted_or_paper,
    _others_work,
    _told_by_itself,
    _costed,
    _platform,
    _listed_before_kind,
    _named_line,
    _only_title,
    _called_project,
    _not_built,
    _built_thing,
    _work_on_thing,
    _said_of_built,
)


_WATER_BODY = re.compile(r"[江河湖](?:干流)?[\u4e00-\u9fff]*段$")
_BRANCH = re.compile(r".{2,}(?:医院|医学中心|大学|中学|小学|附院).*[\u4e00-\u9fff]{2}(?:医院|分院|院区|校区|分校)")
_LENGTH = re.compile(r"[\d.]+万?(?:公里|亩|平方公里|公顷)")
# a paper about the thing, not the thing: 一体化工程工作方案, 改造进程; an aim: 以建设“…基地”为目标
_PAPER = re.compile(
    r"(?:建设|工作|发展|专项|总体|实施)*(?:体系|方案(?!研究)|规划(?!建设)|计划|意见|办法|政策|条例|行动|进程|试点|标准|机制)"
    r"|”为(?:目标|引领|统领)"
)
_AWARDS = frozenset(words.listed("获评 入选 荣获 被评为 跻身 创建 争创 位居 成为 打响"))


_OUTPUT = frozenset(words.listed("产量 产能 产能利用率"))


def _is_awarded(shape: Shape, found: Listing) -> bool:
    """…获评“云南省特色小镇”: a title is given to what has long stood; a park may be the new sight of a city."""
    after = [word.text for word in found.after]
    return any(word in _AWARDS for word in after) and not ("成为" in after and shape.kind in words.SIGHTS)


def _only_famed(found: Listing) -> bool:
    """…成为热门文旅地标: a title is all that is said."""
    phased = [word.text for word in (*found.before, *found.after) if word.phase]
    return bool(phased) and all(text in ("成为", "入选") for text in phased)


def _is_line(shape: Shape) -> bool:
    """Tell whether the name is one of a line of transport: 渝昆高铁, 地铁5号线, no 城际铁路."""
    if shape.kind == "号线":
        return True
    if shape.kind not in words.LINES or shape.project:
        return False
    rest = shape.modifier
    return len(rest) > 1 and not _MODIFIERS.fullmatch(rest) and not re.search(r"[省市县]通$|等", rest)


_MODIFIERS = re.compile(
    "(?:" + "|".join(sorted(words.LINE_MODIFIERS, key=len, reverse=True)) + r"|[\d.]+|公里|条|座|个|的)*+"
)


def _is_built(found: Listing) -> bool:
    """Something is done to the things of the list, or has been: 建设, 打造, 投产."""
    said = found.before if found.acts else (*found.before, *found.after)
    return bool(found.phase) or any(word.text in ("打造", "建设", "创建", "规划打造", "布局") for word in said)


def _is_said_built(found: Listing, besides: frozenset[str] = frozenset()) -> bool:
    """…投产, …通车: said of nothing but a thing that is built."""
    return any(word.text in words.SAID_OF_BUILT - besides for word in found.after) and not found.acts


# care that is taken, of projects as of much else
_CARE = frozenset(
    words.listed(
        "推动 抓好 搞好 抓 抓实 抓紧 开展 紧盯 盯紧 盯住 重点抓好 突出抓好 做精 成为 入选 获评 用好 办好 擦亮 抢抓 发挥"
    )
)


def _is_worked_on(found: Listing) -> bool:
    """推进…建设, 建成…, …投用: building itself is spoken of, not only care (抓好…)."""
    return any(word.phase and word.text not in _CARE for word in (*found.before, *found.after))


def _is_founded(found: Listing) -> bool:
    """规划建设文化馆、图书馆: they are to be put up, not only run better."""
    return found.phase in ("前期", "开工", "建成") or any(word.text in _FOUNDED for word in found.before[-1:])


_FOUNDED = frozenset(words.listed("建设 加快建设 新建 扩建 改扩建 迁建 续建 修建 规划建设"))
_QUOTED = re.compile(r"“[^”]+”")


# 推进县城雨污分流工程: a county has one such place
_DEFINITE = re.compile(r"(?:工业)?园区|县城|城区|主城区|老城区|新城区|开发区|高新区")


def _is_called_project(shape: Shape, found: Listing, own: int, built: bool) -> bool:
    """阳宗海环湖湿地恢复建设项目, but no programme (人才安居工程)."""
    if shape.project == "项目":
        known = bool(shape.kind or shape.work) and (bool(own and shape.kind) or len(shape.body) >= 7)
        single = shape.kind in words.SINGLE and len(shape.kind) > 3
        return own >= 2 or ((known or single) and _is_worked_on(found))
    if shape.work and is_institution(shape.modifier):
        return built
    if PROGRAMME.search(shape.body) or (_QUOTED.fullmatch(shape.body) and not PHYSICAL.search(shape.body)):
        return False
    if own >= 3 or (own == 2 and (shape.kind or shape.work or PHYSICAL.search(shape.body))):
        return True
    if _DEFINITE.match(shape.body) and (shape.kind or shape.work) and _is_worked_on(found):
        return True
    return built and len(shape.body) >= 8 and (bool(shape.work) or any(word.text == "建设" for word in found.after))


# 突出抓好潭溪电站等重点项目: care is taken of projects at whatever stage
_CARED_FOR = frozenset(words.listed("抓好 突出抓好 重点抓好 全力抓好 扎实抓好 抓实 紧盯 盯紧 盯住"))


def _stage(member: Candidate, found: Listing, rule: str) -> Phase | None:
    """王家营站与中老铁路沿线站点: a line that is spoken of without more is in use."""
    if member.told:
        return member.told
    told = any(word in found.etc for word in ETC_PHASE)
    if (
        found.trigger in PROJECT_TRIGGERS
        and found.before
        and found.before[-1].text in _CARED_FOR
        and not found.after
        and not told
    ):
        return None
    if found.trigger in PROJECT_TRIGGERS and not found.phase and any(word.text == "以" for word in found.before):
        return "在建"  # 以潭溪商贸城等项目为抓手
    if rule in ("platform", "work_of_length", "work_alone", "supported_extension"):
        return found.phase or "在建"
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
