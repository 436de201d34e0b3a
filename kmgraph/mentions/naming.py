"""Words of an indicator: its verb of making, its head, the thing behind a figure, the clause before."""

from __future__ import annotations

import re

from kmgraph.mentions.context import Context
from kmgraph.mentions.measured import Reading
from kmgraph.mentions.phrase import without_opening
from kmgraph.mentions.quantity_words import (
    ACTING,
    BOUNDING,
    FALLING_FIRST,
    GOING_ON,
    GROWING_FIRST,
    MAKING,
    MEASURED,
    NOT_MAKING,
    SHARED_HEADS,
)

_BEFORE_NUMBER = BOUNDING | {"不少于", "不低于", "超过", "突破", "达到", "达", "不超过"}
MEASURED_ENDS = tuple(MEASURED)
_VERBS = sorted(MAKING | GROWING_FIRST | FALLING_FIRST, key=len, reverse=True)
# most words begin like none of them
_MAKING = re.compile(
    f"(?=[{''.join(sorted({verb[0] for verb in _VERBS}))}])(?!{'|'.join(sorted(NOT_MAKING))})(?:{'|'.join(_VERBS)})"
)
_TOPIC = re.compile(
    r"([^，。；：！\d“”]{0,20}?(?:产业|行业|[工农商林牧渔旅建][\u4e00-\u9fff]{0,2}业|业|(?:经营|市场)主体|经济|旅游|消费|外贸|园区|开发区|市场|物流|电商|(?:粮食|小麦|玉米|蔬菜|果品|林果|畜禽|生猪|奶牛|食用菌|中药材|水果|茶叶)(?=生产|种植|养殖|连续|喜获|再获|实现|获得)))"
    r"(?:生产|种植|养殖)?(?:再|喜获|获|连续|不断|持续|蓬勃|快速|加快|迅速|稳步|已|更加|日益|实现|发展|取得|成为|呈|保持|提[质档速]|转型|做[强大优]|壮大|优化|活力|势头|步伐|升级|全面|[强逆]势|增势|向好|稳健|健康|平稳|有序|扎实|异军)"
)
_ACTING = re.compile("|".join(ACTING))
_GOING_ON = re.compile(GOING_ON)
# a clause with a figure, in digits or as 突破万亿元
_FIGURED = re.compile(r"\d(?!号|G|级)|(?:突破|超过?|达到?|过)[十百千万]?[万亿](?:元|人|吨|亩|美元|$)")
_NO_FIGURE = re.compile(r"(?:19|20)\d\d年|PM[_ ]?(?:2\.5|10)")
_LIST_END = re.compile(r"(?:等|、|和|及|与|以及)$")
_SEPARATORS = "、和及与"
# what links a thing to the next one, but not 年均吸引4000万人次参与
_LINK_BEHIND = re.compile(r"(?:和|(?<!参)与|(?<![惠普涉以])及)$")
_BOUND_BEHIND = re.compile(r"\s?[及含]?(?:以[上内下]|左右|上下|之内)|\s?[余多]")
# 创建5个先进制造业集群、居中部第1
_RANK_BEHIND = re.compile(r"、(?:稳|位|跃|均)?[居列排](?:全[国省市县区]|[东中西]部|世界|第|首|前).*$")
# what may stand before a number of actors: 有|63人|获得赔付
_HOW_MANY = {"有", "共", "已", "约", "近", "超", "累计"}
# 年销售收入超10亿元的|龙头企业 are not the same as 龙头企业
_CLASS_BY_SIZE = re.compile(r"(?:超过?|过|突破)[\d十百千万亿]")
_WHOLE = 24
MOVES = re.compile(r"[带拉撬]动")
# 由51家|整合为|33家: what is said between the two ends of a change
MOVED_TO = re.compile(r"(?:左右)?[\u4e00-\u9fff]{0,6}?[至到为成]了?")
_BRACKETED = re.compile(r"[（(](?:含|包括)[^（）()]*[)）]")  # 工程21项|(含续建)
_THING = re.compile(r"[\u4e00-\u9fffA-Za-z0-9０-９“（(《]")
_FOOTNOTE = re.compile(r"\^?\[\d+\]|[［【〔]\s?\d+\s?[］】〕]|(?<=[”\u4e00-\u9fff])[（(]\d{1,2}[)）]")
_TIME_WITHIN = re.compile(r"年内|全年|今年|年底前|预计|当年")
# 规模以上工业完成增加值 is 规模以上工业增加值
_DONE_WITHIN = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:力争|预计|将|可)?(?:完成|实现)(?=年?(?:工业|主营业务|营业|销售|总)*(?:增加值|产值|收入|利润|利税|销售额)$)"
)
# what leads from a thing over to the next figure: 211个项目完成投资超|800亿元
LEADING_ON = re.compile(
    r"(?:合并|整合|优化)?(?:调整|压减|压缩|精简|缩减|减少|下降|降|增加?|增长|发展|提高|提升|扩大|整合|优化)[到至为]$|(?:全部|超过?|近|(?<![签制节集预])约|达到?|突破|逾|增长|提升)+$"
)
_LEVEL = re.compile(r"(?:国家|世界|省|市|县|区|州|部)级")
_CLAUSE_ENDS = re.compile(r"[，,；;。：:]")
_BEFORE_HEAD = r"(?:占(?!比).{2,14}|人均|年均|总|零售|销售|营业|主营业务|可支配|纯|新签|合同|订单|交易|贷款|存款|居民|单位|年|用地|种植|播种|旅游|技工贸|进出口|住房|修复|治理)*"
_HEAD, _SHARED_HEAD = (
    re.compile(_BEFORE_HEAD + "(?:" + "|".join(sorted(heads, key=len, reverse=True)) + ")$")
    for heads in (MEASURED, SHARED_HEADS)
)


def verb_of(words: str) -> str:
    """The verb of making that words begin with: 新建城市道路 → 新建; "" where there is none."""
    match = _MAKING.match(words)
    return match[0] if match else ""


def head_of(words: str) -> str:
    """The head that is measured: 规模以上工业增加值 → 增加值; "" where there is none or nothing before it."""
    match = _HEAD.search(words)
    return match[0] if match and match.start() else ""


def shared_head_of(words: str) -> str:
    """The head that the members of a list share: 农村人均住房面积 → 人均住房面积."""
    match = _SHARED_HEAD.search(words)
    return match[0] if match and match.start() else ""


_BUDGETS = {"支出": ("预算收入", "财政收入"), "收入": ("预算支出", "财政支出")}


def budget_beside(core: str, former: str) -> str:
    """The side of a budget that is named by its last word alone: 支出 beside 一般公共预算收入 → 一般公共预算支出, else ""."""
    return former[: -len(core)] + core if former.endswith(_BUDGETS.get(core, ())) else ""


def is_measured(words: str) -> bool:
    """Tell whether words name something measured and not made: 空气质量优良率."""
    return words.endswith(MEASURED_ENDS)


def topic_of(text: str) -> str:
    """The branch that a text begins to speak of: 服装产业再上新水平 → 服装产业; "" where it speaks of none."""
    match = _TOPIC.match(without_opening(text))
    return match[1] if match else ""


def acts(words: str) -> bool:
    """Tell whether words say what a thing does: 品牌入选省“绿色食品牌”目录."""
    return _ACTING.search(words, 1 if len(words) > 4 else 0) is not None


def actor(words: str) -> str:
    """The thing that acts: 品牌入选… → 品牌; the words as they are where nothing acts."""
    match = _ACTING.search(words, 2 if words.startswith("新") else 0)  # 新开工项目加快建设
    return words[: match.start()] or words if match else words


def ends_a_list(words: str) -> bool:
    """Tell whether names of a list stand before a figure: 大树营、灵光街片区等."""
    return _LIST_END.search(words) is not None


def without_notes(words: str) -> str:
    """Take footnotes off: 专精特新[6]企业 → 专精特新企业."""
    return _FOOTNOTE.sub("", words)


def without_time(words: str) -> str:
    """Take 年内, 全年 and the like out of the middle: 航天电器年内新签订单 → 航天电器新签订单."""
    return _TIME_WITHIN.sub("", words)


def shortened(core: str, *, made: bool = False) -> str:
    """Take time, notes and a long attribute off: 关乎全市转型发展和增长后劲的工业投资 → 工业投资.

    `made` tells that the words may begin with the verb of what is counted: 引进投资额5亿元以上的重点项目 → 引进重点项目.
    """
    core = _DONE_WITHIN.sub("", without_notes(without_time(core))).strip()
    if "的" in core[8:-3] and not (_CLASS_BY_SIZE.search(core) and len(core) <= _WHOLE):
        head = (verb_of(core) if made else "") + core[core.rindex("的") + 1 :]
        if len(head) >= 4 and not head.startswith(("比重", "比例", "占比")):
            return head
    return core.removesuffix("的")


def lead_of(left: str) -> str:
    """The words before a figure, bound and openings off, the verb left: 着力推进心血管、呼吸 → 推进心血管、呼吸."""
    words = without_notes(left.strip(" \u3000，,：:"))
    while bound := _bound_at_end(words):
        words = words[: -len(bound)].rstrip()
    words = re.sub(r"^(?:[、和与的到－—–~～-]|至(?!少)|及(?!时))+", "", words)
    return words if verb_of(words) else without_opening(words)


def _bound_at_end(words: str) -> str:
    for length in range(min(4, len(words)), 0, -1):
        if words[-length:] in _BEFORE_NUMBER:
            return words[-length:]
    return ""


def thing_behind(r: Reading) -> str:
    """The thing that a figure counts where it stands behind: 新建|16条|城市道路 → 城市道路; "" where none does."""
    if r.phrase.tail[:1] in (("从",), ("由",)) and MOVED_TO.fullmatch(r.c.right):
        return ""
    right = _up_to_next(_without_bound(r.c.right), r.next_joined)
    if right.startswith("、") or not right:
        return _next_thing(r)
    if not _THING.match(right) or _BRACKETED.fullmatch(right):
        return ""
    alone = not r.phrase.core and set(r.phrase.tail) <= _HOW_MANY
    acting = (
        acts(right) or (alone and _ACTING.match(right)) or ("其中" in r.c.left and _ACTING.match(right))
    )  # 其中1项|获一等奖
    if _GOING_ON.match(right) and not (r.c.amount.kind in ("share", "people", "count", "") and acting):
        return ""
    thing = without_notes(_LINK_BEHIND.sub("", right.strip(" 、")))
    if r.next_joined:
        thing = LEADING_ON.sub("", thing)
        if moves := MOVES.search(thing, 2):  # 20亿元以旧换新补贴|拉动消费215亿元
            thing = thing[: moves.start()]
    if thing.endswith("级") and r.next_joined and (level := _LEVEL.match(r.next_joined.right)):
        thing += r.next_joined.right[level.end() :]  # 4个国家级、8个省级外贸转型示范基地
    return thing


def thing_of(c: Context | None) -> str:
    """The thing behind one context, seen by itself."""
    return _plain_thing(c) if c is not None else ""


def _plain_thing(c: Context) -> str:
    right = _without_bound(c.right).strip(f" {_SEPARATORS}")
    return right if _THING.match(right) and not _GOING_ON.match(right) else ""


def _next_thing(r: Reading) -> str:
    """338个、338.15万平方米城镇老旧小区改造: two figures of one thing; so too 新建103个、修缮60个互助院."""
    following, core = r.next_joined, r.phrase.core
    if following is None or following.right.startswith("、"):
        return ""
    between = following.left.strip(" 、和及")
    verbs = core and verb_of(core) == core and verb_of(between) == between and following.amount.unit == r.c.amount.unit
    if between and not verbs:
        return ""
    counts_actors = following.amount.kind in ("people", "count") and not between and acts(following.right)
    return thing_of(following) or (following.right.strip() if counts_actors else "")  # 1446户2414人稳定脱贫


def _without_bound(right: str) -> str:
    bound = _BOUND_BEHIND.match(right)
    right = _RANK_BEHIND.sub("", right[bound.end() :] if bound else right).strip()
    if right[:1] in "（(" and not re.search(r"[)）]", right):
        return ""  # 增长1.7%（同口径增长|2.5%）
    return right[1:] if right.startswith("的") and not _GOING_ON.match(right) else right


def _up_to_next(right: str, following: Context | None) -> str:
    """Leave what belongs to the next figure of the clause: 院士工作站、|1个, 民生工程和县定|10项."""
    if following is None or not following.left:
        return right
    right = _LINK_BEHIND.sub("", right.removesuffix("以及").rstrip(" 、"))
    if "、" in right[2:]:  # but 11个省、市重点项目
        return right[: right.rindex("、")]
    cut = max(right.rfind("和"), right.rfind("及"))
    return right[:cut] if cut > 0 and len(right) - cut <= 3 else right


def former_clause(c: Context) -> str:
    """The clause before the figure's own, without its opening; "" where it holds a figure."""
    former = _CLAUSE_ENDS.split(c.text[max(0, c.clause - 40) : max(0, c.clause - 1)])[-1]
    return "" if _FIGURED.search(_NO_FIGURE.sub("", former)) else without_opening(former)
