"""Amounts that state no goal and no result: dates, names, classes, thresholds, ordinals, ranks."""

from __future__ import annotations

import re
from collections.abc import Callable

from kmgraph.mentions.amounts import Amount
from kmgraph.mentions.context import Context
from kmgraph.mentions.phrase import without_opening
from kmgraph.mentions.quantity_words import MAKING

# 分列第63、68和|84位: ranks that a list shares
_RANKS = re.compile(r"第\d+(?:[、和及]\d+)*[、和及]$")
_HAN = re.compile(r"[\u4e00-\u9fff“A-Za-z]")
# from which number on 多 without a measure word counts
_MANY = 30
_COUNTED = re.compile(r"(?![年月天岁])[\u4e00-\u9fff]")
_STOP = re.compile(r"$|[\s，,；;。、：:）)”』」！!]|左右|以[上下内]|上下")
_REACHED = re.compile(
    r"(?:突破|超过?|达到?|达成|接近|近|破|逾|过|跨越|迈[上入]|跨[上入]|冲刺|惠及|跃[上升]|站上|冲破|打破|实现|增至|升至|增收|到|约)了?$"
)
_VALUE = re.compile(
    r"(?:达到?|为|控制在|[降升增减]至|[降升增]到|(?:提[高升]|缩[小减]|收窄|上升|下降|降低|改善|优化|扩大|压减)[到至为]|保持在|稳定在|低于|高于|超过|不低于|不高于|不超过|提高|降低|上升|下降|指数|系数)约?$"
)
_MOVED = re.compile(r"(?:提[高升]|缩[小减]|收窄|上升|下降|降低?|升|增加?|改善|优化|扩大|跃升|攀升)[到至为]\d")
_RATIO_BEHIND = re.compile(r"\s?[:：∶]\s?[0-9０-９]")
_MAKES = re.compile(
    rf"(?:{'|'.join(sorted(MAKING, key=len, reverse=True))})[了好起成]?(?:约|近|超过?|逾|不少于|至少)?$"
)
_MAKES_NEW = re.compile(
    r"(?:不少于|不低于|至少|有了|导入|新建|新增|新设|增设|新开|新上|新引进|引进|新开工|新建成|建成|开工建设|新培育|新认定|新获批)[了的]?$"
)
_REACHES = re.compile(r"突破|达到|达|超过|增长|提高|提升|下降|降低|实现|不低于|完成|降至|控制在|翻")

# where a figure with 以上 behind it measures the members of a class: 亿元以上项目, 60岁以上老年人
_THRESHOLD = re.compile(r"\s?(?:床位|人口)?[及含]?以[上下内外]的?(?:[\u4e00-\u9fffA-Za-z“]{1,2})")
_MEMBERS_REACH = re.compile(r"(?:达到?|发展到|占|超过?|增至|突破)$")
# 产值超|亿元的|12家, 占比超过|20%的有|23种
_MEMBERS_COUNTED = re.compile(r"的[\u4e00-\u9fff]{0,8}?(?:达到?|有|增至|发展到|超过?)?\s?\d[\d.]*[余多]?[家个户种类项]")
_LISTED_BEFORE = re.compile(r"[、和及与]\s?$")
_NO_MEMBER = re.compile(r"\s?以[上下内]的?(?:增长|增速|增幅|速度|水平|目标|比例|幅度|任务|规模|左右|并|且|达到|，)")
# a class by size that has no 以上 behind it: 百亿元企业, 50亿元级产业集群
_CLASS = re.compile(
    r"\s?[余多]?(?:级|强|口径|元级|斤级|吨级|人级|型|号|版|届|期|代|寸|英寸|系列|时代|赫兹|"
    r"(?:以上)?的?(?:规上|规模|工业|骨干|龙头|特色|先进|制造|战新|重?大|支柱|主导|优势|新兴)*(?:企业(?!债)|产业集群|集群|产业链|产业园区?|项目|楼宇|俱乐部|省份|城市(?!更|建|绿|道|轨|公|供|污)|(?:园区|县|镇|村|乡镇)(?=[，、。达占超数])|强村|平台|店|单品|大县|强县|强镇|产业))"
)
_SHARE_OF_A_CLASS = re.compile(r"的?[\u4e00-\u9fff]{2,6}(?:占比|比重|比例)")
_RATE_NAME = re.compile(r"[\u4e00-\u9fff]{0,10}?(?:[见覆达]\w{0,2}率|[务活通勤]\w?圈|服务半径)")
_REACHING_MEMBERS = re.compile(
    r"^[\u4e00-\u9fff]{0,10}(?:企业|公司|产业|集群|园区|[县区镇村]|户)[\u4e00-\u9fff]{0,3}"
    r"(?:产值|营收|营业收入|销售收入|主营业务收入|纳税|税收|市值|收入|交易额)(?:均|双)?(?:超过?|突破|过|达到?)$"
)
_EACH_OF_SOME = re.compile(r"一批(?:总?投资|产值|营收)(?:超过?|过|在|达)$")
# what is built, at the end of a name that holds a capacity: 90万吨磷石膏综合利用, 200万套轮胎扩建
_NAMED = re.compile(
    r"[^，,；;。]{0,30}?(?:项目|工程|基地|生产线|产线|电站|电厂|光伏|风电|储能|扩建|扩能|技改|搬迁|综合利用|机组|输变电|变电站|装置|产业园|水库|码头|航道|污水处理厂|水厂|热电联产|联产|加工厂|中心|装备制造|制造|一体化|同场|循环流化床|锅炉|风光|路线|线路|水泥|钢)"
)
_CAPACITY = {"mass", "power", "volume", "computing"}
_CAPACITY_COUNTS = re.compile(r"[套台辆剂只头支件平羽枚片]|立方米|平方米|标箱|标准箱")
_TIMELY = re.compile(
    r"压缩|缩短|缩减|减少|减至|减为|提速|控制在|降至|降到|达到?|增加|延长|提前|天数|时间|时限|时长|仅需|平均|不超过|寿命|年龄|期望|比例|同比|多|突破"
)


def has_measure(text: str, amount: Amount) -> bool:
    """Tell whether a number has a unit, or is reached as an index is: 恩格尔系数降至0.29, but not 2021年, 5号线."""
    if amount.kind or amount.unit not in ("", "百", "千", "十"):
        return True
    year = 1900 <= amount.value <= 2100 and amount.value == int(amount.value)
    before = text[max(0, amount.start - 8) : amount.start]
    reached = _VALUE.search(before) and _STOP.match(text, amount.end)
    moved = before.endswith(("从", "由")) and _MOVED.match(text, amount.end)  # 满意度从84.7提升至89.6
    part = _RATIO_BEHIND.match(text, amount.end) or before.rstrip().endswith((":", "：", "∶"))  # 比例调整为30：27：43
    many = amount.surplus and amount.value >= _MANY and _COUNTED.match(text, amount.end)  # 帮扶|3400多|贫困户
    return bool(amount.script == "arabic" and not year and not part and (reached or moved or many))


def multiple_alone(c: Context) -> bool:
    """万 or 亿 without a measure word and without a thing: “百千万”工程 – but 新增人口100万 counts."""
    if not c.amount.kind and c.amount.unit:
        return not (_HAN.match(c.after) or (c.left.strip() and _STOP.match(c.after)))
    return False


def multiple_as_class(c: Context) -> bool:
    """A bare multiple that nothing reaches: 万元生产总值能耗, 亿元以上项目, 百亿级产业 – but 突破万亿元 counts."""
    if c.amount.script != "bare":
        return False
    if c.after.startswith("万户"):
        return True  # 千家万户
    if c.amount.surplus and c.amount.kind in ("count", "people") and not c.before[-1:].isdecimal():
        return False  # 带动上下游|千余家|企业
    counted = c.amount.kind or _STOP.match(c.after) or re.match(r"大关|关口|台阶", c.after)
    return not (_REACHED.search(c.before[-4:]) and c.amount.unit and counted)


def number_in_words(c: Context) -> bool:
    """A small numeral in characters that counts in passing: 两项指标, 三重压力, 一批 – but 新增三家, 一千亿元, 翻一番."""
    if c.amount.script != "chinese":
        return False
    if c.amount.kind == "share":
        return c.amount.unit == "成" and not (
            re.search(r"(?:近|超|过|达|逾|约|足|各|的|有|占|为|下降|增长|提高|降低|至|到|，|^)$", c.before[-2:])
            or re.match(r"左右|以上|[，。；、]", c.after)
        )
    if c.amount.unit.startswith(("万", "亿")) or c.amount.value >= 100:
        return False
    if c.amount.value < 2 or c.amount.unit in ("大", "批", "次", "类", "种", ""):
        return True
    some = c.before.endswith("打造") and c.amount.value > _SLOGAN
    return not (some or _MAKES_NEW.search(c.before[-6:]) or _counted_behind(c))


def _counted_behind(c: Context) -> bool:
    """建成便民驿站|两处|，打造特色街区|三条|、|两条: how many were made stands behind them, and ends what is said."""
    if not _ENDS_COUNT.match(c.after):
        return False
    return bool(_MADE_BEFORE.search(c.left)) or (c.joined and c.left.strip() in ("、", "和", "及"))


# 打造三个基地 is a slogan, 打造十个示范区 a goal
_SLOGAN = 4
_ENDS_COUNT = re.compile(r"\s?(?:以上|左右)?(?:[，,；;。、]|$)")
_MADE_BEFORE = re.compile(
    r"(?:建成|新建|建设|打造|新增|开通|培育|引进|竣工|完工|完成|开工|改造|创建)[\u4e00-\u9fff“”]{0,12}$"
)


def ordinal(c: Context) -> bool:
    """An ordinal or a rank: 第三次上榜, 前10位, 列第5位, 居全国第8, 排名上升到235位."""
    if c.amount.unit in ("位", "位次", "名") and re.search(
        r"(?:排名|排位|位次|名次|位列|位居)[^，。；]{0,16}$", c.before
    ):
        return True
    if _RANKS.search(c.before):
        return True
    return c.before.rstrip(" ").endswith(("第", "前", "后", "倒数", "之", "No.", "NO.", "№", "周年第")) or bool(
        re.match(r"(?:[周]年|届)", c.after)
    )


def base_of_a_rate(c: Context) -> bool:
    """What a rate is counted on: 每10万人, 每千人口, 每百户."""
    return bool(re.search(r"(?:每|平均每)$", c.before[-3:]))


def calendar(c: Context) -> bool:
    """A date or a time of day: 100天行动, 24小时值守 – but 压缩至3个工作日 and 优良天数达280天 count."""
    if c.before.endswith("连续") or (c.amount.unit == "个" and c.after.startswith(("季度", "学期", "昼夜", "交易日"))):
        return True
    if c.amount.kind != "time":
        return False
    if c.amount.unit in ("岁", "周岁"):
        return not re.search(r"寿命|年龄|期望|达到|提[高升]|增[加至]|延长", c.left)
    if c.amount.unit.endswith("工作日"):
        return False
    return not _TIMELY.search(c.left) or bool(re.match(r"[\u4e00-\u9fff]*?(?:圈|行动|攻坚|会战)", c.after[:8]))


def told_of_persons(c: Context) -> bool:
    """What is said of persons, not of the place: 总书记9次考察河北, 1000万保定人民."""
    if c.amount.unit == "次" and re.search(r"总书记|同志|主席|总理|书记|省长|市长", c.left):
        return True
    return not c.amount.kind and bool(re.match(r"多?[\u4e00-\u9fff]{0,6}?(?:人民|儿女|父老|乡亲|干部群众)", c.after))


def alone_in_the_country(c: Context) -> bool:
    """How few there are of a kind: 全国仅9家."""
    return bool(re.fullmatch(r"(?:全[国省市县区]|目前|其中|国内)*(?:仅|只)有?", c.left.strip()))


def one_of_several(c: Context) -> bool:
    """How many share a rank: 是全省3个先进市之一; and how many sides a plan has: 从6个方面提出."""
    return bool(re.match(r"[^，。；]{2,24}(?<!分)之一(?![\u4e00-\u9fff]{3})|(?:方面|层面|维度)", c.right))


def scope_of_attention(c: Context) -> bool:
    """聚焦5个主导产业, 围绕3条产业链: what the work turns to is not what it reaches."""
    turned = re.search(r"(?:聚焦|围绕|瞄准|立足|紧盯|锚定)(?:[^，。；]{0,14}[和及、])?[^，。；\d]{0,4}$", c.before)
    return bool(turned) and bool(
        re.match(r"[\u4e00-\u9fff]{0,6}?(?:产业链?|领域|赛道|集群|行业|方向|重点)(?!园|基)", c.after)
    )


def within_a_rate(c: Context) -> bool:
    """A distance or a time that an indicator holds: 出门500米见绿率, 15分钟生活圈覆盖率."""
    if c.amount.kind == "money" and c.amount.upper is not None:  # 年收入10万—50万元家庭占比
        return bool(_SHARE_OF_A_CLASS.match(c.after))
    return c.amount.kind in ("length", "time") and bool(_RATE_NAME.match(c.after))


def institute(c: Context) -> bool:
    """The number of an institute: 中船608所研发 – but 新建中小学120所 counts."""
    return (
        c.amount.unit == "所"
        and c.amount.value >= 100
        and bool(
            re.search(r"[\u4e00-\u9fff]$", c.before)
            and not _MAKES.search(c.before[-6:])
            and re.match(r"[A-Z]|研|技术|成果", c.after)
        )
    )


def in_a_title(c: Context) -> bool:
    """A figure within a title or a name in quotation marks: “8个跨境”, 《…20条》 – but “2025年经济总量突破1万亿”."""
    if not c.quoted or len(c.quoted) > 60:
        return False
    return not (c.quoted[0] == "“" and _REACHES.search(c.quoted))


def threshold(c: Context) -> bool:
    """The lower end of a class: 10亿元以上产业项目, 60岁以上老人 – but 80%以上的村 and 引进50家以上企业 count."""
    if c.amount.kind == "money" and _COUNT_OF_CLASS.match(c.after):
        return True
    if not _THRESHOLD.match(c.after) or _NO_MEMBER.match(c.after):
        return False
    if c.amount.kind == "share":
        return False
    if c.amount.kind == "count" and c.joined and _LISTED_BEFORE.search(c.left) and not _counts_members(c):
        return False  # 建成1个以上示范镇、5个以上示范村
    if c.amount.kind in ("count", "people") or c.amount.kind == "":
        if _MEMBERS_REACH.search(c.right) and _counts_members(c) and not _MAKES.search(c.before[-8:]):
            return True  # 15人以上加工点发展到221家
        if re.match(r"床位|人口", c.after):
            return True
        return without_opening(c.left.strip(" 、和")) not in ("", "帮助") and not _MAKES.search(c.before[-8:])
    members = re.match(r"\s?[及含]?以[上下内外]的?([\u4e00-\u9fff“]{2,12})", c.after)
    if members and re.search(
        r"项目|企业|产业|园区|楼宇|工业|单位|村(?!路|公路|道路)|商户|[个纳]体|家庭|集群|机组|锅炉|河流|道路|湖",
        members[1],
    ):
        return True
    return not _MAKES.search(c.before[-8:])


# 其中5亿元|以上11个
_COUNT_OF_CLASS = re.compile(r"\s?(?:及)?以上的?\d+[个家户项]")


def _counts_members(c: Context) -> bool:
    """Tell whether the number of the class follows its name: 15人以上加工点发展到|221家."""
    end = c.amount.end + len(c.right)
    return c.text[end : end + 2].strip()[:1].isdecimal() and not c.right.endswith(("、", "和", "及", "与"))


def size_class(c: Context) -> bool:
    """A class by size: 50亿元企业, 千亿元产业集群, 500强, 30万吨级码头, 4A级."""
    if re.match(r"\s?(?:级|元级|[大]县|(?:[至到—-]\d+[\u4e00-\u9fff]{1,2})?部分)", c.after):
        return True
    return c.amount.kind == "money" and bool(_CLASS.match(c.after))


def size_of_members(c: Context) -> bool:
    """What the members of a counted class reach at least: 191家企业营业收入超|百亿元."""
    if c.amount.kind in ("money", "share") and _MEMBERS_COUNTED.match(c.after) and _REACHED.search(c.before[-4:]):
        return True
    if c.amount.kind == "money" and _EACH_OF_SOME.search(c.left) and _HAN.match(c.right):
        return True  # 一批投资超5亿元的|化工项目
    counted = c.joined and c.text[c.clause - 1] in "家个户"
    each = c.amount.script == "bare" or "均" in c.left  # but 37个集群营收超|4500亿元 in all
    return c.amount.kind == "money" and each and counted and bool(_REACHING_MEMBERS.search(c.left))


def within_a_name(c: Context) -> bool:
    """A capacity in the name of something built: 云煤能源200万吨焦化环保搬迁, 100万千瓦风光同场.

    A verb of making right before the figure says that it is counted: 新增20万千瓦光伏装机.
    """
    unit = c.amount.unit
    capacity = c.amount.kind in _CAPACITY or (
        unit.startswith(("万", "亿")) and _CAPACITY_COUNTS.search(unit) is not None
    )
    if unit.endswith(("千伏", "kV", "KV", "kv", "英寸", "兆瓦", "MW", "千伏安", "KVA", "蒸吨")) and _HAN.match(c.after):
        return True
    if not capacity or not _HAN.match(c.after) or _STOP.match(c.after):
        return False
    if _VALUE.search(c.before[-6:]) or _REACHED.search(c.before[-4:]):
        return False
    if re.search(r"年产|年处理|年加工|日产|日处理|总装机|装机|年出栏|年屠宰$", c.before[-5:]):
        return True
    if re.search(r"(?:完成|新增|实现|减少|生产|消费|节约|压减|化解|淘汰|拆除|退出|收储|建成)$", c.before[-3:]):
        return False
    return bool(_NAMED.match(c.after))


def speed_in_a_name(c: Context) -> bool:
    """时速350公里动车组: a speed that is part of what the thing is called."""
    return c.before.endswith("时速") and bool(_HAN.match(c.after)) and not _STOP.match(c.after)


def doubling_as_a_slogan(c: Context) -> bool:
    """“三年翻一番”目标, 投资翻一番的一年 – but 产量翻一番 and GDP三年翻一番 count."""
    return c.amount.unit == "番" and c.after.startswith(("”", "的", "’", "》"))


NOT_QUANTITIES: tuple[Callable[[Context], bool], ...] = (
    multiple_alone,
    alone_in_the_country,
    multiple_as_class,
    number_in_words,
    ordinal,
    base_of_a_rate,
    calendar,
    in_a_title,
    threshold,
    size_class,
    size_of_members,
    within_a_name,
    speed_in_a_name,
    doubling_as_a_slogan,
    told_of_persons,
    one_of_several,
    scope_of_attention,
    institute,
    within_a_rate,
)


def excluded_by(c: Context) -> str | None:
    """Name of the first rule by which an amount is no quantity, None where it is one."""
    return next((rule.__name__ for rule in NOT_QUANTITIES if rule(c)), None)
