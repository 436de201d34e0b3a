"""What a figure measures: the indicator in the words before or behind it, completed where the text is elliptic."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from kmgraph.mentions.context import Context
from kmgraph.mentions.phrase import Phrase, parse_left, without_opening
from kmgraph.mentions.quantity_words import (
    BOUNDING,
    FALLING,
    FALLING_FIRST,
    GOING_ON,
    GROWING,
    GROWING_FIRST,
    MAKING,
    MEASURED,
    PARTIAL,
    REACHED,
    REACHING,
)

_MAKING = re.compile("|".join(sorted(MAKING | GROWING_FIRST | FALLING_FIRST, key=len, reverse=True)))
_GOING_ON = re.compile(GOING_ON)
_BOUND_BEHIND = re.compile(r"\s?[及含]?(?:以[上内下]|左右|上下|之内)|\s?[余多]")
_THING = re.compile(r"[\u4e00-\u9fffA-Za-z0-9“（(《]")
_ACTS = re.compile(
    r"实现|完成|入选|成为|搬进|落户|落地|投产|建成|开工|竣工|获|通过|达标|享受|参加|参与|纳入|列入|进入|上榜|受到|建立|贯通|用上|喝上|住上|脱贫|就业|启动|投用|运行|投入|签约|上市|接种|达到|位列|被|有序|全部|全面"
)
_LIST_END = re.compile(r"(?:等|、|和|及|与|以及)$")
_STRONG = (REACHING | GROWING | FALLING) - MAKING - {"由", "从", "在", "增", "占"}
_DROPPED_VERB = re.compile(r"^(?:实现了?|达到|完成|确保|保持|力争|使|累计完成|累计实现)")
_PLAN_DEVIATION = re.compile(r"(?P<over>超出?|超过|高于|高出|多于|好于|快于)|(?P<under>低于|少于|慢于)|比|较|与")
_PLANNED = re.compile(
    r"(?:(?P<side>超过?|超出|高于|高出|多于|好于|快于|低于|少于|慢于|比|较|完成)(?:了|省|市|县|区|年初|年度|全年|控价|原|既定|原定)*(?:计划|预期|控价|控制|任务|预定|预算)?(?:增长)?(?:目标|计划|任务|预期|预算)(?:值|数|任务|要求)?(?:的)?(?P<way>高出?|低|多|少|快|慢|超)?)$"
)
_AVERAGE = re.compile(
    r"(?P<side>高于|高出|低于|快于|慢于|比|较|超过|超)(?P<whom>(?:全[国省市县区]|同期|周边|[^，,、；;]{1,5}?)(?:平均)?(?:水平|增速|平均|增幅|目标)?)(?P<way>高出?|低|多|少|快|慢)?$"
)
_RESPECTIVELY = re.compile(r"分别")
_FOOTNOTE = re.compile(r"\^?\[\d+\]|［\d+］|【\d+】")
_TIME_WITHIN = re.compile(r"(?:年内|全年|今年|年底前|预计|当年)")
_SEPARATORS = re.compile(r"[、，,]|以及|(?<!中)和(?!谐|平)|及(?!其)|(?<!参)与(?!其)")


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator as found: `base` is what later figures of the sentence go on about, `verb` the making in it.

    `thing_behind` tells that the thing counted stands behind the figure; `rule` names the rule that found it.
    """

    indicator: str
    base: str
    verb: str
    rule: str
    thing_behind: bool = False
    side: str = ""


@dataclass(slots=True)
class Memory:
    """What the figures before were about: the last one, and the first of the paragraph."""

    last: Measured | None = None
    shared: tuple[str, ...] = ()
    recent: list[str] = field(default_factory=list)
    fresh: bool = False  # no figure of this sentence has been read yet
    goals: dict[tuple[Decimal, str], Measured] = field(default_factory=dict)

    def keep(self, measured: Measured, c: Context, change: str) -> None:
        """Remember a figure's indicator."""
        self.last, self.fresh = measured, False
        self.recent.append(measured.base)
        if change == "increase":
            self.goals.setdefault((c.amount.value, c.amount.unit), measured)


def measured_by(c: Context, phrase: Phrase, memory: Memory, following: Context | None) -> Measured:
    """Find the indicator of one figure: the first rule that has something to say decides."""
    for rule in _RULES:
        if found := rule(c, phrase, memory, following):
            return found
    return named_before(c, phrase, memory, following) or Measured("", "", "", "no_name")


# --- rules ----------------------------------------------------------------------------------------------------


def deviation_from_plan(c: Context, phrase: Phrase, memory: Memory, following: Context | None) -> Measured | None:
    """超计划目标0.3个百分点 → …较计划目标; 经济增速低于预期目标4.3个百分点 → 经济增速较计划目标."""
    left = c.left.strip(" ，,、")
    match = _PLANNED.search(left)
    if not match or (match["side"] in ("比", "较", "完成") and not match["way"]):
        return None
    name = parse_left(left[: match.start()]).core or _whole(memory)
    way = match["way"] or match["side"]
    side = "decrease" if re.search("低|少|慢", way) else "increase"
    base = _base(memory) if name == _whole(memory) else name
    return Measured(f"{name}较计划目标", base, "", "deviation_from_plan", side=side)


def distance_from_others(c: Context, phrase: Phrase, memory: Memory, following: Context | None) -> Measured | None:
    """高于全国平均水平2.1个百分点 → …较全国平均水平."""
    if not c.amount.unit.endswith(("百分点", "基点")):
        return None
    left = c.left.strip(" ，,、")
    match = _AVERAGE.search(left[-16:])
    if not match or (match["side"] in ("比", "较") and not match["way"]) or re.search(r"\d|年", match["whom"]):
        return None
    name = parse_left(left[: len(left) - len(match[0])]).core or _base(memory)
    side = "decrease" if re.search("低|少|慢", match["way"] or match["side"]) else "increase"
    return Measured(f"{name}较{match['whom']}", name, "", "distance_from_others", side=side)


def share_of_the_plan(c: Context, phrase: Phrase, memory: Memory, following: Context | None) -> Measured | None:
    """完成年度计划的141.7% → …完成计划."""
    if not memory.last or not _OF_THE_PLAN.fullmatch(c.left.strip(" ，、,")):
        return None
    return Measured(f"{_whole(memory)}完成计划", memory.last.base, memory.last.verb, "share_of_the_plan")


_OF_THE_PLAN = re.compile(
    r"(?:超额)?(?:完成|占)(?:了|全年|年度|省|市|年初|下达)*(?:计划|任务|目标|预算)(?:任务|目标|数)?的?"
)


def investment_of_a_thing(c: Context, phrase: Phrase, memory: Memory, following: Context | None) -> Measured | None:
    """An attribute of what follows: 实施总投资123亿元的58个城建类项目 → 城建类项目总投资."""
    attribute = _ATTRIBUTE.search(c.left.rstrip())
    if not attribute or not c.right.startswith("的"):
        return None
    beside = following is not None and c.right == "的"
    thing = _thing_behind(following, None) if beside and following else c.right[1:]
    if following is not None and following.joined and (cut := max(thing.rfind("、"), thing.rfind("和"))) > 0:
        thing = thing[:cut]
    if end := _UNDER_WAY.search(thing, 2):
        thing = thing[: end.start()]
    thing = thing.strip(" 、和及与")
    verb = _verb_of(_lead(c.left[: attribute.start()])) or ""
    return Measured(thing + attribute[0], thing, verb, "investment_of_a_thing") if thing else None


_UNDER_WAY = re.compile(r"等|已|正在|相继|主体|全部|顺利|落户|投入|竣工|开工|建成|完工|投产|建设|进展|前期|启动|、")
_ATTRIBUTE = re.compile(
    r"(?:计划)?总?(?:投资额?|产值|建筑面积|占地面积|面积|占地|规模|装机容量|库容|里程|总长度?|全长|长度)$"
)


def named_behind(c: Context, phrase: Phrase, memory: Memory, following: Context | None) -> Measured | None:
    """The thing stands behind its number: 新建16条城市道路 → 新建城市道路, 96个品牌入选… → 品牌入选…."""
    thing = _thing_behind(c, following)
    if not thing:
        return None
    if phrase.core.endswith(MEASURED_ENDS) and not _verb_of(phrase.core):
        return None
    strong = any(word in _STRONG for word in phrase.tail)
    if strong and phrase.core and not (c.amount.kind == "share" and not phrase.core):
        return None
    lead = _lead(c.left)
    verb = _verb_of(lead)
    if lead and verb is None:
        if _LIST_END.search(lead):
            return Measured(thing, _subject(thing), "", "named_behind", True)
        return Measured(lead + thing, lead + thing, "", "named_behind", True)
    if not lead and c.joined and memory.last and memory.last.verb and not _acts(thing):
        verb = memory.last.verb
        return Measured(verb + thing, thing, verb, "named_behind_in_list", True)
    if _acts(thing) and (not lead or _LIST_END.search(lead)):
        return Measured(thing, thing, "", "subject_behind", True)
    verb = verb or ""
    rest = lead[len(verb) :]
    if not rest or "、" in rest or _LIST_END.search(rest):
        return Measured(verb + thing, thing, verb, "named_behind", True)
    return Measured(verb + rest + thing, rest + thing, verb, "named_behind", True)


def named_before(c: Context, phrase: Phrase, memory: Memory, following: Context | None) -> Measured | None:
    """The indicator stands before its figure: 确保石油及化工产业产值达1120亿元 → 石油及化工产业产值."""
    core = _shortened(phrase.core)
    if not core:
        return None
    core = core.removesuffix("的")
    verb = _verb_of(core) or ""
    noun = core[len(verb) :]
    if (
        not noun and c.joined and memory.last and memory.last.verb in ("完成", "开展", "实施")
    ):  # 完成土地收储2万亩、供应3万亩
        return Measured(memory.last.verb + core, core, memory.last.verb, "named_before_in_list")
    if not noun and memory.last:  # 新开工30项
        return Measured(core + _noun(memory.last), memory.last.base, core, "verb_before")
    if verb in GROWING_FIRST | FALLING_FIRST and not c.joined:
        return Measured(noun, noun, "", "named_before")
    if _DROPPED_VERB.match(core) and noun.endswith(MEASURED_ENDS) and c.amount.kind not in ("count", "people"):
        return Measured(noun, noun, "", "named_before")
    if memory.fresh and _PARTIAL.fullmatch(core) and (subject := _former_subject(c)):
        return Measured(subject + core, subject, verb, "part_of_the_subject")
    if memory.last and not memory.fresh and _is_partial(core):
        owner = _owner(memory.last)
        if owner and owner not in core:
            return Measured(owner + core, owner, memory.last.verb, "part_of_the_former")
    if memory.last and c.amount.unit and (whole := _parallel(core, memory.last.base)):
        return Measured(whole, whole, memory.last.verb, "parallel_to_the_former")
    if (
        c.joined
        and not verb
        and memory.last
        and memory.last.verb
        and c.amount.kind in ("count", "people", "area", "length", "money", "mass", "")
    ):
        kept = memory.last.verb
        return Measured(kept + core, core, kept, "named_before_in_list")
    return Measured(core, re.sub(r"[(（][^()（）]*[)）]$", "", core), verb, "named_before")


def same_as_before(c: Context, phrase: Phrase, memory: Memory, following: Context | None) -> Measured | None:
    """Growth or level alone goes on about the former: 3386.4亿元,增长10.3% → 社会消费品零售总额."""
    if phrase.core:
        return None
    if re.search(r"的?(?:预期)?增长目标", c.right) and (again := memory.goals.get((c.amount.value, c.amount.unit))):
        return replace(again, rule="same_as_before")
    if memory.last is None or (_thing_behind(c, following) and not phrase.tail):
        return None
    last = memory.last
    name = (
        last.base
        if last.rule in ("part_of_the_former", "deviation_from_plan", "distance_from_others")
        else last.indicator
    )
    return Measured(name, last.base, last.verb, "same_as_before")


def subject_of_clause(c: Context, phrase: Phrase, memory: Memory, following: Context | None) -> Measured | None:
    """A figure alone in its clause takes the subject of the clause before: 第二产业基础薄弱,下降0.3%."""
    if phrase.core or _thing_behind(c, following) or re.search(r"的?(?:预期)?增长目标", c.right):
        return None
    former = _former_clause(c)
    if not former or re.search(r"\d", former):
        return None
    subject = _SUBJECT.match(former)
    if not subject and not memory.fresh:
        return None
    name = subject[0] if subject else former
    return Measured(name, name, "", "subject_of_clause") if name else None


def growth_of_a_place(c: Context, phrase: Phrase, memory: Memory, following: Context | None) -> Measured | None:
    """A place that grows is its economy: 长沙市2022年预计增长4.8% → 地区生产总值."""
    if phrase.core or not re.match(r"[\u4e00-\u9fff]{2,6}[市县区省州](?:(?:19|20)\d\d年|今年|去年)", c.left):
        return None
    return Measured("地区生产总值", "地区生产总值", "", "growth_of_a_place")


def _former_clause(c: Context) -> str:
    """The clause before the figure's own, without its opening."""
    former = c.text[max(0, c.clause - 40) : max(0, c.clause - 1)]
    return without_opening(re.split(r"[，,；;。：:]", former)[-1])


def _former_subject(c: Context) -> str:
    """Who or what the clause before speaks of: 轨道交通S1号线一期力争年底前空载试运行 → 轨道交通S1号线一期."""
    former = _former_clause(c)
    match = re.match(
        r"(.{2,20}?)(?:力争|确保|将|已|全面|加快|启动|开工|竣工|建成|完工|投产|投用|通车|实现|完成|有序|顺利|稳步|主体)",
        former,
    )
    return match[1] if match and not _verb_of(former) else ""


_SUBJECT = re.compile(
    r"[^，,]{1,16}?(?:产业|收入|投资|总额|产值|增加值|生产总值|经济|率|消费|贷款|存款|进出口|出口|业|量|面积|价格)"
)
MEASURED_ENDS = tuple(MEASURED)
_RULES: tuple[Callable[[Context, Phrase, Memory, Context | None], Measured | None], ...] = (
    growth_of_a_place,
    deviation_from_plan,
    distance_from_others,
    share_of_the_plan,
    investment_of_a_thing,
    subject_of_clause,
    named_behind,
    same_as_before,
    named_before,
)


# --- members of 分别 --------------------------------------------------------------------------------------------


def respective(c: Context, count: int, memory: Memory) -> tuple[tuple[str, str], ...] | None:
    """Indicators of 分别: 城乡居民人均可支配收入分别为…、… → 城镇居民人均可支配收入, 农村居民人均可支配收入.

    Returns a pair of indicator and base for each of `count` figures, None where the words can't be told apart.
    """
    before, _, behind = c.left.rpartition("分别")
    subject = _TIME_WITHIN.sub("", without_opening(before.strip(" ，,、")))
    made = parse_left(behind).core
    if not subject:
        shared = memory.shared if len(memory.shared) == count else _shared_before(memory, count)
        return tuple((name, name) for name in shared) if shared else None
    subject = re.sub(r"(?:同比|预计|均|共|各)$", "", subject)
    members = members_of(subject, count)
    if made and _verb_of(made):
        named = members if members and subject.endswith(MEASURED_ENDS) else ("",) * count
        return tuple((made, name or made) for name in named)
    if members is None:
        members = (subject,) * count
    return tuple((member + made, member + made) for member in members)


def _shared_before(memory: Memory, count: int) -> tuple[str, ...] | None:
    """What a 分别 without a subject deals out to: the last indicators, or the members of the last one."""
    if memory.last and (members := members_of(memory.last.indicator, count)):
        return members
    names = list(dict.fromkeys(memory.recent))
    return tuple(names[-count:]) if len(names) >= count else None


def members_of(subject: str, count: int) -> tuple[str, ...] | None:
    """Take a shared subject apart: 沈鼓、沈变新签合同额 → 沈鼓新签合同额, 沈变新签合同额; 城乡… → 城镇…, 农村…."""
    if count == 2 and (both := re.search(r"城乡(?=常住|居民|低保|最低)", subject)):
        return tuple(subject[: both.start()] + side + subject[both.end() :] for side in ("城镇", "农村"))
    parts = [part.strip() for part in _SEPARATORS.split(subject) if part.strip()]
    if len(parts) != count:
        return None
    last, etc, head = parts[-1].partition("等")
    if not (etc and head.endswith(MEASURED_ENDS)):
        last, head = _without_head(parts)
    return (*(part if part.endswith(MEASURED_ENDS) else part + head for part in parts[:-1]), last + head)


def _without_head(parts: list[str]) -> tuple[str, str]:
    """Split the head that all members share off the last: [沈鼓, 沈变新签合同额] → 沈变, 新签合同额."""
    last = parts[-1]
    if not last.endswith(MEASURED_ENDS):
        return last, ""
    beside = len(parts[-2]) if len(parts) > 1 else 0
    if 0 < beside < len(last) - 1 and len(set(map(len, parts[:-1]))) == 1 and len(last) - beside <= 9:
        return last[:beside], last[beside:]
    head = _HEAD.search(last)
    return (last[: head.start()], head[0]) if head and head.start() else (last, "")


_HEAD = re.compile(
    r"(?:占(?!比).{2,14}|人均|年均|总|零售|销售|营业|主营业务|可支配|纯|新签|居民|单位|年|用地|种植|播种|旅游|技工贸|进出口)*"
    r"(?:" + "|".join(sorted(MEASURED, key=len, reverse=True)) + r")$"
)


# --- words ----------------------------------------------------------------------------------------------------


def _lead(left: str) -> str:
    """The words before a figure without bound, openings and separators: 着力推进心血管、呼吸 → 推进心血管、呼吸."""
    words = left.strip(" \u3000，,：:")
    while True:
        for length in range(4, 0, -1):
            if words[-length:] in BOUNDING and words[-length:] not in ("和", "及") and len(words) >= length:
                words = words[:-length].rstrip()
                break
        else:
            break
    words = re.sub(r"^[、和及与的]+", "", words)
    return without_opening(words) if not _making(words) else words


def _making(words: str) -> bool:
    match = _MAKING.match(words)
    return bool(match)


def _verb_of(words: str) -> str | None:
    match = _MAKING.match(words)
    return match[0] if match else None


def _thing_behind(c: Context, following: Context | None) -> str:
    right = c.right
    if bound := _BOUND_BEHIND.match(right):
        right = right[bound.end() :]
    right = right.strip()
    if right.startswith("的") and not _GOING_ON.match(right):
        right = right[1:]
    if following is not None and following.joined and following.left:
        right = right.rstrip("、和及与 ")
        if "、" in right and not right.startswith("、"):
            right = right[: right.rindex("、")]
    if right in ("", "、") or right.startswith("、"):
        if following is not None and following.joined and following.left.strip(" 、和及") == "":
            return _thing_behind(following, None)
        return ""
    if not _THING.match(right) or (
        _GOING_ON.match(right) and not (c.amount.kind in ("share", "people", "") and _acts(right))
    ):
        return ""
    thing = _FOOTNOTE.sub("", right.strip(" 、和及与"))
    if thing.endswith("级") and following is not None and following.joined and (level := _LEVEL.match(following.right)):
        thing += following.right[level.end() :]  # 4个国家级、8个省级外贸转型示范基地
    return thing


_LEVEL = re.compile(r"(?:国家|世界|省|市|县|区|州|部)级")


def _acts(words: str) -> bool:
    return bool(_ACTS.search(words[1:] if len(words) > 4 else words))


def _subject(thing: str) -> str:
    match = _ACTS.search(thing)
    return thing[: match.start()] or thing if match else thing


def _shortened(core: str) -> str:
    core = _FOOTNOTE.sub("", _TIME_WITHIN.sub("", core)).strip()
    if "的" in core[8:-3]:
        head = core[core.rindex("的") + 1 :]
        if len(head) >= 4 and not head.startswith(("比重", "比例", "占比")):
            return head
    return core


def _is_partial(core: str) -> bool:
    return _PARTIAL.fullmatch(core) is not None or (core.startswith(REACHED) and len(core) <= 8)


_PARTIAL = re.compile(
    r"(?:年度|当年|累计|计划|预计|概算|协议|拟定|估算|合同|年内|已|完成|总|实现)*(?:"
    + "|".join(sorted(PARTIAL, key=len, reverse=True))
    + r")|占.{2,16}"
)


def _owner(last: Measured) -> str:
    base = last.base
    for partial in sorted(PARTIAL, key=len, reverse=True):
        if base.endswith(partial) and len(base) > len(partial) + 1:
            return base
    return base


def _noun(last: Measured) -> str:
    return last.base.removeprefix(last.verb)


def _whole(memory: Memory) -> str:
    last = memory.last
    if last is None:
        return ""
    return last.base if last.rule in ("deviation_from_plan", "distance_from_others") else last.indicator


def _base(memory: Memory) -> str:
    return memory.last.base if memory.last else ""


def _parallel(core: str, former: str) -> str | None:
    """农村居民 after 城镇居民人均可支配收入 → 农村居民人均可支配收入; 出口 after 进出口总额 → 出口总额."""
    if core.endswith(MEASURED_ENDS) and core not in ("出口", "进口"):
        return None
    for length in range(min(len(core), 6), 1, -1):
        at = former.find(core[-length:])
        if at > 0 and len(former) > at + length:
            return core + former[at + length :]
    return None
