"""Figures before the thing that they count: 新建16条城市道路, 实施总投资123亿元的58个城建类项目."""

from __future__ import annotations

import re
from collections.abc import Callable

from kmgraph.mentions.measured import Measured, Reading
from kmgraph.mentions.naming import actor, acts, ends_a_list, is_measured, lead_of, thing_behind, thing_of, verb_of
from kmgraph.mentions.phrase import without_opening
from kmgraph.mentions.quantity_words import COUNTED, FALLING, GROWING, MAKING, REACHING

_ATTRIBUTE = re.compile(
    r"(?:计划)?总?(?:投资额?|产值|建筑面积|占地面积|面积|占地|规模|装机容量|库容|里程|总长度?|全长|长度)$"
)
_UNDER_WAY = re.compile(
    r"等|已|向(?:市民|社会|公众)|正在|相继|主体|全部|顺利|成功|尽快|即将|加快|加速|快速|有序|稳步|扎实|基本|全面|累计|具备|完成|实现|通过|进入|年内|如期|进展|"
    r"(?:落户|落地|签约|投入|竣工|开工|建成|完工|投产|建设|前期|启动)(?!的|产业|类|重点|项目|工程|任务|内容|用地)"
)
# 惠及3400万人的引大济岷工程, 投资1700万元援建的养老院: what follows is said to reach so many, or to cost so much
_REACHES = re.compile(r"(惠及|覆盖|服务|辐射|带动|容纳)(?:了|约|近|超过?|逾)*$")
_PAID_FOR = re.compile(r"(?:援建|兴建|新建|修建|改建|扩建|续建|建设|建造|打造|实施)的")
_LISTED = re.compile(r"(?<![国省市县区级])[、和]")
_PAYING = ("进行", "用于", "投向", "加强", "加大", "实行", "购置", "购买", "采购")
_WHOM = 8
_WORKED = 3
_REACHED_BY = re.compile(
    r"[\u4e00-\u9fff“”]{2,16}(?:工程|项目|计划|网络|体系|平台|中心|系统|线路|公路|铁路|管网|站|圈)"
)
_HOW_MUCH = re.compile(r"(?<=[\u4e00-\u9fff])\d[\d.]*(?:[余多]?[万亿]?(?:公里|平方米|[\u4e00-\u9fff]))?$")
# 实施了 220 千伏潭溪变电站: spaces around figures are no words
_SPACED = re.compile(r"(?<=[\d\u4e00-\u9fff、])[ \u3000](?=[\d\u4e00-\u9fff])")
_FAR = 120
_PURPOSE = re.compile(r"(?:以上|左右)?(?:用于|用在|投向|投入)[^，。；、]{2,20}")
_SPENT = re.compile(r"(?:累计|总|完成|年度|计划|(?:各级|[省市县区]级?|本级)?财政)*(?:投资|投入)(?:资金)?")
_WHAT = re.compile(
    r"了?(?:(?:覆盖|惠及|涉及|占地|总投资)[^，。；、的]{2,20}的)?(?:(?!\d+千[伏瓦])\d[\d.,万亿]*[余多]?(?:公里|万亩|平方米|[个座所处条家户项名人口套台亩株眼枚批辆艘块件幢栋间吨千])?(?![A-Za-z\d]))?"
    r"(?:(?!\d)|(?=\d+千[伏瓦]))([\u4e00-\u9fff]{2,3}(?:、[\u4e00-\u9fff]{2,10}){1,4}|[\u4e00-\u9fffA-Za-z0-9“”（）]{2,24})"
)
# 实施甲线、乙线等|观摩线路整治提升
_WHAT_OF_A_LIST = re.compile(
    r"[^，。；、]{2,16}(?:、[^，。；、]{2,16}){1,6}等(?!级)(?:一批|\d+[个项处条座])?([\u4e00-\u9fff]{3,20})"
)
_STRONG = (REACHING | GROWING | FALLING) - MAKING - {"由", "从", "在", "增", "占"}
_WORKS = ("拆除", "改造", "整治", "建设", "治理", "修复", "清理", "提升", "整改", "绿化", "搬迁")
# 潭溪站、鹭泽站、朗川站|3座|泵站建成
_MEMBERS = re.compile(r"[^、，]{3,16}(?:、[^、，]{3,16})+|[^、，]{2}(?:、[^、，]{2,3})+")
_COUNTED_LEAD = re.compile(r"^[一二三四五六七八九十]{1,2}(?:大类|[项件类个条])(?:[\u4e00-\u9fff]{2,8})?$")
_DONE = re.compile(
    r"实现|完成|达到|通过|已|基本|全部|全面|如期|陆续|相继|正在|顺利|成功|建成|投产|投用|竣工|完工|开工(?!率)|启动|入选|获(?!奖)|荣获|被|"
    r"纳入|列入|入围|当选|落地|签约|达标|脱贫|入驻|投入|摘帽|出列|上市(?!公司)"
)


# 等23个|年底前竣工
_STAGE = re.compile(
    r"(?:\d{1,2}月份?[底末初中]?旬?之?前?|年[底内末]前?|[上下]半年|全部|已|力争|确保|按期|如期|陆续|基本|主体)*"
    r"((?:建成|开工|动工|竣工|完工|投产|投用|通车|达产|复工|签约|落地)(?:建设|投产|投用|运营)?)"
)
# 10个|县区通了高速
_DONE_WORD = re.compile(r"(?<=[\u4e00-\u9fff])(?<![为除])了(?=[\u4e00-\u9fff])(?!解|如)")


def investment_of_a_thing(r: Reading) -> Measured | None:
    """An attribute of what follows: 实施总投资123亿元的58个城建类项目 → 城建类项目总投资."""
    left = re.sub(r"(?:超过?|达到?|约|近|为)*\s*$", "", r.c.left)
    attribute = _ATTRIBUTE.search(left)
    spent = attribute is not None and attribute[0].endswith("投资")
    paid = _PAID_FOR.match(r.c.right) if spent else None
    listed = spent and r.next_joined and r.c.right in ("、", "的、")  # 总投资638亿元、|128个|重点项目
    if not attribute or not (r.c.right.startswith("的") or paid or listed):
        return None
    thing = r.c.right[paid.end() if paid else 1 :]
    if r.following is not None and (
        r.c.right == "的" or listed or (r.next_joined and r.c.right.endswith(("等", "等的")))
    ):
        thing = thing_of(r.following)
    elif r.next_joined and (cut := _list_cut(thing)) > 0:
        thing = thing[:cut]
    end = _UNDER_WAY.search(thing, 2)
    thing = (thing[: end.start()] if end else thing).strip(" 、和及与")
    verb = verb_of(lead_of(left[: attribute.start()]))
    return Measured(thing + attribute[0], thing, verb, "investment_of_a_thing") if thing else None


def reach_of_a_thing(r: Reading) -> Measured | None:
    """惠及3400万人的引大济岷工程开工 → 引大济岷工程惠及; 覆盖18万农村人口的供水项目 → 供水项目覆盖农村人口."""
    reaches = _REACHES.search(r.c.left)
    whom, of, thing = r.c.right.partition("的")
    if not reaches or not of or r.c.amount.kind not in COUNTED or len(whom) > _WHOM or not _REACHED_BY.match(thing):
        return None
    thing = actor(thing)
    return Measured(thing + reaches[1] + whom, thing, "", "reach_of_a_thing")


def _list_cut(thing: str) -> int:
    """Where the last member of a list of things begins, but not in 省、市重点项目."""
    return max((m.start() for m in _LISTED.finditer(thing)), default=0)


def investment_in_what_follows(r: Reading) -> Measured | None:
    """投资1.7亿元，实施县城改造提升工程 → 县城改造提升工程投资: money alone is spent on what the text says next."""
    spent = _SPENT.fullmatch(r.phrase.core)
    rest = _SPACED.sub("", r.c.after[:_FAR].lstrip("，, "))
    rest = rest if rest[:1] in "对在、" else without_opening(rest)
    verb = verb_of(rest) or (rest[:2] if rest.startswith(_PAYING) else "")
    begins = r.memory.fresh or r.c.text[r.c.clause - 1 : r.c.clause] in "；;"
    if not spent or r.c.amount.kind != "money" or not (begins or (verb and r.c.after[:1] not in "，, ")):
        return None
    listed = _WHAT_OF_A_LIST.match(rest, len(verb)) if verb else None
    what = listed or _WHAT.match(rest, len(verb)) if verb else _WHAT.match(rest, 1) if rest[:1] in "对在" else None
    if not what or (verb == "进行" and len(what[1]) < _WORKED):
        return None
    work = _HOW_MUCH.sub("", what[1]).lstrip("和及并")
    return Measured(work + spent[0], work, "", "investment_in_what_follows")


def share_for_a_purpose(r: Reading) -> Measured | None:
    """财政支出的86%用于改善民生 → 财政支出用于改善民生."""
    purpose = _PURPOSE.match(r.c.right)
    if not purpose or r.c.amount.kind != "share" or not r.phrase.core:
        return None
    name = r.phrase.core.removesuffix("的") + purpose[0].removeprefix("以上").removeprefix("左右")
    return Measured(name, name, "", "share_for_a_purpose")


def named_behind(r: Reading) -> Measured | None:
    """The thing stands behind its number: 新建16条城市道路 → 新建城市道路, 96个品牌入选… → 品牌入选…."""
    thing = thing_behind(r)
    core = r.phrase.core
    if (
        not thing
        or (is_measured(core) and not verb_of(core))
        or (core and core != verb_of(core) and not _STRONG.isdisjoint(r.phrase.tail) and not _works_on(r, thing))
    ):
        return None
    return next(found for rule in _RULES_BEHIND if (found := rule(r, lead_of(r.c.left), thing)))


def _works_on(r: Reading, thing: str) -> bool:
    """“县中振兴”工程提升|40所|普通高中办学能力: what is raised stands behind, the number counts whose it is."""
    return (
        r.phrase.tail[:1] in (("提升",), ("提高",), ("改善",)) and r.c.amount.kind == "count" and len(thing) > _WORKED
    )


def two_figures_of_a_thing(r: Reading, lead: str, thing: str) -> Measured | None:
    """完成208个点位102万平方米违规建筑物拆除 → 完成违规建筑物拆除点位."""
    following = r.next_joined
    if following is None or r.c.right != following.left or re.search(r"[、和及与]|^$", r.c.right):
        return None
    beyond, verb = thing_of(following), verb_of(lead)
    if not beyond.endswith(_WORKS):  # 惠及12个乡镇3.5万农村人口 counts two things
        return None
    return Measured(verb + beyond + thing, thing, verb, "two_figures_of_a_thing", True)


def behind_in_list(r: Reading, lead: str, thing: str) -> Measured | None:
    """新增2个院士工作站、1个国家级重点实验室 → 新增国家级重点实验室: the verb of the first holds for all."""
    verb = r.memory.last.verb
    if lead in ("惠及", "受益", "覆盖", "服务") and r.c.joined and r.c.amount.kind in COUNTED:
        return Measured(r.memory.last.base + lead + thing, thing, "", "behind_in_list", True)
    if not r.c.joined or not verb or verb_of(lead) or acts(thing) or (lead and not ends_a_list(lead)):
        return None
    return Measured(verb + thing, thing, verb, "behind_in_list", True)


def done_by_the_former(r: Reading, lead: str, thing: str) -> Measured | None:
    """4519项政务服务事项…,其中1878项实现“零跑腿” → 政务服务事项实现“零跑腿”."""
    last = r.memory.last
    goes_on = r.c.amount.unit == r.memory.unit or ("其中" in r.c.left and r.c.amount.kind in r.memory.kinds)
    if lead.removeprefix("其余") or r.memory.fresh or not _DONE.match(thing) or not goes_on:
        return None
    of = actor(last.base.removeprefix(last.verb)).removesuffix("有").removesuffix("已")
    of = "" if _DONE.match(of) else of  # 2人当选院士，47人入选计划
    return Measured(of + thing, of, "", "done_by_the_former", True)


def stage_behind(r: Reading, lead: str, thing: str) -> Measured | None:
    """实施重点项目102个，投资375亿元，23个|年底前竣工 → 重点项目竣工: how far those are that were counted before."""
    last = r.memory.last
    of = last.base.removeprefix(last.verb)
    stage = _STAGE.fullmatch(thing)
    if not stage or r.memory.fresh or verb_of(lead) or not of.endswith(("项目", "工程", "企业")):
        return None
    return Measured(of + stage[1], of, "", "stage_behind", True)


def subject_behind(r: Reading, lead: str, thing: str) -> Measured | None:
    """…等3个云南实验室全部落地昆明 → 云南实验室全部落地昆明: what is counted is what acts."""
    lead = _COUNTED_LEAD.sub("", lead)  # 十项民心工程23件实事全部完成
    named = ends_a_list(lead) or (r.c.amount.kind == "count" and _MEMBERS.fullmatch(lead))
    if verb_of(lead) or not (acts(thing) or ends_a_list(lead)) or (lead and not named):
        return None
    return Measured(_DONE_WORD.sub("", thing), actor(thing), "", "subject_behind", True)


def verb_and_thing(r: Reading, lead: str, thing: str) -> Measured:
    """启动大树营、灵光街片区等88个城中村项目 → 启动城中村项目; 贯通环湖公园100公里绿道 → all of it."""
    verb = verb_of(lead)
    between = lead[len(verb) :].removeprefix("了").removeprefix("的")
    others, listed, later = between.rpartition("、")
    if later and listed and verb_of(later) == later:  # 发展10大产业、打造|10个, but both of 新建、改造|101个
        verb, between = (lead if not others else later), ""
    if verb and ("、" in between or ends_a_list(between)):
        between = ""
    base = actor(thing) if acts(thing) else thing
    return Measured(verb + between + thing, between + base, verb, "named_behind", True)


_RULES_BEHIND: tuple[Callable[[Reading, str, str], Measured | None], ...] = (
    two_figures_of_a_thing,
    behind_in_list,
    done_by_the_former,
    stage_behind,
    subject_behind,
    verb_and_thing,
)
