"""Headings → sections: how they nest, which part of the report each belongs to, which are tasks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kmgraph.text.front import years
from kmgraph.text.heading_words import BACK_AND_AHEAD, GOALS, LOOKING_BACK, OUTLOOK, PERIOD, PLAN, REVIEW
from kmgraph.text.headings import Heading, Style
from kmgraph.text.span import Span
from kmgraph.text.tense import looks_back

Part = Literal["front", "review", "outlook", "plan", "back"]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and all that stands under it, up to the next heading of its level or above.

    `heading` covers the heading's words without their number (`（一）`, `一是`) and full stop; `number` is that number as
    written, "" where there is none; `depth` counts from 1 for the outermost; `parent` is the index of the section that
    holds it. `part` says what the section is about: what was done (review), the year's setting and figures (outlook),
    the work that is planned (plan), or what is put behind the report (back).
    `task_level` is the level of a heading of planned work, 1 for the outermost, None for every other heading.
    """

    index: int
    span: Span
    heading: Span
    number: str
    depth: int
    parent: int | None
    part: Part
    task_level: int | None


_RANKS: dict[Style, float] = {
    "back": 0,
    "part": 0,
    "bare": 1,
    "han": 2,
    "han-bracket": 3,
    "line": 3.5,
    "digit": 4,
    "ordinal": 4,
    "digit-bracket": 5,
    "circled": 6,
    "run-in": 8,
    "run-in-below": 9,
}
# a line without a number below numbered chapters
_BARE_WITHIN = 2.5
_CHAPTERS = ("part", "bare", "han")

_REVIEW, _PLAN, _OUTLOOK = (re.compile("|".join(words)) for words in (REVIEW, PLAN, OUTLOOK))
_BOTH, _GOALS, _PERIOD = (re.compile(words) for words in (BACK_AND_AHEAD, GOALS, PERIOD))
_BACK = re.compile(LOOKING_BACK)
_SETTING = re.compile(rf"\s*(?:{PERIOD}|今年)")
_ACHIEVES = re.compile(r"^(?:全面|确保|坚决|高质量|圆满|奋力|努力)?(?:完成|实现|打赢|落实)")
# 实现2023年计划目标的主要措施 announces, though it opens with a verb
_MEANS = re.compile(r"(?:措施|举措|安排|工作)$")
_SHORT_CHAPTER = 40
_SELF = "自身建设"
# the first characters below a chapter's heading, which tell what it is about where the heading does not
_OPENING = 120


@dataclass(frozen=True, slots=True)
class _Node:
    """A heading in its place: the index of the one above it, and where what it holds ends."""

    heading: Heading
    words: str
    parent: int | None
    depth: int
    end: int
    opening: str


def outline(
    text: str, headings: Sequence[Heading], closings: Iterable[int], end: int, year: int | None, *, excerpt: bool
) -> tuple[Section, ...]:
    """Put headings, in the text's order, into sections.

    `closings` are the positions of addresses (各位代表！…), which end all sections below a chapter; `end` is the end of the
    report's last paragraph, `year` the year that it plans; an `excerpt` has no title, nor maybe the headings above.
    """
    nodes = _nest(text, headings, closings, end)
    parts = _parts(nodes, year, _told_by_words(text, nodes, year) if excerpt else set())
    levels = _levels(nodes, parts, _lost_levels(text, nodes) if excerpt else {})
    return tuple(
        Section(
            i, Span(n.heading.span.start, _end(n)), n.heading.words, n.heading.number, n.depth, n.parent, part, level
        )
        for i, (n, part, level) in enumerate(zip(nodes, parts, levels, strict=True))
    )


def _nest(text: str, headings: Sequence[Heading], closings: Iterable[int], end: int) -> list[_Node]:
    """Find what holds each heading: the last open one of a higher rank; one of its own style closes its like."""
    ranks = _ranks(headings)
    nodes: list[_Node] = []
    stack: list[int] = []
    waiting = sorted(closings, reverse=True)

    def close(size: int, position: int) -> None:
        for i in stack[size:]:
            nodes[i] = replace(nodes[i], end=position)
        del stack[size:]

    def close_address(position: int) -> None:
        close(1 if stack and nodes[stack[0]].heading.style in _CHAPTERS else 0, position)

    for heading in headings:
        start = heading.span.start
        while waiting and waiting[-1] <= start:
            close_address(waiting.pop())
        close(_size_above(heading.style, [nodes[i].heading.style for i in stack], ranks), start)
        parent = stack[-1] if stack else None
        stack.append(len(nodes))
        opening = text[heading.span.end : heading.span.end + _OPENING]
        nodes.append(_Node(heading, heading.words.of(text), parent, len(stack), end, opening))
    while waiting:
        close_address(waiting.pop())
    return nodes


def _end(node: _Node) -> int:
    """Where a section ends; one whose heading runs into its paragraph ends with it."""
    return min(node.end, node.heading.until or node.end)


def _ranks(headings: Sequence[Heading]) -> dict[Style, float]:
    """The ranks of styles; where the report's chapters are numbered, a line without a number ranks below them."""
    first = next((h.style for h in headings if h.style in _CHAPTERS), None)
    return {**_RANKS, "bare": _BARE_WITHIN} if first == "han" else _RANKS


def _size_above(style: Style, stack: Sequence[Style], ranks: dict[Style, float]) -> int:
    """How many open headings stay open when one of this style begins."""
    if style in stack:
        return stack.index(style)
    size = len(stack)
    while size and ranks[stack[size - 1]] > ranks[style]:
        size -= 1
    return size


# --- parts ---------------------------------------------------------------------------------------------------


def _parts(nodes: Sequence[_Node], year: int | None, told: set[int]) -> list[Part]:
    leading_in = _leading_in(nodes)
    holding = {node.parent for node in nodes}
    only_outlook = not any(
        node.parent is None and _of_chapter(node, year) == "plan" and _SELF not in node.words and i in holding
        for i, node in enumerate(nodes)
    )
    parts: list[Part] = []
    for i, node in enumerate(nodes):
        if node.parent is None:
            silent = i in told or (i == 0 and _looks_back(node, nodes))
            parts.append("review" if silent else _of_chapter(node, year))
        elif i in leading_in:
            parts.append("outlook" if parts[node.parent] == "plan" else parts[node.parent])
        else:
            above = parts[node.parent]
            if _BOTH.search(nodes[node.parent].words) or (
                only_outlook and above == "outlook" and nodes[node.parent].parent is None
            ):
                above = "plan"
            parts.append(_of_section(node, above))
    return parts


def _told_by_words(text: str, nodes: Sequence[_Node], year: int | None) -> set[int]:
    """The outermost headings of an excerpt that look back by what stands under them, where their words say nothing.

    Below the level of chapters those that follow one another are decided together: the chapter that would say it is not
    there. A report looks back first, so what comes after a chapter that plans looks back no more.
    """
    found: set[int] = set()
    for run in _silent_runs(nodes, year):
        if not looks_back(text[nodes[run[0]].heading.span.start : _end(nodes[run[-1]])]):
            break
        found.update(run)
    return found


def _silent_runs(nodes: Sequence[_Node], year: int | None) -> Iterator[list[int]]:
    run: list[int] = []
    for i, node in enumerate(nodes):
        if node.parent is not None:
            continue
        silent = node.heading.style != "back" and _SELF not in node.words and _of_words(node.words, year) is None
        if run and (not silent or node.heading.style in _CHAPTERS):
            yield run
            run = []
        if silent:
            run.append(i)
    if run:
        yield run


def _leading_in(nodes: Sequence[_Node]) -> set[int]:
    """Principles before a chapter's tasks: 一是坚持…, 二是坚持… ahead of （一）."""
    rank: dict[int, float] = {}
    for node in nodes:
        if node.parent is not None:
            rank[node.parent] = min(rank.get(node.parent, 9), _RANKS[node.heading.style])
    found: set[int] = set()
    begun: set[int] = set()
    for i, node in enumerate(nodes):
        if node.parent is None:
            continue
        if _RANKS[node.heading.style] == rank[node.parent]:
            begun.add(node.parent)
        elif node.parent not in begun:
            found.add(i)
        if node.parent in found:
            found.add(i)
    return found


def _of_chapter(node: _Node, year: int | None) -> Part:
    """What an outermost heading is about: 2021年工作回顾 → review, 总体要求和预期目标 → outlook, 2022年主要任务 → plan."""
    return "back" if node.heading.style == "back" else _of_words(node.words, year) or "plan"


def _of_words(words: str, year: int | None) -> Part | None:
    named = years(words)
    past = bool(named) and year is not None and max(named) < year
    if _REVIEW.search(words) or (past and "任务" not in words):
        return "review"
    if _PLAN.search(words):
        return "plan"
    return "outlook" if _OUTLOOK.search(words) else None


def _looks_back(first: _Node, nodes: Sequence[_Node]) -> bool:
    """Tell whether a first chapter looks back though its heading has no word of it: 一年接着一年干，… / …一年来，我们…"""
    others = [node for node in nodes[1:] if node.parent is None and node.heading.style == first.heading.style]
    return (
        first.heading.style in _CHAPTERS
        and not _PLAN.search(first.words)
        and not _OUTLOOK.search(first.words)
        and bool(_BACK.search(first.opening))
        and any(_SETTING.match(node.opening) or _PLAN.search(node.words) for node in others)
    )


def _of_section(node: _Node, above: Part) -> Part:
    """What an inner heading is about: as the one above it, but （一）主要预期目标 in a plan is outlook."""
    if above == "plan" and _GOALS.search(node.words):
        return "outlook"
    if above == "outlook" and _PLAN.search(node.words) and not _GOALS.search(node.words):
        return "plan"
    return above


# --- tasks ---------------------------------------------------------------------------------------------------


def _levels(nodes: Sequence[_Node], parts: Sequence[Part], lost: dict[int, int]) -> list[int | None]:
    """Level of each heading of planned work; a chapter that only announces the tasks (三、…主要任务) is none."""
    holding = {node.parent for node in nodes}
    whole = "review" in parts
    levels: list[int | None] = []
    for i, (node, part) in enumerate(zip(nodes, parts, strict=True)):
        above = levels[node.parent] if node.parent is not None and parts[node.parent] == "plan" else None
        if part != "plan" or _announces(node, holds=i in holding, whole=whole):
            levels.append(None)
        else:
            levels.append((above or lost.get(i, 0)) + 1)
    return levels


_WITHIN: dict[Style, int] = {
    "line": 1,
    "run-in": 1,
    "run-in-below": 1,
    "digit": 1,
    "ordinal": 1,
    "digit-bracket": 2,
    "circled": 2,
}
_DASHES = ("—", "–", "－")


def _lost_levels(text: str, nodes: Sequence[_Node]) -> dict[int, int]:
    """How many levels an excerpt has lost above its outermost headings: one above 扩大有效投资。…, where （一） stood."""
    return {
        i: _WITHIN.get(node.heading.style, 0)
        for i, node in enumerate(nodes)
        if node.parent is None and not text.startswith(_DASHES, node.heading.span.start)
    }


# 1.2023年重点工作, be it numbered as a task is
_NAMES_YEAR = re.compile(
    rf"(?:{PERIOD}|今年|本年度?)的?(?:全[省市县区])?(?:经济社会发展|政府|经济)?(?:的)?(?:主要|重点|目标)*(?:目标任务|任务|工作|工作任务|工作安排|工作重点|工作打算|工作建议)"
)


def _announces(node: _Node, *, holds: bool, whole: bool) -> bool:
    """三、2022年经济社会发展主要任务 and （二）重点任务 announce; 三、全面完成脱贫攻坚任务 is a task itself.

    In a `whole` report, one that has a review, a chapter that opens with the year (今年是…) announces too.
    """
    words = node.words
    if (_ACHIEVES.match(words) and not _MEANS.search(words)) or len(words) > _SHORT_CHAPTER + 20:
        return False
    if node.heading.style not in _CHAPTERS:
        if _NAMES_YEAR.fullmatch(words):
            return True
        return holds and len(words) <= 16 and bool(_PLAN.search(words))
    if _PLAN.search(words) and len(words) <= _SHORT_CHAPTER:
        return True
    if node.parent is not None or not holds or _SELF in words:
        return False
    return node.heading.style == "bare" or bool(_PERIOD.search(words)) or bool(whole and _SETTING.match(node.opening))
