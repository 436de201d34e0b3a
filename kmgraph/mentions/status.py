"""Target or result: what the sentence says by its verbs and years, and the part of the report where it says nothing."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from kmgraph.mentions.context import Context
from kmgraph.mentions.mention import Status
from kmgraph.mentions.periods import Reference
from kmgraph.text.document import Part

_AIMS = (
    r"力争|确保|目标(?!完成|任务完成|均|全面)|预期|(?<!即)将(?!近|军|士)|拟|争取(?![^，,。；;、\d]{0,6}(?:资金|债券|政策|专项|预算))|努力|(?<![主重首必摘纪简概不只想])要(?!素|求|点|件|闻|害|塞|道|务|客)|必须|"
    r"(?<![比超较与占])(?<![为占]年)(?<![为占]年度)(?<![为占]全年)(?<!完成)(?<!完成年)(?<!完成年度)(?<!完成全年)(?<!仅为)计划(?!执行|完成(?:情况|率|较|良|顺|进|[，。；、]|$)|目标|生育|单列|经济|的)|有望|需要"
)
_AIM = re.compile(_AIMS)
# a text without headings says more often so that it plans
_AIM_IN_BRIEF = re.compile(rf"{_AIMS}|安排|推进(?![，,；;。])|谋划|年内(?!已|预计)|建议(?=今年|全年|全[市县省区])")
_HAPPENED = re.compile(
    r"已(?!有|[^，。；]{1,12}的$)|(?<![比较同与由从])去年|上年(?<![比较]上年)|目前|现有|近年来|以来|截至|过去|累计已|曾|刚刚|历史性|(?:梳理|筛选|征集)(?:形成|出|到)了?|"
    r"(?:完成|实现|达到|突破|增长|新增|建成|下降|提高|超过|获批)了"
)
_DONE_YET = re.compile(r"已(?!有)|目前|累计")
_UNDONE = re.compile(r"力争|确保|将|要|争取|计划|目标")


@dataclass(frozen=True, slots=True)
class Times:
    """What is known of the time of a sentence.

    `part` is its part of the report, None where no heading tells; `planned` the year that the text plans; `set_year` the
    year that the headings above set for goals; `aims` where the sentence says that it speaks of what is to come; `told` that a
    figure of the planned year is planned where no heading tells, as the text names the year before as well or is called a plan
    (`plans`).
    """

    part: Part | None
    planned: int | None
    set_year: int | None
    aims: tuple[int, ...]
    told: bool = False
    plans: bool = False

    def aims_between(self, start: int, end: int) -> bool:
        """Tell whether a word of aim (力争, 将, 目标) stands in that piece of the sentence."""
        i = bisect_left(self.aims, start)
        return i < len(self.aims) and self.aims[i] < end


def aims_of(text: str, part: Part | None) -> tuple[int, ...]:
    """Where a sentence's words of aim begin."""
    measured = [match.span() for match in _MEASURED_BY.finditer(text)]
    return tuple(
        match.start()
        for match in (_AIM if part else _AIM_IN_BRIEF).finditer(text)
        if not any(start < match.start() < end for start, end in measured)
    )


# 低于年初预期目标4.8个百分点: what was reached is measured by the aim
_MEASURED_BY = re.compile(
    r"(?:低于|高于|超过?|好于|优于|快于|慢于|[不未]及|未达(?:到)?|[较比])[^，。；、,;]{0,12}?(?:预期目标|计划目标|控制目标|调控目标|考核目标|预期|目标|计划)"
    r"|完成(?:了|省|市|县|定|国家|年度|全年|年初|年)*(?:计划|目标|任务)的(?=\d)"
)


def status_and_year(
    c: Context, times: Times, reference: Reference | None, *, from_plan: bool = False
) -> tuple[Status, int | None]:
    """Decide what a figure is, and in which year, from the year that governs it, its clause's verbs and its part.

    A figure that tells how far `from_plan` something lay is a result: 低于年度计划|5个百分点.

    2023年数字经济占比超过50% (planned 2024) → result, 2023; 到2025年达到5000亿元 → target, 2025.
    """
    status, year = _by_time(c, times, reference)
    if status == "target" and _DONE_OF_PLAN.match(c.after) and not _ARRANGED.search(c.left):
        status = "result"  # 完成投资127.6亿元，为年度计划的91.2%
    held = from_plan or _SHARE_OF_PLAN.search(c.before)  # 完成年计划的|89.2%, 完成年计划710亿元的|89.2%
    if status == "target" and held and not _HOPED.search(c.text, c.clause, c.amount.start):
        status, year = "result", _year_done(times, reference)
    comes = _TO_COME.search(c.text, max(0, c.amount.start - _NEAR), c.amount.start)
    return "target" if comes or _aimed_at(c) else status, year


def _aimed_at(c: Context) -> bool:
    """Tell whether what was reached is held against a figure: 超过|700亿元|的年度目标, 占年度任务|290亿元|的82.7%."""
    if _OVERFULFILLED.search(c.left) and _THE_TASK.match(c.right):
        return True
    return bool(_THE_AIM.match(c.right) or (_PLANNED_WHOLE.search(c.left) and c.right.startswith("的")))


def _year_done(times: Times, reference: Reference | None) -> int | None:
    """The year whose plan was done: the one that is named, else the one before that which the text plans."""
    if reference is not None and reference.year is not None:
        return reference.year
    return times.planned and times.planned - 1


_SHARE_OF_PLAN = re.compile(
    r"(?:完成|占|为)了?(?:全年|年度|年初|省定|年)*(?:投资)?(?:计划|任务|目标)(?:\d[\d.,]*[^，,。；;、\d]{1,4})?的$"
)
_HOPED = re.compile(r"力争|确保|争取|要|必须|将")
_DONE_OF_PLAN = re.compile(r"[，,、]?(?:为|占|完成)(?:年度?|全年)(?:投资)?(?:计划|任务|目标)的?\d")
_THE_AIM = re.compile(
    r"(?:以上|以内|左右)?的(?:年度|全年|年初|当年|既定|预期|计划|考核|省定)*(?:目标|预期(?!性)|任务)(?![\u4e00-\u9fff]{0,2}(?:责任|单位))"
)
# 超额完成|794万立方米|的压采任务: what was to be done, of which more was
_OVERFULFILLED = re.compile(r"超额(?:提前)?完成了?(?:全年|年度|[国省市县]家?定|上级)*$")
_THE_TASK = re.compile(r"的?[\u4e00-\u9fff]{0,8}?(?:目标|任务)")
_PLANNED_WHOLE = re.compile(r"(?:占|为|完成)(?:年度?|全年|年初|省|市)*(?:任务|计划|目标)$")


def _by_time(c: Context, times: Times, reference: Reference | None) -> tuple[Status, int | None]:
    """The same by years, verbs and part alone."""
    planned = times.planned
    if times.part is None:
        return _in_brief(c, times, reference)
    which = reference is not None and reference.which and times.part == "plan"
    if reference is not None and reference.year is not None and planned is not None and not which:
        aims = times.aims_between(reference.end, c.amount.start)
        if reference.year > planned or (reference.ahead and reference.year == planned):
            return "target", reference.year
        if reference.year == planned:
            return _this_year(c, times, reference), planned
        if times.part == "review" or not aims:
            return "result", reference.year
    return ("target", times.set_year) if which and not _DONE_YET.search(c.left) else _by_part(c, times)


# 投产后预计带动就业|700人, 预计年产值可达|700亿元: what is done will bring it
_TO_COME = re.compile(
    r"(?:投产|达产|建成|投用|投运)后，?(?:预计|可|将|年)[^。；;]{0,60}$|预计年(?:产值|产|销售|消耗|处理|税)[^，,。；;\d]{0,14}$"
)


# 2022年|上半年: what is over when the text is written
_PART_OF_YEAR = re.compile(r"[上下]半年|前?[一二三四1-4]季度|前?[一二三四五六七八九十\d][-—至]?[\d十]*[个一二]?月|以来")


_ARRANGED = re.compile(r"安排|计划")


def is_over(text: str, reference: Reference) -> bool:
    """Tell whether a part of a year is named, which was over when the text was written: 今年|1—11月."""
    return _PART_OF_YEAR.match(text, reference.end) is not None


_MONTHS = re.compile(r"(?:今年)?(?:前?[一二三四1-4]季度|前?\d{1,2}[-—－~至到]\d{1,2}月|前?\d{1,2}个月|上半年)")


def _in_brief(c: Context, times: Times, reference: Reference | None) -> tuple[Status, int | None]:
    """A text without headings: 到2018年建成…座 tells what was done unless a word of aim or a later year says otherwise."""
    year = reference.year if reference is not None else None
    planned = times.planned
    if year is not None and (year > planned if planned is not None else bool(reference and reference.ahead)):
        return "target", year
    past = year is not None and planned is not None and year < planned
    carried = reference is not None and not reference.end
    over = carried and _MONTHS.match(c.text) is not None  # 2016年计划投资60亿元。1至4月完成投资10亿元
    if (past or year is None or year == planned) and _has_been(c, times, reference):
        return "result", year or planned
    if over or (carried and _HAPPENED.search(c.left) and not _UNDONE.search(c.left)):
        return "result", year
    if reference is not None and reference.aimed and not past and not _HAPPENED.search(c.left):
        return "target", year
    if times.told and reference is not None and year is not None and year == planned:
        rest = c.text[reference.end :]
        if not (_PART_OF_YEAR.match(rest) or _HAPPENED.search(c.left)):
            return "target", year  # 2016年抓好项目332个 beside 2015年生产总值530亿元
    this_year = reference is not None and reference.end and c.text.startswith("今年", reference.start)
    if this_year and year == planned and _STAKED.search(c.text, c.amount.end, c.amount.end + _NEAR):
        return "target", year  # 今年启动城建工程28个，…确保完成39.2亿元
    start = reference.end if reference is not None and past else 0
    if times.aims_between(start, c.amount.start):
        arranged = past and _ARRANGED.search(c.text, start, c.amount.start)  # 2022年安排1570个 in a text of 2024
        return "target", planned if year is None or (past and not arranged) else year
    if times.plans and year is None and _EXPECTED.match(c.text):
        return "result", planned and planned - 1
    if times.plans and year is None and not _HAPPENED.search(c.left):
        return "target", planned
    return "result", year or (planned and planned - 1)


# 预计全年|生产总值1144亿元 in a plan: what the year that ends is thought to bring
_EXPECTED = re.compile(r"(?:初步)?预计(?:到?年[末底]|全年)")

# 2月19日…集中开工, 6月下旬又有, 至5月底完成: a day that is named has been
_DAY = re.compile(
    r"\d{1,2}月(?:\d{1,2}日|[上中下]旬)(?![之以]?前|止)(?=[^，。；]{0,20}(?:集中|召开|举行|又有|已|开工了))"
    r"|(?:至|截至)\d{1,2}月[底末]?(?=[^，。；\d]{0,4}(?:完成|实现|已))|集中(?:开复?|复)工(?!率)|(?<=\d[个项家])[^，。；\d]{0,8}已有?$"
)


def _has_been(c: Context, times: Times, reference: Reference | None) -> bool:
    """Tell whether a day or an event before the figure has been, and no word of aim stands behind it."""
    begin = max(reference.end if reference is not None else 0, c.amount.start - _NEAR)
    days = [match.start() for match in _DAY.finditer(c.text, begin, c.amount.start)]
    return bool(days) and not times.aims_between(days[-1], c.amount.start)


_NEAR = 120
_STAKED = re.compile(r"确保|力争")


def _by_part(c: Context, times: Times) -> tuple[Status, int | None]:
    """What holds where no year governs: a review tells results, a plan targets unless the clause says 已, 去年, 目前."""
    last = None if times.planned is None else times.planned - 1
    if times.part in ("review", "front"):
        return "result", last
    if _HAPPENED.search(c.left) and not _UNDONE.search(c.left):
        return "result", last
    return "target", times.set_year


def _this_year(c: Context, times: Times, reference: Reference) -> Status:
    """今年: a target, unless a review that was written before the year's end or 今年以来已 speaks of it."""
    if times.aims_between(reference.end, c.amount.start):
        return "target"
    if times.part == "review" or _HAPPENED.search(c.text[reference.end : reference.end + 12]):
        return "result"
    return "target"
