"""Figures that state a target or a result."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kmgraph.mentions.amounts import find_amounts
from kmgraph.mentions.bounds import bound_of, change_of
from kmgraph.mentions.context import Context, contexts
from kmgraph.mentions.exclusions import excluded_by, in_quotation
from kmgraph.mentions.measured import Measured, Memory, measured_by, members_of, respective
from kmgraph.mentions.mention import ProjectName, Quantity
from kmgraph.mentions.periods import Reference, governing, planned_year, references, year_of_section
from kmgraph.mentions.phrase import Phrase, parse_left
from kmgraph.mentions.status import Times, status_and_year
from kmgraph.mentions.vocabulary import Vocabulary
from kmgraph.text.document import Document, Sentence
from kmgraph.text.span import Span


def find_quantities(
    document: Document, vocabulary: Vocabulary, projects: tuple[ProjectName, ...]
) -> tuple[Quantity, ...]:
    """Find every figure that says how much was reached or is to be reached, with what it measures, in the text's order.

    A figure within the span of a project is none: 90万吨磷石膏综合利用.
    """
    taken = sorted(project.span for project in projects)
    planned = planned_year(document)
    memory = Memory()
    carried: Reference | None = None
    paragraph = -1
    found: list[Quantity] = []
    for sentence in document.sentences:
        if sentence.paragraph != paragraph:
            paragraph, carried = sentence.paragraph, carried if not document.sections else None
            memory = Memory(goals=memory.goals)
        memory.fresh, memory.recent = True, []
        amounts = find_amounts(sentence.text, vocabulary.units)
        named = references(sentence.text, planned)
        if amounts:
            section = document.sections[sentence.section] if sentence.section is not None else None
            times = Times(
                sentence.part,
                planned,
                year_of_section(document, section, planned),
                bool(document.sections),
            )
            stated = [c for c in contexts(sentence.text, amounts) if not excluded_by(c)]
            framed = contexts(sentence.text, tuple(c.amount for c in stated))
            framed = tuple(c for c in framed if not _inside(taken, c.amount.start + sentence.span.start))
            if framed:
                found += _quantities(sentence, framed, named, carried, times, memory)
        carried = _carried(named, carried, document)
    return tuple(found)


def _inside(taken: list[Span], position: int) -> bool:
    return any(span.start <= position < span.end for span in taken)


def _carried(named: tuple[Reference, ...], carried: Reference | None, document: Document) -> Reference | None:
    """The year that goes on to hold in the next sentence of the paragraph."""
    if not named:
        return carried
    last = next((r for r in reversed(named) if r.year is not None), None)
    if last is None or (document.sections and not (last.ahead and last.opens)):
        return None
    return replace(last, start=0, end=0)


def _quantities(
    sentence: Sentence,
    framed: tuple[Context, ...],
    named: tuple[Reference, ...],
    carried: Reference | None,
    times: Times,
    memory: Memory,
) -> Iterator[Quantity]:
    i = 0
    while i < len(framed):
        group = _respective_group(framed, i)
        if len(group) > 1 and (names := respective(group[0], len(group), memory)):
            yield from _group(sentence, group, names, named, carried, times, memory)
            i += len(group)
            continue
        c = _after_thing(framed[i], memory.last)
        phrase = parse_left(c.left)
        following = framed[i + 1] if i + 1 < len(framed) else None
        measured = measured_by(c, phrase, memory, following)
        change = measured.side or change_of(c, phrase, names_thing=measured.thing_behind)
        if not in_quotation(c):
            memory.keep(measured, c, change)
        yield _quantity(sentence, c, phrase, measured, change, bound_of(c, phrase), named, carried, times)
        i += 1


def _after_thing(c: Context, former: Measured | None) -> Context:
    """Leave the thing that the former figure counts out of the words before: 10个省级美丽乡村、|3个精品村."""
    if not (c.joined and former and former.thing_behind):
        return c
    cut = max(c.left.rfind(mark) for mark in "、和及与")
    return replace(c, left=c.left[cut + 1 :] if cut >= 0 else "")


def _respective_group(framed: tuple[Context, ...], i: int) -> tuple[Context, ...]:
    """The figures that one 分别 deals out: 分别增长6%、8%以上."""
    if "分别" not in framed[i].left and not (len(framed) > i + 1 and _deals_out(framed[i], framed[i + 1])):
        return ()
    group = [framed[i]]
    for c in framed[i + 1 :]:
        between = c.text[group[-1].amount.end : c.amount.start]
        if len(between) > 6 or between.strip(" ").replace("以上", "").replace("左右", "").replace("以内", "") not in (
            "、",
            "和",
            "，",
            ",",
            "及",
            "与",
        ):
            break
        if c.amount.kind != group[0].amount.kind:
            break
        group.append(c)
    return tuple(group)


def _deals_out(c: Context, following: Context) -> bool:
    """绿色经济、数字经济占地区生产总值比重45%和32%: two figures for two members, 分别 left unsaid."""
    return (
        following.joined
        and c.amount.kind == following.amount.kind
        and following.left.strip() in ("和", "、", "及")
        and following.right.strip() in ("", "左右", "以上", "以内")
        and c.right.strip() in ("和", "、", "及", "左右和", "以上和")
        and len(members_of(parse_left(c.left).core, 2) or ()) == 2
    )


def _group(
    sentence: Sentence,
    group: tuple[Context, ...],
    names: tuple[tuple[str, str], ...],
    named: tuple[Reference, ...],
    carried: Reference | None,
    times: Times,
    memory: Memory,
) -> Iterator[Quantity]:
    phrase = parse_left(group[0].left)
    bound = next((b for c in group if (b := bound_of(c, phrase)) != "="), "=")
    change = change_of(group[0], phrase, names_thing=False)
    for c, (name, base) in zip(group, names, strict=True):
        measured = Measured(name, base, "", "respective_figures")
        yield _quantity(sentence, c, phrase, measured, change, bound, named, carried, times)
        memory.keep(measured, c, change)
    memory.shared = tuple(base for _, base in names)


def _quantity(
    sentence: Sentence,
    c: Context,
    phrase: Phrase,
    measured: Measured,
    change: str,
    bound: str,
    named: tuple[Reference, ...],
    carried: Reference | None,
    times: Times,
) -> Quantity:
    start = c.amount.start
    reference = governing(named, start) or (carried if not any(r.start < start for r in named) else None)
    if reference and reference.own and start - reference.end > 12:
        reference = None
    status, year = status_and_year(c, times, reference)
    if phrase.tail[:1] in (("从",), ("由",)) and not (reference and reference.own):
        status, year = "result", year and year - 1  # what it was before
    span = Span(start, c.amount.end).shift(sentence.span.start)
    return Quantity(
        span=span,
        text=c.text[start : c.amount.end],
        rule=measured.rule,
        status=status,
        indicator=measured.indicator,
        indicator_span=_place(sentence, c, measured.indicator),
        value=c.amount.value,
        unit=c.amount.unit,
        change=change,  # type: ignore[arg-type]
        bound=bound,  # type: ignore[arg-type]
        year=year,
    )


def _place(sentence: Sentence, c: Context, indicator: str) -> Span | None:
    """Where an indicator's words stand together, nearest to the figure; None where they do not."""
    at = c.text.rfind(indicator, 0, c.amount.start) if indicator else -1
    return Span(at, at + len(indicator)).shift(sentence.span.start) if at >= 0 else None
