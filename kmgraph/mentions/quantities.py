"""Figures that state a target or a result."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kmgraph.mentions.amounts import find_amounts
from kmgraph.mentions.bounds import bound_of, change_of
from kmgraph.mentions.context import Context, contexts
from kmgraph.mentions.exclusions import excluded_by, has_measure
from kmgraph.mentions.indicators import measured_by
from kmgraph.mentions.measured import Measured, Memory, Reading
from kmgraph.mentions.mention import Bound, Change, ProjectName, Quantity
from kmgraph.mentions.naming import LEADING_ON, MOVES, topic_of
from kmgraph.mentions.periods import Reference, governing, looks_back, references, year_of_section
from kmgraph.mentions.phrase import parse_left
from kmgraph.mentions.respective import change_dealt, respective_figures, respective_indicators
from kmgraph.mentions.status import Times, aims_of, is_over, status_and_year
from kmgraph.mentions.units import units_of
from kmgraph.mentions.vocabulary import Vocabulary
from kmgraph.text.document import Document, Sentence
from kmgraph.text.span import Span

_FROM = (("从",), ("由",))
# a term of office or a plan: what a report looks back over at most without saying it again
_TERM = 5
_FROM_NEARLY = ("由不足", "从不足", "由近", "从近")
# 增加值|增幅依次|为12.6%、13.4%
_GROWTH_DEALT = re.compile(r"(?<=[值入额资口量收])(?:增速|增幅|涨幅)(?:分别|依次)")
# how far before its figure an indicator's words are looked for
_NEAR = 200


def find_quantities(
    document: Document, vocabulary: Vocabulary, projects: tuple[ProjectName, ...]
) -> tuple[Quantity, ...]:
    """Find every figure that says how much was reached or is to be reached, with what it measures, in the text's order.

    A figure within the span of a project is none: 90万吨磷石膏综合利用.
    """
    names = sorted(project.span for project in projects)
    starts = [name.start for name in names]
    planned = document.year
    told = not document.parted and (document.plans or _tells_of(document, planned))
    units = units_of(vocabulary.units)
    memory = Memory()
    carried: Reference | None = None
    paragraph = -1
    back, part = 1, ""
    found: list[Quantity] = []
    for sentence in document.sentences:
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            carried = None if document.parted else carried
            memory.next_paragraph()
        memory.next_sentence()
        named = references(sentence.text, planned)
        if sentence.part != part:
            back, part = 1, sentence.part
        if amounts := find_amounts(sentence.text, units):
            amounts = tuple(a for a in amounts if has_measure(sentence.text, a))
            framed = contexts(sentence.text, amounts)
            clear = (c.amount for c in framed if not excluded_by(c))
            stated = tuple(a for a in clear if not _covered(names, starts, a.start + sentence.span.start))
            if len(stated) < len(amounts):
                framed = contexts(sentence.text, stated)
            if framed:
                times = _times(document, sentence, planned, told=told)
                found += _Sentence(sentence, times, named, carried, back).quantities(framed, memory)
        memory.topic = topic_of(sentence.text) if memory.fresh else ""
        carried = _carried(named, carried, document, sentence)
        back = next((r.span for r in reversed(named) if 0 < r.span <= _TERM and not r.own), back)
    return tuple(found)


def _covered(names: list[Span], starts: list[int], position: int) -> bool:
    i = bisect_right(starts, position) - 1
    return i >= 0 and position < names[i].end


def _tells_of(document: Document, planned: int | None) -> bool:
    """Tell whether a text without headings gives figures of the year before the one that it plans."""
    return planned is not None and any(
        reference.year == planned - 1 and not reference.ahead
        for sentence in document.sentences
        for reference in references(sentence.text, planned)
    )


def _times(document: Document, sentence: Sentence, planned: int | None, *, told: bool) -> Times:
    part = sentence.part if document.parted else None
    section = document.sections[sentence.section] if sentence.section is not None else None
    return Times(
        part, planned, year_of_section(document, section, planned), aims_of(sentence.text, part), told, document.plans
    )


def _carried(
    named: tuple[Reference, ...], carried: Reference | None, document: Document, sentence: Sentence
) -> Reference | None:
    """The year that goes on to hold in the next sentence: any where no heading tells, else 到2025年 or 这五年 at a beginning."""
    if not named:
        return carried
    last = next((r for r in reversed(named) if r.year is not None and not r.own), None)
    if last is None or (document.parted and not (last.ahead and last.opens) and not last.lasting):
        return None
    aimed = not (document.parted or is_over(sentence.text, last)) and any(
        aim > last.start for aim in aims_of(sentence.text, "plan")
    )
    return replace(last, start=0, end=0, aimed=aimed)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with what is known of its time: it turns the contexts of its figures into quantities."""

    sentence: Sentence
    times: Times
    named: tuple[Reference, ...]
    carried: Reference | None
    back: int  # how many years the sentences before look back over

    def quantities(self, framed: tuple[Context, ...], memory: Memory) -> Iterator[Quantity]:
        """Read the figures from left to right."""
        i = 0
        while i < len(framed):
            group = respective_figures(framed, i, memory.shared)
            names = respective_indicators(group[0], len(group), memory) if group else ()
            if names:
                yield from self._dealt_out(group, names, memory)
                i += len(group)
            else:
                yield self._single(framed[i], framed[i + 1] if i + 1 < len(framed) else None, memory)
                i += 1

    def _single(self, c: Context, following: Context | None, memory: Memory) -> Quantity:
        c = _after_thing(c, memory.last)
        phrase = parse_left(c.left)
        measured = measured_by(Reading(c, phrase, memory, following))
        change = measured.change or change_of(c, phrase, names_thing=measured.thing_behind)
        if change != measured.change:
            measured = replace(measured, change=change)
        moving = phrase.tail[:1] in _FROM or c.left.endswith(_FROM_NEARLY)
        if not c.quoted:  # “2025年经济总量突破1万亿”的目标 is no topic to go on with
            memory.keep(measured, c, moving=moving)
        return self._quantity(c, measured, bound_of(c, phrase), moving=moving)

    def _dealt_out(
        self, group: tuple[Context, ...], names: tuple[tuple[str, str], ...], memory: Memory
    ) -> Iterator[Quantity]:
        """分别增长6%、8%以上: growth and bound hold for all of them."""
        phrase = parse_left(group[0].left)
        bound: Bound = next((b for c in group if (b := bound_of(c, phrase)) != "="), "=")
        grows = _GROWTH_DEALT.search(group[0].left)
        change: Change = "increase" if grows else change_of(group[0], phrase, names_thing=False)
        change = change_dealt(group[0]) or change
        for c, (name, base) in zip(group, names, strict=True):
            measured = Measured(name, base, "", "respective_figures", change=change)
            memory.keep(measured, c)
            yield self._quantity(c, measured, bound, moving=phrase.tail[:1] in _FROM)
        memory.shared = tuple(base for _, base in names)

    def _quantity(self, c: Context, measured: Measured, bound: Bound, *, moving: bool) -> Quantity:
        start, offset = c.amount.start, self.sentence.span.start
        reference = governing(self.named, c.text, start)
        if reference is None and not (self.named and self.named[0].start < start):
            reference = self.carried
        from_plan = measured.indicator.endswith("较计划目标")
        status, year = status_and_year(c, self.times, reference, from_plan=from_plan)
        if moving and not (reference and reference.own):
            # 从29.2%提升至52%: what it was before
            status, year = "result", year and year - looks_back(self.named, start, self.back)
        elif moving and reference and reference.relative and status == "result" and self.times.part != "plan":
            year = year and year - 1  # …2022年。零售额由上年的|4963亿元|回落
        return Quantity(
            span=Span(start, c.amount.end).shift(offset),
            text=c.text[start : c.amount.end],
            rule=measured.rule,
            status=status,
            indicator=measured.indicator,
            indicator_span=_place(c, measured.indicator, offset),
            value=c.amount.value,
            unit=c.amount.unit,
            change=measured.change or "level",
            bound=bound,
            year=year,
            upper=c.amount.upper,
        )


_JOINT = re.compile(r"[、和与]|(?<![惠普涉])及")


def _after_thing(c: Context, former: Measured) -> Context:
    """Leave the thing that the former figure counts out of the words before: 10个省级美丽乡村、|3个精品村."""
    if not (c.joined and former.thing_behind):
        return c
    if moves := MOVES.search(c.left, 2):
        return replace(c, left=c.left[moves.start() :])
    cut = max((joint.start() for joint in _JOINT.finditer(c.left)), default=-1)
    leading = LEADING_ON.search(c.left)  # 37个集群营收|超|4500亿元
    left = leading[0] if leading else ""
    return replace(c, left=c.left[cut + 1 :] if cut >= 0 else left[-1:] if left.endswith(("到", "至", "为")) else left)


def _place(c: Context, indicator: str, offset: int) -> Span | None:
    """Where an indicator's words stand together, nearest before the figure; None where they do not."""
    at = c.text.rfind(indicator, max(0, c.amount.start - _NEAR), c.amount.start) if indicator else -1
    return Span(at, at + len(indicator)).shift(offset) if at >= 0 else None
