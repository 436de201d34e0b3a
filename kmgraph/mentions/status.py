"""Target or result: what the sentence says by its verbs and years, and the part of the report where it says nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kmgraph.mentions.context import Context
from kmgraph.mentions.mention import Status
from kmgraph.mentions.periods import Reference

_AIMS = re.compile(
    r"力争|确保|目标(?!完成|任务完成|均|全面)|预期|将(?!近|军|士)|拟|争取|努力|要(?!素|求|点|件|闻|害|塞|道|务|客)|必须|(?<![比超较与])计划(?!执行|完成|目标|生育|单列|经济|的)|有望|需要"
)
_AIMS_IN_BRIEF = re.compile(rf"{_AIMS.pattern}|安排|推进")
_HAPPENED = re.compile(
    r"已(?!有)|去年|上年(?<![比较]上年)|目前|现有|近年来|以来|截至|过去|累计已|曾|刚刚|历史性|(?:完成|实现|达到|突破|增长|新增|建成|下降|提高|超过|获批)了"
)
_UNDONE = re.compile(r"力争|确保|将|要|争取|计划|目标")


@dataclass(frozen=True, slots=True)
class Times:
    """What is known of the time of a sentence: its part, the year that is planned, and whether headings say so."""

    part: str
    planned: int | None
    section_year: int | None
    sectioned: bool


def status_and_year(c: Context, times: Times, reference: Reference | None) -> tuple[Status, int | None]:
    """Decide what a figure is, and in which year, from the year that governs it, its clause's verbs and its part.

    2023年数字经济占比超过50% (planned 2024) → result, 2023; 到2025年达到5000亿元 → target, 2025.
    """
    since = c.text[reference.end : c.amount.start] if reference else c.before
    last, planned = times.planned and times.planned - 1, times.planned
    if reference and reference.year is not None and planned is not None:
        if reference.ahead and reference.year >= planned:
            return "target", reference.year
        if reference.year == planned:
            return _this_year(c, times, since)
        if reference.year < planned and not (_AIMS.search(since) and times.part != "review"):
            return "result", reference.year
        if reference.year > planned:
            return "target", reference.year
    if not times.sectioned:
        aims = _AIMS_IN_BRIEF.search(c.before)
        return ("target", planned) if aims else ("result", last)
    if times.part in ("review", "front"):
        return "result", last
    if _HAPPENED.search(c.left) and not _UNDONE.search(c.left):
        return "result", last
    return "target", times.section_year


def _this_year(c: Context, times: Times, since: str) -> tuple[Status, int | None]:
    """今年: the planned year in a plan; in a review that was written before the year's end the year reviewed."""
    planned = times.planned
    if times.part == "review" and not _AIMS.search(since) and times.sectioned:
        return "result", planned
    if _HAPPENED.search(since[:12]) and not _AIMS.search(since):
        return "result", planned
    return "target", planned
