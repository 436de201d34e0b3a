"""分别: several figures dealt out to the members of one subject."""

from __future__ import annotations

import re

from kmgraph.mentions.comparisons import held_against
from kmgraph.mentions.context import Context
from kmgraph.mentions.measured import Memory
from kmgraph.mentions.mention import Change
from kmgraph.mentions.naming import (
    budget_beside,
    former_clause,
    is_measured,
    shared_head_of,
    thing_of,
    verb_of,
    without_time,
)
from kmgraph.mentions.phrase import parse_left, without_opening
from kmgraph.mentions.quantity_words import SHARED_HEADS

_SEPARATORS = re.compile(r"[、，,]|以及|(?<!中)和(?!谐|平)|(?<![普惠涉以])及(?!其|相关|配套)|(?<!参)与(?!其)")
_BETWEEN = re.compile(r"[ \u3000]?(?:以上|左右|以内|以下)?[ \u3000]?(?:[、和，,及与]|以及)")
_COMPARED = re.compile(r"(?:比(?!重|例)|较|同|与).{2,10}|年均?|累计|平均")
# 分别, and 各 where it deals out: 碑林、雁塔各建成城市驿站8座、10座
_DEALS = re.compile(
    r"分别|依次(?=[为达是占有增下降提削减上升])|(?<=[\u4e00-\u9fff])各自?(?![类级地项种界族方县市区镇乡村部单行领环自界国省科院路网])"
)
# the last sign of a place's name, which its figures follow: 宾阳县|规上工业总产值
_PLACE_END = re.compile(r"(?<=.)[省市县区乡镇州旗村城山河湖园港湾岛](?![省市县区乡镇州旗])")
_PLACE_ENDS = tuple("省市县区乡镇州旗村城山河湖园港湾岛")
_WHOLE_ENDS = (*SHARED_HEADS, "贷款", "存款", "消费", "氨氮", "需氧量")
# what is said of several subjects before their figures follow: 旅游收入、游客人数|再创新高，分别增长16%、15%
_PREDICATE = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:再[创上攀]|创|实现|双双|呈|均(?=实现|创|呈|保持|超|达|有|较)|齐[头升]|迈[上入]|跃[上升]|持续|稳[步定中]|保持|不断|大幅|快速|继续|显著|明显|全面|同步|逐步|强劲|"
    r"加快|取得|连续|进一步|有所|平稳|超额|全部|较快|位居|走在)[^、和及与]*$"
)
_BOTH = re.compile(r"城乡(?!建设|规划|一体)|存贷款")


def respective_figures(framed: tuple[Context, ...], i: int, shared: tuple[str, ...]) -> tuple[Context, ...]:
    """The figures from the i-th on that are dealt out together: 分别增长|6%|、|8%|以上; none where nothing is.

    Those that follow a 分别 without a name go on dealing out to its `shared` members: …分别达249亿元、108亿元，增长|7%|、|12%|.
    """
    if _deals(framed, i) or _goes_on_dealing(framed, i, len(shared)):
        group = [framed[i]]
        for c in framed[i + 1 :]:
            between = c.text[group[-1].amount.end : c.amount.start][:8]
            if not _BETWEEN.fullmatch(between) or (between in ("，", ",") and thing_of(c)):
                break
            group.append(c)
        return tuple(group) if len(group) > 1 else ()
    return framed[i : i + 2] if len(framed) > i + 1 and _left_unsaid(framed[i], framed[i + 1]) else ()


def _deals(framed: tuple[Context, ...], i: int) -> bool:
    dealing = _DEALS.search(framed[i].left)
    if dealing is None or dealing[0] in ("分别", "依次"):
        return dealing is not None
    return len(framed) > i + 1 and framed[i + 1].left.strip() in ("、", "和", "")


def _goes_on_dealing(framed: tuple[Context, ...], i: int, count: int) -> bool:
    phrase = parse_left(framed[i].left)
    alike = framed[i : i + count]
    return (
        count > 1
        and not phrase.core
        and bool(phrase.tail)
        and len(alike) == count
        and all(
            c.joined and c.left.strip() in ("、", "和", "及") and c.amount.kind == framed[i].amount.kind
            for c in alike[1:]
        )
    )


def _left_unsaid(c: Context, following: Context) -> bool:
    """海洋经济、民营经济占地区生产总值比重|35%|和|62%: two figures for two members without a 分别."""
    return (
        following.joined
        and c.amount.kind == following.amount.kind
        and _BETWEEN.fullmatch(c.right) is not None
        and following.left.strip() in ("和", "、", "及")
        and (following.right.strip() in ("", "左右", "以上", "以内") or following.right.startswith("分别"))
        and len(members_of(parse_left(c.left).core, 2)) == 2
    )


def respective_indicators(c: Context, count: int, memory: Memory) -> tuple[tuple[str, str], ...]:
    """Indicator and base of each of `count` figures; none where the words can't be told apart.

    城乡居民人均可支配收入分别为…、… → 城镇居民人均可支配收入, 农村居民人均可支配收入.
    """
    dealing = _DEALS.search(c.left)
    before, behind = (c.left[: dealing.start()], c.left[dealing.end() :]) if dealing else (parse_left(c.left).core, "")
    subject = re.sub(
        r"(?:年均|同比|预计|均|共|各|[较比](?:(?:19|20)\d\d年|上年|去年|“十[一二三四]五”末?))$",
        "",
        without_time(without_opening(before.strip(" ，,、"))),
    )
    subject = _GROWTH_END.sub("", subject) or subject
    made = parse_left(behind).core.removesuffix("的")
    if _BARE_MEASURE.fullmatch(subject) and (branches := _counted_branches(_clause_before(c, before), count)):
        return tuple((branch + subject, branch + subject) for branch in branches)
    if not subject or _COMPARED.fullmatch(subject):  # 比年初分别增长11.7%和19.4%
        return tuple((name, name) for name in _subjects_before(c, memory, count))
    members = members_of(subject, count)
    if members and (beside := held_against(behind)):  # 甲产值、乙产值增速分别低于年度计划5个、3个百分点
        return tuple((member + beside[0], member) for member in members)
    if members and not made and before.lstrip(" ，,、").startswith("其中") and c.amount.kind in memory.kinds:
        return tuple(
            (member + memory.last.indicator, member) for member in members
        )  # 其中甲县、乙县依次为55万亩、50万亩
    if c.amount.kind == "money" and members and verb_of(made):  # 甲路、乙桥分别完成投资3亿元、5亿元
        return tuple((member + made, member + made) for member in members)
    if verb_of(made) and verb_of(made) != made:  # 支持甲县、乙县分别新建成高标准农田2万亩、5万亩
        return tuple((made, name) for name in (members if is_measured(subject) else ()) or (made,) * count)
    return tuple((member + made, member + made) for member in members or (subject,) * count)


def change_dealt(c: Context) -> Change | None:
    """Growth that the words behind 分别 tell by what its figures are held against; None for other words."""
    dealing = _DEALS.search(c.left)
    beside = held_against(c.left[dealing.end() :]) if dealing else None
    return beside[1] if beside else None


# 产业增加值|增幅|依次为…: what grows is measured
_GROWTH_END = re.compile(r"(?<=[值入额资口量收])(?:增速|增幅|涨幅)$")
# 力争|年产值|分别达到…: of the branches that the clause before counts
_BARE_MEASURE = re.compile(r"(?:年|总|工业)?(?:产值|营收|收入|营业收入|主营业务收入|增加值|规模)")
_COUNTED_BRANCHES = re.compile(
    r"(?:重点|加快|大力|积极)*(?:发展|做[大强优]|壮大|培育|聚焦|围绕|打造)?(?P<members>[^，。；\d]{2,60}?)[两三四五六七八九十\d]+[大个](?:主导|支柱|优势|特色|重点|新兴)*产业"
)


def _counted_branches(clause: str, count: int) -> tuple[str, ...]:
    """重点发展汽车、水泵、酒业三大主导产业 → 汽车, 水泵, 酒业."""
    match = _COUNTED_BRANCHES.search(clause)
    parts = tuple(match["members"].split("、")) if match else ()
    return parts if len(parts) == count else ()


def _clause_before(c: Context, before: str) -> str:
    """The clause before the figure's own; the time in front of a figure is no clause: …四大产业，2015年力争年产值."""
    return former_clause(c) or c.text[max(0, c.clause - 80) : c.clause].rstrip("，, ")


def _subjects_before(c: Context, memory: Memory, count: int) -> tuple[str, ...]:
    """What a 分别 without a subject deals out to: the members of the former 分别, clause or indicator, or the last ones."""
    if len(memory.shared) == count:
        return memory.shared
    return (
        _counted_branches(former_clause(c), count)
        or members_of(_PREDICATE.sub("", former_clause(c)), count)
        or members_of(memory.last.indicator, count)
        or (memory.recent[-count:] if len(memory.recent) >= count else ())
    )


def members_of(subject: str, count: int) -> tuple[str, ...]:
    """Take a shared subject apart: 沈鼓、沈变新签合同额 → 沈鼓新签合同额, 沈变新签合同额; 城乡… → 城镇…, 农村…."""
    if count == 2 and (both := _BOTH.search(subject)):
        sides = ("城镇", "农村") if both[0] == "城乡" else (both[0][0] + "款", "贷款")
        return tuple(subject[: both.start()] + side + subject[both.end() :] for side in sides)
    parts = [part.strip() for part in _SEPARATORS.split(subject) if part.strip()]
    if len(parts) > count:  # 汽车和装备产业、航空产业 are two
        parts = [part.strip() for part in subject.split("、") if part.strip()]
    if len(parts) != count:
        return ()
    if all(verb_of(part) == part for part in parts[:-1]) and (own := verb_of(parts[-1])):
        return (*(part + parts[-1][len(own) :] for part in parts[:-1]), parts[-1])  # 引进、开工项目
    if budget := budget_beside(parts[-1], parts[0]) if count == 2 else "":
        return (parts[0], budget)  # 一般公共预算收入、支出
    last, head = _without_head(parts)
    return (*(part if _is_whole(part) else _with_head(part, head) for part in parts[:-1]), last + head)


def _with_head(part: str, head: str) -> str:
    """城镇居民 and 居民收入 → 城镇居民收入."""
    return part + (head[2:] if len(part) > 2 and part.endswith(head[:2]) else head)


def _place_before(parts: list[str]) -> str:
    """The place that the last of several begins with, as long as the others are: 邕宁区, 横州市, 宾阳县规上工业总产值 → 宾阳县."""
    last, beside = parts[-1], parts[-2]
    if not all(part.endswith(_PLACE_ENDS) for part in parts[:-1]):
        return ""
    ends = [match.end() for match in _PLACE_END.finditer(last) if match.end() < len(last)]
    near = [end for end in ends if abs(end - len(beside)) <= 2]
    return last[: min(near, key=lambda end: (abs(end - len(beside)), -end))] if near else ""


def _alike_end(parts: list[str]) -> str:
    """The last member as far as it ends like another: 城镇职工, 城镇居|民|, 农牧|民|医疗保险最高支付限额 → 农牧民."""
    last = parts[-1]
    ends = [at + 1 for part in parts[:-1] if 0 < (at := last.find(part[-1], 1)) < len(last) - 2]
    return last[: min(ends)] if ends and all(len(part) > 1 for part in parts[:-1]) else ""


def _is_whole(part: str) -> bool:
    return part.endswith(_WHOLE_ENDS)


_ABOVE = re.compile(r"(?<=.{2})(?:规上|规模以上)工业(?:总|增)[\u4e00-\u9fff]{1,3}$")


def _without_head(parts: list[str]) -> tuple[str, str]:
    """Split the head that all members share off the last: [沈鼓, 沈变新签合同额] → 沈变, 新签合同额."""
    last = parts[-1]
    named, etc, head = last.partition("等")
    if etc and is_measured(head):
        return named, head
    if any(map(_is_whole, parts[:-1])):
        return last, ""
    if place := _place_before(parts):
        return place, last[len(place) :]
    head = shared_head_of(last)
    if (above := _ABOVE.search(last)) and not any(part.endswith("业") for part in parts[:-1]):
        return last[: above.start()], last[above.start() :]  # 东岭、西岭|规上工业增加值
    if len(head) <= 1 or head.endswith("率"):
        pair = last[:2] if not last.startswith("基本") and all(len(part) == 2 for part in parts[:-1]) else ""
        if named := _alike_end(parts) or pair:  # 食品、药品|抽检合格率
            return named, last[len(named) :]
    if len(head) > 1 and len(parts[0]) > 1:  # 率 alone is no head: 河流、湖泊|水质合格率
        return last.removesuffix(head), head
    beside = len(parts[-2])
    alike = len({len(part) for part in parts[:-1]}) == 1 or (beside == 2 and not is_measured(last))
    if alike and 2 <= len(last) - beside <= (9 if is_measured(last) else 3):
        return last[:beside], last[beside:]
    return last.removesuffix(head), head
