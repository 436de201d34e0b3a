"""What a figure measures: the indicator in the words before or behind it, completed where the text is elliptic."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from kmgraph.mentions.comparisons import (
    deviation_from_plan,
    distance_from_others,
    latter,
    plan_of_the_former,
    share_of_that_plan,
    share_of_the_plan,
)
from kmgraph.mentions.measured import NOTHING, PAID, Measured, Reading
from kmgraph.mentions.naming import (
    MOVED_TO,
    budget_beside,
    former_clause,
    head_of,
    is_measured,
    shortened,
    thing_behind,
    thing_of,
    topic_of,
    verb_of,
)
from kmgraph.mentions.phrase import parse_left, without_opening
from kmgraph.mentions.quantity_words import (
    COUNTED,
    FALLING_FIRST,
    GROWING_FIRST,
    INTRANSITIVE,
    PARTIAL,
    REACHED,
    REACHING,
    SHARED_HEADS,
)
from kmgraph.mentions.things import (
    investment_in_what_follows,
    investment_of_a_thing,
    named_behind,
    reach_of_a_thing,
    share_for_a_purpose,
)

Rule = Callable[[Reading], Measured | None]


def measured_by(r: Reading) -> Measured:
    """Find the indicator of one figure: the first rule that has something to say decides."""
    found = next((found for rule in RULES if (found := rule(r))), NOTHING)
    examples = _EXAMPLES.fullmatch(found.indicator) if r.c.amount.kind in COUNTED else None
    if examples:
        noun = examples["noun"] or ("项目" if r.c.amount.unit in _OF_PROJECTS else "")
        return replace(found, indicator=examples["verb"] + noun) if noun else found
    return found


# 打通|鹭泽东路、潭溪路等|断头路9条: how many are counted, of which some are named
_EXAMPLES = re.compile(
    r"(?P<verb>(?:新改建|新建扩建|新建改造|新建改建|改扩建|新建|改建|改造|建成|建设|修建|开工|打通|实施|完成|治理|整治|修复|发布))[\u4e00-\u9fff、]{3,40}(?<![高中初同平均对特优])等(?![级额量])(?P<noun>[\u4e00-\u9fff]{2,8}|$)"
)
# 开工潭溪水厂扩建等|5个: projects are what is counted so
_OF_PROJECTS = frozenset({"个", "项"})


# --- nothing named: the figure goes on about something before it --------------------------------------------------

_GOAL_AGAIN = re.compile(r"(?:左右|以上)?的?(?:预期)?增长目标")
_PLACE_GROWS = re.compile(
    r"[\u4e00-\u9fff]{2,6}[市县区省州](?:(?:19|20)\d\d年|今年|去年)(?:预计|预期|将|力争|实际|实现)*(?:增长|下降|增速为?)"
)
_SUBJECT = re.compile(
    r"(?:(?!实现|带动|推动|双双|持续|保持|[由从]|稳中)[^，,]){1,18}"
    r"(?:产业|收入|投资|总额|产值|增加值|生产总值|经济(?!社会|发展|开发|技术|合作)|率|消费|贷款|存款|余额|占比|比重|进出口|出口|总[值量产]|业(?!合作|主体|人员|基地|园|组织|保险|机构|服务|集群|企|技术)|量(?!发展)|面积|价格)"
)


def growth_of_a_place(r: Reading) -> Measured | None:
    """A place that grows is its economy: 济南市2022年预计增长3.1% → 地区生产总值."""
    if not _PLACE_GROWS.fullmatch(r.c.left):
        return None
    return Measured("地区生产总值", "地区生产总值", "", "growth_of_a_place")


def goal_named_again(r: Reading) -> Measured | None:
    """5.5%左右的预期增长目标 is the goal of 5.5% that the text set before."""
    again = r.memory.goals.get((r.c.amount.value, r.c.amount.unit))
    if r.phrase.core or again is None or not _GOAL_AGAIN.match(r.c.right):
        return None
    return replace(again, rule="goal_named_again")


def named_by_the_next(r: Reading) -> Measured | None:
    """在上年增长6%的基础上，力争工业增加值增长7% → 工业增加值: what a figure builds on is named behind it."""
    if not _BASIS.match(r.c.right) or r.following is None or r.phrase.core != verb_of(r.phrase.core):
        return None
    core = parse_left(r.following.left).core
    name = core[len(verb_of(core)) :] or thing_of(r.following)
    return Measured(r.phrase.core + name, name, r.phrase.core, "named_by_the_next") if name else None


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
    if _MORE.fullmatch(r.phrase.core) and last.indicator and r.c.amount.kind in r.memory.kinds:
        return Measured(r.memory.whole, last.base, last.verb, "same_as_before", change="increase")
    moved = r.memory.moving and r.c.joined and MOVED_TO.fullmatch(r.c.left.strip())  # 由51家|整合为|33家
    if (r.phrase.core and not moved) or not last.indicator or (thing_behind(r) and not r.phrase.tail):
        return None
    whole = r.memory.whole
    if owed := _paid_for_works(r):
        return owed
    new = last.verb.startswith("新") or last.indicator.endswith(_NEW)
    if new and not _TOTAL.isdisjoint(r.phrase.tail) and r.c.amount.kind in r.memory.kinds:
        whole = (
            last.base.removeprefix(last.verb).removesuffix("新增").removesuffix("净增")
        )  # 新增上市企业15家、达到96家
    return Measured(whole, last.base, last.verb, "same_as_before")


def _paid_for_works(r: Reading) -> Measured | None:
    """续建项目35个，完成|12亿元; 新开工80个，年度投资767亿元；续建138个，|1436亿元: money behind a count is paid for what is counted."""
    last = r.memory.last
    counted = r.memory.unit in _OF_PROJECTS and "count" in r.memory.kinds
    if r.c.amount.kind != "money" or not (counted or last.rule in PAID):
        return None
    done = "完成" in r.phrase.tail and ("累计" if "累计" in r.phrase.tail else "") + "完成投资"
    paid = done or (r.memory.paid if counted and not r.c.left.strip(" ，,、") else "")
    name = last.indicator if counted else last.base
    if name.endswith("投资"):
        return None
    return Measured(name + paid, last.base, last.verb, "paid_for_works") if paid else None


_NEW = ("新增", "净增")
_BASIS = re.compile(r"(?:左右|以上)?的?基础上")
_MORE = re.compile(r"(?:同比|环比|[比较](?:上年|去年|年初|上届)[末底]?)+(?:净增|新增|多增|多投|多收|多完成)")
_TOTAL = {"达到", "达", "增至", "总计", "总数达", "累计达", "累计达到"}


# --- the name before ----------------------------------------------------------------------------------------------

_REACHED = re.compile(REACHED)
_PARTIAL = re.compile(
    r"(?:年度|意向|当年|累计|计划|预计|概算|协议|拟定|估算|合同|年内|已|完成|总|实现|开工|竣工|签约|到位|治理|修复|改造|种植|养殖|播种)*(?:"
    + "|".join(sorted(PARTIAL, key=len, reverse=True))
    + r")|占.{2,16}"
)
# what is moved by something else: 补贴带动汽车零售额
_MOVED = re.compile(r".{0,24}(?:带动|推动|促进|拉动|助推|支撑|带来)(.{3,}|[户村人亩]均)")
# what is counted at the end of it: 滨海旅游带动|接待游客, 蓝莓带动|村均增收
_EFFECT = re.compile(
    r"(?:接待|新增|实现|吸引)[\u4e00-\u9fff]{2,6}|[户村人亩]均(?:增收|年增收|纯?收入)|农民|群众(?:增收|就业)"
)
# what 其中 picks out without its noun: 其中国家级5个, 其中主城区366公顷
_PICKED = ("区", "县", "市", "镇", "村", "城", "级", "级以上", "地区", "国有", "民营", "类")
_DROPPED_VERB = re.compile(r"(?:累计)?(?:实现了?|达到|完成|确保|保持)|力争|使")
_ACTOR = re.compile(
    r"(.{2,20}?)(?:途经|途径|起于|始于|力争|确保|将|已|全面|加快|启动|开工|竣工|建成|完工|投产|投用|通车|实现|完成|有序|顺利|稳步|基本|(?<!经营)(?<!市场)主体)"
)
# the work that a clause names: 开展矿山生态修复，治理面积|430公顷
_WORK = re.compile(
    r"(?:开展|实施|推进|启动|抓好)([^，。；、]{3,16}(?:修复|治理|整治|改造|造林|绿化|种植|养殖|工程|行动))$"
)
_BARE_HEAD = re.compile(
    r"(?:完成|实现)?((?:年|总|主营业务|营业|销售|工业)*(?:产值|收入|增加值|利税|利润|税收|销售额|交易额|产量|产|单产|投资|从业人员|规模))"
)
_AREA = re.compile(r"(?<=..)(?:播种|种植|养殖|栽培)?(?:面积|规模)$")
_KIND_OF_LIST = re.compile(r"[、].*等(?!级|额|量)([\u4e00-\u9fff]{2,8})$")
_PER_HEAD = re.compile(r"(?:^|[^\u4e00-\u9fff])[人户亩]均(?:[达超]到?过?|为|突破|增至|增加到|提高到)?$")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]$")


def named_before(r: Reading) -> Measured | None:
    """The indicator stands before its figure: 确保石油及化工产业产值达1120亿元 → 石油及化工产业产值."""
    core = shortened(r.phrase.core, made=not r.phrase.tail)
    if (doing := _PLANNED_DOING.match(core)) and verb_of(core[doing.end() :]) == core[doing.end() :]:
        core = core[doing.end() :]  # 城镇新增就业8000人，明年计划新增|7500人
    if core and "增收" in r.phrase.tail and r.c.amount.kind == "money":  # 贫困户年均增收|3700元
        core += "".join(word for word in reversed(r.phrase.tail) if word.endswith(("增收", "均")))
    return next(found for rule in _RULES_BEFORE if (found := rule(r, core, verb_of(core)))) if core else None


_PLANNED_DOING = re.compile(r"(?:计划|安排|拟)(?=新)")
# how far what is built has come
_STAGE = re.compile(r"(?:基本|已|新)?(?:建成|开工|开工建设|完工|竣工|投产|投用|签约|落地|交付)")


def verb_alone(r: Reading, core: str, verb: str) -> Measured | None:
    """新开工30项 takes its noun from before; 完成土地收储2万亩、供应3万亩 its verb."""
    last = r.memory.last
    again = last.verb in INTRANSITIVE and last.base not in (last.verb, "")  # 培训农村劳动力3万人，转移2万人
    stage = core in _STAGES_AS_NOUNS and last.rule in ("verb_alone", *PAID)  # 续建314项，前期19项
    if (
        (core != verb and not stage)
        or (r.memory.fresh and not (r.c.amount.unit in _OF_PROJECTS and last.base.endswith(_WORKS)))
        or (core in INTRANSITIVE and not again)
        or _REACHED.fullmatch(core)
    ):
        return None
    if r.c.amount.kind not in r.memory.kinds and not _STAGE.fullmatch(core):  # 筹集3亿元，救助150万人次
        return None
    if r.c.joined and last.verb in ("完成", "开展", "实施") and not _STAGE.fullmatch(core):
        return Measured(last.verb + core, core, last.verb, "verb_alone")
    noun = re.sub(rf"(?<=.{{2}})(?:{_STAGE.pattern})$", "", last.base.removeprefix(last.verb))
    noun = _PLANNED_TO.sub("", noun)  # 计划实施项目126个，其中续建33个
    if verb and verb in noun:  # 城镇新增就业, 新增
        return Measured(noun, last.base, verb, "verb_alone")
    return Measured(core + noun, noun or last.base, core, "verb_alone")


_WORKS = ("项目", "工程")
_PLANNED_TO = re.compile(r"(?:计划|安排|拟)(?:实施|推进|新建)(?=.{2})")
_STAGES_AS_NOUNS = ("前期", "预备", "储备")
_CHANGES_FIRST = GROWING_FIRST | FALLING_FIRST


def changed_amount(r: Reading, core: str, verb: str) -> Measured | None:
    """降低实体经济成本160亿元 → 实体经济成本; with a count 增加 is like 新增."""
    if verb not in _CHANGES_FIRST or r.c.joined or core == verb:
        return None
    if verb == "增加" and r.c.amount.kind in COUNTED:
        return None
    name = core[len(verb) :].removeprefix("了")
    return Measured(name, name, verb, "changed_amount")


def reached_by_the_subject(r: Reading, core: str, verb: str) -> Measured | None:
    """住院和门诊费用跨省直接结算,惠及5700多万人次 → 住院和门诊费用跨省直接结算惠及."""
    former = former_clause(r.c) if r.memory.fresh and _REACHED.fullmatch(core) else ""
    return Measured(former + core, core, verb, "reached_by_the_subject") if 2 < len(former) <= 20 else None


def part_of_the_subject(r: Reading, core: str, verb: str) -> Measured | None:
    """地铁9号线一期力争年底前空载试运行,全年完成投资45亿元 → 地铁9号线一期完成投资."""
    if not _PARTIAL.fullmatch(core):
        return None
    former = former_clause(r.c)
    subject = (
        _WORK.search(former)
        or _made_of(former, r)
        or (_ACTOR.match(former) if (r.memory.fresh or _opens_stretch(r)) and not verb_of(former) else None)
    )
    if not subject:
        return None
    owner = subject if isinstance(subject, str) else subject[1]
    return Measured(owner + core, owner, verb, "part_of_the_subject")


def _opens_stretch(r: Reading) -> bool:
    """Tell whether the clause before a figure's own is the first behind a semicolon: …；地铁1号线通车，全长|10公里."""
    before = r.c.text[max(0, r.c.clause - 60) : max(0, r.c.clause - 1)]
    return before[max(map(before.rfind, "，,；;。：:")) :][:1] in ("；", ";")


# what is improved without money of its own: 优化包保机制，完成投资|440亿元
_NOT_PAID_FOR = ("机制", "制度", "体系", "政策", "服务", "环境", "方式", "力度", "结构", "作用", "精神", "优势")


def _made_of(former: str, r: Reading) -> str:
    """What a clause without a figure makes: 拆除一批存在隐患的违法建设，总面积|750万平方米 → 违法建设."""
    verb = verb_of(former) if r.memory.fresh else ""
    made = shortened(former[len(verb) :]) if verb else ""
    return made if 3 <= len(made) <= 14 and "、" not in made[:3] and not made.endswith(_NOT_PAID_FOR) else ""


def head_of_the_topic(r: Reading, core: str, verb: str) -> Measured | None:
    """服装产业再上新水平。预计完成产值161亿元 → 服装产业产值: a bare head is that of what the text speaks of."""
    head = _BARE_HEAD.fullmatch(core)
    if head and (branch := _branch_of_stretch(r)):
        return Measured(branch + head[1], branch + head[1], "", "head_of_the_topic")
    topic = topic_of(former_clause(r.c)) or (r.memory.fresh and (topic_of(r.c.text[: r.c.clause]) or r.memory.topic))
    if not head or not topic:
        return None
    name = head[1] if head[1].startswith(topic) else topic + head[1]
    return Measured(name, name, "", "head_of_the_topic")


# 轴承产业|推动…, 支持鹭泽发展软件和信息技术服务业, 建设世界级石化产业基地: the branch that a stretch between semicolons is about
_BRANCH_FIRST = re.compile(
    r"([\u4e00-\u9fff]{2,14}?(?:产业|制造业|加工业|服务业))(?=推动|推进|依托|加快|围绕|聚焦|抓住|支持|以|方面|上[，,])"
)
_BRANCH_AIMED_AT = re.compile(
    r"(?:发展|做[强优大]|壮大|培育|打造|建设)(?:世界级|国家级|千亿级|百亿级|一流)?([\u4e00-\u9fff]{2,14}?(?:产业|制造业|加工业|服务业))(?=[，,]|集群|基地|高地)"
)


def _branch_of_stretch(r: Reading) -> str:
    """The branch that the words since the last semicolon are about, where no figure stands among them; "" for none."""
    begin = max(r.c.text.rfind(mark, 0, r.c.clause) for mark in "；;") + 1
    stretch = r.c.text[max(begin, r.c.clause - 150) : r.c.clause]
    found = _BRANCH_FIRST.match(stretch)
    if found and stretch.startswith("方面", found.end()):
        return found[1]  # 机械产业方面，力争新增企业10家，产值|达到120亿元
    if begin == r.c.clause or _FIGURE.search(stretch):
        return ""
    found = found or _BRANCH_AIMED_AT.search(stretch)
    return found[1] if found else ""


_FIGURE = re.compile(r"\d(?!号|期|G|级)(?:[\d.]*)(?:%|％|[万亿个家户元吨])")


def per_head_of_the_former(r: Reading, core: str, verb: str) -> Measured | None:
    """地区生产总值达到90亿元、人均达到3.2万元 → 人均地区生产总值."""
    if r.memory.fresh or not _PER_HEAD.search(r.c.left) or not is_measured(r.memory.last.base):
        return None
    name = core[0] + "均" + without_opening(r.memory.last.base)
    return Measured(name, name, "", "per_head_of_the_former")


def former_or_latter(r: Reading, core: str, verb: str) -> Measured | None:
    """前者增长3.4%，后者增长6.0%: the first and the second of the two that were named last."""
    name = latter(r, core)
    return Measured(name, name, "", "former_or_latter") if name else None


def brought_about(r: Reading, core: str, verb: str) -> Measured | None:
    """以旧换新带动汽车零售额增长8% → 汽车零售额: what moves it is not what is measured."""
    moved = _MOVED.fullmatch(core)
    if not moved:
        return None
    effect = without_opening(moved[1])
    if effect.endswith("均"):  # 带动村均|增收
        effect += "".join(reversed([word for word in r.phrase.tail if word not in REACHING]))
    if not (is_measured(effect) and not verb_of(effect)) and not _EFFECT.match(effect):
        return None
    return Measured(effect, effect, "", "brought_about")


_LEVELS = "国家|世界|自治区|[省市县区州部]"
_A_LEVEL = re.compile(rf"(?:{_LEVELS})级(?:及?以上)?")
_KIND_PICKED = re.compile(
    r"(?:企业|学生|[住租]房|高铁|铁路|公路|高速|精品村|项目|人才|农民工|贫困户|贫困人口|金牌|个体工商户)$"
)


_CLASS = re.compile(r"[\d.]*[百千万亿]+元及?以上")
_NAMES = re.compile(r"(?:[\u4e00-\u9fff]{2,3}[、和]){1,4}[\u4e00-\u9fff]{2,3}?(?:合计|各|共|分别)*")


def picked_from_the_former(r: Reading, core: str, verb: str) -> Measured | None:
    """新建改建绿地458公顷,其中主城区366公顷 → 主城区新建改建绿地."""
    last = r.memory.last
    if _CLASS.fullmatch(core) and _CLASS.search(last.indicator):  # 新签约亿元以上项目50个，其中5亿元以上11个
        return Measured(_CLASS.sub(core, last.indicator, count=1), last.base, last.verb, "picked_from_the_former")
    again = r.c.joined and last.rule == "picked_from_the_former"
    if core == "集装箱" and not verb and last.indicator.endswith("吞吐量"):  # 货物吞吐量达到900万吨，集装箱15万标箱
        boxes = re.sub(r"货[物邮]?吞吐量$|(?<!箱)吞吐量$", "集装箱吞吐量", last.indicator)
        return Measured(boxes, boxes, "", "picked_from_the_former")
    if not (again or "其中" in r.c.left):
        return None
    if last.indicator.endswith("吞吐量") and not verb and len(core) <= 6 and not is_measured(core):
        return Measured(core + "吞吐量", last.base, last.verb, "picked_from_the_former")  # 其中集装箱15万标箱
    if r.c.amount.kind not in r.memory.kinds:
        return None
    if _NAMES.fullmatch(core) and r.c.amount.kind in COUNTED:  # 其中东岭、西岭各不少于6000个
        return Measured(core + last.indicator, last.base, last.verb, "picked_from_the_former")
    if _A_LEVEL.fullmatch(core) and _A_LEVEL.search(last.indicator):  # 新增省级企业14家，其中国家级7家
        return Measured(_A_LEVEL.sub(core, last.indicator, count=1), last.base, last.verb, "picked_from_the_former")
    if last.verb and _KIND_PICKED.search(core) and not verb:  # 净增主体9万户，其中企业3万户
        return Measured(last.verb + core, core, last.verb, "picked_from_the_former")
    name = len(core) <= 3 and not verb and not is_measured(core) and r.c.amount.kind in COUNTED  # 其中东岭9所、西岭8所
    if not core.endswith(_PICKED) and not name and not ("占" in r.phrase.tail and len(core) <= 6):  # 其中东岭占4.2万亩
        head = head_of(last.indicator) or ("投资" if last.indicator.endswith("投资") else "")
        if r.c.amount.kind in ("count", "people") and not head.endswith(("数", "率", "数量")):
            return None  # 重点项目44个，完成投资42亿元，其中省级项目15个
        if not head or verb or is_measured(core) or core.endswith(head):
            return None
        return Measured(core + head, last.base, last.verb, "picked_from_the_former")  # 其中基础设施6亿元
    return Measured(core + (last.base if again else last.indicator), last.base, last.verb, "picked_from_the_former")


# what is measured beside another measure, not of it: 公司产值7亿元、纳税1亿元
_OWN_MEASURE = (
    "产量",
    "产值",
    "单产",
    "亩产",
    "总产",
    "收入",
    "税收",
    "利润",
    "利税",
    "营收",
    "纳税",
    "增加值",
    "销量",
)


def tax_share_of_revenue(r: Reading, core: str, verb: str) -> Measured | None:
    """一般公共预算收入完成447.6亿元，税收占比71.2% → 一般公共预算收入税收占比."""
    last = r.memory.last.base
    if core not in _TAX_SHARES or not last.endswith(("预算收入", "财政收入")):
        return None
    return Measured(last + core, last, "", "tax_share_of_revenue")


_TAX_SHARES = ("税收占比", "税收比重", "税收收入占比", "税收占", "税占比")


def planned_for_works(r: Reading, core: str, verb: str) -> Measured | None:
    """重点项目35个，年度计划|12亿元, 年内计划完成|12亿元 → 重点项目计划(完成)投资."""
    last = r.memory.last
    if core not in ("计划", "安排") or r.memory.fresh or r.c.amount.kind != "money" or is_measured(last.base):
        return None
    paid = core + ("完成" if "完成" in r.phrase.tail else "") + "投资"
    name = last.base if last.rule in PAID else last.indicator
    return Measured(name + paid, name, last.verb, "planned_for_works")


def part_of_the_former(r: Reading, core: str, verb: str) -> Measured | None:
    """新增高新技术企业248家,总量突破1400家 → 高新技术企业总量; 惠及群众580万人次 → …惠及群众."""
    last = r.memory.last
    partial = _PARTIAL.fullmatch(core) or (_REACHED.fullmatch(core) and not is_measured(core))
    goes_on = _DONE_SO_FAR.fullmatch(core) and last.base.endswith(_WORKS)  # 重点项目35个。前8个月完成投资12亿元
    if (r.memory.fresh and not goes_on) or not partial or last.base in core:
        return None
    owner = "" if _PARTIAL.fullmatch(last.base) else last.base.removesuffix("数量")
    if core.endswith("率") and owner.endswith("率"):  # 重点项目年度投资完成率115%，开工率|100%
        owner = owner.removesuffix(head_of(owner)) if len(head_of(owner)) > 1 else ""
    if core in ("总量", "总数", "规模", "总额"):
        owner = owner.removeprefix(last.verb).removesuffix("新增").removesuffix("净增")
        core = "" if owner.endswith(("总额", "总量", "总值", "规模", "收入")) else core
    if core.endswith(_OWN_MEASURE) and not core.startswith("占"):  # 粮食播种面积33万亩,产量12.6万吨 → 粮食产量
        owner = _AREA.sub("", owner).removesuffix(head_of(owner))
        if is_measured(owner):  # 主营业务收入9亿元、利税1亿元
            return None
        name = owner + _DROPPED_VERB.sub("", core)
        return Measured(name, name, "", "measured_beside_the_former")
    return Measured(owner + core, owner, last.verb, "part_of_the_former")


_DONE_SO_FAR = re.compile(r"(?:累计)?完成投资|开工率|投资完成率")


def measured_and_done(r: Reading, core: str, verb: str) -> Measured | None:
    """实现进出口总额1716.3亿元 → 进出口总额: the verb says no more than that the figure was reached."""
    dropped = _DROPPED_VERB.match(core)
    noun = core[dropped.end() :] if dropped else ""
    if len(noun) < 2 or not is_measured(noun) or r.c.amount.kind in ("count", "people"):
        return None
    return Measured(noun, noun, "", "named_before")


_SEVERAL = re.compile(r"[、和（(\d]")
_TOWN_AND_LAND = {"城镇": "农村", "农村": "城镇"}


def parallel_to_the_former(r: Reading, core: str, verb: str) -> Measured | None:
    """农村居民 after 城镇居民人均可支配收入 → 农村居民人均可支配收入; 出口 after 进出口总额 → 出口总额."""
    former = r.memory.last.base
    if not verb and r.c.amount.kind in r.memory.kinds and (other := _TOWN_AND_LAND.get(core)) and other in former:
        whole = former.replace(other, core)  # 城镇居民人均可支配收入23538元，农村9292元
        return Measured(whole, whole, r.memory.last.verb, "parallel_to_the_former")
    if not verb and r.c.amount.kind in r.memory.kinds and (whole := _beside(core, former)):
        return Measured(whole, whole, "", "parallel_to_the_former")
    if verb or r.c.amount.kind not in r.memory.kinds or not former.endswith(SHARED_HEADS):
        return None
    if core.endswith((*SHARED_HEADS, "新增")) and core not in ("出口", "进口"):
        return None
    for length in range(min(len(core), 6), 1, -1):
        at = former.find(core[-length:])
        if at == 0:  # 产业链产值增长8%，千亿级产业链12条
            return None
        if at > 0 and len(former) > at + length + 1 and core[-length:] not in ("企业", "项目", "工程", "建设"):
            whole = core + former[at + length :]
            if _SEVERAL.search(former, at + length):
                return None
            return Measured(whole, whole, r.memory.last.verb, "parallel_to_the_former")
    return None


_SECTOR = re.compile(r"[一二三]产")


def _beside(core: str, former: str) -> str:
    """一产增加值35亿元，二产|14.5亿元 → 二产增加值; 财政预算收入2.5亿元，支出|71.8亿元 → 财政预算支出; "" for other words."""
    if _SECTOR.fullmatch(core) and _SECTOR.match(former) and len(former) > len(core):
        return core + former[len(core) :]
    return budget_beside(core, former)


_LISTED = (*COUNTED, "money", "mass")
_MADE_WITHIN = re.compile(r"([\u4e00-\u9fff]{2,12}?(?:改造|新建|修建|整治|建成))[\u4e00-\u9fff]{2,6}$")
_LISTED_ALIKE = ("power", "volume", "computing")


def before_in_list(r: Reading, core: str, verb: str) -> Measured | None:
    """建成公共充电桩5400枪、换电站25座 → 建成换电站: the verb of the first holds for all."""
    kept = r.memory.last.verb
    changed = r.c.amount.kind == "share" and kept in _CHANGES_FIRST  # 压减时间58%、材料52%
    if core in ("出栏", "存栏") and r.c.joined and r.memory.last.base.endswith(("出栏", "存栏")):
        name = r.memory.last.base[:-2] + core
        return Measured(name, name, "", "before_in_list")
    listed = r.c.joined and not verb and not kept and r.c.amount.kind in _LISTED and not is_measured(core)
    if listed and (made := _MADE_WITHIN.match(r.memory.last.base)):  # 试点改造小区164个、道路|130公里
        return Measured(made[1] + core, made[1] + core, "", "before_in_list")
    if kept == "接待" and r.c.amount.kind == "money":  # 接待游客11亿人次、旅游收入|超万亿元
        return None
    if not r.c.joined or verb or not kept or not (changed or r.c.amount.kind in _LISTED or _alike(r, core)):
        return None
    if kept in _CHANGES_FIRST:  # 压减炼钢产能1562万吨、炼铁1624万吨
        return Measured(core, core, kept, "before_in_list", change=r.memory.last.change)
    if _A_LEVEL.fullmatch(core) and _A_LEVEL.search(r.memory.last.base):  # 新增国家级龙头企业2家、省级8家
        core = _A_LEVEL.sub(core, r.memory.last.base.removeprefix(kept), count=1)
    return Measured(kept + core, core, kept, "before_in_list")


def _alike(r: Reading, core: str) -> bool:
    """Tell whether capacities go on in a list: 新增煤电10万千瓦、风电|8万千瓦, but not 算力规模超|2万P."""
    kind = r.c.amount.kind
    return kind in _LISTED_ALIKE and not r.phrase.tail and not is_measured(core) and len(core) > 1


# 续建A铁路、B公路等|6个，计划新建C等3个
_LIST_OF_WORKS = re.compile(r"(?:计划|拟)?(续建|新建|扩建|改建|建成|开工|竣工|投产|预备|储备)[^。；;]{4,}等")


def kind_of_a_list(r: Reading, core: str, verb: str) -> Measured | None:
    """培育潭溪酱菜、鹭泽菊花等特色品牌20个 → 培育特色品牌: what is counted is called by its kind."""
    if r.c.amount.kind == "count" and (works := _LIST_OF_WORKS.fullmatch(core)):
        return Measured(works[1] + "项目", "项目", works[1], "kind_of_a_list")
    kind = _KIND_OF_LIST.search(core, len(verb)) if verb else None
    if not kind or is_measured(kind[1]) or head_of(core):
        return None
    doing = verb_of(core[len(verb) :]) or verb  # 谋划|举办
    return Measured(doing + kind[1], kind[1], doing, "kind_of_a_list")


# how the works of a year are sorted
_FIELD = re.compile(
    r"[\u4e00-\u9fff]{0,8}(?:产业|民生|社会事业|公共服务|生态文明|生态环[保境]|基础设施|交通|能源|水利|工业|农业|服务业|制造业|房地产|物流|"
    r"文旅|旅游|商贸|城建|市政|乡村振兴|城镇化|民生保障)"
)
# 重大工程的正式项目，按类别安排如下：
_LIST_OF_FIELDS = 120
_SORTED_WORKS = re.compile(
    r"((?:重大|重点)?(?:建设)?(?:项目|工程)(?:的?(?:正式|预备|建设|续建|新建)项目)?)[^：:。；;]{0,16}[:：]"
)


def field_of_works(r: Reading, core: str, verb: str) -> Measured | None:
    """工业项目20个，基础设施8个 → 基础设施项目; 重点工程安排如下：科技产业6项 → 科技产业重点工程: works are counted, by their field."""
    if (
        verb
        or r.c.amount.unit not in _OF_PROJECTS
        or r.phrase.tail
        or r.c.right.strip("、")
        or not _FIELD.fullmatch(core)
    ):
        return None
    said = _SORTED_WORKS.search(r.c.text, max(0, r.c.clause - _LIST_OF_FIELDS), r.c.clause)
    base = r.memory.last.base
    noun = said[1].replace("的", "") if said else base[-2:] if base.endswith(_WORKS) else ""
    return Measured(core + noun, core + noun, "", "field_of_works") if noun else None


_A_PLACE = re.compile(r"[\u4e00-\u9fff]{1,7}?(?:(?<![地社园景小校城])区|县|(?<!城)市|州|旗|盟)")


def so_many_in_a_place(r: Reading, core: str, verb: str) -> Measured | None:
    """新开工项目232个。…：潭溪区2个；鹭泽县3个 → 新开工项目: of what was counted so many are in a place."""
    counted, unit = r.memory.counted
    if verb or r.phrase.tail or unit != r.c.amount.unit or not counted.indicator or not _A_PLACE.fullmatch(core):
        return None
    return replace(counted, rule="so_many_in_a_place")


def whole_name(r: Reading, core: str, verb: str) -> Measured:
    """新增机动车停车泊位1.5万个 → 新增机动车停车泊位; 户年均增收3000元 → 户年均增收."""
    if len(core) == 1:
        core += "".join(reversed([word for word in r.phrase.tail if word not in REACHING]))
    return Measured(core, _BRACKETS.sub("", core), verb, "named_before")


_RULES_BEFORE: tuple[Callable[[Reading, str, str], Measured | None], ...] = (
    so_many_in_a_place,
    verb_alone,
    changed_amount,
    per_head_of_the_former,
    former_or_latter,
    brought_about,
    reached_by_the_subject,
    part_of_the_subject,
    picked_from_the_former,
    head_of_the_topic,
    tax_share_of_revenue,
    planned_for_works,
    part_of_the_former,
    measured_and_done,
    before_in_list,
    kind_of_a_list,
    parallel_to_the_former,
    field_of_works,
    whole_name,
)

RULES: tuple[Rule, ...] = (
    growth_of_a_place,
    goal_named_again,
    named_by_the_next,
    deviation_from_plan,
    distance_from_others,
    share_of_the_plan,
    plan_of_the_former,
    share_of_that_plan,
    investment_of_a_thing,
    reach_of_a_thing,
    investment_in_what_follows,
    share_for_a_purpose,
    subject_of_clause,
    named_behind,
    same_as_before,
    named_before,
)
