"""What a figure measures: the indicator in the words before or behind it, completed where the text is elliptic."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from kmgraph.mentions.measured import NOTHING, Measured, Reading
from kmgraph.mentions.mention import Change
from kmgraph.mentions.naming import (
    actor,
    acts,
    ends_a_list,
    former_clause,
    head_of,
    is_measured,
    lead_of,
    shortened,
    thing_behind,
    thing_of,
    verb_of,
)
from kmgraph.mentions.phrase import parse_left, without_opening
from kmgraph.mentions.quantity_words import (
    COUNTED,
    FALLING,
    FALLING_FIRST,
    GROWING,
    GROWING_FIRST,
    INTRANSITIVE,
    MAKING,
    PARTIAL,
    REACHED,
    REACHING,
)

Rule = Callable[[Reading], Measured | None]


def measured_by(r: Reading) -> Measured:
    """Find the indicator of one figure: the first rule that has something to say decides."""
    return next((found for rule in RULES if (found := rule(r))), NOTHING)


# --- a figure that lies beside another ----------------------------------------------------------------------------

_FROM_PLAN = re.compile(
    r"(?P<side>超过?|超出|高于|高出|多于|好于|快于|低于|少于|慢于|比|较|完成)(?:了|省|市|县|区|年初|年度|全年|控价|原|既定|原定)*"
    r"(?:计划|预期|控价|控制|任务|预定|预算)?(?:增长)?(?:目标|计划|任务|预期|预算)(?:值|数|任务|要求)?的?(?P<way>高出?|低|多|少|快|慢|超)?$"
)
_FROM_OTHERS = re.compile(
    r"(?P<side>高于|高出|低于|快于|慢于|(?<!占)比|较|超过|超)"
    r"(?P<whom>(?:全[国省市县区]|同期|周边|[^，,、；;\d年]{1,4}(?:省|市|县|区|平均|水平))(?:平均)?(?:水平|增速|平均|增幅|目标)?)"
    r"(?P<way>高出?|低|多|少|快|慢)?$"
)
_FROM_AVERAGE = re.compile(r"(?:高于|低于|比|较)(?:全[国省市县区]|同期)平均(?:水平)?(?:高出?|低|多|少)?")
_OF_THE_PLAN = re.compile(
    r"(?:超额)?(?:完成|占|为|是)(?:了|全年|年度|省|市|年初|下达)*(?:投资)?(?:计划|任务|目标|预算)(?:任务|目标|数)?的?"
)
_BELOW = re.compile(r"低|少|慢")


def deviation_from_plan(r: Reading) -> Measured | None:
    """超计划目标0.3个百分点 → …较计划目标; 经济增速低于预期目标4.3个百分点 → 经济增速较计划目标."""
    left = r.c.left.strip(" ，,、")
    match = _FROM_PLAN.search(left)
    if not match or (match["side"] in ("比", "较", "完成") and not match["way"]):
        return None
    own = without_opening(left[: match.start()]).strip("、 ")
    change: Change = "decrease" if _BELOW.search(match["way"] or match["side"]) else "increase"
    name, base = (own, own) if own else (r.memory.whole, r.memory.last.base)
    return Measured(f"{name}较计划目标", base, "", "deviation_from_plan", change=change)


def distance_from_others(r: Reading) -> Measured | None:
    """高于全国1.7个百分点 → …较全国; 高于全省平均水平313美元 → …较全省平均水平."""
    left = r.c.left.strip(" ，,、")
    match = _FROM_OTHERS.search(left[-16:])
    if not r.c.amount.unit.endswith(("百分点", "基点")) and not _FROM_AVERAGE.fullmatch(left):
        return None
    if not match or (match["side"] in ("比", "较") and not match["way"]):
        return None
    name = parse_left(left[: len(left) - len(match[0])]).core or r.memory.last.base
    change: Change = "decrease" if _BELOW.search(match["way"] or match["side"]) else "increase"
    return Measured(f"{name}较{match['whom']}", name, "", "distance_from_others", change=change)


def share_of_the_plan(r: Reading) -> Measured | None:
    """完成年度计划的141.7% → …完成计划."""
    if not r.memory.last.indicator or not _OF_THE_PLAN.fullmatch(r.c.left.strip(" ，、,")):
        return None
    return Measured(f"{r.memory.whole}完成计划", r.memory.last.base, r.memory.last.verb, "share_of_the_plan")


# --- the thing behind ---------------------------------------------------------------------------------------------

_ATTRIBUTE = re.compile(
    r"(?:计划)?总?(?:投资额?|产值|建筑面积|占地面积|面积|占地|规模|装机容量|库容|里程|总长度?|全长|长度)$"
)
_UNDER_WAY = re.compile(
    r"等|已|正在|相继|主体|全部|顺利|落户|投入|竣工|开工|建成|完工|投产|建设|尽快|即将|加快|年内|如期|进展|前期|启动"
)
_STRONG = (REACHING | GROWING | FALLING) - MAKING - {"由", "从", "在", "增", "占"}
_WORKS = ("拆除", "改造", "整治", "建设", "治理", "修复", "清理", "提升", "整改", "绿化", "搬迁")
_DONE = re.compile(r"实现|完成|达到|通过|已")


def investment_of_a_thing(r: Reading) -> Measured | None:
    """An attribute of what follows: 实施总投资123亿元的58个城建类项目 → 城建类项目总投资."""
    left = re.sub(r"(?:超过?|达到?|约|近|为)*\s*$", "", r.c.left)
    attribute = _ATTRIBUTE.search(left)
    if not attribute or not r.c.right.startswith("的"):
        return None
    thing = r.c.right[1:]
    if r.following is not None and (r.c.right == "的" or (r.next_joined and r.c.right.endswith(("等", "等的")))):
        thing = thing_of(r.following)
    elif r.next_joined and (cut := max(thing.rfind("、"), thing.rfind("和"))) > 0:
        thing = thing[:cut]
    end = _UNDER_WAY.search(thing, 2)
    thing = (thing[: end.start()] if end else thing).strip(" 、和及与")
    verb = verb_of(lead_of(left[: attribute.start()]))
    return Measured(thing + attribute[0], thing, verb, "investment_of_a_thing") if thing else None


def named_behind(r: Reading) -> Measured | None:
    """The thing stands behind its number: 新建16条城市道路 → 新建城市道路, 96个品牌入选… → 品牌入选…."""
    thing = thing_behind(r)
    core = r.phrase.core
    if (
        not thing
        or (is_measured(core) and not verb_of(core))
        or (core and core != verb_of(core) and not _STRONG.isdisjoint(r.phrase.tail))
    ):
        return None
    return next(found for rule in _RULES_BEHIND if (found := rule(r, lead_of(r.c.left), thing)))


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
    if not r.c.joined or not verb or verb_of(lead) or acts(thing) or (lead and not ends_a_list(lead)):
        return None
    return Measured(verb + thing, thing, verb, "behind_in_list", True)


def done_by_the_former(r: Reading, lead: str, thing: str) -> Measured | None:
    """4519项政务服务事项…,其中1878项实现“零跑腿” → 政务服务事项实现“零跑腿”."""
    if lead or r.memory.fresh or not _DONE.match(thing):
        return None
    return Measured(actor(r.memory.last.base) + thing, r.memory.last.base, "", "done_by_the_former", True)


def subject_behind(r: Reading, lead: str, thing: str) -> Measured | None:
    """…等3个云南实验室全部落地昆明 → 云南实验室全部落地昆明: what is counted is what acts."""
    if verb_of(lead) or not (acts(thing) or ends_a_list(lead)) or (lead and not ends_a_list(lead)):
        return None
    return Measured(thing, actor(thing), "", "subject_behind", True)


def verb_and_thing(r: Reading, lead: str, thing: str) -> Measured:
    """启动大树营、灵光街片区等88个城中村项目 → 启动城中村项目; 贯通环城生态公园100公里一级绿道 → all of it."""
    verb = verb_of(lead)
    between = lead[len(verb) :]
    if verb and ("、" in between or ends_a_list(between)):
        between = ""
    return Measured(verb + between + thing, between + thing, verb, "named_behind", True)


_RULES_BEHIND: tuple[Callable[[Reading, str, str], Measured | None], ...] = (
    two_figures_of_a_thing,
    behind_in_list,
    done_by_the_former,
    subject_behind,
    verb_and_thing,
)

# --- nothing named: the figure goes on about something before it --------------------------------------------------

_GOAL_AGAIN = re.compile(r"(?:左右|以上)?的?(?:预期)?增长目标")
_PLACE_GROWS = re.compile(
    r"[\u4e00-\u9fff]{2,6}[市县区省州](?:(?:19|20)\d\d年|今年|去年)(?:预计|预期|将|力争|实际|实现)*(?:增长|下降)"
)
_SUBJECT = re.compile(
    r"[^，,]{1,16}?(?:产业|收入|投资|总额|产值|增加值|生产总值|经济|率|消费|贷款|存款|进出口|出口|业|量|面积|价格)"
)


def growth_of_a_place(r: Reading) -> Measured | None:
    """A place that grows is its economy: 长沙市2022年预计增长4.8% → 地区生产总值."""
    if not _PLACE_GROWS.fullmatch(r.c.left):
        return None
    return Measured("地区生产总值", "地区生产总值", "", "growth_of_a_place")


def goal_named_again(r: Reading) -> Measured | None:
    """5.5%左右的预期增长目标 is the goal of 5.5% that the text set before."""
    again = r.memory.goals.get((r.c.amount.value, r.c.amount.unit))
    if r.phrase.core or again is None or not _GOAL_AGAIN.match(r.c.right):
        return None
    return replace(again, rule="goal_named_again")


def upper_end(r: Reading) -> Measured | None:
    """The upper end of a range goes on as the lower one: 增长5%-6%."""
    if r.c.amount.edge != "upper" or thing_behind(r) or r.memory.fresh:
        return None
    return replace(r.memory.last, rule="upper_end")


def subject_of_clause(r: Reading) -> Measured | None:
    """A figure alone in its clause takes the subject of the clause before: 第二产业基础薄弱,下降0.3% → 第二产业."""
    former = "" if r.phrase.core or thing_behind(r) else former_clause(r.c)
    if not former:
        return None
    subject = _SUBJECT.match(former)
    if not subject and not r.memory.fresh:
        return None
    name = subject[0] if subject else former
    return Measured(name, name, "", "subject_of_clause")


def same_as_before(r: Reading) -> Measured | None:
    """Growth or level alone goes on about the former: 3386.4亿元,增长10.3% → 社会消费品零售总额."""
    last = r.memory.last
    if r.phrase.core or not last.indicator or (thing_behind(r) and not r.phrase.tail):
        return None
    return Measured(r.memory.whole, last.base, last.verb, "same_as_before")


# --- the name before ----------------------------------------------------------------------------------------------

_REACHED = re.compile(REACHED)
_PARTIAL = re.compile(
    r"(?:年度|当年|累计|计划|预计|概算|协议|拟定|估算|合同|年内|已|完成|总|实现|开工|竣工|签约|到位)*(?:"
    + "|".join(sorted(PARTIAL, key=len, reverse=True))
    + r")|占.{2,16}"
)
# what 其中 picks out without its noun: 其中国家级5个, 其中主城区366公顷
_PICKED = ("区", "县", "市", "镇", "村", "城", "级", "级以上", "地区", "国有", "民营", "类")
_DROPPED_VERB = re.compile(r"(?:累计)?(?:实现了?|达到|完成|确保|保持)|力争|使")
_ACTOR = re.compile(
    r"(.{2,20}?)(?:力争|确保|将|已|全面|加快|启动|开工|竣工|建成|完工|投产|投用|通车|实现|完成|有序|顺利|稳步|主体)"
)
_AREA = re.compile(r"(?<=..)(?:播种|种植|养殖|栽培)?(?:面积|规模)$")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]$")


def named_before(r: Reading) -> Measured | None:
    """The indicator stands before its figure: 确保石油及化工产业产值达1120亿元 → 石油及化工产业产值."""
    core = shortened(r.phrase.core)
    return next(found for rule in _RULES_BEFORE if (found := rule(r, core, verb_of(core)))) if core else None


def verb_alone(r: Reading, core: str, verb: str) -> Measured | None:
    """新开工30项 takes its noun from before; 完成土地收储2万亩、供应3万亩 its verb."""
    last = r.memory.last
    if core != verb or r.memory.fresh or core in INTRANSITIVE:
        return None
    if r.c.joined and last.verb in ("完成", "开展", "实施"):
        return Measured(last.verb + core, core, last.verb, "verb_alone")
    noun = re.sub(r"(?<=.{2})(?:开工|竣工|投产|签约|落地)$", "", last.base.removeprefix(last.verb))
    return Measured(core + noun, last.base, core, "verb_alone")


def changed_amount(r: Reading, core: str, verb: str) -> Measured | None:
    """降低实体经济成本160亿元 → 实体经济成本; with a count 增加 is like 新增."""
    if verb not in GROWING_FIRST | FALLING_FIRST or r.c.joined or core == verb:
        return None
    if verb == "增加" and r.c.amount.kind in COUNTED:
        return None
    return Measured(core[len(verb) :], core[len(verb) :], verb, "changed_amount")


def reached_by_the_subject(r: Reading, core: str, verb: str) -> Measured | None:
    """住院和门诊费用跨省直接结算,惠及5700多万人次 → 住院和门诊费用跨省直接结算惠及."""
    former = former_clause(r.c) if r.memory.fresh and _REACHED.fullmatch(core) else ""
    return Measured(former + core, core, verb, "reached_by_the_subject") if 2 < len(former) <= 20 else None


def part_of_the_subject(r: Reading, core: str, verb: str) -> Measured | None:
    """轨道交通S1号线一期力争年底前空载试运行,全年完成投资45亿元 → 轨道交通S1号线一期完成投资."""
    if not r.memory.fresh or not _PARTIAL.fullmatch(core):
        return None
    former = former_clause(r.c)
    subject = _ACTOR.match(former)
    if not subject or verb_of(former):
        return None
    return Measured(subject[1] + core, subject[1], verb, "part_of_the_subject")


def picked_from_the_former(r: Reading, core: str, verb: str) -> Measured | None:
    """新建改建绿地458公顷,其中主城区366公顷 → 主城区新建改建绿地."""
    last = r.memory.last
    if "其中" not in r.c.left or r.c.amount.kind not in r.memory.kinds or not core.endswith(_PICKED):
        return None
    return Measured(core + last.indicator, last.base, last.verb, "picked_from_the_former")


def part_of_the_former(r: Reading, core: str, verb: str) -> Measured | None:
    """新增高新技术企业248家,总量突破1400家 → 高新技术企业总量; 惠及群众580万人次 → …惠及群众."""
    last = r.memory.last
    partial = _PARTIAL.fullmatch(core) or (_REACHED.fullmatch(core) and not is_measured(core))
    if r.memory.fresh or not partial or last.base in core:
        return None
    owner = last.base
    if core in ("总量", "总数"):
        owner = owner.removeprefix(last.verb)
    if core.endswith(("产量", "产值", "单产", "亩产")):  # 粮食播种面积33万亩,产量12.6万吨 → 粮食产量
        owner = _AREA.sub("", owner).removesuffix(head_of(owner))
    return Measured(owner + core, owner, last.verb, "part_of_the_former")


def measured_and_done(r: Reading, core: str, verb: str) -> Measured | None:
    """实现进出口总额1716.3亿元 → 进出口总额: the verb says no more than that the figure was reached."""
    dropped = _DROPPED_VERB.match(core)
    noun = core[dropped.end() :] if dropped else ""
    if len(noun) < 2 or not is_measured(noun) or r.c.amount.kind in ("count", "people"):
        return None
    return Measured(noun, noun, "", "named_before")


def parallel_to_the_former(r: Reading, core: str, verb: str) -> Measured | None:
    """农村居民 after 城镇居民人均可支配收入 → 农村居民人均可支配收入; 出口 after 进出口总额 → 出口总额."""
    if verb or r.c.amount.kind not in r.memory.kinds or (is_measured(core) and core not in ("出口", "进口")):
        return None
    former = r.memory.last.base
    for length in range(min(len(core), 6), 1, -1):
        at = former.find(core[-length:])
        if at > 0 and len(former) > at + length and core[-length:] not in ("企业", "项目", "工程", "建设"):
            whole = core + former[at + length :]
            return Measured(whole, whole, r.memory.last.verb, "parallel_to_the_former")
    return None


def before_in_list(r: Reading, core: str, verb: str) -> Measured | None:
    """建成公共充电桩5400枪、换电站25座 → 建成换电站: the verb of the first holds for all."""
    kept = r.memory.last.verb
    if not r.c.joined or verb or not kept or r.c.amount.kind not in (*COUNTED, "money", "mass"):
        return None
    if kept in GROWING_FIRST | FALLING_FIRST:  # 压减炼钢产能1562万吨、炼铁1624万吨
        return Measured(core, core, kept, "before_in_list", change=r.memory.last.change)
    return Measured(kept + core, core, kept, "before_in_list")


def whole_name(r: Reading, core: str, verb: str) -> Measured:
    """新增机动车停车泊位1.5万个 → 新增机动车停车泊位."""
    return Measured(core, _BRACKETS.sub("", core), verb, "named_before")


_RULES_BEFORE: tuple[Callable[[Reading, str, str], Measured | None], ...] = (
    verb_alone,
    changed_amount,
    reached_by_the_subject,
    part_of_the_subject,
    picked_from_the_former,
    part_of_the_former,
    measured_and_done,
    before_in_list,
    parallel_to_the_former,
    whole_name,
)

RULES: tuple[Rule, ...] = (
    growth_of_a_place,
    goal_named_again,
    upper_end,
    deviation_from_plan,
    distance_from_others,
    share_of_the_plan,
    investment_of_a_thing,
    subject_of_clause,
    named_behind,
    same_as_before,
    named_before,
)
