"""Verdicts on a name in its list: whether it is a project, and by which rule."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from kmgraph.mentions import project_words as words
from kmgraph.mentions.project_lists import Candidate, Listing, is_praised_park
from kmgraph.mentions.project_pieces import PROJECT_TRIGGERS
from kmgraph.mentions.project_shapes import (
    GENERIC,
    PHYSICAL,
    SOFT_WORKS,
    Shape,
    ending,
    is_conveyance,
    is_institution,
    own_of,
    shape_of,
)
from kmgraph.mentions.project_signs import (
    AWARDS,
    is_awarded,
    is_built,
    is_called_project,
    is_founded,
    is_line,
    is_only_famed,
    is_said_built,
    is_worked_on,
)


@dataclass(slots=True)
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


def rule_of(member: Candidate, found: Listing, places: frozenset[str], heading: bool) -> str:
    """Name the rule by which a candidate is a project, "" where none applies: the first verdict that is one."""
    if not 2 <= len(member.text) <= _LONGEST:
        return ""
    shape = shape_of(member.text)
    if _PLACE_END.search(named := (shape.modifier if shape.work else member.text)) and named in places:
        return ""  # 落户安宁市, 安宁市改造3万亩
    if member.text[2:] in places and member.text.startswith(_SLOGANS):
        return ""  # 推动数字昆明建设
    if not (shape.modifier or shape.stage or _is_whole(member, found, shape)):
        return ""
    own = own_of(member.text, places)
    if not (own or shape.kind or shape.work or shape.stage or shape.project or is_institution(member.text)):
        return ""  # 不断提升治理能力: nothing in it is a thing, a work or anybody's own; so are most words of a report
    only_begun = bool(found.before) and found.before[-1].text == "开展" and not (shape.work or found.after)
    case = _Case(member, found, shape, own, is_line(shape), is_built(found) and not only_begun, heading)
    for verdict in _VERDICTS:
        if (rule := verdict(case)) is not None:
            # asked last, for it is dear: few names come so far
            return "" if rule and GENERIC.search(member.text) else rule
    return ""


def _is_whole(member: Candidate, found: Listing, shape: Shape) -> bool:
    """新建|县医院, 规划建设|文化馆: a kind with nothing before it that names one thing."""
    return (
        shape.kind in words.INSTITUTIONS
        or (shape.kind in words.SINGLE and member.text.endswith(("型）", "型)")))  # 保税物流中心（B型）
        or is_institution(member.text)
        or (shape.kind in words.SINGLE and shape.project == "项目")
        or (shape.kind in words.CIVIC and (is_founded(found) or is_said_built(found, words.SAID_WITH_KIND)))
    )


_LONGEST = 45
_SLOGANS = ("数字", "平安", "法治", "美丽", "健康", "智慧", "文明", "清廉", "海绵", "信用", "幸福")
_PLACE_END = re.compile(r"[区县市州旗]$")


def _listed_before_project(case: _Case) -> str | None:
    """加快博石高科、云天化动力电池材料等项目建设; what closes the list with another noun names no project."""
    if case.found.trigger in PROJECT_TRIGGERS:
        kind = case.shape.kind
        named = kind in words.SINGLE or (len(case.member.text) > len(kind) + 3 and kind and kind not in words.PLURAL)
        thing = (kind in words.AREAS or kind in words.CONCRETE) and len(kind) > 1 and len(case.shape.modifier) > 1
        named = named or is_institution(case.member.text)
        if case.member.counted and case.own < 3:
            return ""  # 3个亲水平台
        single = (named or (thing and case.found.trigger == "项目")) and not case.member.counted
        return "listed_before_project" if case.own or case.line or single else ""
    only_etc = (case.found.trigger == "等" and is_worked_on(case.found)) or is_said_built(case.found)
    if case.found.trigger and case.found.trigger not in words.BUILT_TRIGGERS and not (case.line or only_etc):
        return ""
    return None


def _on_paper(case: _Case) -> str | None:
    """编制潭溪、鹭泽3个旅游区规划: a paper is made; 各地图书馆建设: of all of them."""
    last = case.found.members[-1].then
    before = case.found.before
    made = bool(before) and before[-1].text in ("编制", "启动编制") and "规划" in last[:12]
    if made or _PAPER_LATER.match(last) or any(word.text == "各地" for word in before):
        return ""
    return None


_PAPER_LATER = re.compile(r"[及和、][\u4e00-\u9fff]{2,10}规划(?=[，。；]|$)")


def _counted_or_paper(case: _Case) -> str | None:
    """46个城中村改造项目, 一体化工程工作方案, 农村宅基地制度改革试点."""
    counted = bool(case.member.counted or _EACH.match(case.member.then)) or case.member.text.endswith(
        ("试点", "签约项目", "引进项目", "入园项目")
    )
    counted = counted or (case.own < 3 and bool(_HOW_MANY.match(case.member.then)))  # 换电站|建成4座
    many = case.shape.kind in words.PLURAL and case.own < 5  # 新建供热管网|12公里
    many = many or (bool(case.shape.work) and case.own < 3 and not case.alone)  # 完成乡村道路路面硬化|697公里
    measured = many and _LENGTH.match(case.member.then)
    return "" if counted or measured or _PAPER.match(case.member.then) else None


def _told_by_itself(case: _Case) -> str | None:
    """What needs no verb: a hospital's branch, a stage or a work that opens a clause."""
    shape, own = case.shape, case.own
    if is_institution(case.member.text) and case.member.text.endswith(("院区", "校区", "新院", "分院")):
        return "branch_of_institution"
    if own > 1 and _BRANCH.fullmatch(case.member.text) and not _RAISED.search(case.member.text):
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
    if not known or case.heading or found.trigger or case.member.counted or _EARNS.match(case.member.then):
        return False
    if _LETS_IN.match(case.member.then):
        return False
    at_head = all(word.text in _LETS for word in found.before)
    return at_head and bool(found.after) and not any(word.text in _OUTPUT_OR_AWARD for word in found.after)


# 潭溪产业园|引进配套企业8户: it stands, and is spoken of for who comes
_LETS_IN = re.compile(r"(?:引进|招引|新签|新增|入驻)[\u4e00-\u9fff]{0,6}(?:企业|商户|项目)")
# 潭溪产业园分别达到1000亿元: what is earned there
_EARNS = re.compile(r"(?:分别|均|力争|全部|都)*(?:达到?|突破|超过?)[\d.]+[百千万亿]*元")
_LETS = frozenset(words.listed("引导 鼓励 支持 力争 确保 促进 力促 促成"))


_TAKES_PART = frozenset(words.listed("参与 深度参与 融入 主动融入"))


_WITH = frozenset({"与", "并与", "同", "携手", "聘请"})


def _others_work(case: _Case) -> str | None:
    """积极参与西部陆海新通道建设: what one takes part in is the work of others; 与鹭泽医院签订协议: they are partners."""
    before = case.found.before[-1:]
    together = (before and before[0].text in _WITH) or case.found.members[0].text.startswith("与")
    partner = together and not (case.line or case.shape.project) and case.found.trigger not in PROJECT_TRIGGERS
    return "" if partner or any(word.text in _TAKES_PART for word in before) else None


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
    return "costed_thing" if one and known and is_worked_on(case.found) else None


def _platform(case: _Case) -> str | None:
    """搭建农业大数据平台, 打造道路养护管理平台: one system is set up, whatever the verb."""
    shape = case.shape
    kind = shape.kind in words.PLATFORMS or (shape.kind in ("平台", "系统") and _DIGITAL.search(shape.modifier))
    known = kind and len(shape.modifier) > 1 and not case.found.trigger
    set_up = any(word.text in _SETS_UP for word in (*case.found.before[-1:], *case.found.after[:1]))
    return "platform" if known and set_up and not case.member.counted else None


# 防控平台, 智慧急救系统; a 沟通平台, a 合作平台 is no thing
_DIGITAL = re.compile(r"网|数据|数字|智能|智慧|信息|\dG|核算|监测|预警|防控|交易|指数|管理|监管|调度|指挥|综合服务|云")
_SETS_UP = frozenset(words.listed("搭建 打造 做好 抓好 建强 建设 加快建设 建成 完成 上线 上线运行 升级 启用"))


def _listed_before_kind(case: _Case) -> str | None:
    """加快皎平渡、柯渡等长征国家文化公园建设."""
    if case.found.trigger not in words.BUILT_TRIGGERS:
        return None
    if case.found.before and all(word.text in _MADE_USE_OF for word in case.found.before):
        return ""
    if case.found.trigger == "设施" and "科技基础设施" in case.found.etc:
        return "listed_before_kind" if case.built and case.own else ""  # 潭溪激光、鹭泽超算等重大科技基础设施
    if case.found.trigger == "设施" and not (case.shape.kind or case.shape.work):
        return ""
    local = case.found.trigger in words.LOCAL and case.built
    if (case.found.counted or local) and case.own >= 2 and len(case.member.text) == 2:
        return "listed_before_kind"
    if case.found.trigger in ROADS and case.own >= 2 and case.built and _ROAD.fullmatch(case.member.text):
        return "listed_before_kind"
    proper = case.own >= 2 or case.line or is_institution(case.member.text) or (case.own and len(case.shape.kind) > 1)
    return "listed_before_kind" if proper and case.built and len(case.member.text) > 2 else ""


# 用好潭溪文化园、鹭泽康养等平台: they stand already
_MADE_USE_OF = frozenset(words.listed("用好 办好 擦亮 抢抓 发挥 用足"))

# 呼潭、鹭准等高速公路: a road or a railway is called by the two places that it joins
ROADS = frozenset(words.listed("高速公路 高速 铁路 高铁 城际 客运专线 客专 公路"))
_ROAD = re.compile(r"[\u4e00-\u9fff]{2}")


# 潭溪省高速公路: all that it has
_ALL_LINES = re.compile(r"[\u4e00-\u9fff]{2,7}[省市县区州](?:高速(?:公路)?|铁路|高铁|公路|轨道交通)")


def _named_line(case: _Case) -> str | None:
    """渝昆高铁, 地铁5号线: a line is one wherever it is named."""
    if (_WATER_BODY.search(case.member.text) and not case.built) or _ALL_LINES.fullmatch(case.member.text):
        return ""
    if case.line and case.found.after and not case.found.before and case.found.after[0].text in _TITLES:
        return ""  # 潭溪水库获评省级水利风景区
    if is_conveyance(case.shape.body):
        return "named_line" if case.built and not case.found.acts else None
    known = case.built or not case.found.acts or case.shape.kind in ("号线", "高铁", "铁路")
    return "named_line" if case.line and known else None


# 家具产业园|60万平方米标准厂房已有46家企业入驻
_LET = re.compile(r"的?[\d.]+万?平方米(?:标准|通用)?化?厂房|(?:已有|累计|吸引)?\d+家企业(?:签约)?(?:入驻|落户)")


def _let_park(case: _Case) -> str | None:
    """家具产业园60万平方米标准厂房已有46家企业入驻: a park by what is made there, whose halls are counted, is one."""
    named = case.shape.kind in ("产业园", "工业园", "科技园", "创业园") and len(case.shape.modifier) > 1
    let = named and not case.found.before and _LET.match(case.found.members[-1].then)
    return "park_that_is_let" if let else None


def _praised_park(case: _Case) -> str | None:
    """潭溪特色产业园被批准为试验区: a park of somebody's own is spoken of."""
    named = case.own > 1 and case.shape.kind and not case.found.before and not case.found.trigger
    return "praised_park" if named and is_praised_park(case.found.members[-1]) else None


def _only_title(case: _Case) -> str | None:
    """安宁温泉小镇获评“云南省特色小镇”, 全县医院产量: nothing is built."""
    shape, found = case.shape, case.found
    if any(word.text in AWARDS for word in found.before):
        return ""
    if is_only_famed(found) and (shape.work or shape.kind in _PRAISED):
        return ""
    parks = shape.kind in ("产业园", "工业园", "科技园")
    if parks and not found.before and any(word.text == "入选" for word in found.after[:1]):
        return ""
    plant = shape.stage or shape.kind in words.PLANTS or (shape.project == "项目" and case.own > 1)
    if any(word.text in _OUTPUT for word in found.after) and not plant:
        return ""
    return None


def _called_project(case: _Case) -> str | None:
    """开工阳宗海环湖湿地恢复建设项目."""
    if not case.shape.project:
        return None
    return "called_project" if is_called_project(case.shape, case.found, case.own, case.built) else ""


def _not_built(case: _Case) -> str | None:
    """Nothing is done to it; an area that is only headed or praised; a plan for it (轨道交通建设规划)."""
    rebuilt = case.own and any(word.text in _REBUILT for word in case.found.before[-1:])
    area = case.shape.kind in words.AREAS and not rebuilt and not is_said_built(case.found)
    if _is_an_actor(case):
        return ""
    if not case.built or (area and (case.heading or case.own < 2 or is_awarded(case.shape, case.found))):
        return ""
    planned = any(word.text.startswith(("规划", "方案")) for word in case.found.after)
    return "" if planned and case.shape.body != case.member.text else None


def _is_an_actor(case: _Case) -> bool:
    """鹭泽新城|加快|潭溪基地建设, 潭溪度假区|接待游客: an area is spoken of for what it does."""
    after = case.found.after
    let = all(word.role in ("agent", "other") for word in case.found.before)
    if case.shape.kind not in _ACTING_AREAS or not let or not after:
        return False
    acts = case.found.acts and after[0].phase in ("", "在建", "前期") and not after[0].text.startswith("完成")
    return acts or any(word.text.startswith("接待") for word in after)


# done to what stands: 扩建东市场
_REBUILT = frozenset(words.listed("扩建 改造 改建 改扩建 迁建 搬迁 改造提升 维修改造 扩建了 改造了"))


def _built_thing(case: _Case) -> str | None:
    """推进云南贵金属新材料产业园建设, 加快建设集中式厨余垃圾处理厂."""
    kind, own = case.shape.kind, case.own
    if kind and (own >= 2 or (own and len(kind) > 1)) and (len(kind) > 1 or is_worked_on(case.found)):
        return "built_thing"
    if kind in _ONE_OF_A_KIND and is_worked_on(case.found):
        return "single_thing"
    if is_institution(case.member.text) and is_worked_on(case.found):
        return "single_institution"
    return None


# a work that may be done on anything: only on a piece of land or water it is one of building
_CLEANING = frozenset(words.listed("治理 综合治理 系统治理 整治 综合整治 整治提升 一体化 整合 保护 配套"))
# 园区开发, 校区建设: of any of them
_SHORT = frozenset(words.listed("园区 校区 院区 灌区 总部 分院 广场 绿道 步道 停车场"))
# 潭溪开发区“九通一平”基础设施: the land is made ready for building
_LEVELLED = re.compile(r".{3,}[三五七九十]通一平”?(?:基础设施)?$")
# a region or a branch is upgraded without anything being built
_UPGRADES = frozenset(words.listed("转型升级 提质升级"))
_NOT_A_THING = re.compile(
    r"产业|企业|经济|地区|城市|行业|工业|能源|[”业]$|^[京津冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川贵云滇陕甘青宁新渝][东西南北中]{1,2}$"
)
_STRETCH = re.compile(r"流域|[淀溪沟湾岸片段区村镇址迹墓楼街巷]")


def _work_on_thing(case: _Case) -> str | None:
    """启动彩云路快速路提升改造, 完成县医院扩建; a work that is done everywhere needs more of a name."""
    work, own = case.shape.work, case.own
    modifier = case.shape.modifier
    if _LEVELLED.search(case.member.text) and is_worked_on(case.found) and not case.member.counted:
        return "work_on_thing"
    ended = modifier not in _SHORT and ending(modifier, _ONE_OF_A_KIND)
    one = bool(ended) or is_institution(modifier)
    if work and one and is_worked_on(case.found):
        return "work_on_single_thing"
    if work in _CLEANING and not (PHYSICAL.search(case.member.text) or _STRETCH.search(case.member.text)):
        return None
    if work in _UPGRADES and _NOT_A_THING.search(modifier):
        return None
    if work and own >= (3 if work in SOFT_WORKS else 2):
        return "work_on_thing"
    if case.shape.stage and (own or not case.shape.body):
        return "stage"
    return None


def _said_of_built(case: _Case) -> str | None:
    """引江济淮通水, 县中医院投用: what is said of nothing but a thing that is built."""
    shape = case.shape
    one = (
        len(shape.kind) > 1
        and not (shape.kind in words.AREAS or shape.kind in words.PLURAL)
        and len(shape.modifier) > 1
    )
    firm = shape.kind in ("生产线", "产线") and len(shape.modifier) > 3  # 卓越制药新生产线
    firm = firm or (shape.kind.endswith("创新中心") and shape.modifier.startswith("国家"))  # 国家先进材料产业创新中心
    if (one or firm) and is_said_built(case.found):
        return "said_of_single_thing"
    if case.own >= 2 and len(case.member.text) > 2 and is_said_built(case.found, words.SAID_WITH_KIND):
        return "said_of_built"
    return None


# the verdicts in their order: a rule's name is a yes, "" a no, None leaves it to the next
_VERDICTS: tuple[Callable[[_Case], str | None], ...] = (
    _on_paper,
    _listed_before_project,
    _counted_or_paper,
    _others_work,
    _told_by_itself,
    _costed,
    _platform,
    _listed_before_kind,
    _named_line,
    _let_park,
    _praised_park,
    _only_title,
    _called_project,
    _not_built,
    _built_thing,
    _work_on_thing,
    _said_of_built,
)


_WATER_BODY = re.compile(r"[江河湖](?:干流)?[\u4e00-\u9fff]*段$")
# 市人民医院|创成|三级医院: a rank
_RAISED = re.compile(r"创成|争创|创建|升格|升级|晋升|达到|达标")
_BRANCH = re.compile(r".{2,}(?:医院|医学中心|大学|中学|小学|附院).*[\u4e00-\u9fff]{2}(?:医院|分院|院区|校区|分校)")
_HOW_MANY = re.compile(
    r"(?:累计|已|共|新)*(?:建成|新建|建设|投用|开工|竣工|完工|完成|改造|达到?)(?:\d+[余多]?|[两一二三四五六七八九十]+)(?:座|个|处|条|所|家|栋)(?!月)"
)
# 新建城区小学和公办幼儿园|各一所
_EACH = re.compile(r"(?:[和、及与][\u4e00-\u9fff]{2,10}?)?各[一二两三四五\d]+[所座个处家条]")
_LENGTH = re.compile(r"[\d.]+万?(?:公里|亩|平方公里|公顷)")
# a paper about the thing, not the thing: 一体化工程工作方案, 改造进程; an aim: 以建设“…基地”为目标
_PAPER = re.compile(
    r"”?(?:建设|工作|发展|专项|总体|实施|培育|提升)*(?:体系|方案(?!研究)|规划(?!建设)|计划|意见|办法|政策|条例|行动|进程|试点|标准|机制)"
    r"|”为(?:目标|引领|统领)|储备库|项目库|动态|数(?=[增比同达为超，；。]|$)"
)


_OUTPUT = frozenset(words.listed("产量 产能 产能利用率"))
_OUTPUT_OR_AWARD = _OUTPUT | AWARDS
_TITLES = AWARDS - {"成为"}
# 潭溪古镇, 鹭泽医院: what a title is given to
_PRAISED = (words.AREAS | words.SERVICES) - words.SIGHTS
_ACTING_AREAS = words.AREAS - {"路", "街"} | {"片区"}
_ONE_OF_A_KIND = words.SINGLE | words.INSTITUTIONS
